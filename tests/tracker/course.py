"""Any course of a shank made of minimum-jerk legs: up and down, turned, along the floor, struck. For movements
that lift.py has no words for; straight from formulas too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from tests.tracker.lift import G
from tracker.samples import Floats, Samples


@dataclass(frozen=True)
class Leg:
    """Changes over some seconds: the heel's height, the shank's backward turn, its place along the floor."""

    seconds: float
    rise_cm: float = 0.0
    turn_deg: float = 0.0
    along_cm: float = 0.0


@dataclass(frozen=True)
class Shank:
    """Who goes the course, and with what sensor: x forward, y left, z up along the shank."""

    lean_deg: float = 0.0  # forward, at rest
    sway_deg: float = 0.0  # amplitude, once in two seconds
    thrust: float = 0.6  # the ankle is carried forward by so much of its rise
    rate_hz: float = 100.0
    acc_noise_ms2: float = 0.03
    gyr_noise_dps: float = 0.1
    acc_offset_ms2: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gyr_bias_dps: tuple[float, float, float] = (0.0, 0.0, 0.0)
    seed: int = 1


def rest(seconds: float) -> Leg:
    """Nothing moves."""
    return Leg(seconds)


def raised(
    cm: float,
    up_s: float = 0.8,
    hold_s: float = 0.4,
    down_s: float = 0.8,
    pause_s: float = 0.8,
    deg_per_cm: float = 0.5,
) -> list[Leg]:
    """One repetition and the pause after it."""
    turn = deg_per_cm * cm
    return [Leg(up_s, cm, turn), rest(hold_s), Leg(down_s, -cm, -turn), rest(pause_s)]


def edges_s(legs: Iterable[Leg]) -> list[float]:
    """When each leg ends."""
    return list(accumulate(leg.seconds for leg in legs))


def course(*legs: Leg | list[Leg], shank: Shank | None = None) -> Samples:
    """The samples of one leg after the other."""
    who = shank or Shank()
    whole = [one for leg in legs for one in (leg if isinstance(leg, list) else [leg])]
    n = round(sum(leg.seconds for leg in whole) * who.rate_hz)
    t = np.arange(n) / who.rate_hz
    rise, along, turn, turn_rate = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    for leg, end in zip(whole, edges_s(whole), strict=True):
        x = np.clip((t - end + leg.seconds) / leg.seconds, 0.0, 1.0)
        acceleration = (60 * x - 180 * x**2 + 120 * x**3) / leg.seconds**2 / 100.0
        rise += leg.rise_cm * acceleration
        along += leg.along_cm * acceleration
        turn += np.radians(leg.turn_deg) * (10 * x**3 - 15 * x**4 + 6 * x**5)
        turn_rate += np.radians(leg.turn_deg) * (30 * x**2 - 60 * x**3 + 30 * x**4) / leg.seconds
    sway, beat = np.radians(who.sway_deg), np.pi
    pitch = np.radians(who.lean_deg) - turn + sway * np.sin(beat * t)
    pitch_rate = beat * sway * np.cos(beat * t) - turn_rate
    return _sensed(t, along + who.thrust * rise, rise + G, pitch, pitch_rate, who)


def _sensed(
    t: Floats, force_x: Floats, force_z: Floats, pitch: Floats, pitch_rate: Floats, who: Shank
) -> Samples:
    """What the sensor makes of it; pitch is positive when the top of the shank tips forward."""
    n, flat, cos, sin = len(t), np.zeros(len(t)), np.cos(pitch), np.sin(pitch)
    rng = np.random.default_rng(who.seed)
    acc = np.column_stack((cos * force_x - sin * force_z, flat, sin * force_x + cos * force_z))
    gyr = np.column_stack((flat, pitch_rate, flat))
    acc += rng.normal(0.0, who.acc_noise_ms2, (n, 3)) + np.array(who.acc_offset_ms2)
    gyr += np.radians(rng.normal(0.0, who.gyr_noise_dps, (n, 3)) + np.array(who.gyr_bias_dps))
    return Samples(t, acc, gyr)


def struck(samples: Samples, at_s: float, ms2: float, seconds: float = 0.08) -> Samples:
    """A blow along the shank that leaves no velocity behind: one sine of that height."""
    x = (samples.t_s - at_s) / seconds
    blow = np.where((x > 0.0) & (x < 1.0), ms2 * np.sin(2.0 * np.pi * x), 0.0)
    return replace(samples, acc_ms2=samples.acc_ms2 + blow[:, None] * np.array([0.0, 0.0, 1.0]))
