"""Repetitions from the movement of the shank: a rise, its top, the fall back to where it began.

Live, the filtered height and velocity (motion.py) say when; before anything is told, the stretch is measured
(measure.py) and judged (gates.py). Three phases (phases.py): the heel is down, rising, or at its top.
"""

from __future__ import annotations

from itertools import islice
from math import sqrt

from tracker.explain import Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled, Topped
from tracker.gates import MAX_RISE_M, MIN_RISE_M, judge_return, judge_rise
from tracker.measure import Shape, measure, measure_fall, measure_heights
from tracker.motion import Moment, Motion
from tracker.onset import find_onset
from tracker.phases import (
    ABOUT,
    AGAIN,
    ALIKE,
    AT_REST,
    BEFORE,
    BOTTOM,
    BOTTOM_SIGMA_M,
    DOWN,
    EVERY,
    KNOWN,
    LATEST,
    LEFT,
    MAX_RISE_S,
    MAX_START,
    MAX_TOP_S,
    ONSET_M,
    RISING_MOST_MS,
    RISING_MS,
    ROUND,
    SETTLE_S,
    SETTLED_S,
    SLOWING,
    SLOWING_MS,
    TOPPING,
    TURNING,
    Phase,
)
from tracker.timeline import CELL_S


class Reps:
    """Streaming; `step()` takes each moment after `Motion` has remembered it."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._n = 0  # moments since the start; positions below count with it
        self.reset()

    def reset(self) -> None:
        """Drop what is open: after a hole in the signal, or when paused."""
        self.phase = Phase.DOWN
        self._motion.at_rest = True
        self._low_n = self._down_n = self._n
        self._low_m: float | None = None
        self._start_n = self._n
        self._start_m = 0.0
        self._start_s = self._onset_s = 0.0
        self._fastest_n = self._n
        self._start_u = (0.0, 0.0, 1.0)
        self._fastest = self._least = self._falling = self._jolt = self._turned = 0.0
        self._top_m = self._bottom_m = 0.0
        self._top_n = self._bottom_n = self._n
        self._top_s = 0.0
        self._ticked = False
        self._up: Shape | None = None  # the rise alone, measured once the top is held
        self._held: tuple[int, float, float] | None = (
            None  # where it last was still up there: place, level, rise
        )
        self._counted: Shape | None = None  # the last repetition as it was counted
        self._counted_n: int | None = None  # where the last count fell, while its figures are not final

    def step(self, m: Moment) -> list[Finding]:
        """What this moment decides."""
        self._n += 1
        found: list[Finding] = []
        if self.phase is Phase.DOWN:
            if self._low_m is None or m.h_m <= self._low_m or m.still_s > 0.0:
                self._low_m, self._low_n = m.h_m, self._n
            if self._counted_n is not None:
                self._settle(m, found)
            self._watch_for_rise(m, found)
        elif self.phase is Phase.RISING:
            self._follow_rise(m, found)
        else:
            self._follow_fall(m, found)
        return found

    def finish(self) -> list[Finding]:
        """The stream ends: a fall that is all but over is taken as one, figures not yet final become so."""
        found: list[Finding] = []
        if self._counted_n is not None:
            self._counted_n = None
            found.append(Settled(self._final(self._measure(0.0))))
        elif self.phase is Phase.TOP and self._motion.memory:
            m = self._motion.memory[-1]
            if self._top_m - m.h_m > (1.0 - LEFT) * (self._top_m - self._start_m) and self._has_left(None):
                self._finish(m, found, surely=False)
                self._counted_n = None
        return found

    def abandon(self, verdict: Verdict) -> Dropped | None:
        """Drop what is open, if anything is."""
        dropped: list[Finding] = []
        if self.phase is not Phase.DOWN and self._motion.memory:
            m = self._motion.memory[-1]
            self._drop(m, verdict, "", m.h_m - self._start_m, dropped)
        self.reset()
        return dropped[0] if dropped and isinstance(dropped[0], Dropped) else None

    # The heel is down.

    def _watch_for_rise(self, m: Moment, found: list[Finding]) -> None:
        assert self._low_m is not None
        if m.v_ms < RISING_MS or m.h_m - self._low_m < ONSET_M:
            return
        if m.v_ms < min(RISING_MOST_MS, self._motion.height.sigma_v_ms):
            return
        self.phase = Phase.RISING
        self._motion.at_rest = False
        self._start_n, self._start_m = self._low_n, self._low_m
        start = self._back(self._n - self._start_n)
        self._start_s, self._start_u = start.t_s, start.u
        self._onset_s = start.t_s
        self._fastest, self._jolt, self._turned = 0.0, 0.0, 0.0
        self._fastest_n = self._n
        self._least = min(start.v_ms, m.v_ms)
        self._ticked = False
        self._counted_n = None
        found.append(Began(self._start_s))
        self._follow_rise(m, found)

    # It rises.

    def _follow_rise(self, m: Moment, found: list[Finding]) -> None:
        self._fastest = max(self._fastest, m.v_ms)
        self._jolt = max(self._jolt, m.jolt_ms2)
        self._turned = max(self._turned, self._turn(m))
        rise = m.h_m - self._start_m
        if m.v_ms == self._fastest:
            self._fastest_n = self._n
        if m.v_ms > self._least + TOPPING * (self._fastest - self._least) and m.still_s <= 0.0:
            if rise > MAX_RISE_M:
                self._drop(m, Verdict.SWUNG, f"{100 * rise:.0f} cm", rise, found)
            elif (self._n - self._start_n) * CELL_S > MAX_RISE_S:
                self._drop(m, Verdict.TOO_SLOW, f"{MAX_RISE_S:.0f} s", rise, found)
            return
        least = self._refine_start()
        if least > MAX_START * self._fastest:
            self._drop(m, Verdict.UNSETTLED, f"{100 * least:.0f} cm/s at its start", 0.0, found)
            return
        rise = m.h_m - self._start_m if m.still_s <= 0.0 else self._heights()[0]
        verdict = judge_rise(
            rise, max(self._turned, self._turned_before()), m.t_s - self._onset_s, self._jolt
        )
        if verdict is not None:
            if verdict[0] is Verdict.TOO_LOW and m.v_ms > 0.0 and m.still_s <= 0.0:
                return  # it may only have slowed down on its way
            self._drop(m, *verdict, rise, found)
            return
        self.phase = Phase.TOP
        self._top_m, self._top_n, self._top_s = m.h_m, self._n, m.t_s
        self._falling = m.v_ms
        self._bottom_m, self._bottom_n = m.h_m, self._n
        self._ticked = True
        self._up = self._held = None
        found.append(Topped(m.t_s, rise))

    def _refine_start(self) -> float:
        """Set the start where the heel left the floor, and give the velocity it seemed to have there."""
        memory = self._motion.memory
        last = len(memory) - 1 - (self._n - self._fastest_n)
        first = max(0, len(memory) - 1 - (self._n - self._start_n))
        spare = min(first, self._start_n - self._down_n)
        if memory[first].still_s > 0.0:  # a slow start looks still, and so is held, at first
            first -= min(spare, max(BEFORE, (last - first) // 2))
        onset = find_onset(list(islice(memory, first, last + 1)), self._fastest)
        self._onset_s = onset.onset_s
        start_n = self._fastest_n - onset.back
        if not 0 < start_n - self._start_n <= TURNING:  # else it turned there, at its lowest point
            self._start_n = start_n
        moment = self._back(self._n - self._start_n)
        self._start_m, self._start_s, self._start_u = moment.h_m, moment.t_s, moment.u
        return onset.least_ms

    # It is up.

    def _follow_fall(self, m: Moment, found: list[Finding]) -> None:
        if m.h_m > self._top_m:
            self._top_m, self._top_n = m.h_m, self._n
            self._bottom_m, self._bottom_n = m.h_m, self._n
            self._turned = max(self._turned, self._turn(m))
        if m.h_m <= self._bottom_m:
            self._bottom_m, self._bottom_n = m.h_m, self._n
        if m.still_s >= SETTLED_S:
            self._held = (self._n, m.h_m, self._top_m - self._start_m)
            if self._up is None:
                self._up = self._measure()
        elif self._held is not None and m.v_ms > RISING_MS and self._stood_on_ground(m, found):
            return
        self._falling = min(self._falling, m.v_ms)
        height = self._top_m - self._start_m
        fallen = self._top_m - m.h_m
        if (self._n - self._start_n) * CELL_S > MAX_TOP_S:
            self._drop(m, Verdict.NO_RETURN, f"{MAX_TOP_S:.0f} s", height, found)
        elif fallen >= (1.0 - DOWN) * height and self._motion.height.sigma_h_m < KNOWN * height:
            self._finish(m, found, surely=True)
        elif m.still_s > 0.0 or (
            m.v_ms - self._falling > max(SLOWING_MS, SLOWING * self._fastest)
            and self._falling < self._least - SLOWING_MS
            and m.v_ms > -AT_REST * self._motion.height.sigma_v_ms
        ):
            if self._n % EVERY == 0:
                # Where it rises again already, the fall ended at its lowest point.
                rises = m.v_ms > max(RISING_MS, AT_REST * self._motion.height.sigma_v_ms)
                until = self._bottom_n if rises else None
                if self._has_left(until):
                    self._finish(m, found, surely=False, until=until)
        elif (
            self._top_m - self._bottom_m > BOTTOM * height
            and m.h_m - self._bottom_m > AGAIN * height
            and m.v_ms > RISING_MS
        ):
            self._finish(m, found, surely=False, until=self._bottom_n)

    def _stood_on_ground(self, m: Moment, found: list[Finding]) -> bool:
        """Whether what was taken for the top is the ground, as after a hole: no heel rises as high again from there."""
        assert self._held is not None
        place, level_m, rise_m = self._held
        if m.h_m - level_m < max(MIN_RISE_M, AGAIN * rise_m):
            return False
        self._drop(m, Verdict.NO_RETURN, "it rises again from there", rise_m, found)
        self._low_m, self._low_n = level_m, place
        self._down_n = place
        self._watch_for_rise(m, found)
        return True

    def _finish(self, m: Moment, found: list[Finding], *, surely: bool, until: int | None = None) -> None:
        """Measure what is there; a repetition if it is back down, else it goes on. `until`: the bottom, where it
        shows only now, in the next rise, that it was one."""
        shape = self._measure(m.h_m - self._start_m, m.v_ms) if surely else self._measure(0.0, until=until)
        turned = sqrt(sum(c * c for c in shape.turn_rad))
        jolt = max(self._jolt, self._jolt_until(shape.leave_s))
        verdict = judge_rise(
            shape.height_m, max(turned, self._turned), shape.top_s - shape.start_s, jolt
        ) or judge_return(
            self._turn(m if until is None else self._back(self._n - until)),
            shape.height_m,
            shape.shift_m,
            (self._n - self._start_n) * CELL_S,
            shape.shake_ms2,
            shape.top_s - shape.start_s,
            shape.strain,
        )
        if verdict is not None:
            if until is not None or m.still_s >= SETTLED_S or m.v_ms > RISING_MS:
                self._drop(m, *verdict, shape.height_m, found)
            return  # only for now: the fall may not have ended yet
        found.append(Down(shape))
        self._counted = shape
        self.phase = Phase.DOWN
        self._motion.at_rest = True
        self._low_m, self._low_n = None, self._n
        self._counted_n = self._down_n = self._n
        if until is not None:
            self._low_m, self._low_n, self._down_n = self._bottom_m, until, until
            self._counted_n = None
            found.append(Settled(shape))

    def _settle(self, m: Moment, found: list[Finding]) -> None:
        """Final figures once the heel rests, turns upward again, or has had its time."""
        assert self._counted_n is not None
        waited = (self._n - self._counted_n) * CELL_S
        if m.still_s >= SETTLED_S or m.v_ms > RISING_MS or waited >= SETTLE_S:
            self._counted_n = None
            found.append(Settled(self._final(self._measure(0.0, until=self._low_n))))
            self._down_n = max(self._down_n, self._low_n - ABOUT)  # the next rise begins no earlier
            if m.still_s <= 0.0:
                height = self._motion.height
                before_m = height.h_m
                height.observe_height(0.0, BOTTOM_SIGMA_M)
                if self._low_m is not None:  # the same place, told anew
                    self._low_m += height.h_m - before_m

    def _final(self, shape: Shape) -> Shape:
        """Final figures, unless what came after the count spoiled them: then those it was counted with."""
        counted = self._counted
        if counted is None:
            return shape
        apart = abs(shape.height_m - counted.height_m) > ALIKE * counted.height_m
        spoiled = judge_rise(shape.height_m, 0.0, shape.top_s - shape.start_s, 0.0) is not None
        return counted if apart or spoiled else shape

    def _drop(self, m: Moment, verdict: Verdict, detail: str, height_m: float, found: list[Finding]) -> None:
        found.append(
            Dropped(
                self._start_s,
                self._top_s if self._ticked else m.t_s,
                verdict,
                detail,
                height_m,
                self._turned,
                (self._top_s if self._ticked else m.t_s) - self._start_s,
                self._ticked,
            )
        )
        self.phase = Phase.DOWN
        self._motion.at_rest = True
        self._low_m, self._low_n = None, self._n
        self._down_n = self._n

    # Where things are.

    def _turn(self, m: Moment) -> float:
        ax, ay, az = self._start_u
        bx, by, bz = m.u
        dx, dy, dz = bx - ax, by - ay, bz - az
        return sqrt(dx * dx + dy * dy + dz * dz)

    def _turned_before(self) -> float:
        """How far the shank came round in the last moments before the rise."""
        memory = self._motion.memory
        first = max(0, len(memory) - 1 - (self._n - self._start_n) - ROUND)
        return max(self._turn(moment) for moment in islice(memory, first, first + ROUND))

    def _jolt_until(self, leave_s: float) -> float:
        """The hardest jolt of the rise and the top; a heel may land as hard as it likes."""
        memory = self._motion.memory
        first = max(0, len(memory) - 1 - (self._n - self._start_n))
        return max((m.jolt_ms2 for m in islice(memory, first, None) if m.t_s <= leave_s), default=0.0)

    def _back(self, cells: int) -> Moment:
        memory = self._motion.memory
        return memory[max(0, len(memory) - 1 - cells)]

    def _measure(self, end_m: float | None = None, end_ms: float = 0.0, until: int | None = None) -> Shape:
        memory = self._motion.memory
        end = len(memory) - (0 if until is None else self._n - until)
        begin = len(memory) - 1 - (self._n - self._start_n)
        offset = self._motion.height.offset_ms2
        if begin < 0 and self._up is not None:  # a hold outlasts the memory: the rise was measured in time
            return measure_fall(list(islice(memory, max(0, end - LATEST), end)), offset, self._up)
        return measure(list(islice(memory, max(0, begin), end)), offset, end_m, end_ms)

    def _has_left(self, until: int | None) -> bool:
        """Whether the heel has come down at all, and does not only sink or bounce at its top."""
        height_m, left_m = self._heights(until)
        return height_m <= MIN_RISE_M or left_m <= LEFT * height_m

    def _heights(self, until: int | None = None) -> tuple[float, float]:
        """Height of the top and of the end above the start, by velocity alone."""
        memory = self._motion.memory
        end = len(memory) - (0 if until is None else self._n - until)
        begin = len(memory) - 1 - (self._n - self._start_n)
        if begin < 0 and self._up is not None:
            shape = self._measure(until=until)
            return shape.height_m, shape.end_height_m
        return measure_heights(list(islice(memory, max(0, begin), end)), self._motion.height.offset_ms2)
