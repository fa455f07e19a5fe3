"""The JSON of an analysis: the keys of schema soleus.analysis/1, and figures that agree with each other."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from recordings.analysis import Analysis, analyze
from recordings.csv_imu import imu_csv
from recordings.load import load
from tests.recordings.pieces import moving, recorded
from tests.tracker.lift import Lifts
from tracker.errors import InputError, InputReason
from tracker.events import HoldEnded, RepCounted
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Exercise
from tracker.version import __version__

REPORT = {"schema", "version", "source", "duration_s", "rate_hz", "gaps", "sets", "holds", "totals"}
SOURCE = {"path", "sha256", "format"}
SET = {
    "start_s", "end_s", "exercise", "exercise_group", "exercise_confidence", "declared", "form", "p_bent",
    "knee_flexion_deg", "best_height_cm", "mean_height_cm", "height_loss_pct", "cadence_per_min", "reps", "partials",
}  # fmt: skip
REP = {
    "index", "start_s", "top_s", "end_s", "peak_s", "up_duration_s", "top_duration_s", "down_duration_s",
    "height_cm", "height_error_cm", "rotation_deg", "form", "p_bent", "knee_flexion_deg", "ticked_s", "counted_s",
}  # fmt: skip
HOLD = {"start_s", "end_s", "form", "height_cm"}
TOTALS = {"reps", "partials", "bent", "straight", "uncertain"}


@cache
def of(name: str, data: bytes, declared: Exercise | None = None) -> Analysis:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return analyze(load(path), declared)


def of_samples(samples: Samples) -> Analysis:
    return of("legs.csv", imu_csv(samples).encode())


def session() -> dict[str, Any]:
    return of("session.jsonl", recorded().data).report


def raises() -> dict[str, Any]:
    return of_samples(moving()).report


@cache
def holding() -> Analysis:
    """Two raises held for five seconds each."""
    return of_samples(Lifts(count=2, hold_s=5.0, turn_deg=12.0).samples())


@cache
def gapped() -> Analysis:
    """The plain raises with three seconds missing."""
    samples = moving()
    return of_samples(Samples.concat([samples[:600], samples[900:]]))


def test_the_report_has_the_keys_of_the_schema() -> None:
    assert set(session()) == REPORT


def test_the_source_has_the_keys_of_the_schema() -> None:
    assert set(session()["source"]) == SOURCE


def test_every_set_has_the_keys_of_the_schema() -> None:
    sets = session()["sets"]
    assert len(sets) >= 2
    assert [set(one) for one in sets] == [SET] * len(sets)


def test_every_repetition_has_the_keys_of_the_schema() -> None:
    keys = [set(rep) for one in session()["sets"] for rep in one["reps"]]
    assert keys == [REP] * session()["totals"]["reps"]


def test_every_gap_has_the_keys_of_the_schema() -> None:
    assert [set(gap) for gap in gapped().report["gaps"]] == [{"start_s", "end_s"}]


def test_every_hold_has_the_keys_of_the_schema() -> None:
    assert [set(hold) for hold in holding().report["holds"]] == [HOLD, HOLD]


def test_the_totals_have_the_keys_of_the_schema() -> None:
    assert set(session()["totals"]) == TOTALS


def test_the_report_names_schema_and_version() -> None:
    assert (session()["schema"], session()["version"]) == ("soleus.analysis/1", __version__)


def test_the_report_is_json_without_nan() -> None:
    assert json.loads(json.dumps(session(), allow_nan=False)) == session()


def test_the_source_is_known_by_its_digest() -> None:
    assert session()["source"]["sha256"] == hashlib.sha256(recorded().data).hexdigest()


def test_a_recording_is_called_one() -> None:
    assert session()["source"]["format"] == "soleus-recording"


def test_a_csv_file_is_called_one() -> None:
    assert raises()["source"]["format"] == "imu-csv"


def test_the_duration_runs_from_first_to_last_sample() -> None:
    assert raises()["duration_s"] == moving().t_s[-1] - moving().t_s[0]


def test_the_rate_is_that_of_the_samples() -> None:
    assert raises()["rate_hz"] == pytest.approx(100.0)


def test_plain_raises_are_counted() -> None:
    assert raises()["totals"]["reps"] == 4


def test_repetitions_in_sets_add_up_to_the_total() -> None:
    assert sum(len(one["reps"]) for one in raises()["sets"]) == raises()["totals"]["reps"]


def test_forms_add_up_to_the_total() -> None:
    totals = session()["totals"]
    assert totals["bent"] + totals["straight"] + totals["uncertain"] == totals["reps"]


def test_a_gap_is_told_by_its_edges() -> None:
    (gap,) = gapped().report["gaps"]
    assert (gap["start_s"], gap["end_s"]) == pytest.approx((5.99, 9.0), abs=0.02)


def test_rows_without_numbers_are_told_as_a_gap() -> None:
    rows = imu_csv(moving()).splitlines()
    rows[500:530] = [row.split(",")[0] + ",,,,,," for row in rows[500:530]]
    report = of("legs.csv", ("\n".join(rows) + "\n").encode()).report
    assert report["gaps"] == [{"start_s": moving().t_s[498], "end_s": moving().t_s[529]}]


def test_holds_are_those_that_stand_after_the_events() -> None:
    stand = [(hold.start_s, hold.end_s) for hold in Ledger(holding().events).holds]
    assert len(stand) == sum(isinstance(event, HoldEnded) for event in holding().events)
    assert [(hold["start_s"], hold["end_s"]) for hold in holding().report["holds"]] == stand


def test_a_hold_is_the_top_of_its_repetition_as_that_was_measured_last() -> None:
    tops_s = [rep["top_s"] for one in holding().report["sets"] for rep in one["reps"]]
    assert {hold["start_s"] for hold in holding().report["holds"]} <= set(tops_s)


def test_a_declared_exercise_names_the_set() -> None:
    report = of("legs.csv", imu_csv(moving()).encode(), Exercise.SOLEUS_BRIDGE).report
    assert {one["declared"] for one in report["sets"]} == {"soleus-bridge"}


def test_a_declared_exercise_overrides_the_recorded_one() -> None:
    report = of("session.jsonl", recorded().data, Exercise.SOLEUS_BRIDGE).report
    assert {one["declared"] for one in report["sets"]} == {"soleus-bridge"}


def test_the_report_has_the_times_of_the_events() -> None:
    counted = {event.t_s for event in of_samples(moving()).events if isinstance(event, RepCounted)}
    assert {rep["counted_s"] for one in raises()["sets"] for rep in one["reps"]} == counted


def test_the_candidates_come_along() -> None:
    assert of_samples(moving()).candidates


def test_the_size_of_blocks_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "legs.csv"
    path.write_text(imu_csv(moving()))
    events = [[event for step in load(path).steps(block=size) for event in step.events] for size in (1, 4096)]
    assert events[0] == events[1]


def test_a_file_without_repetitions_has_no_sets() -> None:
    rest = Samples(np.arange(500) / 100.0, np.tile([0.0, 0.0, 9.81], (500, 1)), np.zeros((500, 3)))
    assert of_samples(rest).report["sets"] == []


def test_a_whole_recording_of_next_to_nothing_is_refused() -> None:
    header = recorded().data[: recorded().header_bytes]
    with pytest.raises(InputError) as caught:
        of("session.jsonl", header + b'["end",0]\n')
    assert caught.value.reason is InputReason.TOO_SHORT


def test_a_torn_recording_of_next_to_nothing_is_told_all_the_same() -> None:
    report = of("session.jsonl", recorded().data[: recorded().header_bytes]).report
    assert (report["duration_s"], report["rate_hz"]) == (0.0, None)
