"""One athlete: bones, habits and tissue, drawn once and kept for a session."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tracker.setup import Side

FINE_HZ = 400.0
"""Rate of the athlete's own movement; ten times what a leg does, twice the fastest sensor."""


@dataclass(frozen=True, slots=True)
class Person:
    """Lengths in m, angles in rad, times in s. Where a figure is said to hold at reference speed, it grows with
    the heel's own: brisk raises shake the shank, slow ones hardly do."""

    side: Side  # the leg that wears the sensor
    ball_to_ankle_m: float  # how far the ankle is behind the ball of the foot
    ankle_height_m: float
    shank_m: float
    thigh_m: float
    trunk_m: float
    mass_height_m: float  # of the body's mass centre above the ankle, standing straight
    heel_rise_rad: float  # foot pitch of a full raise
    up_s: float
    hold_s: float
    down_s: float
    pause_s: float
    fatigue: float  # share of the height lost over 20 repetitions
    sway_rad: float  # root mean square, standing
    tremor_rad: float
    wobble_rad: float  # root mean square at reference speed, 1-3 Hz
    buzz_rad: float  # the same of the flesh that shakes at 7-13 Hz
    buzz_ms2: float
    twist_rad: float  # outward turn of the shank in a full raise
    soft_rad: float  # tilt of the sensor against the bone at full contraction
    soft_azimuth_rad: float
    step_hz: float  # strides a second


REFERENCE_SPEED_MS = 0.25
"""Speed of a brisk heel: 6 cm in 0.45 s along a minimum-jerk course."""


def draw_person(rng: np.random.Generator) -> Person:
    """Ranges: biomechanics 1-4. Foot pitch of 15-36 deg lifts the ankle by 3-6.5 cm from a flat foot; tempo from
    brisk to slow; soft tissue 1-4 deg; sway of 0.2-1 deg from side to side, a third of that as root mean square
    (quiet stretches of the real recordings: 0.04-0.5 deg from side to side).

    Wobble and buzz are what a strap on a brisk shank sees beside the raise: with them a raise of 1.2 s peaks at
    0.3-0.9 rad/s after a 5 Hz low-pass, where the bone's own turn alone gives 0.2 (section 2 has 0.5-1.25).
    """
    scale = rng.normal(1.0, 0.06)
    slow = np.interp(rng.random(), [0.0, 0.6, 0.95, 1.0], [0.45, 1.0, 2.0, 3.2])
    return Person(
        side=Side.LEFT if rng.random() < 0.5 else Side.RIGHT,
        ball_to_ankle_m=0.13 * scale * rng.normal(1.0, 0.04),
        ankle_height_m=0.07 * scale * rng.normal(1.0, 0.05),
        shank_m=0.41 * scale,
        thigh_m=0.42 * scale,
        trunk_m=0.50 * scale,
        mass_height_m=0.90 * scale,
        heel_rise_rad=float(np.radians(rng.uniform(15.0, 36.0))),
        up_s=float(slow * rng.uniform(0.7, 1.1)),
        hold_s=float(rng.choice([0.0, 0.2, 0.5, 1.0, 2.0, 3.5], p=[0.2, 0.3, 0.25, 0.13, 0.08, 0.04])),
        down_s=float(slow * rng.uniform(0.8, 1.5)),
        pause_s=float(rng.choice([0.0, 0.2, 0.5, 1.0, 2.0, 4.0], p=[0.15, 0.2, 0.3, 0.23, 0.08, 0.04])),
        fatigue=float(rng.uniform(0.0, 0.3)),
        sway_rad=float(np.radians(rng.uniform(0.07, 0.33))),
        tremor_rad=float(np.radians(rng.uniform(0.002, 0.01))),
        wobble_rad=float(np.radians(rng.uniform(0.4, 2.5))),
        buzz_rad=float(np.radians(rng.uniform(0.03, 0.2))),
        buzz_ms2=float(rng.uniform(0.1, 0.8)),
        twist_rad=float(np.radians(rng.uniform(0.0, 4.0))),
        soft_rad=float(np.radians(rng.uniform(1.0, 4.0))),
        soft_azimuth_rad=float(rng.uniform(0.0, 2 * np.pi)),
        step_hz=float(rng.uniform(0.75, 1.0)),
    )


def unhurried(person: Person) -> Person:
    """The same, raising slowly as asked: a second or so each way, a moment at the top and at the bottom."""
    return replace(person, up_s=1.2, hold_s=0.5, down_s=1.4, pause_s=1.0, fatigue=0.0)
