"""Where the shank goes when the heel rises: the foot turns about its ball, and what holds the top of the
shank decides the rest (biomechanics 1).

Sagittal plane: x forward, z up, ball of the foot at the origin. A shank at `pitch` has the knee at
(sin pitch, cos pitch) from the ankle; with the knee flexed by `flexion` the hip is at (-sin a, cos a) from the
knee, a = flexion - pitch.
"""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from tracker.samples import Floats


def ankle(person: Person, foot_pitch_rad: Floats) -> tuple[Floats, Floats]:
    """Ankle x and z, m, for a foot pitched heel up; below 0 the heel hangs over the edge of a step."""
    a, b = person.ball_to_ankle_m, person.ankle_height_m
    cos, sin = np.cos(foot_pitch_rad), np.sin(foot_pitch_rad)
    return -a * cos + b * sin, a * sin + b * cos


def pitch_for_height(person: Person, height_m: float) -> float:
    """Foot pitch that lifts the ankle so far from a flat foot."""
    a, b = person.ball_to_ankle_m, person.ankle_height_m
    reach = np.hypot(a, b)
    return float(np.arcsin(min(0.99, (height_m + b) / reach)) - np.arctan2(b, a))


def joint_above(
    person: Person, x: Floats, z: Floats, pitch_rad: Floats, flexion_rad: Floats, link_m: float
) -> tuple[Floats, Floats]:
    """The far end of a link of `link_m` that starts at the knee: the hip for a thigh."""
    knee_x, knee_z = x + person.shank_m * np.sin(pitch_rad), z + person.shank_m * np.cos(pitch_rad)
    back = flexion_rad - pitch_rad
    return knee_x - link_m * np.sin(back), knee_z + link_m * np.cos(back)


def shank_under(
    person: Person, x: Floats, z: Floats, joint: tuple[Floats, Floats], link_m: float
) -> tuple[Floats, Floats]:
    """Shank pitch and knee flexion, rad, when the far end of the link above the knee is at `joint`: the
    intersection of two circles on the side to which knees bend."""
    dx, dz = joint[0] - x, joint[1] - z
    distance = np.hypot(dx, dz)
    along = (distance**2 + person.shank_m**2 - link_m**2) / (2.0 * distance)
    across = np.sqrt(np.maximum(person.shank_m**2 - along**2, 0.0))
    ux, uz = dx / distance, dz / distance
    knee_x, knee_z = along * ux + across * uz, along * uz - across * ux
    pitch: Floats = np.arctan2(knee_x, knee_z)
    back: Floats = np.unwrap(np.arctan2(knee_x - dx, dz - knee_z))
    return pitch, back + pitch


def balanced(rest_rad: float, x: Floats, mass_height_m: float, follows: Floats) -> Floats:
    """Shank pitch of a leg that moves as one with the trunk: the ankle is carried forward, the mass centre,
    `mass_height_m` above it, follows by a share of that, and the body tips back by the difference."""
    carry = x - x[0]
    lean = np.arcsin(np.clip((1.0 - follows) * carry / mass_height_m, -0.9, 0.9))
    pitch: Floats = rest_rad - lean
    return pitch
