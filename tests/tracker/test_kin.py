"""A set that ended before it was known is read by what the next one shows, and its repetitions are its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import only, told, without
from tests.tracker.test_hindsight import LEAD_S, NOTHING, PERIOD_S, shape, trail_of
from tracker.controls import Control, ControlKind
from tracker.events import RepCounted, SetEnded
from tracker.hindsight import Hindsight
from tracker.kin import Kin, span_s
from tracker.ledger import Ledger
from tracker.measure import Shape
from tracker.samples import Samples
from tracker.usual import Usual

ONE = raised(6.0, 0.8, 0.4, 0.8, 1.3, 1.0)
BETWEEN_S = 14.0
FIRST = 3
"""How many are done before the pause."""


def two_sets() -> Samples:
    return course(rest(LEAD_S), ONE * FIRST, rest(BETWEEN_S), ONE * 4, rest(14))


def nth(k: int, cm: float = 6.0, deg: float = 6.0) -> Shape:
    """The k-th of all, from 0."""
    return shape(k if k < FIRST else k + BETWEEN_S / PERIOD_S, cm, deg)


def found_after(first: list[Shape], second: list[Shape]) -> list[Shape]:
    """What is found once a set ended of which the `first` were counted, and the `second` were counted of the next."""
    samples = two_sets()
    sight = Hindsight(trail_of(samples))
    found: list[Shape] = []
    for one in first:
        sight.counted(one, partial=False)
        found += sight.missed(NOTHING, one.start_s, ends=False)
    found += sight.missed(NOTHING, LEAD_S + FIRST * PERIOD_S + 10.0, ends=True)
    sight.new_set()
    for one in second:
        sight.counted(one, partial=False)
        found += sight.missed(NOTHING, one.start_s, ends=False)
    return found + sight.missed(NOTHING, float(samples.t_s[-1]), ends=True)


@pytest.mark.parametrize("lost", range(FIRST))
def test_the_one_that_was_missed_in_the_set_before_is_found_where_it_was(lost: int) -> None:
    found = found_after([nth(k) for k in range(FIRST) if k != lost], [nth(k) for k in range(3, 7)])
    assert [one.peak_s for one in found] == pytest.approx([nth(lost).peak_s], abs=0.35)


def test_one_missed_in_each_is_found_in_each() -> None:
    found = found_after([nth(0), nth(2)], [nth(k) for k in (3, 5, 6)])
    assert [one.peak_s for one in found] == pytest.approx([nth(1).peak_s, nth(4).peak_s], abs=0.35)


def test_a_set_done_otherwise_tells_nothing_of_the_one_before() -> None:
    assert found_after([nth(0, 15.0), nth(2, 15.0)], [nth(k) for k in range(3, 7)]) == []


@pytest.mark.parametrize(("apart_s", "read"), [(25.0, True), (38.0, True), (42.0, False), (60.0, False)])
def test_a_set_is_read_with_the_next_over_a_stop_and_not_over_a_long_rest(apart_s: float, read: bool) -> None:
    """One walks for up to 40 s and goes on."""
    kin = Kin()
    kin.leave([nth(0), nth(1)])
    next_s = nth(1).end_s + apart_s
    running = [replace(nth(k), start_s=next_s + 3.0 * k, end_s=next_s + 3.0 * k + 2.0) for k in range(3)]
    ended_s = kin.join(Usual(running), running, 0.0)
    assert (len(kin.shapes), ended_s) == ((2, 0.0) if read else (0, nth(1).end_s))


def test_a_set_that_was_known_is_not_read_by_the_next() -> None:
    """It was read by what itself showed, and is over."""
    samples = course(rest(LEAD_S), ONE * 4, rest(BETWEEN_S), ONE * 4, rest(14))
    sight = Hindsight(trail_of(samples))
    for k in (0, 1, 3):
        sight.counted(shape(k), partial=False)
    sight.new_set()
    found: list[Shape] = []
    for k in range(4, 8):
        one = shape(k + BETWEEN_S / PERIOD_S)
        sight.counted(one, partial=False)
        found += sight.missed(NOTHING, one.start_s, ends=False)
    assert found + sight.missed(NOTHING, float(samples.t_s[-1]), ends=True) == []


def test_a_set_closed_by_hand_is_not_read_by_the_next() -> None:
    start_s = nth(1).start_s
    samples = without(two_sets(), start_s - 0.1, start_s + 0.7)
    first, second = Ledger(told(samples, {nth(2).end_s + 3.0: Control(ControlKind.CORRECT, delta=1)})).sets
    assert (first.count, len(first.reps), len(second.reps)) == (3, 2, 4)


@pytest.mark.parametrize(
    "control",
    [Control(ControlKind.NEXT_SET), Control(ControlKind.DECLARE, text="seated-soleus-raise")],
    ids=lambda control: control.kind.value,
)
def test_what_is_found_after_the_next_set_was_asked_for_is_none_of_the_one_before(control: Control) -> None:
    first_s = LEAD_S + 4 * PERIOD_S + 3.0
    samples = course(rest(LEAD_S), ONE * 4, rest(3.0), ONE, rest(6.0), ONE * 3, rest(14))
    events = told(without(samples, first_s, first_s + 0.8), {LEAD_S + 4 * PERIOD_S - 0.8: control})
    assert len(Ledger(events).sets[0].reps) == 4


def test_what_is_found_is_counted_to_the_set_it_lies_in() -> None:
    start_s = nth(1).start_s
    events = told(without(two_sets(), start_s - 0.1, start_s + 0.7))
    first, second = Ledger(events).sets
    assert ([rep.index for rep in first.reps], len(second.reps)) == ([1, 2, 3], 4)
    (late,) = [event for event in only(events, RepCounted) if abs(event.rep.start_s - start_s) < 0.5]
    assert late.set_index == 1
    assert events.index(late) > events.index(only(events, SetEnded)[0])
    assert late.rep.form is first.reps[0].form


FOUR = [[shape(k), shape(k + 1)] for k in (0, 6, 12, 20)]
"""The last of these sets runs and is known, the others ended before they were."""


def joined() -> tuple[Kin, list[list[Shape]]]:
    kin, sets = Kin(), [list(one) for one in FOUR]
    for one in sets[:-1]:
        kin.leave(one)
    kin.join(Usual([shape(k) for k in range(3)]), sets[-1], 0.0)
    return kin, sets


@pytest.mark.parametrize(("late", "of"), [(2, 0), (5, 1), (8, 1), (14, 2), (19, 3), (22, 3)])
def test_each_is_of_the_set_it_is_nearest_to(late: int, of: int) -> None:
    kin, sets = joined()
    assert kin.take([shape(late)], sets[-1]) == ([shape(late)] if of == 3 else [])
    assert [len(one) for one in kin.sets] == [2 + (k == of) for k in range(3)]


@pytest.mark.parametrize("late", [2, 8, 14])
def test_no_set_is_known_to_go_on_over_the_pause_after_it(late: int) -> None:
    kin, sets = joined()
    sets[-1] += kin.take([shape(late)], sets[-1])
    pauses_s = [(shape(k).end_s + 0.1, shape(k + 4).start_s) for k in (2, 8, 14)]
    spans_s = [*kin.sets_s, span_s(sets[-1])]
    assert not any(a < pause[1] and pause[0] < b for a, b in spans_s for pause in pauses_s)


def test_of_two_sets_read_by_a_third_each_has_its_last() -> None:
    samples = course(rest(LEAD_S), *([*ONE * 2, rest(BETWEEN_S)] * 2), ONE * 4, rest(14))
    for lost in (1, 3):
        start_s = LEAD_S + lost * PERIOD_S + lost // 2 * BETWEEN_S
        samples = without(samples, start_s - 0.1, start_s + 0.7)
    assert [len(one.reps) for one in Ledger(told(samples)).sets] == [2, 2, 4]


def test_one_before_the_set_with_steps_on_either_side_is_found_by_its_turn() -> None:
    steps = [Leg(0.6, 0.0, 40.0), Leg(0.6, 0.0, -40.0), rest(0.8)]
    sight = Hindsight(trail_of(course(rest(LEAD_S), steps, ONE, steps, ONE * 4, rest(4))))
    first = (2.0 + PERIOD_S + 2.0) / PERIOD_S
    found: list[Shape] = []
    for k in range(4):
        sight.counted(shape(first + k), partial=False)
        found += sight.missed(NOTHING, shape(first + k).start_s, ends=False)
    assert [one.peak_s for one in found] == pytest.approx([LEAD_S + 2.0 + 1.0], abs=0.35)
