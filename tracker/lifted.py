"""Feet that the live reading saw lifted: no repetitions, however like the others they come when a set is read again.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEFT` | 75 | remembered: one a second over the longest stretch read (hindsight.py) | |
| `LOST` | a tenth of its time, or of its rise | more of it unseen, and nobody knows which way a foot went (carry.py) | a hole of 0.2 s in 2 s |
"""

from __future__ import annotations

from collections import deque

from tracker.trail import Trail

LEFT = 75
LOST = 0.1


class Lifted:
    """When feet were in the air."""

    def __init__(self) -> None:
        self._spans_s: deque[tuple[float, float]] = deque(maxlen=LEFT)

    def take(self, trail: Trail, start_s: float, top_s: float, end_s: float) -> None:
        """One was, if it was seen which way it went."""
        if all(trail.lost_s(start_s, t_s) < LOST * (t_s - start_s) for t_s in (top_s, end_s)):
            self._spans_s.append((start_s, end_s))

    def at(self, t_s: float) -> bool:
        """Whether one was then."""
        return any(a < t_s < b for a, b in self._spans_s)
