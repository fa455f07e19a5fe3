"""The moments of one ideal rise and fall, straight from formulas, as measure() takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.tracker.course import Leg, edges_s
from tracker.motion import Moment
from tracker.samples import Floats
from tracker.timeline import CELL_S


@dataclass(frozen=True)
class Ideal:
    """What the sensor and the athlete add to the legs of a course."""

    offset_ms2: tuple[float, float, float] = (0.0, 0.0, 0.0)  # of the accelerometer
    thrust: float = 0.0  # the ankle is carried forward by so much of its rise
    held_s: tuple[float, float] | None = None  # stillness seen at the top
    hole_s: tuple[float, float] | None = None  # straight line across missing samples


def _moved(leg: Leg, end_s: float, t: Floats) -> tuple[Floats, Floats]:
    """How far a leg has come, from 0 to 1, and how fast."""
    x = np.clip((t - end_s + leg.seconds) / leg.seconds, 0.0, 1.0)
    return 10 * x**3 - 15 * x**4 + 6 * x**5, (30 * x**2 - 60 * x**3 + 30 * x**4) / leg.seconds


def ideal(legs: list[Leg], what: Ideal | None = None) -> list[Moment]:
    """One moment a cell; the leg is still in the first leg and in the last. Level x is forward."""
    what = what or Ideal()
    n = round(sum(leg.seconds for leg in legs) / CELL_S)
    edges: Floats = np.arange(n + 1, dtype=np.float64) * CELL_S
    speed, along, turn = np.zeros(n + 1), np.zeros(n + 1), np.zeros(n + 1)
    ends = edges_s(legs)
    for leg, end in zip(legs, ends, strict=True):
        part, rate = _moved(leg, end, edges)
        speed += leg.rise_cm / 100.0 * rate
        along += leg.along_cm / 100.0 * rate
        turn += np.radians(leg.turn_deg) * part
    vertical, level = np.diff(speed) / CELL_S, np.diff(along) / CELL_S
    t = edges[1:]
    hole = np.zeros(n, dtype=bool)
    if what.hole_s is not None:
        hole = (t > what.hole_s[0]) & (t <= what.hole_s[1])
        vertical[hole] = np.linspace(vertical[hole][0], vertical[hole][-1], int(hole.sum()))
    u = np.column_stack((np.sin(turn[1:]), np.zeros(n), np.cos(turn[1:])))
    still = (t <= legs[0].seconds) | (t > ends[-2])
    if what.held_s is not None:
        still |= (t > what.held_s[0]) & (t <= what.held_s[1])
    raw = vertical + u @ np.array(what.offset_ms2)
    forward = level + what.thrust * vertical
    return [
        _moment(k, float(t[k]), float(raw[k]), float(forward[k]), u[k], bool(still[k]), bool(hole[k]))
        for k in range(n)
    ]


def _moment(k: int, t_s: float, raw: float, forward: float, u: Floats, still: bool, hole: bool) -> Moment:
    """The carried frame is the level one."""
    return Moment(
        t_s=t_s,
        decided_s=t_s,
        h_m=0.0,
        v_ms=0.0,
        a_ms2=raw,
        raw_ms2=raw,
        u=(float(u[0]), float(u[1]), float(u[2])),
        force=(forward, 0.0, 9.80665 + raw),
        up=(0.0, 0.0, 1.0),
        turn=(1.0, 0.0, 0.0, 0.0),
        rate_rads=0.0,
        jolt_ms2=abs(raw),
        still_s=0.1 if still else 0.0,
        hole=hole,
    )
