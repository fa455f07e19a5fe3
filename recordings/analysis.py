"""`soleus analyze`: one file walked down the road, told as the JSON of schema soleus.analysis/1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from recordings.amount import check_amount, rate_of
from recordings.load import Loaded
from tracker.events import Event, Repetition
from tracker.explain import Candidate
from tracker.ledger import Ledger, SetRecord
from tracker.samples import Floats
from tracker.setup import Exercise
from tracker.timeline import HOLE_S
from tracker.version import __version__

SCHEMA = "soleus.analysis/1"
MISSED = 2.5  # steps in one: arrivals jitter by less
REP_KEYS = (
    "index", "start_s", "top_s", "end_s", "peak_s", "up_duration_s", "top_duration_s", "down_duration_s",
    "height_cm", "height_error_cm", "rotation_deg", "form", "p_bent", "knee_flexion_deg", "ticked_s", "counted_s",
)  # fmt: skip
SET_KEYS = (
    "start_s", "end_s", "exercise", "exercise_group", "exercise_confidence", "declared", "form", "p_bent",
    "knee_flexion_deg", "best_height_cm", "mean_height_cm", "height_loss_pct", "cadence_per_min",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Analysis:
    """`report` is the JSON; `candidates` what the tracker looked at, `events` what it said."""

    report: dict[str, Any]
    candidates: list[Candidate]
    events: list[Event]


def analyze(
    loaded: Loaded, declared: Exercise | None = None, at: Callable[[float], object] = lambda t_s: None
) -> Analysis:
    """Walk the file down the road. `declared` overrides what a recording declares; `at` is told how far it is.

    InputError where there is too little to count in; of a recording that was cut off, whatever is left is told.
    """
    candidates: list[Candidate] = []
    blocks: list[Floats] = []
    events: list[Event] = []
    across: list[Event] = []
    for step in loaded.steps(loaded.tracker(declared, candidates.append)):
        if len(step.samples):
            blocks.append(step.samples.t_s)
            at(float(step.samples.t_s[-1]))
        events.extend(step.events)
        across.extend(step.other)
    t_s = np.concatenate(blocks) if blocks else np.empty(0)
    rate_hz = rate_of(t_s) if loaded.cut_off else check_amount(t_s, loaded.path)
    ledger = Ledger(events)
    report = {
        "schema": SCHEMA,
        "version": __version__,
        "source": source_of(loaded),
        "duration_s": float(t_s[-1] - t_s[0]) if len(t_s) else 0.0,
        "rate_hz": rate_hz,
        "gaps": _gaps(loaded, ledger, t_s, rate_hz),
        **_counted(ledger),
    }
    if loaded.recording is not None and (legs := loaded.recording.header.both_legs) is not None:
        report["other_leg"] = {"leg": legs[1], **_counted(Ledger(across))}
    return Analysis(report, candidates, events)


def _counted(ledger: Ledger) -> dict[str, Any]:
    """What is told of one leg."""
    totals = ledger.totals
    return {
        "sets": [_set(record) for record in ledger.sets],
        "holds": [
            {"start_s": hold.start_s, "end_s": hold.end_s, "form": hold.form, "height_cm": hold.height_cm}
            for hold in ledger.holds
        ],
        "totals": {
            "reps": totals.reps,
            "partials": totals.partials,
            "bent": totals.bent,
            "straight": totals.straight,
            "uncertain": totals.uncertain,
        },
    }


def source_of(loaded: Loaded) -> dict[str, Any]:
    """The `source` object."""
    return {"path": str(loaded.path), "sha256": loaded.sha256, "format": loaded.format}


def _gaps(loaded: Loaded, ledger: Ledger, t_s: Floats, rate_hz: float | None) -> list[dict[str, float]]:
    """Where samples are missing: what the tracker could not bridge, what it could, and rows without numbers."""
    least_s = max(HOLE_S, MISSED / rate_hz) if rate_hz else HOLE_S
    places = np.flatnonzero(np.diff(t_s) > least_s).tolist()
    ends = {float(t_s[k]): float(t_s[k + 1]) for k in places}
    ends |= dict(loaded.gaps) | {gap.start_s: gap.end_s for gap in ledger.gaps}
    return [{"start_s": start, "end_s": ends[start]} for start in sorted(ends)]


def _set(record: SetRecord) -> dict[str, Any]:
    summary = record.summary
    values = {key: getattr(summary, key) if summary is not None else None for key in SET_KEYS}
    return {
        **values,
        "start_s": record.start_s,
        "end_s": record.end_s,
        "reps": [_rep(rep) for rep in record.reps],
        "partials": [_rep(rep) for rep in record.partials],
    }


def _rep(rep: Repetition) -> dict[str, Any]:
    return {key: getattr(rep, key) for key in REP_KEYS}
