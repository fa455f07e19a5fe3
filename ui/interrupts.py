"""Being told to stop: Ctrl-C, a closed terminal, a kill. All end a session the same way, everything saved.

asyncio turns Ctrl-C into a cancelled session on every system; here the other signals are made to do as it does.
This is the one place where systems differ in this.
"""

from __future__ import annotations

import signal
from types import FrameType

NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")  # the last one is Windows', the second is not


def end_gently() -> None:
    """From here on these signals end the program as Ctrl-C does."""
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _as_interrupt)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)
