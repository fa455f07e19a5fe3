"""Which way up was over a stretch that is past: told by the force on both sides of each hole.

Live, what a hole hid of a turn stays in the tilt until gravity has told it again, for seconds (inclination.py), and a
tilt that is off by 9 deg takes 0.1 m/s2 from the vertical acceleration. In hindsight the force after the hole says where
up was as soon as it was over, and the force before it where it was until then: a leg in place goes nowhere, so what
stays of its force, in the frame that the gyroscope carries, is gravity. A Kalman smoother of velocity and up, the three
axes alike.

| constant | value | why | margin |
|---|---|---|---|
| `LOOSE_MS` | 0.3 m/s a step | a heel goes by 10 cm/s rms, along and up, and ten steps in a row are one telling: a root of ten | a leg that walks, 1 m/s, is not read again |
| `STANDS_MS`, `STILL_S` | 3 cm/s, after 0.3 s | a leg that looks still (smoother.py), along the floor as well | |
| `NOISE_MS2` | 0.1 m/s2 | of the acceleration over a tenth of a second: scale and impacts | |
| `WANDER_RADS` | 0.3 deg in a second | what is left of a gyroscope's bias once it is learned | the worst is 2 deg/s before |
| `START_RAD`, `START_MS` | 3 deg, 0.3 m/s | what is not known of up and of velocity where the stretch begins | |
| `SETTLES_S` | 10 s | what was so long before tells where up is when a stretch begins: three times as long as the low-pass (inclination.py) | |
| `QUICKEST` | 1.9 | a minimum-jerk movement is so much quicker in its middle than on average: so much of a usual turn a hole may hide | |

What a line across a hole is off by is `HOLE_SHARE` and `HOLE_MS2` of smoother.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, radians, sqrt

import numpy as np

from tracker.smoother import HOLE_MS2, HOLE_SHARE, STILL_S, around
from tracker.steady import GRAVITY_MS2
from tracker.timeline import Quaternion, to_sensor
from tracker.trail import STEP_S, UNSEEN, Step, Trail
from tracker.vectors import Vector, plus, unit

LOOSE_MS = 0.3
STANDS_MS = 0.03
NOISE_MS2 = 0.1
WANDER_RADS = radians(0.3)
START_RAD = radians(3.0)
START_MS = 0.3
SETTLES_S = 10.0
QUICKEST = 1.9

_FALLS_MS = GRAVITY_MS2 * STEP_S
"""How far up that is off by a radian takes velocity in a step."""


class Plumb:
    """Asked for many stretches while nothing is added, as for all that lie between the repetitions of a set, the steps are
    smoothed once, from the earliest on: the first stretch asked for."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self._told: list[Step] = []
        self._asked = (inf, inf, 0.0, 0.0)

    def between(self, first_s: float, last_s: float, turn_rad: float, up_s: float) -> list[Step]:
        """The steps that end within a stretch of time, set upright by all around them where holes are."""
        from_s, present_s = first_s - SETTLES_S, self._trail.steps[-1].t_s if self._trail.steps else -inf
        if from_s < self._asked[0] or (present_s, turn_rad, up_s) != self._asked[1:]:
            steps = self._trail.between(from_s, inf)
            holed = any(step.hole > 0.0 for step in steps)
            self._told = set_upright(steps, turn_rad, up_s) if holed else steps
            self._asked = (from_s, present_s, turn_rad, up_s)
        return [step for step in self._told if first_s <= step.t_s <= last_s]


def set_upright(steps: Sequence[Step], turn_rad: float, up_s: float) -> list[Step]:
    """The same steps, in one carried frame across all holes, with up, the vertical acceleration, and by how much up may
    be off for what holes hid, as all of them tell. The usual repetition turns the shank by `turn_rad`, in `up_s`."""
    joined = _in_one_frame(steps)
    ups, sigmas = _smoothed(joined, _hidden(joined, turn_rad, up_s))
    known = min(sigmas)
    return [
        _upright(step, up, sqrt(max(0.0, sigma * sigma - known * known)))
        for step, up, sigma in zip(joined, ups, sigmas, strict=True)
    ]


def _upright(step: Step, up: Vector, off_rad: float) -> Step:
    off = plus(up, step.up, -1.0)
    u = unit(plus(step.u, to_sensor(step.turn, *off)))
    if step.force == UNSEEN:
        return step._replace(u=u, up=up, off_rad=off_rad)
    (fx, fy, fz), (x, y, z) = step.force, up
    return step._replace(u=u, up=up, raw_ms2=fx * x + fy * y + fz * z - GRAVITY_MS2, off_rad=off_rad)


def _in_one_frame(steps: Sequence[Step]) -> list[Step]:
    """After a hole that cut the signal the carried frame begins anew; a leg in place has not turned over meanwhile."""
    joined: list[Step] = []
    leads: Quaternion | None = None
    for step in steps:
        if joined and joined[-1].force == UNSEEN and step.force != UNSEEN:
            w, x, y, z = step.turn
            leads = _times(joined[-1].turn, (w, -x, -y, -z))
        if leads is None:
            joined.append(step)
        elif step.force == UNSEEN:
            joined.append(step._replace(turn=joined[-1].turn, up=joined[-1].up))
        else:
            w, x, y, z = leads
            back = (w, -x, -y, -z)
            joined.append(
                step._replace(
                    turn=_times(leads, step.turn),
                    up=to_sensor(back, *step.up),
                    force=to_sensor(back, *step.force),
                )
            )
    return joined


def _times(a: Quaternion, b: Quaternion) -> Quaternion:
    aw, ax, ay, az = a
    bw, bx, by, bz = b
    return (
        aw * bw - ax * bx - ay * by - az * bz,
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
    )


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Variance that each step adds to velocity and to up, for what was not seen in it."""

    of_speed: list[float]
    of_up: list[float]


def _hidden(steps: Sequence[Step], turn_rad: float, up_s: float) -> _Hidden:
    """What a hole hides goes one way: it grows with its time, and not with the root of it."""
    near = around(np.array([step.rms_ms2 for step in steps]))
    of_speed, of_up = [], []
    speed_ms = turned_rad = 0.0
    for step, near_ms2 in zip(steps, near.tolist(), strict=True):
        if step.hole <= 0.0:
            speed_ms = turned_rad = 0.0
            of_speed.append(0.0)
            of_up.append(0.0)
            continue
        lost_s = STEP_S * step.hole
        before_ms, before_rad = speed_ms, turned_rad
        speed_ms += lost_s * sqrt(HOLE_MS2**2 + (HOLE_SHARE * near_ms2) ** 2)
        usual_rad = min(turn_rad - before_rad, QUICKEST * turn_rad * lost_s / up_s)
        turned_rad += max(step.rate_rads * lost_s, usual_rad)
        of_speed.append(speed_ms**2 - before_ms**2)
        of_up.append(turned_rad**2 - before_rad**2)
    return _Hidden(of_speed, of_up)


def _smoothed(steps: Sequence[Step], hidden: _Hidden) -> tuple[list[Vector], list[float]]:
    """Up in the carried frame at the end of each step, and its standard deviation along each axis. v' = v + T (f - g w),
    w' = w; the covariance is the same for each axis."""
    speed, up = (0.0, 0.0, 0.0), steps[0].up
    vv, vw, ww = START_MS**2, 0.0, START_RAD**2
    told = []
    for step, of_speed, of_up in zip(steps, hidden.of_speed, hidden.of_up, strict=True):
        fall = 0.0 if step.force == UNSEEN else _FALLS_MS
        speed = plus(plus(speed, step.force, STEP_S), up, -fall)
        vv += -2.0 * fall * vw + fall * fall * ww + (NOISE_MS2 * STEP_S) ** 2 + of_speed
        vw -= fall * ww
        ww += WANDER_RADS**2 * STEP_S + of_up
        foreseen = (speed, up, vv, vw, ww)
        spread_ms = STANDS_MS if step.still_s > STILL_S else LOOSE_MS
        gain_v, gain_w = (each / (vv + spread_ms * spread_ms) for each in (vv, vw))
        speed, up = plus(speed, speed, -gain_v), plus(up, speed, -gain_w)
        vv, vw, ww = vv - gain_v * vv, vw - gain_v * vw, ww - gain_w * vw
        told.append((foreseen, (speed, up, vv, vw, ww), fall))
    ups, sigmas = [unit(up)], [sqrt(ww)]
    for (_, (v, w, fvv, fvw, fww), _), ((v1, w1, pvv, pvw, pww), _, fall) in zip(
        reversed(told[:-1]), reversed(told[1:]), strict=True
    ):
        # Rauch-Tung-Striebel: the gain is P F' of what was known here times the inverse of what was foreseen.
        det = pvv * pww - pvw * pvw
        a, b, c, d = fvv - fall * fvw, fvw, fvw - fall * fww, fww
        g11, g12 = (a * pww - b * pvw) / det, (b * pvv - a * pvw) / det
        g21, g22 = (c * pww - d * pvw) / det, (d * pvv - c * pvw) / det
        more_v, more_w = plus(speed, v1, -1.0), plus(up, w1, -1.0)
        speed = plus(plus(v, more_v, g11), more_w, g12)
        up = plus(plus(w, more_v, g21), more_w, g22)
        dvv, dvw, dww = vv - pvv, vw - pvw, ww - pww
        vv = fvv + g11 * (g11 * dvv + g12 * dvw) + g12 * (g11 * dvw + g12 * dww)
        vw = fvw + g21 * (g11 * dvv + g12 * dvw) + g22 * (g11 * dvw + g12 * dww)
        ww = fww + g21 * (g21 * dvv + g22 * dvw) + g22 * (g21 * dvw + g22 * dww)
        ups.append(unit(up))
        sigmas.append(sqrt(ww))
    return ups[::-1], sigmas[::-1]
