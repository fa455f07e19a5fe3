"""What a leg never stops doing: postural sway at 0.2-1 Hz standing, tremor at 8-12 Hz always.

Together they make 0.02-0.06 m/s2 from 4 to 13 Hz at the sensor; quiet legs in real recordings, sitting and
standing, make 0.013-0.041.
"""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, clock
from tracker.samples import Floats


def wander(n: int, rms: float, low_hz: float, high_hz: float, rng: np.random.Generator) -> Floats:
    """A sum of six sines of random frequency and phase, equal weight: smooth, never repeating in a session."""
    t = clock(n)
    total = np.zeros(n)
    for hz in rng.uniform(low_hz, high_hz, 6):
        total += np.sin(2 * np.pi * (hz * t + rng.random()))
    scaled: Floats = total * (rms / np.sqrt(3.0))
    return scaled


def restless(poses: Poses, person: Person, rng: np.random.Generator) -> Poses:
    """A whole session with sway, as far as the leg is loaded, and tremor on it."""
    n = len(poses)
    tremor = wander(n, person.tremor_rad, 8.0, 12.0, rng)
    sway = person.sway_rad
    rocking = poses.loaded * wander(n, sway, 0.2, 1.0, rng)
    return poses.plus(
        pitch=rocking + tremor,
        thigh=rocking,
        roll=poses.loaded * wander(n, 0.6 * sway, 0.2, 1.0, rng) + 0.5 * tremor,
        yaw=poses.loaded * wander(n, 0.5 * sway, 0.1, 0.6, rng),
        z=wander(n, 1.5e-5, 4.0, 10.0, rng),
    )
