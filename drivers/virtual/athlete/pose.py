"""The shank through time, and how one stretch of movement is joined to the next.

World frame: x forward, y left, z up. `pitch` tips the top of the shank forward, `roll` to the right, `yaw`
turns left. Everything is sampled at `FINE_HZ`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ
from tracker.samples import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Poses:
    """Ankle position (m) and shank angles (rad), each of shape (n,). `contraction` is that of the calf, 0-1;
    `jolt_ms2` what impacts add along the shank."""

    x: Floats
    y: Floats
    z: Floats
    pitch: Floats
    roll: Floats
    yaw: Floats
    contraction: Floats
    jolt_ms2: Floats

    def __len__(self) -> int:
        return len(self.x)

    @staticmethod
    def still(n: int, z: float = 0.07, pitch: float = 0.0) -> Poses:
        """Nothing moves; building block of all others."""
        zero = np.zeros(n)
        return Poses(zero, zero, np.full(n, z), np.full(n, pitch), zero, zero, zero, zero)


_FIELDS = ("x", "y", "z", "pitch", "roll", "yaw", "contraction", "jolt_ms2")


def smooth(x: Floats) -> Floats:
    """Minimum-jerk course from 0 to 1 while x goes from 0 to 1."""
    x = np.clip(x, 0.0, 1.0)
    result: Floats = x**3 * (10.0 - 15.0 * x + 6.0 * x * x)
    return result


def seconds(duration_s: float) -> int:
    """Fine samples in a time."""
    return max(2, round(duration_s * FINE_HZ))


def clock(n: int) -> Floats:
    """Seconds from the start of a stretch."""
    t: Floats = np.arange(n) / FINE_HZ
    return t


def join(stretches: list[Poses], settle_s: list[float]) -> Poses:
    """One after the other. Positions go on from where they are; between stretches every angle and the height
    of the ankle goes over in `settle_s` seconds along a minimum-jerk course."""
    parts: list[Poses] = []
    for k, stretch in enumerate(stretches):
        if parts:
            before = parts[-1]
            shift_x, shift_y = float(before.x[-1] - stretch.x[0]), float(before.y[-1] - stretch.y[0])
            stretch = replace(stretch, x=stretch.x + shift_x, y=stretch.y + shift_y)
            parts.append(_bridge(before, stretch, settle_s[k - 1]))
        parts.append(stretch)
    return Poses(*(np.concatenate([getattr(p, name) for p in parts]) for name in _FIELDS))


def _bridge(before: Poses, after: Poses, duration_s: float) -> Poses:
    course = smooth(np.linspace(0.0, 1.0, seconds(duration_s)))
    values = {}
    for name in _FIELDS:
        a, b = float(getattr(before, name)[-1]), float(getattr(after, name)[0])
        values[name] = a + (b - a) * course
    values["jolt_ms2"] = np.zeros(len(course))
    return Poses(**values)


def add(poses: Poses, **changes: Floats) -> Poses:
    """The same with something added to some of its courses."""
    return replace(poses, **{name: getattr(poses, name) + change for name, change in changes.items()})
