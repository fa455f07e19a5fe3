"""What holds the top of the shank in each exercise, and so how it turns as the heel rises (biomechanics 1).

| posture | constraint | ranges drawn |
|---|---|---|
| seated | hip fixed on the chair | shank -9..7 deg, thigh within 8 deg of level |
| bridge | shoulders fixed on the floor, trunk and thigh one link | shank leans back 2-16 deg |
| standing, straight or bent | leg and trunk one, the mass centre follows the ankle's carry in part | knee -6..18 or 35..65 deg |
| squat, lunge | hip rises with part of the ankle's rise and carry | knee 80..110 or 70..105 deg |
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.athlete.linkage import balanced, joint_above, shank_under
from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.stance import SEATED_SWAY, Stance
from tracker.samples import Floats
from tracker.setup import Exercise


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The chain above the ankle through a set: shank pitch and knee flexion (rad), shape (n,); `loaded` is how
    much the leg sways, `braced` the share of the wobble that is left."""

    pitch: Floats
    flexion: Floats
    stance: Stance
    loaded: float
    braced: float


def hold(
    exercise: Exercise, person: Person, x: Floats, z: Floats, vary: Floats, rng: np.random.Generator
) -> Held:
    """The posture of an exercise under an ankle that moves along `x` and `z` (m); `vary` is a random course of
    mean 0 and deviation 1 that changes from repetition to repetition."""
    match exercise:
        case Exercise.SEATED_SOLEUS_RAISE | Exercise.SOLEUS_PUSH_UP:
            return _seated(person, x, z, rng)
        case Exercise.SOLEUS_BRIDGE:
            return _bridge(person, x, z, rng)
        case Exercise.SQUAT_SOLEUS_RAISE:
            return _under_hip(person, x, z, vary, rng, lunge=False)
        case Exercise.LUNGE_SOLEUS_RAISE:
            return _under_hip(person, x, z, vary, rng, lunge=True)
        case Exercise.STANDING_SOLEUS_RAISE | Exercise.HEEL_DROP_BENT:
            return _bent(person, x, z, vary, rng)
        case _:
            return _straight(person, x, z, vary, rng)


def hip_path(
    person: Person, x: Floats, z: Floats, pitch: Floats, flexion: Floats, follows: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Where the hip is when it would be above a planted foot at `pitch` and `flexion`, and follows the ankle's
    carry and rise by the shares of `follows`."""
    hip_x, hip_z = joint_above(
        person, np.full_like(x, x[0]), np.full_like(z, z[0]), pitch, flexion, person.thigh_m
    )
    return hip_x + follows[0] * (x - x[0]), hip_z + follows[1] * (z - z[0])


def _seated(person: Person, x: Floats, z: Floats, rng: np.random.Generator) -> Held:
    rest = np.radians(rng.uniform(-9.0, 7.0))
    thigh = np.radians(90.0 + rng.uniform(-8.0, 8.0))  # from upright, leaning back from the knee: 90 is level
    hip = _fixed(person, x, z, rest, rest + thigh, person.thigh_m)
    pitch, flexion = shank_under(person, x, z, hip, person.thigh_m)
    return Held(pitch, flexion, Stance.SEATED, SEATED_SWAY, 0.35)


def _bridge(person: Person, x: Floats, z: Floats, rng: np.random.Generator) -> Held:
    rest = np.radians(rng.uniform(-16.0, -2.0))
    link = person.thigh_m + person.trunk_m
    knee_z = z[0] + person.shank_m * np.cos(rest)
    slope = np.arcsin((knee_z - 0.1) / link)  # shoulders on the floor, their joint 10 cm above it
    shoulders = _fixed(person, x, z, rest, rest + np.pi / 2 + slope, link)
    pitch, flexion = shank_under(person, x, z, shoulders, link)
    return Held(pitch, flexion, Stance.LYING, 0.3, 0.5)


def _straight(person: Person, x: Floats, z: Floats, vary: Floats, rng: np.random.Generator) -> Held:
    flexion = float(np.radians(np.clip(rng.normal(4.0, 5.0), -6.0, 18.0)))  # told "straight" (Hebert-Losier)
    rest = float(np.radians(rng.uniform(-1.0, 4.0))) + 0.5 * flexion
    follows = rng.uniform(-0.15, 0.45) + 0.1 * vary
    pitch = balanced(rest, x, person.mass_height_m, follows)
    return Held(pitch, np.full(len(x), flexion), Stance.STANDING, 1.0, 1.0)


def _bent(person: Person, x: Floats, z: Floats, vary: Floats, rng: np.random.Generator) -> Held:
    flexion = float(np.radians(rng.uniform(35.0, 65.0)))
    rest = float(np.radians(rng.uniform(-1.0, 4.0))) + 0.48 * flexion
    follows = rng.uniform(-0.1, 0.5) + 0.1 * vary
    opens = np.radians(rng.uniform(-1.0, 2.5)) * (z - z[0]) / 0.06  # most knees open a little on the way up
    pitch = balanced(rest, x, 0.88 * person.mass_height_m, follows) - 0.5 * opens
    return Held(pitch, flexion - opens, Stance.STANDING, 1.0, 1.0)


def _under_hip(
    person: Person, x: Floats, z: Floats, vary: Floats, rng: np.random.Generator, *, lunge: bool
) -> Held:
    flexion = np.radians(rng.uniform(70.0, 105.0) if lunge else rng.uniform(80.0, 110.0))
    rest = np.radians(rng.uniform(5.0, 26.0) if lunge else rng.uniform(15.0, 32.0))
    n = len(x)
    follows = hip_follows(person, float(flexion), float(rest), vary, rng)
    hip = hip_path(person, x, z, np.full(n, rest), np.full(n, flexion), follows)
    pitch, bent = shank_under(person, x, z, hip, person.thigh_m)
    return Held(pitch, bent, Stance.LUNGING if lunge else Stance.STANDING, 1.6 if lunge else 1.0, 1.0)


def hip_follows(
    person: Person, flexion: float, rest: float, vary: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Shares of the ankle's carry and rise that the hip takes part in: "roughly still" to "rises with part of
    it". The rise that would keep the shank from turning depends on the slope of the thigh; people stay short of
    it, for the hand on the rack keeps them from tipping over."""
    forward = rng.uniform(0.0, 0.3)
    up = rng.uniform(0.35, 0.85)
    return np.full_like(vary, forward), np.clip(up + 0.1 * vary, 0.1, 1.0)


def _fixed(
    person: Person, x: Floats, z: Floats, pitch: float, flexion: float, link_m: float
) -> tuple[Floats, Floats]:
    """A joint that stays where it is at rest."""
    joint = joint_above(person, x[:1], z[:1], np.array([pitch]), np.array([flexion]), link_m)
    return np.full_like(x, joint[0][0]), np.full_like(z, joint[1][0])
