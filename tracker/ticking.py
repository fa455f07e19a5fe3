"""Whether the top of a rise may be told already: what else it may turn out to be shows in most of them by then.

A foot set elsewhere, a shank that swings through or a leg driven about rises as a heel does, and is taken back
when it does not return. At a heel's top the ankle has gone no further along the floor than it rose, the shank has
come back or stands, and turns no more. Who does it as one counted shortly before is told at once. Where it is in doubt nothing is lost but time: the tick waits until the doubt
is gone or the heel is back down.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `TIP_RAD` | 5 deg the way the sensor went, one alone | the flesh turns it by 4 deg, the knee above a raised heel stays or goes back | sit-to-stand 9-15 deg, a foot set ahead 5-15 |
| `TURN_RAD`, `TURN_RAD_M` | 3 deg + 2 deg/cm, one alone | seated 1.0-1.6 deg/cm, a bridge up to 2, soft tissue 1-4 deg | a foot pulled back or set elsewhere 3-8 deg/cm |
| `TURNING_RADS`, `TURNING_ALONE_RADS` | 45 deg/s, 15 for one alone | at the top a shank has stopped turning, a quick one's flesh not quite | a step that turns 60-80, a foot set elsewhere 17-30 |
| `LIKE_RAD`, `LIKE_SHARE` | 2 deg and a quarter of the turn, among others, beside place and height (usual.py) | how far one's turn is from another's, as a vector (rhythm.py) | sitting down or standing up after a set, 3-15 deg |
| `DRIFT_MS` | 1.2 cm a second since its start, one alone | two sigma of a velocity at rest (phases.py): what rises by less may be drift | a rise of 4 cm in 2.5 s, told 0.3 s later, 1.4 |
| `FAR_SHARE`, `FAR_MS2` | 125 % of the rise + 5 cm a squared second, one alone | as far as an ankle is carried (ankle.py), and a tilt off by 0.6 deg | a foot set elsewhere 5-15 cm in a second |
| `SPEED_SHARE`, `SPEED_MS2` | 40 % of the rise's speed + 15 cm/s a second, one alone | what is left at 95 % of the height, and a tilt off by 0.9 deg | a foot on its way, 20-60 cm/s |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import radians, sqrt

import numpy as np

from tracker.measure import Shape, horizontal
from tracker.motion import Moment
from tracker.timeline import CELL_S, to_sensor
from tracker.usual import LEAST_SHARE, MOST_SHARE, SAME_RAD
from tracker.vectors import Vector, dot, level, plus, size, turn_rad, unit

TIP_RAD = radians(5.0)
TURN_RAD = radians(3.0)
TURN_RAD_M = radians(2.0) * 100.0
TURNING_RADS = radians(45.0)
TURNING_ALONE_RADS = radians(15.0)
DRIFT_MS = 0.012
FAR_SHARE = 1.25
FAR_MS2 = 0.05
SPEED_SHARE = 0.4
SPEED_MS2 = 0.15
LIKE_RAD = radians(2.0)
LIKE_SHARE = 0.25
AT_REST = round(0.4 / CELL_S)
LATELY = round(0.1 / CELL_S)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a rise has brought the sensor. `far_m`, `speed_ms`: along the floor; `turn_rad`: of the shank, and
    `tip_rad` the way it went; `turning_rads`: how fast it turns lately; `rise_m`, `rise_s`, `fastest_ms`: of the rise."""

    far_m: float
    speed_ms: float
    turn_rad: float
    tip_rad: float
    turning_rads: float
    rise_m: float
    rise_s: float
    fastest_ms: float


def reached(before: Sequence[Moment], rise: Sequence[Moment], rise_m: float, fastest_ms: float) -> Reached:
    """`before` ends where the rise begins, `rise` with the present. What the force has along the floor in the rest
    before is no movement (footing.py)."""
    along = horizontal(rise)
    rest = [m for m in before[-AT_REST:] if m.still_s > 0.0]
    if rest:
        along = along - horizontal(rest).mean(axis=0)
    speed = np.cumsum(along, axis=0) * CELL_S
    way = speed.sum(axis=0) * CELL_S
    up = rise[0].u
    turned = level(plus(up, rise[-1].u, -1.0), up)
    went = unit(level(to_sensor(rise[0].turn, *way.tolist()), up))
    lately = rise[-LATELY:]
    return Reached(
        far_m=sqrt(float(way @ way)),
        speed_ms=sqrt(float(speed[-1] @ speed[-1])),
        turn_rad=size(turned),
        tip_rad=dot(turned, went),
        turning_rads=sum(m.rate_rads for m in lately) / len(lately),
        rise_m=rise_m,
        rise_s=len(rise) * CELL_S,
        fastest_ms=fastest_ms,
    )


def is_like(one: Shape, rise_m: float, start_u: Vector, u: Vector) -> bool:
    """Whether a rise from `start_u` to `u` goes as that of one counted before it did: from the same place, as high,
    turning the shank the same way."""
    if not LEAST_SHARE * one.height_m < rise_m < MOST_SHARE * one.height_m:
        return False
    off = size(plus(plus(u, start_u, -1.0), one.turn_rad, -1.0))
    return turn_rad(start_u, one.up_at_start) < SAME_RAD and off < LIKE_RAD + LIKE_SHARE * size(one.turn_rad)


def is_a_top(there: Reached, *, among_others: bool) -> bool:
    """Whether nothing speaks against a heel at its top; those before it speak for one among others."""
    if among_others:
        return there.turning_rads < TURNING_RADS
    return (
        there.turning_rads < TURNING_ALONE_RADS
        and there.rise_m > DRIFT_MS * there.rise_s
        and there.tip_rad < TIP_RAD
        and there.turn_rad < TURN_RAD + TURN_RAD_M * there.rise_m
        and there.far_m < FAR_SHARE * there.rise_m + FAR_MS2 * there.rise_s**2
        and there.speed_ms < SPEED_SHARE * there.fastest_ms + SPEED_MS2 * there.rise_s
    )
