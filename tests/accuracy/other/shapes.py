"""Ways from 0 to 1 in unit time, and noise that is no sine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tracker.samples import Floats

HZ = 500.0

Shape = Callable[[Floats], Floats]


def cosine(u: Floats) -> Floats:
    """Half a wave."""
    course: Floats = 0.5 - 0.5 * np.cos(np.pi * np.clip(u, 0.0, 1.0))
    return course


def quintic(u: Floats) -> Floats:
    """Least jerk."""
    u = np.clip(u, 0.0, 1.0)
    course: Floats = ((6.0 * u - 15.0) * u + 10.0) * u**3
    return course


def cubic(u: Floats) -> Floats:
    """Least acceleration: it sets off with a jolt."""
    u = np.clip(u, 0.0, 1.0)
    course: Floats = (3.0 - 2.0 * u) * u * u
    return course


def trapezoid(u: Floats) -> Floats:
    """Speeds up for a quarter, keeps its speed, slows down for a quarter."""
    u = np.clip(u, 0.0, 1.0)
    a = 0.25
    course: Floats = np.where(
        u < a, u * u / (2 * a), np.where(u > 1 - a, 1 - a - (1 - u) ** 2 / (2 * a), u - a / 2)
    ) / (1 - a)
    return course


def lopsided(lean: float) -> Shape:
    """A half wave in bent time: `lean` above 1 dallies at the start, below 1 at the end."""

    def course(u: Floats) -> Floats:
        return cosine(np.clip(u, 0.0, 1.0) ** lean)

    return course


def any_shape(rng: np.random.Generator) -> Shape:
    """One of them."""
    kind = int(rng.integers(5))
    return (cosine, quintic, cubic, trapezoid, lopsided(float(rng.uniform(0.7, 1.4))))[kind]


def bump(t: Floats, at_s: float, width_s: float) -> Floats:
    """A bell of height 1."""
    course: Floats = np.exp(-0.5 * ((t - at_s) / width_s) ** 2)
    return course


def reddish(n: int, rms: float, slowest_s: float, rng: np.random.Generator) -> Floats:
    """Noise through three leaks of that time constant, of that size: restless, aimless."""
    if n == 0 or rms == 0.0:
        return np.zeros(n)
    white = rng.normal(size=n)
    f = np.fft.rfftfreq(n, 1.0 / HZ)
    course: Floats = np.fft.irfft(np.fft.rfft(white) / (1.0 + 2j * np.pi * f * slowest_s) ** 3, n)
    course -= course.mean()
    scaled: Floats = course * (rms / max(float(course.std()), 1e-12))
    return scaled
