"""What is remembered of the movement, looked up by the number of the moment, and measured from one to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import islice
from math import sqrt

from tracker.measure import HOLE, Shape, Span, measure, measure_fall, measure_heights
from tracker.motion import Moment, Motion
from tracker.phases import LATEST, ROUND
from tracker.timeline import CELL_S

Vector = tuple[float, float, float]


def furthest_rad(moments: Iterable[Moment], up: Vector) -> float:
    """How far the shank was from `up` at most; asked of a whole rise at its top, so the root is drawn once."""
    ax, ay, az = up
    most = 0.0
    for moment in moments:
        bx, by, bz = moment.u
        bx, by, bz = bx - ax, by - ay, bz - az
        far = bx * bx + by * by + bz * bz
        if far > most:
            most = far
    return sqrt(most)


def between(memory: deque[Moment], first_s: float, last_s: float) -> list[Moment]:
    """What is remembered from one time to another; looked up from the present, for most is asked of what just was."""
    found: list[Moment] = []
    for m in reversed(memory):
        if (t_s := m.t_s) < first_s:
            break
        if t_s <= last_s:
            found.append(m)
    return found[::-1]


class Past:
    """Moments count from the start of the stream; `n` is the present one, set by whoever counts."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self.n = 0

    def place(self, n: int) -> int:
        """Where moment `n` stands in the memory; negative where it is forgotten."""
        return len(self._motion.memory) - 1 - (self.n - n)

    def at(self, n: int) -> Moment:
        """Moment `n`, or the oldest there is."""
        memory = self._motion.memory
        back = self.n - n
        return memory[-1 - back] if back < len(memory) else memory[0]

    def stretch(self, first_n: int, last_n: int | None = None) -> list[Moment]:
        """The moments from `first_n` on, up to `last_n` or the present."""
        first = max(0, self.place(first_n))
        return self.between(first, len(self._motion.memory) if last_n is None else self.place(last_n) + 1)

    def between(self, first: int, end: int) -> list[Moment]:
        """From one place in the memory up to another; reached from the present, for most is asked of what just was."""
        memory = self._motion.memory
        n = len(memory)
        found = list(islice(reversed(memory), max(0, n - end), max(0, n - first)))
        found.reverse()
        return found

    def hardest_jolt_ms2(self, first_n: int, until_s: float) -> float:
        """From moment `first_n` to a time; nought where there is nothing between."""
        return max([m.jolt_ms2 for m in self.stretch(first_n) if m.t_s <= until_s], default=0.0)

    def came_round_rad(self, n: int, up: Vector) -> float:
        """How far the shank was from `up` in the last moments before moment `n`."""
        first = max(0, self.place(n) - ROUND)
        return furthest_rad(self.between(first, first + ROUND), up)

    def lost_rad(self, first_n: int) -> float:
        """How far the shank would turn in what was lost since moment `first_n`, at the mean rate seen since then."""
        stretch = self.stretch(first_n)
        if not any(map(HOLE, stretch)):
            return 0.0
        seen = [moment.rate_rads for moment in stretch if not moment.hole]
        lost = len(stretch) - len(seen)
        return lost * CELL_S * sum(seen) / len(seen) if seen else 0.0

    def measured(
        self,
        start_n: int,
        rise: Shape | None,
        end_m: float | None = None,
        end_ms: float = 0.0,
        last_n: int | None = None,
        held: Span | None = None,
    ) -> Shape:
        """The repetition from `start_n` to `last_n` (measure.py). `rise`: what was measured of it in time, for a hold
        that outlasts the memory; `held`: the first and the last moment at which the heel was known to stay up."""
        offset = self._motion.height.offset_ms2
        if self.place(start_n) < 0 and rise is not None:
            first_n = (last_n or self.n) - LATEST + 1
            return measure_fall(self.stretch(first_n, last_n), offset, rise, self._within(first_n, held))
        stretch = self.stretch(start_n, last_n)
        return measure(stretch, offset, end_m, end_ms, self._within(start_n, held))

    def heights_m(self, start_n: int, rise: Shape | None, held: Span | None = None) -> tuple[float, float]:
        """Height of the top and of the end above the start, by velocity alone."""
        if self.place(start_n) < 0 and rise is not None:
            shape = self.measured(start_n, rise, held=held)
            return shape.height_m, shape.end_height_m
        offset = self._motion.height.offset_ms2
        return measure_heights(self.stretch(start_n), offset, self._within(start_n, held))

    def _within(self, first_n: int, held: Span | None) -> Span | None:
        """Counted from moment `first_n` on, or the oldest remembered."""
        if held is None:
            return None
        first_n = max(first_n, self.n - self.place(self.n))
        a, b = max(0, held[0] - first_n), held[1] - first_n
        return (a, b) if a < b else None
