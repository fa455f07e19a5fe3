"""Repetitions from the movement of the shank: a rise, its top, the fall back to where it began.

Live, the filtered height and velocity (motion.py) say when; before anything is told, the stretch is measured
(measure.py) and judged (gates.py). Three phases (phases.py): the heel is down, rising, or at its top.
"""

from __future__ import annotations

from math import degrees

from tracker.across import Stands
from tracker.explain import Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled
from tracker.gates import MAX_RISE_M, MIN_RISE_M, TURN_RAD, TURN_RAD_M
from tracker.heel import Held
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.phases import (
    ABOUT,
    AGAIN,
    BOTTOM_SIGMA_M,
    DOWN,
    ELSEWHERE_RAD,
    KNOWN,
    LEFT,
    MAX_RISE_S,
    MAX_START,
    MAX_TOP_S,
    OFTEN,
    ONSET_M,
    RISING_MOST_MS,
    RISING_MS,
    SELDOM,
    SETTLE_S,
    SETTLED_S,
    TOLD_SIGMA_M,
    TOPPING,
    WAIT,
    Phase,
)
from tracker.repeats import Repeats
from tracker.swings import OFTEN as TAKEN
from tracker.timeline import CELL_S

_DOWN, _RISING = Phase.DOWN, Phase.RISING  # looked up for every moment, which an enum makes dear


class Reps(Repeats):
    """Streaming; `step()` takes each moment after `Motion` has remembered it."""

    def step(self, m: Moment) -> list[Finding]:
        """What this moment decides."""
        self._n = self._past.n = self._n + 1
        found: list[Finding] = []
        if self.phase is _DOWN:
            if self._low_m is None or m.h_m <= self._low_m or m.still_s > 0.0:
                self._low_m, self._low_n = m.h_m, self._n
            if self._counted_n is not None:
                self._settle(m, found)
            self._watch_for_rise(m, found)
        elif self.phase is _RISING:
            self._follow_rise(m, found)
        elif self.cut_s is not None:
            self._follow_cut(m, self.cut_s, found)
        else:
            self._follow_fall(m, found)
        if self._n % OFTEN == 0 and m.still_s < 1.0 and (self._read_back or not self._among_others()):
            self._read_again(m, found)
        if self._n % TAKEN == 0:
            self._swings.take(self._motion.memory)
            if self._n % SELDOM == 0:
                self._look_for_swings(m, found)
        return found

    @property
    def open_since_s(self) -> float | None:
        """When what is under way began; None while the heel is down."""
        return None if self.phase is Phase.DOWN else self._start_s

    def finish(self) -> list[Finding]:
        """The stream ends: a fall all but over is one, as is a set's last one that stays up; figures become final."""
        found: list[Finding] = []
        if self._counted_n is not None:
            self._counted_n = None
            found.append(Settled(self._final(self._measure(0.0))))
        elif self.phase is Phase.TOP and self.cut_s is None and self._motion.memory:
            m = self._motion.memory[-1]
            if self._top_m - m.h_m > (1.0 - LEFT) * (self._top_m - self._start_m) and self._has_left():
                self._finish(m, found, surely=False)
                self._counted_n = None
            if self.phase is Phase.TOP and self._stayed_up(Verdict.NO_RETURN):
                self._drop(m, Verdict.NO_RETURN, "", self._top_m - self._start_m, found)
        return found

    def abandon(self, verdict: Verdict) -> Dropped | None:
        """Drop what is open, if anything is."""
        dropped: list[Finding] = []
        if self.phase is not Phase.DOWN:
            m = self._motion.memory[-1] if self._motion.memory else None  # a gap it outlasts has just ended
            self._up = None  # what is abandoned is told as left, or its tick would stay unanswered
            self._drop(m, verdict, "", (m.h_m if m else self._top_m) - self._start_m, dropped)
        self.reset()
        return dropped[0] if dropped and isinstance(dropped[0], Dropped) else None

    # The heel is down.

    def _watch_for_rise(self, m: Moment, found: list[Finding]) -> None:
        assert self._low_m is not None
        slowly = m.v_ms < RISING_MS or m.h_m - self._low_m < ONSET_M
        if slowly:
            if not self._motion.turns_on or not self._rises_slowly():
                return
        elif m.v_ms < min(RISING_MOST_MS, self._motion.height.sigma_v_ms):
            return
        self.phase = Phase.RISING
        self._motion.at_rest = False
        self._start_n, self._start_m = self._low_n, self._low_m
        self._slow = slowly
        start = self._past.at(self._start_n)
        self._start_s, self._start_u = start.t_s, start.u
        self._onset_s = start.t_s
        self._fastest, self._jolt, self._turned = 0.0, 0.0, 0.0
        self._fastest_n = self._n
        self._least = min(start.v_ms, m.v_ms)
        self._ticked = self._corrected = False
        self._counted_n = self._carried = None
        found.append(Began(self._start_s))
        self._follow_rise(m, found)

    # It rises.

    def _follow_rise(self, m: Moment, found: list[Finding]) -> None:
        self._note_most(m)
        rise = m.h_m - self._start_m
        self._slow = self._slow and self._motion.quiet  # else it can be felt
        if self._slow and self._turned > TURN_RAD + TURN_RAD_M * max(0.0, rise):
            self._drop(
                m, Verdict.TURNED, f"{degrees(self._turned):.0f} deg in {100 * rise:.1f} cm", rise, found
            )
            return
        fast = m.v_ms > self._least + TOPPING * (self._fastest - self._least) and m.still_s <= 0.0
        if self._turns_on(m) if self._slow else fast:
            self._watch_its_bounds(m, rise, found)
            return
        least = self._refine_start()
        if least > MAX_START * self._fastest:
            if not self._began_at_rest(least):
                self._drop(m, Verdict.UNSETTLED, f"{100 * least:.0f} cm/s at its start", 0.0, found)
            return
        felt = m.still_s <= 0.0 and not self._slow
        rise = m.h_m - self._start_m if felt else self._past.heights_m(self._start_n, None)[0]
        verdict = self._judged_rise(m, rise)
        if verdict is not None:
            if verdict[0] is not Verdict.TOO_LOW or not self._goes_on(m):
                self._drop(m, *verdict, rise, found)
            return
        self.phase = Phase.TOP
        if self._slow:
            self._motion.height.observe_height(self._start_m + rise, TOLD_SIGMA_M)
            m = m._replace(h_m=self._motion.height.h_m, v_ms=self._motion.height.v_ms)
        self._top_m, self._top_s = m.h_m, m.t_s
        self._peak_n = self._topped_n = self._n
        self._falling = m.v_ms
        self._bottom_m, self._bottom_n = m.h_m, self._n
        self._up = self._held = self._stayed = None
        self._asked_n = self._n
        self._tick_m, self._tick_n = rise, self._n + WAIT
        if self._like_others(rise) and self._is_a_top(rise):
            self._tick(found)

    def _watch_its_bounds(self, m: Moment, rise: float, found: list[Finding]) -> None:
        """It goes on: too high for a heel, or for too long."""
        if rise > MAX_RISE_M and not self._began_at_rest(self._refine_start()):
            self._drop(m, Verdict.SWUNG, f"{100 * rise:.0f} cm", rise, found)
        elif (self._n - self._start_n) * CELL_S > MAX_RISE_S:
            self._drop(m, Verdict.TOO_SLOW, f"{MAX_RISE_S:.0f} s", rise, found)

    # It is up.

    def _follow_fall(self, m: Moment, found: list[Finding]) -> None:
        self._motion.top += 1
        self._note_extremes(m)
        self._tick_alone(m, found)
        if m.still_s >= SETTLED_S:
            if self._stands_higher(m):
                self._was_on_ground(m, "it rose again from there", found)
                return
            self._held = Held(self._n, m.h_m, self._top_m - self._start_m)
            self._note_stay(m)
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
        elif (over := self._is_ending(m)) or self._came_back(m):
            self._look_at_end(m, found, over=over)
        elif self._is_at_its_next(m, height):
            self._finish(m, found, surely=False, until=self._bottom_n)

    def _look_at_end(self, m: Moment, found: list[Finding], *, over: bool) -> None:
        """A fall that seems `over`, or whose shank is back: what the shank alone says leaves nothing."""
        if not self._rises_from_held(m) and self._asks():
            over = over and self._has_left()
            if over or self._came_back(m):
                self._finish(m, found, surely=False, drops=over)

    def _follow_cut(self, m: Moment, cut_s: tuple[float, float], found: list[Finding]) -> None:
        """The signal broke off while the heel was held: once the leg is still again, how it leans tells where it is."""
        stands = self._stands(m)
        if stands is Stands.UP:
            self._goes_on_held(m)
        elif stands is Stands.DOWN:
            shape = self._came_down(cut_s)
            verdict = self._judged(shape, m._replace(u=self._up_by_force()), None)
            self.cut_s = self._up = None
            if verdict is None:
                self._take(shape, found)
            else:
                self._drop(m, *verdict, shape.height_m, found)
        elif stands is Stands.UNKNOWN:
            self.cut_s = self._up = None
            self._drop(m, Verdict.CUT, "", self._top_m - self._start_m, found)

    def _stood_on_ground(self, m: Moment, found: list[Finding]) -> bool:
        """Whether what was taken for the top is the ground, as after a hole: no heel rises as high again from there,
        nor without a turn of the shank, whatever a hole made of its velocity."""
        assert self._held is not None
        above_m = m.h_m - self._held.level_m
        if above_m < MIN_RISE_M or above_m < AGAIN * self._rise_held_m() or self._stays_for_all(m, self._n):
            return False
        self._was_on_ground(m, "it rises again from there", found)
        self._watch_for_rise(m, found)
        return True

    def _was_on_ground(self, m: Moment, detail: str, found: list[Finding]) -> None:
        """The heel was down where it was last held: it came there unfelt, or always was there."""
        assert self._held is not None
        place, level_m, _ = self._held
        rise_m = self._rise_held_m()
        shape = self._came_down_unfelt(place)
        if shape is not None:
            self._take(shape, found)
            found.append(Settled(shape))
            self._counted_n = None
        else:
            self._drop(m, Verdict.NO_RETURN, detail, rise_m, found)
        self._low_m, self._low_n = level_m, place
        self._down_n = place

    def _finish(
        self, m: Moment, found: list[Finding], *, surely: bool, until: int | None = None, drops: bool = True
    ) -> None:
        """Measure what is there; a repetition if it is back down, else it goes on, or is left if it `drops`. `until`:
        the bottom, where it shows only now, in the next rise, that it was one."""
        shape = self._measure(0.0, until=until) if until is not None else self._measure(*self._end(m, surely))
        verdict = self._judged(shape, m if until is None else self._past.at(until), until)
        if verdict is not None:
            if drops and (until is not None or m.still_s >= SETTLED_S or m.v_ms > RISING_MS):
                self._drop(m, *verdict, shape.height_m, found)
            return  # only for now: the fall may not have ended yet
        self._take(shape, found)
        if until is not None:
            self._low_m, self._low_n, self._down_n = self._bottom_m, until, until
            self._counted_n = None
            found.append(Settled(shape))

    def _take(self, shape: Shape, found: list[Finding]) -> None:
        """Count it: the heel is down."""
        if not self._ticked:
            self._tick(found)
        self._remember_carry(taken=True)
        found.append(Down(shape))
        self._counted = shape
        self._count(shape)
        self.phase = Phase.DOWN
        self._motion.at_rest, self._motion.top = True, 0
        self._low_m, self._low_n = None, self._n
        self._counted_n = self._down_n = self._n

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
