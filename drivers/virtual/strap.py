"""The strap between leg and sensor: flesh that bulges under it, a slip, slack that lets the sensor swing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import Poses, clock, smooth
from drivers.virtual.quality import Faults
from tracker.samples import Floats


class Worn(StrEnum):
    """The segment that wears the sensor."""

    SHANK = "shank"
    THIGH = "thigh"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Wear:
    """How the sensor is worn. `slack`: how far a loose strap lets it swing, m of lever between its pivot and its
    mass, 0 where it is tight; it swings at `slack_hz`, and comes to rest in a few swings. `slips`: the strap gives
    way once, whatever the grade of the sensor."""

    worn: Worn = Worn.SHANK
    slack_m: float = 0.0
    slack_hz: float = 6.0
    slips: bool = False


DAMPING = 0.12
"""Of a slack sensor, as a share of the critical: it swings three times before it has lost nine tenths."""
MOST_RAD = float(np.radians(20.0))
"""Where even a slack strap holds it."""


def held(
    poses: Poses, person: Person, faults: Faults, wear: Wear, force: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """How the sensor is turned against the bone, (n, 3, 3), and how far it has slid down it, m. `force`, (n, 3):
    specific force of the bone in its own frame, which is what swings a slack sensor."""
    n = len(poses)
    bulge = person.soft_rad * faults.soft_share * poses.contraction
    ax = bulge * np.cos(person.soft_azimuth_rad)
    ay = bulge * np.sin(person.soft_azimuth_rad)
    slip, slid = np.zeros(n), np.zeros(n)
    slip_rad = faults.slip_rad
    if wear.slips and slip_rad <= 0.0:
        slip_rad = float(np.radians(rng.uniform(8.0, 25.0)))
    if slip_rad > 0.0:
        course = smooth((clock(n) - rng.uniform(0.2, 0.8) * n / FINE_HZ) / 0.4)
        slip = slip_rad * course
        slid = rng.uniform(0.0, 0.02) * course
        ax = ax + np.radians(rng.uniform(-4.0, 4.0)) * course
        ay = ay + np.radians(rng.uniform(-4.0, 4.0)) * course
    if wear.slack_m > 0.0:
        sway = _swing(force, wear)
        ax, ay = ax + sway[:, 0], ay + sway[:, 1]
    one = np.ones(n)
    small = np.stack(
        [
            np.stack([one, -slip, ay], axis=-1),
            np.stack([slip, one, -ax], axis=-1),
            np.stack([-ay, ax, one], axis=-1),
        ],
        axis=1,
    )
    return _orthonormal(small), slid


def _swing(force: Floats, wear: Wear) -> Floats:
    """Tilt of a slack sensor about x and y, rad: a damped pendulum driven by the force across the bone, less what
    of it is steady, for there the strap has settled."""
    across = force[:, :2] - force[:, :2].mean(axis=0)
    omega = 2.0 * np.pi * wear.slack_hz
    a, b = 2.0 * DAMPING * omega, omega * omega
    step = 1.0 / FINE_HZ
    angle = rate = np.zeros(2)
    course = np.zeros((len(force), 2))
    drive = np.column_stack((across[:, 1], -across[:, 0])) / wear.slack_m
    for k, push in enumerate(drive):
        rate = rate + step * (push - a * rate - b * angle)
        angle = np.clip(angle + step * rate, -MOST_RAD, MOST_RAD)
        course[k] = angle
    return course


def _orthonormal(matrix: Floats) -> Floats:
    """Gram-Schmidt by columns: the small-angle matrix as a true rotation."""
    x = matrix[:, :, 0] / np.linalg.norm(matrix[:, :, 0], axis=1)[:, None]
    y = matrix[:, :, 1] - (matrix[:, :, 1] * x).sum(axis=1)[:, None] * x
    y = y / np.linalg.norm(y, axis=1)[:, None]
    return np.stack([x, y, np.cross(x, y)], axis=-1)
