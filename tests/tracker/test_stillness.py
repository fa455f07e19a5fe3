"""When the leg is taken to be still: a rest is, a slow rise is not, and a jolt ends it at once."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest, struck
from tests.tracker.driving import final, told
from tracker.motion import MEMORY_S, Moment, Motion
from tracker.samples import Samples
from tracker.timeline import CELL_S, Cell, Timeline


def moments(samples: Samples, motion: Motion | None = None) -> list[Moment]:
    timeline, motion, found = Timeline(), motion or Motion(), []
    for cell in timeline.cells(samples):
        assert isinstance(cell, Cell)
        found.append(motion.step(cell))
        timeline.bias = motion.inclination.bias
    return found


def between(found: list[Moment], from_s: float, to_s: float) -> list[Moment]:
    return [moment for moment in found if from_s < moment.t_s <= to_s]


@pytest.mark.parametrize("noise_ms2", [0.0, 0.03])
def test_a_rest_is_still_to_its_end(noise_ms2: float) -> None:
    found = moments(course(rest(12), shank=Shank(acc_noise_ms2=noise_ms2)))
    assert all(moment.still_s > 0.0 for moment in between(found, 0.5, 12.0))


def test_one_who_stands_and_sways_is_still() -> None:
    found = moments(course(rest(20), shank=Shank(sway_deg=0.3)))
    assert all(moment.still_s > 0.0 for moment in between(found, 1.0, 20.0))


@pytest.mark.parametrize("offset", [(0.0, 0.0, 0.5), (0.4, 0.0, -0.3), (0.0, 0.5, 0.0)])
def test_an_accelerometer_offset_does_not_lift_a_rest(offset: tuple[float, float, float]) -> None:
    found = moments(course(rest(30), shank=Shank(acc_offset_ms2=offset)))
    assert max(abs(moment.h_m) for moment in between(found, 5.0, 30.0)) < 0.006


def test_velocity_at_rest_stays_under_a_centimetre_a_second() -> None:
    found = moments(course(rest(30)))
    assert max(abs(moment.v_ms) for moment in between(found, 2.0, 30.0)) < 0.01


@pytest.mark.parametrize(("up_s", "cm"), [(0.35, 3.0), (0.8, 6.0), (2.0, 6.0), (4.0, 8.0)])
def test_the_middle_of_a_rise_is_never_still(up_s: float, cm: float) -> None:
    found = moments(course(rest(4), Leg(up_s, cm, 1.3 * cm), rest(2)))
    assert not any(m.still_s > 0.0 for m in between(found, 4.0 + 0.3 * up_s, 4.0 + 0.7 * up_s))


@pytest.mark.parametrize("seed", range(4))
def test_a_seated_rise_of_four_seconds_is_not_swallowed(seed: int) -> None:
    samples = course(rest(4), raised(8, 4.0, 0.4, 3.0, deg_per_cm=1.3), rest(3), shank=Shank(seed=seed))
    assert len(final(told(samples))) == 1


@pytest.mark.parametrize("at_s", [5.0, 6.01, 7.03])
def test_a_jolt_ends_stillness_in_its_own_cell(at_s: float) -> None:
    found = moments(struck(course(rest(9)), at_s, 4.0))
    jolted = next(moment for moment in found if moment.t_s > 1.0 and moment.jolt_ms2 > 0.8)
    assert (jolted.still_s, jolted.t_s) == pytest.approx((0.0, at_s), abs=0.04)


def test_stillness_lasted_until_the_jolt() -> None:
    found = moments(struck(course(rest(9)), 6.0, 4.0))
    assert between(found, 5.95, 6.0)[-1].still_s > 4.0


@pytest.mark.parametrize("turn_deg", [20.0, -20.0])
def test_a_turning_shank_is_not_still(turn_deg: float) -> None:
    found = moments(course(rest(4), Leg(0.6, 0.0, turn_deg), rest(2)))
    assert not any(moment.still_s > 0.0 for moment in between(found, 4.25, 4.45))


@pytest.mark.parametrize("seed", range(4))
def test_a_leg_that_rests_again_is_still_again(seed: int) -> None:
    found = moments(course(rest(4), raised(6), rest(6), shank=Shank(seed=seed)))
    assert between(found, 11.0, 12.5)[-1].still_s > 1.0


def test_a_heel_held_up_is_still_and_stays_where_it_is() -> None:
    motion = Motion()
    motion.at_rest = False  # as the rules of repetitions say while the heel is up
    found = between(moments(course(rest(4), Leg(0.8, 6.0, 3.0), rest(10)), motion), 6.0, 14.5)
    assert all(moment.still_s > 0.0 for moment in found)
    assert np.ptp([moment.h_m for moment in found]) < 0.01


def test_a_heel_known_to_be_down_is_put_back_on_its_level() -> None:
    found = moments(course(rest(4), Leg(0.8, 6.0, 3.0), rest(6)))
    assert abs(found[-1].h_m) < 0.01


def test_no_more_is_remembered_than_the_longest_repetition() -> None:
    motion = Motion()
    moments(course(rest(40)), motion)
    assert len(motion.memory) == round(MEMORY_S / CELL_S)


def test_a_reset_forgets_what_was_before_the_hole() -> None:
    motion = Motion()
    moments(course(rest(5)), motion)
    motion.reset()
    assert (len(motion.memory), motion.height.h_m) == (0, 0.0)


def test_the_rate_told_is_without_the_bias() -> None:
    found = moments(course(rest(8), shank=Shank(gyr_bias_dps=(1.5, 1.0, 0.0), gyr_noise_dps=0.0)))
    assert found[-1].rate_rads < np.radians(0.05)
