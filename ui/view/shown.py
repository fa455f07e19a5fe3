"""Everything the live screen shows at one moment, frozen: widgets turn it into characters and compute nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from drivers.source import LinkState
from tracker.setup import Form
from ui.view.metronome import Beat


class Mode(Enum):
    """What the big number is about."""

    WAITING = "waiting"  # no repetition yet
    SET = "set"
    REST = "rest"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at; None where nothing is. `tempo`: seconds up, held, down, as in "3-0-3"."""

    reps: int | None = None
    sets: int | None = None
    rest_s: float = 60.0
    minutes: float | None = None
    tempo: str = ""


@dataclass(frozen=True, slots=True)
class SensorShown:
    """The sensor in words; what is not known is None. `rate_hz` is the rate of what arrives, `lost_share` of what
    should have; `delay_s`: how old samples are when they come."""

    name: str
    state: LinkState
    reason: str
    rate_hz: float | None = None
    lost_share: float | None = None
    battery_pct: int | None = None
    delay_s: float | None = None


@dataclass(frozen=True, slots=True)
class RepShown:
    """The last repetition. `p_form`: probability of the form named, of bent where it is uncertain. `best_share`:
    its height against the best of its set."""

    form: Form
    p_form: float
    height_cm: float
    best_share: float
    up_s: float
    hold_s: float
    down_s: float
    partial: bool
    faulty: bool


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set in the list. `count` holds what was corrected by hand; `pain` is what was noted last in it or after it."""

    index: int
    count: int
    corrected: int
    partials: int
    bent: int
    straight: int
    uncertain: int
    height_cm: float | None
    tension_s: float
    running: bool
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture. `title` names exercise, side and load; `set_index` is the set that runs, or comes next in a rest.
    `beat`: where the metronome is, None while it is off;
    `rest_s` counts up from the last repetition's end; `rising`: the heel is up, its tick was given. `other`: what is
    counted of the other leg, in words. `minutes`: of desk mode, None elsewhere."""

    title: str
    simulated: bool
    mode: Mode
    count: int
    set_index: int
    goal: Goal
    cadence_per_min: float | None
    rep: RepShown | None
    rising: bool
    rest_s: float | None
    warnings: tuple[str, ...]
    sets: tuple[SetRow, ...]
    sensor: SensorShown
    sound: bool
    notice: str = ""
    beat: Beat | None = None
    other: str = ""
    minutes: float | None = None
