"""`soleus analyze`: one file walked down the road, told as the JSON of schema soleus.analysis/1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recordings.load import Loaded, check_amount
from tracker.events import Event, Repetition
from tracker.explain import Candidate
from tracker.ledger import Ledger, SetRecord
from tracker.setup import Exercise, Setup
from tracker.version import __version__

SCHEMA = "soleus.analysis/1"
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


def analyze(loaded: Loaded, declared: Exercise | None = None) -> Analysis:
    """Walk the file down the road. `declared` overrides what a recording declares."""
    setup = None
    if declared is not None:
        known = loaded.recording.header.setup if loaded.recording is not None else Setup()
        setup = Setup(declared, known.side, known.legs)
    candidates: list[Candidate] = []
    times: list[float] = []
    events: list[Event] = []
    for step in loaded.steps(setup, candidates.append):
        times.extend(step.samples.t_s.tolist())
        events.extend(step.events)
    rate_hz = check_amount(times, loaded.path)
    ledger = Ledger(events)
    totals = ledger.totals
    report = {
        "schema": SCHEMA,
        "version": __version__,
        "source": source_of(loaded),
        "duration_s": times[-1] - times[0],
        "rate_hz": rate_hz,
        "gaps": [{"start_s": gap.start_s, "end_s": gap.end_s} for gap in ledger.gaps],
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
    return Analysis(report, candidates, events)


def source_of(loaded: Loaded) -> dict[str, Any]:
    """The `source` object."""
    return {"path": str(loaded.path), "sha256": loaded.sha256, "format": loaded.format}


def _set(record: SetRecord) -> dict[str, Any]:
    summary = record.summary
    values = {key: getattr(summary, key) if summary is not None else None for key in SET_KEYS}
    return {
        **values,
        "reps": [_rep(rep) for rep in record.reps],
        "partials": [_rep(rep) for rep in record.partials],
    }


def _rep(rep: Repetition) -> dict[str, Any]:
    return {key: getattr(rep, key) for key in REP_KEYS}
