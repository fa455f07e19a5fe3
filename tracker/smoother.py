"""Height over a stretch that is past, from all that is known of it at once: what came after as well as before.

The live filter (height.py) knows only what came before, and after a hole its velocity is lost. In hindsight a
stretch lies between two bottoms; between them the doubly integrated acceleration is wrong by an error that is small
at rest, larger in movement, and as large as the movement itself where samples are missing. That error is solved
for by least squares, so that the height is nought at the bottoms, velocity at the stills, and that it follows the
shank's tilt as it did in the repetitions counted: gravity tells the tilt without drift, however slow the rise.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `NOISE_MS2`, `SHARE` | 0.03 m/s2 + 10 % | what is left of offset, tilt and scale over a tenth of a second | the least movement to be seen, 0.05 |
| `HOLE_SHARE`, `HOLE_MS2`, `AROUND` | 60 % of the acceleration, rms over 0.7 s, and 0.15 m/s2 | a straight line across a hole is off by as much (motion.py) | |
| `OFFSET_MS2`, `TURNING_MS2` | 0.05 m/s2, 0.3 m/s2 a radian | what stays of the accelerometer's offset, and what of it turns with the shank (measure.py) | |
| `LEVEL_M`, `BOTTOM_MS` | 0.6 cm, 3 cm/s | how alike bottoms are, and how still | the least repetition 1.2 cm, the slowest rise 3 cm/s |
| `BLURRED`, `BLURRED_A_S`, `BLURRED_FOR`, `BLURRED_AFTER` | as much again for each 1/8 s lost around it, at most thrice | a bottom told live after a hole is off by 2 cm for 0.25 s | nothing lost: nothing |
| `STILL_MS`, `STILL_S` | 2 cm/s, after 0.3 s | a leg that looks still (motion.py) | |
| `LOOSE_MS` | 12 cm/s | root mean square in repetitions of 6 cm at 30 a minute, rounded up | |
| `LOOSE_MEAN`, `LOOSE_SHARE` | 35 % of the usual height, give or take all of it | mean and spread over a set, wide as they are not independent | |
| `JOINED`, `EVERY_LOOSE`, `EVERY_TILT` | 2, 5 and 3 steps | what is wrong changes no quicker, and what is known is not independent from one step to the next | |
| `ALIKE` | 1.8 | sway lasts for a second, so three tellings in it are one: a root of three | |
| `START_M`, `START_MS` | 10 cm, 30 cm/s | what is not known where a stretch does not begin at a bottom | |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tracker.rows import dots
from tracker.samples import Floats
from tracker.trail import STEP_S, Step

NOISE_MS2 = 0.03
SHARE = 0.1
HOLE_SHARE = 0.6
HOLE_MS2 = 0.15
AROUND = 7
OFFSET_MS2 = 0.05
TURNING_MS2 = 0.3
LEVEL_M = 0.006
BOTTOM_MS = 0.03
STILL_MS = 0.02
STILL_S = 0.3
LOOSE_MS = 0.12
LOOSE_MEAN = 0.35
LOOSE_SHARE = 1.0
START_M = 0.1
BLURRED = 2.0
BLURRED_A_S = 8.0
BLURRED_FOR = 7
BLURRED_AFTER = 3
START_MS = 0.3
JOINED = 2
EVERY_LOOSE = 5
EVERY_TILT = 3
ALIKE = 1.8


@dataclass(frozen=True, slots=True)
class Tilt:
    """What a set has shown of tilt and height: at rest up is `rest` in the sensor frame, on the way up it moves along
    `along` (unit vector), `m_per_rad` of height for each radian, give or take `sigma_m`."""

    rest: Floats
    along: Floats
    m_per_rad: float
    sigma_m: float


@dataclass(frozen=True, slots=True)
class Solved:
    """`height_m` at the end of each step, shape (n,), and how sure that is."""

    height_m: Floats
    _by: Floats
    _information: Floats

    def off_m(self, place: int) -> float:
        """Standard deviation of the height there."""
        by = self._by[place]
        return float(np.sqrt(by @ np.linalg.solve(self._information, by)))

    def sigma_m(self, top: int, first: int, last: int) -> float:
        """Standard deviation of how high a place is above two others, their mean."""
        apart = self._by[top] - 0.5 * (self._by[first] + self._by[last])
        return float(np.sqrt(apart @ np.linalg.solve(self._information, apart)))


def heights(
    steps: Sequence[Step],
    offset_ms2: tuple[float, float, float],
    usual_m: float,
    bottoms: Sequence[int],
    tilt: Tilt | None,
) -> Solved:
    """Solve. `usual_m`: the person's own height of a repetition; `bottoms`: places
    in `steps` where the heel is known to be down."""
    n = len(steps)
    _, raw, rms_ms2, lost, ups, _, _, still_s, _, _, _, offs_rad = zip(*steps, strict=True)
    u, hole, rms = np.array(ups), np.array(lost), np.array(rms_ms2)
    a = np.array(raw) - u @ np.array(offset_ms2)
    unseen = np.minimum(1.0, 1.5 * hole)
    sigma = np.sqrt(
        NOISE_MS2**2 + (SHARE * rms) ** 2 + (HOLE_SHARE * around(rms) * unseen) ** 2 + (HOLE_MS2 * hole) ** 2
    )
    turned = u - u[0]
    axis = turned[int(dots(turned, turned).argmax())]
    size = sqrt(float(axis @ axis))
    # Velocity and height at the end of each step, by the acceleration of every step before it.
    speed0, height0 = _drawn(a)
    # What is not known of it: what is wrong in each `JOINED` steps, and in all; speed and height to begin with; the tilt.
    left, within = _left_rad(hole, np.array(offs_rad))
    joined = (n + JOINED - 1) // JOINED
    wrong = np.zeros((joined + 4 + left.shape[1], n))
    places = np.arange(n)
    wrong[places // JOINED, places] = sigma
    wrong[joined] = OFFSET_MS2
    wrong[joined + 1] = TURNING_MS2 * (turned @ (axis / max(size, 1e-6)))
    by_speed, by_height = (each.T for each in _drawn(wrong))
    by_speed[:, joined + 2] = START_MS
    by_height[:, joined + 2] = START_MS * STEP_S * (places + 1.0)
    by_height[:, joined + 3] = START_M
    rows, targets = [], []

    def told(by: Floats, misses: Floats, spread: Floats | float) -> None:
        """At some places: what each unknown adds there, what all should make of it, and give or take how much."""
        weight = 1.0 / spread
        rows.append(by * (weight if isinstance(weight, float) else weight[:, None]))
        targets.append(misses * weight)

    ends = sorted(set(bottoms))
    if ends:
        lost_s = [STEP_S * float(hole[max(0, k - BLURRED_FOR) : k + BLURRED_AFTER].sum()) for k in ends]
        blurred = np.array([1.0 + min(BLURRED, BLURRED_A_S * lost) for lost in lost_s])
        told(by_height[ends], -height0[ends], LEVEL_M * blurred)
        told(by_speed[ends], -speed0[ends], BOTTOM_MS * blurred)
    stills = (np.array(still_s) > STILL_S).nonzero()[0]
    told(by_speed[stills], -speed0[stills], STILL_MS)
    told(by_height[::EVERY_LOOSE], LOOSE_MEAN * usual_m - height0[::EVERY_LOOSE], LOOSE_SHARE * usual_m)
    told(by_speed[::EVERY_LOOSE], -speed0[::EVERY_LOOSE], LOOSE_MS)
    if tilt is not None:
        by_tilt = by_height[::EVERY_TILT].copy()
        by_tilt[:, joined + 4 :] -= tilt.m_per_rad * left[::EVERY_TILT]
        leans = tilt.m_per_rad * ((u[::EVERY_TILT] - tilt.rest) @ tilt.along)
        spread = np.hypot(ALIKE * tilt.sigma_m, tilt.m_per_rad * within[::EVERY_TILT])
        told(by_tilt, leans - height0[::EVERY_TILT], spread)
    design, target = np.concatenate(rows), np.concatenate(targets)
    information = design.T @ design
    information.flat[:: len(information) + 1] += 1.0
    unknown = np.linalg.solve(information, design.T @ target)
    return Solved(height0 + by_height @ unknown, by_height, information)


def around(rms: Floats) -> Floats:
    """The movement about each step, as far as the stretch reaches."""
    if len(rms) < AROUND:
        return rms
    return np.sqrt(np.convolve(rms * rms, np.full(AROUND, 1.0 / AROUND), mode="same"))


def _drawn(acceleration: Floats) -> tuple[Floats, Floats]:
    """Velocity and height at the end of each step, from rest at nought, along the last axis."""
    speed = acceleration.cumsum(axis=-1) * STEP_S
    return speed, (speed.cumsum(axis=-1) - 0.5 * speed) * STEP_S


def _holes(hole: Floats) -> list[tuple[int, int]]:
    """Where each begins, and where the first step after it is."""
    edges = np.diff(np.concatenate(([0.0], hole > 0.0, [0.0]))).nonzero()[0]
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _left_rad(hole: Floats, off_rad: Floats) -> tuple[Floats, Floats]:
    """What holes leave of error in the tilt: after each one the same error until the next, shape (n, holes and one for
    what was before the first), and within them what it may be off by, shape (n,)."""
    n = len(hole)
    within = np.where(hole > 0.0, off_rad, 0.0)
    columns = []
    after = 0
    for first, last in [*_holes(hole), (n, n)]:
        column = np.zeros(n)
        column[after:first] = off_rad[after:first]
        columns.append(column)
        after = last
    return np.stack(columns, axis=1), within
