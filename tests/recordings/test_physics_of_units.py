"""Units told by physics, on the virtual athlete and on real legs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.csv_imu import parse_imu_csv
from recordings.plausible import GRAVITY_MS2, check_units
from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples
from tracker.setup import Exercise

PATH = Path("leg.csv")
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "leg_imu"
REAL = sorted(SHARED.glob("*.csv"))

EXERCISES = [
    Exercise.SEATED_SOLEUS_RAISE,
    Exercise.SOLEUS_BRIDGE,
    Exercise.STANDING_CALF_RAISE,
    Exercise.SQUAT_SOLEUS_RAISE,
]
MOVING = [Distractor.WALKING, Distractor.SQUATS, Distractor.KNEE_EXTENSION, Distractor.SIT_TO_STAND]

real = pytest.mark.skipif(not REAL, reason="no shared recordings beside the checkout")


def raises(exercise: Exercise, quality: Quality) -> Samples:
    return simulate(Scenario((Item(exercise, 4),), quality=quality, seed=4)).signal.samples


def everyday(distractor: Distractor, quality: Quality) -> Samples:
    item = Item(distractor=distractor, duration_s=20.0)
    return simulate(Scenario((item,), quality=quality, seed=4)).signal.samples


def with_acc(samples: Samples, factor: float) -> Samples:
    return Samples(samples.t_s, samples.acc_ms2 * factor, samples.gyr_rads)


def in_degrees(samples: Samples) -> Samples:
    return Samples(samples.t_s, samples.acc_ms2, np.degrees(samples.gyr_rads))


def at_rest(seconds: float, noise: float, acc: Floats, gyr: Floats) -> Samples:
    rng = np.random.default_rng(1)
    t_s = np.arange(0.0, seconds, 0.01)
    return Samples(
        t_s,
        acc + 0.03 * noise * rng.normal(size=(len(t_s), 3)),
        gyr + 0.002 * noise * rng.normal(size=(len(t_s), 3)),
    )


def refusal(samples: Samples) -> str:
    with pytest.raises(InputError) as refused:
        check_units(samples, PATH)
    assert refused.value.reason is InputReason.WRONG_UNITS
    assert "\n" not in refused.value.message
    return refused.value.message


@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize("exercise", EXERCISES)
def test_raises_are_taken_in_si_units_and_refused_in_any_other(exercise: Exercise, quality: Quality) -> None:
    samples = raises(exercise, quality)
    assert check_units(samples, PATH) is None
    assert "deg/s" in refusal(in_degrees(samples))
    assert "in g, m/s2 are expected" in refusal(with_acc(samples, 1.0 / GRAVITY_MS2))
    assert "in mg, m/s2 are expected" in refusal(with_acc(samples, 1000.0 / GRAVITY_MS2))


@pytest.mark.parametrize("quality", [Quality.TYPICAL, Quality.BAD])
@pytest.mark.parametrize("distractor", MOVING)
def test_everyday_movement_is_taken_in_si_units_and_refused_in_any_other(
    distractor: Distractor, quality: Quality
) -> None:
    samples = everyday(distractor, quality)
    assert check_units(samples, PATH) is None
    assert "deg/s" in refusal(in_degrees(samples))
    assert "in g, m/s2 are expected" in refusal(with_acc(samples, 1.0 / GRAVITY_MS2))


@real
@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_real_legs_are_taken_in_si_units_and_refused_in_any_other(path: Path) -> None:
    samples = parse_imu_csv(path.read_bytes(), path).samples
    assert check_units(samples, PATH) is None
    assert "deg/s" in refusal(in_degrees(samples))
    assert "in g, m/s2 are expected" in refusal(with_acc(samples, 1.0 / GRAVITY_MS2))


@real
@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_real_legs_are_taken_however_the_sensor_sits(path: Path) -> None:
    samples = parse_imu_csv(path.read_bytes(), path).samples
    turn = np.array([[0.0, 0.6, 0.8], [1.0, 0.0, 0.0], [0.0, 0.8, -0.6]])
    turned = Samples(samples.t_s, samples.acc_ms2 @ turn.T, samples.gyr_rads @ turn.T)
    assert np.linalg.det(turn) == pytest.approx(1.0)
    assert check_units(turned, PATH) is None


@pytest.mark.parametrize("noise", [0.0, 1.0])
@pytest.mark.parametrize("gyr", [[0.0, 0.0, 0.0], [0.03, -0.02, 0.01]])
def test_if_nothing_moves_that_is_said(noise: float, gyr: list[float]) -> None:
    lying = at_rest(10.0, noise, np.array([0.0, 0.0, 9.81]), np.array(gyr))
    assert "nothing moves" in (check_units(lying, PATH) or "")


def test_g_is_told_also_where_nothing_moves() -> None:
    assert "in g" in refusal(at_rest(10.0, 0.0, np.array([0.0, 0.6, 0.8]), np.zeros(3)))


@pytest.mark.parametrize("acc", [[0.0, 0.0, 0.0], [0.1, 0.0, 0.2], [0.0, 0.0, 16384.0]])
def test_a_rest_without_gravity_in_any_unit_is_refused(acc: list[float]) -> None:
    assert "gravity alone is 9.81" in refusal(at_rest(10.0, 0.0, np.array(acc), np.zeros(3)))


def test_a_gyroscope_that_is_off_is_said() -> None:
    samples = raises(Exercise.SQUAT_SOLEUS_RAISE, Quality.TYPICAL)
    silent = Samples(samples.t_s, samples.acc_ms2, np.zeros_like(samples.gyr_rads))
    assert "was it off?" in (check_units(silent, PATH) or "")


def test_a_single_spike_of_the_gyroscope_is_no_unit() -> None:
    samples = raises(Exercise.STANDING_CALF_RAISE, Quality.TYPICAL)
    spiked = samples.gyr_rads.copy()
    spiked[100] = 500.0
    assert check_units(Samples(samples.t_s, samples.acc_ms2, spiked), PATH) is None


def test_a_gap_of_years_is_no_trouble() -> None:
    samples = raises(Exercise.STANDING_CALF_RAISE, Quality.TYPICAL)
    half = len(samples) // 2
    t_s = samples.t_s + np.where(np.arange(len(samples)) < half, 0.0, 1.7e9)
    assert check_units(Samples(t_s, samples.acc_ms2, samples.gyr_rads), PATH) is None


def test_a_raise_that_hardly_turns_the_sensor_is_not_called_nothing() -> None:
    t_s = np.arange(0.0, 30.0, 0.01)
    rise = 9.81 + 0.2 * np.sin(2.0 * np.pi * 0.5 * t_s)
    noise = np.random.default_rng(1).normal(0.0, 0.05, (len(t_s), 3))
    acc = np.column_stack([0.0 * t_s, 0.0 * t_s, rise]) + noise
    told = check_units(Samples(t_s, acc, np.zeros((len(t_s), 3)) + 0.001 * noise), PATH)
    assert told is not None
    assert "hardly turns" in told


def test_a_leg_that_swings_like_a_pendulum_does_not_seem_to_speak_degrees() -> None:
    """The force goes along with it, as if nothing turned."""
    t_s = np.arange(0.0, 20.0, 0.01)
    rate = 2.0 * np.pi * 0.9
    angle, turning = 0.6 * np.sin(rate * t_s), 0.6 * rate * np.cos(rate * t_s)
    still = np.zeros_like(t_s)
    pull = GRAVITY_MS2 * np.cos(angle) + 0.4 * turning**2
    swinging = Samples(t_s, np.column_stack((still, still, pull)), np.column_stack((still, turning, still)))
    assert check_units(swinging, PATH) is None
