"""How much the resting shank sways: standing people do by 0.2-1 deg, a seated shank by under 0.1.

Measured as the change of tilt over half a second while the leg is still; what is slower is drift, what is quicker is
tremor. Slow raises look still where they begin and end, so not the mean tells the sway but the lower quartile, as the
mean a leg that sways evenly in all directions has with it.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SETTLED_S` | 0.3 s | the tail of a movement is no sway | rests between repetitions begin at 0.4 |
| `LAG` | 0.5 s | sway has half a period of 0.5-2 s | tremor of 8-12 Hz averages out; drift makes 0.02 deg in it |
| `LEAST`, `MOST` | 5, 300 looks | half a second more than the lag, or chance decides; half a minute is plenty | |
| `SAME_DEG` | 4 deg | looks of a leg that leaned otherwise, on a chair or on its way, are none of the set's | bottoms of one posture differ by 1-4 |
| `QUARTILE` | 0.6 | of the mean of a length in the plane (Rayleigh): sqrt(2 ln(4/3)) over sqrt(pi/2) | |
"""

from __future__ import annotations

from collections import deque
from math import cos, degrees, radians, sqrt

from tracker.leaving import LOOK_S
from tracker.motion import Moment
from tracker.vectors import Vector

SETTLED_S = 0.3
LAG = round(0.5 / LOOK_S)
LEAST = 5
MOST = 300
QUARTILE = 0.6
SAME_DEG = 4.0
SAME = cos(radians(SAME_DEG))


class Sway:
    """Over the rests since the last `take()`; asked every `LOOK_S`."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float, float]] = deque(maxlen=LAG + 1)
        self._changes: deque[tuple[float, Vector]] = deque(maxlen=MOST)

    def step(self, m: Moment, *, resting: bool, afresh: bool = False) -> None:
        """Advance by one moment; `resting`: the heel is down and nothing is under way; `afresh`: each rest stands
        alone, for between sets the leg is elsewhere after each movement."""
        if m.still_s < SETTLED_S or not resting:
            self._past.clear()
            return
        if afresh and not self._past:
            self._changes.clear()
        self._past.append(m.u)
        if len(self._past) <= LAG:
            return
        ax, ay, az = self._past[0]
        bx, by, bz = m.u
        self._changes.append((sqrt((bx - ax) ** 2 + (by - ay) ** 2 + (bz - az) ** 2), m.u))

    def seen(self) -> float | None:
        """Degrees since the last `take()`; None where there was no rest to see it in."""
        return _typical([change for change, _ in self._changes])

    def take(self) -> float | None:
        """The same, to begin anew."""
        sway = self.seen()
        if sway is not None:
            self._changes.clear()
        return sway

    def take_of(self, up: Vector) -> tuple[float | None, int]:
        """The same of a leg that leans as with this `up`, and how many looks told it."""
        x, y, z = up
        changes = [change for change, (a, b, c) in self._changes if a * x + b * y + c * z > SAME]
        sway = _typical(changes)
        if sway is not None:
            self._changes.clear()
        return sway, len(changes)


def _typical(changes: list[float]) -> float | None:
    if len(changes) < LEAST:
        return None
    return degrees(sorted(changes)[len(changes) // 4] / QUARTILE)
