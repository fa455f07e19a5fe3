"""A heel that is held while the signal breaks off: it goes on, or has come down, as the leg's lean says once it is still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import Event, HoldEnded, RepCounted, RepRevoked, RepTopped, SetEnded, SignalGap
from tracker.samples import Samples

FIRST_S = 6.0
UP_S = 0.8
HELD_S = 14.0
DOWN_S = FIRST_S + UP_S + HELD_S  # when it begins to come down
AFTER = (rest(14),)


def held(*after: Leg | list[Leg], deg_per_cm: float = 1.0, down_s: float = 0.8) -> Samples:
    """One hold, alone."""
    legs = raised(6.0, UP_S, HELD_S, down_s, 1.5, deg_per_cm)
    return course(rest(FIRST_S), legs, *(after or AFTER), shank=Shank(sway_deg=0.2))


def the_hold(events: list[Event]) -> HoldEnded:
    (hold,) = only(events, HoldEnded)
    return hold


@pytest.mark.parametrize("lost_s", [0.6, 1.0, 1.9])
@pytest.mark.parametrize("at_s", [9.0, 14.0, 19.0])
def test_a_hold_goes_on_after_a_gap_and_is_counted_when_it_falls(at_s: float, lost_s: float) -> None:
    events = told(without(held(), at_s, min(at_s + lost_s, DOWN_S - 0.3)))
    assert len(only(events, SignalGap)) == 1
    assert only(events, RepRevoked) == []
    (counted,) = only(events, RepCounted)
    assert counted.t_s == pytest.approx(DOWN_S + 0.7, abs=0.8)
    assert the_hold(events).start_s == pytest.approx(FIRST_S + UP_S, abs=0.4)
    assert the_hold(events).end_s == pytest.approx(DOWN_S, abs=0.5)


def test_two_gaps_do_not_end_it_either() -> None:
    events = told(without(without(held(), 9.0, 9.7), 9.9, 10.6))
    assert len(only(events, SignalGap)) == 2
    assert len(final(events)) == 1


@pytest.mark.parametrize("from_s", [DOWN_S - 0.6, DOWN_S - 0.2, DOWN_S])
def test_one_that_came_down_in_the_gap_is_counted_once_the_leg_rests(from_s: float) -> None:
    events = told(without(held(), from_s, from_s + 1.4))
    (rep,) = final(events)
    assert only(events, RepRevoked) == []
    assert from_s - 0.1 <= rep.end_s <= from_s + 1.5
    assert rep.height_cm == pytest.approx(6.0, abs=1.0)
    assert the_hold(events).end_s == pytest.approx(DOWN_S, abs=0.7)


def test_the_set_is_not_over_while_it_is_held() -> None:
    events = told(without(held(raised(6.0, deg_per_cm=1.0), rest(14)), 18.0, 18.8))
    assert len(only(events, SetEnded)) == 1
    assert len(final(events)) == 2


def test_nobody_knows_where_a_leg_was_put_in_the_gap() -> None:
    moved = course(
        rest(FIRST_S), Leg(UP_S, 6.0, 6.0), rest(6), Leg(1.0, -6.0, 20.0), rest(20), shank=Shank(sway_deg=0.2)
    )
    events = told(without(moved, FIRST_S + UP_S + 5.9, FIRST_S + UP_S + 7.1))
    assert final(events) == []
    assert len(only(events, RepRevoked)) == 1


def test_the_top_of_the_next_is_not_that_of_the_one_before_the_gap() -> None:
    quick = [Leg(0.5, -6.0, -6.0), rest(0.2), Leg(0.6, 6.0, 6.0), rest(8), Leg(0.8, -6.0, -6.0), rest(14)]
    legs = [rest(FIRST_S), Leg(UP_S, 6.0, 6.0), rest(6), *quick]
    events = told(without(course(*legs, shank=Shank(sway_deg=0.2)), 12.75, 13.45))
    assert all(hold.end_s - hold.start_s < 9.0 for hold in only(events, HoldEnded))


def test_who_hardly_turns_the_shank_is_not_known_again() -> None:
    events = told(without(held(deg_per_cm=0.2), 14.0, 14.8))
    assert len(only(events, RepRevoked)) == 1


def trembling(samples: Samples) -> Samples:
    """By 0.4 m/s2 forward, 5 times a second, as a tired calf's heel does at its top."""
    up = (samples.t_s > FIRST_S + UP_S + 2.0) & (samples.t_s < DOWN_S - 0.2)
    tremble = np.where(up, 0.4 * np.sin(10.0 * np.pi * samples.t_s), 0.0)
    return replace(samples, acc_ms2=samples.acc_ms2 + tremble[:, None] * np.array([1.0, 0.0, 0.0]))


@pytest.mark.parametrize("later_s", [0.0, 0.05, 0.1, 0.15])
def test_a_trembling_leg_leans_as_it_does_on_the_whole(later_s: float) -> None:
    to_s = 14.8 + later_s
    events = told(without(trembling(held(deg_per_cm=0.5)), 14.0, to_s))
    assert only(events, RepRevoked) == []
    assert the_hold(events).end_s == pytest.approx(DOWN_S, abs=0.7)


def test_where_it_is_shows_as_soon_as_the_leg_is_still() -> None:
    events = told(without(held(), DOWN_S - 0.2, DOWN_S + 1.2))
    (counted,) = only(events, RepCounted)
    assert counted.t_s < DOWN_S + 1.2 + 2.0


def test_one_that_falls_on_slowly_after_the_gap_is_waited_for() -> None:
    slow_s = 2.4
    events = told(without(held(down_s=slow_s), DOWN_S - 0.2, DOWN_S + 0.5))
    assert only(events, RepRevoked) == []
    assert the_hold(events).end_s == pytest.approx(DOWN_S, abs=1.0)


def test_one_that_was_well_on_its_way_down_before_the_gap_is_not_taken_to_have_been_held_until_it() -> None:
    events = told(without(held(down_s=3.0), DOWN_S + 1.4, DOWN_S + 2.8))
    assert len(only(events, HoldEnded)) + len(only(events, RepRevoked)) == 1
    assert all(hold.end_s < DOWN_S + 1.2 for hold in only(events, HoldEnded))


def test_one_that_had_just_begun_to_fall_is() -> None:
    events = told(without(held(), DOWN_S + 0.25, DOWN_S + 1.4))
    assert only(events, RepRevoked) == []
    assert len(final(events)) == 1


def test_who_moves_on_for_seconds_after_the_gap_is_not_waited_for() -> None:
    fidgets = [Leg(1.5, 0.0, -12.0), Leg(1.5, 0.0, 12.0)] * 2
    legs = [rest(FIRST_S), Leg(UP_S, 6.0, 6.0), rest(8), Leg(0.8, -6.0, -6.0), *fidgets, rest(14)]
    events = told(without(course(legs, shank=Shank(sway_deg=0.2)), 14.5, 15.7))
    assert final(events) == []
    assert len(only(events, RepRevoked)) == 1


def test_a_gap_of_seconds_ends_it() -> None:
    events = told(without(held(), 12.0, 15.0))
    assert len(only(events, RepRevoked)) == 1


def test_one_that_was_about_to_fall_when_the_signal_ended_is_not_counted() -> None:
    samples = without(held(), 14.0, 14.8)
    cut = samples[: int((samples.t_s < 14.9).sum())]
    assert final(told(cut)) == []


JUST_AFTER = 14.8 + 0.005
"""Nothing was seen since the gap: its first samples fill no cell."""


@pytest.mark.parametrize("kind", [ControlKind.PAUSE, ControlKind.NEXT_SET], ids=lambda kind: kind.value)
def test_the_tick_of_one_that_is_broken_off_right_after_the_gap_is_taken_back(kind: ControlKind) -> None:
    events = told(without(held(), 14.0, 14.8), {JUST_AFTER: Control(kind)})
    (tick,) = only(events, RepTopped)
    assert [event.rep_id for event in only(events, RepRevoked)] == [tick.rep_id]


def test_so_is_that_of_one_where_the_signal_ends_right_after_the_gap() -> None:
    samples = without(held(), 14.0, 14.8)
    events = told(samples[: int((samples.t_s < JUST_AFTER).sum())])
    (tick,) = only(events, RepTopped)
    assert [event.rep_id for event in only(events, RepRevoked)] == [tick.rep_id]
