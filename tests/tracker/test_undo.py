"""Undo takes back the last counted repetition or the last correction, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import only, told
from tests.tracker.rough_sessions import with_a_stop
from tracker.controls import Control, ControlKind
from tracker.events import CountCorrected, Event, RepCounted, RepMeasured, SetEnded
from tracker.ledger import Ledger

UNDO, NEXT = Control(ControlKind.UNDO), Control(ControlKind.NEXT_SET)
UP, DOWN = Control(ControlKind.CORRECT, 1), Control(ControlKind.CORRECT, -2)
THREE = course(rest(4), raised(6.0) * 3, rest(4))  # down at 6.0, 8.8, 11.6 s


def count(events: list[Event]) -> int:
    return sum(record.count for record in Ledger(events).sets)


def test_undo_takes_back_the_last_repetition() -> None:
    events = told(THREE, {13.0: UNDO})
    (taken,) = only(events, CountCorrected)
    assert (taken.delta, taken.undone_rep_id) == (-1, only(events, RepCounted)[-1].rep.rep_id)


def test_what_was_taken_back_is_counted_no_more() -> None:
    assert count(told(THREE, {13.0: UNDO})) == 2


def test_what_was_taken_back_is_not_in_the_figures_of_the_set() -> None:
    (end,) = only(told(THREE, {13.0: UNDO}), SetEnded)
    assert (end.summary.reps, end.summary.corrected) == (2, 0)


@pytest.mark.parametrize(("times", "left"), [(2, 1), (3, 0), (5, 0)])
def test_undo_again_takes_back_the_one_before(times: int, left: int) -> None:
    assert count(told(THREE, {13.0: (UNDO,) * times})) == left


def test_undo_with_nothing_left_is_not_told() -> None:
    assert len(only(told(THREE, {13.0: (UNDO,) * 5}), CountCorrected)) == 3


def test_undo_before_any_repetition_does_nothing() -> None:
    assert told(THREE, {2.0: UNDO}) == told(THREE)


@pytest.mark.parametrize("correction", [UP, DOWN])
def test_undo_takes_back_a_correction(correction: Control) -> None:
    events = told(THREE, {13.0: (correction, UNDO)})
    assert [event.delta for event in only(events, CountCorrected)] == [correction.delta, -correction.delta]


def test_a_correction_taken_back_leaves_the_repetitions() -> None:
    assert count(told(THREE, {13.0: (UP, UNDO)})) == 3


def test_undo_takes_back_the_newest_first() -> None:
    events = told(THREE, {7.0: UP, 13.0: (UNDO, UNDO, UNDO)})
    taken = [event.undone_rep_id is not None for event in only(events, CountCorrected)[1:]]
    assert taken == [True, True, False]


def test_the_next_repetition_takes_the_place_of_the_one_taken_back() -> None:
    events = told(THREE, {9.4: UNDO})
    assert [event.rep.index for event in only(events, RepCounted)] == [1, 2, 2]


def test_undo_while_the_next_rises_takes_back_the_last_counted() -> None:
    events = told(THREE, {10.2: UNDO})
    (taken,) = only(events, CountCorrected)
    _, second, _ = only(events, RepCounted)
    assert taken.undone_rep_id == second.rep.rep_id


def test_what_was_taken_back_gets_no_new_figures() -> None:
    counted = only(told(THREE), RepCounted)[0]
    events = told(THREE, {counted.t_s + 0.015: UNDO})
    taken_s = only(events, CountCorrected)[0].t_s
    late = [event for event in only(events, RepMeasured) if event.t_s >= taken_s]
    assert counted.rep.rep_id not in {event.rep.rep_id for event in late}


def test_undo_reaches_into_the_set_that_ended_last() -> None:
    assert count(told(THREE, {12.5: (NEXT, UNDO)})) == 2


def test_undo_does_not_reach_further_back_than_that() -> None:
    samples = course(rest(4), raised(6.0) * 2, rest(2), raised(6.0), rest(3))
    events = told(samples, {10.5: NEXT, 15.0: (UNDO, UNDO, UNDO)})
    assert [record.count for record in Ledger(events).sets] == [2, 0]


def test_a_partial_repetition_is_not_what_undo_takes_back() -> None:
    samples = course(rest(4), *[raised(cm) for cm in (6, 6, 6, 2)], rest(3))
    ledger = Ledger(told(samples, {15.8: UNDO}))
    assert (ledger.totals.reps, ledger.totals.partials) == (2, 1)


def test_undo_takes_one_of_the_set_that_runs_though_one_of_the_set_before_was_told_after_it() -> None:
    samples, _ = with_a_stop(0)
    *_, live, late = only(told(samples[: int(np.searchsorted(samples.t_s, 30.0))]), RepCounted)
    assert (live.t_s, live.set_index, late.set_index) == (late.t_s, 2, 1)
    (taken,) = only(told(samples, {30.0: UNDO}), CountCorrected)
    assert taken.undone_rep_id == live.rep.rep_id
