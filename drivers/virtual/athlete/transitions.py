"""How the athlete gets from one stance to the next: stands up, sits down, steps forward, lies down."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import NAMES, PLACE, UPRIGHT_RAD, Poses, arch, chain, clock, seconds, smooth
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.tissue import ring
from tracker.samples import Floats

Pose = dict[str, float]


def join(
    person: Person, stretches: list[Stretch], rng: np.random.Generator
) -> tuple[Poses, list[tuple[int, int]]]:
    """The whole session, and the first and last fine sample of each stretch in it."""
    parts: list[Poses] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for before, after in zip([None, *stretches], stretches, strict=False):
        if before is not None:
            way = passage(person, before, after, rng)
            parts.append(way)
            at += len(way)
        parts.append(after.poses)
        spans.append((at, at + len(after.poses) - 1))
        at += len(after.poses)
    return chain(parts), spans


def passage(person: Person, before: Stretch, after: Stretch, rng: np.random.Generator) -> Poses:
    """From the end of one stretch to the start of the next; by way of standing where there is no other."""
    a, b = before.poses.at(-1), after.poses.at(0)
    for name in PLACE:
        b[name] = a[name]
    begins, ends = before.ends, after.begins
    if begins is ends:
        return settle(person, a, b, begins, rng)
    hops: list[Poses] = []
    if begins is not Stance.STANDING:
        standing = b if ends is Stance.STANDING else standing_pose(a, rng)
        hops.append(_up(a, standing, begins, rng))
        a = standing
    if ends is not Stance.STANDING:
        hops.append(_down(a, b, ends, rng))
    return chain(hops)


def standing_pose(like: Pose, rng: np.random.Generator) -> Pose:
    """Upright, somewhere near."""
    return {
        **like,
        "pitch": float(np.radians(rng.uniform(0.0, 5.0))),
        "thigh": UPRIGHT_RAD,
        "foot": 0.0,
        "roll": 0.0,
        "yaw": 0.0,
        "contraction": 0.1,
        "shake_m": 0.0,
        "loaded": 1.0,
    }


def by_way_of(a: Pose, b: Pose, legs_s: tuple[float, ...], **stops: tuple[float, ...]) -> Poses:
    """From pose to pose along minimum-jerk courses, `legs_s` long; courses named in `stops` go through a value
    at the end of each leg but the last, the others straight."""
    total = sum(legs_s)
    n = seconds(total)
    t = clock(n)
    courses: dict[str, Floats] = {}
    for name in NAMES:
        if name not in stops:
            courses[name] = a[name] + (b[name] - a[name]) * smooth(t / (t[-1]))
            continue
        course, at, value = np.full(n, a[name]), 0.0, a[name]
        for leg, target in zip(legs_s, (*stops[name], b[name]), strict=True):
            course += (target - value) * smooth((t - at) / (leg * t[-1] / total))
            at, value = at + leg * t[-1] / total, target
        courses[name] = course
    return Poses(**courses)


def settle(person: Person, a: Pose, b: Pose, stance: Stance, rng: np.random.Generator) -> Poses:
    """The same stance, held a little differently. On a chair the knee stays and the foot is set elsewhere."""
    way = by_way_of(a, b, (float(rng.uniform(1.2, 2.8)),))
    if stance is not Stance.SEATED:
        return way
    u = np.linspace(0.0, 1.0, len(way))
    turned = float(np.abs(np.degrees(b["pitch"] - a["pitch"])))
    lift = rng.uniform(0.01, 0.04) if turned > 3.0 else 0.0
    return way.plus(x=-person.shank_m * (np.sin(way.pitch) - np.sin(way.pitch[0])), z=lift * arch(u))


def rise(a: Pose, b: Pose, rng: np.random.Generator) -> Poses:
    """From the chair to standing: the shank tips forward, then back by 13-20 deg in all; the heel stays down."""
    legs = (float(rng.uniform(0.35, 0.8)), float(rng.uniform(0.5, 1.0)))
    return _tipped(a, b, legs, rng)


def sit(a: Pose, b: Pose, rng: np.random.Generator) -> Poses:
    """From standing to the chair, slower."""
    legs = (float(rng.uniform(0.6, 1.2)), float(rng.uniform(0.45, 0.9)))
    return _tipped(a, b, legs, rng)


def _tipped(a: Pose, b: Pose, legs: tuple[float, ...], rng: np.random.Generator) -> Poses:
    low, high = min(a["pitch"], b["pitch"]), max(a["pitch"], b["pitch"])
    peak = max(low + np.radians(rng.uniform(13.0, 20.0)), high + np.radians(3.0))
    way = by_way_of(a, b, legs, pitch=(float(peak),))
    u = np.linspace(0.0, 1.0, len(way))
    return way.plus(z=rng.uniform(0.0, 0.006) * arch(u), roll=np.radians(rng.normal(0.0, 1.5)) * arch(u))


def step(a: Pose, b: Pose, ahead_m: float, up_m: float, rng: np.random.Generator) -> Poses:
    """The foot is lifted and put elsewhere, with a small bump."""
    lead = np.radians(rng.uniform(8.0, 25.0)) * np.sign(ahead_m)  # forward in push-off, or pulled back
    length = float(rng.uniform(0.7, 1.1))
    way = by_way_of(
        a, b, (0.5 * length, 0.5 * length), pitch=(float(0.5 * (a["pitch"] + b["pitch"]) + lead),)
    )
    n = len(way)
    u = np.linspace(0.0, 1.0, n)
    way = way.plus(
        x=ahead_m * smooth(u),
        z=up_m * smooth(1.4 * u - 0.1) + rng.uniform(0.04, 0.10) * arch(u),
        shake_m=ring(n, 0.93 * length, rng.uniform(1.0, 8.0), rng.uniform(12.0, 20.0)),
    )
    rest = _rest(b, rng.uniform(0.3, 1.0))
    return chain([way, rest])


def _rest(pose: Pose, duration_s: float) -> Poses:
    n = seconds(duration_s)
    return Poses(**{name: np.full(n, pose[name]) for name in NAMES})


def _up(a: Pose, b: Pose, begins: Stance, rng: np.random.Generator) -> Poses:
    match begins:
        case Stance.SEATED:
            return rise(a, b, rng)
        case Stance.LYING:
            return _floor(a, b, rng, down=False)
        case Stance.ON_STEP:
            return step(a, b, -float(rng.uniform(0.2, 0.4)), -0.17, rng)
        case _:
            return step(a, b, -float(rng.uniform(0.3, 0.6)), 0.0, rng)


def _down(a: Pose, b: Pose, ends: Stance, rng: np.random.Generator) -> Poses:
    match ends:
        case Stance.SEATED:
            return sit(a, b, rng)
        case Stance.LYING:
            return _floor(a, b, rng, down=True)
        case Stance.ON_STEP:
            return step(a, b, float(rng.uniform(0.2, 0.4)), 0.17, rng)
        case _:
            return step(a, b, float(rng.uniform(0.3, 0.6)), 0.0, rng)


def _floor(a: Pose, b: Pose, rng: np.random.Generator, *, down: bool) -> Poses:
    """By way of kneeling and sitting on the floor: the shank lies down, comes round, and the foot is set flat."""
    kneel, sat = float(np.radians(rng.uniform(70.0, 88.0))), float(np.radians(rng.uniform(-40.0, -10.0)))
    side = float(np.radians(rng.uniform(-30.0, 30.0)))
    legs = tuple(float(leg) for leg in rng.uniform(1.2, 2.2, 3))
    z = a["z"]
    low, high = z + float(rng.uniform(0.0, 0.05)), z + float(rng.uniform(0.0, 0.1))
    way = (
        by_way_of(a, b, legs, pitch=(kneel, sat), roll=(0.0, side), z=(low, high))
        if down
        else by_way_of(a, b, legs, pitch=(sat, kneel), roll=(side, 0.0), z=(high, low))
    )
    return way.plus(x=float(rng.uniform(-0.4, 0.4)) * smooth(np.linspace(0.0, 1.0, len(way))))
