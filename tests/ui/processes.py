"""Real processes of the command line, each with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEADLINE_S = 60.0
LOOK_S = 0.01


@dataclass(frozen=True)
class Finished:
    """How a process ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on stderr that are errors of ours."""
        return [line for line in self.err.splitlines() if line.startswith("soleus: ")]


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process of ours finds around it: its own data folder, UTF-8 if nothing else is asked for."""
    left_out = ("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONIOENCODING": "utf-8", "SOLEUS_HOME": str(home), **(more or {})}


def command(*words: str | Path) -> list[str]:
    """The words of a process."""
    return [sys.executable, "-m", "ui.cli", *map(str, words)]


def soleus(*words: str | Path, home: Path, more: Mapping[str, str] | None = None) -> Finished:
    """Run it to its end."""
    done = subprocess.run(
        command(*words),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment(home, more),
        timeout=DEADLINE_S,
        check=False,
    )
    return Finished(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def started(*words: str | Path, home: Path) -> subprocess.Popen[bytes]:
    """Start it and go on."""
    return subprocess.Popen(
        command(*words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(home),
    )


def wait_until(condition: Callable[[], bool], what: str, deadline_s: float = DEADLINE_S) -> None:
    """Look until it is so; fails when it is not by the deadline."""
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, f"not within {deadline_s:.0f} s: {what}"
        time.sleep(LOOK_S)


def recordings_in(home: Path) -> list[Path]:
    """The recordings stored there."""
    return sorted((home / "recordings").glob("*.jsonl"))
