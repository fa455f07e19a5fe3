"""Whether the foot stays where it is while the heel rises: told at the top, from the rise alone.

A raised heel is at rest at its top, up and along the floor: its ball never left the ground. A foot that is lifted
and set elsewhere is on its way there. A leg that drums or walks shakes before it seems to rise, and a shank that
swings through turns quicker than its rise explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tracker.measure import horizontal
from tracker.motion import Moment
from tracker.timeline import CELL_S

SMOOTH = 9
"""Cells of a running mean: 0.18 s, which leaves what a heel does and takes out 4-7 Hz and all above."""

BEFORE = round(1.0 / CELL_S)
"""How long before a rise shaking is looked for: a drumming leg is never smooth for as long."""

AT_REST = round(0.4 / CELL_S)
"""How much of the rest before is looked at: the shortest between quick repetitions."""


UNTOLD = round(6.0 / CELL_S)
"""For so long after a hole, in which the shank turned unseen, up may be off by degrees: twice the time constant
gravity is told with (inclination.py). A rest tells it at once."""


@dataclass(frozen=True, slots=True)
class Footing:
    """`along_ms`: speed along the floor at the top; `shake_ms2`: vertical acceleration above 3 Hz in the second
    before the rise, rms; `rate_rads`: the quickest turn. `along_ms` is None where holes leave it open."""

    along_ms: float | None
    shake_ms2: float
    rate_rads: float


def look(before: Sequence[Moment], rise: Sequence[Moment]) -> Footing:
    """`rise` begins at rest and ends at the top; `before` ends where it begins.

    What the force has along the floor in the rest before is no movement: up is told wrong by so much, or the
    accelerometer is off.
    """
    along = horizontal(rise)
    rest = [moment for moment in before[-AT_REST:] if moment.still_s > 0.0]
    if rest:
        along = along - horizontal(rest).mean(axis=0)
    speed = along.sum(axis=0) * CELL_S
    told = not any(moment.hole for moment in (rise if rest else (*before, *rise)))
    return Footing(
        along_ms=sqrt(float(speed @ speed)) if told else None,
        shake_ms2=_shake(before[-BEFORE:]),
        rate_rads=max(moment.rate_rads for moment in rise),
    )


def _shake(moments: Sequence[Moment]) -> float:
    if len(moments) <= 2 * SMOOTH:
        return 0.0
    raw = np.fromiter((moment.raw_ms2 for moment in moments), np.float64, len(moments))
    slow = np.convolve(raw, np.full(SMOOTH, 1.0 / SMOOTH), mode="valid")
    quick = raw[SMOOTH // 2 : -(SMOOTH // 2)] - slow
    return sqrt(float(quick @ quick) / len(quick))
