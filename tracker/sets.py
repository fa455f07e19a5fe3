"""Sets: which repetitions belong together, their numbers, and when they are over.

A set begins with its first repetition and ends after 10 s without one (later where each takes long), when the athlete
walks off or changes posture (leaving.py), or asks for the next. Within it a repetition under half of the person's own
height is a partial; the first three count in full, for there is nothing to compare them with.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `PAUSE_S` | 10 s | design 3; real pauses between repetitions last 0-6 s | rests between sets begin at 20 |
| `MISSED`, `PAUSE_MOST_S` | 2.5 usual repetitions where that is longer, at most 18 s | who takes 6 s for each and had one missed is not over yet | the same rests |
| `PARTIAL` | half of the person's own height | biomechanics 3 | fatigue takes 30 % at most |
| `FIRST` | 3 repetitions | before them nobody knows the person's own height | |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tracker.events import Repetition, SetEnd, SetSummary
from tracker.form import Call
from tracker.measure import Shape
from tracker.order import numbered, placed
from tracker.setup import Exercise, Group
from tracker.vectors import Vector

PAUSE_S = 10.0
PARTIAL = 0.5
MISSED = 2.5
PAUSE_MOST_S = 18.0
FIRST = 3


@dataclass(slots=True)
class OpenSet:
    """A set under way. `opened_s`: when it was taken to begin; `read_s`: when the last repetition read of it was over, even
    if it was taken back since. `up_at_first`: up in the sensor frame before its first repetition. `undoable` holds what can
    be taken back, newest last: the id of a repetition, or the delta of a correction as a tuple of one. `spoken_for`: a person has corrected it, or told
    what it was like. `over`: why it ended,
    and what it was called and declared then; `summed`: the summary told last."""

    index: int
    opened_s: float
    read_s: float
    reps: list[Repetition] = field(default_factory=list)
    partials: list[Repetition] = field(default_factory=list)
    corrected: int = 0
    undoable: list[int | tuple[int]] = field(default_factory=list)
    up_at_first: Vector | None = None
    spoken_for: bool = False
    over: tuple[SetEnd, Call, Exercise | None] | None = None
    summed: SetSummary | None = None

    @property
    def said(self) -> bool:
        """Whether whoever trains said that it is over: nothing more is of it."""
        return self.over is not None and self.over[0].said

    @property
    def start_s(self) -> float:
        """When the first repetition that stands begins; when it was taken to begin, where none does."""
        return min((rep.start_s for rep in (*self.reps, *self.partials)), default=self.opened_s)

    @property
    def end_s(self) -> float:
        """When the last repetition that stands is over."""
        return max((rep.end_s for rep in (*self.reps, *self.partials)), default=self.opened_s)

    def is_partial(self, height_cm: float, rep_id: int | None = None) -> bool:
        """Whether a repetition of this height is one: a new one, or the one of that number."""
        others = [rep.height_cm for rep in self.reps if rep.rep_id != rep_id]
        return len(others) >= FIRST and height_cm < PARTIAL * median(others)

    @property
    def pause_s(self) -> float:
        """So long without a repetition ends the set: one of the usual may have been missed in it."""
        lasted = [rep.end_s - rep.start_s for rep in (*self.reps, *self.partials)]
        return min(max(PAUSE_S, MISSED * median(lasted)), PAUSE_MOST_S) if lasted else PAUSE_S

    def away_s(self, shape: Shape) -> float:
        """How long before or after it a repetition is; nought amid it."""
        return shape.away_s(self.start_s, self.end_s)

    def find(self, rep_id: int) -> Repetition | None:
        """The repetition of that number, full or partial."""
        return next((rep for rep in (*self.reps, *self.partials) if rep.rep_id == rep_id), None)

    def remove(self, rep_id: int) -> None:
        """Take a full repetition out."""
        self.reps = numbered(rep for rep in self.reps if rep.rep_id != rep_id)

    def put(self, rep: Repetition) -> Repetition:
        """Add a repetition, or replace what was known of it; it comes back with its number."""
        self.reps, self.partials = placed(rep, self.reps, self.partials)
        self.read_s = max(self.read_s, rep.end_s)
        return next(one for one in (self.partials if rep.partial else self.reps) if one.rep_id == rep.rep_id)

    def summary(self, call: Call, declared: Exercise | None) -> SetSummary:
        """The figures of the set as it stands."""
        reps = self.reps
        heights = [rep.height_cm for rep in reps]
        return SetSummary(
            index=self.index,
            start_s=self.start_s,
            end_s=self.end_s,
            exercise=name_exercise(call.group, declared),
            exercise_group=call.group,
            exercise_confidence=call.group_confidence,
            declared=declared,
            form=call.form,
            p_bent=call.p_bent,
            knee_flexion_deg=call.flexion_deg,
            reps=len(reps),
            partials=len(self.partials),
            corrected=self.corrected,
            best_height_cm=max(heights, default=None),
            mean_height_cm=sum(heights) / len(heights) if heights else None,
            height_loss_pct=_loss_pct(heights),
            cadence_per_min=_cadence(reps),
        )


def name_exercise(group: Group, declared: Exercise | None) -> Exercise | None:
    """The declared exercise where its group is the one seen; within a group one sensor cannot name it, so
    an undeclared one gets the plainest of its group."""
    if declared is not None and declared.group is group:
        return declared
    return {
        Group.SEATED_LIKE: Exercise.SEATED_SOLEUS_RAISE,
        Group.STANDING_STRAIGHT: Exercise.STANDING_CALF_RAISE,
        Group.STANDING_BENT_LIKE: Exercise.STANDING_SOLEUS_RAISE,
    }[group]


def _loss_pct(heights: Sequence[float]) -> float | None:
    """How much lower the last three repetitions are than the first three; from six repetitions on."""
    if len(heights) < 2 * FIRST:
        return None
    first, last = sum(heights[:FIRST]) / FIRST, sum(heights[-FIRST:]) / FIRST
    return 100.0 * (first - last) / first


def _cadence(reps: Sequence[Repetition]) -> float | None:
    if len(reps) < 2:
        return None
    span = reps[-1].peak_s - reps[0].peak_s
    return 60.0 * (len(reps) - 1) / span if span > 0.0 else None
