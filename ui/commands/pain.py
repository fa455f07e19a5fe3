"""`soleus pain`: told from 0 to 10, and what it says about the next training."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from recordings.home import home
from recordings.logbook import pains
from recordings.logbook.book import Logbook
from recordings.trained import Trained, trained
from tracker.errors import InputError, InputReason
from tracker.training.pain import PainNote, When
from ui.exercise_lines import DISCLAIMER
from ui.output import say
from ui.training_lines import advice_lines, pain_lines

WHEN = {"during": When.DURING, "after": When.AFTER, "morning": When.MORNING}


def run(chosen: argparse.Namespace) -> int:
    """Note it where a number is given; say what is known; exit code."""
    now = datetime.now().astimezone()
    today = now.date()
    root = home()
    if chosen.score is None and (chosen.when is not None or chosen.on is not None):
        raise InputError(
            InputReason.USAGE, "--when and --on belong to a number: soleus pain 0-10 --when after"
        )
    with Logbook(root) as book:
        known = trained(book, root, chosen.person)
        if chosen.score is not None:
            note = PainNote(*_which(known, chosen.when, chosen.on, today), chosen.score)
            with book.writing() as connection:
                pains.tell(connection, note, chosen.person, now, None)
            say(f"Noted: pain {note.score} of 10 {note.when.of(note.day)}")
            known = trained(book, root, chosen.person)
    for line in (*pain_lines(known.notes), *advice_lines(known.advice(today), known.zones), DISCLAIMER):
        say(line)
    return 0


def _which(known: Trained, when: str | None, on: date | None, today: date) -> tuple[date, When]:
    """The training day and the moment a number speaks of. Without being told: the last training day, and after
    training where that is today, the next morning where it was before."""
    last = max((one for one in known.days if one <= today), default=None)
    day = on or (_day_of_morning(known, today) if when == "morning" else last)
    if day is None:
        if when == "morning":
            raise InputError(
                InputReason.MISSING,
                "no training day before today is known: name it with --on, as in --on 2026-03-02",
            )
        day = today
    if day > today or (when == "morning" and day == today):
        raise InputError(
            InputReason.BAD_VALUE,
            f"the {'morning after' if when == 'morning' else 'day'} {day} is still to come",
        )
    if when is not None:
        return day, WHEN[when]
    return day, When.AFTER if day == today else When.MORNING


def _day_of_morning(known: Trained, today: date) -> date | None:
    return max((one for one in known.days if one < today), default=None)
