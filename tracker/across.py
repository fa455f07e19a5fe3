"""A heel that was held when the signal broke off: it may be held after the gap, or have come down meanwhile.

Nothing carries velocity or height over a gap, but a held heel has none to carry, and the accelerometer of a leg that is
still tells at once how it leans: as at the top, as at rest before the rise, or as neither, and then nobody knows. What
is known of the rise was measured before.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LATELY` | 0.5 s before the gap | so lately it was still at its top | a fall takes 0.3 s and more, and its first half no less than 0.15 |
| `STANDS_S` | 0.3 s | over which the force is a mean: tremble and noise leave 0.2 deg | the turn of a rise that tells, 2.5 deg |
| `FELT` | half of the height | less of a fall was felt after the gap, and it was in it | as `DOWN` (phases.py), 20 % |
| `ROSE` | 40 % of the turn | a held shank sways by half a degree either way | one that came down in the gap and is up again turned by all of it: that is the next one |
| `WAITS` | 4 s after the gap | a fall of 2 s that began in it is over, and the leg is still | the next rise of a slow set, 4-6 s after |
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from tracker.fall import Fall
from tracker.holding import HOLD_S
from tracker.measure import Shape
from tracker.motion import HELD, STILL_SIGMA_M, Moment
from tracker.phases import BACK, BEYOND, STILL_UP, TELLING_RAD, Phase
from tracker.timeline import CELL_S, Cut, to_sensor
from tracker.vectors import Vector, dot, mean, plus, turn_rad, unit

STANDS_S = 0.3
FELT = 0.5
ROSE = 0.4
LATELY = round(0.5 / CELL_S)
STANDS = round(STANDS_S / CELL_S)
WAITS = round(4.0 / CELL_S)


class Stands(Enum):
    """Where a heel is after a gap."""

    UP = auto()
    DOWN = auto()
    UNKNOWN = auto()


class Across(Fall):
    """What can be asked of a heel that was held when the signal broke off."""

    def crosses(self, cut: Cut) -> bool:
        """Whether it was held at a told top when the signal broke off, and the shank had turned far enough for that to be
        known again. Then, of what was before, only what is known of the rise is remembered."""
        if self.phase is not Phase.TOP or self._up is None or self._held is None or not self._ticked:
            return False
        first_s = cut.start_s
        if self.cut_s is not None:  # another gap, before the leg was still after the first
            first_s = self.cut_s[0]
        elif self._stayed is None or self._n - self._held.place > LATELY:
            return False
        else:
            self._top_u = mean(m.u for m in self._past.stretch(self._stayed[0], self._held.place))
            if turn_rad(self._start_u, self._top_u) < TELLING_RAD:
                return False
        self.cut_s = (first_s, cut.end_s)
        self._cut_n = self._n
        self._motion.at_rest, self._motion.top = False, HELD + 1  # it may tremble, and is at no rest
        return True

    def _stands(self, m: Moment) -> Stands | None:
        """Where it is, once the leg is still; None as long as it is not."""
        waited = self._n - self._cut_n
        if m.still_s >= STANDS_S:
            turn = plus(self._top_u, self._start_u, -1.0)
            left = dot(plus(self._up_by_force(), self._start_u, -1.0), turn) / dot(turn, turn)
            if left < BACK:
                return Stands.DOWN
            if STILL_UP < left < BEYOND:
                return Stands.UP if self._rose(m) < ROSE else Stands.UNKNOWN
        return Stands.UNKNOWN if waited > WAITS else None

    def _rose(self, m: Moment) -> float:
        """By which share of its turn the shank has turned since the gap, by the gyroscope alone."""
        turn = plus(self._top_u, self._start_u, -1.0)
        then, now = to_sensor(self._past.at(self._cut_n + 1).turn, *m.up), to_sensor(m.turn, *m.up)
        return dot(plus(now, then, -1.0), turn) / dot(turn, turn)

    def _up_by_force(self) -> Vector:
        """Up in the sensor frame, by the force alone of a leg that is still."""
        return unit(mean(to_sensor(m.turn, *m.force) for m in self._past.stretch(self._n - STANDS + 1)))

    def _goes_on_held(self, m: Moment) -> None:
        """It is held on: as high as it was."""
        assert self._held is not None
        self._motion.height.observe_height(self._held.level_m, STILL_SIGMA_M, learns=False)
        self._held = self._held._replace(place=self._n)
        self._bottom_m, self._bottom_n = self._held.level_m, self._n
        self._stayed = (self._n, self._n)
        self._asked_n = self._n
        self.cut_s = None

    def _came_down(self, cut_s: tuple[float, float]) -> Shape:
        """What is known of one that is down again: its rise, and its fall unless that was in the gap."""
        up = self._up
        assert up is not None
        shape = self._measure()
        if shape.end_height_m > FELT * up.height_m:
            first_s, last_s = cut_s
            peak_s = 0.5 * (up.top_s + first_s)
            shape = replace(up, peak_s=peak_s, leave_s=first_s, low_s=last_s, end_s=last_s, end_height_m=0.0)
        hold_s = (up.top_s, shape.leave_s)
        return replace(shape, hold_s=hold_s if hold_s[1] - hold_s[0] >= HOLD_S else None, kept_share=None)
