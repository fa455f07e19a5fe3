"""How the thigh was tipped in the mean while the leg seemed to walk, one stretch after the other.

Walking and running show which way a thigh's sensor is up: its mean over strides is upright within some degrees. But
what swings the shank as walking does need not be that: a cyclist's thigh is level by half. So stretches whose means
differ are told apart, and each is weighed by itself (upright.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEAST_LOOKS` | 20 | two seconds of it, one to two strides, know the mean | a stumble |
| `SAME_DEG` | 12 deg | stretches of walking are of one leg and one strap: slower, up a slope | a cyclist's thigh is 45 further back |
| `MOST_LOOKS` | 200 | a strap creeps: what is older is forgotten | |
| `KEPT` | 4 stretches | the strap creeps | |
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.gait import APART_S, STRIDE_MOST_S, STRIDES
from tracker.places import towards
from tracker.vectors import Vector, apart_deg, plus, scaled, unit

LEAST_LOOKS = 20
SAME_DEG = 12.0
MOST_LOOKS = 200
KEPT = 4


@dataclass(slots=True)
class _Stretch:
    mean: Vector
    looks: int = 1

    def take(self, thigh: Vector) -> None:
        self.looks = min(MOST_LOOKS, self.looks + 1)
        self.mean = towards(self.mean, thigh, self.looks)


class Strolls:
    """Streaming: `swing` for every quick swing of the shank, `take` for every look at the thigh."""

    def __init__(self) -> None:
        self._swings, self._swung_s = 0, float("-inf")
        self._now: _Stretch | None = None
        self._before: list[_Stretch] = []

    def swing(self, t_s: float) -> None:
        """The shank is quick: of a swing that goes on nothing more is made."""
        apart_s = t_s - self._swung_s
        if apart_s <= APART_S:
            return
        if apart_s > STRIDE_MOST_S:
            self._close()
            self._swings = 0
        self._swings += 1
        self._swung_s = t_s

    def take(self, t_s: float, thigh: Vector) -> None:
        """Up in the thigh's frame then, which may be a while ago; only what lies before the last swing is walking."""
        if self._swings < STRIDES or t_s >= self._swung_s:
            return
        if self._now is None:
            self._now = _Stretch(thigh)
        else:
            self._now.take(thigh)

    def means(self) -> list[Vector]:
        """Up in the thigh's frame, one for each kind of stretch."""
        return [one.mean for one in self._kinds() if one.looks >= LEAST_LOOKS]

    def _kinds(self) -> list[_Stretch]:
        now = self._now
        if now is None:
            return self._before
        kinds = [_Stretch(one.mean, one.looks) for one in self._before]
        alike = next((one for one in kinds if apart_deg(one.mean, now.mean) < SAME_DEG), None)
        if alike is None:
            return [*kinds, now][-KEPT:]
        both = alike.looks + now.looks
        alike.mean = unit(plus(scaled(alike.mean, alike.looks / both), now.mean, now.looks / both))
        alike.looks = min(MOST_LOOKS, both)
        return kinds

    def _close(self) -> None:
        self._before, self._now = self._kinds(), None
