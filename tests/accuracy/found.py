"""What was found in a recording, as any judge may read it: from the tracker's events, or from the JSON of
`soleus analyze`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.events import Event, Repetition
from tracker.ledger import Ledger

FIELDS = (
    "start_s", "top_s", "peak_s", "end_s", "height_cm", "rotation_deg", "form", "p_bent", "knee_flexion_deg", "ticked_s", "counted_s",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundRep:
    """One repetition as it was told."""

    start_s: float
    top_s: float
    peak_s: float
    end_s: float
    height_cm: float
    rotation_deg: float | None
    form: str
    p_bent: float
    knee_flexion_deg: float | None
    ticked_s: float | None
    counted_s: float | None
    partial: bool


@dataclass(frozen=True, slots=True)
class FoundSet:
    """One set as it was told."""

    reps: tuple[FoundRep, ...]
    partials: tuple[FoundRep, ...]
    form: str | None
    p_bent: float | None
    group: str | None


def from_events(events: Iterable[Event]) -> list[FoundSet]:
    """The sets a ledger makes of them."""
    sets = []
    for record in Ledger(events).sets:
        told = record.summary
        sets.append(
            FoundSet(
                tuple(_from_repetition(rep) for rep in record.reps),
                tuple(_from_repetition(rep) for rep in record.partials),
                told.form.value if told else None,
                told.p_bent if told else None,
                told.exercise_group.value if told and told.exercise_group else None,
            )
        )
    return sets


def from_report(report: Mapping[str, Any]) -> list[FoundSet]:
    """The sets of one file's object of schema soleus.analysis/1."""
    return [
        FoundSet(
            tuple(_from_json(rep, partial=False) for rep in one["reps"]),
            tuple(_from_json(rep, partial=True) for rep in one["partials"]),
            one["form"],
            one["p_bent"],
            one["exercise_group"],
        )
        for one in report["sets"]
    ]


def _from_repetition(rep: Repetition) -> FoundRep:
    values = {name: getattr(rep, name) for name in FIELDS}
    return FoundRep(**(values | {"form": rep.form.value}), partial=rep.partial)


def _from_json(rep: Mapping[str, Any], *, partial: bool) -> FoundRep:
    return FoundRep(**{name: rep[name] for name in FIELDS}, partial=partial)
