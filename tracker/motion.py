"""The shank's movement, cell by cell: height, velocity, stillness and tilt, from gravity and the anchors.

Stillness is where the integrals are held (height.py). It must not swallow a slow rise, which is almost as
quiet as a rest; so a quiet leg whose integrated velocity says it moves is believed to move, for a while.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `QUIET_ACC_MS2` | 0.1 rms in 0.2 s | sway of 1 deg at 0.5 Hz makes 0.01, noise 0.05 | a 1 s rise of 4 cm changes by 0.4 in 0.2 s |
| `QUIET_JOLT_MS2` | 0.8 | the worst accelerometer offset is 0.5 (biomechanics 4) | the turn of a 1.2 s repetition 1.3 |
| `QUIET_GYR_RADS` | 25 deg/s | sway of 1 deg at 1 Hz peaks at 6, finding one's balance at 20 | a repetition of 1.2 s peaks at 30-70 (biomechanics 2) |
| `STEADY_MS2`, `KNOWN_OFFSET` | 0.2 m/s2 + 2 sigma of the offset | a leg that speeds up evenly looks at rest but for the size of the force: a minimum-jerk rise of 6 cm in 1.3 s has it twice | sway of 1 deg 0.05, once the offset is learned |
| `STEADY_MOST_S` | 1 s | to speed up by it for so long lifts by 10 cm: longer, and what is known of the offset is wrong | half of the longest such rise, 0.9 |
| `HELD_S` | 1.2 s | a top that lasts for so long is held | one of brisk repetitions is over, 0.1-0.9 |
| `TREMBLE_MS2` | 0.1 from one 0.2 s to the next | at its top a held heel trembles at 4-12 Hz, by 0.4 m/s2 of a loaded calf: means over 0.2 s leave 0.03 of it | a fall of 4 cm in 1.2 s changes by 0.25 |
| `TREMBLE_JOLT_MS2` | 2 | three sigma of that tremble, and the worst accelerometer offset | a landing's 3 and more |
| `MOVING_MS` | 1 cm/s | a 4 cm rise of 2.5 s peaks at 3 | noise in a second of rest 0.3 |
| `BELIEVE_MS` | 35 cm/s | a 12 cm rise whose force never leaves gravity by `QUIET_JOLT_MS2` peaks at 24 | the integral after an impact or a slipped strap, 40 and more |
| `BELIEVE_M` | 12 cm | no rise covers more unseen | an integral that is off by 10 cm/s says so after 1.2 s |
| `DEAD_ACC_MS2` | 0.03 rms | the floor of what must be seen: quieter than this, only the middle of a rise is | noise 0.01-0.02 after smoothing |
| `DEAD_MS`, `DEAD_M` | 12 cm/s, 6 cm | a 12 cm rise that changes so little in 0.2 s takes 1.9 s, and covers half of it meanwhile | an integral that claims more is wrong |
| `COAST_RAD_M`, `COAST_S` | 0.1 deg/cm, over 0.5 s of quiet | whose velocity is wrong and who stands still turns by none | a rise with a straight knee, 0.3, and sway adds to it |
| `TURNING_MOST_S` | 4 s | the slowest rise: a leg that seems to turn on for longer has a wrong bias | what a rest of a minute leaves of a gyroscope's bias turns by 0.1 deg in it |
| `SLOW_S` | 0.2 s | a slow rise is believed to have begun once it was seen to turn for so long | one cell of noise |
| `KNOWN` | 1.5 sigma | a velocity is believed only where the integral knows it that well | one time in seven by chance |
| `HOLE_SHARE`, `AROUND_S` | 60 % of the acceleration, rms over 0.3 s before and after | what a straight line across a hole is off by, on brisk legs and on slow ones, for holes of 0.1-0.5 s | a leg at rest is off by next to nothing |
| `STILL_SIGMA_MS`, `STILL_SIGMA_M` | 2 cm/s, 1 cm | a heel pressed to the floor moves by 0.5 cm/s and stands as high as before; ten of these a second are not independent | the slowest rise 3 cm/s |
| `LEVER_M` | 0.1 m | how far the sensor may sit beside the line above the ankle: turning alone lifts it so | half a shank's thickness is 0.06 |
| `LOOSE_H_M`, `LOOSE_V_MS` | 8 cm, 12 cm/s | root mean square in repetitions of 6 cm at 30 a minute, rounded up | weighs nothing against a known velocity (1 cm/s), all against a lost one (10) |
| `WIDE_S` | 3 s | so long after a leg went quicker than `BELIEVE_MS` those say nothing of the offset: it cycles, walks or climbs, at 50-200 cm/s | a stride takes 1-1.4 |
| `MEMORY_S` | 24 s | the longest repetition measured whole: 4 s up, 5 s hold, 4 s down, and the rests around it | longer holds are measured in parts (measure.py) |
"""

from __future__ import annotations

from collections import deque
from math import exp, radians, sqrt
from typing import NamedTuple

from tracker.height import SPAN, Height
from tracker.inclination import Inclination
from tracker.leaning import TURNING, TURNING_LEAST, TURNING_S, Leaning
from tracker.steady import GRAVITY_MS2
from tracker.timeline import CELL_S, Cell, Quaternion
from tracker.vectors import turn_rad

QUIET_ACC_MS2 = 0.1
QUIET_GYR_RADS = radians(25.0)
QUIET_JOLT_MS2 = 0.8
STEADY_MS2 = 0.2
STEADY_MOST_S = 1.0
KNOWN_OFFSET = 2.0
HELD_S = 1.2
TREMBLE_MS2 = 0.1
TREMBLE_JOLT_MS2 = 2.0
MOVING_MS = 0.01
BELIEVE_MS = 0.35
BELIEVE_M = 0.12
DEAD_ACC_MS2 = 0.03
DEAD_MS = 0.12
DEAD_M = 0.06
TURNING_MOST_S = 4.0
COAST_RAD_M = radians(0.1) * 100.0
COAST_S = 0.5
SLOW_S = 0.2
KNOWN = 1.5
HOLE_SHARE = 0.6
AROUND_S = 0.3
STILL_SIGMA_MS = 0.02
STILL_SIGMA_M = 0.01
LEVER_M = 0.1
LOOSE_H_M = 0.08
LOOSE_V_MS = 0.12
WIDE_S = 3.0
MEMORY_S = 24.0

_new = tuple.__new__  # a named tuple's own constructor costs as much again as the tuple
_FAST = 1.0 - exp(-CELL_S / 0.08)  # smooths tremor at 8-12 Hz, keeps the shape of a rise of 0.3 s
_AROUND = round(AROUND_S / CELL_S)
_COAST = round(COAST_S / CELL_S)
HELD = round(HELD_S / CELL_S)
_WINDOW = 10  # cells over which the force must not change: 0.2 s


class Moment(NamedTuple):
    """One cell as the rules of repetitions see it. SI units; `u` is up in the sensor frame.

    `a_ms2`, `v_ms`, `h_m`: vertical; the acceleration as measured, without the learned offset, is `raw_ms2`.
    `force`: specific force, and `up`: gravity's direction, both in the carried frame; `turn` leads there.
    `jolt_ms2`: how far the force is from gravity alone. `still_s`: for how long the leg has been still.
    `hole`: drawn across missing samples.
    """

    t_s: float
    decided_s: float
    h_m: float
    v_ms: float
    a_ms2: float
    raw_ms2: float
    u: tuple[float, float, float]
    force: tuple[float, float, float]
    up: tuple[float, float, float]
    turn: Quaternion
    rate_rads: float
    jolt_ms2: float
    still_s: float
    hole: bool


class Motion:
    """Streaming; `memory` holds the last moments, newest last."""

    def __init__(self) -> None:
        self.inclination = Inclination()
        self.height = Height()
        self.memory: deque[Moment] = deque(maxlen=round(MEMORY_S / CELL_S))
        # Set by the rules of repetitions: the heel is down, so height is the rest's; or up since that many moments.
        self.at_rest, self.top = True, 0
        self._restart()

    def reset(self) -> None:
        """Start anew after a hole in the signal."""
        self.inclination.reset()
        self.height.reset()
        self.memory.clear()
        self._restart()

    def _restart(self) -> None:
        self._gyr = (0.0, 0.0, 0.0)
        self._smooth: tuple[float, float, float] | None = None
        self._window: deque[tuple[float, float, float]] = deque(maxlen=_WINDOW)
        self._means: deque[tuple[float, float, float]] = deque(maxlen=_WINDOW // SPAN + 1)
        self._quiet_s = 0.0
        self._moved_m = self._turning_s = 0.0
        self._upward, self._dead = True, False
        self.turns_on = False  # for so long that a slow rise may have begun
        self._still_s = 0.0
        self._spans = self._after = 0
        self._unseen_s = self._crossed_s = self._off_s = self._wide_s = 0.0
        self._leaning = Leaning()

    def step(self, cell: Cell) -> Moment:
        """Advance by one cell."""
        inclination, height = self.inclination, self.height
        t_s, decided_s, fx, fy, fz, gx, gy, gz, turn, hole = cell
        inclination.advance(t_s, fx, fy, fz, gx, gy, gz, turn, hole)
        vx, vy, vz = inclination.vx, inclination.vy, inclination.vz
        ux, uy, uz = inclination.ux, inclination.uy, inclination.uz
        bx, by, bz = inclination.bias
        wx, wy, wz = gx - bx, gy - by, gz - bz
        raw = fx * vx + fy * vy + fz * vz - GRAVITY_MS2
        moved_on = height.step(raw, ux, uy, uz)
        if hole:  # what is drawn across it is quiet by itself
            self._unseen_s += CELL_S
            self._window.clear()
        elif self._unseen_s > 0.0:
            self._come_back()
        if self._after and not hole:  # how much it moved shows on both sides
            self._after -= 1
            self._blur(height.a_ms2 * height.a_ms2)
        jx, jy, jz = fx - GRAVITY_MS2 * vx, fy - GRAVITY_MS2 * vy, fz - GRAVITY_MS2 * vz
        jolt = sqrt(jx * jx + jy * jy + jz * jz)
        # What stillness is judged by is kept smooth; a jolt ends it at once.
        fast = _FAST
        sx, sy, sz = self._smooth or (fx, fy, fz)
        self._smooth = smooth = (sx + fast * (fx - sx), sy + fast * (fy - sy), sz + fast * (fz - sz))
        self._window.append(smooth)
        dx, dy, dz = self._gyr
        self._gyr = (dx + fast * (wx - dx), dy + fast * (wy - dy), dz + fast * (wz - dz))
        if jolt > (TREMBLE_JOLT_MS2 if self.top > HELD else QUIET_JOLT_MS2):
            self._quiet_s = self._moved_m = self._still_s = 0.0
        if moved_on:
            self._anchor()
        moment = _new(
            Moment,
            (
                t_s,
                decided_s,
                height.h_m,
                height.v_ms,
                height.a_ms2,
                raw,
                (ux, uy, uz),
                (fx, fy, fz),
                (vx, vy, vz),
                turn,
                sqrt(wx * wx + wy * wy + wz * wz),
                jolt,
                self._still_s,
                hole,
            ),
        )
        self.memory.append(moment)
        return moment

    def take_back(self, speed_ms: float, cells: int) -> None:
        """Velocity was off by `speed_ms` over the last `cells`, as shows now: what is remembered is set right."""
        memory = self.memory
        drift_m = 0.0
        for k in range(len(memory) - min(cells, len(memory)), len(memory)):
            drift_m += speed_ms * CELL_S
            moment = memory[k]
            memory[k] = moment._replace(v_ms=moment.v_ms - speed_ms, h_m=moment.h_m - drift_m)
        self.height.v_ms -= speed_ms
        self.height.h_m -= drift_m

    def _come_back(self) -> None:
        """Out of a hole: velocity and height are known no better than a leg can have moved in it."""
        memory, crossed_s = self.memory, self._unseen_s
        self._crossed_s, self._unseen_s, self._after = crossed_s, 0.0, _AROUND
        before = round(crossed_s / CELL_S)
        energy = 0.0
        for k in range(before + 1, min(before + _AROUND, len(memory)) + 1):
            a = memory[-k].a_ms2
            energy += a * a
        self._blur(energy)

    def _blur(self, energy: float) -> None:
        """`energy`: squared acceleration, summed over cells before or after the hole."""
        blur_ms = HOLE_SHARE * self._crossed_s * sqrt(0.5 * energy / _AROUND)
        self.height.blur(blur_ms, 0.5 * blur_ms * self._crossed_s)

    def _judge_quiet(self) -> None:
        """For how long the force has neither changed nor left gravity, and the shank has not turned."""
        window = self._window
        if len(window) < _WINDOW:
            self._means.clear()
            self._quiet_s = self._moved_m = self._still_s = 0.0
            return
        dx, dy, dz = self._gyr
        if dx * dx + dy * dy + dz * dz > QUIET_GYR_RADS * QUIET_GYR_RADS:
            self._means.clear()
            self._quiet_s = self._moved_m = self._still_s = 0.0
            return
        x0, y0, z0 = window[0]
        sx = sy = sz = squares = 0.0
        for x, y, z in window:
            x, y, z = x - x0, y - y0, z - z0
            sx += x
            sy += y
            sz += z
            squares += x * x + y * y + z * z
        spread = (squares - (sx * sx + sy * sy + sz * sz) / _WINDOW) / _WINDOW
        self._dead = spread < DEAD_ACC_MS2 * DEAD_ACC_MS2
        self._means.append((x0 + sx / _WINDOW, y0 + sy / _WINDOW, z0 + sz / _WINDOW))
        if (spread > QUIET_ACC_MS2 * QUIET_ACC_MS2 and not self._trembles()) or self._accelerates():
            self._quiet_s = self._moved_m = self._still_s = 0.0
        else:
            self._quiet_s += SPAN * CELL_S

    def _trembles(self) -> bool:
        """Whether a heel that is up only trembles there: what changes does so too quickly to lead anywhere."""
        means = self._means
        if self.top <= HELD or len(means) <= _WINDOW // SPAN:
            return False
        (ax, ay, az), (bx, by, bz) = means[0], means[-1]
        dx, dy, dz = bx - ax, by - ay, bz - az
        if dx * dx + dy * dy + dz * dz > TREMBLE_MS2 * TREMBLE_MS2:
            return False
        inclination, g = self.inclination, GRAVITY_MS2
        jx, jy, jz = bx - g * inclination.vx, by - g * inclination.vy, bz - g * inclination.vz
        return jx * jx + jy * jy + jz * jz < QUIET_JOLT_MS2 * QUIET_JOLT_MS2

    def _accelerates(self) -> bool:
        """Whether the leg speeds up or slows down steadily, which looks like rest but for the size of the force."""
        inclination, height = self.inclination, self.height
        ux, uy, uz = inclination.ux, inclination.uy, inclination.uz
        sx, sy, sz = self._means[-1] if self.top > HELD else self._window[-1]
        ox, oy, oz = height.offset_ms2
        vertical = sx * inclination.vx + sy * inclination.vy + sz * inclination.vz - GRAVITY_MS2
        off = abs(vertical - (ox * ux + oy * uy + oz * uz))
        if off < STEADY_MS2 + KNOWN_OFFSET * height.sigma_a_ms2(ux, uy, uz):
            self._off_s = 0.0
        else:
            self._off_s += SPAN * CELL_S
        return 0.0 < self._off_s < STEADY_MOST_S

    def _anchor(self) -> None:
        """Ten times a second: hold the integrals by what is known."""
        height = self.height
        self._spans += 1
        self._judge_quiet()
        if self._quiet_s <= 0.0:
            self._leaning.forget()
        else:
            speed = abs(height.v_ms)
            if (height.v_ms > 0.0) is not self._upward:  # it turned: what follows is another movement
                self._upward = height.v_ms > 0.0
                self._moved_m = 0.0
            far, fast = (DEAD_M, DEAD_MS) if self._dead else (BELIEVE_M, BELIEVE_MS)
            believed = self._moved_m < far and max(MOVING_MS, KNOWN * height.sigma_v_ms) < speed < fast
            turning = self._turned()
            self._turning_s = self._turning_s + SPAN * CELL_S if turning else 0.0
            self.turns_on = self._turning_s >= SLOW_S
            if believed and self._coasts():
                believed = False
            if believed or (turning and self._turning_s < TURNING_MOST_S):
                self._moved_m += speed * SPAN * CELL_S if believed else 0.0
                self._still_s = 0.0
            else:
                self._still_s += SPAN * CELL_S
                dx, dy, dz = self._gyr
                height.observe_velocity(STILL_SIGMA_MS + LEVER_M * sqrt(dx * dx + dy * dy + dz * dz))
                if self.at_rest and not self._leaning.leans(self.inclination.up, SPAN * CELL_S):
                    height.observe_height(0.0, STILL_SIGMA_M)
                if speed <= MOVING_MS:
                    self._moved_m = 0.0
        self._wide_s = WIDE_S if abs(height.v_ms) > BELIEVE_MS else self._wide_s - SPAN * CELL_S
        if self._spans % 5 == 0 and self._still_s <= 0.0:  # a heel held up is not pulled down
            height.observe_velocity(LOOSE_V_MS, anchor=False, learns=self._wide_s <= 0.0)
            height.observe_height(0.0, LOOSE_H_M, anchor=False, learns=self._wide_s <= 0.0)

    def _coasts(self) -> bool:
        """Whether it seems to have gone on evenly and did not turn at all: so stands a leg whose velocity is wrong.
        Told by gravity, which settles slowly, or by the gyroscope, which may have a bias: who turns, turns by both."""
        if self._quiet_s < COAST_S or len(self.memory) < _COAST:
            return False
        then, now = self.memory[-_COAST], self.memory[-1]
        turned = COAST_RAD_M * abs(now.h_m - then.h_m)
        ux, uy, uz = then.u
        dx, dy, dz = now.u[0] - ux, now.u[1] - uy, now.u[2] - uz
        if dx * dx + dy * dy + dz * dz < turned * turned:
            return True
        p0, p1, p2, p3 = then.turn
        q0, q1, q2, q3 = now.turn
        w = q0 * p0 + q1 * p1 + q2 * p2 + q3 * p3
        return 4.0 * (1.0 - w * w) < turned * turned

    @property
    def quiet(self) -> bool:
        """Whether nothing speeds up or shakes, as at rest and in a slow rise."""
        return self._quiet_s > 0.0

    def slow_start(self, most: int) -> int | None:
        """How many moments ago, at most, a turn began that may be that of a slow rise, and goes on (leaning.py)."""
        return self._leaning.began(self.memory, most) if self.turns_on else None

    def _turned(self) -> bool:
        """Whether gravity moved in the sensor's frame over the last moments, as in a rise too slow to be felt."""
        memory = self.memory
        window = min(TURNING, len(memory), round(self._quiet_s / CELL_S))
        if window < TURNING_LEAST:
            return False
        turned = turn_rad(memory[-window].u, self.inclination.up)
        if self.at_rest and self._still_s >= TURNING_S:
            self._leaning.learn_sway(turned, SPAN * CELL_S)
        return turned > self._leaning.least_rad(window)
