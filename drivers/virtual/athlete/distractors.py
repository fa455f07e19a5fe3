"""What legs do between sets and must never count: the ranges are those of biomechanics 2."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from drivers.virtual.athlete import resting, rhythms
from drivers.virtual.athlete.gait import run, walk
from drivers.virtual.athlete.linkage import ankle, joint_above, pitch_for_height, shank_under
from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import Poses, arch, chain, clock, seconds, smooth
from drivers.virtual.athlete.resting import seat
from drivers.virtual.athlete.rhythms import upright
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.sway import wander
from drivers.virtual.athlete.tissue import ring
from drivers.virtual.athlete.transitions import Pose, rise, sit, standing_pose
from tracker.samples import Floats


class Distractor(StrEnum):
    """Movements that are no repetition."""

    WALKING = "walking"
    STAIRS = "stairs"
    SITTING = "sitting"
    STANDING = "standing"
    SIT_TO_STAND = "sit-to-stand"
    SQUATS = "squats"
    STEP_UPS = "step-ups"
    LEG_BOUNCING = "leg-bouncing"
    KNEE_EXTENSION = "knee-extension"
    FIDGETING = "fidgeting"
    STAIRS_DOWN = "stairs-down"
    RUNNING = "running"
    FOOT_LIFTS = "foot-lifts"
    MARCHING = "marching"
    SIDE_STEPS = "side-steps"
    WEIGHT_SHIFTS = "weight-shifts"
    TOE_RAISES = "toe-raises"
    JUMPING_JACKS = "jumping-jacks"
    TURNING = "turning"
    KNEELING = "kneeling"
    LEG_CROSSING = "leg-crossing"
    CYCLING = "cycling"
    DRIVING = "driving"
    LYING_LEG_RAISES = "lying-leg-raises"


EVERYDAY = (
    Distractor.WALKING,
    Distractor.STAIRS,
    Distractor.STAIRS_DOWN,
    Distractor.SITTING,
    Distractor.STANDING,
    Distractor.SIT_TO_STAND,
    Distractor.SQUATS,
    Distractor.RUNNING,
    Distractor.KNEE_EXTENSION,
    Distractor.FIDGETING,
    Distractor.LEG_BOUNCING,
    Distractor.TURNING,
    Distractor.KNEELING,
    Distractor.LEG_CROSSING,
    Distractor.CYCLING,
    Distractor.DRIVING,
)
"""What legs do by day."""

LIKE_EXERCISE = (
    Distractor.SIT_TO_STAND,
    Distractor.SQUATS,
    Distractor.STEP_UPS,
    Distractor.KNEE_EXTENSION,
    Distractor.LEG_BOUNCING,
    Distractor.FIDGETING,
    Distractor.FOOT_LIFTS,
    Distractor.MARCHING,
    Distractor.SIDE_STEPS,
    Distractor.WEIGHT_SHIFTS,
    Distractor.TOE_RAISES,
    Distractor.JUMPING_JACKS,
)
"""What comes at the pace of exercise. Lying leg raises are apart: one sensor tells them once its mount is known."""


def distract(kind: Distractor, person: Person, duration_s: float, rng: np.random.Generator) -> Stretch:
    """A stretch of about `duration_s` seconds that begins and ends at rest."""
    if kind is Distractor.WALKING:
        return walk(person, duration_s, rng)
    if kind is Distractor.STAIRS:
        return walk(person, duration_s, rng, stair_m=0.34)  # two steps of 17 cm a stride
    if kind is Distractor.STAIRS_DOWN:
        return walk(person, duration_s, rng, stair_m=-0.34)
    if kind is Distractor.RUNNING:
        return run(person, duration_s, rng)
    if kind is Distractor.SIT_TO_STAND:
        return _chair_rises(person, duration_s, rng)
    stance, movement = _ON_THE_SPOT[kind]
    return Stretch(movement(person, duration_s, rng), stance, stance)


def keep_still(stance: Stance, person: Person, duration_s: float, rng: np.random.Generator) -> Stretch:
    """Still as one is when asked to be: on a chair, else standing."""
    hold = seat if stance is Stance.SEATED else upright
    return Stretch(hold(person, duration_s, rng), stance, stance)


def _shifting(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Standing, the weight going from leg to leg every few seconds; now and then the foot is set elsewhere."""
    poses = upright(person, duration_s, rng)
    t = clock(len(poses))
    at, side, lean = 1.5, 0.0, 0.0
    while at < duration_s - 3.0:
        length = rng.uniform(0.8, 2.0)
        to_side, to_lean = np.radians(rng.uniform(-4.0, 4.0)), np.radians(rng.uniform(-2.0, 2.0))
        course = smooth((t - at) / length)
        poses = poses.plus(roll=(to_side - side) * course, pitch=(to_lean - lean) * course)
        side, lean = float(to_side), float(to_lean)
        if rng.random() < 0.25:  # a small step on the spot
            poses = _foot_elsewhere(poses, at, rng.uniform(0.4, 0.8), rng, lift_m=(0.02, 0.08), far_m=0.2)
        at += length + rng.uniform(1.0, 6.0)
    return poses


def _foot_elsewhere(
    poses: Poses,
    at: float,
    length: float,
    rng: np.random.Generator,
    *,
    lift_m: tuple[float, float],
    far_m: float,
) -> Poses:
    t = clock(len(poses))
    course, over = smooth((t - at) / length), arch((t - at) / length)
    return poses.plus(
        z=rng.uniform(*lift_m) * over,
        x=rng.uniform(-far_m, far_m) * course,
        y=0.6 * rng.uniform(-far_m, far_m) * course,
        pitch=np.radians(rng.uniform(-10.0, 20.0)) * over,
        shake_m=ring(len(poses), at + 0.95 * length, rng.uniform(0.3, 4.0), rng.uniform(12.0, 20.0)),
    )


def _squats(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """The shank tips forward by 15-27 deg and comes back, the foot stays; one in ten people keeps the shank
    upright, as in a Spanish squat (2 deg)."""
    poses = upright(person, duration_s, rng)
    t = clock(len(poses))
    deep = (1.5, 2.5) if rng.random() < 0.1 else (15.0, 26.0)
    pace = float(np.exp(rng.uniform(np.log(0.4), np.log(1.5))))
    at = 1.0
    while at < duration_s - 3.2 * pace - 2.0:
        depth = np.radians(rng.uniform(*deep))
        down, wait, up = pace * rng.uniform(0.9, 1.3), rng.uniform(0.05, 0.8), pace * rng.uniform(0.8, 1.2)
        back_at = at + down + wait
        course = smooth((t - at) / down) - smooth((t - back_at) / up)
        poses = poses.plus(
            pitch=depth * course,
            thigh=-np.radians(70.0) * course,
            z=rng.uniform(0.0, 0.006) * course,
            roll=np.radians(rng.normal(0.0, 2.0)) * course,
            contraction=0.3 * course,
        )
        at = back_at + up + rng.uniform(0.2, 2.0)
    return poses


def _chair_rises(person: Person, duration_s: float, rng: np.random.Generator) -> Stretch:
    """Up from the chair and down again, over and over; it may end on either."""
    seated, standing = seat(person, 1.0, rng), upright(person, 1.0, rng)
    parts, up = [seated], False
    last = len(seated) / FINE_HZ
    while last < duration_s - 3.0 or len(parts) == 1:
        a: Pose = parts[-1].at(-1)
        if up:
            b = {**a, **{k: v + 0.0 for k, v in seated.at(0).items() if k in _HOW}}
            way = sit(a, b, rng)
        else:
            b = {
                **standing_pose(a, rng),
                "pitch": standing.at(0)["pitch"] + float(np.radians(rng.normal(0.0, 1.0))),
                "thigh": standing.at(0)["thigh"],
            }
            way = rise(a, b, rng)
        up = not up
        n = seconds(rng.uniform(0.2, 2.5))
        rest = Poses(**{name: np.full(n, value) for name, value in way.at(-1).items()})
        parts += [way, rest]
        last += (len(way) + n) / FINE_HZ
    return Stretch(chain(parts), Stance.SEATED, Stance.STANDING if up else Stance.SEATED)


_HOW = ("pitch", "roll", "yaw", "contraction", "shake_m", "loaded", "thigh", "foot")


def _step_ups(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Onto a step of 15-25 cm and off it again, the sensor's leg leading: 29-41 deg of shank."""
    poses = upright(person, duration_s, rng)
    n = len(poses)
    t = clock(n)
    at = 1.0
    while at < duration_s - 7.5:
        high, lean = rng.uniform(0.15, 0.25), np.radians(rng.uniform(20.0, 28.0))
        back = np.radians(rng.uniform(9.0, 12.5))
        swing, push = rng.uniform(0.7, 1.0), rng.uniform(0.7, 1.2)
        stay, lower, off = rng.uniform(0.4, 1.2), rng.uniform(0.7, 1.1), rng.uniform(0.7, 1.0)
        down_at = at + swing + push + stay
        for begin, length, sign in ((at, swing, 1.0), (down_at + lower, off, -1.0)):
            u = (t - begin) / length
            poses = poses.plus(
                z=sign * high * smooth(1.3 * u - (0.0 if sign > 0 else 0.3)) + 0.06 * arch(u),
                x=sign * 0.35 * smooth(u),
                shake_m=ring(n, begin + 0.95 * length, rng.uniform(2.0, 12.0), rng.uniform(12.0, 20.0)),
            )
        ahead = smooth((t - at - 0.5 * swing) / (0.5 * swing)) - smooth((t - at - swing) / push)
        again = smooth((t - down_at) / lower) - smooth((t - down_at - lower) / off)
        reach = arch((t - at) / (0.8 * swing)) + arch((t - down_at - lower - 0.2 * off) / (0.8 * off))
        poses = poses.plus(
            pitch=lean * (ahead + again) - back * reach,
            thigh=-np.radians(50.0) * (ahead + again),
            contraction=0.4 * (ahead + again),
        )
        at = down_at + lower + off + rng.uniform(0.3, 1.5)
    return poses


def _under_seat(person: Person, x: Floats, z: Floats, rest: float) -> Floats:
    """Shank pitch with the hip on a chair and the thigh level."""
    flexion = np.array([rest + np.pi / 2])
    hip = joint_above(person, x[:1], z[:1], np.array([rest]), flexion, person.thigh_m)
    where = (np.full_like(x, hip[0][0]), np.full_like(z, hip[1][0]))
    return shank_under(person, x, z, where, person.thigh_m)[0]


def _bouncing(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """The nervous leg: the heel drums at 4-7 Hz by 1-2 cm, in bouts, the thigh on the chair."""
    poses = seat(person, duration_s, rng)
    n = len(poses)
    t = clock(n)
    hz = rng.uniform(4.3, 6.7) * (1.0 + wander(n, 0.02, 0.05, 0.3, rng))
    size = pitch_for_height(person, rng.uniform(0.010, 0.020))
    ease, at = np.zeros(n), 0.5
    while at < duration_s - 3.0:
        bout = min(rng.uniform(3.0, 15.0), duration_s - at - 1.0)
        ease += smooth((t - at) / 0.8) * smooth((at + bout - t) / 0.8)
        at += bout + rng.uniform(0.5, 4.0)
    lift = size * ease * 0.5 * (1.0 - np.cos(2 * np.pi * np.cumsum(hz) / FINE_HZ))
    x, z = ankle(person, lift)
    pitch = _under_seat(person, x, z, float(poses.pitch[0]))
    return poses.plus(
        x=x,
        z=z - z[0],
        pitch=pitch - pitch[0],
        thigh=-(z - z[0]) / person.thigh_m,
        contraction=0.3 * lift / size,
    )


def _extensions(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Seated leg extensions: the knee stays, the shank swings out by 50-80 degrees and back."""
    poses = seat(person, duration_s, rng)
    t = clock(len(poses))
    swing = np.zeros(len(poses))
    at = 1.0
    while at < duration_s - 6.0:
        size = float(np.radians(rng.uniform(50.0, 80.0)))
        up, hold, down = rng.uniform(0.7, 1.6), rng.uniform(0.0, 1.2), rng.uniform(0.7, 1.8)
        swing += size * (smooth((t - at) / up) - smooth((t - at - up - hold) / down))
        at += up + hold + down + rng.uniform(0.2, 1.5)
    rest = float(poses.pitch[0])
    pitch = rest - swing
    return poses.plus(
        x=person.shank_m * (np.sin(rest) - np.sin(pitch)),
        z=person.shank_m * (np.cos(rest) - np.cos(pitch)),
        pitch=-swing,
        contraction=0.3 * swing,
    )


def _fidgets(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Seated: the foot is lifted and put elsewhere, the shank leans over, the knee falls in or out."""
    poses = seat(person, duration_s, rng)
    t = clock(len(poses))
    at, lean, fall = 1.0, 0.0, 0.0
    while at < duration_s - 3.5:
        length = rng.uniform(0.5, 1.6)
        course = smooth((t - at) / length)
        to_lean, to_fall = np.radians(rng.uniform(-12.0, 12.0)), np.radians(rng.uniform(-8.0, 8.0))
        poses = poses.plus(
            pitch=(to_lean - lean) * course,
            roll=(to_fall - fall) * course,
            yaw=np.radians(rng.uniform(-6.0, 6.0)) * course,
        )
        if rng.random() < 0.5:
            poses = _foot_elsewhere(poses, at, length, rng, lift_m=(0.01, 0.06), far_m=0.12)
        lean, fall = float(to_lean), float(to_fall)
        at += length + rng.exponential(4.0)
    return poses


_ON_THE_SPOT: dict[Distractor, tuple[Stance, Callable[[Person, float, np.random.Generator], Poses]]] = {
    Distractor.SITTING: (Stance.SEATED, seat),
    Distractor.STANDING: (Stance.STANDING, _shifting),
    Distractor.SQUATS: (Stance.STANDING, _squats),
    Distractor.STEP_UPS: (Stance.STANDING, _step_ups),
    Distractor.LEG_BOUNCING: (Stance.SEATED, _bouncing),
    Distractor.KNEE_EXTENSION: (Stance.SEATED, _extensions),
    Distractor.FIDGETING: (Stance.SEATED, _fidgets),
    Distractor.FOOT_LIFTS: (Stance.STANDING, rhythms.foot_lifts),
    Distractor.MARCHING: (Stance.STANDING, rhythms.marching),
    Distractor.SIDE_STEPS: (Stance.STANDING, rhythms.side_steps),
    Distractor.WEIGHT_SHIFTS: (Stance.STANDING, rhythms.weight_shifts),
    Distractor.TOE_RAISES: (Stance.STANDING, rhythms.toe_raises),
    Distractor.JUMPING_JACKS: (Stance.STANDING, rhythms.jumping_jacks),
    Distractor.TURNING: (Stance.STANDING, rhythms.turning),
    Distractor.KNEELING: (Stance.STANDING, resting.kneeling),
    Distractor.LEG_CROSSING: (Stance.SEATED, resting.legs_crossed),
    Distractor.CYCLING: (Stance.SEATED, resting.cycling),
    Distractor.DRIVING: (Stance.SEATED, resting.driving),
    Distractor.LYING_LEG_RAISES: (Stance.LYING, resting.lying_leg_raises),
}
