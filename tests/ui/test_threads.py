"""Linear algebra runs in one thread, unless a person wants it otherwise."""

from __future__ import annotations

import subprocess
import sys

from ui.threads import NAMES, one_thread


def test_what_a_person_set_stays() -> None:
    environment = {"OPENBLAS_NUM_THREADS": "4"}
    one_thread(environment)
    assert environment["OPENBLAS_NUM_THREADS"] == "4"
    assert set(environment) == set(NAMES)


def test_the_command_sets_it_before_numpy_is_loaded() -> None:
    code = "import sys, ui.cli; print('numpy' in sys.modules); ui.cli.main(['--version'])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stdout.startswith("False\n")
