"""The device's samples, at whatever rate and with whatever holes, as a uniform grid of 50 Hz cells.

The gyroscope is integrated at the device's own rate into a frame that stands almost still (it drifts with
the gyro bias only), and the accelerometer is turned into that frame before anything is averaged: averaged in
the turning sensor's frame, quick turns would bend gravity (sculling; 1.6 deg on a walking thigh). Each cell
is then the mean over 20 ms of the signal drawn as straight lines between samples. A mean conserves the
integral, so velocity comes out the same at 25 Hz and at 200 Hz, and it is the anti-aliasing filter in one.
Holes up to `BRIDGE_S` are bridged by that straight line; a longer one cuts the signal.

Straight-line code a sample at a time: the cells, and the sample that completed each, cannot depend on how
the samples were cut into blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin, sqrt
from typing import NamedTuple

CELL_S = 0.02
"""Grid step. A heel rise holds nothing above 10 Hz; impacts, which must stay visible, reach 25 Hz."""

BRIDGE_S = 0.54
"""Longest bridged step: half a second of nothing and the step of 25 Hz around it. Half of the quickest real repetition (0.6 s up and down, biomechanics 3) could
hide in a longer one. Margin: the lowest accepted rate, 12.5 Hz, has steps of 0.08 s."""

SMALL_RAD2 = 1e-4  # square of half a turn of 0.6 deg, 2 rad/s at 100 Hz: what the series leaves out is 1e-15

HOLE_S = 0.1
"""Up to here a sample's rate is taken to span the whole step before it, as VQF does and as sensors that
average deliver it; over a hole the mean of its two ends says more. Margin: 12.5 Hz has steps of 0.08 s."""

Matrix = tuple[float, float, float, float, float, float, float, float, float]
"""Rotation from the sensor's to the carried frame, row by row."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
_NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Cell(NamedTuple):
    """The 20 ms that end at `t_s`, completed by the sample of time `decided_s`: mean specific force in the
    carried frame (m/s2), mean angular rate in the sensor's frame with its bias (rad/s), orientation at the end.
    `hole`: drawn across missing samples."""

    t_s: float
    decided_s: float
    fx: float
    fy: float
    fz: float
    gx: float
    gy: float
    gz: float
    turn: Matrix
    hole: bool


class Cut(NamedTuple):
    """Nothing is known between `start_s` and `end_s`; the carried frame starts anew after it."""

    start_s: float
    end_s: float


_NO_CELLS: tuple[Cell | Cut, ...] = ()


class Timeline:
    """Streaming resampler. `bias` (rad/s, sensor frame) is what the gyroscope is known to be off by; whoever
    learns it sets it."""

    __slots__ = ("_edge", "_last", "_origin", "_q", "_sums", "_t", "_ticks", "_turn", "bias")

    def __init__(self) -> None:
        self.bias = (0.0, 0.0, 0.0)
        self._t: float | None = None  # time of the last sample, None before the first
        self._start(0.0)

    def _start(self, t: float) -> None:
        self._origin, self._ticks, self._edge = t, 0, t + CELL_S
        self._q = (1.0, 0.0, 0.0, 0.0)
        self._turn = _IDENTITY
        self._last = self._sums = _NOTHING

    def push(self, t: float, acc: list[float], gyr: list[float]) -> Sequence[Cell | Cut]:
        """What this sample completes, in order; nothing if its time does not advance."""
        ax, ay, az = acc
        gx, gy, gz = gyr
        last = self._t
        if last is None or t - last > BRIDGE_S:
            self._start(t)
            self._last = (ax, ay, az, gx, gy, gz)
            self._t = t
            return _NO_CELLS if last is None else (Cut(last, t),)
        span = t - last
        if span <= 0.0:
            return _NO_CELLS
        pfx, pfy, pfz, pgx, pgy, pgz = self._last
        before = self._turn
        if span > HOLE_S:
            after = self._carry(span, 0.5 * (pgx + gx), 0.5 * (pgy + gy), 0.5 * (pgz + gz))
        else:
            after = self._carry(span, gx, gy, gz)
        r00, r01, r02, r10, r11, r12, r20, r21, r22 = after
        fx = r00 * ax + r01 * ay + r02 * az
        fy = r10 * ax + r11 * ay + r12 * az
        fz = r20 * ax + r21 * ay + r22 * az

        edge = self._edge
        s0, s1, s2, s3, s4, s5 = self._sums
        if t < edge:  # within one cell: the whole line, at its middle
            half = 0.5 * span / CELL_S
            self._sums = (
                s0 + half * (pfx + fx),
                s1 + half * (pfy + fy),
                s2 + half * (pfz + fz),
                s3 + half * (pgx + gx),
                s4 + half * (pgy + gy),
                s5 + half * (pgz + gz),
            )
            self._last = (fx, fy, fz, gx, gy, gz)
            self._t = t
            return _NO_CELLS
        out: list[Cell | Cut] = []
        start = last
        while edge <= t:
            # The part of this line up to the cell's edge: its width times its middle value.
            width = (edge - start) / CELL_S
            mid = (0.5 * (start + edge) - last) / span
            share = (edge - last) / span
            out.append(
                Cell(
                    edge,
                    t,
                    s0 + width * (pfx + mid * (fx - pfx)),
                    s1 + width * (pfy + mid * (fy - pfy)),
                    s2 + width * (pfz + mid * (fz - pfz)),
                    s3 + width * (pgx + mid * (gx - pgx)),
                    s4 + width * (pgy + mid * (gy - pgy)),
                    s5 + width * (pgz + mid * (gz - pgz)),
                    after if share > 0.999 else _between(before, after, share),
                    span > HOLE_S,
                )
            )
            s0 = s1 = s2 = s3 = s4 = s5 = 0.0
            start = edge
            self._ticks += 1
            edge = self._origin + (self._ticks + 1) * CELL_S
        if t > start:
            width = (t - start) / CELL_S
            mid = (0.5 * (start + t) - last) / span
            s0 += width * (pfx + mid * (fx - pfx))
            s1 += width * (pfy + mid * (fy - pfy))
            s2 += width * (pfz + mid * (fz - pfz))
            s3 += width * (pgx + mid * (gx - pgx))
            s4 += width * (pgy + mid * (gy - pgy))
            s5 += width * (pgz + mid * (gz - pgz))
        self._edge = edge
        self._sums = (s0, s1, s2, s3, s4, s5)
        self._last = (fx, fy, fz, gx, gy, gz)
        self._t = t
        return out

    def _carry(self, span: float, gx: float, gy: float, gz: float) -> Matrix:
        """Turn the carried frame by a rate held over `span` seconds."""
        bx, by, bz = self.bias
        wx, wy, wz = gx - bx, gy - by, gz - bz
        half = 0.5 * span
        square = (wx * wx + wy * wy + wz * wz) * half * half
        if (
            square < SMALL_RAD2
        ):  # the series to its third term: right to the last digit, and three times quicker
            c = 1.0 - square * (0.5 - square * (1.0 / 24.0))
            s = half * (1.0 - square * (1.0 / 6.0 - square * (1.0 / 120.0)))
        else:
            angle = sqrt(square)
            c, s = cos(angle), half * sin(angle) / angle
        p1, p2, p3 = wx * s, wy * s, wz * s
        q0, q1, q2, q3 = self._q
        n0 = q0 * c - q1 * p1 - q2 * p2 - q3 * p3
        n1 = q0 * p1 + q1 * c + q2 * p3 - q3 * p2
        n2 = q0 * p2 - q1 * p3 + q2 * c + q3 * p1
        n3 = q0 * p3 + q1 * p2 - q2 * p1 + q3 * c
        norm = 1.5 - 0.5 * (n0 * n0 + n1 * n1 + n2 * n2 + n3 * n3)  # one Newton step: never far from one
        q0, q1, q2, q3 = n0 * norm, n1 * norm, n2 * norm, n3 * norm
        self._q = (q0, q1, q2, q3)
        d1, d2, d3 = q1 + q1, q2 + q2, q3 + q3
        xx, yy, zz = d1 * q1, d2 * q2, d3 * q3
        xy, xz, yz = d1 * q2, d1 * q3, d2 * q3
        wx, wy, wz = d1 * q0, d2 * q0, d3 * q0
        self._turn = (
            1.0 - yy - zz, xy - wz, xz + wy,
            xy + wz, 1.0 - xx - zz, yz - wx,
            xz - wy, yz + wx, 1.0 - xx - yy,
        )  # fmt: skip
        return self._turn


def _between(a: Matrix, b: Matrix, share: float) -> Matrix:
    """Elements between two near orientations: off a rotation by the square of half their angle, one sample's."""
    a0, a1, a2, a3, a4, a5, a6, a7, a8 = a
    b0, b1, b2, b3, b4, b5, b6, b7, b8 = b
    k = share
    return (
        a0 + k * (b0 - a0), a1 + k * (b1 - a1), a2 + k * (b2 - a2),
        a3 + k * (b3 - a3), a4 + k * (b4 - a4), a5 + k * (b5 - a5),
        a6 + k * (b6 - a6), a7 + k * (b7 - a7), a8 + k * (b8 - a8),
    )  # fmt: skip
