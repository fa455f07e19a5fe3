"""Whether the foot stays where it is while the heel rises: told at the top, from the rise alone.

A raised heel is at rest at its top, up and along the floor: its ball never left the ground. A foot that is lifted
and set elsewhere is on its way there. A leg that drums or walks shakes before it seems to rise, and a shank that
swings through turns quicker than its rise explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, sqrt

import numpy as np

from tracker.measure import HOLE, RAW_MS2, horizontal
from tracker.motion import Moment
from tracker.samples import Floats
from tracker.timeline import CELL_S, Quaternion

SMOOTH = 9
"""Cells of a running mean: 0.18 s, which leaves what a heel does and takes out 4-7 Hz and all above."""

BEFORE = round(1.0 / CELL_S)
"""How long before a rise shaking is looked for: a drumming leg is never smooth for as long."""

AT_REST = round(0.4 / CELL_S)
"""How much of the rest before is looked at: the shortest between quick repetitions."""


RESTED = round(4.0 / CELL_S)
"""How long ago a leg may have been still that begins to rise alone: two or three brisk repetitions."""

LEAST = round(0.2 / CELL_S)
"""For how long in all: in a car a leg seems still for a moment now and then."""

STARTING = round(0.1 / CELL_S)
"""So much of the rise may still look like the rest before it."""

LANDING = round(0.3 / CELL_S)
"""How long one landing shakes: a heel that is let fall strikes the floor once and rings, a leg that drums shakes on."""

EVERY = round(0.06 / CELL_S)
"""How often the twist is looked at: a step turns for half a second."""

UNTOLD = round(6.0 / CELL_S)
"""For so long after a hole, in which the shank turned unseen, up may be off by degrees: twice the time constant
gravity is told with (inclination.py). A rest tells it at once."""


@dataclass(frozen=True, slots=True)
class Footing:
    """`along_ms`: speed along the floor at the top, None where holes leave it open; `rate_rads`: the quickest turn;
    `twist_rad`: the furthest turn about the vertical. `shake_ms2`: vertical acceleration above 3 Hz in the second
    before the rise, rms, without what one landing makes of it; `rested`: the leg was still for some of the last four
    seconds."""

    along_ms: float | None
    rate_rads: float
    twist_rad: float
    shake_ms2: float
    rested: bool


def look(before: Sequence[Moment], rise: Sequence[Moment], whole: Sequence[Moment] | None = None) -> Footing:
    """`rise` begins at rest and ends at the top; `before` ends where it begins; `whole`: from there to the next rest,
    where that is known.

    What the force has along the floor in the rest before is no movement: up is told wrong by so much, or the
    accelerometer is off. Nor is its mean over a whole repetition, which begins and ends without speed.
    """
    along = horizontal(rise)
    rest = whole or [moment for moment in before[-AT_REST:] if moment.still_s > 0.0]
    if rest:
        along = along - horizontal(rest).mean(axis=0)
    speed = along.sum(axis=0) * CELL_S
    told = not any(map(HOLE, rise if rest else (*before, *rise)))
    stills = [moment for moment in (*before[-RESTED:], *rise[:STARTING]) if moment.still_s > 0.0]
    return Footing(
        along_ms=sqrt(float(speed @ speed)) if told else None,
        rate_rads=max(moment.rate_rads for moment in rise),
        twist_rad=twist_rad(rise),
        shake_ms2=_shake(before[-BEFORE:]),
        rested=len(stills) >= LEAST,
    )


def twist_rad(moments: Sequence[Moment]) -> float:
    """How far the shank turned about the vertical, at most, since the first of them."""
    first = moments[0].turn
    return max((twisted_rad(first, moment.turn, moment.up) for moment in moments[EVERY::EVERY]), default=0.0)


def twisted_rad(before: Quaternion, after: Quaternion, up: tuple[float, float, float]) -> float:
    """The turn from one orientation to another, q p*, as far as it is one about `up`."""
    p0, p1, p2, p3 = before
    q0, q1, q2, q3 = after
    vx, vy, vz = up
    w = q0 * p0 + q1 * p1 + q2 * p2 + q3 * p3
    x = -q0 * p1 + q1 * p0 - q2 * p3 + q3 * p2
    y = -q0 * p2 + q1 * p3 + q2 * p0 - q3 * p1
    z = -q0 * p3 - q1 * p2 + q2 * p1 + q3 * p0
    about = x * vx + y * vy + z * vz
    return abs(2.0 * atan2(about if w >= 0.0 else -about, abs(w)))


def _vertical(moments: Sequence[Moment]) -> Floats:
    return np.fromiter(map(RAW_MS2, moments), np.float64, len(moments))


def _shake(moments: Sequence[Moment]) -> float:
    if len(moments) <= 2 * SMOOTH:
        return 0.0
    raw = _vertical(moments)
    slow = np.convolve(raw, np.full(SMOOTH, 1.0 / SMOOTH), mode="valid")
    energy = np.concatenate(([0.0], np.cumsum((raw[SMOOTH // 2 : -(SMOOTH // 2)] - slow) ** 2)))
    landing = float((energy[LANDING:] - energy[:-LANDING]).max()) if len(energy) > 2 * LANDING else 0.0
    rest = len(energy) - 1 - (LANDING if landing else 0)
    return sqrt((float(energy[-1]) - landing) / rest)
