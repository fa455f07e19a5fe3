"""The time of every sample of a home-built sensor: by its stamps, else by its counter, else by the arrivals.

    t with each sample     that is its time (drivers.stamps)
    t once a line          of the first sample, the others follow at the real rate (drivers.clockfit)
    no t                   a fit of the arrivals (drivers.arrivals)

The counter tells what is missing, and without t also what came twice or late. Where t stands once a line, t and counter
together tell the real rate: one that is not the header's, twice in a row, is the one that holds.
"""

from __future__ import annotations

import math

import numpy as np

from drivers.arrivals import ArrivalFit, Timed
from drivers.clockfit import MAX_OFF, ClockFit
from drivers.diyheader import RATES_HZ, Header
from drivers.readings import Ints
from drivers.stamps import RESTART_S, Stamps, Unwrapped
from tracker.samples import Floats

LATE = 64  # samples a counter may lie back and be late; more is a sensor that started anew
JUMP_S = 10.0  # a counter that jumps further than this, or than the time that passed, tells no loss
MEASURE_S = 1.0  # a stretch over which the rate is measured
Taken = list[tuple[Floats, Floats, Ints | None]]


class DiyClock:
    """Streaming. A sensor that describes itself anew goes on `after_s`, the last time of what it was before.
    `as_sent` takes every stamp as it is."""

    def __init__(self, header: Header, after_s: float | None, *, as_sent: bool = False) -> None:
        self._raw = Unwrapped(header.t_wrap) if as_sent else None
        self._ticks_per_s = round(1.0 / header.tick_s)
        self._rate_hz = header.rate_hz
        self._stamps = Stamps(header.tick_s, header.t_wrap)
        self._lines = ClockFit(1.0 / header.rate_hz, header.tick_s, header.t_wrap)
        self._arrivals = ArrivalFit(header.rate_hz)
        self._once = bool(header.once)
        self._wrap = header.n_wrap
        self._counts = "n" in header.once + header.columns
        self._t_wrap = header.t_wrap
        self._mark: tuple[int, int] | None = None  # stamp and counter where a stretch began
        self._off_hz: float | None = None  # a rate that is not the one believed, measured once
        self._due: int | None = None  # the next counter
        self._missing = 0
        self._after_s = after_s
        self._shift_s = None if after_s is not None else 0.0
        self.last_s = after_s

    @property
    def lost(self) -> int:
        """Samples missing so far."""
        if self._counts:
            return self._missing
        return self._stamps.lost + self._lines.lost + self._arrivals.lost

    def take(self, stamps: list[int], counts: list[int], rows: Floats, arrival_s: float) -> Taken:
        """Times of a line's samples, with the rows and counters that are new."""
        n = len(rows)
        counter = None
        if counts:
            counter = np.array([(counts[0] + i) % self._wrap for i in range(n)], dtype=np.int64)
        if stamps:
            times: Floats | None
            if self._raw is not None:
                times = self._raw.of(stamps[0]) / self._ticks_per_s + np.arange(n) / self._rate_hz
            elif self._once:
                if counts:
                    self._measure(stamps[0], counts[0])
                times = self._lines.stamp(stamps[0], n, None if math.isnan(arrival_s) else arrival_s)
            else:
                at_s = self._stamps.stamp(stamps[0], arrival_s)
                times = None if at_s is None else np.array([at_s])
            if times is None:
                return []
            times = times if self._raw is not None else self._shifted(times)
            if counter is not None:
                since_s = float(times[0]) - self.last_s if self.last_s is not None else 0.0
                missing = self._step(int(counter[0]), n)
                self._missing += missing if 0 < missing <= 2.0 * since_s * self._rate_hz + LATE else 0
            self.last_s = float(times[-1])
            return [(times, rows, counter)]
        if counter is None:
            return self._arrived(self._arrivals.take(arrival_s, rows))
        missing = self._step(int(counter[0]), n, keeps_late=False)
        if missing < 0 and self._raw is None:
            return []
        missing = missing if 0 <= missing <= JUMP_S * self._rate_hz else 0
        self._missing += missing
        held = self._arrivals.skip(missing) if missing else []
        return self._arrived([*held, *self._arrivals.take(arrival_s, np.column_stack((rows, counter)))])

    def finish(self) -> Taken:
        """What is held back."""
        return self._arrived(self._arrivals.finish())

    def _measure(self, stamp: int, count: int) -> None:
        """The rate by stamp and counter, whatever is missing between."""
        if self._mark is None:
            self._mark = stamp, count
            return
        passed_s = (stamp - self._mark[0]) % self._t_wrap / self._ticks_per_s
        if passed_s < MEASURE_S:
            return
        number = (count - self._mark[1]) % self._wrap
        self._mark = stamp, count
        rate_hz = number / passed_s
        known = passed_s <= JUMP_S and RATES_HZ[0] <= rate_hz <= RATES_HZ[1]
        if not known or abs(rate_hz / self._rate_hz - 1.0) <= MAX_OFF:
            self._off_hz = None
        elif self._off_hz is None or abs(rate_hz / self._off_hz - 1.0) > MAX_OFF:
            self._off_hz = rate_hz
        else:
            self._rate_hz, self._off_hz = rate_hz, None
            self._lines.run_at(1.0 / rate_hz)

    def _step(self, count: int, n: int, *, keeps_late: bool = True) -> int:
        """Samples missing before this one; below zero where it is late or came twice."""
        due = count if self._due is None else self._due
        ahead = (count - due + self._wrap // 2) % self._wrap - self._wrap // 2
        if -min(LATE, self._wrap // 4) <= ahead < 0 and not keeps_late:
            return ahead
        self._due = (count + n) % self._wrap
        return max(ahead, 0)

    def _arrived(self, timed: list[Timed]) -> Taken:
        taken: Taken = []
        for times, rows in timed:
            shifted = self._shifted(times)
            self.last_s = float(shifted[-1])
            taken.append((shifted, rows[:, :6], rows[:, 6].astype(np.int64) if self._counts else None))
        return taken

    def _shifted(self, times: Floats) -> Floats:
        if self._shift_s is None:
            assert self._after_s is not None
            self._shift_s = self._after_s + RESTART_S - float(times[0])
        return times + self._shift_s
