"""A shank that tips over a foot that stays, or as its knee is lifted: it shows which way is forward.

Over a foot on the floor the shank tips forward by 15-27 deg in a squat, by 13-20 on the way from a chair and to it, and
hardly back: the foot would leave the floor (biomechanics 2). A knee that is lifted in front goes ahead of its foot. What
swings from the knee or the hip instead, a kick or a leg that is put out, may go either way; it is told by its sensor,
which goes the other way than the top of the shank.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `TIP_RAD` | 8 deg, further than at either end | a chair's 13-20 from the lesser end, 9 from the other; squats 15-27 | a heel rise 3-9, sway 1, toe raises 1-6 back |
| `HOME_RAD` | 3 deg | it is back: sway of 1 deg and a stance that changed | |
| `OTHER_RAD` | 2 deg | it tips one way: sway of 1 deg | who stood, sits for a moment and stands again tips forward by 3 and more, and back by 5-17 |
| `RESTED_S`, `STAYS_S` | 0.5 s, 0.15 s | what it tips from is a rest, what it comes to at the least a stop | the bottom of a squat lasts 0.1-0.8 |
| `LONGEST_S` | 8 s | a slow squat takes 5 | who sits down otherwise and stays |
| `BELOW_M` | 5 to 45 cm | how far the sensor is above what it turns about, a foot or what follows a lifted knee | a kick -10 to -35; a bridge's raise -10 to 6 |
| `TOGETHER` | 0.8 | it goes as it tips and not otherwise: correlation | side steps and jumping jacks 0.3, chairs and squats 0.95 |
| `UP_M`, `KNEE_UP_M` | 2.5 cm, 15 cm | a foot on the floor does not rise, a lifted knee's does by more | heels rise 1.2-14 |
| `STRIKE_MS2` | 4 m/s2 | a foot on the floor strikes nothing; a quick squat has 3 | a foot that is set down, 5-15 |
| `SMOOTH` | 0.22 s | flesh and landings ring at 8-20 Hz | a tip lasts 1-2 s |
| `AROUND_S` | 0.2 s | before it, a slow start | |
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, sqrt

import numpy as np

from tracker.ankle import tips_of
from tracker.measure import FORCE, RAW_MS2, UP
from tracker.motion import Moment, Motion
from tracker.past import between
from tracker.rows import level_of, vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S
from tracker.vectors import Vector, dot, level, nearest_axis, plus, size, unit

TIP_RAD = radians(8.0)
HOME_RAD = radians(3.0)
OTHER_RAD = radians(2.0)
RESTED_S = 0.5
STAYS_S = 0.15
LONGEST_S = 8.0
BELOW_M = (0.05, 0.45)
TOGETHER = 0.8
UP_M = 0.025
KNEE_UP_M = 0.15
STRIKE_MS2 = 4.0
SMOOTH = round(0.22 / CELL_S)
AROUND_S = 0.2


class Tipping:
    """Streaming, asked every look."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self.cut()

    def cut(self) -> None:
        """Nobody sees what it does until it rests again."""
        self._home: Vector | None = None  # up in the sensor frame where it last rested
        self._home_s = 0.0  # when it was last there
        self._far: tuple[float, Vector] | None = None  # how far it tipped from there, and up then

    def step(self, m: Moment) -> Vector | None:
        """Advance by one look; forward in the sensor frame once it tipped and is back."""
        home, rests = self._home, m.still_s >= RESTED_S
        if home is None:
            if rests:
                self._home, self._home_s = m.u, m.t_s
            return None
        away = size(plus(m.u, home, -1.0))
        if self._far is None:
            if rests:
                self._home = m.u
            if rests or away < HOME_RAD:
                self._home_s = m.t_s
            elif away > TIP_RAD:
                self._far = away, m.u
            return None
        if away > self._far[0]:
            self._far = away, m.u
        if m.t_s - self._home_s > LONGEST_S:
            self.cut()
        elif away < HOME_RAD or m.still_s >= STAYS_S:
            return self._over(home, m, away)
        return None

    def _over(self, home: Vector, m: Moment, away: float) -> Vector | None:
        """It is back, or stays elsewhere: which way it tipped, if it did and that was forward."""
        assert self._far is not None
        far, since_s, self._far = self._far[1], self._home_s, None
        if away < HOME_RAD:
            self._home_s = m.t_s
        if size(plus(m.u, far, -1.0)) < TIP_RAD:
            return None
        rows = between(self._motion.memory, since_s - AROUND_S, m.t_s)
        back = unit(plus(far, home, -1.0))  # up tips back in the sensor as its shank tips forward
        if min(dot(plus(row.u, home, -1.0), back) for row in rows) < -OTHER_RAD:
            return None
        up_m = _rise_m(rows)
        stayed = up_m < UP_M and max(row.jolt_ms2 for row in rows) < STRIKE_MS2
        if not (stayed or up_m > KNEE_UP_M) or not goes_along(rows, nearest_axis(home)):
            return None
        ends = unit(plus(home, m.u))
        return unit(level(plus(ends, far, -1.0), ends))


def goes_along(rows: Sequence[Moment], axis: Vector) -> bool:
    """Whether the sensor goes the way the top of the shank tips, as above a foot; `axis`: the shank's, in the sensor
    frame."""
    if len(rows) < 2 * SMOOTH:
        return False
    ups = vectors(map(UP, rows))
    courses = np.zeros((len(rows) + 1, 6))
    courses[1:, :3] = level_of(vectors(map(FORCE, rows)), ups)
    courses[1:, 3:] = level_of(tips_of(rows, axis), ups)
    np.cumsum(courses, axis=0, out=courses)
    courses = courses[SMOOTH:] - courses[:-SMOOTH]
    courses -= courses.sum(axis=0) / len(courses)
    goes, tips = courses[:, :3], courses[:, 3:]
    both, of_tips, of_sensor = (float((a * b).sum()) for a, b in ((goes, tips), (tips, tips), (goes, goes)))
    return BELOW_M[0] * of_tips < both < BELOW_M[1] * of_tips and both > TOGETHER * sqrt(of_tips * of_sensor)


def _rise_m(rows: Sequence[Moment]) -> float:
    """How high the sensor gets, which ends as high as it began, at rest there and then."""
    raw = np.fromiter(map(RAW_MS2, rows), np.float64, len(rows))
    path: Floats = np.cumsum(np.cumsum(raw - raw.sum() / len(raw))) * CELL_S**2
    return float((path - path[-1] * np.linspace(0.0, 1.0, len(path))).max())
