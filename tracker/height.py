"""Height and vertical velocity of the sensor from its vertical acceleration, held down by what is known.

Twice integrated, an accelerometer drifts away within seconds. What holds it: velocity is nought when the leg
is still, height is the same at every bottom, and neither is ever large. A Kalman filter weighs those against
the integral. Its state is height, velocity and the accelerometer's offset in the sensor's frame: as the shank
turns, that offset turns with it and draws the shape of a repetition (biomechanics 4), so it is learned as
the constant it is. The state moves with every cell, its covariance ten times a second.

| constant | value | why |
|---|---|---|
| `OFFSET_SIGMA_MS2` | 0.3 m/s2 | accelerometer offsets are 0.05-0.5 m/s2 (biomechanics 4) |
| `OFFSET_WANDER_MS2` | 0.003 m/s2 a second | warming up by 10 K in ten minutes moves it by 0.05 |
| `NOISE_MS2` | 0.012 m/s2 over 0.1 s | noise of these parts, 0.002-0.004 m/s2 per root hertz, doubled |
| `OUTLIER` | 3.5 sigma | one anchor in two thousand would go beyond it by chance, once in minutes |
| `MOTION_SHARE` | 10 % | of the moving acceleration, for scale (1 %), tilt errors of 2 deg against the horizontal acceleration, impacts past the sensor's range |
"""

from __future__ import annotations

from math import sqrt

from tracker.timeline import CELL_S

OFFSET_SIGMA_MS2 = 0.3
OFFSET_WANDER_MS2 = 0.003
NOISE_MS2 = 0.012
MOTION_SHARE = 0.1
OUTLIER = 3.5
SPAN = 5  # cells from one step of the covariance to the next
FAR_M = 0.5  # what is not known of height at the start, and the most a leg in place can rise
FAST_MS = 0.5  # the same for velocity

_T = SPAN * CELL_S
_WANDER = OFFSET_WANDER_MS2**2 * _T


class Height:
    """Streaming; `h_m` and `v_ms` hold after every `step()`, `sigma_h_m` and `sigma_v_ms` ten times a second."""

    __slots__ = (
        "_count",
        "_energy",
        "_ox",
        "_oy",
        "_oz",
        "_p",
        "_sx",
        "_sy",
        "_sz",
        "a_ms2",
        "h_m",
        "v_ms",
    )

    def __init__(self) -> None:
        self._ox = self._oy = self._oz = 0.0
        self._p = [[OFFSET_SIGMA_MS2**2 * (i == j) for j in range(5)] for i in range(5)]
        self.reset()

    def reset(self) -> None:
        """Start anew after a hole: height and velocity are lost, what is known of the offset is not."""
        self.h_m = self.v_ms = self.a_ms2 = 0.0
        self._count = 0
        self._energy = self._sx = self._sy = self._sz = 0.0
        known = [row[2:] for row in self._p[2:]]
        self._p = [
            [FAR_M**2, 0.0, 0.0, 0.0, 0.0],
            [0.0, FAST_MS**2, 0.0, 0.0, 0.0],
            *([0.0, 0.0, *row] for row in known),
        ]

    @property
    def offset_ms2(self) -> tuple[float, float, float]:
        """The accelerometer's offset as learned so far, sensor frame."""
        return self._ox, self._oy, self._oz

    @property
    def sigma_h_m(self) -> float:
        """Standard deviation of the height."""
        return sqrt(self._p[0][0])

    @property
    def sigma_v_ms(self) -> float:
        """Standard deviation of the velocity."""
        return sqrt(self._p[1][1])

    def step(self, vertical_ms2: float, ux: float, uy: float, uz: float) -> bool:
        """One cell of vertical acceleration as measured; True when the covariance has moved on."""
        a = vertical_ms2 - (self._ox * ux + self._oy * uy + self._oz * uz)
        self.a_ms2 = a
        self.h_m += CELL_S * (self.v_ms + 0.5 * CELL_S * a)
        self.v_ms += CELL_S * a
        self._sx += ux
        self._sy += uy
        self._sz += uz
        self._energy += a * a
        self._count += 1
        if self._count < SPAN:
            return False
        self._propagate()
        return True

    def _propagate(self) -> None:
        p = self._p
        n = self._count
        u = (self._sx / n, self._sy / n, self._sz / n)
        # h' = h + T v - T^2/2 u.o ; v' = v - T u.o ; o' = o
        w = [p[i + 2][2] * u[0] + p[i + 2][3] * u[1] + p[i + 2][4] * u[2] for i in range(3)]
        sh = p[0][2] * u[0] + p[0][3] * u[1] + p[0][4] * u[2]
        sv = p[1][2] * u[0] + p[1][3] * u[1] + p[1][4] * u[2]
        q = w[0] * u[0] + w[1] * u[1] + w[2] * u[2]
        t = _T
        noise = (NOISE_MS2**2 + MOTION_SHARE**2 * self._energy / n) * t * t
        hh, hv, vv = p[0][0], p[0][1], p[1][1]
        p[0][0] = hh + 2 * t * hv + t * t * (vv - sh) - t**3 * sv + 0.25 * t**4 * q + 0.25 * t * t * noise
        p[0][1] = p[1][0] = hv + t * (vv - sh) - 1.5 * t * t * sv + 0.5 * t**3 * q + 0.5 * t * noise
        p[1][1] = vv - 2 * t * sv + t * t * q + noise
        for i in range(3):
            hi, vi = p[0][i + 2], p[1][i + 2]
            p[0][i + 2] = p[i + 2][0] = hi + t * vi - 0.5 * t * t * w[i]
            p[1][i + 2] = p[i + 2][1] = vi - t * w[i]
            p[i + 2][i + 2] += _WANDER
        self._count = 0
        self._energy = self._sx = self._sy = self._sz = 0.0

    def observe_velocity(self, sigma_ms: float) -> None:
        """The leg is still: velocity is nought to within `sigma_ms`."""
        self._observe(1, -self.v_ms, sigma_ms)

    def observe_height(self, value_m: float, sigma_m: float) -> None:
        """Height is `value_m` to within `sigma_m`."""
        self._observe(0, value_m - self.h_m, sigma_m)

    def _observe(self, state: int, innovation: float, sigma: float) -> None:
        p = self._p
        row = p[state]
        if innovation * innovation > OUTLIER * OUTLIER * (row[state] + sigma * sigma):
            # Something the model does not know (an impact out of range, a slipped strap) moved this state:
            # believe the anchor, and do not let the offset explain it away.
            for i in range(5):
                if i != state:
                    row[i] = p[i][state] = 0.0
            row[state] += innovation * innovation
        scale = 1.0 / (row[state] + sigma * sigma)
        gain = [value * scale for value in row]
        self.h_m += gain[0] * innovation
        self.v_ms += gain[1] * innovation
        self._ox += gain[2] * innovation
        self._oy += gain[3] * innovation
        self._oz += gain[4] * innovation
        seen = row[:]
        for i in range(5):
            g = gain[i]
            line = p[i]
            for j in range(5):
                line[j] -= g * seen[j]
