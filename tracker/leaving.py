"""Whether the athlete leaves the place of the set: walks off, or takes another posture.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SWING_RADS` | 2.6 rad/s | the shank swings at 4.6 in walking, 3 when strolling | a repetition 1.25, raw 2.2; squat 2.3 |
| `SWINGS`, `SWINGS_S` | 3 in 4 s | a stroll swings each leg every 1.3 s | stepping once to adjust |
| `APART_S` | 0.4 s | two swings of one leg are at least so far apart, even running | a stroll's 1.3 |
| `LOOK_S` | 0.1 s | how often it is asked: a swing lasts 0.3 s | |
| `POSTURE_RAD`, `POSTURE_S` | 40 deg for 3 s | lying down, kneeling, crossing the leg | rising from a squat between its raises 30 |
"""

from __future__ import annotations

from collections import deque
from math import cos, radians

from tracker.events import SetEnd
from tracker.motion import Moment

LOOK_S = 0.1
SWING_RADS = 2.6
SWINGS = 3
SWINGS_S = 4.0
APART_S = 0.4
POSTURE_RAD = radians(40.0)
POSTURE_S = 3.0
_UPRIGHT = cos(POSTURE_RAD)


class Leaving:
    """Streaming, asked every `LOOK_S`; `step()` names the reason in the moment it becomes sure, once for each time."""

    def __init__(self) -> None:
        self._swings: deque[float] = deque(maxlen=SWINGS)
        self._elsewhere_s = 0.0

    def step(self, m: Moment, posture: tuple[float, float, float] | None) -> SetEnd | None:
        """`posture`: up in the sensor frame in the running set, None without one."""
        swings = self._swings
        if m.rate_rads > SWING_RADS and (not swings or m.t_s - swings[-1] > APART_S):
            swings.append(m.t_s)
            if len(swings) == SWINGS and m.t_s - swings[0] < SWINGS_S:
                swings.clear()
                return SetEnd.WALKED
        if posture is None:
            self._elsewhere_s = 0.0
            return None
        ux, uy, uz = m.u
        px, py, pz = posture
        if ux * px + uy * py + uz * pz > _UPRIGHT:
            self._elsewhere_s = 0.0
            return None
        self._elsewhere_s += LOOK_S
        if self._elsewhere_s < POSTURE_S:
            return None
        self._elsewhere_s = 0.0
        return SetEnd.POSTURE
