"""Times of samples from a sensor without a clock: a robust fit of their arrivals.

Samples leave the sensor evenly and arrive late: by the radio's interval, by bursts, never early. So the earliest
arrivals of each half second lie on a line; its slope is the real period (median of all slopes of the last
`ANCHORS` of them, within MAX_OFF of the rate asked for), and the samples follow it with a slow correction.

    late up to MAY_BE_LATE_S       the radio's unrest
    later                          held back until those that follow have caught up (a burst: nothing is missing),
                                   or DECIDE_S have passed without (a gap: the line moves on)
    half a second all late         samples are missing between: the line moves on

A sensor that runs at another of its rates than the one asked for is found out after a second and a half.
Causal, and a function of the arrivals alone: a replay repeats it. Where no arrival is known (nan), the nominal
rate is the clock.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from itertools import combinations
from statistics import median

import numpy as np

from tracker.samples import Floats

ANCHORS = 40
BLOCK_S = 0.5
MAX_OFF = 0.1
MAY_BE_LATE_S = 0.25
CAUGHT_UP_S = 0.1
DECIDE_S = 0.25
SLEW = 0.02  # the correction changes the distance of samples by so much at most
SLOWER, FASTER = 0.6, 1.15  # loss makes a stream look slower, nothing makes it look faster

Timed = tuple[Floats, Floats]


class ArrivalFit:
    """Streaming. `lost` counts the samples that seem missing."""

    def __init__(self, rate_hz: float, rates_hz: Sequence[float] = ()) -> None:
        self._rates = tuple(rates_hz) or (rate_hz,)
        self._nominal = self._period = 1.0 / rate_hz
        self._next_s: float | None = None  # when the next sample is due
        self._index = 0  # of the next sample, those missing counted
        self._correction_s = 0.0  # still to be spread over the samples to come
        self._held: list[Floats] = []
        self._held_from_s = 0.0
        self._least_s = math.inf  # lateness of the earliest, of those held or of the block
        self._anchors: deque[tuple[int, float]] = deque(maxlen=ANCHORS)
        self._block: tuple[float, int] | None = None  # begin of the block, samples in it
        self._best = (0, 0.0)
        self._speeds: deque[float] = deque(maxlen=7)
        self._restarted = False
        self.lost = 0

    def take(self, arrival_s: float, rows: Floats) -> list[Timed]:
        """Times of what is ready now, with the rows (one a sample) given for them, in order."""
        if not len(rows):
            return []
        if self._next_s is None:
            self._next_s = 0.0 if math.isnan(arrival_s) else arrival_s - (len(rows) - 1) * self._period
        if math.isnan(arrival_s):
            return [*self.finish(), self._emit(rows)]
        if self._restarted:
            self._restarted = False
            self._go_on(arrival_s - (self._next_s + (len(rows) - 1) * self._period))
        waiting = sum(map(len, self._held)) + len(rows)
        late_s = arrival_s - (self._next_s + (waiting - 1) * self._period)
        if self._held or late_s > max(MAY_BE_LATE_S, 3.0 * self._period):
            return self._hold(arrival_s, late_s, rows)
        self._look(arrival_s, late_s, len(rows))
        return [self._emit(rows)]

    def restart(self) -> list[Timed]:
        """The sensor was told to stream just now, so its next samples are on a line of their own, however short the gap;
        what was held back before them."""
        held = self.finish()
        self._restarted, self._block, self._least_s = True, None, math.inf
        self._speeds.clear()
        return held

    def _go_on(self, late_s: float) -> None:
        """Those that are late then are so because of what is missing; but what came before half a second of them was
        there may have been at another rate."""
        assert self._next_s is not None
        if self._anchors:
            self._miss(late_s)
        elif late_s > 0.0:
            self._next_s += late_s

    def finish(self) -> list[Timed]:
        """What is held back, as nothing more is to be waited for."""
        held, self._held = self._held, []
        return [self._emit(rows) for rows in held]

    def skip(self, missing: int) -> list[Timed]:
        """So many samples are known to be missing now; what was held back before them."""
        held = self.finish()
        if self._next_s is not None:
            self._index += missing
            self._next_s += missing * self._period
        return held

    def _hold(self, arrival_s: float, late_s: float, rows: Floats) -> list[Timed]:
        if not self._held:
            self._held_from_s, self._least_s = arrival_s, math.inf
        self._held.append(rows)
        self._least_s = min(self._least_s, late_s)
        caught_up = late_s <= max(CAUGHT_UP_S, 2.0 * self._period)
        if not caught_up and arrival_s - self._held_from_s < DECIDE_S:
            return []
        if not caught_up:
            self._miss(self._least_s)
        self._count(arrival_s, sum(map(len, self._held)))
        return self.finish()

    def _miss(self, late_s: float) -> None:
        assert self._next_s is not None
        missing = max(round(late_s / self._period), 0)
        self.lost += missing
        self._index += missing
        self._next_s += missing * self._period

    def _look(self, arrival_s: float, late_s: float, n: int) -> None:
        """The block's earliest arrival so far; at its end what it says of the line."""
        if self._block is None or late_s < self._least_s:
            self._least_s, self._best = late_s, (self._index + n - 1, arrival_s)
        if not self._count(arrival_s, n):
            return
        if self._least_s > max(CAUGHT_UP_S, 3.0 * self._period):
            self._miss(self._least_s)
        else:
            self._correction_s = self._least_s
        self._anchors.append(self._best)
        if len(self._anchors) >= 4:
            slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(self._anchors, 2) if b[0] > a[0]]
            low, high = (1.0 - MAX_OFF) * self._nominal, (1.0 + MAX_OFF) * self._nominal
            self._period = min(max(median(slopes), low), high) if slopes else self._period
        self._least_s = math.inf

    def _count(self, arrival_s: float, n: int) -> bool:
        """Whether a block ends here; how fast samples came in it may tell another rate."""
        if self._block is None:
            self._block = (arrival_s, 0)
            return False
        begin_s, so_far = self._block
        self._block = (begin_s, so_far + n)
        if arrival_s - begin_s < BLOCK_S:
            return False
        self._speeds.append((so_far + n) / (arrival_s - begin_s))
        self._block = (arrival_s, 0)
        speed = median(self._speeds)
        if len(self._speeds) >= 3 and not SLOWER < speed * self._nominal < FASTER:
            self._run_at(min(self._rates, key=lambda rate: abs(math.log(rate / speed))))
        return True

    def _run_at(self, rate_hz: float) -> None:
        if rate_hz * self._nominal != 1.0:
            self._nominal = self._period = 1.0 / rate_hz
            self._anchors.clear()
            self.lost = 0  # none was: it was slower than thought

    def _emit(self, rows: Floats) -> Timed:
        assert self._next_s is not None
        n = len(rows)
        change_s = min(max(self._correction_s, -SLEW * n * self._period), SLEW * n * self._period)
        self._correction_s -= change_s
        step_s = self._period + change_s / n
        times: Floats = self._next_s + step_s * np.arange(n, dtype=np.float64)
        self._next_s += n * step_s
        self._index += n
        return times, rows
