"""The shank through time.

Frame: x forward, y left, z up, turning with `heading`. `pitch` tips the top of the shank forward, `roll` to the
right, `yaw` turns left. Everything is sampled at `FINE_HZ`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ
from tracker.samples import Floats

UPRIGHT_RAD = float(np.radians(-1.0))
"""Thigh of a leg that stands: with the shank at -1..7 deg its knee is flexed by 0-8, as knees are that are called
straight (Hebert-Losier)."""


@dataclass(frozen=True, slots=True, eq=False)
class Poses:
    """Ankle position (m) and shank angles (rad), each of shape (n,). `contraction` is that of the calf, 0-1;
    `shake_m` how far impacts and shaking flesh throw the
    sensor up along the shank; `loaded` how much the leg sways: 1 standing,
    near 0 on a chair, more on the ball of the foot. `thigh` tips the top of the thigh forward, so the knee is
    flexed by `pitch` less it; `foot` lifts the heel. Left out, the leg is as good as straight, the foot flat."""

    x: Floats
    y: Floats
    z: Floats
    pitch: Floats
    roll: Floats
    yaw: Floats
    heading: Floats
    contraction: Floats
    shake_m: Floats
    loaded: Floats
    thigh: Floats = None  # type: ignore[assignment]
    foot: Floats = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.thigh is None:
            object.__setattr__(self, "thigh", np.full(len(self.x), UPRIGHT_RAD))
        if self.foot is None:
            object.__setattr__(self, "foot", np.zeros(len(self.x)))

    def __len__(self) -> int:
        return len(self.x)

    @staticmethod
    def still(
        n: int, z: float = 0.07, pitch: float = 0.0, loaded: float = 0.0, thigh: float | None = None
    ) -> Poses:
        """Nothing moves; building block of all others."""
        zero = np.zeros(n)
        level = np.full(n, UPRIGHT_RAD if thigh is None else thigh)
        return Poses(
            zero,
            zero,
            np.full(n, z),
            np.full(n, pitch),
            zero,
            zero,
            zero,
            zero,
            zero,
            np.full(n, loaded),
            level,
        )

    def plus(self, **changes: Floats) -> Poses:
        """The same with something added to some of its courses."""
        return replace(self, **{name: getattr(self, name) + change for name, change in changes.items()})

    def at(self, index: int) -> dict[str, float]:
        """One pose, by the name of its course."""
        return {name: float(getattr(self, name)[index]) for name in NAMES}


NAMES = tuple(field.name for field in fields(Poses))
PLACE = ("x", "y", "z", "heading")
"""Courses that have no zero of their own: a stretch begins wherever the last one ended."""


def chain(stretches: list[Poses]) -> Poses:
    """One after the other, each carried on from where the last one ended."""
    parts: list[Poses] = []
    for stretch in stretches:
        if parts:
            shifts = {name: getattr(parts[-1], name)[-1] - getattr(stretch, name)[0] for name in PLACE}
            n = len(stretch)
            stretch = stretch.plus(**{name: np.full(n, shift) for name, shift in shifts.items()})
        parts.append(stretch)
    return Poses(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


def smooth(x: Floats) -> Floats:
    """Minimum-jerk course from 0 to 1 while x goes from 0 to 1."""
    x = np.clip(x, 0.0, 1.0)
    result: Floats = x**3 * (10.0 - 15.0 * x + 6.0 * x * x)
    return result


def arch(x: Floats) -> Floats:
    """There and back while x goes from 0 to 1: 1 in the middle, level and smooth at both ends."""
    x = np.clip(x, 0.0, 1.0)
    result: Floats = 64.0 * (x * (1.0 - x)) ** 3
    return result


def seconds(duration_s: float) -> int:
    """Fine samples in a time."""
    return max(2, round(duration_s * FINE_HZ))


def clock(n: int) -> Floats:
    """Seconds from the start of a stretch."""
    t: Floats = np.arange(n) / FINE_HZ
    return t


def blurred(course: Floats, width_s: float) -> Floats:
    """A course under a Gaussian of standard deviation `width_s`; its ends go on as they are."""
    reach = int(4.0 * width_s * FINE_HZ) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (width_s * FINE_HZ)) ** 2)
    padded = np.pad(course, reach, mode="edge")
    result: Floats = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    return result
