"""What the catalogue says of an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

from tracker.setup import Exercise, Form, TimedExercise
from tracker.training.sources import Source

Slug = Exercise | TimedExercise


class Purpose(StrEnum):
    """What an exercise is for; those of one purpose can stand in for each other."""

    SOLEUS = "strength of the soleus"
    CALF = "strength of the whole calf, the gastrocnemius included"
    KEEP_MOVING = "light movement through a day of sitting"
    EASE = "range of motion and ease"


NEIGHBOURS = {
    Purpose.SOLEUS: (Purpose.CALF, Purpose.KEEP_MOVING),
    Purpose.CALF: (Purpose.SOLEUS,),
    Purpose.KEEP_MOVING: (Purpose.SOLEUS, Purpose.EASE),
    Purpose.EASE: (Purpose.KEEP_MOVING,),
}
"""Where to look when a purpose has nothing to offer: the nearest one first."""


class Tier(IntEnum):
    """How much an exercise loads the Achilles tendon, in steps. The steps are soleus's own; what the study behind them
    measured stands at the exercise where it was read. Hops and jumps lie above all of these."""

    HARDLY = 0
    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def words(self) -> str:
        """As in "2 of 3, middle"."""
        return f"{self.value} of 3, {'hardly any' if self is Tier.HARDLY else self.name.lower()}"


class Counted(Enum):
    """How the work is measured."""

    REPS = "repetitions"
    HOLD = "seconds held at the top"
    TIME = "minutes by the clock"


class Equipment(StrEnum):
    """What has to be at hand; what merely helps is not listed."""

    CHAIR = "chair"
    WEIGHT = "weight"
    MAT = "mat"
    SUPPORT = "support"
    STEP = "step"
    ROLLER = "roller"

    @property
    def words(self) -> str:
        """In a few words more."""
        return _EQUIPMENT[self]


_EQUIPMENT = {
    Equipment.CHAIR: "a chair",
    Equipment.WEIGHT: "a dumbbell, a kettlebell or a calf machine",
    Equipment.MAT: "a mat or a carpet",
    Equipment.SUPPORT: "a wall, a rail or a chair back to touch",
    Equipment.STEP: "a step with a firm edge",
    Equipment.ROLLER: "a roller or a ball; hands do as well",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement with its source."""

    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise. `set_up` has three lines. `form`: the knee form it asks for, None where the knee does not matter.
    `tier`: on the legs it is usually done with; `one_leg_tier`: alone on one leg, None where that is no other.
    `faults`: what goes wrong commonly and how the sensor shows it."""

    slug: Slug
    purpose: Purpose
    what_for: str
    set_up: tuple[str, str, str]
    sensor: str
    form: Form | None
    counted: tuple[Counted, ...]
    equipment: tuple[Equipment, ...]
    tier: Tier
    tier_why: Cited
    faults: tuple[str, ...]
    one_leg_tier: Tier | None = None
    facts: tuple[Cited, ...] = ()

    @property
    def name(self) -> str:
        """For people, as in "Seated soleus raise"."""
        return self.slug.label

    def tier_on(self, *, one_leg: bool) -> Tier:
        """Its tier on one leg or as usual."""
        return self.one_leg_tier if one_leg and self.one_leg_tier is not None else self.tier
