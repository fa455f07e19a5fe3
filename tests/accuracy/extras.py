"""The same recording judged again: with each cue to knee form left out, with an exercise declared, by the counters
of today."""

from __future__ import annotations

from dataclasses import dataclass

from tests.accuracy.baselines import BASELINES, counted, within
from tests.accuracy.found import from_events
from tests.accuracy.scoring import SLACK_S, SetScore, score
from tests.accuracy.task import Recorded
from tracker.cues import ALL_CUES, Cue
from tracker.events import Event
from tracker.setup import Exercise, Form, Setup
from tracker.tracker import Tracker

BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Other:
    """What another counter made of a recording: (true, counted) of each set it was shown, and what it counted
    elsewhere."""

    sets: tuple[tuple[int, int], ...]
    false: int


def compared(recorded: Recorded, sets: list[SetScore]) -> dict[str, Other]:
    """Each counter of today, told where the sets are; elsewhere it has to know by itself that there is nothing."""
    spans = [(one.start_s - SLACK_S, one.end_s + SLACK_S) for one in sets]
    found: dict[str, Other] = {}
    for name, times in BASELINES.items():
        counts = tuple(
            (one.true_reps, len(times(within(recorded.samples, *span))))
            for one, span in zip(sets, spans, strict=True)
        )
        found[name] = Other(counts, counted(times(recorded.samples), spans))
    return found


def without_each_cue(recorded: Recorded, exercise: Exercise | None) -> dict[str, list[SetScore]]:
    """By the cue that was left out; and what declaring the exercise, or one of the other form, does to it."""
    found: dict[str, list[SetScore]] = {}
    for cue in Cue:
        if cue is not Cue.DECLARED:  # nothing is declared
            found[f"without {cue.value}"] = _judged(recorded, Tracker(cues=ALL_CUES - {cue}))
    if exercise is not None:
        found["with the exercise declared"] = _judged(recorded, Tracker(Setup(exercise)))
        found["with one of the other form declared"] = _judged(recorded, Tracker(Setup(_contrary(exercise))))
    return found


def _contrary(exercise: Exercise) -> Exercise:
    """The likeliest to be mistaken for it that asks for the other form."""
    return (
        Exercise.STANDING_SOLEUS_RAISE
        if exercise.expected_form is Form.STRAIGHT
        else Exercise.STANDING_CALF_RAISE
    )


def _judged(recorded: Recorded, tracker: Tracker) -> list[SetScore]:
    events: list[Event] = []
    for part in recorded.samples.blocks(BLOCK):
        events.extend(tracker.update(part))
    events.extend(tracker.finish())
    duration_s = float(recorded.samples.t_s[-1])
    return score(recorded.truth, from_events(events), recorded.holes, duration_s).sets
