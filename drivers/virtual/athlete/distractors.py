"""What legs do between sets and must never count: the ranges are those of biomechanics 2."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from drivers.virtual.athlete.gait import walk
from drivers.virtual.athlete.linkage import ankle, knee, pitch_for_height, shank_under_arc
from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, add, clock, seconds, smooth
from drivers.virtual.athlete.sway import restless, wander
from tracker.samples import Floats


class Distractor(StrEnum):
    """Movements that are no repetition."""

    WALKING = "walking"
    STAIRS = "stairs"
    SITTING = "sitting"
    STANDING = "standing"
    SIT_TO_STAND = "sit-to-stand"
    SQUATS = "squats"
    LEG_BOUNCING = "leg-bouncing"
    KNEE_EXTENSION = "knee-extension"
    FIDGETING = "fidgeting"


SEATED = {Distractor.SITTING, Distractor.LEG_BOUNCING, Distractor.KNEE_EXTENSION, Distractor.FIDGETING}


def distract(kind: Distractor, person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """A stretch of about `duration_s` seconds that begins and ends at rest."""
    match kind:
        case Distractor.WALKING:
            return walk(person, duration_s, rng)
        case Distractor.STAIRS:
            return walk(person, duration_s, rng, stair_m=0.34)  # two steps of 17 cm a stride
        case Distractor.SITTING:
            poses = _rest(person, duration_s, float(np.radians(rng.uniform(-12.0, 8.0))))
        case Distractor.STANDING:
            poses = _shifting(person, duration_s, rng)
        case Distractor.SIT_TO_STAND:
            poses = _cycles(person, duration_s, rng, (13.0, 20.0), (1.0, 1.5), (0.3, 2.5))
        case Distractor.SQUATS:
            poses = _cycles(person, duration_s, rng, (15.0, 27.0), (0.8, 1.6), (0.1, 0.8))
        case Distractor.LEG_BOUNCING:
            poses = _bouncing(person, duration_s, rng)
        case Distractor.KNEE_EXTENSION:
            poses = _extensions(person, duration_s, rng)
        case Distractor.FIDGETING:
            poses = _fidgets(person, duration_s, rng)
    return restless(poses, person, kind not in SEATED, rng)


def _rest(person: Person, duration_s: float, pitch_rad: float) -> Poses:
    return Poses.still(seconds(duration_s), person.ankle_height_m, pitch_rad)


def _shifting(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Standing, the weight going from leg to leg every few seconds."""
    poses = _rest(person, duration_s, float(np.radians(rng.uniform(-1.0, 7.0))))
    n = len(poses)
    roll, pitch = np.zeros(n), np.zeros(n)
    t, at, side = clock(n), 1.5, 0.0
    while at < duration_s - 3.0:
        target = float(np.radians(rng.uniform(-4.0, 4.0)))
        course = smooth((t - at) / rng.uniform(0.8, 2.0))
        roll += (target - side) * course
        pitch += np.radians(rng.uniform(-1.0, 1.0)) * course
        side = target
        at += rng.uniform(2.5, 8.0)
    return add(poses, roll=roll, pitch=pitch)


def _cycles(
    person: Person,
    duration_s: float,
    rng: np.random.Generator,
    depth_deg: tuple[float, float],
    move_s: tuple[float, float],
    wait_s: tuple[float, float],
) -> Poses:
    """The shank tips forward and comes back, the foot stays: squats, sitting down and standing up. Standing up
    tips it back past upright for a moment."""
    rest = float(np.radians(rng.uniform(-2.0, 5.0)))
    poses = _rest(person, duration_s, rest)
    t = clock(len(poses))
    pitch, heel = np.zeros(len(t)), np.zeros(len(t))
    at = 1.0
    while at < duration_s - 2 * move_s[1] - wait_s[1] - 1.0:
        depth = float(np.radians(rng.uniform(*depth_deg)))
        down, up, wait = rng.uniform(*move_s), rng.uniform(*move_s), rng.uniform(*wait_s)
        back_at = at + down + wait
        pitch += depth * (smooth((t - at) / down) - smooth((t - back_at) / up))
        pitch -= 0.15 * depth * np.sin(np.pi * np.clip((t - back_at - 0.7 * up) / (0.6 * up), 0.0, 1.0)) ** 2
        heel += rng.uniform(0.0, 0.006) * (smooth((t - at) / down) - smooth((t - back_at) / up))
        at = back_at + up + rng.uniform(*wait_s)
    return add(poses, pitch=pitch, z=heel, contraction=np.clip(pitch / 0.5, 0.0, 0.5))


def _bouncing(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """The nervous leg: the heel drums at 4-7 Hz by 1-2 cm, the thigh on the chair."""
    poses = _rest(person, duration_s, float(np.radians(rng.uniform(-10.0, 5.0))))
    n = len(poses)
    t = clock(n)
    hz = rng.uniform(4.0, 7.0) * (1.0 + wander(n, 0.04, 0.05, 0.3, rng))
    size = pitch_for_height(person, rng.uniform(0.010, 0.020))
    ease = smooth((t - 1.0) / 1.0) * smooth((duration_s - 1.0 - t) / 1.0)
    lift = size * ease * 0.5 * (1.0 - np.cos(2 * np.pi * np.cumsum(hz) / 400.0))
    x, z = ankle(person, lift)
    return Poses(
        x, poses.y, z, _seated_pitch(person, x, z, float(poses.pitch[0])), poses.roll, poses.yaw,
        lift / max(size, 1e-6) * 0.3, poses.jolt_ms2,
    )  # fmt: skip


def _seated_pitch(person: Person, x: Floats, z: Floats, rest: float) -> Floats:
    kx, kz = knee(person, float(x[0]), float(z[0]), rest)
    return shank_under_arc(person, x, z, rest, (kx - person.thigh_m, kz), person.thigh_m)


def _extensions(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Seated leg extensions: the knee stays, the shank swings out by 50-80 degrees and back."""
    rest = float(np.radians(rng.uniform(-5.0, 8.0)))
    n = seconds(duration_s)
    t = clock(n)
    swing = np.zeros(n)
    at = 1.0
    while at < duration_s - 6.0:
        size = float(np.radians(rng.uniform(50.0, 80.0)))
        up, hold, down = rng.uniform(0.7, 1.6), rng.uniform(0.0, 1.2), rng.uniform(0.7, 1.8)
        swing += size * (smooth((t - at) / up) - smooth((t - at - up - hold) / down))
        at += up + hold + down + rng.uniform(0.2, 1.5)
    pitch = rest - swing
    kx, kz = knee(person, 0.0, person.ankle_height_m, rest)
    still = Poses.still(n)
    return Poses(
        kx - person.shank_m * np.sin(pitch), still.y, kz - person.shank_m * np.cos(pitch), pitch,
        still.roll, still.yaw, swing / 3.0, still.jolt_ms2,
    )  # fmt: skip


def _fidgets(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Seated: the foot is lifted and put elsewhere, the shank leans over, the knee falls in or out."""
    poses = _rest(person, duration_s, float(np.radians(rng.uniform(-12.0, 8.0))))
    t = clock(len(poses))
    changes = {name: np.zeros(len(poses)) for name in ("x", "y", "z", "pitch", "roll", "yaw")}
    at, lean, fall = 1.0, 0.0, 0.0
    while at < duration_s - 3.5:
        length = rng.uniform(0.5, 1.6)
        course = smooth((t - at) / length)
        arch = np.sin(np.pi * np.clip((t - at) / length, 0.0, 1.0)) ** 2
        target_lean, target_fall = np.radians(rng.uniform(-12.0, 12.0)), np.radians(rng.uniform(-8.0, 8.0))
        if rng.random() < 0.5:  # the foot goes elsewhere
            changes["z"] += rng.uniform(0.01, 0.06) * arch
            changes["x"] += rng.uniform(-0.12, 0.12) * course
            changes["y"] += rng.uniform(-0.08, 0.08) * course
            changes["pitch"] += np.radians(rng.uniform(-10.0, 10.0)) * arch
        changes["pitch"] += (target_lean - lean) * course
        changes["roll"] += (target_fall - fall) * course
        changes["yaw"] += np.radians(rng.uniform(-6.0, 6.0)) * course
        lean, fall = float(target_lean), float(target_fall)
        at += length + rng.exponential(4.0)
    return add(poses, **changes)
