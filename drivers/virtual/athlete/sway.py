"""What a leg at rest does: postural sway of 0.2-1 deg at 0.2-1 Hz standing, tremor at 8-12 Hz always.

Together they make 0.02-0.06 m/s2 from 4 to 13 Hz at the sensor; quiet legs in real recordings, sitting and
standing, make 0.013-0.041."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, add, clock
from tracker.samples import Floats


def wander(n: int, rms: float, low_hz: float, high_hz: float, rng: np.random.Generator) -> Floats:
    """A sum of six sines of random phase, equal weight: smooth, never repeating within a session."""
    t = clock(n)
    total = np.zeros(n)
    for hz in rng.uniform(low_hz, high_hz, 6):
        total += np.sin(2 * np.pi * (hz * t + rng.random()))
    scaled: Floats = total * (rms / np.sqrt(3.0))
    return scaled


def restless(poses: Poses, person: Person, standing: bool, rng: np.random.Generator) -> Poses:
    """Sway (a tenth of it when the leg is unloaded on a chair) and tremor on everything. It fades in over half
    a second so that stretches join without a jump."""
    n = len(poses)
    share = 1.0 if standing else 0.08
    fade = np.minimum(1.0, np.minimum(clock(n), clock(n)[::-1]) / 0.5)
    fade = fade * fade * (3 - 2 * fade)
    tremor = wander(n, person.tremor_rad, 8.0, 12.0, rng)
    return add(
        poses,
        pitch=fade * (share * wander(n, person.sway_rad, 0.2, 1.0, rng) + tremor),
        roll=fade * (share * wander(n, 0.6 * person.sway_rad, 0.2, 1.0, rng) + 0.5 * tremor),
        yaw=fade * share * wander(n, 0.5 * person.sway_rad, 0.1, 0.6, rng),
        z=fade * wander(n, 1.5e-5, 4.0, 10.0, rng),
    )
