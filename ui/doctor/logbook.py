"""The logbook: whether it opens, in which version, and how many sessions it holds. One that is not there is not made."""

from __future__ import annotations

from pathlib import Path

from recordings.logbook.book import FILE, Logbook
from recordings.logbook.schema import MIGRATIONS
from tracker.errors import InputError, InputReason
from ui.doctor.finding import Finding, Room, Verdict

BUSY_S = 1.0


def logbook_finding(root: Path, busy_s: float = BUSY_S) -> Finding:
    """Open it and read every session, as the list of sessions does."""
    if not (root / FILE).exists():
        return Finding(Room.LOGBOOK, Verdict.OK, "not there yet, the first session makes it")
    try:
        with Logbook(root, busy_s=busy_s) as book:
            count = len(book.sessions())
    except InputError as error:
        verdict = Verdict.LOOK if error.reason is InputReason.LOGBOOK_BUSY else Verdict.BAD
        return Finding(Room.LOGBOOK, verdict, error.message)
    sessions = f"{count} session{'' if count == 1 else 's'}"
    return Finding(Room.LOGBOOK, Verdict.OK, f"opens, version {len(MIGRATIONS)}, {sessions}")
