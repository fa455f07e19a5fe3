"""Which way is up in the sensor's frame, through movement, gyro bias and impacts.

The structure is that of VQF (Laidig and Seel, Information Fusion 91, 2023): in the frame the gyroscope
carries (timeline.py) gravity stands still and accelerations of movement average out, so a second-order
low-pass of the specific force there is gravity. No feedback but the gyro bias, learned at rest.

Ours adds two things. The bias of a sensor that is never at rest (a standing athlete sways) shows as a steady drift of
gravity in the carried frame, and is taken out slowly from there. And where the force holds still it is gravity
(steady.py): what the low-pass took for it after a hole, in which nobody saw a walking leg turn, is set right at once.

| constant | value | why | margin |
|---|---|---|---|
| `TAU_ACC_S` | 3 s | VQF's; a repetition's accelerations cancel over 1-3 s | tilt enters heights as its cosine only |
| `TAU_REST_S` | 0.5 s | VQF's | a repetition lasts 1-4 times as long, and is no rest |
| `REST_GYR_RADS` | 2 deg/s | VQF's; deviation from the running mean | seated tremor is under 0.5 deg/s |
| `REST_ACC_MS2` | 0.5 | VQF's | quiet 0.05, a 1.2 s repetition 1.3-2.1 (biomechanics 2) |
| `REST_S` | 1.5 s | VQF's | pauses between quick repetitions last 0.4-0.9 s |
| `BIAS_CLIP_RADS` | 4 deg/s | twice the worst bias of these parts (2 deg/s) | peak rate of a repetition 30-70 deg/s |
| `BIAS_SIGMA_REST_RADS` | 0.03 deg/s | VQF's; what a rest is trusted to in the long run | tilts by 0.1 deg |
| `DRIFT_SIGMA_RADS` | 2 deg/s | setting off or stopping at 0.5 m/s moves the low-passed gravity by 0.6 deg/s, correlated over 3 s; doubled | a rest is trusted seventy times as much |
| `UNSEEN_RAD` | 6 deg | a mean of a walking leg's force over a second is off by so much, 1 m/s2: against it weighs what a hole may have turned unseen | a heel rise turns by 3-9 deg, in a hole by 3 |
| `RESTS_RADS`, `TURNS_MOST_S` | 0.4 deg/s, 4 s | a leg at rest sways by 0.6 deg in 1.5 s; a slow rise turns as evenly as a bias: a rest that contradicts what is known is believed if it lasts for longer than any | a slow rise 1-3 deg/s |
"""

from __future__ import annotations

from math import exp, pi, radians, sqrt, tan

from tracker.steady import CHANCE2, GRAVITY_MS2, HELD_RAD, HOLDS, Drift, Steady
from tracker.timeline import CELL_S, Cell, Quaternion, to_sensor
from tracker.vectors import Vector

TAU_ACC_S = 3.0
TAU_REST_S = 0.5
REST_GYR_RADS = radians(2.0)
REST_ACC_MS2 = 0.5
REST_S = 1.5
BIAS_SIGMA_INIT_RADS = radians(2.0)  # the worst these parts show (biomechanics 4)
BIAS_SIGMA_REST_RADS = radians(0.03)
BIAS_WANDER_RADS = radians(0.1)  # VQF's: a tenth of a degree a second in 100 s
BIAS_WANDER_S = 100.0
BIAS_CLIP_RADS = radians(4.0)
DRIFT_SIGMA_RADS = radians(2.0)
DRIFT_EVERY_S = 1.0
UNSEEN_RAD = radians(6.0)
RESTS_RADS = radians(0.4)
TURNS_MOST_S = 4.0


def _butterworth(tau_s: float) -> tuple[float, float, float]:
    """Second-order low-pass with time constant tau at the cell rate: b0, a1, a2 (b1 = 2 b0, b2 = b0)."""
    warped = tan(pi * (sqrt(2.0) / (2.0 * pi * tau_s)) * CELL_S)
    scale = warped * warped + sqrt(2.0) * warped + 1.0
    return (
        warped * warped / scale,
        2.0 * (warped * warped - 1.0) / scale,
        (1.0 - sqrt(2.0) * warped + warped * warped) / scale,
    )


_B0, _A1, _A2 = _butterworth(TAU_ACC_S)
_FULL = round(TAU_ACC_S / CELL_S)


def _settled(x: float, y: float, z: float) -> tuple[float, float, float, float, float, float]:
    """The state of that low-pass after it was given one force for long."""
    b, c = 1.0 - _B0, _B0 - _A2
    return x * b, x * c, y * b, y * c, z * b, z * c


_REST_GAIN = 1.0 - exp(-CELL_S / TAU_REST_S)
_BIAS_WANDER = BIAS_WANDER_RADS**2 * CELL_S / BIAS_WANDER_S
_BIAS_P_MOST = BIAS_SIGMA_INIT_RADS**2
_REST_VARIANCE = BIAS_SIGMA_REST_RADS**4 / _BIAS_WANDER + BIAS_SIGMA_REST_RADS**2
_REST_GYR2, _REST_ACC2, _BIAS_CLIP2 = REST_GYR_RADS**2, REST_ACC_MS2**2, BIAS_CLIP_RADS**2
_DRIFT_VARIANCE = DRIFT_SIGMA_RADS**2


class Inclination:
    """Streaming; after `step()` the public fields hold the present estimate.

    `ux, uy, uz`: unit vector up in the sensor frame at the end of the cell; `vx, vy, vz`: the same in the
    carried frame. `bias`: of the gyroscope, rad/s, sensor frame. `resting_s`: how long it has been at rest.
    """

    __slots__ = (
        "_against_s",
        "_age",
        "_bias_p",
        "_drift_from",
        "_drift_s",
        "_filled",
        "_lp",
        "_mean",
        "_steady",
        "_still",
        "_unseen_rad",
        "bias",
        "resting_s",
        "ux",
        "uy",
        "uz",
        "vx",
        "vy",
        "vz",
    )  # fmt: skip

    def __init__(self) -> None:
        self.bias = (0.0, 0.0, 0.0)
        self._bias_p = _BIAS_P_MOST
        self._filled = False
        self.ux, self.uy, self.uz = 0.0, 0.0, 1.0
        self.reset()

    def reset(self) -> None:
        """After a hole, in which nobody watched the turns: the gyro bias is kept, and the last direction of up
        counts as half of what fills the filter, for a leg mostly stands as it stood."""
        self._age = round(0.5 * TAU_ACC_S / CELL_S) if self._filled else 0
        x, y, z = GRAVITY_MS2 * self.ux, GRAVITY_MS2 * self.uy, GRAVITY_MS2 * self.uz
        self._lp = (x, y, z, 0.0, 0.0, 0.0) if self._filled else (0.0,) * 6
        self._mean: tuple[float, float, float, float, float, float] | None = None
        self._drift_s = 0.0
        self._drift_from = (0.0, 0.0, 0.0)
        self.resting_s = self._against_s = 0.0
        self._still = (0.0, 0.0, 0.0)
        self._steady = Steady()
        self._unseen_rad = 0.0
        self.vx, self.vy, self.vz = self.ux, self.uy, self.uz

    @property
    def up(self) -> Vector:
        """The present estimate in the sensor frame."""
        return self.ux, self.uy, self.uz

    def step(self, cell: Cell) -> None:
        """Advance by one cell."""
        t_s, _, fx, fy, fz, gx, gy, gz, turn, hole = cell
        self.advance(t_s, fx, fy, fz, gx, gy, gz, turn, hole)

    def advance(
        self,
        t_s: float,
        fx: float,
        fy: float,
        fz: float,
        gx: float,
        gy: float,
        gz: float,
        turn: Quaternion,
        hole: bool,
    ) -> None:
        """The same by what is in the cell. What every cell goes through is written out in one piece."""
        # VQF's rest: near the running mean for 1.5 s.
        ma, mb, mc, md, me, mf = self._mean or (fx, fy, fz, gx, gy, gz)
        da, db, dc, dd, de, df = fx - ma, fy - mb, fz - mc, gx - md, gy - me, gz - mf
        k = _REST_GAIN
        md += k * dd
        me += k * de
        mf += k * df
        self._mean = (ma + k * da, mb + k * db, mc + k * dc, md, me, mf)
        if self._bias_p < _BIAS_P_MOST:
            self._bias_p += _BIAS_WANDER
        if (
            dd * dd + de * de + df * df > _REST_GYR2
            or da * da + db * db + dc * dc > _REST_ACC2
            or md * md + me * me + mf * mf > _BIAS_CLIP2
        ):
            self.resting_s = self._against_s = 0.0
            self._still = (gx, gy, gz)
        else:
            self._rest(gx, gy, gz)
        rate2 = gx * gx + gy * gy + gz * gz
        if hole:
            self._unseen_rad += CELL_S * sqrt(rate2)
        elif self._unseen_rad > 0.0:
            self._doubt()
        steady = self._steady
        if (drift := steady.step(t_s, fx, fy, fz, rate2, hole)) is not None:
            self._learn(drift, t_s, turn)
        if steady.n >= HOLDS and (up := steady.up(self.vx, self.vy, self.vz)) is not None:
            self._begin(_FULL, up)
        # Gravity: the low-passed force as a unit vector.
        self._age = age = self._age + 1
        if age * CELL_S > TAU_ACC_S:
            b0, a1, a2 = _B0, _A1, _A2
            x0, x1, y0, y1, z0, z1 = self._lp
            bx, by, bz = b0 * fx, b0 * fy, b0 * fz
            x, y, z = bx + x0, by + y0, bz + z0
            self._lp = (
                2.0 * bx - a1 * x + x1,
                bx - a2 * x,
                2.0 * by - a1 * y + y1,
                by - a2 * y,
                2.0 * bz - a1 * z + z1,
                bz - a2 * z,
            )
        else:
            x, y, z = self._fill(fx, fy, fz)
        norm = sqrt(x * x + y * y + z * z)
        if norm < 1e-6:  # free fall from the first sample on: keep what is known
            x, y, z = self.vx, self.vy, self.vz
        else:
            x, y, z = x / norm, y / norm, z / norm
        self.vx, self.vy, self.vz = x, y, z
        # The same in the sensor's frame (to_sensor).
        q0, q1, q2, q3 = turn
        dx, dy, dz = 2.0 * (q2 * z - q3 * y), 2.0 * (q3 * x - q1 * z), 2.0 * (q1 * y - q2 * x)
        self.ux = x - q0 * dx + q2 * dz - q3 * dy
        self.uy = y - q0 * dy + q3 * dx - q1 * dz
        self.uz = z - q0 * dz + q1 * dy - q2 * dx
        self._drift_s += CELL_S
        if self._drift_s >= DRIFT_EVERY_S:
            self._learn_from_drift(t_s, turn)

    def _doubt(self) -> None:
        """Out of a hole: what was known of up counts as much as a mean does that is as good."""
        unseen, self._unseen_rad = self._unseen_rad, 0.0
        if unseen > HELD_RAD:
            self._steady.forget()
        age = round((UNSEEN_RAD / unseen) ** 2 / CELL_S) if unseen > HELD_RAD else _FULL
        if self._filled and age < min(_FULL, self._age):
            self._begin(age, (self.vx, self.vy, self.vz))

    def _begin(self, age: int, up: Vector) -> None:
        """The low-pass anew, filled to that age with gravity that way."""
        x, y, z = (GRAVITY_MS2 * each for each in up)
        self._age = age
        self._filled = self._filled or age >= _FULL
        self._lp = (x, y, z, 0.0, 0.0, 0.0) if age < _FULL else _settled(x, y, z)

    def _fill(self, fx: float, fy: float, fz: float) -> tuple[float, float, float]:
        """The mean of all force so far, until the filter has filled: from there on it is the filter, settled on that."""
        age = self._age
        x, y, z, *_ = self._lp
        x, y, z = x + (fx - x) / age, y + (fy - y) / age, z + (fz - z) / age
        self._lp = (x, y, z, 0.0, 0.0, 0.0)
        if (age + 1) * CELL_S > TAU_ACC_S:
            self._filled = True
            self._lp = _settled(x, y, z)
        return x, y, z

    def _rest(self, gx: float, gy: float, gz: float) -> None:
        """At rest the mean of the gyroscope is its bias: that since the rest began, not the running one, in which the
        movement before it dies slowly."""
        self.resting_s += CELL_S
        k = CELL_S / min(self.resting_s + CELL_S, REST_S)
        sx, sy, sz = self._still
        sx, sy, sz = sx + k * (gx - sx), sy + k * (gy - sy), sz + k * (gz - sz)
        self._still = (sx, sy, sz)
        if self.resting_s >= REST_S:
            bx, by, bz = self.bias
            dx, dy, dz = sx - bx, sy - by, sz - bz
            least = CHANCE2 * (self._bias_p + RESTS_RADS**2)
            against = dx * dx + dy * dy + dz * dz > least
            self._against_s = self._against_s + CELL_S if against else 0.0
            if not 0.0 < self._against_s < TURNS_MOST_S:
                self._steady.forget()
                self._correct(self._bias_p / (self._bias_p + _REST_VARIANCE), dx, dy, dz)

    def _learn_from_drift(self, t_s: float, turn: Quaternion) -> None:
        """A bias b turns gravity in the carried frame at b x up: read it off once a second."""
        vx, vy, vz = self.vx, self.vy, self.vz
        if self._age * CELL_S > 2.0 * TAU_ACC_S:  # once the filter has forgotten how it began
            px, py, pz = self._drift_from
            ex, ey, ez = (vx - px) / self._drift_s, (vy - py) / self._drift_s, (vz - pz) / self._drift_s
            rate = (vy * ez - vz * ey, vz * ex - vx * ez, vx * ey - vy * ex)
            self._learn(Drift(rate, _DRIFT_VARIANCE), t_s, turn, DRIFT_EVERY_S)
        self._drift_from = (vx, vy, vz)
        self._drift_s = 0.0

    def _learn(self, drift: Drift, t_s: float, turn: Quaternion, share: float = 1.0) -> None:
        """Of what turns gravity in the carried frame, unless it is too much for a bias."""
        (x, y, z), variance = drift
        variance += self._bias_p
        if x * x + y * y + z * z < CHANCE2 * variance:
            gain = share * self._bias_p / variance
            self._correct(gain, *to_sensor(turn, x, y, z))
            self._steady.amend((gain * x, gain * y, gain * z), t_s)

    def _correct(self, gain: float, dx: float, dy: float, dz: float) -> None:
        self._bias_p *= 1.0 - gain
        bx, by, bz = self.bias
        bx, by, bz = bx + gain * dx, by + gain * dy, bz + gain * dz
        if bx * bx + by * by + bz * bz > _BIAS_CLIP2:  # only then may one of them be too large
            clip = BIAS_CLIP_RADS
            bx, by, bz = (max(-clip, min(clip, each)) for each in (bx, by, bz))
        self.bias = (bx, by, bz)
