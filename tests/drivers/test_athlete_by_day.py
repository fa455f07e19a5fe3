"""What the virtual athlete's legs do by day, on and off their feet: ranges as the modules' own tables say them,
held against the poses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import EVERYDAY, LIKE_EXERCISE, Distractor, distract
from drivers.virtual.athlete.person import FINE_HZ, draw_person
from drivers.virtual.athlete.pose import Poses

SEEDS = range(12)


@cache
def stretches(kind: Distractor) -> list[Poses]:
    return [
        distract(kind, draw_person(np.random.default_rng(seed)), 20.0, np.random.default_rng(seed)).poses
        for seed in SEEDS
    ]


def turned_deg(poses: Poses) -> float:
    return float(np.degrees(np.ptp(poses.pitch)))


def lifted_cm(poses: Poses) -> float:
    return 100.0 * float(np.ptp(poses.z))


def fastest_rads(poses: Poses) -> float:
    return float(np.abs(np.gradient(poses.pitch)).max() * FINE_HZ)


@pytest.mark.parametrize(
    ("kind", "of", "low", "high"),
    [
        (Distractor.RUNNING, fastest_rads, 8.0, 13.0),  # 11 recorded
        (Distractor.STAIRS_DOWN, turned_deg, 35.0, 65.0),
        (Distractor.FOOT_LIFTS, lifted_cm, 2.0, 16.0),
        (Distractor.FOOT_LIFTS, turned_deg, 0.0, 12.0),
        (Distractor.MARCHING, lifted_cm, 10.0, 42.0),
        (Distractor.WEIGHT_SHIFTS, lifted_cm, 0.0, 0.7),
        (Distractor.TOE_RAISES, turned_deg, 0.8, 8.0),
        (Distractor.TOE_RAISES, lifted_cm, 0.0, 0.6),
        (Distractor.JUMPING_JACKS, lifted_cm, 6.0, 26.0),
        (Distractor.KNEELING, turned_deg, 65.0, 82.0),
        (Distractor.CYCLING, turned_deg, 28.0, 52.0),
        (Distractor.CYCLING, lifted_cm, 31.0, 40.0),
        (Distractor.LEG_CROSSING, lifted_cm, 14.0, 42.0),
    ],
)
def test_a_movement_stays_within_its_range(
    kind: Distractor, of: Callable[[Poses], float], low: float, high: float
) -> None:
    values = [of(poses) for poses in stretches(kind)]
    assert low <= min(values) <= max(values) <= high


def test_stairs_down_go_down() -> None:
    assert max(poses.z[-1] - poses.z[0] for poses in stretches(Distractor.STAIRS_DOWN)) < -1.0


def test_a_car_shakes_the_leg_and_leaves_it_where_it_was() -> None:
    for poses in stretches(Distractor.DRIVING):
        shaken = np.diff(poses.z, 2).std() * FINE_HZ**2
        assert 0.15 < shaken < 1.2
        assert abs(poses.z[-1] - poses.z[0]) < 1e-6


def test_a_leg_raised_lying_turns_about_the_hip() -> None:
    for poses in stretches(Distractor.LYING_LEG_RAISES):
        assert np.degrees(poses.pitch.min()) < -93.0  # past level


def test_what_comes_in_a_row_comes_at_the_pace_of_exercise() -> None:
    for kind in (Distractor.FOOT_LIFTS, Distractor.TOE_RAISES, Distractor.WEIGHT_SHIFTS):
        for poses in stretches(kind):
            course = poses.z + poses.pitch + poses.roll
            high = np.abs(course - course[0]) > 0.4 * np.abs(course - course[0]).max()
            times = int(np.sum(np.diff(high.astype(int)) == 1))
            assert 9.0 < times / (len(poses) / FINE_HZ / 60.0) < 80.0


def test_lying_leg_raises_are_in_no_mix() -> None:
    assert Distractor.LYING_LEG_RAISES not in (*EVERYDAY, *LIKE_EXERCISE)
