"""Device time of every sample from coarse stamps: whole milliseconds, wrapping counters, packets that go missing.

A stamp is the time of a packet's first sample, cut to the counter's resolution; the samples between follow at
the sensor's real rate, which is the nominal one within a few per cent. Both are tracked: the first stamps
as their mean slope, later ones as a slow loop, so that the cutting (half a millisecond in ten) does not become
jitter. Arrivals only tell a leap of the clock from a damaged stamp, and how long a restart took; they are recorded, so a
replay repeats it.
"""

from __future__ import annotations

import math

import numpy as np

from tracker.samples import Floats

LEARN = 64  # packets over which the rate is the plain mean; then a time constant of as many
MAX_OFF = 0.1  # a real rate is within 10 % of its nominal one; a stamp that says more is damaged
LEAP_S = (
    2.0  # a stamp that leaps further, or back, while packets came on as ever may be damaged: see `_believed`
)
RESTART_S = 1.0  # a clock that went backwards restarted; where no arrival tells how long it was gone, a gap
JUMP_S = (
    10.0  # a clock that leapt so much further than the host's says has passed was set, or restarted as well
)


class ClockFit:
    """Streaming. `lost` counts the samples that stamps say are missing."""

    def __init__(self, nominal_s: float, resolution_s: float, wrap: int) -> None:
        self._nominal = self._period = nominal_s
        self._resolution = resolution_s
        self._wrap = wrap
        self._ticks: int | None = None  # unwrapped counter of the last packet
        self._next_s = 0.0  # when the next packet's first sample is due
        self._last_s = 0.0  # time of the last sample given out
        self._origin_s = 0.0  # added to the counter; grows when the counter restarts
        self._packets = 0
        self._heard_s: float | None = None  # when the last packet arrived
        self._taken_s: float | None = None  # and the last one that was given times
        self._strange: int | None = None  # a counter that leapt, until another bears it out
        self.lost = 0

    def stamp(self, counter: int, n: int, arrival_s: float | None = None) -> Floats | None:
        """Times of the `n` samples of a packet, seconds; None for a packet seen before, and for one whose stamp is
        not believed."""
        if arrival_s is not None and math.isnan(arrival_s):
            arrival_s = None
        waited_s = None if arrival_s is None or self._heard_s is None else arrival_s - self._heard_s
        self._heard_s = arrival_s
        times = self._times(counter, n, arrival_s, waited_s)
        if times is not None:
            self._taken_s = arrival_s
        return times

    def run_at(self, nominal_s: float) -> None:
        """From here on samples are so far apart, give or take the usual: what was said of it before was wrong."""
        self._nominal = self._period = nominal_s
        self._next_s = self._last_s + nominal_s
        self._packets = 0

    def _times(self, counter: int, n: int, arrival_s: float | None, waited_s: float | None) -> Floats | None:
        if self._ticks is None:
            self._ticks = counter
            return self._begin(counter * self._resolution, n)
        step = (counter - self._ticks) % self._wrap
        if step > self._wrap // 2:  # backwards: late and old, or the sensor started anew
            back_s = (self._wrap - step) * self._resolution
            if back_s <= 8 * n * self._nominal or not self._believed(counter, back_s, waited_s):
                return None
            return self._anew(counter, n, self._gone_s(n, arrival_s))
        if step == 0:
            return None
        if step * self._resolution > LEAP_S and not self._believed(
            counter, step * self._resolution, waited_s
        ):
            return None
        self._strange = None
        gone_s = self._gone_s(n, arrival_s)
        if gone_s is not None and step * self._resolution > JUMP_S + gone_s:
            return self._anew(counter, n, gone_s)
        self._ticks += step
        stamp_s = self._ticks * self._resolution + self._origin_s
        missed = (stamp_s - self._next_s) / self._period
        if missed < -0.5 * n:
            return None
        if missed > 0.5 * n:
            # A whole number of packets; a stamp that is none of them is a sensor that dropped samples itself.
            self.lost += round(missed)
            self._next_s = stamp_s + 0.5 * self._resolution
            return self._emit(n)
        off_s = stamp_s + 0.5 * self._resolution - self._next_s
        self._packets += 1
        share = 1.0 / min(self._packets + 1, LEARN)
        self._next_s += max(share, 0.1) * off_s
        period = self._period + share * 0.5 * off_s / n
        low, high = (1.0 - MAX_OFF) * self._nominal, (1.0 + MAX_OFF) * self._nominal
        self._period = min(max(period, low), high)
        return self._emit(n)

    def _believed(self, counter: int, leap_s: float, waited_s: float | None) -> bool:
        """A leap is real where the radio was silent meanwhile, or where the packet before leapt to just before here;
        else it is remembered, and its packet left out."""
        before, self._strange = self._strange, counter
        if waited_s is None or waited_s > min(LEAP_S, 0.5 * leap_s):
            return True
        return before is not None and 0 < (counter - before) % self._wrap * self._resolution <= LEAP_S

    def _gone_s(self, n: int, arrival_s: float | None) -> float | None:
        """How long after the last sample this packet's first one was measured, by the host's clock."""
        if arrival_s is None or self._taken_s is None:
            return None
        return max(arrival_s - self._taken_s - (n - 1) * self._period, self._period)

    def _anew(self, counter: int, n: int, gone_s: float | None) -> Floats:
        """The clock restarted, or was set."""
        self._origin_s = self._last_s + (RESTART_S if gone_s is None else gone_s) - counter * self._resolution
        self._ticks = counter
        return self._begin(counter * self._resolution, n)

    def _begin(self, stamp_s: float, n: int) -> Floats:
        self._next_s = stamp_s + self._origin_s + 0.5 * self._resolution
        return self._emit(n)

    def _emit(self, n: int) -> Floats:
        first = self._next_s
        if self._last_s > 0.0:
            first = max(first, self._last_s + 0.25 * self._period)
        times: Floats = first + self._period * np.arange(n, dtype=np.float64)
        self._last_s = float(times[-1])
        self._next_s = first + n * self._period
        return times
