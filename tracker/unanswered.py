"""Ticks of a running set whose rise was left, but may show in hindsight to be a repetition all the same.

A repetition found in hindsight answers the tick that lies in it. What none has answered is revoked when the next one is
counted, once enough of them are known to read the set by (hindsight.py), in a pause, in a hole nobody can bridge, or at
the set's end. So a tick has one answer.
"""

from __future__ import annotations

from typing import NamedTuple

from tracker.events import RepRevoked
from tracker.measure import Shape


class Tick(NamedTuple):
    """Of a rise of that number whose top was at `top_s`, told at `ticked_s`; `why` it was left."""

    rep_id: int
    ticked_s: float
    top_s: float
    why: str


class Unanswered:
    """Those between two readings of a set."""

    def __init__(self) -> None:
        self._ticks: list[Tick] = []

    def leave(self, now: float, tick: Tick, *, in_set: bool) -> list[RepRevoked]:
        """A rise was left whose tick was told: outside of a set nobody looks for it again."""
        if in_set:
            self._ticks.append(tick)
            return []
        return [RepRevoked(now, tick.rep_id, tick.why)]

    def take(self, found: Shape) -> Tick | None:
        """The tick that a repetition found in hindsight answers."""
        inside = [tick for tick in self._ticks if found.start_s <= tick.top_s <= found.end_s]
        if not inside:
            return None
        self._ticks.remove(inside[0])
        return inside[0]

    def revoked(self, now: float) -> list[RepRevoked]:
        """What the set was read for and did not show."""
        told = [RepRevoked(now, tick.rep_id, tick.why) for tick in self._ticks]
        self._ticks = []
        return told
