"""Which way is up, and what the accelerometer is off by, as repetitions in a row show it by themselves.

Gravity is told by a mean over seconds (inclination.py), in which a step just before stays for six of them, and a gyroscope
that never was at rest drags it along. But from one lowest point of a leg that repeats itself to the next, velocity is nought
as before: what is left of force in the mean is gravity, and of the vertical one the accelerometer's offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from tracker.measure import FORCE, TURN
from tracker.motion import Moment
from tracker.rows import dots, mean, vectors
from tracker.samples import Floats
from tracker.steady import GRAVITY_MS2

UNTIL_RAW, FROM_TURN = Moment._fields.index("raw_ms2"), Moment._fields.index("turn")
_new = tuple.__new__  # a named tuple's own constructor costs as much again as the tuple


class Levelled:
    """The moments of repetitions in a row, up told anew: in the carried frame gravity stands still, or goes evenly, by the
    gyroscope's bias. Medians, as the first may still be part of a walk. `raw_ms2` and `u` are as in Moment, all of them."""

    def __init__(self, stretch: Sequence[Moment], spans: Sequence[tuple[int, int]]) -> None:
        force = vectors(map(FORCE, stretch))
        at = np.array([0.5 * (a + b) for a, b in spans])
        gravity = np.array([mean(force[a:b]) for a, b in spans])
        i, k = np.triu_indices(len(spans), 1)
        rate = np.median((gravity[k] - gravity[i]) / (at[k] - at[i])[:, None], axis=0)
        up = np.median(gravity - at[:, None] * rate, axis=0) + np.arange(len(stretch))[:, None] * rate
        up /= np.sqrt(dots(up, up))[:, None]
        self._stretch, self._up = stretch, up
        self.raw_ms2: Floats = dots(force, up) - GRAVITY_MS2
        turn = np.fromiter(chain.from_iterable(map(TURN, stretch)), np.float64).reshape(-1, 4)
        self.u = _in_sensor(turn, up)

    def moments(self, first: int, end: int) -> list[Moment]:
        """From one place up to another: few are asked for."""
        rows = (each[first:end] for each in (self._stretch, self.raw_ms2, self.u, self._up))
        # Each made whole: `_replace` goes through the names of the fields, and takes three times as long.
        return [
            _new(
                Moment,
                (*m[:UNTIL_RAW], float(a), tuple(u.tolist()), m.force, tuple(up.tolist()), *m[FROM_TURN:]),
            )
            for m, a, u, up in zip(*rows, strict=True)
        ]


def _in_sensor(turn: Floats, up: Floats) -> Floats:
    """As `to_sensor` (timeline.py), row by row."""
    (q0, q1, q2, q3), (x, y, z) = turn.T.copy(), up.T.copy()
    dx, dy, dz = 2.0 * (q2 * z - q3 * y), 2.0 * (q3 * x - q1 * z), 2.0 * (q1 * y - q2 * x)
    return np.column_stack(
        (x - q0 * dx + q2 * dz - q3 * dy, y - q0 * dy + q3 * dx - q1 * dz, z - q0 * dz + q1 * dy - q2 * dx)
    )


def offset_ms2(raw_ms2: Floats, u: Floats, known: tuple[float, float, float]) -> tuple[float, float, float]:
    """The accelerometer's offset, sensor frame, as whole repetitions show it along the vertical, beside what is known.
    `raw_ms2`: their vertical acceleration, without what is known of it."""
    x, y, z = (float(raw_ms2.sum()) / len(raw_ms2) * mean(u)).tolist()
    return known[0] + x, known[1] + y, known[2] + z
