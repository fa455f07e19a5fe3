"""A plan: which exercises, how much, on which days, and how it goes on from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.training.catalogue.entry import Slug
from tracker.training.pain import Zones

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class PlanLegs(StrEnum):
    """The legs of a prescription: one at a time and only the one meant, both together, or each by itself."""

    ONE = "one"
    BOTH = "both"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds up, held at the top, and down."""

    up_s: float
    hold_s: float
    down_s: float

    @property
    def rep_s(self) -> float:
        """One repetition."""
        return self.up_s + self.hold_s + self.down_s

    @property
    def words(self) -> str:
        """As in "3-0-3"."""
        return f"{self.up_s:g}-{self.hold_s:g}-{self.down_s:g}"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much at one time: sets of `reps`, or of `hold_s` held at the top, or of `time_s` by the clock; exactly one
    of the three is there. `load`: what a number in kilograms does not say, as in "15RM"."""

    sets: int
    reps: int | None = None
    hold_s: float | None = None
    time_s: float | None = None
    load: str = ""

    def tension_s(self, tempo: Tempo | None) -> float | None:
        """The time under tension of all sets, None where repetitions have no tempo."""
        if self.reps is not None:
            return None if tempo is None else self.sets * self.reps * tempo.rep_s
        return self.sets * (self.hold_s if self.hold_s is not None else self.time_s or 0.0)


@dataclass(frozen=True, slots=True)
class Phase:
    """From the first to the last of these weeks the dose is this one."""

    first_week: int
    last_week: int
    dose: Dose
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise of a plan. `days`: 0 is Monday. `load_kg`: what to begin with; where `add_kg` is given, the load
    goes up by so much each time pain allows it. `phases` take the place of `dose` in their weeks."""

    slug: Slug
    dose: Dose
    days: frozenset[int]
    times_a_day: int = 1
    legs: PlanLegs = PlanLegs.BOTH
    tempo: Tempo | None = None
    rest_s: float | None = None
    load_kg: float | None = None
    add_kg: float | None = None
    phases: tuple[Phase, ...] = ()
    source: str = ""

    def phase(self, week: int) -> Phase | None:
        """The phase that week lies in."""
        return next((one for one in self.phases if one.first_week <= week <= one.last_week), None)

    def dose_in(self, week: int) -> Dose:
        """The dose of that week, counted from 1."""
        phase = self.phase(week)
        return self.dose if phase is None else phase.dose

    @property
    def legs_alone(self) -> int:
        """How often every set is done: twice where each leg works by itself."""
        return 2 if self.legs is PlanLegs.EACH else 1


@dataclass(frozen=True, slots=True)
class Plan:
    """`name` is a slug, `title` for people."""

    name: str
    title: str
    weeks: int
    steps: tuple[Step, ...]
    what_for: str = ""
    source: str = ""
    zones: Zones | None = None

    def on(self, weekday: int) -> list[Step]:
        """What belongs to that day of the week, 0 for Monday."""
        return [step for step in self.steps if weekday in step.days]


def days_words(days: frozenset[int]) -> str:
    """As in "mon, wed, fri" or "every day"."""
    return "every day" if len(days) == len(WEEKDAYS) else ", ".join(WEEKDAYS[day] for day in sorted(days))


def dose_words(dose: Dose) -> str:
    """As in "3 x 15, 15RM"."""
    if dose.reps is not None:
        what = f"{dose.reps}"
    elif dose.hold_s is not None:
        what = f"{dose.hold_s:g} s held"
    else:
        seconds = dose.time_s or 0.0
        what = f"{seconds / 60:g} min" if seconds >= 60.0 and seconds % 30.0 == 0.0 else f"{seconds:g} s"
    return f"{dose.sets} x {what}" + (f", {dose.load}" if dose.load else "")


def steps_words(steps: Sequence[Step]) -> str:
    """Their names in a row."""
    return ", ".join(step.slug for step in steps)
