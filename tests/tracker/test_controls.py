"""Controls given by hand: pause and resume, corrections, marks; what is told and what then stands."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import (
    CountCorrected,
    Event,
    Marked,
    Paused,
    RepCounted,
    RepRevoked,
    RepTopped,
    Resumed,
    SetEnd,
    SetEnded,
)
from tracker.ledger import Ledger

PAUSE, RESUME = Control(ControlKind.PAUSE), Control(ControlKind.RESUME)
FIVE = course(rest(4), raised(6.0) * 5, rest(4))  # starts at 4.0, 6.8, 9.6, 12.4, 15.2 s; 2 s each


def corrected(delta: int) -> Control:
    return Control(ControlKind.CORRECT, delta)


def counted_s(events: list[Event]) -> list[float]:
    return [event.rep.start_s for event in only(events, RepCounted)]


def counts(events: list[Event]) -> list[int]:
    return [record.count for record in Ledger(events).sets]


def test_nothing_is_counted_while_paused() -> None:
    events = told(FIVE, {6.5: PAUSE, 12.0: RESUME})
    assert counted_s(events) == pytest.approx([4.0, 12.4, 15.2], abs=0.3)


def test_pause_and_resume_are_told_where_they_were_given() -> None:
    events = told(FIVE, {6.5: PAUSE, 12.0: RESUME})
    (paused,), (resumed,) = only(events, Paused), only(events, Resumed)
    assert (paused.t_s, resumed.t_s) == pytest.approx((6.5, 12.0), abs=0.02)


def test_pausing_twice_is_told_once() -> None:
    assert len(only(told(FIVE, {6.5: PAUSE, 7.0: PAUSE}), Paused)) == 1


def test_resuming_what_runs_is_not_told() -> None:
    assert only(told(FIVE, {6.5: RESUME}), Resumed) == []


def test_a_pause_takes_back_the_tick_of_the_open_repetition() -> None:
    (revoked,) = only(told(FIVE, {7.9: PAUSE}), RepRevoked)
    assert revoked.reason == "paused"


def test_time_spent_paused_does_not_end_the_set() -> None:
    samples = course(rest(4), raised(6.0) * 2, rest(15), raised(6.0) * 2, rest(3))
    events = told(samples, {10.0: PAUSE, 24.0: RESUME})
    assert [event.reason for event in only(events, SetEnded)] == [SetEnd.STREAM_END]


def test_time_spent_paused_does_not_end_the_set_though_the_signal_was_lost_in_it() -> None:
    samples = without(course(rest(4), raised(6.0) * 2, rest(15), raised(6.0) * 2, rest(3)), 21.0, 22.0)
    events = told(samples, {10.0: PAUSE, 24.0: RESUME})
    assert [event.reason for event in only(events, SetEnded)] == [SetEnd.STREAM_END]


def test_a_pause_outlasts_a_gap() -> None:
    events = told(without(FIVE, 8.0, 10.0), {6.5: PAUSE})
    assert len(counted_s(events)) == 1


def test_what_begins_in_a_pause_is_not_counted_after_it() -> None:
    events = told(FIVE, {6.5: PAUSE, 8.2: RESUME})
    assert counted_s(events) == pytest.approx([4.0, 9.6, 12.4, 15.2], abs=0.3)


@pytest.mark.parametrize("cm", [6.0, 8.0])
def test_nor_is_it_where_a_row_without_rests_shows_by_what_repeats(cm: float) -> None:
    row = course(Leg(0.6, 0.0, -20.0, 40.0), raised(cm, 0.5, 0.1, 0.5, 0.3, 1.0) * 20, rest(4))
    events = told(row, {4.0: PAUSE, 15.0: RESUME})
    assert not any(4.0 < start_s < 14.8 for start_s in counted_s(events))


def test_a_stream_that_ends_paused_closes_its_set() -> None:
    events = told(FIVE, {6.5: PAUSE})
    assert [event.summary.reps for event in only(events, SetEnded)] == [1]


@pytest.mark.parametrize("delta", [1, -1, 3, -4])
def test_a_correction_moves_the_count_by_as_much(delta: int) -> None:
    assert counts(told(FIVE, {18.0: corrected(delta)})) == [5 + delta]


def test_a_correction_is_told_with_its_set_and_time() -> None:
    (event,) = only(told(FIVE, {18.0: corrected(2)}), CountCorrected)
    assert (event.set_index, event.delta, event.undone_rep_id) == (1, 2, None)


def test_a_correction_is_kept_apart_from_the_counted() -> None:
    (end,) = only(told(FIVE, {18.0: corrected(2)}), SetEnded)
    assert (end.summary.reps, end.summary.corrected) == (5, 2)


def test_no_count_goes_below_nought() -> None:
    assert counts(told(FIVE, {18.0: corrected(-9)})) == [0]


def test_correcting_nought_further_down_is_not_told() -> None:
    events = told(FIVE, {18.0: (corrected(-9), corrected(-1))})
    assert [event.delta for event in only(events, CountCorrected)] == [-5]


def test_a_correction_by_nothing_is_not_told() -> None:
    assert only(told(FIVE, {18.0: corrected(0)}), CountCorrected) == []


def test_a_correction_before_any_set_opens_one() -> None:
    assert counts(told(FIVE, {2.0: corrected(2)})) == [7]


def test_a_correction_after_a_set_belongs_to_it() -> None:
    samples = course(rest(4), raised(6.0) * 2, rest(14), raised(6.0) * 3, rest(3))
    assert counts(told(samples, {21.5: corrected(1)})) == [3, 3]


def test_a_repetition_goes_on_through_a_correction() -> None:
    assert len(counted_s(told(FIVE, {7.8: corrected(1)}))) == 5


def test_a_mark_is_told_where_it_was_set() -> None:
    events = told(FIVE, {7.8: Control(ControlKind.MARK, text="knee hurts")})
    (mark,) = only(events, Marked)
    assert mark.text == "knee hurts"
    assert mark.t_s == pytest.approx(7.8, abs=0.02)


def test_a_mark_changes_nothing_else() -> None:
    events = told(FIVE, {7.8: Control(ControlKind.MARK, text="knee hurts")})
    assert [event for event in events if not isinstance(event, Marked)] == told(FIVE)


def test_a_control_before_the_first_sample_is_told_at_nought() -> None:
    (paused,) = only(told(FIVE, {-1.0: PAUSE}), Paused)
    assert paused.t_s == 0.0


def test_what_was_ticked_is_counted_or_revoked() -> None:
    events = told(FIVE, {7.9: PAUSE, 12.0: RESUME})
    ended = {event.rep.rep_id for event in only(events, RepCounted)}
    ended |= {event.rep_id for event in only(events, RepRevoked)}
    assert {event.rep_id for event in only(events, RepTopped)} == ended
