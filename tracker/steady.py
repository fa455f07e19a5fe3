"""Where the force on a leg holds still it is gravity: told as soon as it does, and by how much it went since it last did.

What a low-pass has settled on (inclination.py) may be off by tens of degrees after a hole in which a walking leg was not
seen to turn, and takes ten seconds to come back. But a leg in place does not speed up for long: a force that stays as it
is for less than half a second, in the frame the gyroscope carries, is gravity. Between two such moments nothing but the
gyroscope's bias turns it.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `HOLDS_MS2` | 0.4 | the force holds still: noise 0.05, sway 0.1 | a repetition of 1.2 s changes by 1.3-2.1 (biomechanics 2) |
| `NEAR_MS2` | 0.7 | and is gravity: the worst offset is 0.5 (biomechanics 4) | a leg that walks, 3 and more |
| `TURNS_RADS` | 12 deg/s | and the leg does not turn: sway of 1 deg at 1 Hz peaks at 6, the bias is 2 | a seated leg that is kicked out speeds up evenly for as long and turns at 25-100 |
| `HOLDS_S`, `HOLDS_MOST_S` | 0.4 s, 1 s | for how long it must, and over how much it is a mean | a rise of 1 s speeds up for 0.5 |
| `SPEEDS_MS` | 25 cm/s | the heel of a quick raise goes forward at 20: force that is off gravity for longer than that takes is gravity | a foot that steps goes at 100 and more, and its force does not hold |
| `LEVEL_RAD` | 3 deg | so far off may stay what is taken for up: the offset tilts what is measured by 2, repetitions what they are averaged with by 1 | |
| `HELD_RAD`, `HELD_S`, `HELD_MOST_S` | 1.5 deg, 1 to 10 s | so well a force that holds still shows gravity: 0.25 m/s2; and how long the bias may have turned it | a hole in which more was turned ends it |
| `CHANCE` | 3 sigma | what goes further is no bias | a car that speeds up, 10 deg and more in 3 s |
"""

from __future__ import annotations

from math import inf, radians, sqrt
from typing import NamedTuple

from tracker.timeline import CELL_S
from tracker.vectors import Vector, cross

GRAVITY_MS2 = 9.80665
HOLDS_MS2 = 0.4
NEAR_MS2 = 0.7
TURNS_RADS = radians(12.0)
HOLDS_S = 0.4
HOLDS_MOST_S = 1.0
SPEEDS_MS = 0.25
LEVEL_RAD = radians(3.0)
HELD_RAD = radians(1.5)
HELD_S = 1.0
HELD_MOST_S = 10.0
CHANCE = 3.0
CHANCE2 = 2.0 * CHANCE**2
"""Of two directions together, squared."""

_HOLDS2, _TURNS2 = HOLDS_MS2**2, TURNS_RADS**2
HOLDS, _HOLDS_MOST = round(HOLDS_S / CELL_S), round(HOLDS_MOST_S / CELL_S)
_NEAR = (1.0 - 0.5 * LEVEL_RAD * LEVEL_RAD) ** 2  # the square of a cosine
_NEVER = (-inf, 0.0, 0.0, 1.0)


class Drift(NamedTuple):
    """What turns gravity in the carried frame, rad/s, and its variance."""

    rate: Vector
    variance: float


class Steady:
    """Streaming, in the carried frame; `n`: the cells for which the force has held still."""

    __slots__ = ("_mean", "_seen", "n")

    def __init__(self) -> None:
        self.n = 0
        self._mean = (0.0, 0.0, 0.0)  # of the force, over the cells for which it has held still
        self._seen = _NEVER  # when it last did, and where gravity was then

    def forget(self) -> None:
        """What turned it until now was not seen, or is known better."""
        self._seen = _NEVER

    def amend(self, rate: Vector, t_s: float) -> None:
        """So much (rad/s) of what turned gravity until now turns it no more: as if it never had."""
        before_s, *then = self._seen
        if before_s > -inf:
            x, y, z = cross(rate, (then[0], then[1], then[2]))
            for_s = t_s - before_s
            self._seen = (before_s, then[0] + for_s * x, then[1] + for_s * y, then[2] + for_s * z)

    def step(self, t_s: float, fx: float, fy: float, fz: float, rate2: float, hole: bool) -> Drift | None:
        """Advance by one cell, by its end, its force and the square of its rate; by how much gravity went, where it has
        held still to here."""
        n = self.n
        if hole or rate2 > _TURNS2:
            drift = self._over(t_s) if n >= HOLDS else None
            self.n = 0
            return drift
        x, y, z = self._mean
        dx, dy, dz = fx - x, fy - y, fz - z
        if n and dx * dx + dy * dy + dz * dz < _HOLDS2:
            self.n = n = n + 1
            self._mean = (x + dx / n, y + dy / n, z + dz / n)
            if n < _HOLDS_MOST:
                return None
            drift = self._over(t_s)
            self.n = 0
            return drift
        drift = self._over(t_s) if n >= HOLDS else None
        self.n, self._mean = 1, (fx, fy, fz)
        return drift

    def up(self, vx: float, vy: float, vz: float) -> Vector | None:
        """Up, if it holds still and what is taken for up would have it speed up for too long."""
        if self.n < HOLDS:
            return None
        x, y, z = self._mean
        along = x * vx + y * vy + z * vz
        if along > 0.0 and along * along > _NEAR * (x * x + y * y + z * z):
            return None  # most often, and soonest told
        found = self._gravity()
        if found is None:
            return None
        dx, dy, dz = found[0] - vx, found[1] - vy, found[2] - vz
        may = max(LEVEL_RAD, SPEEDS_MS / (GRAVITY_MS2 * self.n * CELL_S))
        return found if dx * dx + dy * dy + dz * dz > may * may else None

    def _gravity(self) -> Vector | None:
        """The direction of what holds still, if it is as large as gravity."""
        x, y, z = self._mean
        size = sqrt(x * x + y * y + z * z)
        return (x / size, y / size, z / size) if abs(size - GRAVITY_MS2) < NEAR_MS2 else None

    def _over(self, t_s: float) -> Drift | None:
        now = self._gravity()
        if now is None:
            return None
        middle_s = t_s - 0.5 * self.n * CELL_S
        before_s, *then = self._seen
        took_s = middle_s - before_s
        if took_s >= HELD_S:
            self._seen = (middle_s, *now)
        if not HELD_S <= took_s < HELD_MOST_S:
            return None
        x, y, z = (a - b for a, b in zip(now, then, strict=True))
        return Drift(cross(now, (x / took_s, y / took_s, z / took_s)), (HELD_RAD / took_s) ** 2)
