"""Which way up was, told again from both sides of a hole."""

from __future__ import annotations

from math import degrees, radians

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import without
from tests.tracker.test_hindsight import trail_of
from tracker import plumb
from tracker.plumb import SETTLES_S, Plumb, set_upright
from tracker.timeline import rotation_between
from tracker.trail import STEP_S, Step
from tracker.vectors import apart_deg

TURN_DEG, UP_S = 9.0, 0.5
STANDS = (0.0, 0.0, 1.0)
FIRST_S, LOST_S = 6.0, (6.05, 6.45)
"""The first of three repetitions begins, and what is not seen of it: nearly all of its rise."""


def steps(lost_s: tuple[float, float] | None = LOST_S, bias_dps: float = 0.0) -> list[Step]:
    """Of a seated leg that turns back by 9 deg with each of three quick rises."""
    one = raised(6, UP_S, 0.1, 0.6, 0.4, TURN_DEG / 6.0)
    samples = course(rest(6), one, one, one, rest(2), shank=Shank(gyr_bias_dps=(0.0, bias_dps, 0.0)))
    return list(trail_of(samples if lost_s is None else without(samples, *lost_s)).steps)


def upright(found: list[Step]) -> list[Step]:
    return set_upright(found, radians(TURN_DEG), UP_S)


def at(found: list[Step], t_s: float) -> Step:
    return min(found, key=lambda step: abs(step.t_s - t_s))


def test_what_a_hole_hid_of_a_turn_is_known_as_soon_as_it_is_over() -> None:
    found = steps()
    assert apart_deg(at(found, 7.4).u, STANDS) > 4.0  # the heel is down, and seems to lean the other way
    assert apart_deg(at(upright(found), 7.4).u, STANDS) < 2.0
    assert apart_deg(at(upright(found), 6.5).u, STANDS) == pytest.approx(TURN_DEG, abs=2.0)


def test_what_was_before_the_hole_stays_as_it_was() -> None:
    found = steps()
    for t_s in (3.0, 5.0, 5.9):
        assert apart_deg(at(upright(found), t_s).u, at(found, t_s).u) < 0.5


def test_the_velocity_closes_in_the_fall_after_the_hole() -> None:
    """By an up that is off it would not: gravity seems to be less than it is."""

    def fell_ms(found: list[Step]) -> float:
        return STEP_S * sum(step.raw_ms2 for step in found if 6.6 < step.t_s <= 7.3)

    felt = fell_ms(steps(None))
    assert abs(fell_ms(upright(steps())) - felt) < 0.5 * abs(fell_ms(steps()) - felt)


@pytest.mark.parametrize("bias_dps", [-0.5, 0.5])
def test_a_bias_that_was_not_learned_yet_does_not_tip_it(bias_dps: float) -> None:
    found = upright(steps(bias_dps=bias_dps))
    assert max(apart_deg(at(found, t_s).u, STANDS) for t_s in (7.4, 9.0, 10.6)) < 2.5


def test_where_nothing_is_lost_little_changes() -> None:
    found = steps(None)
    assert max(apart_deg(a.u, b.u) for a, b in zip(found, upright(found), strict=True) if a.t_s > 3.0) < 1.5


def test_it_may_be_off_in_the_hole_and_less_so_after_it() -> None:
    found = upright(steps())
    before, within, after = (degrees(at(found, t_s).off_rad) for t_s in (5.0, 6.3, 7.4))
    assert before < 0.1 < after < 0.2 * within < 0.2 * TURN_DEG


def test_a_hole_in_which_nothing_turned_hides_what_a_usual_one_turns_in_it() -> None:
    quiet = [step._replace(rate_rads=0.0) if step.hole > 0.0 else step for step in steps()]
    assert degrees(at(upright(quiet), 6.3).off_rad) > 1.0
    assert (
        degrees(at(upright(quiet), 6.2).off_rad) > 3.5
    )  # the middle of a rise is nearly twice as quick as the whole


def test_a_leg_is_followed_across_a_hole_that_cut_the_signal() -> None:
    """The carried frame begins anew after it, in which a leg that leans is level."""
    trail = trail_of(course(rest(4), Leg(1.0, 0.0, 10.0), rest(2)))
    cut_s = trail.steps[-1].t_s
    trail.bridge(cut_s + 0.8)
    for step in trail_of(course(rest(4), shank=Shank(lean_deg=-10.0))).steps:
        trail.steps.append(step._replace(t_s=step.t_s + cut_s + 0.8))
    found = upright(list(trail.steps))
    before, after = at(found, cut_s - 1.0), at(found, cut_s + 2.8)
    assert apart_deg(after.u, before.u) < 1.0
    assert apart_deg(after.up, before.up) < 1.0
    assert degrees(max(map(abs, rotation_between(before.turn, after.turn)))) < 1.0


@pytest.fixture
def smoothed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many steps each smoothing had."""
    lengths: list[int] = []

    def counting(steps: list[Step], turn_rad: float, up_s: float) -> list[Step]:
        lengths.append(len(steps))
        return set_upright(steps, turn_rad, up_s)

    monkeypatch.setattr(plumb, "set_upright", counting)
    return lengths


def test_all_that_lies_between_the_repetitions_of_a_set_is_set_upright_at_once(smoothed: list[int]) -> None:
    one = Plumb(trail_of(without(course(rest(20), raised(6) * 6, rest(4)), 22.0, 22.3)))
    found = [one.between(first_s, first_s + 2.0, radians(TURN_DEG), UP_S) for first_s in (20.0, 23.0, 26.0)]
    assert len(smoothed) == 1
    assert [round(steps[0].t_s) for steps in found] == [20, 23, 26]
    one.between(17.0, 19.0, radians(TURN_DEG), UP_S)  # begins earlier
    assert len(smoothed) == 2


def test_it_is_told_anew_once_more_was_seen_or_more_is_known(smoothed: list[int]) -> None:
    trail = trail_of(without(course(rest(6), raised(6), rest(4)), 6.1, 6.4))
    one = Plumb(trail)
    one.between(5.0, 9.0, radians(TURN_DEG), UP_S)
    trail.steps.append(trail.steps[-1]._replace(t_s=trail.steps[-1].t_s + STEP_S))
    one.between(5.0, 9.0, radians(TURN_DEG), UP_S)
    one.between(5.0, 9.0, radians(TURN_DEG), 2.0 * UP_S)
    assert smoothed == [smoothed[0], smoothed[0] + 1, smoothed[0] + 1]


def test_nothing_is_asked_of_a_trail_that_is_empty_and_nothing_is_smoothed_without_a_hole(
    smoothed: list[int],
) -> None:
    trail = trail_of(course(rest(6)))
    assert Plumb(trail).between(1.0, 3.0, radians(TURN_DEG), UP_S) == trail.between(1.0, 3.0)
    trail.clear()
    assert Plumb(trail).between(1.0, 3.0, radians(TURN_DEG), UP_S) == []
    assert smoothed == []


def test_what_was_so_long_before_tells_where_up_is(smoothed: list[int]) -> None:
    trail = trail_of(without(course(rest(30), raised(6), rest(4)), 30.1, 30.4))
    Plumb(trail).between(29.0, 33.0, radians(TURN_DEG), UP_S)
    assert smoothed == [len(trail.between(29.0 - SETTLES_S, 99.0))]


def test_two_holes_in_a_row_hide_no_more_than_the_usual_turn() -> None:
    """What was hidden in the first step of a hole is not hidden again in the next."""
    long = [step._replace(hole=1.0, rate_rads=0.0) if 6.0 < step.t_s <= 8.0 else step for step in steps(None)]
    most = max(step.off_rad for step in upright(long))
    assert degrees(most) < 1.2 * TURN_DEG
