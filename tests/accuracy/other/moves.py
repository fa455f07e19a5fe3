"""What the other leg does besides raises."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.accuracy.other.leg import Track
from tests.accuracy.other.shapes import HZ, any_shape, bump, cosine, trapezoid
from tracker.samples import Floats

SEATED, STANDING = "seated", "standing"


def sit(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Still."""
    return Track.rest(seconds, pitch)


def walk(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """A shank as a sum of three waves, a foot that leaves the floor for 40 % of each stride."""
    still = Track.rest(seconds, pitch)
    t = np.arange(len(still)) / HZ
    under_way = cosine(t / 0.9) * cosine((t[-1] - t) / 0.9)
    phase = 2 * np.pi * np.cumsum(under_way) / HZ * rng.uniform(0.75, 1.05)
    swing = np.radians(rng.uniform(24.0, 32.0))
    lift = rng.uniform(0.08, 0.14)
    air = np.maximum(np.sin(phase), 0.0) ** 2
    knock = sum((bump(t, at, 0.012) for at in _crossings(phase, t)), np.zeros(len(t)))
    return still.add(
        pitch=under_way
        * swing
        * (-np.cos(phase) + 0.35 * np.sin(2 * phase) - 0.12 * np.cos(3 * phase) + 0.5),
        z=under_way * (lift * air + 0.012 * np.sin(2 * phase)) - 0.002 * knock,
        x=rng.uniform(0.9, 1.3) * np.cumsum(under_way * air) / HZ * 2.0,
        roll=np.radians(3.0) * under_way * np.sin(phase),
        yaw=np.radians(rng.uniform(-60.0, 60.0)) * cosine(t / seconds),
    )


def climb(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Stairs: up 34 cm each stride."""
    track = walk(seconds, pitch, rng)
    return track.add(z=0.36 * np.maximum.accumulate(track.x - track.x[0]))


def stand_and_sit(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Up from the chair and down, over and over, the heel on the floor."""
    still = Track.rest(seconds, pitch)
    t = np.arange(len(still)) / HZ
    course, at = np.zeros(len(t)), 1.2
    while at < seconds - 1.5:
        course += np.radians(rng.uniform(13.0, 20.0)) * bump(t, at, rng.uniform(0.25, 0.45))
        at += rng.uniform(1.6, 3.5)
    return still.add(pitch=course, z=0.003 * course / np.radians(16.0))


def squat(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Down and up at the pace of exercise; the heel stays."""
    deep = np.radians(rng.uniform(12.0, 27.0))
    return _row(
        seconds, pitch, rng, (1.4, 3.5), lambda c: {"pitch": deep * c, "flesh": 0.4 * c, "z": 0.004 * c}
    )


def kick(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Seated knee extensions."""
    swing, shank = np.radians(rng.uniform(45.0, 85.0)), 0.41

    def courses(c: Floats) -> dict[str, Floats]:
        now = pitch - swing * c
        return {
            "pitch": -swing * c,
            "x": shank * (np.sin(pitch) - np.sin(now)),
            "z": shank * (np.cos(pitch) - np.cos(now)),
        }

    return _row(seconds, pitch, rng, (1.6, 3.8), courses)


def lift_foot(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """The whole foot, up and put down again."""
    high, tip, ahead = rng.uniform(0.03, 0.15), np.radians(rng.uniform(-8.0, 12.0)), rng.uniform(-0.03, 0.03)
    return _row(
        seconds,
        pitch,
        rng,
        (0.8, 2.2),
        lambda c: {"z": high * c, "pitch": tip * c, "x": ahead * c},
        knock=0.002,
    )


def bounce(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """The nervous leg."""
    still = Track.rest(seconds, pitch)
    t = np.arange(len(still)) / HZ
    ease = cosine((t - 1.0) / 1.0) * cosine((t[-1] - 1.0 - t) / 1.0)
    wave = ease * (0.5 - 0.5 * np.cos(2 * np.pi * rng.uniform(4.0, 7.0) * t))
    size = rng.uniform(0.008, 0.02)
    return still.add(z=size * wave, x=0.8 * size * wave, pitch=-np.radians(120.0) * size * wave)


def run(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """Faster, higher, harder."""
    still = Track.rest(seconds, pitch)
    t = np.arange(len(still)) / HZ
    under_way = cosine(t / 1.2) * cosine((t[-1] - t) / 1.2)
    phase = 2 * np.pi * np.cumsum(under_way) / HZ * rng.uniform(1.25, 1.5)
    swing = np.radians(rng.uniform(38.0, 48.0))
    knock = sum((bump(t, at, 0.010) for at in _crossings(phase, t)), np.zeros(len(t)))
    return still.add(
        pitch=under_way * swing * (-np.cos(phase) + 0.3 * np.sin(2 * phase) + 0.6),
        z=under_way * rng.uniform(0.2, 0.3) * np.maximum(np.sin(phase), 0.0) ** 1.5 - 0.004 * knock,
        x=2.6 * np.cumsum(under_way) / HZ,
    )


def sway_about(seconds: float, pitch: float, rng: np.random.Generator) -> Track:
    """From leg to leg."""
    over = np.radians(rng.uniform(2.0, 6.0))
    return _row(
        seconds, pitch, rng, (1.5, 4.0), lambda c: {"roll": over * c, "pitch": 0.2 * over * c, "z": 0.003 * c}
    )


MOVES: dict[str, tuple[str, Callable[[float, float, np.random.Generator], Track]]] = {
    "sitting": (SEATED, sit),
    "standing": (STANDING, sit),
    "walking": (STANDING, walk),
    "stairs": (STANDING, climb),
    "sit-to-stand": (SEATED, stand_and_sit),
    "squats": (STANDING, squat),
    "knee-extension": (SEATED, kick),
    "running": (STANDING, run),
    "leg-bouncing": (SEATED, bounce),
    "foot-lifts": (STANDING, lift_foot),
    "weight-shifts": (STANDING, sway_about),
}
DAILY = ("sitting", "standing", "walking", "stairs", "sit-to-stand", "squats", "knee-extension", "running")
"""The movements of an ordinary day; the others come at the pace of exercise."""


def _row(
    seconds: float,
    pitch: float,
    rng: np.random.Generator,
    takes_s: tuple[float, float],
    courses: Callable[[Floats], dict[str, Floats]],
    knock: float = 0.0,
) -> Track:
    """The same over and over: there, a while, and back."""
    track = Track.rest(seconds, pitch)
    t = np.arange(len(track)) / HZ
    takes, pause, shape = rng.uniform(*takes_s), rng.uniform(0.2, 1.5), any_shape(rng)
    if shape is trapezoid:
        shape = cosine
    at = 1.0
    while at + 1.3 * takes < seconds - 0.5:
        long = takes * rng.uniform(0.85, 1.15)
        way = long * rng.uniform(0.3, 0.5)
        c = rng.uniform(0.85, 1.1) * (shape((t - at) / way) - shape((t - at - long + way) / way))
        track = track.add(**courses(c))
        if knock:
            track = track.add(z=-knock * rng.uniform(0.2, 1.0) * bump(t, at + long, 0.012))
        at += long + pause * rng.uniform(0.5, 1.5)
    return track


def _crossings(phase: Floats, t: Floats) -> list[float]:
    """When the foot comes down: each time half a turn is over."""
    turns = np.floor((phase - np.pi) / (2 * np.pi))
    return [float(t[k + 1]) for k in np.flatnonzero(np.diff(turns) > 0)]
