"""How the ankle goes along the floor as it rises: the slope and the bend of its way, and how far the sensor went.

What the sensor goes along the floor is taken apart into the slope and the bend of the ankle's way (arc.py), and what
the measured turning carries a sensor so far above it; how far, repetitions tell themselves, for a shank wobbles apart
from its rise. What is known of these is kept as normal equations, so that repetitions of one stand can be added up.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `CARRY_MOST` | 125 %, of the sensor itself | an ankle at the top of a full raise goes 90-125 % along, and the shank turns back meanwhile | a squat or a sit-to-stand that seems to rise by some cm 130-450 |
| `SIGMA`, `SIGMA_MS2` | 10 %, and 0.015 m/s2 of the rise's own, beside what the fit leaves | habits; gravity that leaks in by a tenth of a degree in step with the rise | a rise of 6 cm in 1 s has 0.35 m/s2, in 3 s 0.04 |
| `SURELY` | 2 sigma | | usual raises 70-110 % |
| `TIP_RAD` | 8 deg the way the sensor goes | a knee above a raised heel stays or goes back; the flesh turns the sensor by 4 deg, and does not carry it | sit-to-stand 9-15 deg, squats 15-27, a march 15-50 |
| `LEAN_RAD`, `LEAN_RAD_M` | 3 deg + 0.6 deg/cm the way the ankle goes | the flesh makes up for 4; the shank comes back as a rule, but in a squat whose hip stays as high the knee bends on by so much | a march 15-50 |
| `ABOVE_M`, `ABOVES_M` | 20, 8 cm | the sensor above the ankle, and how that differs | 5-30 (evidence.py) |
| `FLESH` | 40 % of the turning | the flesh turns the sensor by 1-4 of the 3-9 deg that a rise turns it, and does not carry it | a shank that tips carries it by all of them |
| `UNSEEN_MS2` | 0.05 m/s2 | sway, and turning that is differentiated twice | wobble 0.2-0.5 |
| `SMOOTH` | half of the time of the rise, and of the fall | wobble of 1-3 Hz would decide, and a shank that leans lifts its sensor by it | the rise itself |
| `AROUND_S` | 0.1 s | before the rise and after the fall, as in measure.py | |
| `STAY_S`, `OUT` | 0.5 s, 0.3 of the rise and of the fall | a longer top is left out: nothing goes along there but sway; so long a rise goes on beyond 95 % (measure.py) | |
| `CELLS` | 6 | fewer tell nothing of a way | |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import hypot, radians, sqrt

import numpy as np

from tracker.measure import FORCE, HOLE, HOLE_MS2, RAW_MS2, T_S, TURN, UP, Shape
from tracker.motion import Moment
from tracker.planted import OWN_BEND, OWN_SLOPE
from tracker.rows import dots, level_of, slope, vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S, to_sensor
from tracker.vectors import Vector, cross, dot, level, nearest_axis, size, unit

CARRY_MOST = 1.25
SIGMA = 0.1
SIGMA_MS2 = 0.015
SURELY = 2.0
TIP_RAD = radians(8.0)
LEAN_RAD = radians(3.0)
LEAN_RAD_M = radians(0.6) * 100.0
ABOVE_M = 0.2
ABOVES_M = 0.08
UNSEEN_MS2 = 0.05
FLESH = 0.4
SMOOTH = 0.5
AROUND_S = 0.1
STAY_S = 0.5
OUT = 0.3
CELLS = 6

BEFORE = 1e-6 * np.eye(5)
"""What is known of the five before any repetition: next to nothing but where sensors are worn, and what that says."""
BEFORE[4, 4] += 1.0 / ABOVES_M**2
BEFORE_SAYS = np.array([0.0, 0.0, 0.0, 0.0, ABOVE_M / ABOVES_M**2])
_OWN = np.diag([OWN_SLOPE**2, OWN_SLOPE**2, OWN_BEND**2, OWN_BEND**2, 0.0])


@dataclass(frozen=True, eq=False)
class Carried:
    """One rise and fall, which lasts so long, vectors in the sensor frame at its start. `up`: of the stand, `axis`: the shank's there.
    `knows` (5, 5) and `says` (5,): the normal equations of the ankle's slope and bend, along two level axes each, and of
    how far above it the sensor is (m); `turn_rad` (2,): the change of gravity along those axes. `way`: how far the
    sensor goes along the floor for its rise, `sigma`: how well that is known; `tip_rad`, `lean_rad`: how far the top of
    the shank tips the way the sensor goes, and the way the ankle goes, which is `along` of its rise."""

    t_s: float
    up: Vector
    axis: Vector
    rise_m: float
    lasts_s: float
    knows: Floats
    says: Floats
    turn_rad: Floats
    way: float
    sigma: float
    tip_rad: float
    lean_rad: float
    along: float

    @cached_property
    def of_common(self) -> tuple[Floats, Floats]:
        """What it knows and says of all from its stand: less, as each differs from what they have in common. Asked as
        often as it stands in a row, worked out once."""
        own = np.linalg.inv(np.eye(5) + self.knows @ _OWN)
        return own @ self.knows, own @ self.says

    @property
    def swung(self) -> bool:
        """Whether the sensor goes further than any heel takes it, or the shank tips the way it goes."""
        sure = SURELY * self.sigma
        return (
            self.way > CARRY_MOST + sure
            or (self.tip_rad > TIP_RAD and self.way > sure)
            or (self.lean_rad > LEAN_RAD + LEAN_RAD_M * self.rise_m and self.along > sure)
        )


def carried(moments: Sequence[Moment], shape: Shape) -> Carried | None:
    """Of a repetition measured from these moments; None where it is too short to tell."""
    up = shape.up_at_start
    axis = nearest_axis(up)
    parts = [_smoothed(rows, width, to, axis, shape.height_m) for rows, width, to in _ways(moments, shape)]
    if len(parts) < 2:
        return None
    swings = _swings(np.hstack([part for part, _ in parts]))
    told = sum(each for _, each in parts)  # what is smoothed is no news from cell to cell
    vertical, sensor, tipping = swings[0], swings[2:5].T, swings[5:8].T
    energy = float(vertical @ vertical)
    if energy <= 0.0:
        return None
    first = next(m for m in moments if m.t_s >= shape.start_s - AROUND_S)
    ankle = sensor - ABOVE_M * tipping
    along, way = vertical @ ankle / energy, vertical @ sensor / energy
    left = ankle - vertical[:, None] * along
    noise = float((left * left).sum()) / (2.0 * told * energy)
    of_ankle, of_sensor = (level(to_sensor(first.turn, *each.tolist()), up) for each in (along, way))
    ahead, aside = level_axes(up, axis)
    flat = np.array([_carry(first, each) for each in (ahead, aside)]).T
    flesh_ms2 = FLESH * ABOVE_M * sqrt(float((tipping * tipping).sum()) / (2.0 * len(tipping)))
    unseen_ms2 = hypot(UNSEEN_MS2, HOLE_MS2 * sqrt(_lost(moments, shape)), flesh_ms2)
    knows, says = _fitted(swings[:2], sensor @ flat, tipping @ flat, told, unseen_ms2)
    return Carried(
        t_s=shape.end_s,
        up=up,
        axis=axis,
        rise_m=shape.height_m,
        lasts_s=shape.end_s - shape.start_s,
        knows=knows,
        says=says,
        turn_rad=np.array([dot(shape.turn_rad, ahead), dot(shape.turn_rad, aside)]),
        way=size(of_sensor),
        sigma=sqrt(SIGMA**2 + SIGMA_MS2**2 * len(vertical) / energy + noise),
        tip_rad=-dot(shape.turn_rad, unit(of_sensor)),
        lean_rad=-dot(shape.turn_rad, unit(of_ankle)),
        along=size(of_ankle),
    )


def _lost(moments: Sequence[Moment], shape: Shape) -> float:
    """How much of the rise and fall was not seen: what a hole is drawn across with is off by `HOLE_MS2` (measure.py)."""
    if not any(map(HOLE, moments)):
        return 0.0
    holes = [m.hole for m in moments if shape.start_s <= m.t_s < shape.end_s]
    return sum(holes) / max(1, len(holes))


def _ways(
    moments: Sequence[Moment], shape: Shape
) -> Iterator[tuple[Sequence[Moment], int, tuple[float, float]]]:
    """The moments of the rise and of the fall, over how many to smooth, and to what height (m) it goes from the other
    end and with what speed (m/s) it comes there; nothing for one that is too short."""
    up_s, down_s = shape.top_s - shape.start_s, shape.end_s - shape.leave_s
    risen_s = falls_s = 0.5 * (shape.top_s + shape.leave_s)
    if shape.leave_s - shape.top_s > STAY_S + OUT * (up_s + down_s):
        risen_s, falls_s = shape.top_s + OUT * up_s + 0.05, shape.leave_s - OUT * down_s - 0.05
    over = shape.end_s + AROUND_S <= moments[-1].t_s  # else it is counted on its way down
    left_m, left_ms = (0.0, 0.0) if over else (shape.end_height_m, shape.end_ms)
    times = list(map(T_S, moments))
    for first_s, last_s, lasts_s, to in (
        (shape.start_s - AROUND_S, risen_s, up_s, (shape.height_m, 0.0)),
        (falls_s, shape.end_s + AROUND_S, down_s, (left_m - shape.height_m, left_ms)),
    ):
        rows = moments[bisect_left(times, first_s) : bisect_left(times, last_s)]
        if len(rows) > CELLS:
            yield rows, min(max(3, int(SMOOTH * lasts_s / CELL_S)), len(rows) - CELLS), to


def _smoothed(
    rows: Sequence[Moment], width: int, to: tuple[float, float], axis: Vector, rise_m: float
) -> tuple[Floats, float]:
    """Of one way up or down, in the carried frame, (8, n): what the vertical acceleration is, what a bend makes of it,
    the sensor's level one, and how a shank of 1 m tips level; and of how many independent values that tells."""
    ups = vectors(map(UP, rows))
    tipping = tips_of(rows, axis)
    upward = dots(tipping, ups)
    raw = np.fromiter(map(RAW_MS2, rows), np.float64, len(rows)) - ABOVE_M * upward
    vertical, speed, height = _closed(raw, *to)
    above = height if to[0] > 0.0 else height + rise_m
    bent = 2.0 * (above * vertical + speed * speed) / rise_m
    total = np.zeros((8, len(rows) + 1))
    courses = total[:, 1:]
    courses[0], courses[1] = vertical, bent
    courses[2:5] = level_of(vectors(map(FORCE, rows)), ups).T
    courses[5:] = (tipping - upward[:, None] * ups).T
    courses.cumsum(axis=1, out=courses)
    return (total[:, width:] - total[:, :-width]) / width, len(rows) / width


def _closed(raw: Floats, to_m: float, to_ms: float) -> tuple[Floats, Floats, Floats]:
    """Acceleration without the constant and the slope it is off by, speed and height: from rest at nought to there."""
    n = len(raw)
    t, sloping, (a, b, c, d) = _of_one(n)
    drawn = raw.cumsum() * CELL_S
    speed, height = float(drawn[-1]) - to_ms, float(drawn.sum()) * CELL_S - to_m
    size = a * d - b * c
    constant, slope = (speed * d - b * height) / size, (a * height - speed * c) / size
    drawn -= constant * t
    drawn -= slope * sloping
    return raw - constant - slope * t, drawn, drawn.cumsum() * CELL_S


@lru_cache(maxsize=256)  # most repetitions take alike long
def _of_one(n: int) -> tuple[Floats, Floats, tuple[float, float, float, float]]:
    """The speed that a constant of 1 draws, which is the time, and a slope of 1; where each speed ends, and each height."""
    t = np.arange(1.0, n + 1.0) * CELL_S
    sloping = t.cumsum() * CELL_S
    ends = float(t[-1]), float(sloping[-1]), float(t.sum()) * CELL_S, float(sloping.sum()) * CELL_S
    return t, sloping, ends


def _fitted(
    vertical: Floats, sensor: Floats, tipping: Floats, told: float, unseen_ms2: float
) -> tuple[Floats, Floats]:
    """The normal equations of slope, bend and the sensor's place above the ankle, with what they leave as noise."""
    n = vertical.shape[1]
    design = np.zeros((2 * n, 5))
    for k in (0, 1):
        design[k * n : (k + 1) * n, k] = vertical[0]
        design[k * n : (k + 1) * n, 2 + k] = vertical[1]
        design[k * n : (k + 1) * n, 4] = tipping[:, k]
    target = sensor.T.reshape(-1)
    knows, says = design.T @ design, design.T @ target
    noise = 0.01
    for _ in range(3):
        weight = told / (n * noise)
        fit = np.linalg.solve(knows * weight + BEFORE, says * weight + BEFORE_SAYS)
        left = target - design @ fit
        noise = float(left @ left) / (2 * n) * told / max(1.0, told - 2.5) + unseen_ms2**2
    weight = told / (n * noise)
    return knows * weight, says * weight


def level_axes(up: Vector, axis: Vector) -> tuple[Vector, Vector]:
    """Two level axes, the same for all repetitions of a stand: the sensor's next after the shank's, and across it."""
    x, y, z = axis
    ahead = unit(level((abs(z), abs(x), abs(y)), up))
    return ahead, cross(up, ahead)


def _carry(m: Moment, v: Vector) -> Vector:
    """A vector of the sensor's at a moment, in the carried frame."""
    w, x, y, z = m.turn
    return to_sensor((w, -x, -y, -z), *v)  # the other way round


def tips_of(rows: Sequence[Moment], axis: Vector) -> Floats:
    """How the end of a shank of 1 m speeds up, m/s2, shape (n, 3) in the carried frame."""
    w, *v = np.fromiter(chain.from_iterable(map(TURN, rows)), np.float64).reshape(-1, 4).T
    k = max(
        range(3), key=lambda i: abs(axis[i])
    )  # the axis is one of the sensor's: a column of the rotation is its way
    i, j = (k + 1) % 3, (k + 2) % 3
    end = np.empty((len(rows), 3))
    end[:, k] = 1.0 - 2.0 * (v[i] * v[i] + v[j] * v[j])
    end[:, i] = 2.0 * (v[k] * v[i] + w * v[j])
    end[:, j] = 2.0 * (v[k] * v[j] - w * v[i])
    change = np.empty_like(end)
    change[1:-1] = (end[2:] - 2.0 * end[1:-1] + end[:-2]) * (axis[k] / CELL_S**2)
    change[0], change[-1] = change[1], change[-2]
    return change


def _swings(courses: Floats) -> Floats:
    """Each row less its mean and its slope: what the leg does comes and goes."""
    n = courses.shape[1]
    line = slope(n)
    swing: Floats = courses - (courses.sum(axis=1) / n)[:, None]
    swing -= (swing @ line)[:, None] * line
    return swing
