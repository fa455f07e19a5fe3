"""`soleus export`: a session of the logbook as a table for a spreadsheet, or as a page for a therapist."""

from __future__ import annotations

import argparse
from pathlib import Path

from recordings.export.moments import first_sample_s
from recordings.export.page import session_page
from recordings.export.reps_csv import reps_csv
from recordings.export.whole_file import check_place, write_whole
from recordings.home import home
from recordings.logbook.book import FILE, Logbook
from recordings.logged import LoggedSession
from tracker.errors import InputError, InputReason
from ui.output import note, say
from ui.session_lines import time_words

MAKERS = {"csv": reps_csv, "html": session_page}


def run(chosen: argparse.Namespace) -> int:
    """Make the file; exit code."""
    out: Path = chosen.out
    check_not_ours(out)
    check_place(out, force=chosen.force)
    with Logbook(home()) as book:
        session = book.session(chosen.id)
    first_s = first_sample_s(session)
    if first_s is None:
        note("soleus: without its recording nobody knows the time of day of a repetition: left blank")
    write_whole(out, MAKERS[chosen.to](session, first_s).encode(), force=chosen.force)
    say(f"{out}: {_words(session)}")
    return 0


def check_not_ours(out: Path) -> None:
    """What soleus keeps is never written over, with --force neither."""
    try:
        place, root = out.resolve(), home().resolve()
    except (OSError, ValueError, RuntimeError):
        return  # no place at all: `check_place` says so
    if place.parent == root / "recordings" or (place.parent == root and place.name.startswith(FILE)):
        raise InputError(
            InputReason.NOT_WRITABLE, f"{out} is where soleus keeps its own: name a file elsewhere"
        )


def _words(session: LoggedSession) -> str:
    sets = len(session.shown.ledger.sets)
    again = len(session.accounts) - 1
    return (
        f"session {session.session_id} of {time_words(session.header.started_at)},"
        f" {sets} {'set' if sets == 1 else 'sets'}"
        + (f", and {again} re-analysis beside it" if again == 1 else "")
        + (f", and {again} re-analyses beside it" if again > 1 else "")
        + (", simulated" if session.header.simulated else "")
    )
