"""The way of an ankle that turns about the ball of its foot, as straight as it is and as bent.

A raised heel draws an arc. Seen as forward = `slope` z + `bend` z z / rise, with z the height above the start, a heel
on the floor sets off with a slope of 54 % (the ankle 13 cm behind the ball of the foot and 7 cm above it; biomechanics
1) and goes more and more forward: the higher, the more the way bends. Below level, over the edge of a step, the slope
begins lower and the bend is as strong. It is told as accelerations show it, which is how it is measured (ankle.py).

| constant | value | why | margin |
|---|---|---|---|
| `BEHIND_M`, `ABOVE_M` | 13 cm, 7 cm | the ankle from the ball of the foot | |
| `SIZES` | 0.93, 1.08, 1.2 | short to tall people, as shares of that, and how many | |
| `STARTS_DEG` | 4 to -16 deg | shoes lift the heel, or the knee pulls the foot steep; a heel drop starts 8-20 below level | |
| `COMES_UP_M` | 3 cm | who lowers the heel below level comes up above it by the least of a full raise | partial ones start below level seldom |
| `ROLLS` | 1 in 10 | a foot that rolls on a thick sole, from the ball to the toes, goes as far on a straighter way | |
| `STEEPEST` | 0.95 | of the length from ball to ankle, the height of the ankle: 72 deg, no toe bends further | 40 deg of foot pitch, 0.92 |
| `HIGHEST_M` | 14 cm | gates.py | |
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, hypot, radians, sin

import numpy as np

from tracker.samples import Floats

BEHIND_M = 0.13
ABOVE_M = 0.07
SIZES = ((0.93, 0.45), (1.08, 0.45), (1.2, 0.1))
STARTS_DEG = ((4.0, 0.25), (-2.0, 0.35), (-9.0, 0.2), (-16.0, 0.2))
COMES_UP_M = 0.03
ROLLS = 0.1
STEEPEST = 0.95
LOWEST_M = 0.012
HIGHEST_M = 0.14
_REACH_M = hypot(BEHIND_M, ABOVE_M)
_FLAT_RAD = atan2(ABOVE_M, BEHIND_M)


def arcs(rise_m: float) -> Floats:
    """The ways a heel may rise by so much, (n, 3): slope, bend, and how likely each is."""
    return _arcs(round(1000.0 * min(max(rise_m, LOWEST_M), HIGHEST_M)))


@lru_cache(maxsize=256)
def _arcs(rise_mm: int) -> Floats:
    rise_m = rise_mm / 1000.0
    found: list[tuple[float, float, float]] = []
    for start_deg, usual in STARTS_DEG:
        start_rad = radians(start_deg)
        below_m = BEHIND_M * sin(-start_rad)
        if below_m > 0.1 * BEHIND_M and rise_m < below_m + COMES_UP_M:
            continue
        for scale, share in SIZES:
            if sin(_FLAT_RAD + start_rad) + rise_m / (scale * _REACH_M) < STEEPEST:
                found.append((*_seen(rise_m, start_rad, scale * _REACH_M), usual * share))
    if not found:  # higher than feet are long: measured too high
        lowest, largest = radians(STARTS_DEG[-1][0]), SIZES[-1][0] * _REACH_M
        highest_m = (STEEPEST - sin(_FLAT_RAD + lowest)) * largest
        found.append((*_seen(highest_m, lowest, largest), 1.0))
    turning = np.array(found)
    turning[:, 2] *= (1.0 - ROLLS) / turning[:, 2].sum()
    rolling = np.column_stack((turning[:, 0] + turning[:, 1], np.zeros(len(found)), turning[:, 2]))
    rolling[:, 2] *= ROLLS / (1.0 - ROLLS)
    return np.vstack((turning, rolling))


def _seen(rise_m: float, start_rad: float, reach_m: float) -> tuple[float, float]:
    """Slope and bend in the accelerations of a rise and a fall of least jerk."""
    u = np.linspace(0.0, 1.0, 60)
    z = rise_m * u**3 * (10.0 - 15.0 * u + 6.0 * u * u)
    height = sin(_FLAT_RAD + start_rad) + z / reach_m
    forward = -reach_m * np.sqrt(1.0 - height * height)
    ways = np.diff(np.column_stack((z, z * z / rise_m, forward)), 2, axis=0)
    ways = ways - ways.sum(axis=0) / len(ways)
    (a, b, x), (_, c, y) = (ways[:, :2].T @ ways).tolist()
    sharp = a * c - b * b  # the least squares of two by hand: the bend is no straight line
    return (c * x - b * y) / sharp, (a * y - b * x) / sharp
