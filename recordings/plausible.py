"""Whether a file's numbers are in the units it should have them in: m/s2 and rad/s.

Physics tells: at rest an accelerometer reads 1 g, 9.81 m/s2; and when a leg turns, gravity turns in the sensor
by what the gyroscope integrates to. In degrees per second that integral is 57 times too large.

| constant | value | why | margin |
|---|---|---|---|
| `LOOK_S` | 0.5 s | long enough for a leg to turn, short enough that a bias of 2 deg/s turns nothing | 1 deg |
| `STILL_SHARE` | 0.03 | spread of the force within a look at rest: noise and sway stay under 0.2 m/s2 | half |
| `AT_REST_G` | 0.7-1.4 | offsets reach 0.5 m/s2, scale errors 1 % (biomechanics 4) | g and m/s2 are 7 times further apart |
| `MOVING_G` | 0.4-3 | where it never rests: the median force on a walking shank is 1-1.5 g | g and m/s2 are 3 times further |
| `TURN_RAD` | 20 deg | a look whose integral claims less proves nothing | at rest a sensor claims 1 deg |
| `FAR`, `OFF_RAD` | 2 times, 10 deg | how much better degrees must explain gravity, as the median of looks: a leg's own accelerations bend it by 40 deg when running about | 57 times |
| `CALM_G` | 0.2 | so near 1 g the force is throughout a look that tells where gravity is; a leg swings like a pendulum, whose force goes along with it as if nothing turned | walking strays by 0.7-1.4, a raise by 0.1 |
| `LOOKS` | 3 | looks that must claim a turn, and be calm | |
| `FASTEST_RADS` | 70 rad/s | 4000 deg/s, the end of any wearable gyroscope's range; legs reach 20 rad/s | walking in deg/s peaks at 300 |
| `FAST_SHARE` | 0.02 | of the samples past that: a leg that walks swings a third of its time, a spike is one sample | |
| `STIR_S`, `STIR_MS2`, `STIR_SIGMA` | 0.1 s, 0.05 m/s2, 4 sigma | the floor of what must be seen, and of noise | a 2 cm raise of 0.7 s makes 0.23 |
| `STILL_TURN_MS2`, `STILL_RADS` | 0.17 m/s2, 0.05 rad/s | nothing moves: a look's mean strays less than 1 deg of tilt and 3 deg/s | a raise turns 5 deg and more |
"""

from __future__ import annotations

from itertools import pairwise
from math import acos, cos, radians, sin, sqrt
from pathlib import Path

import numpy as np

from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples

GRAVITY_MS2 = 9.80665
LOOK_S = 0.5
STILL_SHARE = 0.03
AT_REST_G = (0.7, 1.4)
MOVING_G = (0.4, 3.0)
TURN_RAD = radians(20.0)
FAR = 2.0
OFF_RAD = radians(10.0)
CALM_G = 0.2
LOOKS = 3
MOST_LOOKS = 200  # so many, evenly chosen, say as much as a whole hour does
FASTEST_RADS = 70.0
FAST_SHARE = 0.02
STIR_S = 0.1
STIR_MS2 = 0.05
STIR_SIGMA = 4.0
STILL_TURN_MS2 = 0.17
STILL_RADS = 0.05

Look = tuple[int, int]
Vector = tuple[float, float, float]


def check_units(samples: Samples, path: Path | str) -> str | None:
    """InputError with a hint where the units are wrong; a sentence where nothing moves, so nothing can tell."""
    looks = _looks(samples.t_s)
    _check_acceleration(samples, looks, path)
    if not looks:
        return None
    acc = np.array([samples.acc_ms2[a:b].mean(axis=0) for a, b in looks])
    gyr = np.array([samples.gyr_rads[a:b].mean(axis=0) for a, b in looks])
    if _stray(acc) < STILL_TURN_MS2 and _stray(gyr) < STILL_RADS:
        still = not _stirs(samples)
        what = (
            "nothing moves in it, so there is nothing to count and"
            if still
            else "the sensor hardly turns in it, so there is"
        )
        return f"{path}: {what} no telling the gyroscope's unit{'' if still else '; rad/s is taken'}"
    if np.ptp(samples.gyr_rads, axis=0).max() == 0.0:
        return f"{path}: the gyroscope says the same throughout while the sensor moves: was it off?"
    if _too_fast(samples) or _better_in_degrees(samples, looks):
        raise InputError(
            InputReason.WRONG_UNITS,
            f"{path}: the gyroscope turns about 57 times further than gravity does: it is in deg/s, rad/s are"
            " expected; multiply gyr_x, gyr_y, gyr_z by 0.0174533",
        )
    return None


def _stirs(samples: Samples) -> bool:
    """Whether the size of the force changes by more than its noise makes of it: straight up and down turns nothing."""
    size = np.linalg.norm(samples.acc_ms2, axis=1)
    n = max(2, round(STIR_S * (len(size) - 1) / float(samples.t_s[-1] - samples.t_s[0])))
    if len(size) < 4 * n:
        return False
    means = size[: len(size) // n * n].reshape(-1, n).mean(axis=1)
    # Of a sample: a difference's median is 0.67 of its sigma, which is 1.4 of a sample's.
    noise = float(np.median(np.abs(np.diff(size)))) / 0.95
    strays = np.abs(means - np.median(means))
    return bool(np.quantile(strays, 0.97) > max(STIR_MS2, STIR_SIGMA * noise / n**0.5))


def _looks(t_s: Floats) -> list[Look]:
    """Stretches of half a second, one after the other, that hold samples enough."""
    number = np.floor((t_s - t_s[0]) / LOOK_S)
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(t_s)]
    return [(a, b) for a, b in pairwise(edges) if b - a >= 4]


def _stray(means: Floats) -> float:
    """How far the looks' means are from the middle one at most."""
    return float(np.abs(means - np.median(means, axis=0)).max())


def _check_acceleration(samples: Samples, looks: list[Look], path: Path | str) -> None:
    size = np.linalg.norm(samples.acc_ms2, axis=1)
    still = [
        float(np.median(size[a:b])) for a, b in looks if size[a:b].std() <= STILL_SHARE * size[a:b].mean()
    ]
    reads = float(np.median(still if still else size))
    (low, high), where = (AT_REST_G, "at rest") if still else (MOVING_G, "on the whole")
    if low * GRAVITY_MS2 <= reads <= high * GRAVITY_MS2:
        return
    for unit, one_g in (("g", 1.0), ("mg", 1000.0)):
        if low * one_g <= reads <= high * one_g:
            raise InputError(
                InputReason.WRONG_UNITS,
                f"{path}: {where} the accelerometer reads {reads:.3g}: it is in {unit}, m/s2 are expected;"
                f" multiply acc_x, acc_y, acc_z by {GRAVITY_MS2 / one_g:.6g}",
            )
    hint = "; was gravity taken out of it?" if reads < low else ""
    raise InputError(
        InputReason.WRONG_UNITS,
        f"{path}: {where} the accelerometer reads {reads:.3g}, where gravity alone is 9.81 m/s2{hint}",
    )


def _too_fast(samples: Samples) -> bool:
    rates = np.linalg.norm(samples.gyr_rads, axis=1)
    return float(np.mean(rates > FASTEST_RADS)) > FAST_SHARE


def _better_in_degrees(samples: Samples, looks: list[Look]) -> bool:
    """Whether gravity goes where the gyroscope says only if that speaks degrees."""
    turning = []
    stray = np.abs(np.linalg.norm(samples.acc_ms2, axis=1) - GRAVITY_MS2)
    for a, b in looks:
        if stray[a:b].max() > CALM_G * GRAVITY_MS2:
            continue
        steps = np.diff(samples.t_s[a:b])
        claimed = float(np.linalg.norm(samples.gyr_rads[a + 1 : b], axis=1) @ steps)
        if claimed > TURN_RAD and steps.max() < LOOK_S / 2:
            turning.append((a, b))
    if len(turning) < LOOKS:
        return False
    chosen = turning[:: -(-len(turning) // MOST_LOOKS)]
    as_radians = [_off(samples[a:b], 1.0) for a, b in chosen]
    as_degrees = [_off(samples[a:b], radians(1.0)) for a, b in chosen]
    return float(np.median(as_radians)) > FAR * float(np.median(as_degrees)) + OFF_RAD


def _off(look: Samples, unit_rad: float) -> float:
    """Angle between where the gyroscope says gravity went and where it is."""
    edge = max(1, len(look) // 8)
    x, y, z = _unit(look.acc_ms2[:edge])
    steps = np.diff(look.t_s).tolist()
    for (wx, wy, wz), step in zip(look.gyr_rads[1:].tolist(), steps, strict=True):
        rate = sqrt(wx * wx + wy * wy + wz * wz)
        if rate == 0.0:
            continue
        # What stands still in the world turns the other way in the sensor (Rodrigues).
        angle = -rate * step * unit_rad
        c, s = cos(angle), sin(angle)
        ux, uy, uz = wx / rate, wy / rate, wz / rate
        k = (ux * x + uy * y + uz * z) * (1.0 - c)
        x, y, z = (
            x * c + (uy * z - uz * y) * s + ux * k,
            y * c + (uz * x - ux * z) * s + uy * k,
            z * c + (ux * y - uy * x) * s + uz * k,
        )
    ex, ey, ez = _unit(look.acc_ms2[-edge:])
    return acos(max(-1.0, min(1.0, x * ex + y * ey + z * ez)))


def _unit(rows: Floats) -> Vector:
    x, y, z = rows.mean(axis=0).tolist()
    size = sqrt(x * x + y * y + z * z) or 1.0
    return x / size, y / size, z / size
