"""What a link is worth, in figures: how fast samples come, how many are lost, how unevenly and how late.

| figure | is |
|---|---|
| `rate_hz` | samples a second on the sensor's clock, lost ones counted: what it really runs at |
| `lost_share` | of all samples so far; `lost_lately` of those of the last `WINDOW_S` |
| `packets_hz` | packets a second |
| `pause_s` | the longest pause between two packets of the last `WINDOW_S` |
| `late_s` | by how much all but one in twenty packets come later than the quickest do (the radio's unrest) |
| `delay_s` | how old a packet's first sample is when it comes: its packet has to fill, and is late |

The quickest packet's own delay cannot be known without the sensor's help; it is some milliseconds.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from drivers.clockline import ClockLine
from tracker.samples import Samples

WINDOW_S = 10.0
LEAST_S = 3.0  # so much has to be seen before a share means something
QUANTILE = 0.95


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """At one moment; None where it is not known (yet)."""

    nominal_hz: float | None = None
    rate_hz: float | None = None
    lost_share: float | None = None
    lost_lately: float | None = None
    packets_hz: float | None = None
    pause_s: float | None = None
    late_s: float | None = None
    delay_s: float | None = None
    battery_pct: int | None = None


@dataclass(frozen=True, slots=True)
class _Came:
    arrival_s: float
    first_s: float
    last_s: float
    number: int
    lost: int  # in all, so far
    late_s: float


class LinkStats:
    """One sensor's. `nominal_hz` is the rate it was asked for, None where it has none."""

    def __init__(self, nominal_hz: float | None = None, battery_pct: int | None = None) -> None:
        self.battery_pct = battery_pct
        self._nominal_hz = nominal_hz
        self._line = ClockLine()
        self._recent: deque[_Came] = deque()
        self._samples = self._lost = 0

    def take(self, arrival_s: float, samples: Samples, lost: int) -> None:
        """Samples that a packet completed; `lost` is what the decoder misses in all."""
        if not len(samples):
            return
        first_s, last_s = float(samples.t_s[0]), float(samples.t_s[-1])
        self._line.take(last_s, arrival_s)
        late_s = max(0.0, arrival_s - self._line.host_s(last_s))
        self._samples += len(samples)
        self._lost = lost
        self._recent.append(_Came(arrival_s, first_s, last_s, len(samples), lost, late_s))
        while arrival_s - self._recent[0].arrival_s > WINDOW_S:
            self._recent.popleft()

    def restart(self) -> None:
        """The link was gone: what happens from here on says how it is now."""
        self._recent.clear()

    def figures(self) -> LinkFigures:
        """As of the last packet."""
        total = self._lost + self._samples
        lost_share = self._lost / total if self._samples else None
        known = LinkFigures(self._nominal_hz, None, lost_share, battery_pct=self.battery_pct)
        recent = self._recent
        span_s = recent[-1].arrival_s - recent[0].arrival_s if recent else 0.0
        clock_s = recent[-1].last_s - recent[0].last_s if recent else 0.0
        if span_s < LEAST_S or clock_s <= 0.0:
            return known
        came = sum(one.number for one in recent) - recent[0].number
        lost = max(0, recent[-1].lost - recent[0].lost)
        late = sorted(one.late_s for one in recent)
        ages = sorted(one.last_s - one.first_s + one.late_s for one in recent)
        at = round(QUANTILE * (len(late) - 1))
        arrivals = [one.arrival_s for one in recent]
        pauses = [b - a for a, b in pairwise(arrivals)]
        return LinkFigures(
            self._nominal_hz,
            (came + lost) / clock_s,
            lost_share,
            lost / (lost + came) if lost + came else 0.0,
            (len(recent) - 1) / span_s,
            max(pauses),
            late[at],
            ages[at],
            self.battery_pct,
        )
