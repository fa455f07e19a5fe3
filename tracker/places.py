"""Where a leg with two sensors rests, and what happens on the way from one rest to another.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SAME_DEG` | 8 deg | one place to rest: sway, a shifted foot | sitting and standing 80 apart |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tracker.motion import Moment
from tracker.thigh import Thigh, Tilt
from tracker.timeline import CELL_S
from tracker.vectors import Vector, apart_deg, dot, plus, scaled, unit

SAME_DEG = 8.0


class Pair(NamedTuple):
    """Up in both sensors' frames at one moment."""

    t_s: float
    shank: Vector
    thigh: Vector


@dataclass(slots=True)
class Place:
    """Where the leg rests, or rested: means of both tilts, from when to when last; how restless the thigh is there,
    deg over `SWAY_LOOKS`."""

    shank: Vector
    thigh: Vector
    since_s: float
    last_s: float
    looks: int = 1
    sway_deg: float = 0.0
    sways: int = 0

    def take(self, pair: Pair, earlier: Pair | None) -> None:
        """Another look at it."""
        self.looks += 1
        n = min(self.looks, 100)
        self.shank, self.thigh = towards(self.shank, pair.shank, n), towards(self.thigh, pair.thigh, n)
        self.last_s = pair.t_s
        if earlier is not None and earlier.t_s >= self.since_s:
            self.sways += 1
            self.sway_deg += (apart_deg(earlier.thigh, pair.thigh) - self.sway_deg) / self.sways


def alike(a: Place, b: Place) -> bool:
    """Whether two rests are of one place."""
    return apart_deg(a.thigh, b.thigh) < SAME_DEG and apart_deg(a.shank, b.shank) < SAME_DEG


def towards(a: Vector, b: Vector, n: int) -> Vector:
    """The mean of n directions, `a` being that of all but the last."""
    return unit((a[0] + (b[0] - a[0]) / n, a[1] + (b[1] - a[1]) / n, a[2] + (b[2] - a[2]) / n))


def risen_m(before: list[Tilt], way: list[Tilt], after: list[Tilt]) -> float:
    """Height gained between two rests: integrated twice, with the velocity nought at both. An accelerometer's offset
    turns with the segment; it is read off at the rests, where nothing accelerates."""
    if not before or not way or not after:
        return 0.0
    a, b = before[-1].up, after[0].up
    at_a = sum(tilt.raw_ms2 for tilt in before) / len(before)
    at_b = sum(tilt.raw_ms2 for tilt in after) / len(after)
    c = dot(a, b)
    share = max(1e-3, 1.0 - c * c)
    offset = plus(scaled(a, (at_a - c * at_b) / share), b, (at_b - c * at_a) / share)
    raw = [tilt.raw_ms2 - dot(offset, tilt.up) for tilt in way]
    drift = sum(raw) / len(raw)
    speed = height = 0.0
    for acceleration in raw:
        speed += (acceleration - drift) * CELL_S
        height += speed * CELL_S
    return height


def share_of(moments: list[Moment], thigh: Thigh) -> float | None:
    """How much of the shank's upward acceleration the thigh's sensor shares."""
    both = [(m.raw_ms2, tilt.raw_ms2) for m in moments if (tilt := thigh.at(m.t_s)) is not None]
    if len(both) < 10:
        return None
    a = sum(x for x, _ in both) / len(both)
    b = sum(y for _, y in both) / len(both)
    energy = sum((x - a) ** 2 for x, _ in both)
    return sum((x - a) * (y - b) for x, y in both) / energy if energy > 0.0 else None
