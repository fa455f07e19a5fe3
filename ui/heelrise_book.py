"""Tests and the logbook: enter one, list them, show one beside the others of its person, move one to the other leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordings.home import home
from recordings.logbook.book import Logbook
from recordings.logbook.taken_tests import (
    Dated,
    TakenTest,
    comparable,
    correct_side,
    every,
    of_person,
    one_of,
)
from recordings.logbook.taken_tests import enter as enter_result
from tracker.setup import Side
from tracker.training.heelrise.result import Result
from tracker.training.heelrise.words import DISCLAIMER, held_against, result_lines
from ui.output import say

if TYPE_CHECKING:
    from ui.commands.test import Entered


def enter(result: Result, entered: Entered) -> tuple[Dated, int]:
    """Into the logbook; the person's other tests, and its number."""
    with Logbook(home()) as book:
        stored = None if entered.recording is None else book.stored_name(entered.recording)
        with book.writing() as connection:
            others = of_person(connection, entered.person)
            number = enter_result(
                connection, result, entered.person, entered.taken_at, stored, simulated=entered.simulated
            )
    return comparable(others, simulated=entered.simulated, before=None), number


def listed(person: str | None) -> None:
    """A line a test."""
    with Logbook(home()) as book, book.reading() as connection:
        found = every(connection) if person is None else of_person(connection, person)
    if not found:
        whose = "" if person is None else f" of {person}"
        say(f"No tests{whose} yet. soleus test heel-rise --side left --knee straight takes one.")
    for one in found:
        say(f"{_head(one)}: {one.result.reps} repetitions, {one.result.ended_by.value}")


def shown(test_id: int) -> None:
    """One test, and what it may be held against: what was taken before it, and the other leg and knee."""
    with Logbook(home()) as book, book.reading() as connection:
        one = one_of(connection, test_id)
        others = of_person(connection, one.person)
    say(_head(one))
    for line in result_lines(one.result):
        say(line)
    for line in held_against(one.result, comparable(others, simulated=one.simulated, before=one)):
        say(line)
    say(DISCLAIMER)


def correct(test_id: int, side: Side) -> None:
    """The leg was another than said."""
    with Logbook(home()) as book, book.writing() as connection:
        one = correct_side(connection, test_id, side)
    say(f"{_head(one)}: this is now the {side.value} leg's.")


def _head(one: TakenTest) -> str:
    who = f", {one.person}" if one.person else ""
    mark = ", simulated" if one.simulated else ""
    at = one.taken_at.isoformat(" ", "minutes")
    return f"{one.test_id}: {at}, {one.result.title}, {one.result.side.value}{who}{mark}"
