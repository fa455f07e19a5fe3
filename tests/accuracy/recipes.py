"""What is simulated for the report: which athlete does what, with which sensor on which side of the leg.

Everything of a task is drawn from its athlete's seed, but exercise and quality go round, so that any stretch of
athletes holds all of them alike.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from drivers.virtual.athlete.distractors import LIKE_EXERCISE
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import PERFORMED, Item, bustle_only, set_of
from tests.accuracy.athletes import Lot, seed_of
from tests.accuracy.task import Kind, Task

RATES_HZ = (25.0, 50.0, 52.0, 100.0, 104.0, 200.0)
MOUNTS = tuple(MountKind)
QUALITIES = tuple(Quality)


def sets(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """One set each; every second one between stretches of everyday movement."""
    return [_one_set(lot, athlete) for athlete in athletes]


def _one_set(lot: Lot, athlete: int) -> Task:
    seed = seed_of(lot, athlete)
    rng = np.random.default_rng((seed, 11))
    exercise = PERFORMED[athlete % len(PERFORMED)]
    quality = QUALITIES[(athlete // len(PERFORMED)) % 3]
    mount = MOUNTS[int(rng.integers(3))]
    rate_hz = float(rng.choice(RATES_HZ))
    busy = bool(rng.random() < 0.5)
    items = set_of(exercise, int(rng.integers(5, 16)), busy, seed)
    words = (
        f"{exercise.value}, {quality.value}, {mount.value}, {rate_hz:.0f} Hz, {'busy' if busy else 'quiet'}"
    )
    return Task(Kind.SETS, athlete, seed, items, mount, quality, rate_hz, words, exercise)


def everyday(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """Some minutes of everyday movement each."""
    return [_idle(Kind.EVERYDAY, lot, athlete) for athlete in athletes]


def adversarial(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """Some minutes each of what is no repetition but comes like them."""
    return [_idle(Kind.ADVERSARIAL, lot, athlete) for athlete in athletes]


def _idle(kind: Kind, lot: Lot, athlete: int) -> Task:
    seed = seed_of(lot, athlete)
    rng = np.random.default_rng((seed, 12))
    quality = QUALITIES[athlete % 3]
    rate_hz = float(rng.choice(RATES_HZ))
    if kind is Kind.EVERYDAY:
        items = bustle_only(seed, 10)
    else:
        kinds = [LIKE_EXERCISE[k] for k in rng.permutation(len(LIKE_EXERCISE))][:8]
        items = tuple(Item(None, 0, one, float(rng.uniform(15.0, 30.0))) for one in kinds)
    words = f"{quality.value}, {rate_hz:.0f} Hz"
    return Task(kind, athlete, seed, items, MountKind.ANY, quality, rate_hz, words)
