"""Silence, judged: when a stream is weak, when it is lost, when it flows again. Pure: told of arrivals and asked the
time.

| constant | value | why |
|---|---|---|
| `WEAK_S` | 1 s | sensors send 10 to 50 packets a second; a second without one is ten missed connection events and more |
| `LOST_S` | 3 s | links supervise themselves: most time-outs are 2 to 6 s; bursts after interference end within 2 s |
| `WATCH_S` | 0.25 s | a look costs nothing, and is a quarter of the shortest time told |
| `RECENT` | 9 packets | a frame of two seconds of samples is no silence: the usual distance of packets is their median; a burst in between leaves it alone |
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from statistics import median

WEAK_S = 1.0
LOST_S = 3.0
WATCH_S = 0.25
RECENT = 9


class Silence(Enum):
    """What a look found new."""

    WEAK = "weak"
    LOST = "lost"
    OVER = "over"  # it was weak, and flows again


class Watch:
    """One connection's."""

    def __init__(self, now_s: float) -> None:
        self._heard_s = self._looked_s = now_s
        self._distances_s: deque[float] = deque(maxlen=RECENT)
        self._began = self._weak = False

    def heard(self, arrival_s: float) -> None:
        """Data came."""
        if self._began:
            self._distances_s.append(max(0.0, arrival_s - self._heard_s))
        self._began = True
        self._heard_s = max(self._heard_s, arrival_s)

    def silent_s(self, now_s: float) -> float:
        """How long nothing came."""
        return max(0.0, now_s - self._heard_s)

    def look(self, now_s: float) -> Silence | None:
        """What is new; to be asked every WATCH_S. A host that was asleep or busy heard nothing meanwhile: its own
        absence is not the sensor's silence."""
        away_s = max(now_s - self._looked_s - WATCH_S, 0.0)
        self._looked_s = now_s
        self._heard_s = min(self._heard_s + away_s, now_s)
        silent_s = self.silent_s(now_s) - self._usual_s()
        if silent_s > LOST_S:
            return Silence.LOST
        if silent_s > WEAK_S and not self._weak:
            self._weak = True
            return Silence.WEAK
        if self._weak and silent_s < WATCH_S:
            self._weak = False
            return Silence.OVER
        return None

    def _usual_s(self) -> float:
        """How far apart packets are of themselves, where that is worth a word."""
        if len(self._distances_s) < RECENT:
            return 0.0
        usual_s = median(self._distances_s)
        return min(usual_s, LOST_S) if usual_s > WATCH_S else 0.0
