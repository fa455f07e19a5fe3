"""Sessions of the virtual athlete: which movements in which order, with which sensor, and what is true of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from drivers.virtual.athlete.distractors import EVERYDAY, Distractor, distract, keep_still
from drivers.virtual.athlete.exercise import RepTruth, perform, perform_squats
from drivers.virtual.athlete.exhaustion import GivesWay, take_test
from drivers.virtual.athlete.person import FINE_HZ, Person, draw_person, unhurried
from drivers.virtual.athlete.pose import clock
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.style import Style
from drivers.virtual.athlete.sway import restless
from drivers.virtual.athlete.transitions import join
from drivers.virtual.mount import Mount, MountKind, draw_mount
from drivers.virtual.quality import Faults, Quality, draw_faults
from drivers.virtual.sensor import measure
from drivers.virtual.signal import RadioTrouble, VirtualSignal
from drivers.virtual.strap import Wear, Worn
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
"""The six countable exercises; the virtual athlete can do heel drops from a step as well."""


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of a session: a set of an exercise, a distractor for some seconds, or stillness on a chair or on
    one's feet. `slow`: raises as asked for in a calibration; `style`: the way a set is done;
    `gives`: a heel-rise test of `reps` good raises, ended by that."""

    exercise: Exercise | None = None
    reps: int = 0
    distractor: Distractor | None = None
    duration_s: float = 0.0
    still: Stance | None = None
    slow: bool = False
    style: Style = Style.FREE
    gives: GivesWay | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to simulate; the same scenario gives the same numbers. `steady`: to a metronome, 30 a minute, without
    partials, bounces, long holds. `wear`: where the sensor is, and whether the strap holds. `thigh`: a second sensor
    is on the thigh, put on in the way of the first."""

    items: tuple[Item, ...]
    mount: MountKind = MountKind.STRAPPED
    quality: Quality = Quality.TYPICAL
    rate_hz: float = 104.0
    seed: int = 1
    steady: bool = False
    wear: Wear = field(default_factory=Wear)
    thigh: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A simulated session. `up_sensor`: true direction of up at each sample, (n, 3). Truth is on the clock of
    `signal.samples`, and so is the second sensor's signal. `flexion_deg`: of the knee at each sample, (n,)."""

    signal: VirtualSignal
    truth: Truth
    trouble: RadioTrouble
    up_sensor: Floats
    person: Person = field(repr=False)
    mount: Mount = field(repr=False)
    flexion_deg: Floats = field(repr=False)
    thigh: VirtualSignal | None = None
    thigh_mount: Mount | None = field(default=None, repr=False)


def simulate(
    scenario: Scenario,
    person: Person | None = None,
    mount: Mount | None = None,
    thigh_mount: Mount | None = None,
    mended: Callable[[Faults], Faults] = lambda faults: faults,
) -> Simulated:
    """Run a scenario: the athlete moves, the sensor measures. `person` and mounts in place of those the seed draws:
    the same athlete in another session, the same strapping or another; `mended`: what is left of the shank's
    sensor's faults, where one asks what each of them costs."""
    rng = np.random.default_rng(scenario.seed)
    drawn = draw_person(rng)
    person = person or drawn
    acts = [_act(item, person, rng, scenario.steady) for item in scenario.items]
    poses, spans = join(person, [stretch for stretch, _ in acts], rng)
    faults = mended(draw_faults(scenario.quality, rng))
    strapped = draw_mount(scenario.mount, rng)
    mount = mount or strapped
    poses = restless(poses, person, rng)
    signal, up = measure(poses, person, mount, faults, scenario.rate_hz, rng, scenario.wear)
    flexion = np.degrees(np.interp(signal.true_t_s, clock(len(poses)), poses.pitch - poses.thigh))
    thigh = None
    if scenario.thigh:
        other = np.random.default_rng((scenario.seed, 8))
        thigh_mount = thigh_mount or draw_mount(scenario.mount, other)
        on_thigh = replace(
            draw_faults(scenario.quality, other), clock=faults.clock, slip_rad=0.0
        )  # one clock: the link has aligned them
        thigh, _ = measure(poses, person, thigh_mount, on_thigh, scenario.rate_hz, other, Wear(Worn.THIGH))
    starts_s = [first / FINE_HZ for first, _ in spans]
    ends_s = [last / FINE_HZ for _, last in spans]
    truth = _truth(scenario.items, [reps for _, reps in acts], starts_s, ends_s, faults.clock)
    return Simulated(signal, truth, faults.trouble, up, person, mount, flexion, thigh, thigh_mount)


def set_of(
    exercise: Exercise, reps: int, distractors: bool, seed: int, style: Style = Style.FREE
) -> tuple[Item, ...]:
    """One set with quiet around it, or with everyday movement."""
    rng = np.random.default_rng((seed, 1))
    one = Item(exercise, reps, style=style)
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


def calibration_items() -> tuple[Item, ...]:
    """The sequence `soleus calibrate` asks for: standing still, sitting still, three slow raises of each kind."""
    return (
        Item(still=Stance.STANDING, duration_s=6.5),
        Item(still=Stance.SEATED, duration_s=6.5),
        Item(Exercise.STANDING_CALF_RAISE, 3, slow=True),
        Item(Exercise.SEATED_SOLEUS_RAISE, 3, slow=True),
    )


def demo_items() -> tuple[Item, ...]:
    """About forty-five seconds when steady: raises on the chair, up and a few steps, raises with straight knees."""
    return (
        Item(Exercise.SEATED_SOLEUS_RAISE, 8),
        Item(distractor=Distractor.WALKING, duration_s=4.0),
        Item(Exercise.STANDING_CALF_RAISE, 6),
        Item(distractor=Distractor.STANDING, duration_s=1.0),
    )


def _bustle(rng: np.random.Generator, count: int) -> list[Item]:
    kinds = rng.choice(np.array(EVERYDAY, dtype=object), count, replace=count > len(EVERYDAY))
    return [Item(None, 0, kind, float(rng.uniform(10.0, 25.0))) for kind in kinds]


def _act(
    item: Item, person: Person, rng: np.random.Generator, steady: bool
) -> tuple[Stretch, list[RepTruth]]:
    if item.still is not None:
        return keep_still(item.still, person, item.duration_s, rng), []
    if item.slow and item.exercise is not None:
        return perform(item.exercise, unhurried(person), item.reps, rng, steady=False)
    if item.distractor is not None:
        return distract(item.distractor, person, item.duration_s, rng), []
    assert item.exercise is not None
    if item.gives is not None:
        return take_test(item.exercise, person, item.reps, item.gives, rng)
    squats = item.exercise is Exercise.SQUAT_SOLEUS_RAISE and not steady
    if squats and (item.style is Style.ONE_A_SQUAT or (item.style is Style.FREE and rng.random() < 0.4)):
        return perform_squats(person, item.reps, rng)
    return perform(item.exercise, person, item.reps, rng, steady=steady, style=item.style)


def _truth(
    items: tuple[Item, ...],
    reps: list[list[RepTruth]],
    starts_s: list[float],
    ends_s: list[float],
    clock: float,
) -> Truth:
    """Put every stretch on the sensor's clock."""
    segments: list[Segment] = []
    true: list[TrueRep] = []
    for item, found, start_s, end_s in zip(items, reps, starts_s, ends_s, strict=True):
        form = form_of(found[0].flexion_deg) if found else None
        name = item.exercise.value if item.exercise else str(item.distractor or item.still)
        segments.append(Segment(start_s * clock, end_s * clock, name, item.exercise, form))
        for rep in found:
            true.append(
                TrueRep(
                    start_s=(start_s + rep.start_s) * clock,
                    top_s=(start_s + rep.top_s) * clock,
                    peak_s=(start_s + rep.peak_s) * clock,
                    end_s=(start_s + rep.end_s) * clock,
                    height_cm=rep.height_cm,
                    form=form_of(rep.flexion_deg),
                    knee_flexion_deg=rep.flexion_deg,
                    partial=rep.partial,
                    low_s=(start_s + rep.low_s) * clock,
                )
            )
    return Truth(segments, true)
