"""The heel under way: where its rise began, how high it got, how it came back, and what can be asked of that."""

from __future__ import annotations

from collections import deque
from math import sqrt
from typing import NamedTuple

from tracker.ankle import Carried, carried
from tracker.carry import Carries
from tracker.explain import Verdict
from tracker.facing import Facing
from tracker.footing import UNTOLD, look, twist_rad
from tracker.gates import back_of, judge_footing, judge_return, judge_rise
from tracker.height import SPAN
from tracker.measure import Shape, Span
from tracker.motion import Moment, Motion
from tracker.onset import find_onset
from tracker.past import Past, furthest_rad
from tracker.phases import (
    ALIKE,
    AMONG,
    AT_REST,
    AT_TOP,
    BEFORE,
    END_KNOWN_MS,
    LATEST,
    LOST_FOR,
    LOST_MS,
    OWN_GAIN,
    RISING_MS,
    ROSE_ON,
    SETTLED_S,
    SLOWER,
    SOON,
    STAYS,
    STEP,
    TURNING,
    Phase,
)
from tracker.stepdown import SET, stayed_up
from tracker.ticking import is_a_top, is_like, reached
from tracker.timeline import CELL_S
from tracker.vectors import turn_rad


class Held(NamedTuple):
    """Where a heel last was still up there: moment, level, its rise so far."""

    place: int
    level_m: float
    rise_m: float


class Heel:
    """State of one rise and fall; what is asked of its fall is in fall.py, who decides by it is `Reps` (reps.py)."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._past = Past(motion)
        self._own_m = 0.0  # height of the person's repetitions of late
        self._counted_at = -AMONG  # where the last of them was counted
        self._told_n = -AMONG  # where the last of them ended
        self._read_back = False  # whether that one was told in hindsight (rhythm.py)
        self.facing = Facing(motion)
        self._carries = Carries(self.facing)
        self._row: deque[Shape] = deque(maxlen=SET)  # the last ones counted, one soon after the other
        self._n = 0  # moments since the start; places below count with it
        self.reset()

    def reset(self) -> None:
        """Drop what is open: after a hole in the signal, or when paused."""
        self.phase = Phase.DOWN
        self._motion.at_rest, self._motion.top = True, 0
        self._low_n = self._down_n = self._n
        self._low_m: float | None = None
        self._start_n = self._n
        self._start_m = self._start_s = self._onset_s = 0.0
        self._fastest_n = self._n
        self._start_u = (0.0, 0.0, 1.0)
        self._fastest = self._least = self._falling = self._jolt = self._turned = 0.0
        self._top_m = self._bottom_m = self._top_s = self._tick_m = 0.0
        self._bottom_n = self._peak_n = self._topped_n = self._tick_n = self._n
        self._asked_n = self._n
        self._ticked = self._corrected = self._slow = False
        self._up: Shape | None = None  # the rise alone, measured once the top is held
        self._held: Held | None = None
        self._stayed: Span | None = None  # the first and the last moment at which it was known to stay up
        self._counted: Shape | None = None  # the last repetition as it was counted
        self._counted_n: int | None = None  # where the last count fell, while its figures are not final
        self.cut_s: tuple[float, float] | None = (
            None  # the gap in the signal a held heel may outlast (across.py)
        )
        self._cut_n = self._n
        self._top_u = (0.0, 0.0, 1.0)  # up in the sensor frame while it was held before that
        self._carried: Carried | None = None  # how the open repetition's ankle went along, as last measured

    def pass_over(self) -> None:
        """A moment of which nothing is told: it goes by all the same, and what began before it is told no more."""
        self._n = self._past.n = self._n + 1
        self._low_n = self._down_n = self._told_n = self._n

    def _judged_rise(self, m: Moment, rise_m: float) -> tuple[Verdict, str] | None:
        """Why a rise that has its top at this moment is none of a heel."""
        turned = max(self._turned, self._past.came_round_rad(self._start_n, self._start_u))
        return judge_rise(rise_m, turned, m.t_s - self._onset_s, self._jolt) or self._judge_footing(m)

    def _judge_footing(self, m: Moment) -> tuple[Verdict, str] | None:
        before = self._past.stretch(self._start_n - UNTOLD, self._start_n)
        footing = look(before, self._past.stretch(self._start_n))
        return judge_footing(
            footing, self._fastest - self._least, m.t_s - self._start_s, among_others=self._among_others()
        )

    def _is_a_top(self, rise_m: float) -> bool:
        """Whether the top may be told before the heel is back down."""
        if self._past.place(self._start_n) < 0 or self._carries.doubted(self._start_u, self._start_s):
            return False
        before = self._past.stretch(self._start_n - BEFORE, self._start_n)
        there = reached(before, self._past.stretch(self._start_n), rise_m, self._fastest - self._least)
        return is_a_top(there, among_others=self._like_others(rise_m))

    def _like_others(self, rise_m: float) -> bool:
        """Whether it goes on as one counted shortly before: a leg that sits down after a set does not."""
        u = self._past.at(self._n).u
        return self._among_others() and any(is_like(one, rise_m, self._start_u, u) for one in self._row)

    def _among_others(self) -> bool:
        return self._n - self._counted_at < AMONG

    def _rises_slowly(self) -> bool:
        """Whether a rise too slow to be felt shows in how the shank turns; then the start is where it began to."""
        back = self._motion.slow_start(self._n - self._down_n)
        if back is None:
            return False
        self._low_n = self._n - back
        self._low_m = self._past.at(self._low_n).h_m
        return True

    def _goes_on(self, m: Moment) -> bool:
        """Whether a rise may only have slowed down on its way."""
        return m.still_s <= 0.0 and m.v_ms > 0.0

    def _turns_on(self, m: Moment) -> bool:
        """Whether a slow rise has not come to its top: the shank turns on as quickly as it did, or half so."""
        turned = turn_rad(self._past.at(self._n - STEP).u, m.u)
        return turned * (self._n - self._start_n) > SLOWER * STEP * self._turn(m)

    def _refine_start(self) -> float:
        """Set the start where the heel left the floor, and give the velocity it seemed to have there."""
        if self._slow:
            stretch = self._past.stretch(self._start_n)
            self._turned = furthest_rad(stretch, self._start_u)
            return 0.0
        memory = self._motion.memory
        last = self._past.place(self._fastest_n)
        first = max(0, self._past.place(self._start_n))
        spare = min(first, self._start_n - self._down_n)
        if memory[first].still_s > 0.0:  # a slow start looks still, and so is held, at first
            first = self._rested_since(first, min(spare, max(BEFORE, (last - first) // 2)))
        onset = find_onset(self._past.between(first, last + 1), self._fastest)
        self._onset_s = onset.onset_s
        start_n = self._fastest_n - onset.back
        if not 0 < start_n - self._start_n <= TURNING:  # else it turned there, at its lowest point
            self._start_n = start_n
        moment = self._past.at(self._start_n)
        # A slow start looked like rest, and height was corrected there: its level is the one told last.
        levels = [one.h_m for one in self._past.stretch(self._start_n, self._fastest_n) if one.still_s > 0.0]
        self._start_m = levels[-1] if levels else moment.h_m
        self._start_s, self._start_u = moment.t_s, moment.u
        self._turned = furthest_rad(self._past.stretch(self._start_n), self._start_u)
        return onset.least_ms

    def _rested_since(self, first: int, most: int) -> int:
        """Where a rise may have begun that was seen to from place `first` on, where it last was still: up to `most`
        before it, but not in a fall to the rest before it, nor in the end of that, which looks still; stillness is judged
        once a `SPAN`."""
        back, settles = first - most, round(SETTLED_S / CELL_S)
        before = self._past.between(max(0, back - settles), first + 1)
        if min(one.v_ms for one in before) >= -RISING_MS:
            return back
        still = round(self._motion.memory[first].still_s / CELL_S)
        return max(back, first - max(still - settles, min(still, SPAN)))

    def _note_extremes(self, m: Moment) -> None:
        """The highest point, the lowest after it, the quickest fall."""
        h_m, v_ms = m.h_m, m.v_ms
        if h_m > self._top_m:
            self._top_m = h_m
            if self._n - self._topped_n < SOON:
                self._peak_n = self._n
            self._bottom_m, self._bottom_n = h_m, self._n
            self._turned = max(self._turned, self._turn(m))
        if h_m <= self._bottom_m or self._n - self._bottom_n > LATEST:  # so long ago it was no bottom
            self._bottom_m, self._bottom_n = h_m, self._n
        if v_ms < self._falling:
            self._falling = v_ms

    def _note_stay(self, m: Moment) -> None:
        """It is still: up there, unless it came down from where it last was so; and only now, if it rose meanwhile."""
        first, rise_m = self._n, self._top_m - self._start_m
        level_m = self._top_m
        if self._stayed is not None:
            level_m = self._past.at(self._stayed[1]).h_m
            if m.h_m - self._past.at(self._stayed[0]).h_m < ROSE_ON * rise_m:
                first = self._stayed[0]
        if level_m - m.h_m < STAYS * rise_m:
            self._stayed = (first, self._n)

    def _end(self, m: Moment, surely: bool) -> tuple[float, float]:
        """Height above the start and velocity to measure with: as felt, where that is known, else at rest."""
        if surely:
            return m.h_m - self._start_m, m.v_ms
        if m.still_s > 0.0 or self._motion.height.sigma_v_ms > END_KNOWN_MS:
            return 0.0, 0.0
        return 0.0, min(0.0, m.v_ms)

    def _final(self, shape: Shape) -> Shape:
        """Final figures, unless what came after the count spoiled them: then those it was counted with."""
        counted = self._counted
        if counted is None:
            return shape
        apart = abs(shape.height_m - counted.height_m) > ALIKE * counted.height_m
        spoiled = judge_rise(shape.height_m, 0.0, shape.top_s - shape.start_s, 0.0) is not None
        worse = shape.strain >= counted.strain
        return counted if spoiled or (apart and worse) else shape

    def _note_most(self, m: Moment) -> None:
        """The quickest, the hardest and the furthest turned so far."""
        if (v_ms := m.v_ms) >= self._fastest:
            self._fastest, self._fastest_n = v_ms, self._n
        if (jolt_ms2 := m.jolt_ms2) > self._jolt:
            self._jolt = jolt_ms2
        turned = self._turn(m)
        if turned > self._turned:
            self._turned = turned

    def _began_at_rest(self, least_ms: float) -> bool:
        """Whether a hole left velocity no better known than that the rise began at rest; then it is taken to have."""
        sigma_ms = self._motion.height.sigma_v_ms
        if self._corrected or sigma_ms < LOST_MS or least_ms > AT_REST * sigma_ms:
            return False
        if not any(moment.hole for moment in self._past.stretch(self._start_n - LOST_FOR)):
            return False
        self._corrected = True
        self._motion.take_back(least_ms, self._n - self._start_n + 1)
        speeds = [moment.v_ms for moment in self._past.stretch(self._start_n)]
        self._fastest = max(speeds)
        self._fastest_n = self._n - len(speeds) + 1 + speeds.index(self._fastest)
        self._least = 0.0
        return True

    def _turn(self, m: Moment) -> float:
        return turn_rad(self._start_u, m.u)

    def _measure(self, end_m: float | None = None, end_ms: float = 0.0, until: int | None = None) -> Shape:
        return self._past.measured(self._start_n, self._up, end_m, end_ms, until, self._stayed)

    def _judged(self, shape: Shape, end: Moment, until: int | None) -> tuple[Verdict, str] | None:
        """Why what was measured is no repetition; it ends at moment `end`, of number `until` unless the present."""
        turned = sqrt(sum(c * c for c in shape.turn_rad))
        jolt = max(self._jolt, self._past.hardest_jolt_ms2(self._start_n, shape.leave_s))
        # Over a long hold the fit may find its highest point late: the tick came when the rise was over.
        up_s = shape.top_s - shape.start_s
        if self._tick_m > AT_TOP * shape.height_m:
            up_s = min(up_s, self._top_s - self._start_s)
        verdict = judge_rise(shape.height_m, max(turned, self._turned), up_s, jolt) or judge_return(
            back_of(
                shape,
                turn_rad=self._turn(end),
                lost_rad=self._past.lost_rad(self._start_n),
                twist_rad=twist_rad(self._past.stretch(self._start_n, until)),
                among_others=self._among_others(),
                up_s=up_s,
            )
        )
        return verdict or self._judge_carry(shape, until)

    def _judge_carry(self, shape: Shape, until: int | None) -> tuple[Verdict, str] | None:
        """Why the ankle did not go the way of a raised heel's; unknown for a long hold, whose rise is forgotten."""
        if self._past.place(self._start_n) < 0:
            return None
        self._carried = carried(self._past.stretch(self._start_n, until), shape)
        if self._carried is None:
            return None
        return self._carries.judge(self._carried, among_others=self._among_others())

    def _stayed_up(self, verdict: Verdict) -> Shape | None:
        """The repetition that what is left for this was all the same: it was like the others, and held at its top."""
        if self.phase is not Phase.TOP or self._up is None or self._stayed is None:
            return None
        if not self._among_others():
            return None
        last_n = self._stayed[1]
        rise = self._past.stretch(self._start_n, last_n)
        return stayed_up(verdict, self._up, self._past.at(last_n).t_s, self._row, rise)

    def _count(self, shape: Shape) -> None:
        """Keep what those that follow are compared with."""
        if not self._among_others():
            self._row.clear()
        self._row.append(shape)
        self._own_m += (1.0 if self._own_m == 0.0 else OWN_GAIN) * (shape.height_m - self._own_m)
        self._counted_at = self._told_n = self._n
        self._read_back = False

    def _remember_carry(self, *, taken: bool) -> None:
        """The open repetition is over, taken or left."""
        if self._carried is not None:
            self._carries.remember(self._carried, taken=taken)
            self._carried = None
