"""Sessions of the virtual athlete: which movements in which order, with which sensor, and what is true of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from drivers.virtual.athlete.distractors import Distractor, distract
from drivers.virtual.athlete.exercise import RepTruth, perform, perform_squats
from drivers.virtual.athlete.person import FINE_HZ, Person, draw_person
from drivers.virtual.athlete.pose import Poses, join
from drivers.virtual.mount import MountKind, draw_mount
from drivers.virtual.quality import Quality, draw_faults
from drivers.virtual.sensor import measure
from drivers.virtual.signal import RadioTrouble, VirtualSignal
from drivers.virtual.truth import Segment, TrueRep, Truth, form_of
from tracker.samples import Floats
from tracker.setup import Exercise

PERFORMED = (
    Exercise.SEATED_SOLEUS_RAISE,
    Exercise.SOLEUS_BRIDGE,
    Exercise.STANDING_CALF_RAISE,
    Exercise.STANDING_SOLEUS_RAISE,
    Exercise.SQUAT_SOLEUS_RAISE,
    Exercise.LUNGE_SOLEUS_RAISE,
)
"""The exercises the virtual athlete can do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of a session: a set of an exercise, or a distractor for some seconds."""

    exercise: Exercise | None = None
    reps: int = 0
    distractor: Distractor | None = None
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to simulate; the same scenario gives the same numbers. `steady`: no partials, bounces, long holds."""

    items: tuple[Item, ...]
    mount: MountKind = MountKind.STRAPPED
    quality: Quality = Quality.TYPICAL
    rate_hz: float = 104.0
    seed: int = 1
    steady: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A simulated session. `up_sensor`: true direction of up at each sample, (n, 3). Truth is on the clock of
    `signal.samples`."""

    signal: VirtualSignal
    truth: Truth
    trouble: RadioTrouble
    up_sensor: Floats
    person: Person = field(repr=False)


def simulate(scenario: Scenario) -> Simulated:
    """Run a scenario: the athlete moves, the sensor measures."""
    rng = np.random.default_rng(scenario.seed)
    person = draw_person(rng)
    stretches: list[Poses] = []
    settle: list[float] = []
    told: list[tuple[Item, list[RepTruth]]] = []
    for item in scenario.items:
        poses, reps = _act(item, person, rng, scenario.steady)
        if stretches:
            settle.append(float(rng.uniform(1.2, 2.8)))
        stretches.append(poses)
        told.append((item, reps))
    whole = join(stretches, settle)
    faults = draw_faults(scenario.quality, rng)
    mount = draw_mount(scenario.mount, rng)
    signal, up = measure(whole, person, mount, faults, scenario.rate_hz, rng)
    truth = _truth(told, stretches, settle, faults.clock)
    return Simulated(signal, truth, faults.trouble, up, person)


def set_of(exercise: Exercise, reps: int, distractors: bool, seed: int) -> tuple[Item, ...]:
    """One set with quiet around it, or with everyday movement."""
    rng = np.random.default_rng((seed, 1))
    one = Item(exercise, reps)
    quiet = Distractor.STANDING if exercise.group.value.startswith("standing") else Distractor.SITTING
    if not distractors:
        return (Item(distractor=quiet, duration_s=4.0), one, Item(distractor=quiet, duration_s=4.0))
    return (*_bustle(rng, 3), one, *_bustle(rng, 3))


def mix(distractors: bool, seed: int) -> tuple[Item, ...]:
    """Three to four sets of different exercises with rest between them."""
    rng = np.random.default_rng((seed, 2))
    items: list[Item] = list(_bustle(rng, 2)) if distractors else [Item(None, 0, Distractor.SITTING, 5.0)]
    for exercise in rng.permutation(np.array(PERFORMED, dtype=object))[: rng.integers(3, 5)]:
        items.append(Item(exercise, int(rng.integers(6, 16))))
        items.extend(_bustle(rng, 2) if distractors else ())
        items.append(Item(None, 0, Distractor.STANDING, float(rng.uniform(11.0, 16.0))))
    return tuple(items)


def bustle_only(seed: int, stretches: int) -> tuple[Item, ...]:
    """Everyday movement alone, nothing to count."""
    return tuple(_bustle(np.random.default_rng((seed, 3)), stretches))


def demo_items() -> tuple[Item, ...]:
    """About forty seconds: raises on the chair, standing up, raises with straight knees."""
    return (
        Item(Exercise.SEATED_SOLEUS_RAISE, 8),
        Item(distractor=Distractor.SIT_TO_STAND, duration_s=6.0),
        Item(Exercise.STANDING_CALF_RAISE, 6),
    )


def _bustle(rng: np.random.Generator, count: int) -> list[Item]:
    kinds = rng.choice(np.array(list(Distractor), dtype=object), count, replace=count > len(Distractor))
    return [Item(None, 0, kind, float(rng.uniform(10.0, 25.0))) for kind in kinds]


def _act(item: Item, person: Person, rng: np.random.Generator, steady: bool) -> tuple[Poses, list[RepTruth]]:
    if item.distractor is not None:
        return distract(item.distractor, person, item.duration_s, rng), []
    assert item.exercise is not None
    if item.exercise is Exercise.SQUAT_SOLEUS_RAISE and not steady and rng.random() < 0.4:
        return perform_squats(person, item.reps, rng, steady=steady)
    holds = not steady and item.exercise is Exercise.SOLEUS_BRIDGE and rng.random() < 0.3
    return perform(item.exercise, person, item.reps, rng, steady=steady, holds=holds)


def _truth(
    told: list[tuple[Item, list[RepTruth]]], stretches: list[Poses], settle: list[float], clock: float
) -> Truth:
    """Put every stretch on the sensor's clock."""
    segments: list[Segment] = []
    reps: list[TrueRep] = []
    at = 0.0
    for k, ((item, true_reps), poses) in enumerate(zip(told, stretches, strict=True)):
        length = len(poses) / FINE_HZ
        form = form_of(true_reps[0].flexion_deg) if true_reps else None
        name = item.exercise.value if item.exercise else str(item.distractor)
        segments.append(Segment(at * clock, (at + length) * clock, name, item.exercise, form))
        for rep in true_reps:
            reps.append(
                TrueRep(
                    start_s=(at + rep.start_s) * clock,
                    top_s=(at + rep.top_s) * clock,
                    peak_s=(at + rep.peak_s) * clock,
                    end_s=(at + rep.end_s) * clock,
                    height_cm=rep.height_cm,
                    form=form_of(rep.flexion_deg),
                    knee_flexion_deg=rep.flexion_deg,
                    partial=rep.partial,
                    low_s=(at + rep.low_s) * clock,
                )
            )
        at += length + (round(settle[k] * FINE_HZ) / FINE_HZ if k < len(settle) else 0.0)
    return Truth(segments, reps)
