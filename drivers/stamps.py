"""Device time where every sample has its own stamp: wrap-around, repeats, clocks that are set or start anew.

    same or up to LATE_S older     heard twice or late: left out
    newer                          taken; what is missing is told by the usual step, learned from the stamps
    older, or newer by JUMP_S      doubtful: left out, until SURE of them follow one another; then the clock was
    more than the host's clock     set or restarted, and time goes on by what the host's clock says has passed,
                                   or by RESTART_S where it says nothing

Depends on stamps and arrivals alone, so a replay repeats it.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

LATE_S = 1.0
JUMP_S = 10.0
RESTART_S = 1.0
SURE = 3
LEARN = 8  # steps before anything is called missing; those before are then looked at again
RECENT = 33
SETTING_S = 3.0  # a start takes half a second, twice that where a command is said again


class Unwrapped:
    """A counter's value as a number that goes on over its wrap; a step back stays one. Nothing is left out."""

    def __init__(self, wrap: int) -> None:
        self._wrap = wrap
        self._last: int | None = None

    def of(self, counter: int) -> int:
        """The nearest number to the last one that has this value."""
        last = counter if self._last is None else self._last
        self._last = last + (counter - last + self._wrap // 2) % self._wrap - self._wrap // 2
        return self._last


class Stamps:
    """Streaming. `wrap` is the number of ticks the counter has, None for a calendar clock."""

    def __init__(self, resolution_s: float, wrap: int | None = None) -> None:
        self._resolution = resolution_s
        self._wrap = wrap
        self._ticks: int | None = None  # of the last sample taken, unwrapped
        self._origin_s = 0.0
        self._arrival_s = math.nan
        self._doubtful: list[int] = []
        self._steps: deque[int] = deque(maxlen=RECENT)
        self._judged = 0
        self._started: int | None = None  # where it began, or was last told to stream
        self._lost_then = 0
        self._is_first = False  # step after it was set, from another rate to this one
        self.lost = 0

    def stamp(self, stamp: int, arrival_s: float) -> float | None:
        """The time of the sample in seconds; None where it is to be left out."""
        if self._ticks is None:
            self._ticks = self._started = stamp
            return self._take(arrival_s)
        step = self._from(self._ticks, stamp)
        if -LATE_S <= step * self._resolution <= 0.0:
            return None
        passed_s = arrival_s - self._arrival_s  # nan where nobody knows
        if step > 0 and not step * self._resolution - passed_s > JUMP_S:
            self._doubtful.clear()
            self._ticks += step
            self._look_for_loss(step)
            return self._take(arrival_s)
        if self._doubtful and not 0 < self._from(self._doubtful[-1], stamp) * self._resolution <= LATE_S:
            self._doubtful.clear()
        self._doubtful.append(stamp)
        if len(self._doubtful) < SURE:
            return None
        self._doubtful.clear()
        self._ticks += step
        self._origin_s += (passed_s if passed_s > 0.0 else RESTART_S) - step * self._resolution
        return self._take(arrival_s)

    def restart(self) -> None:
        """The sensor is being started: its usual step is learned anew. Told again within SETTING_S, it was set to another
        rate meanwhile, and nothing was lost by that."""
        before, self._started = self._started, self._ticks
        if before is not None and self._ticks is not None:
            self._is_first = 0 <= (self._ticks - before) * self._resolution < SETTING_S
            self.lost = self._lost_then if self._is_first else self.lost
        self._lost_then = self.lost
        self._steps.clear()
        self._judged = 0

    def _from(self, before: int, stamp: int) -> int:
        step = stamp - before
        if self._wrap is None:
            return step
        return (step + self._wrap // 2) % self._wrap - self._wrap // 2

    def _take(self, arrival_s: float) -> float:
        assert self._ticks is not None
        self._arrival_s = arrival_s
        return self._ticks * self._resolution + self._origin_s

    def _look_for_loss(self, step: int) -> None:
        if self._is_first:
            self._is_first = False
            return
        self._steps.append(step)
        self._judged += 1
        if self._judged < LEARN:
            return
        usual = median(self._steps)
        for one in self._steps if self._judged == LEARN else (step,):
            self.lost += max(round(one / usual) - 1, 0)
