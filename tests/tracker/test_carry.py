"""A heel's ankle or a lifted foot's: one repetition leaves it open, those before it from the same stand add to it."""

from __future__ import annotations

from dataclasses import replace
from math import radians, sin

import numpy as np
import pytest

from tests.tracker.ways import Way, went
from tracker.ankle import CARRY_MOST, LEAN_RAD, LEAN_RAD_M, SURELY, TIP_RAD, Carried
from tracker.carry import (
    ALONE,
    CARRY_LEAST,
    FEW,
    KEPT,
    KEPT_S,
    LEAST,
    LOW_M,
    NOT_LOW_M,
    ROW,
    SET,
    SLOW_S,
    Carries,
    least,
    weigh,
)
from tracker.explain import Verdict
from tracker.facing import Facing
from tracker.motion import Motion

HEEL = Way(slope=0.5, bend=0.4, turn_deg=3.0)
LIFT = Way(slope=0.1, bend=0.0, turn_deg=-2.0)
LIKE = Way(slope=0.3, bend=0.0, turn_deg=0.0, rise_cm=4.0)
"""A foot lifted so that one repetition does not tell it from a heel."""


def again(one: Carried, k: int) -> Carried:
    """The same, so many repetitions later."""
    return replace(one, t_s=one.t_s + 2.0 * k)


def after(past: list[Carried], one: Carried, *, taken: bool = False) -> tuple[Verdict, str] | None:
    """What is said of one after those."""
    carries = Carries()
    for each in past:
        carries.remember(each, taken=taken)
    return carries.judge(one)


def test_a_heel_goes_forward_as_it_rises_and_a_lifted_foot_does_not() -> None:
    assert after([], went(HEEL)) is None
    verdict = after([], went(LIFT))
    assert verdict is not None
    assert verdict[0] is Verdict.LIFTED


@pytest.mark.parametrize("turn_deg", [-6.0, 6.0])
def test_a_shank_that_tips_does_not_make_a_lifted_foot_a_heel(turn_deg: float) -> None:
    assert after([], went(replace(LIFT, turn_deg=turn_deg))) is not None


def test_what_one_leaves_open_several_from_the_same_stand_decide() -> None:
    one = replace(went(LIKE), along=CARRY_LEAST)
    carries, verdicts = Carries(), []
    for k in range(6):
        verdicts.append(carries.judge(again(one, k)))
        carries.remember(again(one, k), taken=verdicts[-1] is None)
    assert verdicts[0] is None
    assert verdicts[-1] is not None
    assert weigh((one,)) > LEAST > weigh((one,) * 6)


def test_a_row_of_heels_is_the_surer_the_longer_it_is() -> None:
    one = went(HEEL)
    odds = [weigh((one,) * k) for k in (1, 2, 4, 8)]
    assert odds == sorted(odds)
    assert odds[0] > 0.0
    assert weigh(()) == 0.0


@pytest.mark.parametrize("elsewhere", [{"t_s": 2.0 * KEPT_S}, {"up": (sin(0.2), 0.0, np.cos(0.2))}])
def test_another_time_or_another_stand_is_judged_alone(elsewhere: dict[str, object]) -> None:
    past, heel = [went(LIFT)] * KEPT, replace(went(LIKE), along=CARRY_LEAST)
    assert after(past, heel) is not None
    assert after(past, replace(heel, **elsewhere)) is None  # type: ignore[arg-type]


def test_one_that_is_surely_none_is_left_whatever_those_before_it_were() -> None:
    lift = went(Way(slope=0.0, bend=0.0, turn_deg=-7.0, rise_cm=10.0))
    assert weigh((lift,)) < LEAST - ALONE
    assert after([went(HEEL)] * KEPT, lift, taken=True) is not None


def test_the_odd_one_in_a_set_does_not_take_the_others_with_it() -> None:
    heel, odd = went(replace(HEEL, bend=0.1)), went(LIFT)
    verdicts = []
    for taken in (True, False):  # the same repetitions, once as a set and once as what was left
        carries = Carries()
        for k in range(SET):
            carries.remember(again(heel, k), taken=taken)
        for k in range(3):
            carries.remember(again(odd, SET + k), taken=False)
        verdicts.append(carries.judge(again(heel, SET + 3)) is None)
    assert verdicts == [True, False]


def test_what_a_short_row_leaves_may_be_one_of_a_set() -> None:
    carries, one = Carries(), replace(went(LIKE), along=CARRY_LEAST)
    for k in range(6):
        carries.remember(again(one, k), taken=False)
    assert carries.judge(again(one, 6)) is not None
    assert not carries.lifted_in_a_set(again(one, 6))
    assert carries.lifted_in_a_set(replace(again(one, 6), way=5.0))


def test_what_a_long_row_of_lifts_leaves_is_none_in_a_set_either() -> None:
    carries, lift = Carries(), went(LIFT)
    for k in range(6):
        carries.remember(again(lift, k), taken=False)
    assert carries.lifted_in_a_set(again(lift, 6))


@pytest.mark.parametrize(
    ("before", "among_others", "left"),
    [(0, False, True), (FEW - 1, True, True), (FEW, True, False), (FEW, False, True)],
)
def test_one_that_goes_straight_up_is_left_until_a_row_speaks_for_it(
    before: int, among_others: bool, left: bool
) -> None:
    one, carries = replace(went(replace(HEEL, bend=0.2)), along=0.1, sigma=0.1), Carries()
    for k in range(before):
        carries.remember(again(one, k), taken=True)
    verdict = carries.judge(again(one, before), among_others=among_others)
    assert (verdict and verdict[0]) == (Verdict.UNSETTLED if left else None)


def test_a_stand_of_lifted_feet_is_doubted_before_the_next_is_over() -> None:
    carries, one = Carries(), went(LIFT)
    assert not carries.doubted(one.up, 1.0)
    for k in range(3):
        carries.remember(again(one, k), taken=False)
    assert carries.doubted(one.up, again(one, 3).t_s)


def test_a_sensor_that_goes_the_way_the_shank_tips_is_carried_by_it() -> None:
    off, one = radians(1.0), went(HEEL)
    assert after([], replace(one, tip_rad=TIP_RAD - off)) is None
    assert after([], replace(one, tip_rad=TIP_RAD + off)) is not None


def test_no_knee_goes_further_the_way_of_a_raised_heel_than_one_that_bends_on() -> None:
    off, one = radians(0.5), went(HEEL)
    most = LEAN_RAD + LEAN_RAD_M * one.rise_m
    assert after([], replace(one, lean_rad=most - off)) is None
    assert after([], replace(one, lean_rad=most + off)) is not None


def test_no_heel_goes_further_along_than_the_foot_is_long() -> None:
    one = went(HEEL)
    most = CARRY_MOST + SURELY * one.sigma
    assert [after([], replace(one, way=most + off)) is None for off in (-0.01, 0.01)] == [True, False]


def test_what_swung_says_nothing_of_the_next() -> None:
    like = replace(went(LIKE), along=CARRY_LEAST)
    assert after([replace(went(LIFT), way=2.0)] * KEPT, like) is None


def test_the_longest_odds_are_told_all_the_same() -> None:
    verdict = after([], replace(went(Way(slope=-60.0, bend=0.0, turn_deg=0.0)), way=0.0, lean_rad=0.0))
    assert verdict is not None
    assert "1 to 1000000 against" in verdict[1]


def row(rise_m: float, lasts_s: float = 1.5, length: int = ROW) -> float:
    """What is asked of one like that."""
    return least([(rise_m, lasts_s)] * length)


def test_more_is_asked_of_a_row_the_lower_it_is() -> None:
    assert [row(LOW_M, length=ROW - 1), row(NOT_LOW_M)] == pytest.approx([LEAST, LEAST])
    assert LEAST < row(0.5 * (LOW_M + NOT_LOW_M)) < row(LOW_M) == pytest.approx(0.0)


def test_no_more_is_asked_of_a_row_of_slow_ones() -> None:
    assert row(LOW_M, lasts_s=SLOW_S + 0.1) == LEAST < row(LOW_M, lasts_s=SLOW_S - 0.1)


def test_mirror_images_of_a_heel_are_left_once_it_is_known_where_the_toes_point() -> None:
    facing, mirrored = Facing(Motion()), went(replace(HEEL, slope=0.7, bend=0.0, rise_cm=4.0))
    carries = Carries(facing)
    for k in range(2):
        carries.remember(again(mirrored, k), taken=True)
    assert carries.judge(again(mirrored, 2)) is None
    for _ in range(3):
        facing.vote((-1.0, 0.0, 0.0), mirrored.t_s)
    assert carries.judge(again(mirrored, 2)) is not None
    assert carries.judge(went(replace(HEEL, slope=0.7, rise_cm=6.0))) is None


@pytest.mark.parametrize("toes", [(-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0)])
@pytest.mark.parametrize(("rise_cm", "bend"), [(4.0, 0.25), (6.0, 0.4), (8.0, 0.5)])
def test_a_strap_that_was_turned_since_leaves_no_heel(
    toes: tuple[float, float, float], rise_cm: float, bend: float
) -> None:
    facing, one = Facing(Motion()), went(replace(HEEL, bend=bend, rise_cm=rise_cm))
    carries = Carries(facing)
    for _ in range(KEPT):
        facing.vote(toes, one.t_s)
    for k in range(8):
        assert carries.judge(again(one, k)) is None
        carries.remember(again(one, k), taken=True)
