"""Athletes that do not sway, and sensors that do not err."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from drivers.virtual.athlete.exercise import RepTruth, perform
from drivers.virtual.athlete.person import FINE_HZ, Person, draw_person
from drivers.virtual.athlete.pose import Poses
from drivers.virtual.mount import Mount
from drivers.virtual.quality import Faults
from drivers.virtual.signal import RadioTrouble
from tracker.samples import Floats
from tracker.setup import Exercise

SEEDS = range(25)
PERFECT = Faults(
    acc_offset_ms2=np.zeros(3),
    acc_scale=np.ones(3),
    acc_noise_ms2=0.0,
    gyr_bias_rads=np.zeros(3),
    gyr_wander_rads=0.0,
    gyr_noise_rads=0.0,
    clock=1.0,
    low_pass_hz=None,
    soft_share=0.0,
    slip_rad=0.0,
    trouble=RadioTrouble(),
)


def at_ankle() -> Mount:
    """Axes of the shank, at the ankle: what it measures is the movement of the ankle itself."""
    return Mount(np.zeros(3), np.eye(3))


def calm_person(seed: int) -> Person:
    """One who neither sways nor trembles, on firm flesh."""
    return replace(
        draw_person(np.random.default_rng((seed, 9))),
        sway_rad=0.0,
        tremor_rad=0.0,
        wobble_rad=0.0,
        buzz_rad=0.0,
        buzz_ms2=0.0,
    )


@cache
def calm_set(exercise: Exercise, seed: int, reps: int = 6) -> tuple[Poses, list[RepTruth], Person]:
    """A steady set of a calm person."""
    person = calm_person(seed)
    stretch, truths = perform(exercise, person, reps, np.random.default_rng(seed), steady=True)
    return stretch.poses, truths, person


def fine(moment_s: float) -> int:
    """The fine sample at a moment."""
    return round(moment_s * FINE_HZ)


def backward_deg(poses: Poses, rep: RepTruth) -> float:
    """How far the top of the shank turned backward from the start of a repetition to its peak."""
    return float(np.degrees(poses.pitch[fine(rep.start_s)] - poses.pitch[fine(rep.peak_s)]))


def rise_cm(poses: Poses, rep: RepTruth) -> float:
    """How far the ankle rose from the start of a repetition to its peak."""
    return float(100.0 * (poses.z[fine(rep.peak_s)] - poses.z[fine(rep.start_s)]))


@cache
def turns_deg_cm(exercise: Exercise) -> Floats:
    """Signed rotation for the rise, every repetition of every athlete."""
    slopes: list[float] = []
    for seed in SEEDS:
        poses, truths, _ = calm_set(exercise, seed)
        slopes.extend(backward_deg(poses, rep) / rise_cm(poses, rep) for rep in truths)
    return np.array(slopes)


@cache
def turns_deg(exercise: Exercise, from_cm: float) -> Floats:
    """Rotation of every repetition at least so high."""
    turns: list[float] = []
    for seed in SEEDS:
        poses, truths, _ = calm_set(exercise, seed)
        turns.extend(backward_deg(poses, rep) for rep in truths if rep.height_cm >= from_cm)
    return np.array(turns)
