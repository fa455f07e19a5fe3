"""The books of a set: numbers in the order of time, figures told once a moment, a summary that is told again where it
changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.test_hindsight import shape
from tracker.counting import Counting
from tracker.events import Event, RepCounted, Repetition, RepMeasured, SetEnd, SetEnded, SetSummary
from tracker.ledger import Ledger
from tracker.measure import Shape
from tracker.setup import Setup
from tracker.surroundings import Around


class Books:
    """A counting that is told of repetitions and says what it says."""

    def __init__(self, *live: Shape) -> None:
        self.counting, self.out = Counting(Setup()), list[Event]()
        for one in live:
            self.count(one)

    def count(self, one: Shape) -> None:
        self.counting.next_rep()
        self.counting.count(one.end_s, one, one.top_s, Around(), self.out)

    def last(self, kind: type[RepCounted] | type[RepMeasured]) -> Repetition:
        return next(event.rep for event in reversed(self.out) if isinstance(event, kind))

    def summary(self) -> SetSummary:
        return next(event.summary for event in reversed(self.out) if isinstance(event, SetEnded))

    def sets(self) -> list[list[int]]:
        """Numbers of the repetitions of each set."""
        return [[rep.rep_id for rep in record.reps] for record in Ledger(self.out).sets]


def test_one_found_late_has_the_number_of_its_place() -> None:
    books = Books(shape(0), shape(2), shape(3))
    books.counting.add_late(20.0, shape(1), books.out)
    assert books.last(RepCounted).index == 2


def test_the_next_goes_on_from_what_stands_where_one_between_turned_out_to_be_partial() -> None:
    books = Books(*(shape(k) for k in range(4)))
    books.counting.amend(15.0, [(2, shape(1, 1.5), True)], books.out)
    books.count(shape(4))
    assert books.last(RepCounted).index == 4
    assert [rep.index for rep in Ledger(books.out).sets[0].reps] == [1, 2, 3, 4]


def test_what_is_known_of_one_in_one_moment_is_told_once() -> None:
    books = Books(*(shape(k) for k in range(4)))
    books.counting.settle(15.0, shape(3, 5.8), books.out)
    books.counting.amend(15.0, [(4, shape(3, 1.5), True), (4, shape(3, 5.5), False)], books.out)
    (told,) = [event for event in books.out if isinstance(event, RepMeasured)]
    assert not told.rep.partial
    assert told.rep.height_cm == pytest.approx(5.5, abs=0.15)


def test_what_is_known_later_is_told_again() -> None:
    books = Books(shape(0))
    books.counting.settle(15.0, shape(0, 5.8), books.out)
    books.counting.amend(15.02, [(1, shape(0, 5.5), False)], books.out)
    assert len([event for event in books.out if isinstance(event, RepMeasured)]) == 2


def over_and_on() -> Books:
    """Two sets with two each, the second of which runs."""
    books = Books(shape(0), shape(1))
    books.counting.end_set(shape(5).start_s, SetEnd.PAUSE, books.out)
    books.count(shape(8))
    books.count(shape(9))
    return books


def test_a_set_that_shows_to_have_held_more_is_summed_up_again() -> None:
    books = over_and_on()
    books.counting.add_late(40.0, shape(2), books.out)
    books.counting.sum_up_again(40.0, books.out)
    first, again = [event for event in books.out if isinstance(event, SetEnded)]
    assert (again.summary.reps, again.reason) == (3, first.reason)
    assert again.summary.end_s > first.summary.end_s


def test_a_set_that_shows_nothing_new_is_not() -> None:
    books = over_and_on()
    books.counting.add_late(40.0, shape(7), books.out)  # of the running one
    books.counting.sum_up_again(40.0, books.out)
    assert len([event for event in books.out if isinstance(event, SetEnded)]) == 1


def test_one_is_of_the_nearest_of_all_sets_before() -> None:
    books = Books(shape(0), shape(1))
    for first in (6, 12):
        books.counting.end_set(shape(first - 1).start_s, SetEnd.PAUSE, books.out)
        books.count(shape(first))
        books.count(shape(first + 1))
    books.counting.add_late(60.0, shape(2), books.out)
    books.counting.add_late(60.0, shape(8), books.out)
    assert [len(one) for one in books.sets()] == [3, 3, 2]


def test_nothing_is_of_a_set_that_whoever_trains_closed() -> None:
    books = Books(shape(0), shape(1))
    books.counting.end_set(shape(3).start_s, SetEnd.NEXT_SET, books.out)
    books.count(shape(8))
    books.counting.add_late(40.0, shape(3), books.out)
    assert [len(one) for one in books.sets()] == [2, 2]


def test_a_set_is_over_with_the_last_that_stands_when_one_was_taken_back() -> None:
    books = Books(shape(0), shape(1), shape(4))
    books.counting.undo(20.0, books.out)
    books.counting.end_set(30.0, SetEnd.PAUSE, books.out)
    assert books.summary().end_s == shape(1).end_s


def test_a_set_that_is_over_is_told_to_have_ended_sooner_when_its_last_is_taken_back() -> None:
    books = Books(shape(0), shape(1), shape(4))
    books.counting.end_set(30.0, SetEnd.PAUSE, books.out)
    books.counting.undo(40.0, books.out)
    assert books.summary().end_s == shape(1).end_s


def test_a_set_begins_with_the_first_that_stands_when_one_was_taken_back() -> None:
    books = Books(shape(2))
    books.counting.add_late(20.0, shape(0), books.out)
    books.counting.undo(21.0, books.out)
    books.counting.end_set(30.0, SetEnd.PAUSE, books.out)
    assert books.summary().start_s == shape(2).start_s


def test_a_set_begins_when_its_first_was_measured_to_begin() -> None:
    books = Books(shape(0), shape(1))
    later_s = shape(0).start_s + 0.3
    books.counting.amend(20.0, [(1, replace(shape(0), start_s=later_s), False)], books.out)
    books.counting.end_set(30.0, SetEnd.PAUSE, books.out)
    assert [record.start_s for record in Ledger(books.out).sets] == [later_s]


def test_a_set_of_which_nothing_stands_lasted_no_time() -> None:
    books = Books(shape(0))
    books.counting.undo(20.0, books.out)
    books.counting.end_set(30.0, SetEnd.PAUSE, books.out)
    assert (books.summary().start_s, books.summary().end_s) == (shape(0).start_s, shape(0).start_s)


def test_a_set_whose_last_reached_into_the_next_is_told_to_have_ended_sooner() -> None:
    long = replace(shape(1), end_s=shape(2).top_s + 0.1)
    books = Books(shape(0), long)
    books.counting.end_set(long.end_s, SetEnd.PAUSE, books.out)
    books.count(shape(2))
    books.counting.sum_up_again(30.0, books.out)
    assert books.summary().end_s == Ledger(books.out).sets[1].reps[0].start_s < long.end_s


def test_one_found_late_is_over_when_the_one_that_was_told_begins() -> None:
    books = Books(shape(0), shape(2))
    books.counting.add_late(20.0, replace(shape(1), end_s=shape(2).start_s + 0.4), books.out)
    late = books.last(RepCounted)
    reps = Ledger(books.out).sets[0].reps
    assert (late.end_s, reps[2].start_s) == (shape(2).start_s, shape(2).start_s)


def test_one_that_was_told_reaches_no_further_than_to_the_one_found_late() -> None:
    """It cannot still be coming down when the next is at its top."""
    books = Books(replace(shape(0), end_s=shape(1).top_s + 0.2), shape(2))
    books.counting.add_late(20.0, shape(1), books.out)
    first, late, _ = Ledger(books.out).sets[0].reps
    assert first.end_s == late.start_s == shape(1).top_s
    assert late.end_s == shape(1).end_s
