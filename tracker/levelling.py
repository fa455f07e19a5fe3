"""Which way is up, and what the accelerometer is off by, as repetitions in a row show it by themselves.

Gravity is told by a mean over seconds (inclination.py), in which a step just before stays for six of them, and a gyroscope
that never was at rest drags it along. But from one lowest point of a leg that repeats itself to the next, velocity is nought
as before: what is left of force in the mean is gravity, and of the vertical one the accelerometer's offset.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracker.measure import FORCE, RAW_MS2, U
from tracker.motion import Moment
from tracker.rows import dots, vectors
from tracker.steady import GRAVITY_MS2
from tracker.timeline import to_sensor

UNTIL_RAW, FROM_TURN = Moment._fields.index("raw_ms2"), Moment._fields.index("turn")
_new = tuple.__new__  # a named tuple's own constructor costs as much again as the tuple


def levelled(stretch: Sequence[Moment], spans: Sequence[tuple[int, int]]) -> list[Moment]:
    """The moments of these repetitions, up told anew: in the carried frame gravity stands still, or goes evenly, by the
    gyroscope's bias. Medians, as the first may still be part of a walk."""
    force = vectors(map(FORCE, stretch))
    at = np.array([0.5 * (a + b) for a, b in spans])
    gravity = np.array([force[a:b].sum(axis=0) / (b - a) for a, b in spans])
    i, k = np.triu_indices(len(spans), 1)
    rate = np.median((gravity[k] - gravity[i]) / (at[k] - at[i])[:, None], axis=0)
    up = np.median(gravity - at[:, None] * rate, axis=0) + np.arange(len(stretch))[:, None] * rate
    up /= np.sqrt(dots(up, up))[:, None]
    raw = dots(force, up) - GRAVITY_MS2
    # Each made whole: `_replace` goes through the names of the fields, and takes three times as long.
    return [
        _new(Moment, (*m[:UNTIL_RAW], a, to_sensor(m.turn, x, y, z), m.force, (x, y, z), *m[FROM_TURN:]))
        for m, (x, y, z), a in zip(stretch, up.tolist(), raw.tolist(), strict=True)
    ]


def offset_ms2(moments: Sequence[Moment], known: tuple[float, float, float]) -> tuple[float, float, float]:
    """The accelerometer's offset, sensor frame, as whole repetitions show it along the vertical, beside what is known."""
    mean = vectors(map(U, moments)).sum(axis=0) / len(moments)
    felt = sum(map(RAW_MS2, moments)) / len(moments) - float(mean @ np.array(known))
    x, y, z = (felt * mean).tolist()
    return known[0] + x, known[1] + y, known[2] + z
