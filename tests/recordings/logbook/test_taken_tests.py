"""Tests of the calf in the logbook: as they were told, moved to the right leg, and apart from simulated ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recordings.logbook import taken_tests
from tests.recordings.logbook.pieces import NOW, book_in
from tests.tracker.training.heelrise.making import follow, repetition, steady, told
from tracker.errors import InputError
from tracker.setup import Form, Legs, Side
from tracker.training.heelrise.protocol import Knee, heel_rise
from tracker.training.heelrise.referee import Referee
from tracker.training.heelrise.result import Result, Taken, result_of


def result() -> Result:
    referee = Referee(heel_rise(Knee.STRAIGHT))
    follow(referee, told([*steady(6), repetition(7, 17.0, Form.BENT), repetition(8, 19.0)]), 90.0)
    found = result_of(referee, Taken(Side.LEFT, Legs.LEFT, 71.5, None))
    assert found is not None
    return found


def test_a_test_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            number = taken_tests.enter(connection, result(), "Ada", NOW, None, simulated=False)
        with book.reading() as connection:
            (found,) = taken_tests.of_person(connection, "ADA")
            assert taken_tests.of_person(connection, None) == []
    assert found == taken_tests.TakenTest(number, "Ada", NOW, False, None, result())


def test_the_oldest_stands_first_whenever_it_was_entered(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            for days in (3, 1, 2):
                taken_tests.enter(
                    connection, result(), None, NOW + timedelta(days=days), None, simulated=False
                )
        with book.reading() as connection:
            assert [one.test_id for one in taken_tests.every(connection)] == [2, 3, 1]


def test_a_test_of_the_other_leg_is_moved_there(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            number = taken_tests.enter(connection, result(), None, NOW, None, simulated=False)
            taken_tests.correct_side(connection, number, Side.RIGHT)
        with book.reading() as connection:
            found = taken_tests.one_of(connection, number)
    assert found.result == replace(result(), side=Side.RIGHT, legs=Legs.RIGHT)


def test_a_number_that_is_none_is_said(tmp_path: Path) -> None:
    with (
        book_in(tmp_path) as book,
        book.reading() as connection,
        pytest.raises(InputError, match="no test 7"),
    ):
        taken_tests.one_of(connection, 7)
