from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.exercise import RepTruth, perform
from drivers.virtual.athlete.person import draw_person
from drivers.virtual.athlete.pose import Poses
from drivers.virtual.mount import Mount, MountKind, draw_mount, turn
from drivers.virtual.quality import Faults, Quality, draw_faults
from drivers.virtual.scenario import PERFORMED, Item, Scenario, simulate
from drivers.virtual.sensor import ACC_STEP_MS2, GRAVITY_MS2, GYR_STEP_RADS, measure
from drivers.virtual.signal import VirtualSignal
from tests.drivers.legs import PERFECT, at_ankle, calm_person, calm_set
from tracker.samples import Floats
from tracker.setup import Exercise

KINDS = list(MountKind)
TWISTED = Mount(np.array([0.03, 0.04, 0.2]), turn(np.array([0.6, 0.0, 0.8]), 2.0))
STILL = Poses.still(4000, 0.07, 0.1)
DITHERED = replace(PERFECT, acc_noise_ms2=0.5 * ACC_STEP_MS2)
"""Noise of half a step keeps the rounding of a leg at rest from adding up; over a raise it comes to 0.1 mm."""


def measured(
    poses: Poses, mount: Mount | None = None, faults: Faults = PERFECT, rate_hz: float = 208.0
) -> tuple[VirtualSignal, Floats]:
    return measure(poses, calm_person(1), mount or at_ankle(), faults, rate_hz, np.random.default_rng(1))


@cache
def calm_signal(exercise: Exercise) -> tuple[VirtualSignal, Floats, list[RepTruth]]:
    poses, truths, person = calm_set(exercise, 4)
    signal, up = measure(poses, person, at_ankle(), PERFECT, 208.0, np.random.default_rng(1))
    return signal, up, truths


def integral(values: Floats, dt: float) -> Floats:
    total: Floats = np.concatenate(([0.0], np.cumsum(0.5 * (values[1:] + values[:-1])) * dt))
    return total


def rotations(kind: MountKind) -> list[Mount]:
    return [draw_mount(kind, np.random.default_rng(seed)) for seed in range(60)]


# At rest


@pytest.mark.parametrize("mount", [at_ankle(), TWISTED], ids=["aligned", "twisted"])
def test_at_rest_gravity_is_felt_whole(mount: Mount) -> None:
    signal, _ = measured(STILL, mount)
    assert np.linalg.norm(signal.samples.acc_ms2, axis=1) == pytest.approx(9.81, abs=0.01)


@pytest.mark.parametrize("mount", [at_ankle(), TWISTED], ids=["aligned", "twisted"])
def test_at_rest_gravity_is_felt_upward(mount: Mount) -> None:
    signal, up = measured(STILL, mount)
    np.testing.assert_allclose(signal.samples.acc_ms2, GRAVITY_MS2 * up, atol=ACC_STEP_MS2)


def test_at_rest_nothing_turns() -> None:
    signal, _ = measured(STILL, TWISTED)
    assert np.abs(signal.samples.gyr_rads).max() == 0.0


def test_a_shank_that_leans_forward_feels_gravity_at_its_back() -> None:
    signal, _ = measured(STILL)
    assert signal.samples.acc_ms2[100, 0] == pytest.approx(-GRAVITY_MS2 * np.sin(0.1), abs=ACC_STEP_MS2)


# Moving


@pytest.mark.parametrize("exercise", PERFORMED)
def test_integrating_the_rotation_gives_the_true_turn_of_the_shank(exercise: Exercise) -> None:
    poses, _, _ = calm_set(exercise, 4)
    signal, _, _ = calm_signal(exercise)
    turned = integral(signal.samples.gyr_rads[:, 1], 1 / 208.0)
    true = np.interp(signal.true_t_s, np.arange(len(poses)) / 400.0, poses.pitch - poses.pitch[0])
    assert np.degrees(np.abs(turned - true).max()) < 0.1


def test_a_shank_that_tips_forward_turns_about_the_axis_to_its_left() -> None:
    pitch = np.linspace(0.0, 0.5, 2001)  # 0.1 rad/s
    signal, _ = measured(replace(Poses.still(2001), pitch=pitch))
    np.testing.assert_allclose(
        signal.samples.gyr_rads[10:-10].mean(axis=0), [0.0, 0.1, 0.0], atol=GYR_STEP_RADS
    )


def test_a_shank_that_turns_left_turns_about_the_axis_upward() -> None:
    yaw = np.linspace(0.0, 0.5, 2001)
    signal, _ = measured(replace(Poses.still(2001), yaw=yaw))
    np.testing.assert_allclose(
        signal.samples.gyr_rads[10:-10].mean(axis=0), [0.0, 0.0, 0.1], atol=GYR_STEP_RADS
    )


def test_a_shank_that_falls_to_the_right_turns_about_the_axis_forward() -> None:
    roll = np.linspace(0.0, 0.5, 2001)
    signal, _ = measured(replace(Poses.still(2001), roll=roll))
    np.testing.assert_allclose(
        signal.samples.gyr_rads[10:-10].mean(axis=0), [0.1, 0.0, 0.0], atol=GYR_STEP_RADS
    )


def test_a_sensor_away_from_the_ankle_feels_the_swing_of_the_shank() -> None:
    pitch: Floats = np.linspace(0.0, 9.995, 2000)  # 2 rad/s at 0.3 m: 1.2 m/s2 toward the ankle
    poses = replace(Poses.still(2000), pitch=pitch)
    signal, up = measured(poses, Mount(np.array([0.0, 0.0, 0.3]), np.eye(3)))
    felt = signal.samples.acc_ms2 - GRAVITY_MS2 * up
    assert np.median(felt[20:-20, 2]) == pytest.approx(-1.2, abs=0.01)


def test_a_twisted_sensor_feels_the_same_strength() -> None:
    poses, _, person = calm_set(Exercise.SEATED_SOLEUS_RAISE, 4)
    twisted = Mount(np.zeros(3), TWISTED.rotation)
    rng = np.random.default_rng(1)
    one, _ = measure(poses, person, at_ankle(), PERFECT, 104.0, rng)
    two, _ = measure(poses, person, twisted, PERFECT, 104.0, rng)
    np.testing.assert_allclose(
        np.linalg.norm(one.samples.acc_ms2, axis=1), np.linalg.norm(two.samples.acc_ms2, axis=1), atol=0.01
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_direction_of_up_has_length_one(kind: MountKind) -> None:
    up = simulate(Scenario((Item(Exercise.SEATED_SOLEUS_RAISE, 3),), mount=kind, rate_hz=52)).up_sensor
    np.testing.assert_allclose(np.linalg.norm(up, axis=1), 1.0, atol=1e-3)


def carried(rotations: Floats, start: Floats) -> Floats:
    """A direction of the world in the sensor frame as the gyroscope carries it on, midpoint rule."""
    directions = [start]
    for rate in rotations:
        angle = float(np.linalg.norm(rate))
        step = turn(rate / angle, -angle) if angle > 0.0 else np.eye(3)
        directions.append(step @ directions[-1])
    return np.array(directions)


@pytest.mark.parametrize("kind", list(MountKind))
def test_the_gyroscope_carries_up_along_with_the_true_one(kind: MountKind) -> None:
    poses, _, person = calm_set(Exercise.SEATED_SOLEUS_RAISE, 2)
    mount = draw_mount(kind, np.random.default_rng(7))
    signal, up = measure(poses, person, mount, PERFECT, 200.0, np.random.default_rng(1))
    gyr = signal.samples.gyr_rads
    found = carried(0.5 * (gyr[1:] + gyr[:-1]) / 200.0, up[0])
    angle = np.degrees(np.arccos(np.clip((found * up).sum(axis=1), -1.0, 1.0)))
    assert angle.max() < 0.1


def closure_mm(exercise: Exercise, seed: int, rate_hz: float, *, shaking: bool) -> tuple[float, float]:
    """How far a raise integrated twice is off at its top and back on the floor, worst of a set. The ankle stands
    still before a raise and after its landing, which anchors its speed, as a tracker has to do; what the shank's
    turn adds to the sensor's own speed is taken off by its true place."""
    rng = np.random.default_rng(seed)
    person = draw_person(rng)
    if not shaking:
        person = replace(person, wobble_rad=0.0, buzz_rad=0.0, buzz_ms2=0.0)
    stretch, reps = perform(exercise, person, 6, rng, steady=True)
    mount = draw_mount(MountKind.ANY, np.random.default_rng(seed))
    signal, up = measure(stretch.poses, person, mount, DITHERED, rate_hz, rng)
    vertical = (signal.samples.acc_ms2 * up).sum(axis=1) - GRAVITY_MS2
    above_ankle_m = up @ mount.rotation.T @ mount.place_m
    speed = integral(vertical, 1 / rate_hz) - np.gradient(above_ankle_m) * rate_hz
    worst_top = worst_end = 0.0
    for rep in reps[:-1]:
        a, top, b = (round(moment * rate_hz) for moment in (rep.start_s, rep.peak_s, rep.end_s + 0.2))
        drift = np.linspace(speed[a], speed[b], b - a + 1)
        rise_mm = 1000.0 * integral(speed[a : b + 1] - drift, 1 / rate_hz)
        worst_top = max(worst_top, abs(float(rise_mm[top - a]) - 10.0 * rep.height_cm))
        worst_end = max(worst_end, abs(float(rise_mm[-1])))
    return worst_top, worst_end


@pytest.mark.parametrize("exercise", PERFORMED)
@pytest.mark.parametrize("rate_hz", [104.0, 200.0])
def test_twice_integrated_the_signal_of_the_bone_closes_within_a_millimetre(
    exercise: Exercise, rate_hz: float
) -> None:
    for seed in range(3):
        at_top, at_end = closure_mm(exercise, seed, rate_hz, shaking=False)
        assert at_top < 0.5
        assert at_end < 0.8


@pytest.mark.parametrize("exercise", PERFORMED)
def test_flesh_that_shakes_costs_the_height_no_more_than_two_millimetres(exercise: Exercise) -> None:
    assert max(closure_mm(exercise, seed, 104.0, shaking=True)[0] for seed in range(3)) < 2.0


# What is wrong with a sensor


@pytest.mark.parametrize("quality", list(Quality))
def test_rest_is_never_free_of_noise(quality: Quality) -> None:
    rng = np.random.default_rng(3)
    person = draw_person(rng)
    signal, _ = measure(STILL, person, draw_mount(MountKind.ANY, rng), draw_faults(quality, rng), 104.0, rng)
    assert signal.samples.acc_ms2.std(axis=0).min() > 0.004
    assert signal.samples.gyr_rads.std(axis=0).min() > 0.0004


def test_readings_are_whole_steps() -> None:
    acc = calm_signal(Exercise.SEATED_SOLEUS_RAISE)[0].samples.acc_ms2 / ACC_STEP_MS2
    np.testing.assert_allclose(acc, np.round(acc), atol=1e-6)


def test_acceleration_past_the_range_is_cut_off() -> None:
    hit = replace(Poses.still(800), z=0.5 * 500.0 * (np.arange(800) / 400.0) ** 2)
    assert measured(hit)[0].samples.acc_ms2.max() == pytest.approx(8 * GRAVITY_MS2, rel=1e-3)


def test_rotation_past_the_range_is_cut_off() -> None:
    spin = replace(Poses.still(800), yaw=np.linspace(0.0, 60.0, 800))
    assert np.degrees(measured(spin)[0].samples.gyr_rads.max()) == pytest.approx(1000.0, rel=1e-3)


def test_an_offset_is_added_to_every_reading() -> None:
    faults = replace(PERFECT, acc_offset_ms2=np.array([0.3, 0.0, -0.2]))
    off = measured(STILL, faults=faults)[0].samples.acc_ms2 - measured(STILL)[0].samples.acc_ms2
    np.testing.assert_allclose(off.mean(axis=0), [0.3, 0.0, -0.2], atol=ACC_STEP_MS2)


def test_a_scale_that_is_off_stretches_every_reading() -> None:
    faults = replace(PERFECT, acc_scale=np.array([1.0, 1.0, 1.01]))
    z = measured(Poses.still(2000), faults=faults)[0].samples.acc_ms2[:, 2]
    assert z.mean() == pytest.approx(1.01 * GRAVITY_MS2, abs=ACC_STEP_MS2)


def test_a_bias_is_added_to_every_rotation() -> None:
    faults = replace(PERFECT, gyr_bias_rads=np.radians([1.0, -2.0, 0.5]))
    gyr = measured(STILL, faults=faults)[0].samples.gyr_rads
    np.testing.assert_allclose(gyr.mean(axis=0), np.radians([1.0, -2.0, 0.5]), atol=GYR_STEP_RADS)


def test_noise_grows_with_the_square_root_of_the_rate() -> None:
    faults = replace(PERFECT, acc_noise_ms2=0.05)
    slow, fast = (
        measured(STILL, faults=faults, rate_hz=hz)[0].samples.acc_ms2.std(axis=0) for hz in (52, 208)
    )
    assert fast.mean() / slow.mean() == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize("clock", [0.98, 1.02])
def test_a_wrong_clock_shows_in_the_time_a_sensor_tells(clock: float) -> None:
    signal, _ = measured(STILL, faults=replace(PERFECT, clock=clock))
    assert signal.samples.t_s[-1] / signal.true_t_s[-1] == pytest.approx(clock)


@pytest.mark.parametrize("clock", [0.98, 1.0, 1.02])
def test_a_sensor_samples_at_its_own_rate_by_its_own_clock(clock: float) -> None:
    signal, _ = measured(STILL, faults=replace(PERFECT, clock=clock))
    np.testing.assert_allclose(np.diff(signal.samples.t_s), 1 / 208.0, rtol=1e-9)


def test_a_low_pass_leaves_gravity_as_it_is() -> None:
    signal, _ = measured(STILL, faults=replace(PERFECT, low_pass_hz=20.0))
    assert np.linalg.norm(signal.samples.acc_ms2, axis=1) == pytest.approx(9.81, abs=0.01)


def shaken(hz: float) -> float:
    """How much of a shake of this frequency a low-pass at 20 Hz leaves."""
    course = np.sin(2 * np.pi * hz * np.arange(4000) / 400.0) / (2 * np.pi * hz) ** 2
    shake = replace(Poses.still(4000), shake_m=course)
    plain = measured(shake, rate_hz=400.0)[0].samples.acc_ms2[400:-400, 2].std()
    filtered = measured(shake, faults=replace(PERFECT, low_pass_hz=20.0), rate_hz=400.0)
    return float(filtered[0].samples.acc_ms2[400:-400, 2].std() / plain)


def test_a_low_pass_has_its_half_power_where_it_says() -> None:
    assert shaken(20.0) == pytest.approx(np.sqrt(0.5), abs=0.02)


def test_a_low_pass_leaves_what_legs_do() -> None:
    assert shaken(2.0) > 0.99


def test_a_strap_that_slips_leaves_the_sensor_turned() -> None:
    _, up = measured(Poses.still(8000, pitch=0.5), faults=replace(PERFECT, slip_rad=0.3))
    azimuth = np.arctan2(up[:, 1], up[:, 0])
    assert abs(azimuth[-1] - azimuth[0]) == pytest.approx(0.3, abs=0.2)  # round the leg, and askew


def test_soft_tissue_tilts_the_sensor_as_the_calf_contracts() -> None:
    person = calm_person(1)
    poses = replace(Poses.still(2000), contraction=np.linspace(0.0, 1.0, 2000))
    _, up = measured(poses, faults=replace(PERFECT, soft_share=1.0))
    assert np.arccos(up[-1] @ up[0]) == pytest.approx(person.soft_rad, rel=0.05)


# Grades


GRADES = {
    Quality.GOOD: (0.05, 0.1, 0.0005),
    Quality.TYPICAL: (0.15, 0.5, 0.003),
    Quality.BAD: (0.5, 2.0, 0.02),
}


@pytest.mark.parametrize("quality", list(Quality))
def test_a_grade_keeps_its_accelerometer_offset(quality: Quality) -> None:
    worst = max(float(np.linalg.norm(faults.acc_offset_ms2)) for faults in drawn(quality))
    assert worst <= GRADES[quality][0] + 1e-12


@pytest.mark.parametrize("quality", list(Quality))
def test_a_grade_keeps_its_gyroscope_bias(quality: Quality) -> None:
    worst = max(float(np.degrees(np.linalg.norm(faults.gyr_bias_rads))) for faults in drawn(quality))
    assert worst <= GRADES[quality][1] + 1e-12


@pytest.mark.parametrize("quality", list(Quality))
def test_a_grade_keeps_its_clock(quality: Quality) -> None:
    assert max(abs(faults.clock - 1.0) for faults in drawn(quality)) <= GRADES[quality][2]


def test_a_good_sensor_loses_nothing() -> None:
    assert {faults.trouble.loss_share for faults in drawn(Quality.GOOD)} == {0.0}


def test_only_a_bad_strap_slips() -> None:
    slipping = {quality for quality in Quality if any(faults.slip_rad > 0.0 for faults in drawn(quality))}
    assert slipping == {Quality.BAD}


def drawn(quality: Quality) -> list[Faults]:
    return [draw_faults(quality, np.random.default_rng(seed)) for seed in range(60)]


# The mount


@pytest.mark.parametrize("kind", KINDS)
def test_a_mount_is_a_rotation(kind: MountKind) -> None:
    assert all(
        np.allclose(one.rotation.T @ one.rotation, np.eye(3)) and np.linalg.det(one.rotation) > 0.0
        for one in rotations(kind)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_mount_lies_on_the_shank(kind: MountKind) -> None:
    assert all(
        0.05 <= one.place_m[2] <= 0.30 and 0.04 <= np.hypot(*one.place_m[:2]) <= 0.06
        for one in rotations(kind)
    )


def test_an_aligned_mount_has_the_axes_of_the_shank() -> None:
    assert all(np.array_equal(one.rotation, np.eye(3)) for one in rotations(MountKind.ALIGNED))


def askew_deg(kind: MountKind) -> Floats:
    """Angle between the bone and the nearest axis of the sensor."""
    return np.array([np.degrees(np.arccos(np.abs(one.rotation[2]).max())) for one in rotations(kind)])


@pytest.mark.parametrize("kind", [MountKind.STRAPPED, MountKind.ANY])
def test_a_strapped_mount_is_at_most_fifteen_degrees_askew(kind: MountKind) -> None:
    assert askew_deg(kind).max() <= 15.0 + 1e-9


def test_a_strapped_mount_has_either_long_edge_up() -> None:
    edges = {(int(np.abs(one.rotation[2]).argmax()), bool(one.rotation[2, 2] > 0)) for one in rotations(MountKind.STRAPPED)}  # fmt: skip
    assert edges == {(2, True), (2, False)}


def test_any_mount_has_any_edge_up() -> None:
    edges = {(k := int(np.abs(one.rotation[2]).argmax()), bool(one.rotation[2, k] > 0)) for one in rotations(MountKind.ANY)}  # fmt: skip
    assert len(edges) == 6
