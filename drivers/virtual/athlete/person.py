"""One athlete: bones, habits and tissue, drawn once and kept for a session."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FINE_HZ = 400.0
"""Rate of the athlete's own movement; ten times what a leg does, twice the fastest sensor."""


@dataclass(frozen=True, slots=True)
class Person:
    """Lengths in m, angles in rad, times in s."""

    ball_to_ankle_m: float  # how far the ankle is behind the ball of the foot
    ankle_height_m: float
    shank_m: float
    thigh_m: float
    trunk_m: float
    heel_rise_rad: float  # foot pitch of a full raise
    up_s: float
    hold_s: float
    down_s: float
    pause_s: float
    fatigue: float  # share of the height lost over 20 repetitions
    sway_rad: float  # root mean square, standing
    tremor_rad: float
    soft_rad: float  # tilt of the sensor against the bone at full contraction
    soft_azimuth_rad: float
    step_hz: float


def draw_person(rng: np.random.Generator) -> Person:
    """Ranges: biomechanics 1-4. Foot pitch of 13-36 deg lifts the ankle by 2.5-7 cm; tempo from brisk to slow."""
    scale = rng.normal(1.0, 0.06)
    brisk = rng.random()
    slow = np.interp(brisk, [0.0, 0.6, 1.0], [0.45, 1.0, 2.2])
    return Person(
        ball_to_ankle_m=0.13 * scale * rng.normal(1.0, 0.04),
        ankle_height_m=0.07 * scale * rng.normal(1.0, 0.05),
        shank_m=0.41 * scale,
        thigh_m=0.42 * scale,
        trunk_m=0.50 * scale,
        heel_rise_rad=float(np.radians(rng.uniform(15.0, 36.0))),
        up_s=float(slow * rng.uniform(0.7, 1.1)),
        hold_s=float(rng.choice([0.0, 0.2, 0.5, 1.0, 2.0], p=[0.2, 0.3, 0.25, 0.15, 0.1])),
        down_s=float(slow * rng.uniform(0.7, 1.5)),
        pause_s=float(rng.choice([0.0, 0.2, 0.5, 1.0, 2.0], p=[0.15, 0.2, 0.3, 0.25, 0.1])),
        fatigue=float(rng.uniform(0.0, 0.3)),
        sway_rad=float(np.radians(rng.uniform(0.2, 0.7))),
        tremor_rad=float(np.radians(rng.uniform(0.002, 0.01))),
        soft_rad=float(np.radians(rng.uniform(0.5, 3.0))),
        soft_azimuth_rad=float(rng.uniform(0.0, 2 * np.pi)),
        step_hz=float(rng.uniform(0.75, 1.0)),
    )
