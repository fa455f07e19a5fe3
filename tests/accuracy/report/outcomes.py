"""All outcomes of a report, by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.accuracy.figures import sets_of
from tests.accuracy.measure import Outcome
from tests.accuracy.scoring import SetScore
from tests.accuracy.task import Kind
from tracker.setup import Exercise, Group

LABELS = {exercise.value: exercise.label for exercise in Exercise}
SEATED_OR_STRAIGHT = ("seated-soleus-raise", "soleus-bridge", "standing-calf-raise")
BENT_STANDING = ("squat-soleus-raise", "lunge-soleus-raise", "standing-soleus-raise")
PLAINEST = ("seated-soleus-raise", "standing-calf-raise")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """In the order of their tasks."""

    all: Sequence[Outcome]

    def of(self, *kinds: Kind) -> list[Outcome]:
        """Those of some kinds."""
        return [one for one in self.all if one.task.kind in kinds]

    def sets(self, kind: Kind, *exercises: str, quality: str | None = None) -> list[SetScore]:
        """Sets of a kind; of some exercises, or of one grade of sensor."""
        chosen = [o for o in self.of(kind) if quality is None or o.task.quality.value == quality]
        return [s for s in sets_of(chosen) if not exercises or s.exercise in exercises]


def group_name(group: Group) -> str:
    """For people."""
    return group.value.replace("-", " ")
