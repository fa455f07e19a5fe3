"""What the live reading of a set missed: kept beside it, told as soon as it is found.

A set is read again where its repetitions leave room for more: before the first, between two, after the last, and
within one that lasted for several. Each repetition found is one more; none that was counted is taken back.

| constant | value | why | margin |
|---|---|---|---|
| `LEAST` | 3 repetitions | what they have in common is known then, as for partials (sets.py) | |
| `BRIDGED_S` | 1 s | a hole that cuts the live reading, but hides no whole repetition of most people | the quickest, 0.6 s, is lost in it |
| `FULL` | 60 % of the usual height | by so much a partial one must have been more than half (sets.py) | partial ones, 38 at most |
| `LATELY` | 9 repetitions | tempo and height change over a set | |
| `ROOM` | 60 % of the shortest | less room holds no repetition | tempo changes by a third in a set |
| `BACK_S` | 24 s | how far before the first it is looked: three of the slowest missed in a row | |
| `APART_S` | 10 s | repetitions of one set are no further apart (sets.py) | |
| `WHOLE_S` | 60 s | the longest stretch read at once: a hold of 45 s and its neighbours | |
| `LEFT` | 60 | lifted feet remembered: one a second for a minute, the longest stretch read | |
| `WAIT_S` | 4 s | without a repetition, what came last is read: the slowest rise would have been felt | sets end after 10 s |
"""

from __future__ import annotations

from collections import deque
from math import inf

from tracker.measure import Shape
from tracker.rereading import TEMPO, TEMPO_S, Stretch, Usual, are_alike, in_place, read
from tracker.sets import PAUSE_S
from tracker.trail import STEP_S, Trail

BRIDGED_S = 1.0
FULL = 0.6
LEAST = 3
LATELY = 9
ROOM = 0.6
BACK_S = 24.0
APART_S = PAUSE_S
WHOLE_S = 60.0
WAIT_S = 4.0
LEFT = 60


class Hindsight:
    """State of one set; `trail` is fed by whoever follows the shank."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self._all: list[Shape] = []
        self._full: list[Shape] = []
        self._before: list[Shape] = []  # the last full ones of the sets before
        self._live: Shape | None = None  # the repetition told last by the live reading
        self._left: deque[tuple[float, float]] = deque(maxlen=LEFT)
        self._ended_s = 0.0  # when the last repetition of the set before was over
        self.new_set()

    def new_set(self) -> None:
        """What was known of the last one does not hold."""
        self._ended_s = max((shape.end_s for shape in self._all), default=self._ended_s)
        self._before = (self._before + self._full)[-LATELY:]
        self._full = []
        self._all = []
        self._short: list[tuple[Shape, int]] = []  # the partial ones, with their numbers
        self._grown: list[tuple[int, Shape]] = []
        self._common: Usual | None = None  # what they have in common
        self._stale = True  # and whether that was before the last of them
        self._from_s: float | None = None  # read up to here; None: not even what was before the first

    def counted(self, shape: Shape, *, partial: bool, rep_id: int = 0) -> None:
        """The live reading told one, of that number."""
        self._live = shape
        self._all.append(shape)
        if partial:
            self._short.append((shape, rep_id))
        else:
            self._full.append(shape)
            self._stale = True

    def settled(self, shape: Shape, *, partial: bool = False) -> None:
        """Final figures of the one told last, and whether it still is a partial one."""
        for told in (self._all, self._full):
            told[:] = [shape if one is self._live else one for one in told]
        if not partial and any(one is self._live for one, _ in self._short):
            self._full.append(shape)
            self._short = [(one, k) for one, k in self._short if one is not self._live]
        self._short = [(shape if one is self._live else one, k) for one, k in self._short]
        self._live = shape
        self._stale = True

    def grown(self) -> list[tuple[int, Shape]]:
        """Numbers of partial ones that have shown to be full since it was asked last, and their figures."""
        grown, self._grown = self._grown, []
        return grown

    def left(self, start_s: float, end_s: float) -> None:
        """The live reading saw a foot lifted there: it is no repetition, however like the others."""
        self._left.append((start_s, end_s))

    def close(self, t_s: float) -> None:
        """What was before is settled otherwise: the person corrected the count, or the signal broke off."""
        self._from_s = t_s

    def missed(self, offset_ms2: tuple[float, float, float], until_s: float, *, ends: bool) -> list[Shape]:
        """What was missed up to `until_s`: where the last repetition counted began, or the present with the heel down.
        `ends`: nothing is known to end there."""
        usual = self._usual()
        if usual is None or not self._trail.steps:
            return []
        known = sorted(self._all, key=lambda shape: shape.start_s)
        first_s = self._from_s if self._from_s is not None else max(self._ended_s, known[0].start_s - BACK_S)
        first_s = max(first_s, until_s - WHOLE_S)
        around = [shape for shape in known if shape.end_s > first_s and shape.start_s < until_s - STEP_S]
        if not self._has_room(around, first_s, until_s, usual):
            found: list[Shape] = []
        else:
            found = self._read(around, first_s, until_s, usual, offset_ms2, ends=ends)
        if not ends and usual.is_usual(known[-1]):
            self._from_s = until_s
        found = self._of_this_set(found)
        self._all.extend(found)
        return found

    def longest_s(self) -> float:
        """Longer than this no repetition of the set takes, as far as is known."""
        usual = self._usual()
        return inf if usual is None else TEMPO * usual.longest_s + TEMPO_S

    def _usual(self) -> Usual | None:
        """What these repetitions have in common; before there are enough of them, with those of the sets before that are
        alike. Asked ten times a second, worked out when one was told."""
        if self._stale:
            self._common, self._stale = self._in_common(), False
        return self._common

    def _in_common(self) -> Usual | None:
        if len(self._full) >= LEAST:
            return Usual(self._full[-LATELY:])
        if not self._full:
            return None
        newest = self._full[-1]
        alike = [shape for shape in (*self._before, *self._full) if are_alike(shape, newest)]
        return Usual(alike) if len(alike) >= LEAST and len(alike) > len(self._full) else None

    def _of_this_set(self, found: list[Shape]) -> list[Shape]:
        """Those no further than a pause from the next one or the one before."""
        kept: list[Shape] = []
        times = [(shape.start_s, shape.end_s) for shape in self._all]
        for shape in sorted(found, key=lambda one: one.start_s, reverse=True):
            if any(start - APART_S < shape.end_s and shape.start_s < end + APART_S for start, end in times):
                kept.append(shape)
                times.append((shape.start_s, shape.end_s))
        return [one for one in kept[::-1] if not any(a < one.peak_s < b for a, b in self._left)]

    def _has_room(self, around: list[Shape], first_s: float, until_s: float, usual: Usual) -> bool:
        least_s = ROOM * usual.shortest_s
        free_s = first_s
        for shape in around:
            if not usual.is_usual(shape) or self._moves(free_s, shape.start_s, least_s, usual):
                return True
            free_s = shape.end_s
        return self._moves(free_s, until_s, least_s, usual)

    def _moves(self, first_s: float, last_s: float, least_s: float, usual: Usual) -> bool:
        """Whether the leg does something in place for as long, or turns as in a repetition, or was not seen."""
        if last_s - first_s < least_s:
            return False
        steps = self._trail.between(first_s, last_s)
        here = (
            [step for step, in_it in zip(steps, in_place(steps, usual), strict=True) if in_it]
            if steps
            else []
        )
        if sum(step.still_s <= 0.0 or step.hole > 0.0 for step in here) * STEP_S >= least_s:
            return True
        return any(usual.shows(step.u) for step in here)

    def _read(
        self,
        around: list[Shape],
        first_s: float,
        until_s: float,
        usual: Usual,
        offset_ms2: tuple[float, float, float],
        *,
        ends: bool,
    ) -> list[Shape]:
        steps = self._trail.between(first_s - 0.1, until_s + 0.1)
        if len(steps) < 5:
            return []
        sure = [shape for shape in around if usual.is_usual(shape)]
        bottoms = [t_s for shape in sure for t_s in (shape.start_s, shape.end_s)]
        if not ends:
            bottoms.append(until_s)
        if self._from_s is not None:
            bottoms.append(first_s)
        found: list[Shape] = []
        here = in_place(steps, usual)
        k = 0
        while k < len(steps):  # runs in which the leg stays where the set is done
            if not here[k]:
                k += 1
                continue
            last = k
            while last + 1 < len(steps) and here[last + 1]:
                last += 1
            run = steps[k : last + 1]
            inside = tuple(t_s for t_s in bottoms if run[0].t_s - 0.1 <= t_s <= run[-1].t_s + 0.1)
            if inside:
                found.extend(read(Stretch(run, inside), usual, offset_ms2))
            k = last + 1
        return self._new(found, around, usual)

    def _new(self, found: list[Shape], around: list[Shape], usual: Usual) -> list[Shape]:
        """Those that are not the ones counted: each of these accounts for the one nearest to it in its time."""
        left = list(found)
        for shape in around:
            same = [one for one in left if shape.start_s - 0.2 <= one.peak_s <= shape.end_s + 0.2]
            if same:
                nearest = min(same, key=lambda one: abs(one.peak_s - shape.peak_s))
                left.remove(nearest)
                self._compare(shape, nearest, usual)
        return left

    def _compare(self, told: Shape, found: Shape, usual: Usual) -> None:
        """A partial one, measured across a hole perhaps, may be a full one by all that is known now."""
        number = next((k for one, k in self._short if one is told), None)
        if number is not None and found.height_m > FULL * usual.height_m:
            self._grown.append((number, found))
            self._short = [(one, k) for one, k in self._short if one is not told]
