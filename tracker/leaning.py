"""How the shank leans against where it last rested: what tells a rise that is too slow to be felt.

A raise of 4 cm in 3 s accelerates by less than a worn accelerometer is off by, but in most exercises it turns the
shank by 2-8 deg, and gravity in the sensor frame does not drift. What turns a resting leg besides is sway. It is
learned while the leg rests: a seated leg hardly sways, and a turn of half a degree in a second is already more.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `TURNING_S` | 1 s | over which a turn is looked for: half of a quick slow rise | sway at 0.5 Hz has gone back |
| `MOST_RAD` | 1.5 deg in it | asked of a leg whose sway is not known yet, and of one that sways more: a seated rise of 6 deg in 4 s | sway of 0.5 deg either way now and then, for a second |
| `LEAST_RAD` | 0.5 deg in it | asked of a leg that does not sway: a rise of 3 deg in 4 s peaks at 1.4 | seated tremor 0.1 deg |
| `SWAYS`, `SWAY_S` | 3 times the rms of the last 3 s of rest | one second in a hundred goes beyond it by chance | |
| `SHORTEST_RAD` | 0.3 deg | what a tenth of a second of quiet must turn to be a slow rise: 3 deg/s, a seated rise of 2 s | the rate's noise makes 0.03 of it |
| `LEANS_MOST_S` | 4 s | the slowest rise, or the top of one that was not seen: leaning for longer, the leg rests there | |
| `REST_S` | 1.4 s | the rest is followed so slowly: a slow rise is 0.5 deg ahead of it after half a second | a leg that settles after a step, within 2 s |
| `RESTED_S` | 0.5 s | a slow rise begins from a rest that was one | a foot just set down settles for half a second |
| `AWAY` | twice the least turn | from 1 deg on: half of what must be seen | that of one second, by which sway is judged |
| `LEFT_SHARE` | 10 % of the turn | a minimum-jerk rise has it after a quarter of its time: the start lies so much further back | |
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from math import radians, sqrt
from typing import TYPE_CHECKING

from tracker.timeline import CELL_S
from tracker.vectors import Vector, turn_rad

if TYPE_CHECKING:
    from tracker.motion import Moment

TURNING_S = 1.0
MOST_RAD = radians(1.5)
LEAST_RAD = radians(0.5)
SWAYS = 3.0
SWAY_S = 3.0
SHORTEST_RAD = radians(0.3)
LEANS_MOST_S = 4.0
REST_S = 1.4
AWAY = 2.0
RESTED_S = 0.5
LEFT_SHARE = 0.1
# In cells:
TURNING = round(TURNING_S / CELL_S)
TURNING_LEAST = round(0.1 / CELL_S)


class Leaning:
    """Streaming, fed while the leg is quiet; directions are up in the sensor frame."""

    def __init__(self) -> None:
        self._rest: Vector | None = None
        self._leaning_s = self._rested_s = 0.0
        self._sway = (MOST_RAD / SWAYS) ** 2  # how far it turns in `TURNING_S` at rest, mean square

    def forget(self) -> None:
        """The leg is moved: it may come to rest anywhere."""
        self._rest = None
        self._leaning_s = self._rested_s = 0.0

    def learn_sway(self, turned_rad: float, passed_s: float) -> None:
        """At rest it turned by so much in the last `TURNING_S`; `passed_s` since it was told last."""
        self._sway += passed_s / SWAY_S * (turned_rad * turned_rad - self._sway)

    def least_rad(self, window: int) -> float:
        """The least turn in so many cells that is more than sway."""
        return max(self._least_rad() * window / TURNING, SHORTEST_RAD)

    def leans(self, up: Vector, passed_s: float) -> bool:
        """Whether a leg that seems still is not where it last rested, as in a rise that began unseen: its level is
        none to go by."""
        if (
            self._rest is not None
            and self._leaning_s < LEANS_MOST_S
            and turn_rad(self._rest, up) > self._least_rad()
        ):
            self._leaning_s += passed_s
            return True
        if self._rest is None or self._leaning_s >= LEANS_MOST_S:
            self._rest = up
        self._leaning_s = 0.0
        self._rested_s += passed_s
        (ax, ay, az), (bx, by, bz), gain = self._rest, up, passed_s / REST_S
        self._rest = (ax + gain * (bx - ax), ay + gain * (by - ay), az + gain * (bz - az))
        return False

    def began(self, memory: deque[Moment], most: int) -> int | None:
        """How many moments ago the shank left its rest for a turn that has grown too far to be sway; None where that is
        more than `most` ago."""
        if self._rest is None or self._rested_s < RESTED_S:
            return None
        away = turn_rad(self._rest, memory[-1].u)
        if away < AWAY * self._least_rad():
            return None
        left = max(LEFT_SHARE * away, SHORTEST_RAD)
        left *= left
        rx, ry, rz = self._rest
        for back, m in enumerate(islice(reversed(memory), most + 1)):
            ux, uy, uz = m.u
            ux, uy, uz = ux - rx, uy - ry, uz - rz
            if ux * ux + uy * uy + uz * uz < left:
                back = min(len(memory) - 1, back + back // 3)
                return back if back <= most else None
        return None

    def _least_rad(self) -> float:
        if self._rested_s < RESTED_S:  # a foot just set down settles
            return MOST_RAD
        return min(MOST_RAD, max(LEAST_RAD, SWAYS * sqrt(self._sway)))
