"""Repetitions from the movement of the shank: a rise, its top, the fall back to where it began.

Live, the filtered height and velocity (motion.py) say when; before anything is told, the stretch is measured
(measure.py) and judged (gates.py). Three phases (phases.py): the heel is down, rising, or at its top.
"""

from __future__ import annotations

from itertools import islice
from math import degrees, sqrt

from tracker.explain import Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled, Topped
from tracker.footing import UNTOLD, look, twist_rad
from tracker.gates import MAX_RISE_M, MIN_RISE_M, Back, judge_footing, judge_return, judge_rise
from tracker.measure import Shape
from tracker.motion import Moment, Motion
from tracker.onset import find_onset
from tracker.past import Past, turn_rad
from tracker.phases import (
    ABOUT,
    AGAIN,
    ALIKE,
    AMONG,
    AT_REST,
    AT_TOP,
    BEFORE,
    BEYOND,
    BOTTOM,
    BOTTOM_SIGMA_M,
    CALM_MS2,
    DOWN,
    ELSEWHERE_RAD,
    END_KNOWN_MS,
    EVERY,
    FELT_LEFT,
    KNOWN,
    LATEST,
    LEFT,
    MAX_RISE_S,
    MAX_START,
    MAX_TOP_S,
    ONSET_M,
    OWN_FALL,
    OWN_GAIN,
    OWN_MOST,
    RISING_MOST_MS,
    RISING_MS,
    SETTLE_S,
    SETTLED_S,
    SLOWING,
    SLOWING_MS,
    SOON,
    STILL_UP,
    TELLING_RAD,
    TOPPING,
    TURNING,
    Phase,
)
from tracker.timeline import CELL_S


class Reps:
    """Streaming; `step()` takes each moment after `Motion` has remembered it."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._past = Past(motion)
        self._own_m = 0.0  # height of the person's repetitions of late
        self._counted_at = -AMONG  # where the last of them was counted
        self._n = 0  # moments since the start; places below count with it
        self.reset()

    def reset(self) -> None:
        """Drop what is open: after a hole in the signal, or when paused."""
        self.phase = Phase.DOWN
        self._motion.at_rest = True
        self._low_n = self._down_n = self._n
        self._low_m: float | None = None
        self._start_n = self._n
        self._start_m = self._start_s = self._onset_s = 0.0
        self._fastest_n = self._n
        self._start_u = (0.0, 0.0, 1.0)
        self._fastest = self._least = self._falling = self._jolt = self._turned = 0.0
        self._top_m = self._bottom_m = self._top_s = self._tick_m = 0.0
        self._bottom_n = self._peak_n = self._topped_n = self._n
        self._ticked = False
        self._up: Shape | None = None  # the rise alone, measured once the top is held
        self._held: tuple[int, float, float] | None = (
            None  # where it last was still up there: place, level, rise
        )
        self._counted: Shape | None = None  # the last repetition as it was counted
        self._counted_n: int | None = None  # where the last count fell, while its figures are not final

    def step(self, m: Moment) -> list[Finding]:
        """What this moment decides."""
        self._n = self._past.n = self._n + 1
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
            if self._top_m - m.h_m > (1.0 - LEFT) * (self._top_m - self._start_m) and self._has_left():
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
        start = self._past.at(self._start_n)
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
        rise = m.h_m - self._start_m if m.still_s <= 0.0 else self._past.heights_m(self._start_n, None)[0]
        verdict = judge_rise(
            rise,
            max(self._turned, self._past.came_round_rad(self._start_n, self._start_u)),
            m.t_s - self._onset_s,
            self._jolt,
        )
        if verdict is None:
            verdict = self._judge_footing(m)
        if verdict is not None:
            if verdict[0] is Verdict.TOO_LOW and m.v_ms > 0.0 and m.still_s <= 0.0:
                return  # it may only have slowed down on its way
            self._drop(m, *verdict, rise, found)
            return
        self.phase = Phase.TOP
        self._top_m, self._top_s = m.h_m, m.t_s
        self._peak_n = self._topped_n = self._n
        self._falling = m.v_ms
        self._bottom_m, self._bottom_n = m.h_m, self._n
        self._ticked = True
        self._up = self._held = None
        self._tick_m = rise
        found.append(Topped(m.t_s, rise))

    def _judge_footing(self, m: Moment) -> tuple[Verdict, str] | None:
        before = self._past.stretch(self._start_n - UNTOLD, self._start_n)
        footing = look(before, self._past.stretch(self._start_n))
        return judge_footing(
            footing, self._fastest - self._least, m.t_s - self._start_s, among_others=self._among_others()
        )

    def _among_others(self) -> bool:
        return self._n - self._counted_at < AMONG

    def _refine_start(self) -> float:
        """Set the start where the heel left the floor, and give the velocity it seemed to have there."""
        memory = self._motion.memory
        last = self._past.place(self._fastest_n)
        first = max(0, self._past.place(self._start_n))
        spare = min(first, self._start_n - self._down_n)
        if memory[first].still_s > 0.0:  # a slow start looks still, and so is held, at first
            first -= min(spare, max(BEFORE, (last - first) // 2))
        onset = find_onset(list(islice(memory, first, last + 1)), self._fastest)
        self._onset_s = onset.onset_s
        start_n = self._fastest_n - onset.back
        if not 0 < start_n - self._start_n <= TURNING:  # else it turned there, at its lowest point
            self._start_n = start_n
        moment = self._past.at(self._start_n)
        # A slow start looked like rest, and height was corrected there: its level is the one told last.
        levels = [one.h_m for one in self._past.stretch(self._start_n, self._fastest_n) if one.still_s > 0.0]
        self._start_m = levels[-1] if levels else moment.h_m
        self._start_s, self._start_u = moment.t_s, moment.u
        self._turned = max(self._turn(one) for one in self._past.stretch(self._start_n))
        return onset.least_ms

    # It is up.

    def _follow_fall(self, m: Moment, found: list[Finding]) -> None:
        self._note_extremes(m)
        if m.still_s >= SETTLED_S:
            self._held = (self._n, m.h_m, self._top_m - self._start_m)
            if self._up is None:
                self._up = self._measure()
        elif self._held is not None and m.v_ms > RISING_MS and self._stood_on_ground(m, found):
            return
        height = self._top_m - self._start_m
        known = self._motion.height.sigma_h_m < KNOWN * height
        turned = self._turn(m)
        if turned > ELSEWHERE_RAD:
            self._drop(m, Verdict.TURNED, f"{degrees(turned):.0f} deg after its top", height, found)
        elif (self._n - self._start_n) * CELL_S > MAX_TOP_S:
            self._drop(m, Verdict.NO_RETURN, f"{MAX_TOP_S:.0f} s", height, found)
        elif known and self._top_m - m.h_m >= (1.0 - DOWN) * height and not self._leans_as_at_top():
            self._finish(m, found, surely=True)
        elif m.still_s > 0.0 or self._slows(m):
            if self._n % EVERY == 0 and self._has_left():
                self._finish(m, found, surely=False)
        elif self._is_at_its_next(m, height):
            self._finish(m, found, surely=False, until=self._bottom_n)

    def _note_extremes(self, m: Moment) -> None:
        """The highest point, the lowest after it, the quickest fall."""
        if m.h_m > self._top_m:
            self._top_m = m.h_m
            if self._n - self._topped_n < SOON:
                self._peak_n = self._n
            self._bottom_m, self._bottom_n = m.h_m, self._n
            self._turned = max(self._turned, self._turn(m))
        if m.h_m <= self._bottom_m or self._n - self._bottom_n > LATEST:  # so long ago it was no bottom
            self._bottom_m, self._bottom_n = m.h_m, self._n
        self._falling = min(self._falling, m.v_ms)

    def _slows(self, m: Moment) -> bool:
        """Whether a fall is ending, as far as velocity is known."""
        return (
            m.v_ms - self._falling > max(SLOWING_MS, SLOWING * self._fastest)
            and self._falling < self._least - SLOWING_MS
            and m.v_ms > -AT_REST * self._motion.height.sigma_v_ms
            and not self._rises_again(m)
        )

    def _rises_again(self, m: Moment) -> bool:
        """Whether the velocity upward is more than an error of it: it is known so well, and it changes."""
        if m.v_ms <= max(RISING_MS, AT_REST * self._motion.height.sigma_v_ms):
            return False
        last = self._past.stretch(self._n - EVERY + 1)
        return sum(abs(moment.a_ms2) for moment in last) > CALM_MS2 * len(last)

    def _is_at_its_next(self, m: Moment, height_m: float) -> bool:
        """Whether it fell, and rises again as only a next repetition does."""
        if self._own_m:  # a rise out of a hole may have been taken for more than it was
            height_m = min(height_m, OWN_MOST * self._own_m)
        return (
            self._top_m - self._bottom_m > BOTTOM * height_m
            and m.h_m - self._bottom_m > AGAIN * height_m
            and m.v_ms > RISING_MS
        )

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
        shape = self._measure(0.0, until=until) if until is not None else self._measure(*self._end(m, surely))
        turned = sqrt(sum(c * c for c in shape.turn_rad))
        jolt = max(self._jolt, self._past.hardest_jolt_ms2(self._start_n, shape.leave_s))
        # Over a long hold the fit may find its highest point late: the tick came when the rise was over.
        up_s = shape.top_s - shape.start_s
        if self._tick_m > AT_TOP * shape.height_m:
            up_s = min(up_s, self._top_s - self._start_s)
        verdict = judge_rise(shape.height_m, max(turned, self._turned), up_s, jolt) or judge_return(
            Back(
                turn_rad=self._turn(m if until is None else self._past.at(until)),
                top_turn_rad=turned,
                lost_rad=self._past.lost_rad(self._start_n),
                rise_m=shape.height_m,
                shift_m=shape.shift_m,
                whole_s=shape.end_s - shape.start_s,
                up_s=up_s,
                shake_ms2=shape.shake_ms2,
                strain=shape.strain,
                twist_rad=twist_rad(self._past.stretch(self._start_n, until)),
                among_others=self._among_others(),
            )
        )
        if verdict is not None:
            if until is not None or m.still_s >= SETTLED_S or m.v_ms > RISING_MS:
                self._drop(m, *verdict, shape.height_m, found)
            return  # only for now: the fall may not have ended yet
        found.append(Down(shape))
        self._own_m += (1.0 if self._own_m == 0.0 else OWN_GAIN) * (shape.height_m - self._own_m)
        self._counted = shape
        self._counted_at = self._n
        self.phase = Phase.DOWN
        self._motion.at_rest = True
        self._low_m, self._low_n = None, self._n
        self._counted_n = self._down_n = self._n
        if until is not None:
            self._low_m, self._low_n, self._down_n = self._bottom_m, until, until
            self._counted_n = None
            found.append(Settled(shape))

    def _end(self, m: Moment, surely: bool) -> tuple[float, float]:
        """Height above the start and velocity to measure with: as felt, where that is known, else at rest."""
        if surely:
            return m.h_m - self._start_m, m.v_ms
        if m.still_s > 0.0 or self._motion.height.sigma_v_ms > END_KNOWN_MS:
            return 0.0, 0.0
        return 0.0, min(0.0, m.v_ms)

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
        worse = shape.strain >= counted.strain
        return counted if spoiled or (apart and worse) else shape

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

    def _leans_as_at_top(self) -> bool:
        """Whether the shank still is where the rise turned it, told without any height: gravity does not drift."""
        ax, ay, az = self._start_u
        bx, by, bz = self._past.at(self._peak_n).u
        cx, cy, cz = self._past.at(self._n).u
        tx, ty, tz = bx - ax, by - ay, bz - az
        turned = tx * tx + ty * ty + tz * tz
        left = tx * (cx - ax) + ty * (cy - ay) + tz * (cz - az)
        return turned > TELLING_RAD * TELLING_RAD and STILL_UP * turned < left < BEYOND * turned

    def _turn(self, m: Moment) -> float:
        return turn_rad(self._start_u, m.u)

    def _measure(self, end_m: float | None = None, end_ms: float = 0.0, until: int | None = None) -> Shape:
        return self._past.measured(self._start_n, self._up, end_m, end_ms, until)

    def _has_left(self) -> bool:
        """Whether the heel has come down at all, and does not only sink or bounce at its top."""
        if self._leans_as_at_top():
            return False
        m = self._past.at(self._n)
        if m.h_m - self._start_m < FELT_LEFT * (self._top_m - self._start_m):
            return True
        if self._own_m and self._top_m - m.h_m > OWN_FALL * self._own_m:
            return True
        height_m, left_m = self._past.heights_m(self._start_n, self._up)
        return height_m <= MIN_RISE_M or left_m <= LEFT * height_m
