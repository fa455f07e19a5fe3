"""Whether the ankle goes the way of a raised heel's or of a lifted foot's, by all that was seen of it from one stand.

A raised heel turns the foot about its ball, so the ankle goes forward as it goes up, more and more. A whole foot that
is lifted goes where it likes, mostly straight up, and what carries its sensor along is the tipping of the shank below
it. Each repetition's way is measured (ankle.py), and the two ways to explain it are weighed (planted.py). One may leave
it open; those before it from the same stand add to it.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEAST` | 1 to 5 against a heel | who wears the sensor came to raise heels | repetitions alone 4 to 1 for it as a rule, in a row 15 to 1; lifts in a row 1 to 200 |
| `ROW`, `LOW_M`, `NOT_LOW_M` | even odds of three and more that rise by 2.5 cm, `LEAST` from 3.8 cm on | so low a way hardly bends; sets are seldom so low, feet are lifted so as often as higher | of such repetitions the odds are 2 to 1 and more |
| `SLOW_S` | 2.5 s | a row of feet that are lifted and put down takes no longer each: who is so slow trains | feet lifted at exercise-like pace 0.7-1.8, slow raises 3-9 |
| `ALONE` | 1 to 20 more | one that is none whatever those before it were: who stands so may go over to something else | |
| `CARRY_LEAST`, `SURE`, `SEEN` | 40 % of the rise, by 0.7 sigma, unless 7 to 1 for a heel | one that goes less far is left while fewer than `FEW` of its stand are behind it: most by day are none | a heel 54 % from the floor; fidgets 0-30 |
| `FEW` | 2 | one may be an accident, two and this one are a row that speaks for itself | |
| `SET` | 3 | so many counted before it are a set (hindsight.py), in which one that was left is the odd one | lifts are left from the second on, nine in ten |
| `IN_SET` | 6 to 1 more | read again, what was left may be one of a set that is known to go on there (hindsight.py) | lifts in a row 1 to 100 |
| `TOLD` | 1 to a million | longer odds are told as that: they say no more, and have no bound | |
| `KEPT`, `KEPT_S` | 7 of the last 60 s | a set goes on, a stand changes | a pause within a set, 6 |
| `STAND_RAD` | 4 deg | sway of 1 deg and flesh: the same stand | another exercise leans otherwise by 10-30 |
| `LEAST_ABOVE_M` | 5 cm | no sensor is worn nearer to the ankle | |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from math import degrees, exp, log, radians

import numpy as np

from tracker.ankle import BEFORE, BEFORE_SAYS, Carried, level_axes
from tracker.explain import Verdict
from tracker.facing import Facing
from tracker.planted import OWN_RAD, Toes, log_odds
from tracker.vectors import Vector, nearest_axis, plus, size

LEAST = -log(5.0)
ROW = 3
LOW_M, NOT_LOW_M = 0.025, 0.038
SLOW_S = 2.5
ALONE = log(20.0)
CARRY_LEAST = 0.4
SURE = 0.7
SEEN = log(7.0)
TOLD = log(1e6)
FEW = 2
SET = 3
IN_SET = log(6.0)
KEPT = 7
KEPT_S = 60.0
STAND_RAD = radians(4.0)
LEAST_ABOVE_M = 0.05


class Carries:
    """What the last repetitions showed, those that were left for it too."""

    def __init__(self, facing: Facing | None = None) -> None:
        self._facing = facing
        self._past: deque[tuple[Carried, bool]] = deque(maxlen=KEPT)

    def judge(self, *row: Carried, among_others: bool = True) -> tuple[Verdict, str] | None:
        """Why the last of a row is no heel, with what was seen of those before it from the same stand.
        `among_others`: another was counted shortly before."""
        one = row[-1]
        if one.swung:
            tipped = f"the shank tipping by {degrees(one.tip_rad):.0f} deg"
            return Verdict.LIFTED, f"{100 * one.way:.0f} % of its rise along the floor, {tipped}"
        own = weigh((one,), self._toes(one.up, one.axis))
        odds, asked = self._with_past(row, one.up, one.axis, one.t_s)
        went = f"{100 * one.along:.0f} % of its rise along the floor"
        if own + ALONE < LEAST or odds < asked:
            told = exp(min(-min(own + ALONE, odds), TOLD))
            return Verdict.LIFTED, f"{went}, 1 to {told:.0f} against a heel"
        before = len(self._here(one.up, one.axis, one.t_s)) + len(row) - 1
        few = not among_others or before < FEW
        if few and own < SEEN and one.along < CARRY_LEAST - SURE * one.sigma:
            return Verdict.UNSETTLED, f"{went}, and too few like it before"
        return None

    def lifted_in_a_set(self, one: Carried) -> bool:
        """Whether it were none in the midst of a set either, which goes on with its like."""
        own = weigh((one,), self._toes(one.up, one.axis))
        odds, asked = self._with_past((one,), one.up, one.axis, one.t_s)
        return one.swung or own + ALONE < LEAST or odds + IN_SET < asked

    def doubted(self, up: Vector, t_s: float) -> bool:
        """Whether those before from this stand were no heels: the next is not told before it is over."""
        odds, asked = self._with_past((), up, nearest_axis(up), t_s)
        return odds < asked

    def remember(self, one: Carried, *, taken: bool) -> None:
        """It is over, and was counted or left."""
        if not one.swung:
            self._past.append((one, taken))

    def _with_past(self, row: Sequence[Carried], up: Vector, axis: Vector, t_s: float) -> tuple[float, float]:
        """The odds of those of this stand, all together, and what is asked of them; who did a set does not lift a foot
        for what stands out of it."""
        here = [*self._here(up, axis, t_s), *((one, True) for one in row)]
        toes = self._toes(up, axis)
        odds = weigh(tuple(each for each, _ in here), toes)
        heels = tuple(each for each, taken in here if taken)
        if SET < len(heels) < len(here):
            odds = max(odds, weigh(heels, toes))
        return odds, least([(each.rise_m, each.lasts_s) for each, _ in here])

    def _toes(self, up: Vector, axis: Vector) -> Toes | None:
        """Which way they point from the two level axes, as far as that is known."""
        return None if self._facing is None else self._facing.toes(*level_axes(up, axis))

    def _here(self, up: Vector, axis: Vector, t_s: float) -> list[tuple[Carried, bool]]:
        """Those before from this stand, and whether each was counted."""
        return [
            (each, taken)
            for each, taken in self._past
            if t_s - each.t_s < KEPT_S and each.axis == axis and size(plus(each.up, up, -1.0)) < STAND_RAD
        ]


def least(row: Sequence[tuple[float, float]]) -> float:
    """The odds that are asked of a row, of which each rises so far (m) and lasts so long (s)."""
    if len(row) < ROW or sum(lasts_s for _, lasts_s in row) > SLOW_S * len(row):
        return LEAST
    over = (sum(rise_m for rise_m, _ in row) / len(row) - LOW_M) / (NOT_LOW_M - LOW_M)
    return LEAST * min(1.0, max(0.0, over))


@lru_cache(maxsize=16)  # the next rise asks again of those before it
def weigh(row: tuple[Carried, ...], toes: Toes | None = None) -> float:
    """Logarithm of how much likelier a planted foot than a free one makes a row from one stand; 0 for none."""
    if not row:
        return 0.0
    knows, says = BEFORE, BEFORE_SAYS
    for each in row:
        knows, says = knows + each.of_common[0], says + each.of_common[1]
    unsure = np.linalg.inv(knows)
    common = unsure @ says
    seen, spread = np.zeros(6), np.zeros((6, 6))
    seen[:4], seen[4:] = common[:4], sum(each.turn_rad for each in row) / len(row)
    spread[:4, :4] = unsure[:4, :4]
    spread[4, 4] = spread[5, 5] = OWN_RAD**2 / len(row)
    rise_m = sum(each.rise_m for each in row) / len(row)
    return log_odds(seen, spread, rise_m, max(LEAST_ABOVE_M, float(common[4])), toes)
