"""Whether a file's numbers are in the units it should have them in: m/s2 and rad/s.

Physics tells: at rest an accelerometer reads 1 g, 9.81 m/s2; and when a leg turns, gravity turns in the sensor
by what the gyroscope integrates to. In degrees per second that integral is 57 times too large.

| constant | value | why | margin |
|---|---|---|---|
| `G_BAND` | 0.7-1.4 | at rest within offset 0.5 m/s2 and scale 1 %, in movement within 40 % | m/s2 is 7 times further |
| `LOOK_S` | 0.5 s | long enough to turn, short enough that drift does not | |
| `TURN_RAD` | 20 deg | a turn the integral claims and gravity can confirm; sway and bias claim under 2 | |
| `FAR`, `OFF_RAD` | 3 times and 10 deg | what accelerations of movement do to gravity's direction in 0.5 s | 57 times |
"""

from __future__ import annotations

from itertools import pairwise
from math import radians
from pathlib import Path

import numpy as np

from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples

GRAVITY_MS2 = 9.80665
G_BAND = (0.7, 1.4)
LOOK_S = 0.5
TURN_RAD = radians(20.0)
FAR = 3.0
OFF_RAD = radians(10.0)
STILL_SHARE = 0.02  # of 1 g, spread within a look: then the sensor rests
NOTHING_RADS = 0.02  # 1 deg/s, and
NOTHING_SHARE = 0.01  # 1 % of g: below both for the whole file, nothing moves
LOOKS = 3  # looks that must agree


def check_units(samples: Samples, path: Path) -> str | None:
    """InputError with a hint where the units are wrong; a sentence where nothing moves, so nothing can tell."""
    size = np.linalg.norm(samples.acc_ms2, axis=1)
    looks = _looks(samples)
    still = [float(size[a:b].mean()) for a, b in looks if size[a:b].std() < STILL_SHARE * size[a:b].mean()]
    at_rest = float(np.median(still)) if still else float(np.median(size))
    _check_acceleration(at_rest, path)
    spread = float(np.ptp(samples.acc_ms2, axis=0).max()) / at_rest
    if np.abs(samples.gyr_rads).max() < NOTHING_RADS and spread < NOTHING_SHARE * 5:
        return f"{path}: nothing moves in it, so the units of the gyroscope cannot be checked"
    if _in_degrees(samples, looks):
        raise InputError(
            InputReason.WRONG_UNITS,
            f"{path}: the gyroscope turns 57 times further than gravity does: it is in deg/s, rad/s are expected;"
            " multiply gyr_x, gyr_y, gyr_z by 0.0174533",
        )
    return None


def _check_acceleration(at_rest: float, path: Path) -> None:
    low, high = G_BAND
    if low * GRAVITY_MS2 <= at_rest <= high * GRAVITY_MS2:
        return
    for unit, scale in (("g", 1.0), ("mg", 1000.0)):
        if low * scale <= at_rest <= high * scale:
            raise InputError(
                InputReason.WRONG_UNITS,
                f"{path}: at rest the accelerometer reads {at_rest:.3g}: it is in {unit}, m/s2 are expected;"
                f" multiply acc_x, acc_y, acc_z by {GRAVITY_MS2 / scale:.6g}",
            )
    raise InputError(
        InputReason.WRONG_UNITS,
        f"{path}: at rest the accelerometer reads {at_rest:.3g}, expected is 9.8 m/s2 with gravity",
    )


def _looks(samples: Samples) -> list[tuple[int, int]]:
    """Stretches of half a second, one after the other."""
    edges = np.arange(samples.t_s[0], samples.t_s[-1], LOOK_S)
    places = np.searchsorted(samples.t_s, edges)
    return [(a, b) for a, b in pairwise(places.tolist()) if b - a >= 4]


def _in_degrees(samples: Samples, looks: list[tuple[int, int]]) -> bool:
    as_radians, as_degrees = [], []
    for a, b in looks:
        steps = np.diff(samples.t_s[a:b], prepend=samples.t_s[a])
        if steps.max() > LOOK_S / 2:
            continue
        rates = samples.gyr_rads[a:b]
        claimed = float(np.linalg.norm(rates, axis=1) @ steps)
        if claimed < TURN_RAD:
            continue
        edge = max(1, (b - a) // 8)
        before, after = _unit(samples.acc_ms2[a : a + edge]), _unit(samples.acc_ms2[b - edge : b])
        as_radians.append(_off(before, after, rates, steps))
        as_degrees.append(_off(before, after, np.radians(rates), steps))
    if len(as_radians) < LOOKS:
        return False
    return float(np.median(as_radians)) > FAR * float(np.median(as_degrees)) + OFF_RAD


def _unit(rows: Floats) -> Floats:
    mean = rows.mean(axis=0)
    unit: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def _off(before: Floats, after: Floats, rates: Floats, steps: Floats) -> float:
    """Angle between where the gyroscope says gravity went and where it is."""
    g = before
    for rate, step in zip(rates, steps, strict=True):
        angle = -rate * step  # what stands still in the world turns the other way in the sensor
        size = float(np.linalg.norm(angle))
        if size > 0.0:
            axis = angle / size
            g = g * np.cos(size) + np.cross(axis, g) * np.sin(size) + axis * (axis @ g) * (1.0 - np.cos(size))
    return float(np.arccos(np.clip(g @ after, -1.0, 1.0)))
