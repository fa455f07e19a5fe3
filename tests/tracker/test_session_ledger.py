"""What the tracker says of a session, folded by the ledger: counted first, measured after, closed at the end."""

from __future__ import annotations

import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import final, only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import RepCounted, RepMeasured, RepTopped, SetEnded
from tracker.ledger import Ledger

FIVE = course(rest(4), raised(6.0) * 5, rest(12))


def test_what_stands_after_a_session_is_what_the_set_says_of_itself() -> None:
    events = told(FIVE, {10.5: Control(ControlKind.UNDO), 11.0: Control(ControlKind.CORRECT, 2)})
    (record,) = Ledger(events).sets
    assert record.summary is not None
    found = (len(record.reps), record.corrected, record.end_s)
    assert found == (record.summary.reps, record.summary.corrected, record.summary.end_s)


def test_a_repetition_is_measured_after_it_was_counted() -> None:
    events = told(FIVE)
    counted_at = {event.rep.rep_id: k for k, event in enumerate(events) if isinstance(event, RepCounted)}
    measured = [(k, event) for k, event in enumerate(events) if isinstance(event, RepMeasured)]
    assert measured
    assert all(counted_at[event.rep.rep_id] < k for k, event in measured)


def test_each_repetition_is_measured_before_its_set_ends() -> None:
    events = told(FIVE)
    (end,) = only(events, SetEnded)
    measured = {event.rep.rep_id for event in only(events[: events.index(end)], RepMeasured)}
    assert measured == {one.rep_id for one in final(events)}


def test_ticks_and_counts_carry_the_time_they_were_told_at() -> None:
    events = told(FIVE)
    counted_reps = [event.rep for event in only(events, RepCounted)]
    assert [one.counted_s for one in counted_reps] == [event.t_s for event in only(events, RepCounted)]
    assert [one.ticked_s for one in counted_reps] == [event.t_s for event in only(events, RepTopped)]


def test_a_gap_stands_with_its_ends() -> None:
    (gap,) = Ledger(told(without(FIVE, 1.0, 2.0))).gaps
    assert (gap.start_s, gap.end_s) == pytest.approx((0.99, 2.0))
