"""How far the ankle is carried along the floor for its rise, and which way the shank tips with it.

A raised heel turns the foot about its ball, so the ankle goes forward as it goes up, by 54 % of its rise at first and
more above (13 cm behind the ball of the foot, 7 cm above it; biomechanics 1). A whole foot that is lifted goes where
it likes, mostly straight up, and what carries its sensor along is the tipping of the shank below it. Taken apart, the
two say more than how far the sensor goes: the sensor's carry in phase with its rise, less what the measured turning
carries a sensor at that height, is the ankle's own. One repetition tells it to a tenth; those before it from the same
stand add to that.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `CARRY_LEAST` | 40 % of the rise | 54 % at least, less a centimetre in 6 for flesh of 3 deg or a strap 10 cm higher | a foot lifted straight up 0-30, its shank tipping or not |
| `CARRY_MOST` | 125 %, of the sensor itself | an ankle at the top of a full raise goes 90-125 % along, and the shank turns back meanwhile | a squat or a sit-to-stand that seems to rise by some cm 130-450 |
| `SIGMA`, `SIGMA_MS2` | 10 %, and 0.015 m/s2 of the rise's own, beside what the fit leaves | habits; gravity that leaks in by a tenth of a degree in step with the rise | a rise of 6 cm in 1 s has 0.35 m/s2, in 3 s 0.04 |
| `SURE`, `SURELY` | 0.7 sigma below the least, 2 above the most | the least is already generous, the most is not | usual raises 70-110 % |
| `TIP_RAD` | 8 deg the way the sensor goes | a knee above a raised heel stays or goes back; the flesh turns the sensor by 4 deg, and does not carry it | sit-to-stand 9-15 deg, squats 15-27, a march 15-50 |
| `LEAN_RAD` | 3 deg the way the ankle goes | the shank comes back by 0.3-1.6 deg a centimetre, the flesh may make up for 4 | a foot lifted forward under a leaning shank 3-8 |
| `SMOOTH` | half of the rise's time | wobble of 1-3 Hz would decide, and a shank that leans lifts its sensor by it | the rise itself |
| `AROUND_S` | 0.1 s | before the rise and after the fall, as in measure.py | |
| `KEPT`, `KEPT_S` | 8 of the last 60 s | a set goes on, a stand changes | a pause within a set, 6 |
| `STAND_RAD` | 4 deg | sway of 1 deg and flesh: the same stand | another exercise leans otherwise by 10-30 |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import degrees, radians, sqrt

import numpy as np

from tracker.explain import Verdict
from tracker.measure import SENSOR_ABOVE_ANKLE_M, Shape, horizontal
from tracker.motion import Moment
from tracker.samples import Floats
from tracker.timeline import CELL_S, to_sensor
from tracker.vectors import NOTHING, Vector, dot, level, plus, size, unit

CARRY_LEAST = 0.4
CARRY_MOST = 1.25
SIGMA = 0.1
SIGMA_MS2 = 0.015
SURE = 0.7
SURELY = 2.0
TIP_RAD = radians(8.0)
LEAN_RAD = radians(3.0)
SMOOTH = 0.5
AROUND_S = 0.1
KEPT = 8
KEPT_S = 60.0
STAND_RAD = radians(4.0)
LEAST = 8  # cells to fit to


@dataclass(frozen=True, slots=True)
class Carried:
    """One rise and fall, vectors in the sensor frame at its start. `up`: of the stand; `along`: the ankle's way along
    the floor for its rise; `sigma`: how well that is known; `way`: the sensor's own; `tip_rad`, `lean_rad`: how far the
    top of the shank tips the way the sensor goes, and the way the ankle goes."""

    t_s: float
    up: Vector
    along: Vector
    sigma: float
    way: float
    tip_rad: float
    lean_rad: float

    @property
    def swung(self) -> bool:
        """Whether the sensor goes further than any heel takes it, or the shank tips the way it goes."""
        sure = SURELY * self.sigma
        return (
            self.way > CARRY_MOST + sure
            or (self.tip_rad > TIP_RAD and self.way > sure)
            or (self.lean_rad > LEAN_RAD and size(self.along) > sure)
        )


def carried(moments: Sequence[Moment], shape: Shape) -> Carried | None:
    """Of a repetition measured from these moments; None where it is too short to tell."""
    rows = [m for m in moments if shape.start_s - AROUND_S <= m.t_s <= shape.end_s + AROUND_S]
    width = max(3, int(SMOOTH * (shape.top_s - shape.start_s) / CELL_S))
    if len(rows) < LEAST + width:
        return None
    first, up = rows[0], shape.up_at_start
    swings = _swings(np.column_stack((_raw(rows), horizontal(rows), _tipping(rows, up) / CELL_S**2)), width)
    vertical, sensor, tipping = swings[:, 0], swings[:, 1:4], swings[:, 4:]
    energy = float(vertical @ vertical)
    if energy <= 0.0:
        return None
    ankle = sensor - SENSOR_ABOVE_ANKLE_M * tipping
    along, way = _in_phase(ankle, vertical, energy), _in_phase(sensor, vertical, energy)
    left = ankle - vertical[:, None] * along
    told = max(2.0, len(vertical) / width)  # what is smoothed is no news from cell to cell
    noise = float((left * left).sum()) / (2.0 * told * energy)
    of_ankle, of_sensor = (level(to_sensor(first.turn, *each.tolist()), up) for each in (along, way))
    return Carried(
        t_s=shape.end_s,
        up=up,
        along=of_ankle,
        sigma=sqrt(SIGMA**2 + SIGMA_MS2**2 * len(vertical) / energy + noise),
        way=size(of_sensor),
        tip_rad=-dot(shape.turn_rad, unit(of_sensor)),
        lean_rad=-dot(shape.turn_rad, unit(of_ankle)),
    )


class Carries:
    """What the last repetitions showed, those that were left for it too."""

    def __init__(self) -> None:
        self._past: deque[Carried] = deque(maxlen=KEPT)

    def judge(self, *row: Carried) -> tuple[Verdict, str] | None:
        """Why the last of a row is no heel, with what was seen of those before it from the same stand."""
        one = row[-1]
        if one.swung:
            tipped = f"the shank tipping by {degrees(one.tip_rad):.0f} deg"
            return Verdict.LIFTED, f"{100 * one.way:.0f} % of its rise along the floor, {tipped}"
        share, sigma = self._mean((*self._past, *row), one.up, one.t_s)
        if share < CARRY_LEAST - SURE * sigma:
            return Verdict.LIFTED, f"{100 * share:.0f} % of its rise along the floor"
        return None

    def doubted(self, up: Vector, t_s: float) -> bool:
        """Whether those before from this stand were no heels: the next is not told before it is over."""
        share, sigma = self._mean(self._past, up, t_s)
        return share < CARRY_LEAST - SURE * sigma

    @staticmethod
    def _mean(row: Iterable[Carried], up: Vector, t_s: float) -> tuple[float, float]:
        """How far along those of this stand went, all together, and how well that is known."""
        along, known = NOTHING, 1e-9
        for each in row:
            if t_s - each.t_s < KEPT_S and size(plus(each.up, up, -1.0)) < STAND_RAD:
                weight = 1.0 / each.sigma**2
                along, known = plus(along, each.along, weight), known + weight
        return size(along) / known, 1.0 / sqrt(known)

    def remember(self, one: Carried) -> None:
        """It is over."""
        if not one.swung:
            self._past.append(one)


def _tipping(rows: Sequence[Moment], up: Vector) -> Floats:
    """How the end of what stood along `up` moves, change of its change from cell to cell, shape (n, 3) in the carried
    frame: the axis of the shank as good as, whatever the strap."""
    turn = np.array([m.turn for m in rows])
    w, v = turn[:, :1], turn[:, 1:]
    axis = np.array(up)
    side = 2.0 * np.stack(
        (
            v[:, 1] * axis[2] - v[:, 2] * axis[1],
            v[:, 2] * axis[0] - v[:, 0] * axis[2],
            v[:, 0] * axis[1] - v[:, 1] * axis[0],
        ),
        axis=1,
    )
    turned = axis + w * side
    turned[:, 0] += v[:, 1] * side[:, 2] - v[:, 2] * side[:, 1]
    turned[:, 1] += v[:, 2] * side[:, 0] - v[:, 0] * side[:, 2]
    turned[:, 2] += v[:, 0] * side[:, 1] - v[:, 1] * side[:, 0]
    change = np.zeros_like(turned)
    change[1:-1] = turned[2:] - 2.0 * turned[1:-1] + turned[:-2]
    return change


def _raw(rows: Sequence[Moment]) -> Floats:
    return np.fromiter((m.raw_ms2 for m in rows), np.float64, len(rows))


def _swings(courses: Floats, width: int) -> Floats:
    """Each column smoothed over `width` cells, less its mean and its slope: what the leg does comes and goes."""
    total = np.cumsum(np.vstack((np.zeros(courses.shape[1]), courses)), axis=0)
    smooth = (total[width:] - total[:-width]) / width
    line = np.linspace(-1.0, 1.0, len(smooth))
    line /= np.sqrt((line * line).sum())
    swing = smooth - smooth.sum(axis=0) / len(smooth)
    level_swing: Floats = swing - line[:, None] * (line[:, None] * swing).sum(axis=0)
    return level_swing


def _in_phase(courses: Floats, vertical: Floats, energy: float) -> Floats:
    share: Floats = (vertical[:, None] * courses).sum(axis=0) / energy
    return share
