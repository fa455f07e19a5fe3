"""The heel on its way down: whether its fall is over, by what is felt and by how the shank leans.

A quick fall ends by slowing down, which is felt whatever the velocity is off by. A slow one does not: there the shank is
back where the rise began, which gravity tells without any drift.
"""

from __future__ import annotations

from math import sqrt

from tracker.findings import Finding, Topped
from tracker.gates import MIN_RISE_M
from tracker.heel import Heel
from tracker.motion import Moment
from tracker.phases import (
    AGAIN,
    ALL_BUT,
    AT_REST,
    AT_TOP,
    BACK,
    BACK_RAD,
    BEYOND,
    BOTTOM,
    CALM_MS2,
    DRIFT_RADS,
    END_KNOWN_MS,
    EVERY,
    FELT_LEFT,
    LEFT,
    OWN_FALL,
    OWN_MOST,
    RISING_MS,
    SLOWED_MS,
    SLOWING,
    SLOWING_MS,
    SLOWS,
    STILL_UP,
    TELLING_RAD,
    TURNS_ON,
    TURNS_ON_RAD,
    UNFELT,
    UNFELT_MS,
    WAIT,
)
from tracker.timeline import CELL_S


class Fall(Heel):
    """What can be asked of a rise that has come to its top."""

    def _turned_and_left(self, m: Moment) -> tuple[float, float]:
        """By how much (rad) the rise turned the shank, and the share of it that is left at that moment: told without any
        height, and gravity does not drift."""
        (ax, ay, az), (cx, cy, cz) = self._start_u, m.u
        bx, by, bz = self._past.at(self._peak_n).u
        tx, ty, tz = bx - ax, by - ay, bz - az
        squared = tx * tx + ty * ty + tz * tz
        left = tx * (cx - ax) + ty * (cy - ay) + tz * (cz - az)
        return sqrt(squared), left / max(squared, 1e-12)

    def _leans_as_at_top(self, n: int | None = None) -> bool:
        """Whether the shank still is where the rise turned it, at the present or at moment `n`."""
        turned, left = self._turned_and_left(self._past.at(self._n if n is None else n))
        return turned > TELLING_RAD and STILL_UP < left < BEYOND

    def _stays_for_all(self, m: Moment, n: int) -> bool:
        """Whether a heel that was held still, its top told, is up at moment `n` by how its shank leans, and what its velocity
        says since may be the error of it, or what a hole left."""
        if self._held is None or not self._ticked or not self._leans_as_at_top(n):
            return False
        return any(moment.hole for moment in self._past.stretch(self._held[0]))

    def _is_back(self, m: Moment) -> bool:
        """Whether the shank is back where the rise began, of a turn that tells."""
        turned, left = self._turned_and_left(m)
        return turned > BACK_RAD and left < BACK

    def _is_ending(self, m: Moment) -> bool:
        """Whether the fall is felt to be over, or about to be."""
        return m.still_s > 0.0 or self._slows(m) or self._fell_as_far_as_others(m)

    def _came_back(self, m: Moment) -> bool:
        """Whether the shank of one among others is all but back, and the height is too as far as it tells: a slow fall
        ends unfelt."""
        if not self._among_others():
            return False
        fell_ms = self._least - self._falling
        if fell_ms > max(UNFELT_MS, UNFELT * self._fastest) or m.v_ms - self._falling < SLOWS * fell_ms:
            return False
        height_m = self._top_m - self._start_m
        if self._top_m - m.h_m < BOTTOM * min(height_m, OWN_MOST * self._own_m or height_m):
            return False
        turned, left = self._turned_and_left(m)
        lasts_s = (self._n - self._start_n) * CELL_S
        return turned > TELLING_RAD + DRIFT_RADS * lasts_s and abs(left) < ALL_BUT

    def _slows(self, m: Moment) -> bool:
        """Whether a fall is ending, as far as velocity is known."""
        slowed_ms, fell_ms = m.v_ms - self._falling, self._least - self._falling
        if slowed_ms <= max(SLOWED_MS, SLOWING * self._fastest) or fell_ms <= SLOWED_MS:
            return False
        return (
            (min(slowed_ms, fell_ms) > SLOWING_MS or self._is_back(m))
            and m.v_ms > -AT_REST * self._motion.height.sigma_v_ms
            and not self._rises_again(m)
        )

    def _fell_as_far_as_others(self, m: Moment) -> bool:
        """Whether it fell by the person's own height, and velocity is known."""
        fell_m = self._top_m - m.h_m
        return (
            self._own_m > 0.0
            and self._motion.height.sigma_v_ms < END_KNOWN_MS
            and fell_m > OWN_FALL * max(self._own_m, self._top_m - self._start_m)
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
            and not self._stays_for_all(m, self._bottom_n)
        )

    def _asks(self) -> bool:
        """Whether to measure now what seems over: at once, then every `EVERY`. Where velocity is badly known it is
        taken to be nought, which it is not in the moment a fall begins to slow: then whenever the next is due."""
        if self._motion.height.sigma_v_ms > END_KNOWN_MS:
            return self._n % EVERY == 0
        if self._n - self._asked_n < EVERY:
            return False
        self._asked_n = self._n
        return True

    def _has_left(self) -> bool:
        """Whether the heel has come down at all, and does not only sink or bounce at its top."""
        if self._leans_as_at_top():
            return False
        m = self._past.at(self._n)
        if m.h_m - self._start_m < FELT_LEFT * (self._top_m - self._start_m):
            return True
        if self._own_m and self._top_m - m.h_m > OWN_FALL * self._own_m:
            return True
        height_m, left_m = self._past.heights_m(self._start_n, self._up, self._stayed)
        return height_m <= MIN_RISE_M or left_m <= LEFT * height_m

    def _tick(self, found: list[Finding]) -> None:
        self._ticked = True
        found.append(Topped(self._top_s, self._tick_m))

    def _tick_alone(self, m: Moment, found: list[Finding]) -> None:
        """One alone, or in doubt, is told a little later: when the shank has stopped turning, and the heel is still up."""
        if self._ticked or self._n < self._tick_n:
            return
        turning = self._turn(m) > (1.0 + TURNS_ON) * self._turn(self._past.at(self._n - WAIT)) + TURNS_ON_RAD
        if turning or m.h_m - self._start_m <= AT_TOP * (self._top_m - self._start_m):
            return
        self._tick_n = self._n + EVERY
        if self._is_a_top(self._top_m - self._start_m):
            self._tick(found)
