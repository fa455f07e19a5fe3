"""Where a rise began: the moment the heel left the floor, told from the velocity that followed.

A velocity that is off by a constant lets the height creep long before the heel moves, so the start is where
velocity leaves its least on the way to the peak. A minimum-jerk rise has `ONSET` of its peak velocity at 0.2 %
of its height, and reaches it in a tenth of the time it then takes to the peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.motion import Moment

ONSET = 0.05


@dataclass(frozen=True, slots=True)
class Onset:
    """`back`: cells from the peak velocity to the start; `onset_s`: when velocity left its least, `least_ms`."""

    back: int
    onset_s: float
    least_ms: float


def find_onset(rise: Sequence[Moment], fastest_ms: float) -> Onset:
    """`rise` ends at its peak velocity and begins in the rest before it."""
    speeds = [moment.v_ms for moment in reversed(rise)]
    least = min(speeds)
    level = least + ONSET * (fastest_ms - least)
    back = next(k for k, speed in enumerate(speeds) if speed <= level)
    onset_s = rise[len(rise) - 1 - back].t_s
    back += 1 + back // 10
    # While the leg was taken to be still, its velocity was held down: the start lies further back.
    further = back + back // 2
    while back < min(further, len(rise) - 1) and rise[len(rise) - 1 - back].still_s > 0.0:
        back += 1
    return Onset(min(back, len(rise) - 1), onset_s, least)
