"""`soleus calibrate` and the profiles it makes, through the command line."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path

import pytest

from drivers import pace
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, calibration_items, simulate
from recordings.csv_imu import imu_csv
from tracker.setup import Exercise
from ui.cli import main


@cache
def sequence(items: tuple[Item, ...] = calibration_items()) -> str:
    return imu_csv(simulate(Scenario(items, MountKind.STRAPPED, Quality.GOOD, 52.0, 3)).signal.samples)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path / "home"))
    (tmp_path / "sequence.csv").write_text(sequence())
    return tmp_path


def test_a_file_of_the_sequence_makes_a_profile(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--from", str(folder / "sequence.csv"), "--person", "Ada"]) == 0
    said = capsys.readouterr().out
    assert "points" in said
    assert "without" in said
    assert 'Saved as profile "Ada"' in said
    assert len(list((folder / "home" / "profiles").glob("*.json"))) == 1


def test_a_wrong_sequence_says_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "short.csv").write_text(sequence(calibration_items()[:3]))
    assert main(["calibrate", "--from", str(folder / "short.csv")]) == 2
    said = capsys.readouterr().err
    assert "what is missing is sitting down and three raises on the chair" in said
    assert said.count("\n") == 1
    assert not (folder / "home" / "profiles").exists()


def test_the_practice_sensor_is_guided_to_the_end(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "Pace", partial(pace.Pace, 60.0))  # a minute in a second
    assert main(["calibrate", "--sensor", "practice"]) == 0
    said = capsys.readouterr().out
    steps = [said.index(f"{k} of 4") for k in (1, 2, 3, 4)]
    assert steps == sorted(steps)
    assert "Simulated" in said
    assert len(list((folder / "home" / "profiles").glob("*_calibration.jsonl"))) == 1


def report(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    assert main(["analyze", str(folder / "set.csv"), "--json", *options]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert isinstance(one, dict)
    return one


def test_a_profile_is_used_where_it_is_named_and_only_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "set.csv").write_text(sequence((Item(Exercise.STANDING_SOLEUS_RAISE, 6),)))
    main(["calibrate", "--from", str(folder / "sequence.csv")])
    capsys.readouterr()
    plain = report(folder, capsys)
    assert report(folder, capsys, "--no-profile") == plain
    assert report(folder, capsys, "--profile", "me")["sets"] != plain["sets"]


def test_a_profile_nobody_made_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(folder / "sequence.csv"), "--profile", "Bob"]) == 2
    assert 'no profile "Bob"' in capsys.readouterr().err


def test_a_thigh_may_be_a_file_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = (*calibration_items()[:2], Item(Exercise.SEATED_SOLEUS_RAISE, 5))
    both = simulate(Scenario(items, MountKind.STRAPPED, Quality.GOOD, 52.0, 4, thigh=True))
    assert both.thigh is not None
    (folder / "set.csv").write_text(imu_csv(both.signal.samples))
    (folder / "thigh.csv").write_text(imu_csv(both.thigh.samples))
    (folder / "both.csv").write_text(imu_csv(both.signal.samples, both.thigh.samples))
    apart = report(folder, capsys, "--thigh", str(folder / "thigh.csv"))
    assert main(["analyze", str(folder / "both.csv"), "--json"]) == 0
    (together,) = json.loads(capsys.readouterr().out)
    assert apart["sets"] == together["sets"]
    assert apart["sets"] != report(folder, capsys)["sets"]


def test_a_thigh_of_another_time_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = sequence().splitlines()
    later = [rows[0], *(f"{float(row.split(',')[0]) + 1000},{row.split(',', 1)[1]}" for row in rows[1:])]
    (folder / "later.csv").write_text("\n".join(later))
    assert main(["analyze", str(folder / "sequence.csv"), "--thigh", str(folder / "later.csv")]) == 2
    assert "not on one clock" in capsys.readouterr().err
