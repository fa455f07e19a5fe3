"""Whatever happens in a session, its books are right: each tick has one answer, each repetition one number and one time, and
what is told of a set is what it holds."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from tests.tracker.driving import only, told
from tests.tracker.rough_sessions import session, with_a_stop
from tracker.events import (
    CountCorrected,
    Event,
    RepCounted,
    RepMeasured,
    RepPartial,
    RepRevoked,
    RepTopped,
    SetEnded,
)
from tracker.ledger import Ledger

STOPS = range(12)
Name = tuple[str, int]
NAMES: list[Name] = [*(("rough", seed) for seed in range(75735, 75765)), *(("stop", seed) for seed in STOPS)]

EXACT_S = 1e-9

every_session = pytest.mark.parametrize("name", NAMES, ids=[f"{drawn}-{seed}" for drawn, seed in NAMES])


@cache
def events_of(name: Name) -> tuple[Event, ...]:
    drawn, seed = name
    samples, orders = session(seed) if drawn == "rough" else with_a_stop(seed)
    return tuple(told(samples, orders))


def test_sets_that_are_over_are_found_to_hold_more_and_have_some_taken_back() -> None:
    """Or these sessions would say nothing of it."""
    late = taken = 0
    for seed in STOPS:
        over: set[int] = set()
        for event in events_of(("stop", seed)):
            if isinstance(event, SetEnded):
                over.add(event.summary.index)
            elif isinstance(event, RepCounted):
                late += event.set_index in over
            elif isinstance(event, CountCorrected):
                taken += event.set_index in over
    assert late >= len(STOPS) / 2
    assert taken >= len(STOPS) / 2


@every_session
def test_each_tick_has_one_answer_and_no_repetition_two(name: Name) -> None:
    events = events_of(name)
    answers = Counter(event.rep_id for event in only(events, RepRevoked))
    answers += Counter(event.rep.rep_id for event in events if isinstance(event, RepCounted | RepPartial))
    assert [answers[event.rep_id] for event in only(events, RepTopped)] == [1] * len(only(events, RepTopped))
    assert set(answers.values()) <= {1}


@every_session
def test_a_repetition_is_measured_once_in_a_moment(name: Name) -> None:
    measured = Counter((event.t_s, event.rep.rep_id) for event in only(events_of(name), RepMeasured))
    assert set(measured.values()) <= {1}


@every_session
def test_the_number_told_of_a_repetition_is_the_one_that_stands(name: Name) -> None:
    ledger = Ledger()
    for event in events_of(name):
        ledger.add(event)
        if isinstance(event, RepCounted | RepPartial | RepMeasured):
            (record,) = [one for one in ledger.sets if one.index == event.set_index]
            assert event.rep in (record.partials if event.rep.partial else record.reps)


@every_session
def test_numbers_of_a_set_run_from_one(name: Name) -> None:
    for record in Ledger(events_of(name)).sets:
        assert [rep.index for rep in record.reps] == list(range(1, len(record.reps) + 1))
        assert [rep.index for rep in record.partials] == list(range(1, len(record.partials) + 1))


@every_session
def test_no_two_repetitions_are_done_at_one_time(name: Name) -> None:
    sets = Ledger(events_of(name)).sets
    reps = sorted((rep for one in sets for rep in (*one.reps, *one.partials)), key=lambda rep: rep.start_s)
    assert all(before.end_s <= after.start_s for before, after in pairwise(reps))


@every_session
def test_the_parts_of_a_repetition_follow_each_other_and_fill_it(name: Name) -> None:
    for record in Ledger(events_of(name)).sets:
        for rep in (*record.reps, *record.partials):
            assert rep.start_s <= rep.top_s <= rep.peak_s <= rep.leave_s + EXACT_S
            assert min(rep.up_duration_s, rep.top_duration_s, rep.down_duration_s) >= 0.0
            parts_s = rep.up_duration_s + rep.top_duration_s + rep.down_duration_s
            assert parts_s == pytest.approx(rep.end_s - rep.start_s, abs=EXACT_S)


@every_session
def test_each_hold_is_the_top_of_a_repetition_as_that_is_told(name: Name) -> None:
    ledger = Ledger(events_of(name))
    reps = [rep for one in ledger.sets for rep in (*one.reps, *one.partials)]
    tops = {(rep.top_s, rep.leave_s, rep.form, rep.height_cm) for rep in reps}
    for hold in ledger.holds:
        assert (hold.start_s, hold.end_s, hold.form, hold.height_cm) in tops


@every_session
def test_the_summary_that_was_told_last_is_that_of_the_set_as_it_stands(name: Name) -> None:
    events = events_of(name)
    for record in Ledger(events).sets:
        assert record.summary is not None
        summed = record.summary.reps, record.summary.partials, record.summary.corrected
        assert summed == (len(record.reps), len(record.partials), record.corrected)


@every_session
def test_a_set_lasts_from_its_first_repetition_to_its_last(name: Name) -> None:
    for record in Ledger(events_of(name)).sets:
        if both := [*record.reps, *record.partials]:
            lasted_s = min(rep.start_s for rep in both), max(rep.end_s for rep in both)
            assert record.summary is not None
            assert (record.summary.start_s, record.summary.end_s) == lasted_s
            assert (record.start_s, record.end_s) == lasted_s


@every_session
def test_no_summary_is_told_twice(name: Name) -> None:
    summaries = [event.summary for event in only(events_of(name), SetEnded)]
    assert len(summaries) == len(set(summaries))
