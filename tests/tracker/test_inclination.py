"""Up in the sensor's frame: right in the first second, right after turns, and what it learns of the gyroscope."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tracker.inclination import Inclination
from tracker.samples import Samples
from tracker.timeline import Cell, Timeline

BIAS_DPS = (1.0, -0.5, 0.3)


def felt(samples: Samples, inclination: Inclination | None = None) -> Inclination:
    """After all of them."""
    timeline, inclination = Timeline(), inclination or Inclination()
    timeline.bias = inclination.bias
    for cell in timeline.cells(samples):
        assert isinstance(cell, Cell)
        inclination.step(cell)
        timeline.bias = inclination.bias
    return inclination


def bias_dps(inclination: Inclination) -> list[float]:
    return [float(np.degrees(part)) for part in inclination.bias]


def lean_deg(inclination: Inclination) -> float:
    """Forward: the top of the sensor tips toward its own x."""
    return float(np.degrees(np.arctan2(-inclination.ux, inclination.uz)))


def test_a_rest_teaches_the_gyro_bias() -> None:
    assert bias_dps(felt(course(rest(6), shank=Shank(gyr_bias_dps=BIAS_DPS)))) == pytest.approx(
        BIAS_DPS, abs=0.05
    )


def test_no_rest_is_believed_before_a_second_and_a_half() -> None:
    assert felt(course(rest(1.4), shank=Shank(gyr_bias_dps=BIAS_DPS))).bias == (0.0, 0.0, 0.0)


def test_a_slow_steady_turn_is_no_bias() -> None:
    still = course(rest(2.8), shank=Shank(gyr_bias_dps=(0.0, 0.0, 6.0)))
    assert bias_dps(felt(still)) == pytest.approx((0.0, 0.0, 0.0), abs=0.1)


def test_what_a_rest_taught_outlasts_repetitions() -> None:
    samples = course(rest(6), *[raised(6) for _ in range(8)], shank=Shank(gyr_bias_dps=BIAS_DPS))
    assert bias_dps(felt(samples)) == pytest.approx(BIAS_DPS, abs=0.1)


def test_one_who_never_rests_shows_the_level_bias_by_the_drift_of_gravity() -> None:
    samples = course(rest(60), shank=Shank(gyr_bias_dps=(1.0, -1.0, 0.0), sway_deg=1.2))
    assert bias_dps(felt(samples))[:2] == pytest.approx([1.0, -1.0], abs=0.3)


@pytest.mark.parametrize("lean", [-40.0, 0.0, 20.0, 60.0])
def test_up_is_known_within_the_first_tenth_of_a_second(lean: float) -> None:
    assert lean_deg(felt(course(rest(0.1), shank=Shank(lean_deg=lean)))) == pytest.approx(lean, abs=0.3)


@pytest.mark.parametrize("turn", [-50.0, 15.0, 40.0])
def test_up_is_right_the_moment_a_turn_ends(turn: float) -> None:
    assert lean_deg(felt(course(rest(5), Leg(0.5, 0.0, turn)))) == pytest.approx(-turn, abs=0.5)


def test_up_is_right_in_the_middle_of_a_repetition() -> None:
    at_top = course(rest(5), raised(6, deg_per_cm=1.5))[:590]
    assert lean_deg(felt(at_top)) == pytest.approx(-9.0, abs=0.5)


def test_repetitions_do_not_tilt_it() -> None:
    samples = course(rest(5), *[raised(8, 0.4, 0.05, 0.4, 0.1) for _ in range(20)])
    assert lean_deg(felt(samples)) == pytest.approx(0.0, abs=1.0)


def test_up_is_a_unit_vector() -> None:
    last = felt(course(rest(2), *[raised(8) for _ in range(3)], shank=Shank(lean_deg=25.0)))
    assert np.linalg.norm([last.ux, last.uy, last.uz]) == pytest.approx(1.0, abs=1e-6)


def test_rest_lasts_as_long_as_nothing_moves() -> None:
    assert felt(course(rest(5))).resting_s == pytest.approx(5.0, abs=0.1)


def test_movement_ends_the_rest() -> None:
    assert felt(course(rest(5), Leg(0.6, 6.0, 5.0))).resting_s < 0.5


def test_a_reset_keeps_the_bias() -> None:
    known = felt(course(rest(6), shank=Shank(gyr_bias_dps=BIAS_DPS)))
    known.reset()
    assert bias_dps(known) == pytest.approx(BIAS_DPS, abs=0.05)


def test_a_reset_ends_the_rest() -> None:
    known = felt(course(rest(6)))
    known.reset()
    assert known.resting_s == 0.0


def test_after_a_reset_the_last_up_outweighs_a_sudden_start() -> None:
    known = felt(course(rest(6)))
    known.reset()
    shoved = course(rest(0.4))
    shoved.acc_ms2[:, 0] += 4.0
    assert abs(lean_deg(felt(shoved, known))) < 8.0


def test_after_a_reset_a_new_posture_is_learned() -> None:
    known = felt(course(rest(6)))
    known.reset()
    assert lean_deg(felt(course(rest(8), shank=Shank(lean_deg=30.0)), known)) == pytest.approx(30.0, abs=1.0)


def test_free_fall_from_the_first_sample_on_leaves_up_along_z() -> None:
    t = np.arange(50) / 100.0
    last = felt(Samples(t, np.zeros((50, 3)), np.zeros((50, 3))))
    assert (last.ux, last.uy, last.uz) == pytest.approx((0.0, 0.0, 1.0))


def test_up_is_right_soon_after_a_walking_leg_was_not_seen_to_turn() -> None:
    # A hole in a swing: half a second at 80 deg/s, drawn as a straight line between rates of nothing.
    walked = course(rest(5), Leg(0.5, 0.0, -40.0), rest(2))
    seen = (walked.t_s < 5.0) | (walked.t_s > 5.5)
    samples = Samples(walked.t_s[seen], walked.acc_ms2[seen], walked.gyr_rads[seen])
    assert lean_deg(felt(samples)) == pytest.approx(40.0, abs=1.5)
    soon = samples.t_s < 6.2
    assert lean_deg(felt(Samples(samples.t_s[soon], samples.acc_ms2[soon], samples.gyr_rads[soon]))) == (
        pytest.approx(40.0, abs=3.0)
    )


def test_what_it_was_wrong_by_is_not_taken_for_a_bias() -> None:
    walked = course(rest(5), Leg(0.5, 0.0, -40.0), rest(1), *[raised(6) for _ in range(4)])
    seen = (walked.t_s < 5.0) | (walked.t_s > 5.5)
    samples = Samples(walked.t_s[seen], walked.acc_ms2[seen], walked.gyr_rads[seen])
    assert bias_dps(felt(samples)) == pytest.approx((0.0, 0.0, 0.0), abs=0.2)


@pytest.mark.parametrize("turn", [-8.0, -14.0])
def test_what_a_hole_hid_of_a_turn_is_no_bias_though_it_were_small_enough_for_one(turn: float) -> None:
    """A third of the turn is drawn as a straight line, which is too little; nothing is known of the gyroscope yet."""
    turned = course(rest(1.2), Leg(0.8, 0.0, turn), rest(1.2))
    felt_of = until(turned, 1.4), after(turned, 1.75)
    assert bias_dps(felt(Samples.concat(felt_of))) == pytest.approx((0.0, 0.0, 0.0), abs=0.15)


@pytest.mark.parametrize("seed", [1, 8, 28, 37])
def test_what_was_learned_is_not_learned_again(seed: int) -> None:
    """Of short stills between turns the second would show the same drift once more: no bias is told too large."""
    rng, legs = np.random.default_rng(seed), list[Leg]()
    for _ in range(8):
        still = rest(rng.uniform(0.45, 1.3))
        legs += [still, Leg(rng.uniform(0.3, 0.8), 0.0, rng.choice([-6.0, 6.0, 3.0, -3.0]))]
    samples = course(legs, shank=Shank(gyr_bias_dps=(0.0, 1.8, 0.0)))
    most = max(bias_dps(felt(samples[:last]))[1] for last in range(100, len(samples), 20))
    assert most == pytest.approx(1.8, abs=0.06)


def test_what_was_known_of_up_counts_for_little_after_a_leg_turned_far_unseen() -> None:
    """A leg that raises on holds still nowhere: the mean of its force tells where up is, from the hole on."""
    raises = raised(6, 0.4, 0.05, 0.4, 0.05)
    turned = course(rest(5), Leg(0.5, 0.0, -40.0), raises * 3)
    hidden = Samples.concat((until(turned, 5.1), after(turned, 5.45)))
    assert lean_deg(felt(until(hidden, 6.4))) == pytest.approx(40.0, abs=5.0)


def test_what_was_known_of_up_counts_for_much_after_a_leg_that_hardly_turned() -> None:
    """The heel goes forward and back right after the hole: a mean of so short a time would tell that as a lean."""
    turned = course(rest(5), Leg(0.5, 0.0, -6.0), Leg(0.3, 0.0, 0.0, 15.0), rest(2))
    hidden = Samples.concat((until(turned, 5.1), after(turned, 5.4)))
    for at_s in (5.55, 5.6, 5.65, 5.7):
        assert lean_deg(felt(until(hidden, at_s))) == pytest.approx(6.0, abs=4.0)


def test_pauses_too_short_for_a_rest_teach_the_bias_together() -> None:
    paused = [raised(6, 0.5, 0.5, 0.5, 0.7) for _ in range(12)]
    samples = course(*paused, shank=Shank(gyr_bias_dps=(1.5, -1.5, 0.0)))
    assert bias_dps(felt(samples))[:2] == pytest.approx([1.5, -1.5], abs=0.3)


def test_a_slow_rise_is_not_believed_to_be_a_rest_that_contradicts_those_before() -> None:
    turning = Leg(3.0, 4.0, 7.0)
    samples = course(rest(8), turning, shank=Shank(gyr_bias_dps=(0.0, 0.5, 0.0)))
    assert bias_dps(felt(samples)) == pytest.approx((0.0, 0.5, 0.0), abs=0.25)


def test_what_was_set_right_in_the_first_seconds_is_remembered_over_a_gap() -> None:
    # It begins amid a step: the first force is no gravity.
    inclination = felt(after(course(Leg(0.3, 0.0, 0.0, 60.0), rest(1.0)), 0.15))
    assert lean_deg(inclination) == pytest.approx(0.0, abs=1.0)
    inclination.reset()
    felt(until(course(Leg(0.3, 0.0, 0.0, 60.0)), 0.1), inclination)
    assert lean_deg(inclination) == pytest.approx(0.0, abs=10.0)


def after(samples: Samples, t_s: float) -> Samples:
    late = samples.t_s >= t_s
    return Samples(samples.t_s[late], samples.acc_ms2[late], samples.gyr_rads[late])


def until(samples: Samples, t_s: float) -> Samples:
    soon = samples.t_s < t_s
    return Samples(samples.t_s[soon], samples.acc_ms2[soon], samples.gyr_rads[soon])
