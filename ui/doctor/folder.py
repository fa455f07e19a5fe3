"""The data folder: where it is, for how long there is room, who else may read it, what it holds."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from recordings.home import home
from tracker.errors import InputError
from ui.doctor.finding import Finding, Room, Verdict
from ui.doctor.writing import OTHERS, there, writing_finding

HOUR_BYTES = 20e6
"""What an hour of recording takes. Measured on simulated Movesense sessions at 104 Hz (346, 391 and 494 s, with and
without distractors): 16 MB; the rest is for the logbook and its companions."""

LEAST_H = 1.0  # a session and then some; below it the next one may be cut off
FEW_H = 10.0


def place_finding(environment: Mapping[str, str]) -> Finding:
    """Where it is, and who says so."""
    try:
        root = home(environment)
    except InputError as error:
        return _finding(
            Verdict.BAD, error.message, "set SOLEUS_HOME to a folder that can be made, or not at all"
        )
    if not environment.get("SOLEUS_HOME", "").strip():
        return _finding(Verdict.OK, f"{root} (SOLEUS_HOME is not set)")
    if not root.is_absolute():
        words = f"{root}, from SOLEUS_HOME, is another one wherever soleus is started"
        return _finding(Verdict.LOOK, words, "set SOLEUS_HOME to a whole path")
    return _finding(Verdict.OK, f"{root} (from SOLEUS_HOME)")


def room_finding(free_bytes: int) -> Finding:
    """For how many hours there is room."""
    hours = free_bytes / HOUR_BYTES
    words = f"room for {hours_words(hours)} of recording ({size_words(free_bytes)} free)"
    if hours < LEAST_H:
        return _finding(
            Verdict.BAD, words, "make room on that disk, or set SOLEUS_HOME to a folder on another"
        )
    if hours < FEW_H:
        return _finding(Verdict.LOOK, words, "make room on that disk soon")
    return _finding(Verdict.OK, words)


def rights_finding(root: Path, mode: int) -> Finding:
    """Whether it is its owner's alone; a body's data is nobody else's."""
    rights = stat.S_IMODE(mode)
    if rights & 0o077:
        words = f"others on this computer may look into it (rights {rights:04o})"
        return _finding(Verdict.LOOK, words, f'chmod 700 "{root}"')
    return _finding(Verdict.OK, f"for your eyes alone (rights {rights:04o})")


def recordings_finding(root: Path) -> Finding:
    """How many there are."""
    folder = root / "recordings"
    sizes = (
        [path.stat().st_size for path in folder.iterdir() if path.suffix == ".jsonl"]
        if folder.exists()
        else []
    )
    if not sizes:
        return _finding(Verdict.OK, "no recordings yet")
    count = f"{len(sizes)} recording{'' if len(sizes) == 1 else 's'}"
    return _finding(Verdict.OK, f"{count}, {size_words(sum(sizes))}")


def folder_findings(root: Path, platform: str = sys.platform) -> list[Finding]:
    """All there is to say of a folder that has a place."""
    findings = [writing_finding(root)]
    try:
        findings.append(room_finding(shutil.disk_usage(there(root)).free))
        if root.is_dir():
            if platform != "win32":  # there a user's own place is the user's own
                findings.append(rights_finding(root, root.stat().st_mode))
            findings.append(recordings_finding(root))
    except OSError as error:
        findings.append(_finding(Verdict.BAD, f"cannot be looked at: {error.strerror or error}", OTHERS))
    return findings


def hours_words(hours: float) -> str:
    """No more digits than anyone wants."""
    if hours >= 1000.0:
        return "more than 1000 hours"
    return f"{hours:.0f} hours" if hours >= 10.0 else f"{hours:.1f} hours"


def size_words(size_bytes: float) -> str:
    """As file managers say it."""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.1f} MB"


def _finding(verdict: Verdict, words: str, remedy: str | None = None) -> Finding:
    return Finding(Room.DATA, verdict, words, remedy)
