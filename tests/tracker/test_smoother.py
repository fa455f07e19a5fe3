"""Heights solved for in hindsight, between bottoms that are known."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import without
from tests.tracker.test_hindsight import trail_of
from tracker.plumb import set_upright
from tracker.smoother import Tilt, heights
from tracker.trail import Step

START_S, END_S, DEG_PER_CM = 4.0, 6.0, 1.2


def steps(
    lost_s: tuple[float, float] | None = None, offset_ms2: float = 0.0, bias_dps: float = 0.0
) -> list[Step]:
    shank = Shank(acc_offset_ms2=(0.0, 0.0, offset_ms2), gyr_bias_dps=(0.0, bias_dps, 0.0))
    samples = course(rest(4), raised(6, 0.8, 0.4, 0.8, 2.0, DEG_PER_CM), rest(1), shank=shank)
    if lost_s is not None:
        samples = without(samples, *lost_s)
    return [step for step in upright(list(trail_of(samples).steps)) if 3.0 <= step.t_s <= 7.5]


def upright(found: list[Step]) -> list[Step]:
    return set_upright(found, np.radians(6 * DEG_PER_CM), 0.8)


def tilt() -> Tilt:
    return Tilt(np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), 0.01 / np.radians(DEG_PER_CM), 0.012)


def solved(found: list[Step], with_tilt: Tilt | None = None) -> float:
    times = [step.t_s for step in found]
    bottoms = [int(np.searchsorted(times, t_s)) for t_s in (START_S, END_S)]
    return float(heights(found, (0.0, 0.0, 0.0), 0.06, bottoms, with_tilt).height_m.max())


def test_a_whole_repetition_is_as_high_as_it_was() -> None:
    assert solved(steps()) == pytest.approx(0.06, abs=0.004)


@pytest.mark.parametrize("begin_s", [4.0, 4.3, 4.6, 5.2, 5.5])
def test_across_a_hole_of_half_a_second_it_is_so_by_a_quarter(begin_s: float) -> None:
    assert solved(steps((begin_s, begin_s + 0.5)), tilt()) == pytest.approx(0.06, abs=0.016)


@pytest.mark.parametrize("offset_ms2", [-0.2, 0.2])
def test_what_is_left_of_an_offset_is_solved_for(offset_ms2: float) -> None:
    assert solved(steps(offset_ms2=offset_ms2)) == pytest.approx(0.06, abs=0.008)


def test_tilt_tells_a_rise_too_slow_to_be_felt() -> None:
    samples = course(rest(4), raised(6, 5.0, 1.0, 5.0, 2.0, DEG_PER_CM), rest(1))
    found = trail_of(samples).between(3.0, 17.0)
    times = [step.t_s for step in found]
    bottoms = [int(np.searchsorted(times, t_s)) for t_s in (4.0, 15.0)]
    path = heights(found, (0.0, 0.0, 0.0), 0.06, bottoms, tilt()).height_m
    assert float(path.max()) == pytest.approx(0.06, abs=0.02)


def test_a_leg_at_rest_stays_down() -> None:
    found = trail_of(course(rest(12))).between(2.0, 10.0)
    path = heights(found, (0.0, 0.0, 0.0), 0.06, [0, len(found) - 1], tilt()).height_m
    assert float(np.abs(path).max()) < 0.01


def test_nothing_is_as_sure_across_a_hole() -> None:
    def unsure_m(found: list[Step]) -> float:
        first, top, last = (
            int(np.searchsorted([step.t_s for step in found], t_s)) for t_s in (4.0, 5.0, 6.0)
        )
        return heights(found, (0.0, 0.0, 0.0), 0.06, [first, last], None).sigma_m(top, first, last)

    assert unsure_m(steps()) < unsure_m(steps((4.0, 4.5)))


def test_the_change_of_tilt_after_a_hole_tells_what_its_level_does_not() -> None:
    """A rise that nobody saw leaves the tilt off by as much at the top as after the fall."""

    def unsure_m(known: Tilt | None) -> float:
        found = steps((4.0, 4.5))
        times = [step.t_s for step in found]
        first, top, last = (int(np.searchsorted(times, t_s)) for t_s in (4.0, 5.0, 6.0))
        return heights(found, (0.0, 0.0, 0.0), 0.06, [first], known).sigma_m(top, last, last)

    assert unsure_m(tilt()) < 0.65 * unsure_m(None)


def test_a_bottom_told_out_of_a_hole_does_not_hold_down_what_was_up() -> None:
    """The live reading took the heel to be down at 4.9, where it is up."""

    def at_wrong_bottom_m(lost_s: tuple[float, float] | None) -> float:
        found = steps(lost_s)
        times = [step.t_s for step in found]
        first, wrong, last = (int(np.searchsorted(times, t_s)) for t_s in (4.0, 4.9, 6.0))
        return float(heights(found, (0.0, 0.0, 0.0), 0.06, [first, wrong, last], tilt()).height_m[wrong])

    assert at_wrong_bottom_m((4.5, 4.8)) > 0.015 + at_wrong_bottom_m(None)


def test_a_turn_that_hid_whole_in_a_hole_is_not_taken_for_a_lower_bottom() -> None:
    """Nothing turned before it nor after it, and yet the tilt reads too low by the whole turn once the heel is down."""
    found = steps((4.1, 4.6))
    lost = [step._replace(rate_rads=0.0) if step.hole > 0.0 else step for step in found]
    assert solved(upright(lost), tilt()) == pytest.approx(0.06, abs=0.016)
