"""A heel that came down too slowly to be felt: it rises again from where it seemed to be up, and none rises twice.

Three seconds or more to lower a heel by some centimetres, as eccentric work asks for, speed up by less than the floor of
what must be seen, and look like a top that is held. The rise before it was felt; that the next one begins shows that
the heel was down.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `FELT_MS2`, `SWINGS` | 0.06 m/s2, 4 | a fall is felt that speeds up by so much, the floor of what must be seen is 0.05; one of a squared second speeds up by 4 of its height at least | what was left of a counted fall, 0.11 |
| `ON_ITS_WAY` | a fifth of the rise | a rise begins to slow down halfway, and seems to be half as high while a fall unfelt before it is in the level | a hold wobbles by 2 %, one that rises on by 10 |
| `AS_FAST` | twice as fast as the rise | repetitions of a set are alike, by a third | a leg that goes down from a step, or away, 3 times |
| `MOST_S` | 15 s | the slowest fall of 4 s, a hold of 5 and a pause of 6 | who stood on the ground all the time rises whenever he likes |
"""

from __future__ import annotations

from dataclasses import replace

from tracker.across import Across
from tracker.gates import ERRORS, MIN_RISE_M
from tracker.measure import HOLE, Shape
from tracker.motion import Moment
from tracker.phases import RISING_MS
from tracker.timeline import CELL_S

FELT_MS2 = 0.06
SWINGS = 4.0
MOST_S = 15.0
ON_ITS_WAY = 0.2
AS_FAST = 2.0


class Unfelt(Across):
    """What can be asked of a heel that rises again from what seemed its top."""

    def _rise_held_m(self) -> float:
        """How high it rose to where it was last held: as measured, where the filtered height seems more, but for a long
        hold, whose level drifts, and for one that was not seen in whole."""
        assert self._held is not None
        rise_m = self._held.rise_m
        if self._up is None or self._up.height_m >= rise_m or not self._lately() or self._had_holes():
            return rise_m
        return min(rise_m, max(MIN_RISE_M, self._up.height_m))

    def _lately(self) -> bool:
        """Whether a fall from it may be what began so long ago."""
        return (self._n - self._start_n) * CELL_S < MOST_S

    def _rises_from_held(self, m: Moment) -> bool:
        """Whether it is on its way up from where it was last held: that is no end of a fall, however it slows down."""
        if self._held is None or m.v_ms <= RISING_MS or m.h_m <= self._held.level_m or not self._lately():
            return False
        return m.h_m - self._held.level_m > ON_ITS_WAY * self._rise_held_m() and not self._had_holes()

    def _stands_higher(self, m: Moment) -> bool:
        """Whether it is still again higher than where it was last held, so long after its top that it may have come down
        between, and so low that it did not go as high again: what is its top nobody knows."""
        if self._held is None or m.h_m - self._held.level_m < ON_ITS_WAY * MIN_RISE_M:
            return False
        if m.h_m - self._held.level_m < ON_ITS_WAY * self._rise_held_m():
            return False
        may_be_down = self._lately() and self._may_be_down(m.t_s - self._top_s, self._rise_held_m())
        return may_be_down and not self._leans_as_at_top() and not self._had_holes()

    def _may_be_down(self, since_s: float, rise_m: float) -> bool:
        """Whether it may have come down unfelt from so high, since then."""
        return since_s * since_s * FELT_MS2 > SWINGS * rise_m

    def _had_holes(self) -> bool:
        """Whether something of it was not seen: then its velocity is off by more than a fall that cannot be felt."""
        return any(map(HOLE, self._past.stretch(self._start_n)))

    def _came_down_unfelt(self, place: int) -> Shape | None:
        """The repetition whose fall was over at moment `place`, where the next rise begins; None where it was none."""
        up = self._up
        if up is None or self._had_holes() or self._motion.height.v_ms > AS_FAST * self._fastest:
            return None
        end = self._past.at(place)
        if not self._lately() or not self._may_be_down(end.t_s - up.top_s, up.height_m):
            return None
        whole = self._measure(0.0, until=place)
        if self._judged(whole, end, place) is None:
            return whole
        if up.height_m < ERRORS * up.error_m:
            return None
        alone = replace(up, low_s=end.t_s, end_s=end.t_s, hold_s=None)
        return alone if self._judged(alone, end, place) is None else None
