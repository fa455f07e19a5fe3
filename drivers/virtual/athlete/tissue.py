"""Flesh between bone and sensor, and what shakes it: the calf's bulge, wobble of brisk raises, impacts."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ, REFERENCE_SPEED_MS, Person
from drivers.virtual.athlete.pose import Poses, blurred, clock
from drivers.virtual.athlete.sway import wander
from tracker.samples import Floats


def bulge(course: Floats, strength: Floats) -> Floats:
    """Contraction of the calf through raises: with the height of the heel, a little ahead of it going up and
    behind it going down, for a muscle that shortens under load works harder; `strength` varies per rep."""
    speed = np.gradient(course) * FINE_HZ
    effort = course + 0.1 * blurred(np.clip(speed, 0.0, 2.0), 0.05)
    return strength * effort


def shaken(poses: Poses, person: Person, rng: np.random.Generator, *, braced: float) -> Poses:
    """Wobble of the shank at 1-3 Hz and flesh that shakes at 7-13 Hz, both with the speed of the heel.

    `braced` is the share of the wobble left where a chair or the floor holds the body. All of it is smaller
    than a millimetre at the ankle, so heights stay what the heel did.
    """
    n = len(poses)
    speed = np.abs(np.gradient(poses.z)) * FINE_HZ / REFERENCE_SPEED_MS
    haste = blurred(np.minimum(speed, 2.0), 0.12)
    wobble = braced * haste * person.wobble_rad
    buzz = haste * person.buzz_rad
    return poses.plus(
        pitch=wobble * wander(n, 1.0, 1.0, 3.0, rng) + buzz * wander(n, 1.0, 7.0, 13.0, rng),
        roll=0.5 * wobble * wander(n, 1.0, 1.0, 3.0, rng) + buzz * wander(n, 1.0, 7.0, 13.0, rng),
        yaw=0.5 * wobble * wander(n, 1.0, 1.0, 3.0, rng),
        shake_m=haste * person.buzz_ms2 / (2 * np.pi * 10.0) ** 2 * wander(n, 1.0, 7.0, 13.0, rng),
    )


def ring(n: int, at_s: float, size_ms2: float, hz: float, decay_s: float = 0.02) -> Floats:
    """How far an impact at `at_s` throws the flesh up the shank, m: a damped sine with a soft onset, which comes
    back to where it was as flesh does, so that speeds and heights stay those of the bone. Its acceleration peaks
    at about 0.6 of `size_ms2`."""
    since = clock(n) - at_s
    live = (since > 0.0) & (since < 12.0 * decay_s)
    after = since[live]
    course = np.zeros(n)
    onset = (1.0 - np.exp(-3.0 * after / decay_s)) ** 3
    course[live] = onset * np.exp(-after / decay_s) * np.sin(2 * np.pi * hz * after)
    return course * size_ms2 / (2 * np.pi * hz) ** 2
