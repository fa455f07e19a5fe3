"""The figures of one repetition, from the stretch of movement that holds it.

Between two moments of known velocity the doubly integrated acceleration is off by what the accelerometer and
the inclination are off by. That error is fitted as a constant for each stretch between stills, plus one term
that turns with the shank (biomechanics 4: without it a 3 s rise with an offset of 0.4 m/s2 reads 0.5 cm for
7), so that velocity closes at every still and, where the heel is back on its level, height closes too.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEVEL_M` | 0.5 cm | how alike two bottoms of a heel are | the least repetition 1.2 |
| `STILL_MS` | 1 cm/s | how still a still is | the slowest rise peaks at 3 |
| `BIAS_REST_MS2`, `BIAS_SHARE` | 0.02 m/s2 + 8 % | what stays of the offset after learning, and what movement adds (height.py) | a slow rise's own acceleration, 0.08 |
| `HOLE_MS2` | 0.5 m/s2 | what a repetition of 1.6 s does beside a straight line across 0.3 s without samples | its own peak, 2 |
| `TURNING_MS2` | 0.3 m/s2 a radian | an offset of 0.3 m/s2 across the axis of turning | gravity's own, 9.8, is taken out |
| `UNSEEN_M` | 0.4 cm | what no fit sees: soft tissue that turns the sensor by 2 deg about 0.1 m lifts it by as much | |
| `TOP_SHARE` | 95 % | design: the top | a bounce at the top dips to 75 |
| `FOOT` | 0.305 | a minimum-jerk movement spends so much of its time from 5 to 95 % before it, and after | |
| `EDGE`, `LAG` | 0.3 s, 0.6 s | how much of a still is not trusted at its beginning and end: a slow start looks still for so long | the rests between quick repetitions, not trusted at all then |
| `ABOUT` | 0.1 s | around rise and fall, where the foot is on its way or its landing rings; longer, and a wrong tilt adds up | the rest before it |
| `SENSOR_ABOVE_ANKLE_M` | 0.2 m | mid-shank; the sensor loses that times (1 - cos) of the turn against the ankle | 0.1 m more or less is 0.1 cm at 8 deg |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tracker.holding import HELD_SHARE, HOLD_S, hold_by_lean, hold_of, kept_share
from tracker.motion import Moment
from tracker.rows import dots, level_of, mean, rms, runs, slope, vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S, to_sensor

LEVEL_M = 0.005
STILL_MS = 0.01
BIAS_REST_MS2 = 0.02
BIAS_SHARE = 0.08
HOLE_MS2 = 0.5
TURNING_MS2 = 0.3
UNSEEN_M = 0.004
TOP_SHARE = 0.95
FOOT = 0.305
ABOUT = round(0.1 / CELL_S)
EDGE = round(0.3 / CELL_S)
LAG = round(0.6 / CELL_S)
SENSOR_ABOVE_ANKLE_M = 0.2

Span = tuple[int, int]

# What is taken of many moments at once, which a generator makes dearer than what is done with it.
RAW_MS2, U, FORCE, UP, TURN = (attrgetter(name) for name in ("raw_ms2", "u", "force", "up", "turn"))
T_S, STILL_S, HOLE = (attrgetter(name) for name in ("t_s", "still_s", "hole"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A measured rise and fall. Times are those of the cells; `end_height_m` is what the fall left, by velocity
    alone unless closed, and `end_ms` how fast it went there. `turn_rad`: change of gravity in the sensor frame from start to top, a vector.
    `hold_s`: from when to when its top was held, where it was for `HOLD_S` or more; `kept_share`: how much of its
    height was kept then, of a long hold as far as the fall from it tells. `shake_ms2`: vertical acceleration from
    start to the leaving of the top, rms. `shift_m`: how far along the floor the end is from the start. `strain`: the largest error the fit had to
    assume, in its standard deviations. `thrust`: horizontal acceleration in phase with the vertical one, sensor
    frame at the start, m/s2 rms; `lift_ms2`: the vertical one it goes with, rms, so that their ratio is how far
    the sensor is carried along for its rise.
    """

    start_s: float
    top_s: float
    peak_s: float
    leave_s: float
    hold_s: tuple[float, float] | None
    low_s: float
    end_s: float
    height_m: float
    error_m: float
    end_height_m: float
    strain: float
    shift_m: float
    shake_ms2: float
    turn_rad: tuple[float, float, float]
    thrust: tuple[float, float, float]
    lift_ms2: float
    up_at_start: tuple[float, float, float]
    kept_share: float | None = None
    end_ms: float = 0.0

    def as_held(self) -> Shape:
        """Its top from when to when it was held, if it was: a heel that sinks is soon below 95 % of its greatest height,
        and one that wobbles is late there."""
        if self.hold_s is None:
            return self
        top_s, leave_s = max(self.start_s, self.hold_s[0]), min(self.end_s, self.hold_s[1])
        return replace(self, top_s=top_s, leave_s=leave_s, peak_s=0.5 * (top_s + leave_s))

    def away_s(self, first_s: float, last_s: float) -> float:
        """How long before or after a set of those times it is; nought amid it."""
        return max(first_s - self.end_s, self.start_s - last_s, 0.0)


def measure(
    moments: Sequence[Moment],
    offset_ms2: tuple[float, float, float],
    end_m: float | None = None,
    end_ms: float = 0.0,
    held: Span | None = None,
) -> Shape:
    """Fit and read off one rise and fall.

    `moments` begin where velocity is nought and end with velocity `end_ms`, and, where that is known, at
    `end_m` above where they began. `offset_ms2`: what is known of the accelerometer's offset, sensor frame.
    `held`: the first and the last moment of which it is known that the heel stays up between.
    """
    raw, u, still, holes = _columns(moments, offset_ms2)
    still = _surely(still, held)
    flat = horizontal(moments)
    height, error, strain = _close(raw, u, still, holes, end_m, end_ms)
    top = int(height.argmax())
    levels: list[float] = height.tolist()
    rise = levels[top]
    above = (height >= TOP_SHARE * rise).nonzero()[0]
    first, last = (int(above[0]), int(above[-1])) if rise > 0.0 else (top, top)
    leave = last
    for k in range(top, last):  # a fall that comes back counts as left at its first leaving
        if levels[k] < 0.8 * rise:
            leave = k
            break
    begin, low = _feet(levels, first, leave, rise)
    land = _landing(levels, leave, rise)
    down = mean(u[: max(1, min(begin, 5))])
    turn = mean(u[max(first, top - 2) : top + 3]) - down
    peak_s = 0.5 * (moments[first].t_s + moments[leave].t_s)
    turned = float(turn @ turn)
    t_s = np.fromiter(map(T_S, moments), np.float64, len(moments))
    hold = hold_of(t_s, height, rise) if still[height >= HELD_SHARE * rise].any() else None
    start_s = max(moments[0].t_s, moments[begin].t_s - FOOT * (moments[first].t_s - moments[begin].t_s))
    end_s = min(moments[-1].t_s, moments[land].t_s + FOOT * (moments[land].t_s - moments[leave].t_s))
    kept = None if hold is None else kept_share(t_s, height, hold, rise)
    if hold is None and end_s - start_s > HOLD_S:  # its height is lost, and so is how much of it was kept
        hold = hold_by_lean(t_s, u, down, turn, moments[first].t_s - start_s, end_s - moments[leave].t_s)
    thrust, lift = _thrust(flat, raw, max(3, (first - begin) // 4))
    return Shape(
        start_s=start_s,
        top_s=moments[first].t_s,
        peak_s=peak_s,
        leave_s=moments[leave].t_s,
        hold_s=hold,
        low_s=moments[low].t_s,
        end_s=end_s,
        height_m=rise + SENSOR_ABOVE_ANKLE_M * 0.5 * turned,
        error_m=hypot(error, UNSEEN_M),
        end_height_m=levels[-1],
        strain=strain,
        shift_m=_shift(flat[max(0, begin - ABOUT) : land + ABOUT]),
        shake_ms2=rms(raw[begin : leave + 1]),
        turn_rad=(float(turn[0]), float(turn[1]), float(turn[2])),
        thrust=to_sensor(moments[0].turn, *thrust),
        lift_ms2=lift,
        up_at_start=(float(u[0, 0]), float(u[0, 1]), float(u[0, 2])),
        kept_share=kept,
        end_ms=end_ms,
    )


def measure_heights(
    moments: Sequence[Moment], offset_ms2: tuple[float, float, float], held: Span | None = None
) -> tuple[float, float]:
    """The greatest height and the last one, by velocity alone: the quick answer while a movement goes on."""
    raw, u, still, holes = _columns(moments, offset_ms2)
    height, _, _ = _close(raw, u, _surely(still, held), holes, None, 0.0)
    return float(height.max()), float(height[-1])


def measure_fall(
    moments: Sequence[Moment], offset_ms2: tuple[float, float, float], up: Shape, held: Span | None = None
) -> Shape:
    """The fall after a long hold, joined to the rise `up` that was measured before it; `moments` begin in the
    hold, where velocity is nought."""
    raw, u, still, holes = _columns(moments, offset_ms2)
    path, _, strain = _close(raw, u, _surely(still, held, at_top=True), holes, None, 0.0)
    height = up.height_m
    last = len(path) - 1
    leave = next((k for k in range(last, -1, -1) if path[k] >= (TOP_SHARE - 1.0) * height), 0)
    low = next((k for k in range(leave, last) if path[k] <= -0.8 * height), last)
    land = next((k for k in range(low, last) if path[k] <= -0.95 * height), last)
    return replace(
        up,
        peak_s=0.5 * (up.top_s + moments[leave].t_s),
        leave_s=moments[leave].t_s,
        hold_s=(up.top_s, moments[leave].t_s),
        low_s=moments[low].t_s,
        end_s=moments[land].t_s,
        end_height_m=height + float(path[-1]),
        strain=max(up.strain, strain),
        shift_m=0.0,
        kept_share=min(1.0, max(0.0, -float(path[last]) / height)),
    )


def _columns(
    moments: Sequence[Moment], offset_ms2: tuple[float, float, float]
) -> tuple[Floats, Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Vertical acceleration without what is known of the offset, up in the sensor frame, still or not, drawn or not."""
    n = len(moments)
    u = vectors(map(U, moments))
    raw = np.fromiter(map(RAW_MS2, moments), np.float64, n) - u @ np.array(offset_ms2)
    still = np.fromiter(map(STILL_S, moments), np.float64, n) > 0.0
    return raw, u, still, np.fromiter(map(HOLE, moments), np.bool_, n)


def _surely(still: NDArray[np.bool_], held: Span | None, *, at_top: bool = False) -> NDArray[np.bool_]:
    """The inner part of each still within the stretch: a slow start or end looks still for a while. The still it
    begins in is the rest before the rise, which may hold its slow start, unless it begins `at_top`. A heel that is
    `held` up is still as a whole, tremble as it may."""
    inner = np.zeros(len(still), dtype=np.bool_)
    spans = [(a, b) for a, b in runs(still) if a > 0 or at_top]
    for a, b in spans if held is None else (*spans, held):
        inner[a + EDGE : b if b == len(still) else max(a, b - LAG)] = True
    return inner


def _close(
    raw: Floats,
    u: Floats,
    still: NDArray[np.bool_],
    holes: NDArray[np.bool_],
    end_m: float | None,
    end_ms: float,
) -> tuple[Floats, float, float]:
    """Height over the stretch, the standard deviation of its greatest value, and the strain of the fit."""
    n = len(raw)
    moving = np.logical_not(still)
    moving[0] = False
    stretches = runs(moving)
    if not stretches:
        return np.zeros(n), 0.0, 0.0
    bias = BIAS_REST_MS2 + BIAS_SHARE * rms(raw)
    turned = u - u[0]
    axis = turned[int(dots(turned, turned).argmax())]
    size = sqrt(float(axis @ axis))
    turns = size > 1e-3
    lost = runs(np.logical_and(holes, moving)) if holes.any() else []
    # What was felt, and below it each thing it may be off by, as large as its standard deviation: the part that turns
    # with the shank, a constant for each stretch, what a hole hid.
    first = 1 + turns
    drives = np.zeros((first + len(stretches) + len(lost), n))
    drives[0] = raw
    if turns:
        np.matmul(turned, axis * (TURNING_MS2 / size), out=drives[1])
    for k, (a, b) in enumerate(stretches, first):
        drives[k, a:b] = bias
    for k, (a, b) in enumerate(lost, first + len(stretches)):
        drives[k, a:b] = HOLE_MS2
    speeds = np.zeros_like(drives)
    for a, b in stretches:
        drives[:, a:b].cumsum(axis=1, out=speeds[:, a:b])
    paths = speeds.cumsum(axis=1)
    paths *= CELL_S * CELL_S
    # Velocity at the end of each stretch, and then the level.
    misses = speeds[:, [b - 1 for _, b in stretches]] * CELL_S
    if stretches[-1][1] == n:
        misses[0, -1] -= end_ms
    misses /= STILL_MS
    if end_m is not None:
        level = paths[:, -1:] / LEVEL_M
        level[0] -= end_m / LEVEL_M
        misses = np.concatenate((misses, level), axis=1)
    target, design = misses[0], misses[1:]
    information = design @ design.T
    information.flat[:: len(information) + 1] += 1.0
    covariance = np.linalg.inv(information)
    fit = covariance @ (design @ target)
    height: Floats = paths[0] - fit @ paths[1:]
    at = paths[1:, int(height.argmax())]
    return height, sqrt(float(at @ covariance @ at)), float(np.abs(fit).max())


def _feet(height: Sequence[float], first: int, leave: int, rise: float) -> tuple[int, int]:
    """Where the rise begins (last at 5 % before the top) and where the fall is down to 20 %."""
    begin = next((k for k in range(first, -1, -1) if height[k] <= 0.05 * rise), 0)
    return begin, next((k for k in range(leave, len(height)) if height[k] <= 0.2 * rise), len(height) - 1)


def _landing(height: Sequence[float], leave: int, rise: float) -> int:
    """Where the fall is down to 5 %, else its end."""
    return next((k for k in range(leave, len(height)) if height[k] <= 0.05 * rise), len(height) - 1)


def horizontal(moments: Sequence[Moment]) -> Floats:
    """Horizontal specific force, m/s2 in the carried frame, shape (n, 3)."""
    return level_of(vectors(map(FORCE, moments)), vectors(map(UP, moments)))


def _shift(flat: Floats) -> float:
    """Distance along the floor from start to end, velocity being nought at both."""
    n = len(flat)
    x, y, z = ((np.arange(n, 0.0, -1.0) - 0.5 * (n + 1)) @ flat).tolist()  # each is felt until the end
    return CELL_S * CELL_S * sqrt(x * x + y * y + z * z)


def _thrust(flat: Floats, vertical: Floats, width: int) -> tuple[tuple[float, float, float], float]:
    """Horizontal acceleration in phase with the vertical, and the vertical's own rms: the ankle is carried
    forward as it rises. Both are smoothed over `width` cells, a quarter of the rise, or tremor would decide. In
    the carried frame."""
    n = len(vertical)
    padded = np.zeros((4, n + width))  # as much nothing before and after as the window is wide
    first = width // 2 + 1
    padded[:3, first : first + n], padded[3, first : first + n] = flat.T, vertical
    padded.cumsum(axis=1, out=padded)
    courses = (padded[:, width:] - padded[:, :n]) / width
    # Gravity that leaks in through a drifting tilt is a slope; what the leg does comes and goes.
    line = slope(n)
    courses -= (courses.sum(axis=1) / n)[:, None]
    courses -= (courses @ line)[:, None] * line
    swing = courses[3]
    energy = float(swing @ swing)
    if energy <= 0.0:
        return (0.0, 0.0, 0.0), 0.0
    x, y, z = (courses[:3] @ swing / sqrt(energy * n)).tolist()
    return (x, y, z), sqrt(energy / n)
