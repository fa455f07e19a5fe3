"""`soleus simulate` writes a session and its truth, or nothing at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from drivers.packet import Packet
from recordings.load import load
from recordings.reader import read_recording
from tests.ui.processes import Finished, soleus
from tracker.errors import InputError, InputReason
from ui.cli import main

SET = ("--exercise", "seated-soleus-raise", "--reps", "2")


def simulate(out: Path, *words: str) -> Finished:
    return soleus("simulate", *words, out, home=out.parent)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two raises as a recording."""
    out = tmp_path_factory.mktemp("simulated") / "two.jsonl"
    assert simulate(out, *SET).code == 0
    return out


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_leaves_the_recording_and_its_truth_and_no_part_of_a_file(recording: Path) -> None:
    assert names_in(recording.parent) == {"two.jsonl", "two.truth.json"}


def test_its_truth_holds_the_repetitions_asked_for(recording: Path) -> None:
    truth = json.loads(recording.with_suffix(".truth.json").read_text(encoding="utf-8"))
    assert len(truth["reps"]) == 2


def test_its_recording_is_whole(recording: Path) -> None:
    assert read_recording(recording).warning is None


def test_its_recording_is_marked_simulated(recording: Path) -> None:
    assert read_recording(recording).header.simulated


def test_the_same_seed_makes_the_same_bytes(recording: Path, tmp_path: Path) -> None:
    simulate(tmp_path / "again.jsonl", *SET)
    assert (tmp_path / "again.jsonl").read_bytes() == recording.read_bytes()


def test_another_seed_makes_other_bytes(recording: Path, tmp_path: Path) -> None:
    simulate(tmp_path / "other.jsonl", *SET, "--seed", "2")
    assert (tmp_path / "other.jsonl").read_bytes() != recording.read_bytes()


def test_a_csv_takes_a_rate_no_movesense_has(tmp_path: Path) -> None:
    assert simulate(tmp_path / "slow.csv", *SET, "--rate", "60").code == 0


REFUSED = {
    "another suffix": ("out.txt", SET),
    "no suffix": ("out", SET),
    "neither exercise nor mix": ("out.csv", ()),
    "both exercise and mix": ("out.csv", (*SET, "--mix")),
    "an exercise without repetitions": ("out.csv", SET[:2]),
    "a mix with repetitions": ("out.csv", ("--mix", "--reps", "3")),
    "no repetitions": ("out.csv", (*SET[:3], "0")),
    "an exercise there is not": ("out.csv", ("--exercise", "toe-raise", "--reps", "2")),
    "a rate a recording cannot have": ("out.jsonl", (*SET, "--rate", "100")),
    "a rate too low to count at": ("out.csv", (*SET, "--rate", "5")),
    "a seed below nought": ("out.csv", (*SET, "--seed", "-1")),
    "a folder that is not there": ("nowhere/out.csv", SET),
}


@pytest.mark.parametrize(("name", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses_in_one_line_and_writes_nothing(
    name: str, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["simulate", *words, str(tmp_path / name)])
    lines = capsys.readouterr().err.splitlines()
    assert (code, len(lines), names_in(tmp_path)) == (2, 1, set())


@pytest.mark.parametrize("there", ["out.csv", "out.truth.json"])
def test_it_never_overwrites(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    code = main(["simulate", *SET, str(tmp_path / "out.csv")])
    assert code == 2
    assert there in capsys.readouterr().err
    assert names_in(tmp_path) == {there}
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are another matter on Windows")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_it_may_not_write_to_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert main(["simulate", *SET, str(closed / "out.csv")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write to")
def test_a_folder_nobody_can_write_to_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *SET, "/proc/self/out.csv"]) == 2
    assert "cannot write" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_disk_that_fails_leaves_no_part_of_a_file(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["simulate", *SET, str(tmp_path / f"out.{suffix}")]) == 2
    assert names_in(tmp_path) == set()


def test_a_truth_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.commands.simulate._write_truth", full)
    assert main(["simulate", *SET, str(tmp_path / "out.csv")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"soleus: cannot write {tmp_path / 'out.csv'}: No space left on device"
    ]


@pytest.mark.parametrize("failing", ["out.truth.json", "out.csv"])
def test_it_leaves_both_files_or_neither(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == failing:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert main(["simulate", *SET, str(tmp_path / "out.csv")]) == 2
    assert names_in(tmp_path) == set()


def test_a_recording_that_outgrows_its_disk_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise InputError(InputReason.NOT_WRITABLE, "full") from OSError(28, "No space left on device")

    monkeypatch.setattr("recordings.writer.RecordingWriter.write", full)
    assert main(["simulate", *SET, str(tmp_path / "out.jsonl")]) == 2
    assert f"cannot write {tmp_path / 'out.jsonl'}: No space left" in capsys.readouterr().err
    assert names_in(tmp_path) == set()


def test_a_file_of_another_that_only_looks_like_a_part_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out.csv.part").write_text("mine", encoding="ascii")
    assert main(["simulate", *SET, str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.csv.part").read_text(encoding="ascii") == "mine"


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_thigh_is_written_beside_the_shank_and_read_again(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{suffix}"
    assert main(["simulate", *SET, "--thigh", str(out)]) == 0
    loaded = load(out)
    assert loaded.warnings == []
    if suffix == "csv":
        assert loaded.thigh is not None
        assert len(loaded.thigh) > 500
    else:
        assert loaded.recording is not None
        assert loaded.recording.header.second is not None
        assert {entry.sensor for entry in loaded.recording.entries if isinstance(entry, Packet)} == {0, 1}


def test_without_a_thigh_the_shank_s_file_is_as_ever(recording: Path, tmp_path: Path) -> None:
    """The thigh draws no chance of the shank's."""
    assert main(["simulate", *SET, "--thigh", str(tmp_path / "both.jsonl")]) == 0
    both, alone = read_recording(tmp_path / "both.jsonl"), read_recording(recording)
    first = [entry for entry in both.entries if isinstance(entry, Packet) and entry.sensor == 0]
    assert first == [entry for entry in alone.entries if isinstance(entry, Packet)]
