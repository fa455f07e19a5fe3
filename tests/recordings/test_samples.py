"""The bundled samples: simulated and called so, whole, and telling the same as when they were made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recordings.load import load
from recordings.reader import read_recording
from recordings.replay import differences, replay, stored_events
from tracker.ledger import Ledger

SAMPLES = Path(__file__).parents[2] / "recordings" / "samples"
NAMES = ("seated", "standing", "mixed")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_that_it_is_simulated(name: str) -> None:
    assert read_recording(SAMPLES / f"{name}.jsonl").header.simulated


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_whole(name: str) -> None:
    assert load(SAMPLES / f"{name}.jsonl").warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_replays_to_what_it_holds(name: str) -> None:
    recording = read_recording(SAMPLES / f"{name}.jsonl")
    events = [event for step in replay(recording) for event in step.events]
    assert differences(stored_events(recording), events, whole=True) == []


@pytest.mark.parametrize(("name", "slack"), [("seated", 1), ("standing", 1), ("mixed", 3)])
def test_the_repetitions_of_a_sample_are_near_its_truth(name: str, slack: int) -> None:
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text())
    true = sum(not rep["partial"] for rep in truth["reps"])
    assert abs(Ledger(stored_events(read_recording(SAMPLES / f"{name}.jsonl"))).totals.reps - true) <= slack
