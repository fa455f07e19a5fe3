"""What the live reading of a set missed: kept beside it, told as soon as it is found.

A set is read again where its repetitions leave room for more: before the first, between two, after the last, and
within one that lasted for several. Each repetition found is one more; none that was counted is taken back, but one
in whose time the leg was not up, beside another that nobody told, is set right to be that one: the fall of the one and
the rise of the next, say. When nothing was told for a while, and when it ends, what lies between those counted is read
once more by all that is known then. A set that ended before three were known is read by what the next one shows (kin.py).

| constant | value | why | margin |
|---|---|---|---|
| `LEAST` | 3 repetitions | what they have in common is known then, as for partials (sets.py) | |
| `BRIDGED_S` | 2 s | a hole that cuts the live reading; a repetition shows that reaches out of it on either side, as most do, 2 s and more long | who left the place for longer may not stand there any more |
| `FULL` | 60 % of the usual height | by so much a partial one must have been more than half (sets.py) | partial ones, 38 at most |
| `LATELY` | 9 repetitions | tempo and height change over a set | |
| `ROOM` | 60 % of the shortest | less room holds no repetition | tempo changes by a third in a set |
| `BACK_S` | 24 s | how far before the first it is looked: three of the slowest missed in a row | |
| `BEFORE_S` | 4 s | and how far before a hold that lasts as long: its rise (gates.py), which may be in a hole | |
| `APART_S` | 10 s | repetitions of one set are no further apart (sets.py) | |
| `WHOLE_S` | 75 s | the longest stretch read at once: a hold of a minute and its neighbours | |
| `NEAR_S` | 0.5 s | so long after a hole the height told live may be wrong by as much as a rise (motion.py), and the tilt by what it turned in it | |
| `WAIT_S` | 4 s | without a repetition, what came last is read: the slowest rise would have been felt | sets end after 10 s |
"""

from __future__ import annotations

from math import inf

from tracker.apart import paired
from tracker.kin import Kin, in_reach, span_s
from tracker.lifted import Lifted
from tracker.measure import Shape
from tracker.plumb import Plumb
from tracker.rereading import TEMPO, TEMPO_S, Stretch, lost_rad, moves, read, runs_in_place
from tracker.sets import PAUSE_S
from tracker.shares import short_ones
from tracker.trail import STEP_S, Step, Trail
from tracker.usual import TELLING_RAD, Usual, are_alike, down_s, touch

BRIDGED_S = 2.0
FULL = 0.6
LEAST = 3
LATELY = 9
ROOM = 0.6
BACK_S = 24.0
BEFORE_S = 4.0
APART_S = PAUSE_S
WHOLE_S = 75.0
WAIT_S = 4.0
NEAR_S = 0.5


class Hindsight:
    """State of one set; `trail` is fed by whoever follows the shank."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self._plumb = Plumb(trail)
        self._all: list[Shape] = []
        self._full: list[Shape] = []
        self._before: list[Shape] = []  # the last full ones of the sets before
        self._live: Shape | None = None  # the repetition told last by the live reading
        self._lifted = Lifted()
        self._ended_s = self._closed_s = 0.0  # when the last repetition of the set before was over
        self._kin = Kin()
        self.new_set()

    def new_set(self, since_s: float = 0.0) -> None:
        """What was known of the last one does not hold; `since_s`: whoever trains said so, and nothing before it is of the next."""
        if (self._all and self.knows) or since_s > 0.0 or self._closed_s > 0.0:
            self._ended_s = max([self._ended_s, since_s, *(shape.end_s for shape in self._all)])
            self._kin.forget()
        else:
            self._kin.leave(self._all)
        self._before = (self._before + self._full)[-LATELY:]
        self._full = []
        self._all = []
        self._told: list[tuple[Shape, int]] = []  # by the live reading, with their numbers
        self._short: list[tuple[Shape, int]] = []  # the partial ones of them
        self._amended: list[tuple[int, Shape, bool]] = []
        self._lost_rad: dict[int, float] = {}  # how far the turn of each may be off for what was not seen
        self._unlooked = False  # whether one was told since it was looked which are partial ones
        self._common: Usual | None = None  # what they have in common
        self._stale = True  # and whether that was before the last of them
        self._from_s: float | None = None  # read up to here; None: not even what was before the first
        self._closed_s = 0.0  # what was before is not to be read, however much is known later
        self._again: dict[float, Usual] = {}  # where a gap begins, and what was known when it was read again

    def counted(self, shape: Shape, *, partial: bool, rep_id: int = 0) -> None:
        """The live reading told one, of that number."""
        self._live = shape
        self._all.append(shape)
        self._told.append((shape, rep_id))
        self._lost_rad[rep_id] = lost_rad(self._trail.between(shape.start_s - NEAR_S, shape.leave_s))
        self._unlooked = True
        if partial:
            self._short.append((shape, rep_id))
        else:
            self._full.append(shape)
            self._stale = True

    def settled(self, shape: Shape, *, partial: bool = False) -> None:
        """Final figures of the one told last, and whether by these it is a partial one."""
        if self._live is not None:
            self._put(self._live, shape)
        if partial:
            self._short += [(one, k) for one, k in self._told if one is shape and not self._is_short(one)]
            self._full = [one for one in self._full if one is not shape]
        elif self._is_short(shape):
            self._full.append(shape)
            self._short = [(one, k) for one, k in self._short if one is not shape]
        self._stale = self._unlooked = True

    def swung(self, shapes: list[Shape]) -> None:
        """How repetitions were that turned the shank alike, measured from rest to rest (swings.py)."""
        if (usual := self._usual()) is not None:
            short = [one for one, _ in self._short if one.start_s >= self._closed_s]
            for k, n in paired(short, shapes):
                self._compare(short[k], shapes[n], usual)

    def amended(self) -> list[tuple[int, Shape, bool]]:
        """Numbers of those that have shown since it was asked last to be others than was told, their figures, and
        whether they are partial ones."""
        amended, self._amended = self._amended, []
        return amended

    def _look_back(self) -> None:
        """What was told full may show beside the others to be a partial one."""
        full = {number: told for told, number in self._told if any(told is one for one in self._full)}
        for number, partial in short_ones(full, self._lost_rad).items() if self._unlooked else ():
            if full[number].start_s >= self._closed_s:
                self._put(full[number], partial)
                self._full = [one for one in self._full if one is not partial]
                self._short.append((partial, number))
                self._amended.append((number, partial, True))
        self._unlooked = False

    def _put(self, told: Shape, shape: Shape) -> None:
        """What was told is of that shape."""
        for known in (self._all, self._full):
            known[:] = [shape if one is told else one for one in known]
        for numbered in (self._told, self._short):
            numbered[:] = [(shape if one is told else one, k) for one, k in numbered]
        if told is self._live:
            self._live = shape
        self._stale = True

    def left(self, start_s: float, top_s: float, end_s: float) -> None:
        """The live reading saw a foot lifted there."""
        self._lifted.take(self._trail, start_s, top_s, end_s)

    def close(self, t_s: float) -> None:
        """What was before is settled otherwise: the person corrected the count, or the signal broke off."""
        self._from_s = self._closed_s = t_s

    def missed(self, offset_ms2: tuple[float, float, float], until_s: float, *, ends: bool) -> list[Shape]:
        """What was missed up to `until_s`: where the last repetition counted began, or the present with the heel down.
        `ends`: nothing is known to end there."""
        if ends:
            self._look_back()
        usual = self._usual()
        if usual is None or not self._trail.steps:
            return []
        known = sorted((*self._kin.shapes, *self._all), key=lambda shape: shape.start_s)
        first_s = self._from_s if self._from_s is not None else self._since_s(known[0], usual)
        first_s = max(first_s, until_s - WHOLE_S)
        around = [shape for shape in known if shape.end_s > first_s and shape.start_s < until_s - STEP_S]
        found: list[Shape] = []
        if self._has_room(around, first_s, until_s, usual):
            bottoms_s = (*(() if ends else (until_s,)), *(() if self._from_s is None else (first_s,)))
            found = self._read(around, first_s, until_s, usual, offset_ms2, bottoms_s)
        if not ends and usual.is_usual(known[-1]):
            self._from_s = until_s
        return self._of_this_set(found)

    def missed_before(self, offset_ms2: tuple[float, float, float]) -> list[Shape]:
        """What was missed between those counted, or before the first, and shows only by what is known now: the first
        three may have been measured wrong, across holes, and so what they have in common."""
        usual = self._usual()
        if usual is None or not self._trail.steps:
            return []
        known = sorted((*self._kin.shapes, *self._all), key=lambda shape: shape.start_s)
        sure = [shape for shape in known if usual.is_usual(shape)]
        found: list[Shape] = []
        since_s = max(self._closed_s, self._since_s(known[0], usual))
        for before, after in zip([None, *sure], sure, strict=False):
            if before is None:
                free_s = first_s = since_s
            else:
                first_s, free_s = max(since_s, before.start_s), before.end_s
            between = [shape for shape in known if shape.end_s > first_s and shape.start_s < after.start_s]
            then = self._again.get(free_s)
            if (
                after.end_s - first_s > WHOLE_S
                or (then is not None and usual.says_as(then))
                or not self._moves(free_s, after.start_s, ROOM * usual.shortest_s, usual)
            ):
                continue
            self._again[free_s] = usual
            found.extend(self._read([*between, after], first_s, after.end_s, usual, offset_ms2, bottoms_s=()))
        return self._of_this_set(found)

    def _since_s(self, first: Shape, usual: Usual) -> float:
        """From when on the set is read that seemed to begin with `first`: a hold before it is read whole."""
        since_s = max(self._ended_s, first.start_s - BACK_S)
        steps = self._trail.between(first.start_s - WHOLE_S, since_s)
        for step in reversed(steps):
            if not usual.leans_as_up(step.u):
                break
            since_s = step.t_s - BEFORE_S
        return max(self._ended_s, since_s)

    def longest_s(self) -> float:
        """Longer than this no repetition of the set takes, as far as is known."""
        usual = self._usual()
        return inf if usual is None else TEMPO * usual.longest_s + TEMPO_S

    def is_up(self, up: tuple[float, float, float]) -> bool:
        """Whether the shank leans as at the top of the set's repetitions: a heel that is held, though nobody saw it rise."""
        usual = self._usual()
        return usual is not None and usual.leans_as_up(up)

    @property
    def knows(self) -> bool:
        """Whether enough of the set is known to find what was missed."""
        return self._usual() is not None

    @property
    def has_partial(self) -> bool:
        """Whether a partial one of the set was told."""
        return bool(self._short)

    def _usual(self) -> Usual | None:
        """What these repetitions have in common; before there are enough of them, with those of the sets before that are
        alike. Asked ten times a second, worked out when one was told."""
        if self._stale:
            self._common, self._stale = self._in_common(), False
            self._ended_s = self._kin.join(self._common, self._all, self._ended_s)
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
        """Those no further than a pause from the next one or the one before: known from here on."""
        kept = in_reach(found, (*self._kin.shapes, *self._all), APART_S)
        kept = [one for one in kept if not self._lifted.at(one.peak_s)]
        self._all.extend(self._kin.take(kept, self._all))
        return kept

    def _has_room(self, around: list[Shape], first_s: float, until_s: float, usual: Usual) -> bool:
        least_s = ROOM * usual.shortest_s
        free_s = first_s
        for shape in around:
            if not usual.is_usual(shape) or self._moves(free_s, shape.start_s, least_s, usual):
                return True
            if self._is_short(shape) and self._trail.lost_s(shape.start_s - NEAR_S, shape.end_s) > 0.0:
                return True
            free_s = shape.end_s
        return self._moves(free_s, until_s, least_s, usual)

    def _is_short(self, shape: Shape) -> bool:
        """Whether it is a partial one, by its figures so far."""
        return any(one is shape for one, _ in self._short)

    def _moves(self, first_s: float, last_s: float, least_s: float, usual: Usual) -> bool:
        return last_s - first_s >= least_s and moves(self._trail.between(first_s, last_s), least_s, usual)

    def _read(
        self,
        around: list[Shape],
        first_s: float,
        until_s: float,
        usual: Usual,
        offset_ms2: tuple[float, float, float],
        bottoms_s: tuple[float, ...],
    ) -> list[Shape]:
        """`bottoms_s`: where the heel is known to be down, beside the ends of those counted."""
        steps = self._plumb.between(first_s - 0.1, until_s + 0.1, usual.turn_rad, usual.up_s)
        if len(steps) < 5:
            return []
        return [
            shape
            for run in runs_in_place(steps, usual)
            for shape in self._read_run(run, around, usual, offset_ms2, bottoms_s)
        ]

    def _read_run(
        self,
        run: list[Step],
        around: list[Shape],
        usual: Usual,
        offset_ms2: tuple[float, float, float],
        bottoms_s: tuple[float, ...],
    ) -> list[Shape]:
        first_s, last_s = run[0].t_s - STEP_S, run[-1].t_s + STEP_S
        sets_s = (*self._kin.sets_s, span_s(self._all))
        wrong: list[Shape] = []
        for _ in range(2):  # the ends of what was no repetition are no bottoms
            sure = [shape for shape in around if usual.is_usual(shape) and shape not in wrong]
            bottoms = (*bottoms_s, *(t_s for shape in sure for t_s in down_s(shape)))
            inside = tuple(t_s for t_s in bottoms if first_s <= t_s <= last_s)
            amid = any(a <= first_s and last_s <= b for a, b in sets_s)
            if not inside and not amid and usual.turn_rad < TELLING_RAD:  # nor does a turn tell of it
                return []
            found, tops = read(Stretch(run, inside, sets_s), usual, offset_ms2)
            wrong = [
                shape
                for shape in around
                if first_s <= shape.start_s
                and shape.end_s <= last_s
                and not self._is_short(shape)
                and not any(shape.start_s <= t_s <= shape.end_s for t_s in tops)
                and not any(one.start_s <= shape.peak_s <= one.end_s for one in found)
                and any(touch(one, shape) for one in found)
            ]
            if not wrong:
                break
        left = self._new(found, [shape for shape in around if shape not in wrong], usual)
        for shape in wrong:
            beside = [one for one in left if touch(one, shape)]
            if beside:
                nearest = min(beside, key=lambda one: abs(one.peak_s - shape.peak_s))
                left.remove(nearest)
                self._amend(shape, nearest)
        return left

    def _amend(self, told: Shape, found: Shape) -> None:
        """What was told live was not up in its time, but another beside it was: that one was meant."""
        self._amended.extend((number, found, False) for one, number in self._told if one is told)
        self._put(told, found)

    def _new(self, found: list[Shape], around: list[Shape], usual: Usual) -> list[Shape]:
        """Those that are not the ones counted: each of these accounts for the one nearest to it in its time."""
        same = paired(around, found)
        for k, n in same:
            self._compare(around[k], found[n], usual)
        return [one for n, one in enumerate(found) if n not in dict(same).values()]

    def _compare(self, told: Shape, found: Shape, usual: Usual) -> None:
        """A partial one, measured across a hole perhaps, may be a full one by all that is known now."""
        number = next((k for one, k in self._short if one is told), None)
        if number is not None and found.height_m > FULL * usual.height_m:
            self._amended.append((number, found, False))
            self._short = [(one, k) for one, k in self._short if one is not told]
