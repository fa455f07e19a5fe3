"""A set in the figures a therapist looks at, taken from what was told of it.

Height, loss, cadence and the set's form are those of its summary, as they were told when it ended. What a summary
does not hold (tempo, repetitions by form) is taken from the repetitions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.events import SetSummary
from tracker.ledger import Ledger, SetRecord
from tracker.setup import Exercise, Form


@dataclass(frozen=True, slots=True)
class Figures:
    """One set. `corrections`: how often its count was corrected by hand, by `corrected` in all; `undone`: how many
    repetitions were taken back. `tempo_s`: mean seconds up, at the top and down of the full repetitions.
    `expected`: the form the declared exercise asks for. `summary` is None for a set that was cut off;
    `changed_since`: its repetitions are not those it was summed up from."""

    count: int
    corrected: int
    corrections: int
    undone: int
    by_form: dict[Form, int]
    partials: int
    tempo_s: tuple[float, float, float] | None
    time_under_tension_s: float
    declared: Exercise | None
    expected: Form | None
    summary: SetSummary | None
    changed_since: bool


def figures(record: SetRecord, ledger: Ledger, declared: Exercise | None) -> Figures:
    """Of a set of that ledger; `declared` is what the session declared, for a set without a summary."""
    by_hand = [one for one in ledger.corrections if one.set_index == record.index]
    undone = sum(one.undone_rep_id is not None for one in by_hand)
    forms = [rep.form for rep in record.reps]
    summary = record.summary
    exercise = declared if summary is None else summary.declared
    return Figures(
        count=record.count,
        corrected=record.corrected,
        corrections=len(by_hand) - undone,
        undone=undone,
        by_form={form: forms.count(form) for form in Form},
        partials=len(record.partials),
        tempo_s=_tempo_s(record),
        time_under_tension_s=record.time_under_tension_s,
        declared=exercise,
        expected=None if exercise is None else exercise.expected_form,
        summary=summary,
        changed_since=summary is not None and summary.reps != len(record.reps),
    )


def _tempo_s(record: SetRecord) -> tuple[float, float, float] | None:
    if not record.reps:
        return None
    phases = [(rep.up_duration_s, rep.top_duration_s, rep.down_duration_s) for rep in record.reps]
    up_s, top_s, down_s = (sum(phase) / len(phase) for phase in zip(*phases, strict=True))
    return up_s, top_s, down_s


def summed(sets: Sequence[Figures]) -> Figures:
    """All sets together: counts and time under tension; there is no height of a session."""
    return Figures(
        count=sum(one.count for one in sets),
        corrected=sum(one.corrected for one in sets),
        corrections=sum(one.corrections for one in sets),
        undone=sum(one.undone for one in sets),
        by_form={form: sum(one.by_form[form] for one in sets) for form in Form},
        partials=sum(one.partials for one in sets),
        tempo_s=None,
        time_under_tension_s=sum(one.time_under_tension_s for one in sets),
        declared=None,
        expected=None,
        summary=None,
        changed_since=False,
    )
