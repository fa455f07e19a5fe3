"""Whether a foot stood on its ball while the ankle rose, or left the ground: two ways to explain one rise, weighed.

A heel's ankle goes round the ball of the foot: forward by an arc that its height tells (arc.py), never aside or back,
under a shank that stays or comes back (biomechanics 1). A foot in the air goes where it likes, by a few centimetres
whatever its height, on a way as straight as legs are long, under a shank that tips either way. Which way is forward is
known as far as the leg has shown it (facing.py), else the heel is given all directions alike: either is what makes its
better fit in one of them no luck. What is the same in all repetitions of a stand, flesh and foot and habit, is added
once however many there are.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `FLESH_RAD` | 2 deg | flesh turns a sensor by 1-4 deg in step with the rise, in any direction; the sensor did not go along | |
| `TURN_RAD_M`, `TURNS_RAD_M` | 1.1, 0.7 deg a centimetre forward | seated, where the knee stays, 1.4; straight 0.4-0.9 (biomechanics 1); from below level the ankle hardly goes forward | a lifted foot's shank tips forward as often as back |
| `SLOPE`, `BEND`, `BENDS` | 10 %; 6 %, and a fifth of it | feet, shoes and what the posture does to the arc | a straight way has no bend, a heel's 0.25 at 4 cm and 0.5 at 7 |
| `FREE_M`, `FREE` | 2 cm and 10 % of the rise | a foot lifted in place goes so far along the floor, and comes back | |
| `STRAIGHT`, `STRAIGHT_M` | 3 %, 1.5 % a centimetre | a free ankle goes round hip and knee, which are 0.4 m and more away; both together bend it at twice that | the ball of the foot is 0.15 m away, a bend of 4-8 % a centimetre |
| `TIPS_RAD` | 4 deg | the shank of a lifted foot | |
| `ALL_WRONG` | 15 % | the strap was turned or put on anew since, or a row of lunges went aside: then the toes point anywhere, and the ways are judged as if nothing were known | mirror images lose 1.9 nats |
| `OWN_SLOPE`, `OWN_BEND`, `OWN_RAD` | 10 %, 6 %, 1 deg | how one repetition differs from the next | |
"""

from __future__ import annotations

from math import log, radians

import numpy as np

from tracker.arc import arcs
from tracker.samples import Floats

FLESH_RAD = radians(2.0)
TURN_RAD_M = radians(1.1) * 100.0
TURNS_RAD_M = radians(0.7) * 100.0
SLOPE = 0.1
BEND = 0.06
BENDS = 0.2
FREE_M = 0.02
FREE = 0.1
STRAIGHT = 0.03
STRAIGHT_M = 1.5
TIPS_RAD = radians(4.0)
ALL_WRONG = 0.15
OWN_SLOPE = 0.1
OWN_BEND = 0.06
OWN_RAD = radians(1.0)
DIRECTIONS = 24

Toes = tuple[float, ...]
"""The chances of these, evenly round from the first of the two level axes to the second; they add up to 1."""

_HALF = DIRECTIONS // 2  # of them: what is spread one way is spread the other way too
_ANGLES = np.arange(_HALF) * (2.0 * np.pi / DIRECTIONS)
_TURNS = np.array([[[c, s], [-s, c]] for c, s in zip(np.cos(_ANGLES), np.sin(_ANGLES), strict=True)])
_FRAMES = np.einsum("ij,dkl->dikjl", np.eye(3), _TURNS).reshape(_HALF, 6, 6)  # into each direction's own
_FRAMES_BACK = _FRAMES.transpose(0, 2, 1).copy()
_DIAGONAL = np.arange(6)


def log_odds(seen: Floats, unsure: Floats, rise_m: float, above_m: float, toes: Toes | None = None) -> float:
    """How much likelier a planted foot makes what was seen than a free one, as a natural logarithm.

    `seen`: slope and bend of the ankle's way, as shares of the rise, and the turn of gravity in the sensor (rad), each
    along two axes level with the ground, (6,); `unsure`: their covariance, (6, 6). `above_m`: the sensor above the ankle.
    `toes`: how likely they point in each of `DIRECTIONS` (facing.py), None where that is not known.
    """
    ways = arcs(rise_m)
    # As a planted foot spreads it along each line, and as a free one does.
    spread = np.empty((_HALF + 1, 6, 6))
    spread[:-1] = _FRAMES @ unsure @ _FRAMES_BACK + _alike(ways, rise_m, above_m)
    spread[-1] = unsure
    free = ((FREE_M / rise_m) ** 2 + FREE**2, STRAIGHT**2 + (STRAIGHT_M * rise_m) ** 2, TIPS_RAD**2)
    spread[-1, _DIAGONAL, _DIAGONAL] += np.repeat(free, 2)
    sharp, wide = np.linalg.inv(spread), np.linalg.slogdet(spread)[1]
    expected = np.zeros((len(ways), 6))
    expected[:, 0], expected[:, 2] = ways[:, 0], ways[:, 1]
    expected[:, 4] = TURN_RAD_M * rise_m * (ways[:, 0] + ways[:, 1])
    along = (_FRAMES @ seen)[:, None, :]
    off = np.stack((along - expected, -along - expected))  # one way, and the other
    square = (off @ sharp[:-1] * off).sum(axis=-1)
    logs = -0.5 * (square + wide[:-1, None]) + np.log(ways[:, 2])
    planted = _log_sum(logs) - log(DIRECTIONS)
    if toes is not None:
        towards = _log_sum(logs + np.log(toes).reshape(2, _HALF, 1)) - told(toes)
        planted = float(np.logaddexp(log(1.0 - ALL_WRONG) + towards, log(ALL_WRONG) + planted))
    return planted + 0.5 * (float(seen @ sharp[-1] @ seen) + float(wide[-1]))


def _log_sum(logs: Floats) -> float:
    most = float(logs.max())
    return most + float(np.log(np.exp(logs - most).sum()))


def _alike(ways: Floats, rise_m: float, above_m: float) -> Floats:
    """How much alike those of a planted foot are, as a covariance, the foot pointing along the first axis."""
    lever = (
        above_m / rise_m
    )  # a turn of the flesh is taken for one of the shank, and so for a way of the ankle
    alike = np.zeros((6, 6))
    for k in (0, 1):
        alike[k, k] = SLOPE**2 + (lever * FLESH_RAD) ** 2
        alike[2 + k, 2 + k] = BEND**2
        alike[4 + k, 4 + k] = FLESH_RAD**2
        alike[k, 4 + k] = alike[4 + k, k] = lever * FLESH_RAD**2
    slope, bend = (ways[:, :2].T @ ways[:, 2]).tolist()
    alike[2, 2] += (BENDS * bend) ** 2
    alike[4, 4] += (TURNS_RAD_M * rise_m * (slope + bend)) ** 2
    return alike


def told(toes: Toes) -> float:
    """How much is known, in nats: nought where each way is as likely. It is taken off the odds of who goes there, for a
    free foot is carried forward and back more than aside as well."""
    return sum(p * log(p * len(toes)) for p in toes)
