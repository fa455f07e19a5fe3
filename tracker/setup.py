"""What is known before the first sample: exercises, their groups, legs, and what the athlete declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.calibration import Calibration


class Side(StrEnum):
    """The leg the sensor is strapped to."""

    LEFT = "left"
    RIGHT = "right"


class Legs(StrEnum):
    """The legs that work."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Form(StrEnum):
    """Knee form of a repetition: bent above about 22 degrees of flexion (Hebert-Losier, JOSPT 2011)."""

    BENT = "bent"
    STRAIGHT = "straight"
    UNCERTAIN = "uncertain"


class Group(StrEnum):
    """What one shank sensor can tell apart; within a group the declared exercise gives the name."""

    SEATED_LIKE = "seated-like"
    STANDING_STRAIGHT = "standing-straight"
    STANDING_BENT_LIKE = "standing-bent-like"


class Exercise(StrEnum):
    """The exercises a shank sensor counts, by slug."""

    SEATED_SOLEUS_RAISE = "seated-soleus-raise"
    SOLEUS_BRIDGE = "soleus-bridge"
    STANDING_CALF_RAISE = "standing-calf-raise"
    STANDING_SOLEUS_RAISE = "standing-soleus-raise"
    SQUAT_SOLEUS_RAISE = "squat-soleus-raise"
    LUNGE_SOLEUS_RAISE = "lunge-soleus-raise"
    HEEL_DROP_STRAIGHT = "heel-drop-straight"
    HEEL_DROP_BENT = "heel-drop-bent"
    SOLEUS_PUSH_UP = "soleus-push-up"

    @property
    def label(self) -> str:
        """The name for people, as in "Seated soleus raise"."""
        return self.value.replace("-", " ").capitalize()

    @property
    def group(self) -> Group:
        """The group one shank sensor can recognise it by."""
        return _GROUPS[self]

    @property
    def expected_form(self) -> Form:
        """The knee form the exercise asks for."""
        return Form.STRAIGHT if self.group is Group.STANDING_STRAIGHT else Form.BENT


_GROUPS = {
    Exercise.SEATED_SOLEUS_RAISE: Group.SEATED_LIKE,
    Exercise.SOLEUS_BRIDGE: Group.SEATED_LIKE,
    Exercise.SOLEUS_PUSH_UP: Group.SEATED_LIKE,
    Exercise.STANDING_CALF_RAISE: Group.STANDING_STRAIGHT,
    Exercise.HEEL_DROP_STRAIGHT: Group.STANDING_STRAIGHT,
    Exercise.STANDING_SOLEUS_RAISE: Group.STANDING_BENT_LIKE,
    Exercise.SQUAT_SOLEUS_RAISE: Group.STANDING_BENT_LIKE,
    Exercise.LUNGE_SOLEUS_RAISE: Group.STANDING_BENT_LIKE,
    Exercise.HEEL_DROP_BENT: Group.STANDING_BENT_LIKE,
}


class TimedExercise(StrEnum):
    """The exercises that go by the clock: the shank does not tell them, so they belong to no group."""

    ANKLE_PUMP = "ankle-pump"
    SOLEUS_STRETCH = "soleus-stretch"
    SOFT_TISSUE_RELEASE = "soft-tissue-release"

    @property
    def label(self) -> str:
        """The name for people, as in "Ankle pump"."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Setup:
    """What the tracker is told beforehand; a declared exercise is a prior, never a verdict. `calibration`: how this
    person's sensor sits, where that was measured (calibration.py). `keeps_all`: somebody watches, as in a test, so that one
    or two repetitions stand, however far from others (alone.py)."""

    declared: Exercise | None = None
    side: Side | None = None
    legs: Legs | None = None
    calibration: Calibration | None = None
    keeps_all: bool = False
