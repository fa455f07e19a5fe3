"""Repetitions told together, several at once: of a set that the live reading does not follow, found by what repeats."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from tracker.explain import Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled, Swung, Topped
from tracker.lowest import NEAR
from tracker.motion import Moment, Motion
from tracker.phases import Phase
from tracker.rhythm import Repeated, Window
from tracker.rhythm import find as find_alike
from tracker.swings import Swings
from tracker.timeline import CELL_S
from tracker.unfelt import Unfelt


class Repeats(Unfelt):
    """`of_set` tells whether what was missed of the running one is found in hindsight, and whether it has any partial
    ones; `late_s` is when the last one found so was over: both are set by whoever knows."""

    def __init__(self, motion: Motion) -> None:
        super().__init__(motion)
        self._window = Window(self._past)
        self._swings = Swings()
        self.of_set: Callable[[], tuple[bool, bool]] = lambda: (False, False)
        self.late_s = -inf

    def pass_over(self) -> None:
        """Nothing of it is remembered."""
        super().pass_over()
        self._swings.pass_over(self._motion.memory[-1].t_s)

    def _read_again(self, m: Moment, found: list[Finding]) -> None:
        """A set that began without a rest shows by what repeats; the live reading goes on from its last lowest point."""
        if self._ticked and self.phase is Phase.TOP:
            return
        row = find_alike(self._past, self._window, self._motion.height.offset_ms2, self._carries)
        self._tell_row(row, m, found, ticks=True)

    def _look_for_swings(self, m: Moment, found: list[Finding]) -> None:
        """A set too slow to be felt shows by how the shank leans. It comes too late for ticks; of one that is known it
        tells how high its repetitions were."""
        known, has_partial = self.of_set()
        if (self._ticked and self.phase is Phase.TOP) or (known and not has_partial):
            return
        row = self._swings.find(self._n, self._motion.height.offset_ms2, self._carries)
        if not known:
            self._tell_row(row, m, found, ticks=False)
        elif row:
            found.append(Swung([one.shape for one in row]))

    def _tell_row(self, row: list[Repeated], m: Moment, found: list[Finding], *, ticks: bool) -> None:
        told = [
            one
            for one in row
            if one.first_n > self._told_n - NEAR and one.shape.start_s > self.late_s - NEAR * CELL_S
        ]
        if not told:
            return
        if self.phase is not Phase.DOWN:
            self._drop(m, Verdict.UNSETTLED, "no rest before it", m.h_m - self._start_m, found)
        for _, _, shape, carried in told:
            if carried is not None:
                self._carries.remember(carried, taken=True)
            tick = (Topped(shape.top_s, shape.height_m),) if ticks else ()
            found.extend((Began(shape.start_s), *tick, Down(shape), Settled(shape)))
            self._count(shape)
        bottom_n = told[-1].last_n
        self._motion.take_back(self._past.at(bottom_n).v_ms, self._n - bottom_n + 1)
        self._low_m, self._low_n = self._past.at(bottom_n).h_m, bottom_n
        self._down_n = self._told_n = bottom_n
        self._counted_n = None
        self._read_back = True

    def _drop(
        self, m: Moment | None, verdict: Verdict, detail: str, height_m: float, found: list[Finding]
    ) -> None:
        stayed = self._stayed_up(verdict)
        if stayed is not None:
            if not self._ticked:
                self._tick(found)
            found.extend((Down(stayed), Settled(stayed)))
            self._count(stayed)
        else:
            until_s = self._top_s if self._ticked or m is None or verdict is Verdict.LIFTED else m.t_s
            up_s, turned = until_s - self._start_s, self._turned
            lifted = self._carried if verdict is Verdict.LIFTED else None
            in_a_set = lifted is None or not self._carries.lifted_in_a_set(lifted)
            found.append(
                Dropped(
                    self._start_s, until_s, verdict, detail, height_m, turned, up_s, self._ticked, in_a_set
                )
            )
        self._remember_carry(taken=stayed is not None)
        self.phase = Phase.DOWN
        self._motion.at_rest, self._motion.top = True, 0
        self._low_m, self._low_n, self._down_n = None, self._n, self._n
