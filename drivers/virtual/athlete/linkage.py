"""Where the shank goes when the heel rises: the foot turns about its ball, and what holds the top of the
shank decides the rest (biomechanics 1)."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from tracker.samples import Floats


def ankle(person: Person, foot_pitch_rad: Floats) -> tuple[Floats, Floats]:
    """Ankle x and z, ball of the foot at the origin, foot pitched heel up."""
    a, b = person.ball_to_ankle_m, person.ankle_height_m
    cos, sin = np.cos(foot_pitch_rad), np.sin(foot_pitch_rad)
    return -a * cos + b * sin, a * sin + b * cos


def pitch_for_height(person: Person, height_m: float) -> float:
    """Foot pitch that lifts the ankle so far."""
    a, b = person.ball_to_ankle_m, person.ankle_height_m
    reach = np.hypot(a, b)
    return float(np.arcsin(min(0.99, (height_m + b) / reach)) - np.arctan2(b, a))


def shank_under_arc(
    person: Person, x: Floats, z: Floats, rest_pitch_rad: float, centre: tuple[float, float], radius_m: float
) -> Floats:
    """Shank pitch when the knee stays on an arc about a fixed joint (the hip on a chair, the shoulders in a
    bridge): the intersection of two circles nearest to where the knee was at rest."""
    length = person.shank_m
    dx, dz = centre[0] - x, centre[1] - z
    distance = np.hypot(dx, dz)
    along = (distance**2 + length**2 - radius_m**2) / (2.0 * distance)
    across = np.sqrt(np.maximum(length**2 - along**2, 0.0))
    ux, uz = dx / distance, dz / distance
    best: Floats | None = None
    for side in (1.0, -1.0):
        kx = along * ux - side * across * uz
        kz = along * uz + side * across * ux
        pitch = np.arctan2(kx, kz)
        if best is None or abs(pitch[0] - rest_pitch_rad) < abs(best[0] - rest_pitch_rad):
            best = pitch
    assert best is not None
    return best


def knee(person: Person, x: float, z: float, pitch_rad: float) -> tuple[float, float]:
    """The knee above an ankle."""
    return x + person.shank_m * float(np.sin(pitch_rad)), z + person.shank_m * float(np.cos(pitch_rad))
