"""What the rules of training add to a session: at its start the goal of the plan and the pain of a morning not told
yet, at its end the pain during and after. Whatever is wrong with any of that is a line on stderr, and the training
goes on: nothing here may stand in its way."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from recordings.home import home
from tracker.errors import SoleusError
from tracker.events import MOST_PAIN
from tracker.setup import Exercise, TimedExercise
from tracker.training.catalogue.entry import Slug
from tracker.training.pain import PainNote, When
from tracker.training.today import Due, today_of
from ui.interrupts import question
from ui.output import note, say
from ui.running import Ended
from ui.training_lines import advice_lines, due_lines
from ui.view.answers import Known
from ui.view.shown import Goal

TIME_S = 60.0  # of a timed exercise, where neither the plan nor the person says another


@dataclass(frozen=True, slots=True)
class Begun:
    """What a session begins with."""

    goal: Goal
    load_kg: float | None
    known: Known = field(default_factory=Known)


def begin(chosen: argparse.Namespace, *, simulated: bool) -> Begun:
    """The goal and load of the command line, else those of the plan that is due today. A simulated session is nobody's:
    no plan is looked at, nothing is asked."""
    given = Begun(_goal(chosen, None), chosen.load)
    if simulated:
        return given
    today = _today()
    with _never_in_the_way():
        from recordings.logbook.book import Logbook
        from recordings.trained import trained

        root = home()
        with Logbook(root) as book:
            known = trained(book, root, chosen.person)
            morning = known.morning_to_ask(today)
            if morning is not None:
                _ask_morning(morning, chosen.person)
                known = trained(book, root, chosen.person)
        for line in advice_lines(known.advice(today), known.zones) if known.notes else ():
            say(line)
        due = None
        planned: dict[Slug, Goal] = {}
        if known.running is not None:
            day = today_of(known.running.course, today, known.done, known.notes, known.own)
            due = next((one for one in day.due if one.step.slug == chosen.exercise), None)
            planned = {one.step.slug: _goal(chosen, one) for one in day.due}
            _say_due(list(day.due), due, chosen.exercise)
        load_kg = chosen.load if chosen.load is not None or due is None else due.load_kg
        return Begun(_goal(chosen, due), load_kg, Known(known.zones, known.last_done, planned))
    return given


def _say_due(every: list[Due], due: Due | None, exercise: Exercise | None) -> None:
    """The plan's word on what is about to be done; what else is due where that is not in it."""
    if due is not None:
        say("The plan asks for:")
    elif every:
        say(
            "The plan asks for these today"
            + ("" if exercise is None else f", and not for {exercise.label.lower()}")
            + ":"
        )
    for one in [due] if due is not None else every:
        for line in due_lines(one):
            say(line)


def _goal(chosen: argparse.Namespace, due: Due | None) -> Goal:
    usual = Goal()
    rest_s = chosen.rest
    if due is None:
        return Goal(chosen.goal, chosen.sets, usual.rest_s if rest_s is None else rest_s)
    planned_s = due.step.rest_s if due.step.rest_s is not None else usual.rest_s
    time_s = due.dose.time_s
    return Goal(
        chosen.goal or due.dose.reps,
        chosen.sets or due.dose.sets,
        planned_s if rest_s is None else rest_s,
        None if time_s is None else time_s / 60.0,
        _tempo_words(due),
    )


def _tempo_words(due: Due) -> str:
    """What stands beside the tempo that is done."""
    if due.dose.hold_s is not None:
        return f"{due.dose.hold_s:g} held"
    return "" if due.step.tempo is None else due.step.tempo.words


def due_time_s(exercise: TimedExercise, person: str | None) -> float:
    """How long the plan asks for it today; a minute where it does not."""
    with _never_in_the_way():
        from recordings.logbook.book import Logbook
        from recordings.trained import trained

        root = home()
        with Logbook(root) as book:
            known = trained(book, root, person)
        if known.running is not None:
            day = today_of(known.running.course, _today(), known.done, known.notes, known.own)
            times = [one.dose.time_s for one in day.due if one.step.slug == exercise]
            return next((time_s for time_s in times if time_s is not None), TIME_S)
    return TIME_S


def ask_after(ended: Ended, person: str | None) -> None:
    """Pain during, unless it was noted, and after, for the session that has just been saved."""
    if ended.number is None or ended.day is None or not _can_ask():
        return
    asked = [When.AFTER] if ended.pain_noted else [When.DURING, When.AFTER]
    for when in asked:
        score = ask_pain(f"Pain {when.words}")
        if score is not None:
            _tell(PainNote(ended.day, when, score), person, ended.number)


def _ask_morning(day: date, person: str | None) -> None:
    if not _can_ask():
        note(f"Not told yet: pain the morning after {day}: soleus pain 0-10 --when morning --on {day}")
        return
    score = ask_pain(f"Pain the morning after your training of {day:%a} {day}")
    if score is not None:
        _tell(PainNote(day, When.MORNING, score), person, None)


def ask_pain(words: str) -> int | None:
    """At the terminal, until it is a number of the scale; None where the answer is left empty."""
    while True:
        answer = question(f"{words}, 0 to {MOST_PAIN} (Enter skips): ").strip()
        if not answer:
            return None
        if answer.isdecimal() and len(answer) <= 2 and int(answer) <= MOST_PAIN:
            return int(answer)
        note(f"A whole number from 0 (none) to {MOST_PAIN} (the worst there is).")


def _tell(one: PainNote, person: str | None, session_id: int | None) -> None:
    with _never_in_the_way():
        from recordings.logbook import pains
        from recordings.logbook.book import Logbook

        with Logbook(home()) as book, book.writing() as connection:
            pains.tell(connection, one, person, datetime.now().astimezone(), session_id)


@contextlib.contextmanager
def _never_in_the_way() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # of any kind: a fault in the rules must not cost anybody their training
        why = error.message if isinstance(error, SoleusError) else f"{type(error).__name__}: {error}"
        note(f"soleus: {why}")


def _today() -> date:
    return datetime.now().astimezone().date()


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
