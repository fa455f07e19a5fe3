"""Rises and falls whose ankle goes along the floor on a way of a given slope and bend, straight from formulas."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

import numpy as np

from tests.tracker.course import Leg, raised, rest
from tests.tracker.moments import ideal
from tracker.ankle import Carried, carried
from tracker.measure import Shape, measure
from tracker.motion import Moment
from tracker.timeline import CELL_S


@dataclass(frozen=True)
class Way:
    """The ankle goes forward by slope z + bend z z / rise; `turn_deg`: the shank comes back by, at the top;
    `wobble_deg`: what it tips beside that, at 3 Hz; `above_m`: the sensor above the ankle."""

    slope: float = 0.5
    bend: float = 0.4
    turn_deg: float = 3.0
    rise_cm: float = 6.0
    up_s: float = 0.8
    hold_s: float = 0.3
    above_m: float = 0.2
    wobble_deg: float = 0.0


def moments(way: Way) -> list[Moment]:
    """One rise and fall, with a rest before and after it."""
    legs: list[Leg] = [rest(1.0), *raised(way.rise_cm, way.up_s, way.hold_s, way.up_s), rest(1.0)]
    level = ideal(legs)
    height = np.cumsum(np.cumsum([m.raw_ms2 for m in level])) * CELL_S**2
    rise_m = way.rise_cm / 100.0
    t = np.arange(len(level)) * CELL_S
    moves = np.clip(height / rise_m, 0.0, 1.0)
    tip = np.radians(-way.turn_deg * moves + way.wobble_deg * moves * np.sin(6.0 * np.pi * t))
    forward = way.slope * height + way.bend * height * height / rise_m + way.above_m * np.sin(tip)
    upward = height - way.above_m * (1.0 - np.cos(tip))
    push, lift = (np.gradient(np.gradient(path, CELL_S), CELL_S) for path in (forward, upward))
    return [
        m._replace(
            raw_ms2=float(a),
            force=(float(f), 0.0, 9.80665 + float(a)),
            turn=(cos(0.5 * angle), 0.0, sin(0.5 * angle), 0.0),  # about y, left: z goes forward
            u=(-sin(angle), 0.0, cos(angle)),
        )
        for m, a, f, angle in zip(level, lift, push, tip.tolist(), strict=True)
    ]


def went(way: Way) -> Carried:
    """As the tracker measures it."""
    rows = moments(way)
    shape: Shape = measure(rows, (0.0, 0.0, 0.0), 0.0)
    found = carried(rows, shape)
    assert found is not None
    return found
