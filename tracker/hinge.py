"""The axis a segment turns about at hip and knee, in its sensor's frame, learned from how gravity wanders there.

Legs swing in the sagittal plane: sitting down, walking, every raise turn shank and thigh about an axis that points
to the left. The line is where most of the turning lies; which of its ends is left takes movements whose sense is
known, and those vote.

| constant | value | why | margin |
|---|---|---|---|
| `RAISE_ODDS` | 0.5 a degree | a raise tips shank and thigh back by 2-8 deg, flesh by 2.5 either way, and a knee that opens by 2 tips a thigh forward: 2 * 2.7 / (2.5^2 + 2^2) | |
| `KEEP` | 0.9 a raise | straps creep | a set has 8-25 |
"""

from __future__ import annotations

from math import atan2, degrees

import numpy as np

from tracker.samples import Floats
from tracker.vectors import NOTHING, Vector, cross, dot, plus, scaled, unit

RAISE_ODDS = 0.5
KEEP = 0.9


class Hinge:
    """`turn` for every step of the segment; `vote` and `raise_` where the sense of a turn is known."""

    def __init__(self) -> None:
        self._squares: Floats = np.zeros((3, 3))
        self._votes = NOTHING
        self._raises, self._raised = NOTHING, 0.0
        self._line: Vector | None = None

    def turn(self, before: Vector, now: Vector) -> None:
        """The segment went on: up in its frame was `before`."""
        way = np.array(rotation(before, now))
        self._squares += np.outer(way, way)
        self._line = None

    def vote(self, forward: Vector, odds: float) -> None:
        """A rotation that tipped the segment's top forward, with these log odds (backward where below nought)."""
        self._votes = plus(self._votes, unit(forward), odds)

    def raise_(self, turned: Vector) -> None:
        """The rotation of a raise, from its start to its top: backward, but for the flesh, which is the same in all
        of a person's raises and so speaks once."""
        self._raises = plus(scaled(self._raises, KEEP), turned)
        self._raised = KEEP * self._raised + 1.0

    @property
    def line(self) -> Vector:
        """The axis as a unit vector, one of its ends; whatever it is before anything was seen."""
        if self._line is None:
            _, lines = np.linalg.eigh(self._squares)
            x, y, z = (float(part) for part in lines[:, 2])
            self._line = (x, y, z)
        return self._line

    @property
    def voted(self) -> float:
        """Log odds that `line` points to the left, by movements other than raises."""
        return dot(self._votes, self.line)

    @property
    def odds(self) -> float:
        """The same by all."""
        back_rad = -dot(self._raises, self.line) / max(self._raised, 3.0)
        return self.voted + RAISE_ODDS * degrees(back_rad)

    @property
    def left(self) -> Vector:
        """The likelier end."""
        return scaled(self.line, -1.0 if self.odds < 0.0 else 1.0)


def rotation(before: Vector, now: Vector) -> Vector:
    """The level part of the rotation that took up from `before` to `now` in a segment's frame, rad: top forward is
    about its left. Right for turns of up to half a radian."""
    return cross(now, before)


def swing_deg(before: Vector, now: Vector, left: Vector) -> float:
    """How far the segment's top has tipped forward about its left axis."""
    a, b = plus(before, left, -dot(before, left)), plus(now, left, -dot(now, left))
    return -degrees(atan2(dot(cross(a, b), left), dot(a, b)))
