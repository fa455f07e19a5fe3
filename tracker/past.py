"""What is remembered of the movement, looked up by the number of the moment, and measured from one to another."""

from __future__ import annotations

from itertools import islice
from math import sqrt

from tracker.measure import Shape, measure, measure_fall, measure_heights
from tracker.motion import Moment, Motion
from tracker.phases import LATEST, ROUND
from tracker.timeline import CELL_S

Vector = tuple[float, float, float]


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
        return self._motion.memory[max(0, self.place(n))]

    def stretch(self, first_n: int, last_n: int | None = None) -> list[Moment]:
        """The moments from `first_n` on, up to `last_n` or the present."""
        end = None if last_n is None else max(0, self.place(last_n) + 1)
        return list(islice(self._motion.memory, max(0, self.place(first_n)), end))

    def hardest_jolt_ms2(self, first_n: int, until_s: float) -> float:
        """From moment `first_n` to a time; nought where there is nothing between."""
        return max((m.jolt_ms2 for m in self.stretch(first_n) if m.t_s <= until_s), default=0.0)

    def came_round_rad(self, n: int, up: Vector) -> float:
        """How far the shank was from `up` in the last moments before moment `n`."""
        first = max(0, self.place(n) - ROUND)
        return max(turn_rad(moment.u, up) for moment in islice(self._motion.memory, first, first + ROUND))

    def lost_rad(self, first_n: int) -> float:
        """How far the shank would turn in what was lost since moment `first_n`, at the mean rate seen since then."""
        stretch = self.stretch(first_n)
        seen = [moment.rate_rads for moment in stretch if not moment.hole]
        lost = len(stretch) - len(seen)
        return lost * CELL_S * sum(seen) / len(seen) if lost and seen else 0.0

    def measured(
        self,
        start_n: int,
        rise: Shape | None,
        end_m: float | None = None,
        end_ms: float = 0.0,
        last_n: int | None = None,
    ) -> Shape:
        """The repetition from `start_n` to `last_n` (measure.py). `rise`: what was measured of it in time, for a hold
        that outlasts the memory."""
        offset = self._motion.height.offset_ms2
        if self.place(start_n) < 0 and rise is not None:
            return measure_fall(self.stretch((last_n or self.n) - LATEST + 1, last_n), offset, rise)
        return measure(self.stretch(start_n, last_n), offset, end_m, end_ms)

    def heights_m(self, start_n: int, rise: Shape | None) -> tuple[float, float]:
        """Height of the top and of the end above the start, by velocity alone."""
        if self.place(start_n) < 0 and rise is not None:
            shape = self.measured(start_n, rise)
            return shape.height_m, shape.end_height_m
        return measure_heights(self.stretch(start_n), self._motion.height.offset_ms2)


def turn_rad(a: Vector, b: Vector) -> float:
    """Angle between two directions, small ones."""
    (ax, ay, az), (bx, by, bz) = a, b
    dx, dy, dz = bx - ax, by - ay, bz - az
    return sqrt(dx * dx + dy * dy + dz * dz)
