"""A sensor's clock against the host's, as a straight line: a robust fit of when its packets arrived.

A packet arrives after its last sample was taken: by a few milliseconds at best, by seconds in a burst, never before.
So the least late arrival of each second lies on a line, a little above the true one; its slope is how much faster the
one clock goes (crystals differ by 100 millionths, a rate that serves as a clock by some per cent), and the height is
taken from the least late of the last ones.

| constant | value | why |
|---|---|---|
| `BLOCK_S` | 1 s | holds some ten packets, of which one is hardly late |
| `ANCHORS` | 60 | a minute: 1 ms of unrest makes 30 millionths of slope |
| `LEAST_SPAN_S` | 10 s | sooner, the radio's unrest says more than the clocks do: one is taken for the other |
| `MAX_OFF` | 0.1 | no real rate is further from its nominal one (drivers.clockfit) |
| `RECENT` | 15 | blocks whose least late arrivals give the height; their third least, for the least may be a stray |
| `EARLY_S` | 0.25 s | nothing is early: a clock that was set, or started anew |
| `LATE_S`, `LATE_BLOCKS` | 0.5 s, 5 | a burst ends within two seconds; later for longer is a clock that was set |
"""

from __future__ import annotations

from collections import deque
from itertools import combinations
from statistics import median

BLOCK_S = 1.0
ANCHORS = 60
LEAST_SPAN_S = 10.0
MAX_OFF = 0.1
RECENT = 15
EARLY_S = 0.25
LATE_S = 0.5
LATE_BLOCKS = 5
SLOPE_EVERY = 5  # blocks: a minute's slope does not change within five seconds

Anchor = tuple[float, float]


class ClockLine:
    """Streaming. A function of the packets alone, so a replay repeats it."""

    def __init__(self) -> None:
        self._anchors: deque[Anchor] = deque(maxlen=ANCHORS)
        self._block: Anchor | None = None  # the least late of the block that runs
        self._until_s = 0.0  # its end, on the host's clock
        self._origin: Anchor = (0.0, 0.0)  # numbers stay small around it
        self._slope = 1.0
        self._height_s = 0.0
        self._blocks = self._late = 0

    @property
    def is_known(self) -> bool:
        """Whether there is a line."""
        return self._block is not None

    def take(self, device_s: float, arrival_s: float) -> None:
        """A packet whose last sample is of `device_s` arrived."""
        if self._block is None or arrival_s - self.host_s(device_s) < -EARLY_S:
            self._begin(device_s, arrival_s)
            return
        if arrival_s >= self._until_s:
            self._close()
            self._block = (device_s, arrival_s)
            self._until_s = arrival_s + BLOCK_S
        elif self._lateness((device_s, arrival_s)) < self._lateness(self._block):
            self._block = (device_s, arrival_s)
        self._height_s = min(self._height_s, self._lateness((device_s, arrival_s)))

    def host_s(self, device_s: float) -> float:
        """When that was on the host's clock."""
        return self._origin[1] + self._slope * (device_s - self._origin[0]) + self._height_s

    def device_s(self, host_s: float) -> float:
        """What the device's clock said then."""
        return self._origin[0] + (host_s - self._origin[1] - self._height_s) / self._slope

    def _lateness(self, anchor: Anchor) -> float:
        """Above the line through the origin."""
        return anchor[1] - self._origin[1] - self._slope * (anchor[0] - self._origin[0])

    def _begin(self, device_s: float, arrival_s: float) -> None:
        self._anchors.clear()
        self._origin = self._block = (device_s, arrival_s)
        self._until_s = arrival_s + BLOCK_S
        self._slope, self._height_s, self._late = 1.0, 0.0, 0

    def _close(self) -> None:
        """The block is whole: its least late packet is an anchor."""
        assert self._block is not None
        late_s = self._lateness(self._block) - self._height_s
        self._late = self._late + 1 if late_s > LATE_S else 0
        if self._late >= LATE_BLOCKS:
            self._begin(*self._block)
            return
        self._anchors.append(self._block)
        self._blocks += 1
        if self._blocks % SLOPE_EVERY == 0:
            self._tilt()
        recent = sorted(map(self._lateness, list(self._anchors)[-RECENT:]))
        self._height_s = recent[min(2, (len(recent) - 1) // 3)]

    def _tilt(self) -> None:
        first, last = self._anchors[0], self._anchors[-1]
        if last[1] - first[1] < LEAST_SPAN_S:
            return
        pairs = combinations(list(self._anchors)[::2], 2)
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs if b[0] - a[0] > BLOCK_S]
        if slopes:
            self._slope = min(max(median(slopes), 1.0 - MAX_OFF), 1.0 + MAX_OFF)
            self._origin = last
