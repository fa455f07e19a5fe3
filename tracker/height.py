"""Height and vertical velocity of the sensor from its vertical acceleration, held down by what is known.

Twice integrated, an accelerometer drifts away within seconds. What holds it: velocity is nought when the leg
is still, height is the same at every bottom, and neither is ever large. A Kalman filter weighs those against
the integral. Its state is height, velocity and the accelerometer's offset in the sensor's frame: as the shank
turns, that offset turns with it and draws the shape of a repetition (biomechanics 4), so it is learned as
the constant it is. The state moves with every cell, its covariance ten times a second.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `OFFSET_SIGMA_MS2` | 0.3 m/s2 | accelerometer offsets are 0.05-0.5 m/s2 (biomechanics 4) | the worst is 1.7 of these |
| `OFFSET_WANDER_MS2` | 0.003 m/s2 a second | warming up by 10 K in ten minutes moves it by 0.05 | a slipped strap moves it by 0.3 at once: `OUTLIER` |
| `NOISE_MS2` | 0.012 m/s2 over 0.1 s | noise of these parts, 0.002-0.004 m/s2 per root hertz, doubled | the least movement to be seen, 0.05 |
| `OUTLIER` | 3.5 sigma | one anchor in two thousand would go beyond it by chance, once in minutes | an impact out of range leaves 10 and more |
| `MOTION_SHARE` | 10 % | of the moving acceleration, for scale (1 %), tilt errors of 2 deg against the horizontal acceleration, impacts past the sensor's range | all of it would make every movement unknown |
| `FAR_M`, `FAST_MS` | 0.5 m, 0.5 m/s | what is not known at the start; the most a leg in place can rise, and nearly as quick as it can | an anchor of 1 cm wins at once |
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
FAR_M = 0.5
FAST_MS = 0.5

_T = SPAN * CELL_S
_T2 = _T * _T
_HH, _VV = 0, 5  # places in the covariance of height and velocity
_WANDER = OFFSET_WANDER_MS2**2 * _T


class Height:
    """Streaming; `h_m` and `v_ms` hold after every `step()`, `sigma_h_m` and `sigma_v_ms` ten times a second."""

    __slots__ = (
        "_count",
        "_energy",
        "_motions",
        "_offsets",
        "_ox",
        "_oy",
        "_oz",
        "_sx",
        "_sy",
        "_sz",
        "a_ms2",
        "h_m",
        "v_ms",
    )

    def __init__(self) -> None:
        self._ox = self._oy = self._oz = 0.0
        offset = OFFSET_SIGMA_MS2**2
        self._offsets = (offset, 0.0, 0.0, offset, 0.0, offset)
        self.reset()

    def reset(self) -> None:
        """Start anew after a hole: height and velocity are lost, what is known of the offset is not."""
        self.h_m = self.v_ms = self.a_ms2 = 0.0
        self._count = 0
        self._energy = self._sx = self._sy = self._sz = 0.0
        self._motions = (FAR_M**2, 0.0, 0.0, 0.0, 0.0, FAST_MS**2, 0.0, 0.0, 0.0)

    @property
    def offset_ms2(self) -> tuple[float, float, float]:
        """The accelerometer's offset as learned so far, sensor frame."""
        return self._ox, self._oy, self._oz

    @property
    def sigma_h_m(self) -> float:
        """Standard deviation of the height."""
        return sqrt(self._motions[_HH])

    @property
    def sigma_v_ms(self) -> float:
        """Standard deviation of the velocity."""
        return sqrt(self._motions[_VV])

    def sigma_a_ms2(self, ux: float, uy: float, uz: float) -> float:
        """Standard deviation of what the offset adds to the vertical acceleration, up being `u` in the sensor."""
        o11, o12, o13, o22, o23, o33 = self._offsets
        return sqrt(
            ux * (o11 * ux + 2.0 * (o12 * uy + o13 * uz)) + uy * (o22 * uy + 2.0 * o23 * uz) + o33 * uz * uz
        )

    def step(self, vertical_ms2: float, ux: float, uy: float, uz: float) -> bool:
        """One cell of vertical acceleration as measured; True when the covariance has moved on."""
        self.a_ms2 = a = vertical_ms2 - (self._ox * ux + self._oy * uy + self._oz * uz)
        v = self.v_ms
        self.h_m += CELL_S * (v + 0.5 * CELL_S * a)
        self.v_ms = v + CELL_S * a
        self._sx += ux
        self._sy += uy
        self._sz += uz
        self._energy += a * a
        self._count = count = self._count + 1
        if count < SPAN:
            return False
        self._propagate()
        return True

    def _propagate(self) -> None:
        hh, hv, h1, h2, h3, vv, v1, v2, v3 = self._motions
        o11, o12, o13, o22, o23, o33 = self._offsets
        n = self._count
        x, y, z = self._sx / n, self._sy / n, self._sz / n
        # h' = h + T v - T^2/2 u.o ; v' = v - T u.o ; o' = o
        w1, w2, w3 = o11 * x + o12 * y + o13 * z, o12 * x + o22 * y + o23 * z, o13 * x + o23 * y + o33 * z
        sh, sv, q = h1 * x + h2 * y + h3 * z, v1 * x + v2 * y + v3 * z, w1 * x + w2 * y + w3 * z
        noise = (NOISE_MS2**2 + MOTION_SHARE**2 * self._energy / n) * _T2
        half = 0.5 * _T2
        self._motions = (
            hh + 2.0 * _T * hv + _T2 * (vv - sh - _T * sv) + 0.25 * _T2 * (_T2 * q + noise),
            hv + _T * (vv - sh) - 1.5 * _T2 * sv + 0.5 * _T * (_T2 * q + noise),
            h1 + _T * v1 - half * w1,
            h2 + _T * v2 - half * w2,
            h3 + _T * v3 - half * w3,
            vv - 2.0 * _T * sv + _T2 * q + noise,
            v1 - _T * w1,
            v2 - _T * w2,
            v3 - _T * w3,
        )
        self._offsets = (o11 + _WANDER, o12, o13, o22 + _WANDER, o23, o33 + _WANDER)
        self._count = 0
        self._energy = self._sx = self._sy = self._sz = 0.0

    def blur(self, sigma_ms: float, sigma_m: float) -> None:
        """The leg moved unseen: by so much less velocity and height are known."""
        hh, hv, h1, h2, h3, vv, v1, v2, v3 = self._motions
        self._motions = (hh + sigma_m * sigma_m, hv, h1, h2, h3, vv + sigma_ms * sigma_ms, v1, v2, v3)

    # What legs usually do (no anchor) holds in a set: a leg that cycles or climbs is quicker by ten times, and an
    # offset learned from that would be off by as much as 2 m/s2.
    # An anchor far off means something the model does not know (an impact out of range, a slipped strap) moved
    # this state: believe the anchor, and do not let the offset explain it away.

    def observe_velocity(self, sigma_ms: float, *, anchor: bool = True, learns: bool = True) -> None:
        """Velocity is nought to within `sigma_ms`: an anchor where the leg is still, else what legs usually do
        in a set. The offset `learns` from it, unless the leg does something else."""
        hh, hv, h1, h2, h3, vv, v1, v2, v3 = self._motions
        innovation, own = -self.v_ms, vv + sigma_ms * sigma_ms
        if anchor and innovation * innovation > OUTLIER * OUTLIER * own:
            hv = v1 = v2 = v3 = 0.0
            vv += innovation * innovation
            own += innovation * innovation
            self._motions = (hh, hv, h1, h2, h3, vv, v1, v2, v3)
        self._correct(hv, vv, v1, v2, v3, innovation, own, learns=learns)

    def observe_height(
        self, value_m: float, sigma_m: float, *, anchor: bool = True, learns: bool = True
    ) -> None:
        """Height is `value_m` to within `sigma_m`; `anchor` and `learns` as above."""
        hh, hv, h1, h2, h3, vv, v1, v2, v3 = self._motions
        innovation, own = value_m - self.h_m, hh + sigma_m * sigma_m
        if anchor and innovation * innovation > OUTLIER * OUTLIER * own:
            hv = h1 = h2 = h3 = 0.0
            hh += innovation * innovation
            own += innovation * innovation
            self._motions = (hh, hv, h1, h2, h3, vv, v1, v2, v3)
        self._correct(hh, hv, h1, h2, h3, innovation, own, learns=learns)

    def _correct(
        self,
        ch: float,
        cv: float,
        c1: float,
        c2: float,
        c3: float,
        innovation: float,
        variance: float,
        *,
        learns: bool,
    ) -> None:
        """Kalman update by what the observed state shares with each: height, velocity and, where it `learns`, offset;
        else that is considered, and left as it is (Schmidt)."""
        kh, kv, k1, k2, k3 = ch / variance, cv / variance, c1 / variance, c2 / variance, c3 / variance
        self.h_m += kh * innovation
        self.v_ms += kv * innovation
        hh, hv, h1, h2, h3, vv, v1, v2, v3 = self._motions
        self._motions = (
            hh - kh * ch,
            hv - kh * cv,
            h1 - kh * c1,
            h2 - kh * c2,
            h3 - kh * c3,
            vv - kv * cv,
            v1 - kv * c1,
            v2 - kv * c2,
            v3 - kv * c3,
        )
        if not learns:
            return
        self._ox += k1 * innovation
        self._oy += k2 * innovation
        self._oz += k3 * innovation
        o11, o12, o13, o22, o23, o33 = self._offsets
        self._offsets = (
            o11 - k1 * c1,
            o12 - k1 * c2,
            o13 - k1 * c3,
            o22 - k2 * c2,
            o23 - k2 * c3,
            o33 - k3 * c3,
        )
