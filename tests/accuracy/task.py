"""One recording to be made and judged: everything that is needed to make it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.radio import lost_runs, packet_size
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from drivers.virtual.truth import Truth
from tests.accuracy.calibrated import calibrated
from tests.accuracy.other.sensor import GRADES
from tests.accuracy.other.session import Logged, csv, logged_idle, logged_set
from tracker.calibration import Calibration
from tracker.samples import Floats, Samples
from tracker.setup import Exercise, Setup


class Kind(StrEnum):
    """What a recording is for."""

    SETS = "sets"  # a set of an exercise, with quiet or everyday movement around it
    DROPS = "drops"  # heel drops from a step
    EVERYDAY = "everyday"  # nothing to count, as legs move by day
    ADVERSARIAL = "adversarial"  # nothing to count, at the pace of exercise
    CALIBRATED = "calibrated"  # a set by an athlete who calibrated first
    TWO_SENSORS = "two-sensors"  # a set with a second sensor on the thigh
    LYING = "lying"  # lying leg raises, before and after the mount is known
    OTHER_SETS = "other-sets"  # a set by the second simulator, read from CSV
    OTHER_IDLE = "other-idle"  # nothing to count, by the second simulator


@dataclass(frozen=True, slots=True)
class Task:
    """A recording. `items` say what the virtual athlete does, `reps` how often the second simulator does it; `way` is the style of
    a set or what interrupts it; `words` name the recording for people;
    `more`: judged again without each cue and by the counters of today."""

    kind: Kind
    athlete: int
    seed: int
    items: tuple[Item, ...]
    mount: MountKind
    quality: Quality
    rate_hz: float
    words: str
    exercise: Exercise | None = None
    way: str = ""
    reps: int = 0
    more: bool = False
    setup: Setup | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """What came over the radio, and what is true of it; `holes` are (start_s, end_s) of what did not;
    `calibration`: what was learned before, None where nothing was; `thigh`: the second sensor's; `csv` its text, where it is judged from a file."""

    samples: Samples
    truth: Truth
    holes: Floats
    csv: str | None = None
    calibration: Calibration | None = None
    thigh: Samples | None = None


def _by_the_other(task: Task) -> Logged:
    grade = GRADES[list(Quality).index(task.quality)]
    if task.kind is Kind.OTHER_SETS:
        assert task.exercise is not None
        return logged_set(task.exercise, task.reps, grade, task.rate_hz, task.seed)
    return logged_idle(tuple(task.way.split("+")), 150.0, grade, task.rate_hz, task.seed)


def record(task: Task) -> Recorded:
    """Simulate it, with the simulator its kind asks for."""
    if task.kind in (Kind.OTHER_SETS, Kind.OTHER_IDLE):
        logged = _by_the_other(task)
        return Recorded(logged.samples, logged.truth, holes_of(logged.samples.t_s), csv(logged))
    two = task.kind is Kind.TWO_SENSORS
    scenario = Scenario(task.items, task.mount, task.quality, task.rate_hz, task.seed, thigh=two)
    calibration = None
    if task.kind is Kind.CALIBRATED or (task.kind is Kind.LYING and task.way == "mount known"):
        simulated, calibration = calibrated(scenario)
    else:
        simulated = simulate(scenario)
    samples = delivered(simulated, task.seed)
    thigh = None
    if simulated.thigh is not None:
        thigh = delivered(replace(simulated, signal=simulated.thigh), task.seed + 1)
    return Recorded(samples, simulated.truth, holes_of(samples.t_s), None, calibration, thigh)


def delivered(simulated: Simulated, seed: int) -> Samples:
    """What the radio leaves of the signal: packets lost in runs."""
    samples = simulated.signal.samples
    size = packet_size(simulated.signal.rate_hz)
    lost = lost_runs(-(-len(samples) // size), simulated.trouble, np.random.default_rng(seed))
    kept = np.logical_not(np.repeat(lost, size)[: len(samples)])
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])


def holes_of(t_s: Floats) -> Floats:
    """(n, 2): start and end of every jump of more than two and a half usual steps."""
    if len(t_s) < 3:
        return np.empty((0, 2))
    steps = np.diff(t_s)
    at = np.flatnonzero(steps > 2.5 * np.median(steps))
    return np.column_stack((t_s[at], t_s[at + 1]))
