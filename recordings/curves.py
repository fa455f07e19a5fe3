"""What the tracker saw of a whole file, as curves: the rise, and how far the shank is turned from where it rested.

The road is walked again with a tracker of its own; any cutting gives the same, so these are the curves behind the
events. Heights are corrected as late as the next rest, so each is read once that has had time to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, degrees

from recordings.load import Loaded
from tracker.explain import Candidate
from tracker.motion import MEMORY_S, Moment
from tracker.setup import Exercise
from tracker.trace import levelled

BLOCK = 128
"""Samples walked at once: 5 s at 25 Hz, far below what the tracker remembers."""
SETTLES_S = 12.0
"""By then most repetitions have come to rest; half of what is remembered."""
RESTED_S = 0.3


@dataclass(frozen=True, slots=True)
class Curves:
    """Points (time in s, value), and what was looked at. `turn_deg` is the angle to the last rest, either way."""

    rise_cm: list[tuple[float, float]]
    turn_deg: list[tuple[float, float]]
    candidates: list[Candidate]


def curves(
    loaded: Loaded, declared: Exercise | None = None, at: Callable[[float], object] = lambda t_s: None
) -> Curves:
    """Walk the file down the road and keep what was seen; `at` is told how far it is."""
    candidates: list[Candidate] = []
    tracker = loaded.tracker(declared, candidates.append)
    seen = _Seen()
    for step in loaded.steps(tracker, BLOCK):
        if len(step.samples):
            at(float(step.samples.t_s[-1]))
        seen.take(tracker.moments(MEMORY_S), SETTLES_S)
    seen.take(tracker.moments(MEMORY_S), 0.0)
    return Curves(seen.rise_cm, seen.turn_deg, candidates)


class _Seen:
    """Takes each moment once, when it has settled."""

    def __init__(self) -> None:
        self.rise_cm: list[tuple[float, float]] = []
        self.turn_deg: list[tuple[float, float]] = []
        self._last_s = float("-inf")
        self._rest: tuple[float, float, float] | None = None

    def take(self, moments: list[Moment], settles_s: float) -> None:
        """Those older than `settles_s` before the newest; a few seconds together, for each look costs the whole memory."""
        if not moments:
            return
        until_s = moments[-1].t_s - settles_s
        if settles_s and until_s - max(self._last_s, moments[0].t_s) < 0.3 * settles_s:
            return
        for moment, (t_s, h_cm) in zip(moments, levelled(moments), strict=True):
            if self._last_s < t_s <= until_s:
                self._last_s = t_s
                self.rise_cm.append((t_s, h_cm))
                if self._rest is None or moment.still_s > RESTED_S:
                    self._rest = moment.u
                self.turn_deg.append((t_s, _apart_deg(moment.u, self._rest)))


def _apart_deg(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    return degrees(acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True))))))
