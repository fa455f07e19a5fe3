"""The bundled samples: simulated and called so, whole, made by the commands beside them, and telling the same as when
they were made. Where athlete or tracker changed within a version, they have to be made anew: see their README."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from recordings.load import load
from recordings.reader import read_recording
from recordings.replay import ROUNDING, differences, replay, stored_events
from tracker.ledger import Ledger
from tracker.samples import Samples
from ui.cli import main

SAMPLES = Path(__file__).parents[2] / "recordings" / "samples"
NAMES = ("seated", "standing", "mixed")
README = (SAMPLES / "README.md").read_text(encoding="ascii")
COMMANDS = [line.split() for line in README.splitlines() if line.startswith("soleus simulate ")]


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the commands of the README were run, word for word."""
    folder = tmp_path_factory.mktemp("anew")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert [main(words[1:]) for words in COMMANDS] == [0, 0, 0]
    return folder


def signal_of(path: Path) -> Samples:
    """All that the sensor measured."""
    return Samples.concat([step.samples for step in replay(read_recording(path))])


def numbers_in(path: Path) -> list[float]:
    """Every number of a truth file, in order."""
    return [float(word) for word in re.findall(r": (-?\d+\.\d+)", path.read_text(encoding="ascii"))]


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
    assert differences(stored_events(recording), events, whole=True, rounding=ROUNDING) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_command_in_the_readme_makes_the_same_signal(name: str, anew: Path) -> None:
    made, bundled = signal_of(anew / f"{name}.jsonl"), signal_of(SAMPLES / f"{name}.jsonl")
    assert np.allclose(made.t_s, bundled.t_s, rtol=0.0, atol=1e-6)
    assert np.allclose(made.acc_ms2, bundled.acc_ms2, rtol=0.0, atol=0.01)  # two steps of the sensor
    assert np.allclose(made.gyr_rads, bundled.gyr_rads, rtol=0.0, atol=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_in_the_readme_makes_the_same_truth(name: str, anew: Path) -> None:
    made, bundled = numbers_in(anew / f"{name}.truth.json"), numbers_in(SAMPLES / f"{name}.truth.json")
    assert len(bundled) > 24
    assert made == pytest.approx(bundled, rel=1e-6)


@pytest.mark.parametrize(("name", "slack"), [("seated", 1), ("standing", 1), ("mixed", 3)])
def test_the_repetitions_of_a_sample_are_near_its_truth(name: str, slack: int) -> None:
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="ascii"))
    true = sum(not rep["partial"] for rep in truth["reps"])
    assert abs(Ledger(stored_events(read_recording(SAMPLES / f"{name}.jsonl"))).totals.reps - true) <= slack
