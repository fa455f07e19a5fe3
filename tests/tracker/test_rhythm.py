"""Sets that begin without a rest: told from what repeats, and nothing told where nothing does."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised
from tests.tracker.driving import final, only, told
from tracker.events import Event, RepCounted, RepStarted
from tracker.explain import Candidate
from tracker.lowest import about_lowest, set_right
from tracker.timeline import CELL_S


def fidgeting(seconds: float) -> list[Leg]:
    """A leg that finds no rest, and does not rise."""
    once = [Leg(0.3, 0.4, 1.5, 1.0), Leg(0.3, -0.4, -1.5, -1.0)]
    return once * round(seconds / 0.6)


def pushed(cm: float, up_s: float = 0.5, deg_per_cm: float = 0.5) -> list[Leg]:
    """A repetition that leaves no rest before the next."""
    return raised(cm, up_s, 0.02, 1.2 * up_s, 0.02, deg_per_cm)


def after_fidgeting(*legs: Leg | list[Leg], shank: Shank | None = None) -> list[Event]:
    return told(course(fidgeting(6), *legs, fidgeting(6), shank=shank))


@pytest.mark.parametrize("up_s", [0.4, 0.5, 0.6, 0.8])
def test_a_set_without_any_rest_is_counted_from_its_first_repetition(up_s: float) -> None:
    reps = final(after_fidgeting(pushed(6.0, up_s) * 4))
    assert reps[0].start_s == pytest.approx(6.0, abs=0.15)
    assert len(reps) == 4


@pytest.mark.parametrize("bias_dps", [1.0, 3.0])
def test_a_gyroscope_that_never_was_at_rest_does_not_hide_a_set(bias_dps: float) -> None:
    assert len(final(after_fidgeting(pushed(6.0) * 4, shank=Shank(gyr_bias_dps=(0.0, bias_dps, 0.0))))) == 4


def test_nor_does_what_a_step_just_before_leaves_of_error_in_the_tilt() -> None:
    begun = (fidgeting(6), Leg(1.2, 0.0, 0.0, 150.0), pushed(5.0, 0.7) * 4, fidgeting(6))
    assert len(final(told(course(*begun, shank=Shank(gyr_bias_dps=(0.0, 2.0, 1.0)))))) == 4


def test_what_is_told_in_hindsight_has_numbers_in_order_and_one_end_each() -> None:
    seen: list[Candidate] = []
    events = told(course(fidgeting(6), pushed(6.0) * 4, fidgeting(6)), observer=seen.append)
    counted = [event.rep.rep_id for event in only(events, RepCounted)]
    assert counted == sorted(set(counted))
    assert len(seen) == len(only(events, RepStarted))


def test_the_first_three_are_told_when_the_third_is_over_and_not_before() -> None:
    first, second, third = final(after_fidgeting(pushed(6.0) * 4))[:3]
    assert first.counted_s == second.counted_s == third.counted_s
    assert third.counted_s is not None
    assert third.end_s < third.counted_s < third.end_s + 2.0


def test_two_alike_are_too_few() -> None:
    assert final(after_fidgeting(pushed(6.0) * 2)) == []


@pytest.mark.parametrize(
    "unlike",
    [
        [*pushed(3.0), *pushed(6.0), *pushed(3.0), *pushed(6.0)],
        [*pushed(6.0, 0.3), *pushed(6.0, 0.8), *pushed(6.0, 0.3), *pushed(6.0, 0.8)],
        [*pushed(6.0, deg_per_cm=0.9), *pushed(6.0, deg_per_cm=-0.9)] * 2,
    ],
    ids=["in height", "in time", "in the turn of the shank"],
)
def test_what_is_not_alike_is_not_told(unlike: list[Leg]) -> None:
    assert final(after_fidgeting(unlike)) == []


def test_a_foot_that_goes_elsewhere_each_time_is_not_told() -> None:
    stepped = [leg if leg.rise_cm == 0.0 else Leg(leg.seconds, leg.rise_cm, 2.0, 8.0) for leg in pushed(6.0)]
    assert final(after_fidgeting(stepped * 4)) == []


def test_a_leg_lifted_straight_up_is_not_told_however_evenly() -> None:
    assert final(after_fidgeting(pushed(6.0, deg_per_cm=0.0) * 6, shank=Shank(thrust=0.1))) == []


@pytest.mark.parametrize("start_ms", [0.0, 0.4, -0.4])
@pytest.mark.parametrize("offset_ms2", [0.0, 0.2])
def test_lowest_points_are_found_whatever_the_velocity_at_the_start(
    start_ms: float, offset_ms2: float
) -> None:
    period_s = 1.2
    t = np.arange(0.0, 12.0, CELL_S)
    acceleration = 0.03 * (2 * np.pi / period_s) ** 2 * np.cos(2 * np.pi * t / period_s) + offset_ms2
    acceleration[0] += start_ms / CELL_S
    found = [place * CELL_S for place in set_right(acceleration, about_lowest(acceleration)[0])]
    inner = [at_s for at_s in found if 1.0 < at_s < 11.0]
    assert len(inner) == 9
    assert [round(at_s / period_s) * period_s for at_s in inner] == pytest.approx(inner, abs=0.07)
