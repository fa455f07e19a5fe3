"""What is simulated for the report: which athlete does what, with which sensor on which side of the leg.

Everything of a task is drawn from its athlete's seed, but exercise and quality go round, so that any stretch of
athletes holds all of them alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from drivers.virtual.athlete.distractors import LIKE_EXERCISE, Distractor
from drivers.virtual.athlete.exercise import HEEL_DROPS
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.athlete.style import Style
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import PERFORMED, Item, bustle_only, set_of
from tests.accuracy.athletes import Lot, seed_of
from tests.accuracy.other.moves import DAILY, MOVES
from tests.accuracy.task import Kind, Task
from tracker.setup import Exercise


class Stop(StrEnum):
    """What a set is interrupted by, and goes on after."""

    NONE = "uninterrupted"
    STOOD = "stood up to adjust"
    FIDGETED = "set the foot anew"
    WALKED = "walked between"


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
    style = _style(exercise, rng)
    stop = (
        Stop.NONE
        if rng.random() < 0.85
        else Stop(str(rng.choice([s.value for s in Stop if s is not Stop.NONE])))
    )
    items = interrupted(set_of(exercise, int(rng.integers(5, 16)), busy, seed, style), stop, rng)
    words = ", ".join(
        (
            exercise.value,
            style.value,
            *([stop.value] if stop is not Stop.NONE else []),
            quality.value,
            mount.value,
            f"{rate_hz:.0f} Hz",
            "busy" if busy else "quiet",
        )
    )
    way = style.value if stop is Stop.NONE else stop.value
    return Task(Kind.SETS, athlete, seed, items, mount, quality, rate_hz, words, exercise, way)


def calibrated_sets(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """The same sets, each after a calibration in the same strapping, the sensor put on any way."""
    return [replace(task, kind=Kind.CALIBRATED, mount=MountKind.ANY) for task in sets(lot, athletes)]


def two_sensors(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """The same sets with a second sensor on the thigh, both put on any way."""
    return [replace(task, kind=Kind.TWO_SENSORS, mount=MountKind.ANY) for task in sets(lot, athletes)]


def lying(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """Lying leg raises, with the mount known and without."""
    tasks = []
    for athlete in athletes:
        seed, quality = seed_of(lot, athlete), QUALITIES[athlete % 3]
        items = (
            Item(still=Stance.STANDING, duration_s=4.0),
            Item(distractor=Distractor.LYING_LEG_RAISES, duration_s=60.0),
        )
        for way in ("mount known", "mount unknown"):
            words = f"{way}, {quality.value}"
            tasks.append(
                Task(Kind.LYING, athlete, seed, items, MountKind.ANY, quality, 104.0, words, way=way)
            )
    return tasks


def drops(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """A set of heel drops from a step each, straight and bent in turn."""
    tasks = []
    for athlete in athletes:
        seed = seed_of(lot, athlete)
        rng = np.random.default_rng((seed, 13))
        exercise, quality = HEEL_DROPS[athlete % 2], QUALITIES[(athlete // 2) % 3]
        mount, rate_hz = MOUNTS[int(rng.integers(3))], float(rng.choice(RATES_HZ))
        items = set_of(exercise, int(rng.integers(5, 13)), bool(rng.random() < 0.5), seed)
        words = f"{exercise.value}, {quality.value}, {mount.value}, {rate_hz:.0f} Hz"
        tasks.append(
            Task(Kind.DROPS, athlete, seed, items, mount, quality, rate_hz, words, exercise, "drops")
        )
    return tasks


def _style(exercise: Exercise, rng: np.random.Generator) -> Style:
    """As it comes or to a metronome, for a third of the sets; every other style as often as the next."""
    own = (
        Style.FREE,
        Style.METRONOME,
        *(() if exercise is Exercise.SQUAT_SOLEUS_RAISE else (Style.ONE_A_SQUAT,)),
    )
    others = [style for style in Style if style not in own]
    as_it_comes = rng.random()
    if as_it_comes < 0.34:
        return Style.METRONOME if as_it_comes < 0.06 else Style.FREE
    return others[int(rng.integers(len(others)))]


def interrupted(items: tuple[Item, ...], stop: Stop, rng: np.random.Generator) -> tuple[Item, ...]:
    """The same with the set cut in two by what people stop for; the rest of the set follows."""
    if stop is Stop.NONE:
        return items
    at = next(k for k, item in enumerate(items) if item.exercise is not None)
    one = items[at]
    first = int(rng.integers(2, one.reps - 1))
    what = {
        Stop.STOOD: (Item(distractor=Distractor.STANDING, duration_s=float(rng.uniform(2.5, 5.0))),),
        Stop.FIDGETED: (Item(distractor=Distractor.FIDGETING, duration_s=float(rng.uniform(5.0, 8.0))),),
        Stop.WALKED: (Item(distractor=Distractor.WALKING, duration_s=float(rng.uniform(4.0, 12.0))),),
    }[stop]
    parts = (replace(one, reps=first), *what, replace(one, reps=one.reps - first))
    return (*items[:at], *parts, *items[at + 1 :])


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


def other_sets(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """Sets by the second simulator."""
    tasks = []
    for athlete in athletes:
        seed = seed_of(lot, athlete)
        rng = np.random.default_rng((seed, 14))
        exercise, quality = PERFORMED[athlete % len(PERFORMED)], QUALITIES[(athlete // len(PERFORMED)) % 3]
        rate_hz, reps = float(rng.choice(RATES_HZ)), int(rng.integers(5, 16))
        words = f"{exercise.value}, {quality.value}, {rate_hz:.0f} Hz"
        tasks.append(
            Task(
                Kind.OTHER_SETS,
                athlete,
                seed,
                (),
                MountKind.ANY,
                quality,
                rate_hz,
                words,
                exercise,
                "other hand",
                reps,
            )
        )
    return tasks


def other_idle(lot: Lot, athletes: Iterable[int]) -> list[Task]:
    """Days by the second simulator, and every third time what comes at the pace of exercise."""
    tasks = []
    for athlete in athletes:
        seed = seed_of(lot, athlete)
        rng = np.random.default_rng((seed, 15))
        quality, rate_hz = QUALITIES[athlete % 3], float(rng.choice(RATES_HZ))
        names = (
            DAILY
            if (athlete // 3) % 3
            else tuple(name for name in MOVES if name not in ("sitting", "standing", "running"))
        )
        words = f"{quality.value}, {rate_hz:.0f} Hz"
        tasks.append(
            Task(
                Kind.OTHER_IDLE,
                athlete,
                seed,
                (),
                MountKind.ANY,
                quality,
                rate_hz,
                words,
                None,
                "+".join(names),
            )
        )
    return tasks
