"""Times of Polar's samples. A frame's stamp is the time of its LAST sample; its others lie between it and the one before.

    the frame before is there        evenly from its stamp to this one, as Polar's own software does
    none before, or one is missing   backwards from the stamp, at the period learned so far
    evenly would be 15 % too far     a frame is missing, unless the fourth in a row says the same: then it is slower
    evenly would be 15 % too close   it is faster than was asked for: nothing makes a stream look faster
    not newer                        heard twice, or late: left out

Both streams are stamped by one clock. A stamp far from the newest (it is set, or started anew, or damaged) is left out
until another bears it out; then time goes on by what the host's clock says has passed, for both streams.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

import numpy as np

from tracker.samples import Floats

NS_PER_S = 1_000_000_000
LATE_S = 8.0  # a stream may be behind the other by its longest frames
JUMP_S = 10.0
RESTART_S = 1.0
OFF = 0.15
SLOWER = 4
SAME = 1.05
FASTEST_S = 0.0005


def times_ns(before_ns: int | None, stamp_ns: int, n: int, period_ns: float) -> list[int]:
    """Times of a frame's samples as Polar's software reckons them."""
    if before_ns is None:
        return [stamp_ns - round(period_ns * (n - 1 - i)) for i in range(n)]
    step = (stamp_ns - before_ns) / n
    return [before_ns + round(step * (i + 1)) for i in range(n - 1)] + [stamp_ns]


class DeviceClock:
    """Whether a stamp is to be believed, and as time that goes on over a restart; `epoch` counts those."""

    def __init__(self) -> None:
        self._newest_ns: int | None = None
        self._shift_ns = 0
        self._arrival_s = math.nan
        self._doubtful_ns: int | None = None
        self.epoch = 0

    def of(self, stamp_ns: int, span_ns: int, arrival_s: float) -> int | None:
        """The time of a frame that spans so long; None where it is not believed yet."""
        if self._newest_ns is None:
            self._newest_ns = stamp_ns
        passed_s = arrival_s - self._arrival_s  # nan where nobody knows
        ahead_s = (stamp_ns - self._newest_ns) / NS_PER_S
        if -LATE_S <= ahead_s <= JUMP_S + (passed_s if passed_s > 0.0 else 0.0):
            self._newest_ns = max(self._newest_ns, stamp_ns)
        else:
            before, self._doubtful_ns = self._doubtful_ns, stamp_ns
            if before is None or stamp_ns == before or abs(stamp_ns - before) > LATE_S * NS_PER_S:
                return None
            gone_ns = round(passed_s * NS_PER_S) if passed_s > 0.0 else round(RESTART_S * NS_PER_S) + span_ns
            self._shift_ns += self._newest_ns + gone_ns - stamp_ns
            self._newest_ns = stamp_ns
            self.epoch += 1
        self._doubtful_ns = None
        self._arrival_s = arrival_s
        return stamp_ns + self._shift_ns


class StreamClock:
    """Streaming, of one of the streams of a clock; without a clock every stamp is taken as it is. `lost` counts the
    samples that stamps say are missing. A rate that is a guess gives way to what the first two frames say. `before_ns` is the
    stamp of the frame before the first, where it is known."""

    def __init__(
        self,
        rate_hz: float,
        clock: DeviceClock | None,
        *,
        is_guess: bool = False,
        before_ns: int | None = None,
    ) -> None:
        self._clock = clock
        self._told_ns = before_ns
        self._is_guess = is_guess
        self._period_ns = NS_PER_S / rate_hz
        self._before_ns: int | None = None
        self._last_s = -math.inf
        self._epoch = 0
        self._slow: deque[tuple[float, int]] = deque(
            maxlen=SLOWER
        )  # steps, and what they were counted as missing
        self.lost = 0

    def times(self, stamp_ns: int, n: int, arrival_s: float) -> Floats | None:
        """Times of the n samples of a frame, seconds; None for one to be left out."""
        at_ns: int | None = stamp_ns
        if self._clock is not None:
            at_ns = self._clock.of(stamp_ns, round(n * self._period_ns), arrival_s)
            if self._clock.epoch != self._epoch:
                self._epoch, self._before_ns = self._clock.epoch, None
        if at_ns is None:
            return None
        before_ns, told_ns = self._before_ns, self._told_ns
        self._told_ns = None
        if told_ns is not None and told_ns < at_ns:
            before_ns = told_ns
        elif before_ns is not None:
            step_ns = (at_ns - before_ns) / n
            if step_ns >= FASTEST_S * NS_PER_S:
                before_ns = before_ns if self._is_next(step_ns, n) else None
            elif self._clock is not None:
                return None
            else:
                before_ns = None
        self._before_ns = at_ns
        times_s = [at / NS_PER_S for at in times_ns(before_ns, at_ns, n, self._period_ns)]
        if (
            self._clock is not None and times_s[0] <= self._last_s
        ):  # the other stream began anew before this one
            return None
        self._last_s = times_s[-1]
        return np.array(times_s)

    def _is_next(self, step_ns: float, n: int) -> bool:
        """Whether no frame is missing before this one; the period follows what is seen."""
        if self._is_guess:
            self._is_guess, self._period_ns = False, step_ns
        ratio = step_ns / self._period_ns
        if ratio <= 1.0 + OFF:
            self._slow.clear()
            self._period_ns = step_ns if ratio < 1.0 - OFF else 0.8 * self._period_ns + 0.2 * step_ns
            return True
        missing = round((ratio - 1.0) * n)
        self.lost += missing
        self._slow.append((step_ns, missing))
        steps = [step for step, _ in self._slow]
        if len(steps) < SLOWER or max(steps) > SAME * min(steps):
            return False
        self.lost -= sum(counted for _, counted in self._slow)
        self._slow.clear()
        self._period_ns = median(steps)
        return True
