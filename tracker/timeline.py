"""The device's samples, at whatever rate and with whatever holes, as a uniform grid of 50 Hz cells.

The gyroscope is integrated at the device's own rate into a frame that stands almost still (it drifts with
the gyro bias only), and the accelerometer is turned into that frame before anything is averaged: averaged in
the turning sensor's frame, quick turns would bend gravity (sculling; 1.6 deg on a walking thigh). Each cell
is then the mean over 20 ms of the signal drawn as straight lines between samples. A mean conserves the
integral, so velocity comes out the same at 25 Hz and at 200 Hz, and it is the anti-aliasing filter in one.
Holes up to `BRIDGE_S` are bridged by that straight line; a longer one cuts the signal. A sample that is not finite is lost.

Straight-line code a sample at a time: the cells, and the sample that completed each, cannot depend on how
the samples were cut into blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, inf, isfinite, sin, sqrt
from typing import NamedTuple

from tracker.samples import Samples

CELL_S = 0.02
"""Grid step. A heel rise holds nothing above 10 Hz; impacts, which must stay visible, reach 25 Hz."""

BRIDGE_S = 0.54
"""Longest bridged step: half a second of nothing and the step of 25 Hz around it. Half of the quickest real
repetition (0.6 s up and down, biomechanics 3) could hide in a longer one. Margin: the lowest accepted rate,
12.5 Hz, has steps of 0.08 s."""

SMALL_RAD2 = 1e-4  # square of half a turn of 0.6 deg, 2 rad/s at 100 Hz: what the series leaves out is 1e-15

HOLE_S = 0.1
"""Up to here a sample's rate is taken to span the whole step before it, as VQF does and as sensors that
average deliver it; over a hole the mean of its two ends says more. Margin: 12.5 Hz has steps of 0.08 s."""

Quaternion = tuple[float, float, float, float]
"""Rotation from the sensor's to the carried frame, scalar first, unit length."""

_new = tuple.__new__  # a named tuple's own constructor costs as much again as the tuple
_NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_NO_LINE = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


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
    turn: Quaternion
    hole: bool


class Cut(NamedTuple):
    """Nothing is known between `start_s` and `end_s`; the carried frame starts anew after it."""

    start_s: float
    end_s: float


class Timeline:
    """Streaming resampler. `bias` (rad/s, sensor frame) is what the gyroscope is known to be off by; whoever
    learns it sets it, and may do so between two cells."""

    __slots__ = ("_last", "_line", "_sums", "_ticks", "_turn", "bias")

    def __init__(self) -> None:
        self.bias = (0.0, 0.0, 0.0)
        self._last = -inf  # time of the last sample
        # Force (carried frame) and rate at it, where the next straight line begins, and how wide it counts as the end of
        # the one before. The sums are what the open cell holds of all before it.
        self._line = _NO_LINE
        self._sums = _NOTHING
        self._ticks = (0.0, 0)  # when the grid began, and how many cells it has completed
        self._turn: Quaternion = (1.0, 0.0, 0.0, 0.0)

    @property
    def last_s(self) -> float:
        """Time of the last sample that was taken."""
        return self._last

    def cells(self, samples: Samples) -> Iterator[Cell | Cut]:  # noqa: C901 - one loop that sees every sample
        """What these samples complete, in order, to be taken to its end; samples whose time does not advance, or of which
        a number is not finite, are left out.

        The state lives in local names while it runs: this loop is the one that sees every sample.
        """
        last, (origin, ticks), bridge_s, hole_s, cell_s = self._last, self._ticks, BRIDGE_S, HOLE_S, CELL_S
        edge = origin + (ticks + 1) * cell_s
        bx, by, bz = self.bias
        pfx, pfy, pfz, pgx, pgy, pgz, counts = self._line
        s0, s1, s2, s3, s4, s5 = self._sums
        q0, q1, q2, q3 = self._turn
        for t, ax, ay, az, gx, gy, gz in zip(
            samples.t_s.tolist(), *samples.acc_ms2.T.tolist(), *samples.gyr_rads.T.tolist(), strict=True
        ):
            span = t - last
            if not 0.0 < span <= bridge_s:
                if span > bridge_s and isfinite(t + ax + ay + az + gx + gy + gz):
                    if last > -inf:
                        yield Cut(last, t)
                    q0, q1, q2, q3 = 1.0, 0.0, 0.0, 0.0
                    pfx, pfy, pfz, pgx, pgy, pgz = ax, ay, az, gx, gy, gz
                    s0 = s1 = s2 = s3 = s4 = s5 = counts = 0.0
                    last = origin = t
                    ticks, edge = 0, t + CELL_S
                continue

            # Turn the carried frame by the rate held over this step.
            p0, p1, p2, p3 = q0, q1, q2, q3
            hole = span > hole_s
            if hole:
                wx, wy, wz = 0.5 * (pgx + gx) - bx, 0.5 * (pgy + gy) - by, 0.5 * (pgz + gz) - bz
            else:
                wx, wy, wz = gx - bx, gy - by, gz - bz
            half = 0.5 * span
            square = (wx * wx + wy * wy + wz * wz) * half * half
            if square < SMALL_RAD2:  # the series to its third term: right to the last digit, and quicker
                c = 1.0 - square * (0.5 - square * (1.0 / 24.0))
                s = half * (1.0 - square * (1.0 / 6.0 - square * (1.0 / 120.0)))
            elif square < inf:
                angle = sqrt(square)
                c, s = cos(angle), half * sin(angle) / angle
            else:
                continue
            wx, wy, wz = wx * s, wy * s, wz * s
            q0 = p0 * c - p1 * wx - p2 * wy - p3 * wz
            q1 = p0 * wx + p1 * c + p2 * wz - p3 * wy
            q2 = p0 * wy - p1 * wz + p2 * c + p3 * wx
            q3 = p0 * wz + p1 * wy - p2 * wx + p3 * c
            # The force in that frame: a + q0 d + q x d, where d = 2 q x a.
            dx, dy, dz = 2.0 * (q2 * az - q3 * ay), 2.0 * (q3 * ax - q1 * az), 2.0 * (q1 * ay - q2 * ax)
            fx = ax + q0 * dx + q2 * dz - q3 * dy
            fy = ay + q0 * dy + q3 * dx - q1 * dz
            fz = az + q0 * dz + q1 * dy - q2 * dx
            if fx - fx != 0.0:  # not finite: each of the three holds all of the acceleration
                q0, q1, q2, q3 = p0, p1, p2, p3
                continue

            if t < edge:  # within one cell: each end of the line counts for half of it
                width = half / cell_s
                counts += width
                s0 += counts * pfx
                s1 += counts * pfy
                s2 += counts * pfz
                s3 += counts * pgx
                s4 += counts * pgy
                s5 += counts * pgz
                pfx, pfy, pfz, pgx, pgy, pgz, counts = fx, fy, fz, gx, gy, gz, width
                last = t
                continue
            # The parts of this line between the edges of cells: the width of each times its middle value.
            done = 0.0
            while edge <= t:
                share = (edge - last) / span
                k = (share - done) * span / cell_s
                f = 0.5 * k * (done + share)
                e = k - f
                a, b = 1.0 - share, share
                m0, m1, m2, m3 = a * p0 + b * q0, a * p1 + b * q1, a * p2 + b * q2, a * p3 + b * q3
                norm = 1.0 / sqrt(m0 * m0 + m1 * m1 + m2 * m2 + m3 * m3)
                e += counts
                yield _new(
                    Cell,
                    (
                        edge,
                        t,
                        s0 + e * pfx + f * fx,
                        s1 + e * pfy + f * fy,
                        s2 + e * pfz + f * fz,
                        s3 + e * pgx + f * gx,
                        s4 + e * pgy + f * gy,
                        s5 + e * pgz + f * gz,
                        (m0 * norm, m1 * norm, m2 * norm, m3 * norm),
                        hole,
                    ),
                )
                s0 = s1 = s2 = s3 = s4 = s5 = counts = 0.0
                done = share
                ticks += 1
                edge = origin + (ticks + 1) * cell_s
            bx, by, bz = self.bias  # who took the cells may have learned more of it
            norm = 1.5 - 0.5 * (q0 * q0 + q1 * q1 + q2 * q2 + q3 * q3)  # one Newton step: never far from one
            q0, q1, q2, q3 = q0 * norm, q1 * norm, q2 * norm, q3 * norm
            k = (1.0 - done) * span / cell_s
            f = 0.5 * k * (done + 1.0)
            e = k - f
            s0, s1, s2, s3, s4, s5 = e * pfx, e * pfy, e * pfz, e * pgx, e * pgy, e * pgz
            pfx, pfy, pfz, pgx, pgy, pgz, counts = fx, fy, fz, gx, gy, gz, f
            last = t
        self._last, self._ticks = last, (origin, ticks)
        self._line = (pfx, pfy, pfz, pgx, pgy, pgz, counts)
        self._sums = (s0, s1, s2, s3, s4, s5)
        self._turn = (q0, q1, q2, q3)


def to_sensor(turn: Quaternion, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A vector of the carried frame in the sensor's: v - q0 d + q x d, where d = 2 q x v."""
    q0, q1, q2, q3 = turn
    dx, dy, dz = 2.0 * (q2 * z - q3 * y), 2.0 * (q3 * x - q1 * z), 2.0 * (q1 * y - q2 * x)
    return x - q0 * dx + q2 * dz - q3 * dy, y - q0 * dy + q3 * dx - q1 * dz, z - q0 * dz + q1 * dy - q2 * dx


def rotation_between(before: Quaternion, now: Quaternion) -> tuple[float, float, float]:
    """Rotation from one orientation to another, in the sensor's frame; its length is the sine of half the angle."""
    aw, ax, ay, az = before
    bw, bx, by, bz = now
    sign = 1.0 if aw * bw + ax * bx + ay * by + az * bz >= 0.0 else -1.0
    return (
        sign * (aw * bx - bw * ax - ay * bz + az * by),
        sign * (aw * by - bw * ay - az * bx + ax * bz),
        sign * (aw * bz - bw * az - ax * by + ay * bx),
    )
