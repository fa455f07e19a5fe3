"""How far the shank leans in a set, as chances: by where the leg rested and how it walked before the set and after it.

Each rest is one of standing, of sitting, or of neither: legs are crossed and put out, people kneel, and the breath
before a squat's raise looks like a rest. What a rest says is a mixture of the three, so one that makes no sense is
outvoted and moves nothing; only the sensor's edge nearest to the shank, and what is common to all of one person's
rests, are known as a mean and a spread.

| constant | value | why | margin |
|---|---|---|---|
| `ODD`, `ODD_BRIEF` | 0.1, 0.4 | so many rests of 3 s, and shorter ones, are neither | |
| `ODD_DEG` | 5, 25 deg | and lean anyhow | kneeling 70-88 |
| `SIDE_DEG` | 5 deg | standing and sitting shanks lean sideways by so much against each other: feet together or apart | crossed 15-40 |
| `RUNS`, `RUNS_DEG` | 0.1, 20 deg | strides that were none of a walk: stairs, running | |
| `ELSEWHERE`, `ELSEWHERE_DEG` | 0.05, 9 deg | now and then the strap sits otherwise than was seen: it slipped, it was put on anew | |
"""

from __future__ import annotations

import numpy as np

from tracker.samples import Floats
from tracker.strapping import (
    ALIKE_DEG,
    ASKEW_DEG,
    REST_S,
    SIT_DEG,
    STAND_DEG,
    WALK_DEG,
    WALK_LEAN_DEG,
    Mount,
    Seen,
)
from tracker.vectors import Vector

ODD, ODD_BRIEF = 0.1, 0.4
ODD_DEG = (5.0, 25.0)
SIDE_DEG = 5.0
RUNS, RUNS_DEG = 0.1, 20.0
ELSEWHERE = 0.05
ELSEWHERE_DEG = 9.0
NONE = 1e-9  # what nothing speaks for, so that its logarithm is a number

OFFSETS = np.linspace(-18.0, 18.0, 13)  # deg, positive when the axis leans further forward than thought
_FINE = np.linspace(-24.0, 24.0, 33)
_SHARED = np.exp(-0.5 * (np.subtract.outer(_FINE, OFFSETS) / ALIKE_DEG) ** 2)
_SHARED /= _SHARED.sum(axis=0)


def _bell(x: Floats, spread: float) -> Floats:
    result: Floats = x * x
    result *= -0.5 / (spread * spread)
    np.exp(result, out=result)
    result /= spread
    return result


_ANYWHERE = ELSEWHERE * _bell(OFFSETS, ELSEWHERE_DEG) / _bell(OFFSETS, ELSEWHERE_DEG).sum()


def offsets_prior(mount: Mount, up: Vector, forwards: Floats, lefts: Floats) -> Floats:
    """Log prior of how far the axis is from where `mount` has it, with each way forward, (forwards, offsets). `up`: in
    the sensor frame in the set; `forwards`, `lefts`: unit vectors level then, (forwards, 3)."""
    seen = mount.seen
    if seen is None:
        likely = np.tile(_bell(OFFSETS, mount.lean_spread_deg), (len(forwards), 1))
    else:
        leans = mount.lean_deg - _tipped(mount.up, up, forwards)
        nearest = _tipped(seen.axis, up, forwards)
        likely = _bell(leans - OFFSETS + nearest, ASKEW_DEG)
        told = _told(seen, leans - _FINE, up, forwards, lefts)
        if told is not None:
            told -= told.max(axis=1, keepdims=True)
            likely *= np.exp(told, out=told) @ _SHARED
    likely /= likely.sum(axis=1, keepdims=True)
    result: Floats = np.log((1.0 - ELSEWHERE) * likely + _ANYWHERE + NONE)
    return result


def _told(seen: Seen, leans: Floats, up: Vector, forwards: Floats, lefts: Floats) -> Floats | None:
    """Log likelihood of rests and strides where the shank leans by `leans` in the set, (forwards, leans)."""
    told: Floats | None = None
    if seen.rests:
        off = np.array(up) - np.array([rest.up for rest in seen.rests])  # rests, 3
        stands = np.array([rest.stands for rest in seen.rests])[:, None]
        odd = np.array([ODD if rest.lasted_s >= REST_S else ODD_BRIEF for rest in seen.rests])[:, None]
        lean = np.degrees(forwards @ off.T)[:, :, None] + leans[:, None, :]  # forwards, rests, leans
        side = np.degrees(lefts @ off.T)[:, :, None]
        of_stay = (1.0 - odd) * _bell(side, SIDE_DEG)
        likely = of_stay * stands * _bell(lean - STAND_DEG[0], STAND_DEG[1])
        likely += of_stay * (1.0 - stands) * _bell(lean - SIT_DEG[0], SIT_DEG[1])
        likely += odd * _bell(side, ODD_DEG[1]) * _bell(lean - ODD_DEG[0], ODD_DEG[1])
        told = np.log(likely, out=likely).sum(axis=1)
    if seen.walked is not None:
        off = leans + _tipped(seen.walked, up, forwards) - WALK_LEAN_DEG
        strode = np.log((1.0 - RUNS) * _bell(off, WALK_DEG) + RUNS * _bell(off, RUNS_DEG))
        told = strode if told is None else told + strode
    return told


def _tipped(then: Vector, now: Vector, ways: Floats) -> Floats:
    """How much further than now the shank leaned along each way when `then` was up, deg, (ways, 1)."""
    result: Floats = np.degrees(ways @ (np.array(now) - np.array(then)))[:, None]
    return result
