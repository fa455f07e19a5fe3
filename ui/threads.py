"""Linear algebra in one thread: the tracker solves for a hundred unknowns now and then, and threads that wait for each
other cost a core more than they save. The libraries under numpy read this when they are loaded, so it is set first."""

from __future__ import annotations

from collections.abc import MutableMapping

NAMES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS")
"""Of OpenBLAS (Linux, Windows), MKL (conda), Accelerate (macOS), and what all of them fall back to."""


def one_thread(environment: MutableMapping[str, str]) -> None:
    """Unless the person has set it."""
    for name in NAMES:
        environment.setdefault(name, "1")
