"""Which way the toes point, in the sensor's frame, as chances: learned from what the leg does beside its raises.

A shank tips forward over its foot in a squat and on the way from a chair (tipping.py), and swings forward with its foot
in a stride (gait.py). Each time it does is one vote, and a vote may be wrong. That all may be, for the strap may have
turned since, is weighed where they are asked (planted.py).

| constant | value | why | margin |
|---|---|---|---|
| `WAY_RAD` | 25 deg | the foot points outward by 0-15 deg of the way the knee goes, the flesh turns by some | another way is 90 or 180 off |
| `WRONG` | 15 % | who rests at the bottom of a squat comes up from it, who sits draws the chair away | 2-8 % seen |
| `LEVEL` | 0.7 | so much of a vote lies in the plane that is level now: beyond 45 deg off it tells nothing of where the toes point in it | a lying leg's tip along the shank, 0.03; a bridge leans by 10-40 deg, 0.77 |
| `AGREE` | two votes that agree to 80 deg, or three of four | one alone may be one of those | |
| `KEPT`, `KEPT_S` | 12 of the last 600 s | | |
| `AWAY_S` | 10 s | who hears nothing for so long knows nothing of the strap any more | radio gaps of 0.5-3 s |
| `STRIDE_S` | 1.7 s | the slowest stride (gait.py): it is asked of the last one | |
"""

from __future__ import annotations

from collections import deque
from math import atan2, hypot, pi, radians

import numpy as np

from tracker.gait import Strides
from tracker.motion import Moment, Motion
from tracker.past import between
from tracker.planted import DIRECTIONS, Toes
from tracker.samples import Floats
from tracker.tipping import Tipping, goes_along
from tracker.vectors import Vector, dot, nearest_axis

WAY_RAD = radians(25.0)
WRONG = 0.15
LEVEL = 0.7
AGREE = 1.5
KEPT = 12
KEPT_S = 600.0
AWAY_S = 10.0
STRIDE_S = 1.7
_ROUND_RAD = np.arange(DIRECTIONS) * (2.0 * pi / DIRECTIONS)


class Facing:
    """Streaming, asked every look."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._tipping = Tipping(motion)
        self._votes: deque[tuple[float, Vector]] = deque(maxlen=KEPT)
        self._strode: Strides | None = None
        self._last_s = 0.0
        self._asked: tuple[Vector, Vector] | None = None  # by which axes the chances were asked for last
        self._toes: Toes | None = None

    def step(self, m: Moment, strides: Strides | None, *, exercising: bool) -> None:
        """Advance by one look; `strides`: the walk seen last, growing while it goes on; `exercising`: a set is open, in
        which a squat's bottom is the rest it rises from."""
        votes = self._votes
        while votes and (m.t_s - self._last_s > AWAY_S or m.t_s - votes[0][0] > KEPT_S):
            votes.popleft()
            self._asked = None
        self._last_s = m.t_s
        forward = None
        if exercising:
            self._tipping.cut()
        else:
            forward = self._tipping.step(m)
        if strides is not None and strides is not self._strode:
            last = between(self._motion.memory, strides.end_s - STRIDE_S, m.t_s)
            if not goes_along(last, nearest_axis(strides.up)):
                forward = strides.forward  # else it marches: tips forward as quickly, and goes with it
            self._strode = strides
        if forward is not None:
            self.vote(forward, m.t_s)

    def vote(self, forward: Vector, t_s: float) -> None:
        """Something showed that forward is there, in the sensor frame."""
        self._votes.append((t_s, forward))
        self._asked = None

    @property
    def votes(self) -> list[Vector]:
        """All that count, oldest first."""
        return [forward for _, forward in self._votes]

    def cut(self) -> None:
        """A hole in the signal."""
        self._tipping.cut()

    def toes(self, ahead: Vector, aside: Vector) -> Toes | None:
        """How likely they point in each direction, from `ahead` towards `aside`; None where nothing is known. Asked at
        every moment of a top, worked out once."""
        if self._asked != (ahead, aside):
            self._asked, self._toes = (ahead, aside), self._chances(ahead, aside)
        return self._toes

    def _chances(self, ahead: Vector, aside: Vector) -> Toes | None:
        seen = [(dot(vote, ahead), dot(vote, aside)) for vote in self.votes]
        seen = [(x, y) for x, y in seen if hypot(x, y) > LEVEL]
        if hypot(sum(x for x, _ in seen), sum(y for _, y in seen)) < AGREE:
            return None
        logs = sum(np.log(_vote(atan2(y, x))) for x, y in seen)
        chances = np.exp(logs - np.max(logs))
        chances /= chances.sum()
        return tuple(chances.tolist())


def _vote(at_rad: float) -> Floats:
    """The chance of each direction by one vote."""
    off = np.abs((_ROUND_RAD - at_rad + pi) % (2.0 * pi) - pi)
    bell = np.exp(-0.5 * (off / WAY_RAD) ** 2)
    chances: Floats = (1.0 - WRONG) * bell / bell.sum() + WRONG / DIRECTIONS
    return chances
