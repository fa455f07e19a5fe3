"""Walking and stairs: the shank swings through 70 degrees, the ankle is carried forward and strikes the floor."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, clock, seconds, smooth
from tracker.samples import Floats

STANCE = 0.6  # share of the stride the foot is on the floor


def walk(person: Person, duration_s: float, rng: np.random.Generator, *, stair_m: float = 0.0) -> Poses:
    """Strides of one leg; `stair_m` climbs so much each stride. Begins and ends standing."""
    strides = max(2, round(duration_s * person.step_hz))
    stretches = [stride(person, rng, stair_m) for _ in range(strides)]
    names = ("x", "y", "z", "pitch", "roll", "yaw", "contraction", "jolt_ms2")
    courses: dict[str, list[Floats]] = {name: [] for name in names}
    x = z = 0.0
    for one in stretches:
        for name in names:
            course = getattr(one, name)
            courses[name].append(course + (x if name == "x" else z if name == "z" else 0.0))
        x += float(one.x[-1] - one.x[0])
        z += float(one.z[-1] - one.z[0])
    whole = {name: np.concatenate(parts) for name, parts in courses.items()}
    return Poses(**whole)


def stride(person: Person, rng: np.random.Generator, stair_m: float) -> Poses:
    """One stride from mid-stance to mid-stance: the heel leaves, the leg swings, strikes, and takes the load."""
    period = 1.0 / (person.step_hz * rng.normal(1.0, 0.05))
    n = seconds(period)
    u = clock(n) / period
    back = np.radians(rng.uniform(34.0, 46.0))  # at toe-off the shank lies forward over the toes
    fore = np.radians(rng.uniform(14.0, 26.0)) * (0.4 if stair_m else 1.0)  # at heel strike it reaches out
    length = rng.uniform(0.9, 1.35) * (0.45 if stair_m else 1.0)
    lift = rng.uniform(0.10, 0.17) + max(stair_m, 0.0)
    off, strike = 0.30, 0.30 + (1.0 - STANCE)
    forward = smooth(u / off) - smooth((u - off) / (strike - off))
    reach = smooth((u - off - 0.05) / (strike - off - 0.05)) - smooth((u - strike) / (1.0 - strike))
    pitch = back * forward - fore * reach
    heel = 0.055 * (smooth((u - 0.08) / (off - 0.08)) - smooth((u - off) / (strike - off)))
    swing = np.sin(np.pi * np.clip((u - off) / (strike - off), 0.0, 1.0)) ** 2
    z = (
        person.ankle_height_m
        + heel
        + (lift - 0.055) * swing * 0.8
        + stair_m * smooth((u - off) / (strike - off))
    )
    x = length * smooth((u - off + 0.04) / (strike - off + 0.04)) + 0.03 * smooth(u / off)
    zero = np.zeros(n)
    since = (u - strike) * period
    hit = np.where(
        since > 0.0, np.exp(-since / 0.02) * np.sin(2 * np.pi * rng.uniform(14.0, 24.0) * since), 0.0
    )
    jolt = rng.uniform(18.0, 45.0) * hit
    roll = np.radians(rng.uniform(1.0, 4.0)) * np.sin(2 * np.pi * u) * np.sin(np.pi * u) ** 2
    return Poses(x, zero, z, pitch, roll, 0.5 * roll, 0.6 * (heel / 0.055), jolt)
