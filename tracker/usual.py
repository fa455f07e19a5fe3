"""What the counted repetitions of a set have in common: the person's own height, tempo, place and direction of tilt.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEAST_SHARE`, `MOST_SHARE` | 50-150 % of the person's own height | under half is a partial; heights vary by 15 % in a set, and what is solved for across holes is off by 20 | a shift of the foot, 10-30 %, a step, 200 and more |
| `SAME_RAD` | 4 deg | so near leans one of another set, without those between | |
| `TELLING_RAD`, `TURN_SHARE` | 2.5 deg, 65 % of the turn of the others | who turns the shank by so much with each rise, does so each time; sway of 1 deg is 40 % of it | standing at rest none |
| `TURN_LEAST` | 40 % of it | so far it leans in a repetition | the same sway |
| `ASIDE_RAD`, `ASIDE_SHARE` | 3 deg + half of the turn | across the direction of the others it moves by sway and flesh only | a knee that falls aside, 8 |
| `QUICKEST_UP_S` | 0.3 s | the quickest rise (gates.py) | |
| `LASTS`, `LASTS_S` | one and a half of the median time, and 0.3 s | longer, a counted one may have been two, so its ends are not relied on | two in a row, twice |
| `SWAY_RAD`, `HEIGHT_SHARE` | 0.8 deg, 10 % of the height | by so much tilt tells the height wrong: sway of 1 deg, and how alike repetitions are | |
| `TURN_SEEN_RAD` | 1 deg | who turns by less tells nothing by it: sway is as much | a straight knee, 2-4 |
| `NEWS` | 10 % of height or time | changed by less, what is known finds nothing new | |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import radians, sqrt
from statistics import median, median_low

import numpy as np
from numpy.typing import NDArray

from tracker.edges import TOP, Edges
from tracker.measure import Shape
from tracker.rows import dots
from tracker.samples import Floats
from tracker.smoother import Tilt
from tracker.vectors import Vector

LEAST_SHARE = 0.5
MOST_SHARE = 1.5
SAME_RAD = radians(4.0)
TELLING_RAD = radians(2.5)
TURN_LEAST = 0.4
ASIDE_RAD = radians(3.0)
ASIDE_SHARE = 0.5
TURN_SHARE = 0.65
QUICKEST_UP_S = 0.3
SWAY_RAD = radians(0.8)
HEIGHT_SHARE = 0.1
TURN_SEEN_RAD = radians(1.0)
LASTS = 1.5
LASTS_S = 0.3
NEWS = 0.1


class Usual:
    """What the counted repetitions of a set have in common."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.height_m = median(shape.height_m for shape in shapes)
        middle_m = median_low(shape.height_m for shape in shapes)  # of two as near, no rounding is to choose
        self.like = next(shape for shape in shapes if shape.height_m == middle_m)
        self.turn: Floats = _middle(shape.turn_rad for shape in shapes)
        self.turn_rad = float(np.sqrt(self.turn @ self.turn))
        self.along: Floats = self.turn / max(self.turn_rad, 1e-6)
        self.rest: Floats = _middle(shape.up_at_start for shape in shapes)
        self._rest: list[float] = self.rest.tolist()
        self._along: list[float] = self.along.tolist()
        lasted = [shape.end_s - shape.start_s for shape in shapes]
        self.shortest_s, self.longest_s = min(lasted), max(lasted)
        self.lasted_s = median(lasted)
        up_s = median(shape.top_s - shape.start_s for shape in shapes)
        falls_s = [shape.end_s - shape.leave_s for shape in shapes if shape.end_s > shape.leave_s]
        down_s = median(falls_s) if falls_s else up_s  # who steps down from the top has none (stepdown.py)
        self.edges = Edges(self.height_m, up_s / TOP, down_s / TOP)
        self.up_s = max(QUICKEST_UP_S, up_s)

    @property
    def tilt(self) -> Tilt | None:
        """How tilt tells height; None where the shank hardly turns."""
        if self.turn_rad < TURN_SEEN_RAD:
            return None
        m_per_rad = self.height_m / self.turn_rad
        return Tilt(self.rest, self.along, m_per_rad, m_per_rad * SWAY_RAD + HEIGHT_SHARE * self.height_m)

    def says_as(self, before: Usual) -> bool:
        """Whether what is known now finds nothing that was not found by what was known before."""
        pairs = ((self.height_m, before.height_m), (self.longest_s, before.longest_s))
        return all(abs(now - then) < NEWS * then for now, then in pairs)

    def shows(self, up: tuple[float, float, float]) -> bool:
        """Whether the shank leans as in a repetition."""
        if self.turn_rad <= TURN_SEEN_RAD:
            return False
        (x, y, z), (rx, ry, rz), (lx, ly, lz) = up, self._rest, self._along
        return (x - rx) * lx + (y - ry) * ly + (z - rz) * lz > TURN_LEAST * self.turn_rad

    def leans_as_up(self, up: tuple[float, float, float]) -> bool:
        """The same for one, as it is asked ten times a second."""
        if self.turn_rad <= TELLING_RAD:
            return False
        (rx, ry, rz), (lx, ly, lz) = self._rest, self._along
        x, y, z = up[0] - rx, up[1] - ry, up[2] - rz
        along = x * lx + y * ly + z * lz
        if not TURN_LEAST * self.turn_rad < along < (1.0 + TURN_SHARE) * self.turn_rad:
            return False
        x, y, z = x - along * lx, y - along * ly, z - along * lz
        return sqrt(x * x + y * y + z * z) < ASIDE_RAD + ASIDE_SHARE * self.turn_rad

    def is_up(self, up: Floats) -> NDArray[np.bool_]:
        """Whether the shank leans as at the top of a repetition, for each row of `up`; of those who turn it by little
        that cannot be told, and it never is."""
        if self.turn_rad <= TELLING_RAD:
            return np.zeros(len(up), dtype=np.bool_)
        off = up - self.rest
        along = off @ self.along
        aside = off - along[:, None] * self.along
        told: NDArray[np.bool_] = (
            (along > TURN_LEAST * self.turn_rad)
            & (along < (1.0 + TURN_SHARE) * self.turn_rad)
            & (np.sqrt(dots(aside, aside)) < ASIDE_RAD + ASIDE_SHARE * self.turn_rad)
        )
        return told

    def share_of_turn(self, up: Floats, unsure_rad: Floats) -> Floats:
        """The share of the usual turn each row of `up` surely leans by, where it may be off by `unsure_rad`; nought for
        those who turn it by little."""
        if self.turn_rad <= TELLING_RAD:
            return np.zeros(len(up))
        share: Floats = ((up - self.rest) @ self.along - unsure_rad) / self.turn_rad
        return share

    def is_usual(self, shape: Shape) -> bool:
        """Whether a counted repetition is one like the others, whose ends can be relied on."""
        lasted_s = shape.end_s - shape.start_s
        return (
            LEAST_SHARE * self.height_m <= shape.height_m <= MOST_SHARE * self.height_m
            and lasted_s <= LASTS * self.lasted_s + LASTS_S
        )


def _middle(vectors: Iterable[Vector]) -> Floats:
    """The median along each axis."""
    return np.array([median(parts) for parts in zip(*vectors, strict=True)])


def are_alike(one: Shape, other: Shape) -> bool:
    """Whether two repetitions are done in the same place, as high, and turn the shank alike."""
    apart = np.array(one.up_at_start) - np.array(other.up_at_start)
    turn = np.array(other.turn_rad)
    turned = np.array(one.turn_rad) - turn
    return (
        float(np.sqrt(apart @ apart)) < SAME_RAD
        and float(np.sqrt(turned @ turned)) < ASIDE_RAD + ASIDE_SHARE * float(np.sqrt(turn @ turn))
        and LEAST_SHARE * other.height_m < one.height_m < MOST_SHARE * other.height_m
    )


def down_s(shape: Shape) -> tuple[float, ...]:
    """When the heel was down at its ends: who stepped down from the top (stepdown.py) was not seen to."""
    return (shape.start_s, shape.end_s) if shape.end_s > shape.leave_s else (shape.start_s,)


def touch(one: Shape, other: Shape) -> bool:
    """Whether one begins before the other is over."""
    return one.start_s <= other.end_s and other.start_s <= one.end_s
