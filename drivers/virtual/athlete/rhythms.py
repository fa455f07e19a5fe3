"""On the feet, at the pace of exercise, and no calf raise: lifts, marches, steps, shifts, toe raises, jacks, turns.

| movement | shank | ankle |
|---|---|---|
| foot lift | within 8 deg | straight up and down by 2-12 cm, the whole foot |
| march | tips forward 15-50 deg | up 12-35 cm |
| side step | rolls 3-10 deg | 20-45 cm aside, over 3-10 cm |
| weight shift | rolls 2-6 deg | stays, the heel eases by up to 6 mm |
| toe raise | tips back 1-6 deg, the forefoot comes up | stays |
| jumping jack | rolls 8-16 deg | up 8-20 cm, lands hard |
| turn on the spot | 30-100 deg of heading a step | over 2-8 cm |
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, arch, clock, seconds, smooth
from drivers.virtual.athlete.tissue import ring
from tracker.samples import Floats

LEAD_S = 1.0


def upright(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Standing at ease."""
    pitch = float(np.radians(rng.uniform(-1.0, 7.0)))
    return Poses.still(seconds(duration_s), z=person.ankle_height_m, pitch=pitch, loaded=1.0)


def beats(
    duration_s: float, takes_s: tuple[float, float], pause_s: tuple[float, float], rng: np.random.Generator
) -> Iterator[tuple[float, float]]:
    """When each of a row of movements begins, and how long it takes: a pace of the person's own, kept to a tenth."""
    takes, pause = rng.uniform(*takes_s), rng.uniform(*pause_s)
    at = LEAD_S
    while True:
        length = float(takes * rng.normal(1.0, 0.08))
        if at + length > duration_s - 0.8:
            return
        yield at, length
        at += length + pause * rng.uniform(0.6, 1.4)


def foot_lifts(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """The whole foot up and down again in place."""
    poses = upright(person, duration_s, rng)
    t, n = clock(len(poses)), len(poses)
    high, tip = rng.uniform(0.02, 0.12), np.radians(rng.uniform(-6.0, 8.0))
    carry = rng.uniform(-0.03, 0.03)
    hold = rng.uniform(0.0, 0.5)
    for at, length in beats(duration_s, (0.7, 1.8), (0.3, 2.0), rng):
        up_down = _up_and_down(t, at, length, hold)
        size = rng.normal(1.0, 0.1)
        poses = poses.plus(
            z=high * size * up_down,
            x=carry * up_down,
            pitch=tip * rng.normal(1.0, 0.2) * up_down,
            contraction=rng.uniform(0.0, 0.4) * up_down,
            shake_m=ring(n, at + 0.96 * length, rng.uniform(0.3, 4.0), rng.uniform(12.0, 20.0)),
        )
    return poses


def marching(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Knees up in place, leg after leg; the sensor's leg every other time."""
    poses = upright(person, duration_s, rng)
    t, n = clock(len(poses)), len(poses)
    high, tip = rng.uniform(0.12, 0.35), np.radians(rng.uniform(15.0, 50.0))
    for at, length in beats(duration_s, (0.5, 1.0), (0.4, 1.2), rng):
        over = arch((t - at) / length)
        poses = poses.plus(
            z=high * rng.normal(1.0, 0.07) * over,
            x=0.1 * high * over,
            pitch=tip * rng.normal(1.0, 0.1) * over,
            thigh=-np.radians(45.0) * over,
            roll=np.radians(rng.normal(0.0, 2.0)) * over,
            shake_m=ring(n, at + 0.96 * length, rng.uniform(2.0, 15.0), rng.uniform(12.0, 20.0)),
        )
    return poses


def side_steps(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """To one side and back, and again."""
    poses = upright(person, duration_s, rng)
    t, n = clock(len(poses)), len(poses)
    wide, lean = rng.uniform(0.2, 0.45), np.radians(rng.uniform(3.0, 10.0))
    out = 1.0
    for at, length in beats(duration_s, (0.4, 0.8), (0.2, 1.2), rng):
        u = (t - at) / length
        poses = poses.plus(
            y=out * wide * smooth(u),
            z=rng.uniform(0.03, 0.10) * arch(u),
            roll=out * lean * arch(u),
            pitch=np.radians(rng.uniform(-4.0, 10.0)) * arch(u),
            shake_m=ring(n, at + 0.95 * length, rng.uniform(1.0, 8.0), rng.uniform(12.0, 20.0)),
        )
        out = -out
    return poses


def weight_shifts(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """From leg to leg as to music; the heel of the leg that is freed may ease."""
    poses = upright(person, duration_s, rng)
    t = clock(len(poses))
    lean, tip = np.radians(rng.uniform(2.0, 6.0)), np.radians(rng.uniform(-2.0, 2.0))
    ease = rng.uniform(0.0, 0.006)
    for at, length in beats(duration_s, (1.0, 2.4), (0.0, 0.8), rng):
        there = _up_and_down(t, at, length, 0.2)
        poses = poses.plus(roll=lean * there, pitch=tip * there, z=ease * there, contraction=0.2 * there)
    return poses


def toe_raises(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """The forefoot comes up, the heel stays; the body tips back a little, or is held at a wall."""
    poses = upright(person, duration_s, rng)
    t = clock(len(poses))
    back, up = np.radians(rng.uniform(1.0, 6.0)), rng.uniform(-0.002, 0.004)
    hold = rng.uniform(0.0, 1.0)
    for at, length in beats(duration_s, (1.0, 2.6), (0.2, 1.5), rng):
        there = _up_and_down(t, at, length, hold) * rng.normal(1.0, 0.1)
        poses = poses.plus(pitch=-back * there, z=up * there, x=-0.004 * there, contraction=-0.1 * there)
    return poses


def jumping_jacks(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Apart and together with a hop each time."""
    poses = upright(person, duration_s, rng)
    t, n = clock(len(poses)), len(poses)
    high, wide, lean = rng.uniform(0.08, 0.20), rng.uniform(0.15, 0.3), np.radians(rng.uniform(8.0, 16.0))
    apart = 1.0
    for at, length in beats(duration_s, (0.40, 0.55), (0.02, 0.2), rng):
        u = (t - at) / length
        poses = poses.plus(
            z=high * rng.normal(1.0, 0.1) * arch(u),
            y=apart * wide * smooth(u),
            roll=apart * lean * smooth(u),
            pitch=np.radians(rng.uniform(4.0, 14.0)) * arch(u - 0.15),
            contraction=0.7 * arch(u),
            shake_m=ring(n, at + 0.92 * length, rng.uniform(15.0, 60.0), rng.uniform(14.0, 24.0)),
        )
        apart = -apart
    if apart < 0.0:  # the feet come together before it ends
        close = smooth((t - (duration_s - 0.75)) / 0.6)
        poses = poses.plus(
            y=-wide * close, roll=-lean * close, z=0.05 * arch((t - (duration_s - 0.75)) / 0.6)
        )
    return poses


def turning(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Round on the spot, a few small steps to either hand."""
    poses = upright(person, duration_s, rng)
    t, n = clock(len(poses)), len(poses)
    for at, length in beats(duration_s, (0.4, 0.9), (0.2, 2.0), rng):
        u = (t - at) / length
        poses = poses.plus(
            heading=np.radians(rng.uniform(30.0, 100.0)) * rng.choice([-1.0, 1.0]) * smooth(u),
            z=rng.uniform(0.02, 0.08) * arch(u),
            x=rng.uniform(-0.12, 0.12) * smooth(u),
            pitch=np.radians(rng.uniform(-5.0, 22.0)) * arch(u),
            shake_m=ring(n, at + 0.95 * length, rng.uniform(0.5, 6.0), rng.uniform(12.0, 20.0)),
        )
    return poses


def _up_and_down(t: Floats, at: float, length: float, hold: float) -> Floats:
    """0 to 1 and back within `length`, `hold` of it (share) spent at 1."""
    way = 0.5 * length * (1.0 - min(hold, 0.6))
    course: Floats = smooth((t - at) / way) - smooth((t - at - length + way) / way)
    return course
