"""Whatever happens in a session, its books are right: each tick has one answer, each repetition one number and one time, and
what is told of a set is what it holds."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from tests.tracker.driving import only, told
from tests.tracker.rough_sessions import session
from tracker.events import Event, RepCounted, RepMeasured, RepPartial, RepRevoked, RepTopped, SetEnded
from tracker.ledger import Ledger

every_session = pytest.mark.parametrize("seed", range(75735, 75765))


@cache
def events_of(seed: int) -> tuple[Event, ...]:
    samples, orders = session(seed)
    return tuple(told(samples, orders))


@every_session
def test_each_tick_has_one_answer_and_no_repetition_two(seed: int) -> None:
    events = events_of(seed)
    answers = Counter(event.rep_id for event in only(events, RepRevoked))
    answers += Counter(event.rep.rep_id for event in events if isinstance(event, RepCounted | RepPartial))
    assert [answers[event.rep_id] for event in only(events, RepTopped)] == [1] * len(only(events, RepTopped))
    assert set(answers.values()) <= {1}


@every_session
def test_a_repetition_is_measured_once_in_a_moment(seed: int) -> None:
    measured = Counter((event.t_s, event.rep.rep_id) for event in only(events_of(seed), RepMeasured))
    assert set(measured.values()) <= {1}


@every_session
def test_the_number_told_of_a_repetition_is_the_one_that_stands(seed: int) -> None:
    ledger = Ledger()
    for event in events_of(seed):
        ledger.add(event)
        if isinstance(event, RepCounted | RepPartial | RepMeasured):
            (record,) = [one for one in ledger.sets if one.index == event.set_index]
            assert event.rep in (record.partials if event.rep.partial else record.reps)


@every_session
def test_numbers_of_a_set_run_from_one(seed: int) -> None:
    for record in Ledger(events_of(seed)).sets:
        assert [rep.index for rep in record.reps] == list(range(1, len(record.reps) + 1))
        assert [rep.index for rep in record.partials] == list(range(1, len(record.partials) + 1))


@every_session
def test_no_two_repetitions_are_done_at_one_time(seed: int) -> None:
    sets = Ledger(events_of(seed)).sets
    reps = sorted((rep for one in sets for rep in (*one.reps, *one.partials)), key=lambda rep: rep.start_s)
    assert all(before.end_s <= after.start_s for before, after in pairwise(reps))


@every_session
def test_the_summary_that_was_told_last_is_that_of_the_set_as_it_stands(seed: int) -> None:
    events = events_of(seed)
    for record in Ledger(events).sets:
        assert record.summary is not None
        summed = record.summary.reps, record.summary.partials, record.summary.corrected
        assert summed == (len(record.reps), len(record.partials), record.corrected)


@every_session
def test_a_set_lasts_from_its_first_repetition_to_its_last(seed: int) -> None:
    for record in Ledger(events_of(seed)).sets:
        if both := [*record.reps, *record.partials]:
            lasted_s = min(rep.start_s for rep in both), max(rep.end_s for rep in both)
            assert record.summary is not None
            assert (record.summary.start_s, record.summary.end_s) == lasted_s
            assert (record.start_s, record.end_s) == lasted_s


@every_session
def test_no_summary_is_told_twice(seed: int) -> None:
    summaries = [event.summary for event in only(events_of(seed), SetEnded)]
    assert len(summaries) == len(set(summaries))
