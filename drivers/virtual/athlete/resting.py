"""Legs by day off their feet: crossed on a chair, in a car, on a bicycle, kneeling, and lying leg raises.

| movement | shank | ankle |
|---|---|---|
| crossed | lies over by 15-40 deg, tips 10-35 deg, the foot may swing at 0.8-2 Hz | 15-40 cm up |
| driving | within some degrees, the foot between two pedals | shaken: 0.2-0.9 m/s2 at 1-2.5 Hz, 0.1-0.4 at 7-15 Hz; up to 2 m/s2 in bends and at lights |
| cycling | swings by 30-50 deg, 55-95 turns a minute | round a crank of 16-18 cm |
| kneeling | tips forward to 70-88 deg and stays | within 6 cm |
| lying leg raise | level, then up by 4-60 deg about the hip | 6-70 cm up |
"""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import UPRIGHT_RAD, Poses, clock, seconds, smooth
from drivers.virtual.athlete.rhythms import beats, upright
from drivers.virtual.athlete.stance import SEATED_SWAY
from drivers.virtual.athlete.sway import wander
from drivers.virtual.athlete.tissue import ring
from tracker.samples import Floats

LEVEL_RAD = float(np.radians(-86.0))
"""Thigh on a chair: real ones are at about 80 deg from upright, those of high chairs less (biomechanics 2)."""


def seat(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """On a chair, the foot flat."""
    pitch = float(np.radians(rng.uniform(-12.0, 8.0)))
    thigh = LEVEL_RAD + 0.3 * pitch  # who pulls the feet back sits a little higher at the knee
    return Poses.still(
        seconds(duration_s), z=person.ankle_height_m, pitch=pitch, loaded=SEATED_SWAY, thigh=thigh
    )


def legs_crossed(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """One leg over the other, for a while, and back; the free foot often swings."""
    poses = seat(person, duration_s, rng)
    n = len(poses)
    t = clock(n)
    swing_hz, swing = rng.uniform(0.8, 2.0), np.radians(rng.uniform(0.0, 3.0))
    at = 1.0
    while at < duration_s - 5.0:
        up, down = rng.uniform(0.8, 1.6), rng.uniform(0.7, 1.5)
        stay = min(rng.uniform(2.0, 12.0), duration_s - at - up - down - 0.8)
        over = smooth((t - at) / up) - smooth((t - at - up - stay) / down)
        free = smooth((t - at - up) / 0.8) * smooth((at + up + stay - t) / 0.8)
        poses = poses.plus(
            z=rng.uniform(0.15, 0.40) * over,
            x=rng.uniform(0.0, 0.25) * over,
            y=rng.uniform(-0.25, 0.25) * over,
            roll=np.radians(rng.uniform(15.0, 40.0)) * rng.choice([-1.0, 1.0]) * over,
            pitch=-np.radians(rng.uniform(10.0, 35.0)) * over
            + swing * free * np.sin(2 * np.pi * swing_hz * (t - at)),
            shake_m=ring(n, at + up + stay + 0.97 * down, rng.uniform(0.3, 4.0), rng.uniform(12.0, 20.0)),
        )
        at += up + stay + down + rng.uniform(0.8, 4.0)
    return poses


def driving(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """In a car: the road shakes the floor, bends and lights push, the foot goes from pedal to pedal."""
    poses = seat(person, duration_s, rng)
    n = len(poses)
    t = clock(n)
    under_way = smooth(t / 2.5) * smooth((t[-1] - t) / 2.5)
    bounce, buzz = rng.uniform(0.2, 0.9), rng.uniform(0.1, 0.4)
    push, bend = rng.uniform(0.3, 1.2), rng.uniform(0.2, 1.0)
    poses = poses.plus(
        z=under_way
        * (
            _moved(n, bounce, 1.0, 2.5, rng)
            + _moved(n, buzz, 7.0, 15.0, rng)
            + _moved(n, 0.15, 0.2, 0.5, rng)
        ),
        x=under_way * (_moved(n, push, 0.08, 0.25, rng) + _moved(n, 0.3 * bounce, 1.0, 4.0, rng)),
        y=under_way * (_moved(n, bend, 0.08, 0.25, rng) + _moved(n, 0.4 * bounce, 1.0, 4.0, rng)),
        pitch=under_way * wander(n, np.radians(0.15), 1.0, 4.0, rng),
        roll=under_way * wander(n, np.radians(0.4), 0.5, 2.5, rng),
    )
    at, side = 2.0, 0.0
    while at < duration_s - 3.0:
        length, to = rng.uniform(0.3, 0.7), rng.uniform(-1.0, 1.0)
        course = smooth((t - at) / length)
        poses = poses.plus(
            yaw=np.radians(12.0) * (to - side) * course,
            roll=np.radians(4.0) * (to - side) * course,
            pitch=np.radians(3.0) * (to - side) * course,
        )
        side, at = to, at + length + rng.exponential(4.0)
    return poses


def cycling(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Seated on a bicycle; sets off and stops with the pedal at its lowest."""
    n = seconds(duration_s)
    t = clock(n)
    turns = max(3, round((duration_s - 2.5) * rng.uniform(55.0, 95.0) / 60.0))
    pace = smooth((t - 0.5) / 2.0) * smooth((t[-1] - 0.5 - t) / 2.0) * (1.0 + wander(n, 0.03, 0.05, 0.3, rng))
    gone = np.cumsum(pace)
    phase = 2.0 * np.pi * turns * (gone - gone[0]) / (gone[-1] - gone[0])
    crank, ankling = rng.uniform(0.16, 0.18), rng.uniform(-0.3, 0.3)
    swing, middle = np.radians(rng.uniform(15.0, 25.0)), np.radians(rng.uniform(5.0, 20.0))
    lag = rng.uniform(0.2, 0.7)
    road = smooth(t / 2.5) * smooth((t[-1] - t) / 2.5)
    return Poses.still(n, z=person.ankle_height_m, pitch=0.0, loaded=SEATED_SWAY).plus(
        x=-crank * np.sin(phase),
        z=crank * (1.0 - np.cos(phase)) * (1.0 + 0.1 * ankling) + road * _moved(n, 0.3, 3.0, 12.0, rng),
        pitch=middle - swing * np.cos(phase - lag),
        contraction=0.25 * (1.0 - np.cos(phase + ankling)),
    )


def kneeling(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """Down on a knee, to tie a lace or look under a shelf, and up again."""
    poses = upright(person, duration_s, rng)
    n = len(poses)
    t = clock(n)
    at = 1.0
    while at < duration_s - 4.5:
        down, up = rng.uniform(0.9, 1.8), rng.uniform(0.9, 1.8)
        stay = min(rng.uniform(0.5, 6.0), duration_s - at - down - up - 0.8)
        there = smooth((t - at) / down) - smooth((t - at - down - stay) / up)
        poses = poses.plus(
            pitch=np.radians(rng.uniform(66.0, 80.0)) * there,
            roll=np.radians(rng.normal(0.0, 4.0)) * there,
            thigh=np.radians(-10.0) * there,
            z=rng.uniform(-0.02, 0.06) * there,
            x=rng.uniform(-0.3, 0.0) * there,
            shake_m=ring(n, at + 0.9 * down, rng.uniform(1.0, 8.0), rng.uniform(12.0, 20.0)),
        )
        at += down + stay + up + rng.uniform(0.5, 3.0)
    return poses


def lying_leg_raises(person: Person, duration_s: float, rng: np.random.Generator) -> Poses:
    """On the back, the leg stretched out: it is raised about the hip, the knee straight. Begins and ends with
    the foot set flat."""
    n = seconds(duration_s)
    t = clock(n)
    out, back = 1.6, 1.6
    stretched = smooth((t - 0.3) / out) - smooth((t - (t[-1] - 0.3 - back)) / back)
    angle = np.zeros(n)
    size = np.radians(rng.choice([rng.uniform(4.0, 12.0), rng.uniform(20.0, 60.0)]))
    for at, length in beats(duration_s - out - back - 0.6, (1.2, 3.5), (0.2, 1.5), rng):
        begin = at + out
        up = 0.5 * length
        angle += size * rng.normal(1.0, 0.08) * (smooth((t - begin) / up) - smooth((t - begin - up) / up))
    leg = person.shank_m + person.thigh_m
    flat = np.radians(rng.uniform(-16.0, -2.0))
    return Poses.still(n, z=person.ankle_height_m, pitch=float(flat), loaded=0.3).plus(
        pitch=(-np.pi / 2 - flat) * stretched - angle,
        thigh=(-np.pi / 2 - UPRIGHT_RAD) * stretched - angle,
        x=0.35 * stretched - leg * (1.0 - np.cos(angle)),
        z=leg * np.sin(angle) - 0.02 * stretched,
    )


def _moved(n: int, rms_ms2: float, low_hz: float, high_hz: float, rng: np.random.Generator) -> Floats:
    """A random course whose acceleration is of that size, in m: six sines, each with its share."""
    t = clock(n)
    total = np.zeros(n)
    for hz in rng.uniform(low_hz, high_hz, 6):
        total += np.sin(2 * np.pi * (hz * t + rng.random())) / (2 * np.pi * hz) ** 2
    scaled: Floats = total * (rms_ms2 / np.sqrt(3.0))
    return scaled
