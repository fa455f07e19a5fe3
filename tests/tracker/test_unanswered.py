"""A tick whose rise was left waits until the set is read again: it has one answer."""

from __future__ import annotations

import pytest

from tests.accuracy.athletes import Lot
from tests.accuracy.recipes import sets
from tests.accuracy.task import record
from tests.tracker.course import course, edges_s, raised, rest
from tests.tracker.driving import final, only, told, without
from tests.tracker.shapes import turned
from tracker.events import Event, RepCounted, RepRevoked, RepTopped, SetEnded
from tracker.unanswered import Tick, Unanswered

ONE = turned(6.0)  # from 0 to 2 s
TICK = Tick(7, 0.85, 0.8, "cut by a gap in the signal")


def test_what_is_found_around_a_tick_answers_it() -> None:
    waiting = Unanswered()
    assert waiting.leave(1.0, TICK, in_set=True) == []
    assert waiting.take(ONE) == TICK
    assert waiting.take(ONE) is None
    assert waiting.revoked(5.0) == []


def test_a_tick_that_nothing_is_found_around_is_revoked_once() -> None:
    waiting = Unanswered()
    waiting.leave(3.0, TICK._replace(top_s=2.5), in_set=True)
    assert waiting.take(ONE) is None
    assert waiting.revoked(5.0) == [RepRevoked(5.0, 7, TICK.why)]
    assert waiting.revoked(6.0) == []


def test_outside_of_a_set_it_is_revoked_at_once() -> None:
    assert Unanswered().leave(1.0, TICK, in_set=False) == [RepRevoked(1.0, 7, TICK.why)]


SIX = [rest(4), *(leg for _ in range(6) for leg in raised(6.0, deg_per_cm=1.0)), rest(4)]


def cut_after_the_top(k: int) -> list[Event]:
    """Six of which one is cut by a hole that begins at its top."""
    top_s = edges_s(SIX)[4 * k + 1]
    return told(without(course(*SIX), top_s + 0.05, top_s + 0.65))


@pytest.mark.parametrize("k", [1, 3, 4])
def test_a_repetition_cut_after_its_tick_keeps_it(k: int) -> None:
    events = cut_after_the_top(k)
    assert len(final(events)) == 6
    ticked = only(events, RepTopped)[k]
    counted = {event.rep.rep_id: event.rep for event in only(events, RepCounted)}
    assert counted[ticked.rep_id].ticked_s == ticked.t_s
    assert ticked.rep_id not in {event.rep_id for event in only(events, RepRevoked)}


@pytest.mark.parametrize("k", [0, 3, 5])
def test_each_tick_has_one_answer_before_its_set_is_over(k: int) -> None:
    events = cut_after_the_top(k)
    over = next(n for n, event in enumerate(events) if isinstance(event, SetEnded))
    answered = [
        event.rep.rep_id for event in only(events[:over], RepCounted) if event.rep.ticked_s is not None
    ]
    answered += [event.rep_id for event in only(events[:over], RepRevoked)]
    assert sorted(answered) == sorted(event.rep_id for event in only(events, RepTopped))


def test_a_rise_that_stuck_at_its_top_and_is_found_in_hindsight_keeps_its_tick() -> None:
    (task,) = sets(Lot.TUNING, [63076])  # one raise at the bottom of each squat: one of them seems to stay up
    events = told(record(task).samples)
    revoked = {event.rep_id for event in only(events, RepRevoked)}
    untold_s = [event.t_s for event in only(events, RepTopped) if event.rep_id in revoked]
    assert not any(rep.start_s <= t_s <= rep.end_s for rep in final(events) for t_s in untold_s)
