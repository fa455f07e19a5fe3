"""`soleus sessions`: the logbook, as a list, one session at a time, deleted, or analysed again."""

from __future__ import annotations

import argparse
import sys

from recordings.home import home, recordings_folder
from recordings.load import load
from recordings.logbook import doings
from recordings.logbook.book import Logbook
from recordings.logbook.listing import SessionRow, sums
from recordings.logbook.pains import is_same
from recordings.logbook.recovery import recover
from recordings.logged import LoggedSession
from tracker.errors import InputError, InputReason
from tracker.setup import TimedExercise
from ui.interrupts import question
from ui.output import Progress, note, patience, say
from ui.session_lines import row_words, session_lines, sums_words, time_words

YES = ("y", "yes")


def run(chosen: argparse.Namespace) -> int:
    """Do what is asked; exit code."""
    if chosen.person is not None and chosen.act not in (None, "list"):
        raise InputError(InputReason.USAGE, f"--person belongs to the list, not to {chosen.act}")
    if chosen.act == "delete" and not chosen.yes and not _can_ask():
        raise InputError(InputReason.USAGE, "nobody to ask here: delete with --yes, or in a terminal")
    code = 0
    with Logbook(home()) as book:
        match chosen.act:
            case "show":
                _show(book, book.session(chosen.id))
            case "delete":
                _delete(book, book.session(chosen.id), ask=not chosen.yes)
            case "reanalyze":
                _reanalyze(book, book.session(chosen.id))
            case _:
                code = _bring_in(book)
                _list(book.sessions(chosen.person), book.persons(), chosen.person)
                _list_timed(book, chosen.person)
    return code


def _bring_in(book: Logbook) -> int:
    """What earlier sessions left behind. A logbook that cannot be written now may be read all the same."""
    progress = Progress("Bringing in recordings,")

    def at(number: int, of: int) -> bool:
        progress.at(f"{number} of {of}")
        return True

    try:
        found = recover(book, recordings_folder(home()), go_on=at)
    except InputError as error:
        progress.done()
        note(f"soleus: {error.message}")
        return error.exit_code
    progress.done()
    for warning in found.warnings:
        note(f"soleus: {warning}")
    if found.added:
        numbers = ", ".join(map(str, found.added))
        note(f"Brought in from recordings that were not in the logbook: {numbers}")
    if found.being_written:
        note(f"Running at this moment, and not in the list before they end: {found.being_written}")
    return 0


def _list(rows: list[SessionRow], persons: list[str], person: str | None) -> None:
    if person is not None and not rows:
        known = f"there are: {', '.join(persons)}" if persons else "no session has a name"
        raise InputError(InputReason.NO_SUCH_SESSION, f'no sessions of "{person}"; {known}')
    if not rows:
        say("No sessions yet: soleus live and soleus demo make some.")
        return
    for row in rows:
        say(row_words(row))
    say(sums_words(sums(rows)))


def _list_timed(book: Logbook, person: str | None) -> None:
    """What went by the clock is no session: a line an exercise."""
    with book.reading() as connection:
        rows = [one for name, one in doings.timed(connection) if person is None or is_same(name, person)]
    for exercise in TimedExercise:
        mine = [one for one in rows if one.slug is exercise]
        if mine:
            minutes = sum(one.span_s for one in mine) / 60.0
            say(
                f"By the clock: {exercise.label}, {len(mine)} times, {minutes:.1f} min, last on {mine[-1].day}"
            )


def _show(book: Logbook, session: LoggedSession) -> None:
    for line in session_lines(session, book.end_reasons(session.session_id)):
        say(line)


def _delete(book: Logbook, session: LoggedSession, *, ask: bool) -> None:
    what = f"session {session.session_id} of {time_words(session.header.started_at)} and its recording"
    if ask and question(f"Delete {what}, for good? [y/N] ").strip().lower() not in YES:
        say("Kept.")
        return
    with patience("Waiting for the logbook ..."):
        book.delete(session.session_id)
    say(f"Deleted: {what}")


def _reanalyze(book: Logbook, session: LoggedSession) -> None:
    if session.recording is None:
        raise InputError(InputReason.MISSING, f"session {session.session_id} was kept without a recording")
    loaded = load(session.recording)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    progress = Progress("Analysing")
    events = []
    for step in loaded.steps():
        events += step.events
        if len(step.samples):
            progress.at(f"at {step.samples.t_s[-1]:.0f} s")
    progress.done()
    book.add_account(session.session_id, events)
    _show(book, book.session(session.session_id))


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
