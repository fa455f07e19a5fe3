"""Walking and climbing, stride by stride: they show how the sensor is strapped to the shank.

In each stride the shank swings through 50-70 deg about the knee's own axis, quickest while the foot is swung forward,
so the quick rotation says which way is forward. And the shank leans forward by about as much in everybody, on the
average of whole strides: from 18 deg back at heel strike to 50-60 deg forward as the toes leave, 13-16 in the
mean (joint angles of normal gait, Winter 1991); up stairs 18. A running shank is also thrown back quickly, and about
its own axis: it tells neither.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SWING_RADS` | 2.6 rad/s | the shank swings at 4.6 in walking, 3 when strolling | a repetition 1.25, raw 2.2; squat 2.3 |
| `ROUND` | 0.7 | who turns round on the spot turns the shank quickly too, but about the vertical: 45 deg | a swing is level to 20 deg, with toes out |
| `APART_S` | 0.4 s | two swings of one leg are at least so far apart, even running | a stroll's 1.3 |
| `STRIDE_MOST_S` | 1.7 s | the slowest stroll | quick leg extensions on a chair swing every 2 s |
| `STRIDE_LEAST_S` | 0.8 s | the quickest walk | running takes 0.6-0.75 |
| `STRIDES` | 3 | below, turning round and shuffling; the mean over three strides is known to 2 deg | |
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.motion import Moment
from tracker.timeline import Quaternion, rotation_between
from tracker.vectors import NOTHING, Vector, cross, dot, plus, size, unit

SWING_RADS = 2.6
ROUND = 0.7
APART_S = 0.4
STRIDE_MOST_S = 1.7
STRIDE_LEAST_S = 0.8
STRIDES = 3


@dataclass(frozen=True, slots=True)
class Strides:
    """A stretch of walking: mean of up, and forward, in the sensor frame; `end_s`: its last swing."""

    count: int
    end_s: float
    up: Vector
    forward: Vector


class Gait:
    """Streaming, asked every look; `last` is the stretch of strides seen last, growing while it goes on."""

    def __init__(self) -> None:
        self.last: Strides | None = None
        self.swung_s: float | None = None  # the last swing, of a stride or alone
        self._turn: Quaternion | None = None
        self._restart()

    def _restart(self) -> None:
        self._up, self._swing = NOTHING, NOTHING
        self._looks = self._strides = 0

    def cut(self) -> None:
        """After a hole in the signal the carried frame is another."""
        self._turn = self.swung_s = None
        self._restart()

    def step(self, m: Moment) -> bool:
        """Advance by one look; True when another stride of a walk is complete."""
        last, self._turn = self._turn, m.turn
        if self.swung_s is not None and m.t_s - self.swung_s <= STRIDE_MOST_S:
            self._up = plus(self._up, m.u)
            self._looks += 1
        if m.rate_rads <= SWING_RADS:
            return False
        turned = NOTHING if last is None else rotation_between(last, m.turn)
        if abs(dot(turned, m.u)) > ROUND * size(turned):
            return False
        self._swing = plus(self._swing, turned)
        before, apart = self.swung_s, APART_S
        if before is not None and m.t_s - before <= apart:
            return False
        self.swung_s = m.t_s
        if before is None or not STRIDE_LEAST_S < m.t_s - before <= STRIDE_MOST_S:
            self._restart()
            self._swing = turned
            return False
        self._strides += 1
        if self._strides < STRIDES:
            return False
        up = unit(self._up)
        # The swing tips the top of the shank backward: forward is across it and up.
        self.last = Strides(self._strides, m.t_s, up, unit(cross(up, self._swing)))
        return True
