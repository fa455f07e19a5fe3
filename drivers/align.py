"""A second sensor's samples on the first one's clock, so that both can be looked at together.

Each clock is held against the host's, by when packets arrived (drivers.clockline); what is left is the difference of
the two sensors' least delays, some milliseconds. This happens before the tracker, from packets and their arrivals
alone, so that a replay repeats it.

| constant | value | why |
|---|---|---|
| `SLEW` | 0.02 | a better fit changes the distance of samples by so much at most, as in drivers.arrivals |
| `JUMP_S` | 0.25 s | a correction beyond any fit's: a clock was set, so there is a gap or an overlap, and no slow way over |
"""

from __future__ import annotations

import numpy as np

from drivers.clockline import ClockLine
from tracker.samples import Floats, Samples

SLEW = 0.02
JUMP_S = 0.25


class Aligner:
    """Streaming: told of the first sensor's samples as they come, gives the second's times on its clock."""

    def __init__(self) -> None:
        self._first = ClockLine()
        self._second = ClockLine()
        self._shift_s: float | None = None  # from the second's clock to the first's, at its last sample
        self._at_s = 0.0  # that sample, on the second's clock
        self._last_s = -np.inf  # the same, on the first's

    def first(self, arrival_s: float, samples: Samples) -> None:
        """Samples of the first sensor arrived."""
        if len(samples):
            self._first.take(float(samples.t_s[-1]), arrival_s)

    def second(self, arrival_s: float, samples: Samples) -> Samples:
        """The second sensor's samples with `t_s` on the first's clock; none before the first has sent any."""
        if not len(samples):
            return samples
        end_s = float(samples.t_s[-1])
        self._second.take(end_s, arrival_s)
        if not self._first.is_known:
            return Samples.empty()
        meant_s = self._first.device_s(self._second.host_s(end_s)) - end_s
        t_s = self._times(samples.t_s, meant_s)
        newer = t_s > self._last_s
        self._at_s = end_s
        self._last_s = max(self._last_s, float(t_s[-1]))
        return Samples(t_s[newer], samples.acc_ms2[newer], samples.gyr_rads[newer])

    def _times(self, t_s: Floats, meant_s: float) -> Floats:
        """Shifted by what is meant, and there by a slow way from what it was."""
        was_s = self._shift_s
        if was_s is None or abs(meant_s - was_s) > JUMP_S:
            self._shift_s = meant_s
            return t_s + meant_s
        span_s = max(float(t_s[-1]) - self._at_s, 0.0)
        most_s = SLEW * span_s
        self._shift_s = was_s + min(max(meant_s - was_s, -most_s), most_s)
        if span_s == 0.0:
            return t_s + self._shift_s
        share = np.clip((t_s - self._at_s) / span_s, 0.0, 1.0)
        shifted: Floats = t_s + was_s + share * (self._shift_s - was_s)
        return shifted
