"""Where and how the sensor is strapped to the shank."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tracker.samples import Floats


class MountKind(StrEnum):
    """How freely it is put on."""

    ALIGNED = "aligned"  # front of the shin, x forward, y left, z up
    STRAPPED = "strapped"  # any side of the shank, either long edge up, up to 15 degrees askew
    ANY = "any"  # any side, any face and edge up, up to 15 degrees askew


@dataclass(frozen=True, slots=True, eq=False)
class Mount:
    """`place_m`: from the ankle to the sensor, shank frame (x forward, y left, z up along the bone).
    `rotation`: (3, 3), sensor axes as columns in the shank frame."""

    place_m: Floats
    rotation: Floats


def draw_mount(kind: MountKind, rng: np.random.Generator) -> Mount:
    """A mount of that kind; 5-30 cm above the ankle, 4-6 cm from the bone's axis."""
    along, out = rng.uniform(0.05, 0.30), rng.uniform(0.04, 0.06)
    if kind is MountKind.ALIGNED:
        return Mount(np.array([out, 0.0, along]), np.eye(3))
    side = rng.uniform(0.0, 2 * np.pi)
    around = turn(np.array([0.0, 0.0, 1.0]), side)
    edge = _any_of_24(rng)
    if kind is MountKind.STRAPPED:
        edge = np.eye(3) if rng.random() < 0.5 else turn(np.array([1.0, 0.0, 0.0]), np.pi)
    direction = rng.normal(size=3)
    askew = turn(direction / np.linalg.norm(direction), np.radians(rng.uniform(0.0, 15.0)))
    place = np.array([out * np.cos(side), out * np.sin(side), along])
    return Mount(place, askew @ around @ edge)


def turn(axis: Floats, angle_rad: float) -> Floats:
    """Rotation matrix about a unit axis (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    matrix: Floats = np.eye(3) + np.sin(angle_rad) * cross + (1.0 - np.cos(angle_rad)) * (cross @ cross)
    return matrix


def _any_of_24(rng: np.random.Generator) -> Floats:
    """Any face to the skin, any edge up: one of the 24 ways to put a box."""
    quarter = np.pi / 2
    a = turn(np.array([0.0, 0.0, 1.0]), quarter * rng.integers(4))
    b = turn(np.array([1.0, 0.0, 0.0]), quarter * rng.integers(4))
    c = turn(np.array([0.0, 1.0, 0.0]), quarter * rng.integers(4))
    matrix: Floats = np.round(a @ b @ c)
    return matrix
