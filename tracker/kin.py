"""Sets that ended before enough of them was known to read them again: a stop after two repetitions ends a set too.

What the next set shows of its repetitions holds for them, where one of them is alike (usual.py): the same person in the
same place, a stop ago. So they are read with it, back to where the set before them ended.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.measure import Shape
from tracker.usual import Usual, are_alike

STOP_S = 40.0
"""What is further apart is no stop: one to walk or to adjust takes up to that. Rests between sets begin at 20 s: of a set of one or
two before such a rest, too, one repetition must be alike."""


class Kin:
    """`sets`: the repetitions of each set joined to the running one, oldest first."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """What comes next is a set of its own."""
        self._left: list[list[Shape]] = []
        self.sets: list[list[Shape]] = []

    def leave(self, shapes: list[Shape]) -> None:
        """A set ended of which too little is known."""
        if shapes:
            self._left.append(shapes)

    @property
    def shapes(self) -> list[Shape]:
        """The repetitions of all of them."""
        return [shape for one in self.sets for shape in one]

    @property
    def sets_s(self) -> list[tuple[float, float]]:
        """From when to when each of them is known to go on."""
        return [span_s(one) for one in self.sets]

    def join(self, usual: Usual | None, running: list[Shape], ended_s: float) -> float:
        """What the `running` set has in common, once that is known. When the last set was over that is not read with it;
        `ended_s` if all are."""
        if usual is None:
            return ended_s
        for one, after in zip(self._left, [*self._left, running][1:], strict=True):
            near = min(shape.start_s for shape in after) - max(shape.end_s for shape in one) < STOP_S
            if near and any(are_alike(shape, usual.like) for shape in one):
                self.sets.append(one)
            else:  # nor is what was before it
                ended_s = max(ended_s, *(shape.end_s for shape in one))
                self.sets = []
        self._left = []
        return ended_s

    def take(self, found: list[Shape], running: list[Shape]) -> list[Shape]:
        """Those of them, oldest first, that are the `running` set's; each of the others is of the set it is nearest to."""
        taken: list[Shape] = []
        for shape in found:
            nearest = min(
                (running, *reversed(self.sets)),
                key=lambda one: shape.away_s(min(was.start_s for was in one), max(was.end_s for was in one)),
            )
            (taken if nearest is running else nearest).append(shape)
        return taken


def span_s(shapes: list[Shape]) -> tuple[float, float]:
    """From the end of the first to the beginning of the last: so long a set is known to go on."""
    return min(shape.end_s for shape in shapes), max(shape.start_s for shape in shapes)


def in_reach(found: list[Shape], known: Iterable[Shape], apart_s: float) -> list[Shape]:
    """Those of them, oldest first, that lie within `apart_s` of one that is known, or of another that does."""
    kept: list[Shape] = []
    times = [(shape.start_s, shape.end_s) for shape in known]
    for shape in sorted(found, key=lambda one: one.start_s, reverse=True):
        if any(start - apart_s < shape.end_s and shape.start_s < end + apart_s for start, end in times):
            kept.append(shape)
            times.append((shape.start_s, shape.end_s))
    return kept[::-1]
