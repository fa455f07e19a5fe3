"""`soleus demo` from end to end, as a real process: it ends by itself, saves, and replays to the last digit."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.packet import Packet
from recordings.entries import End
from recordings.reader import Recording, read_recording
from tests.ui.processes import (
    DEADLINE_S,
    ROOT,
    Finished,
    command,
    environment,
    recordings_in,
    soleus,
    started,
    wait_until,
)
from tracker.events import RepCounted
from ui.running import called

posix = pytest.mark.skipif(os.name != "posix", reason="rights and limits of POSIX")


@dataclass(frozen=True)
class Demo:
    """A demo that ran."""

    done: Finished
    path: Path
    recording: Recording


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One run, fifty times as fast as life."""
    home = tmp_path_factory.mktemp("demo") / "home"
    done = soleus("demo", "--speed", "50", home=home)
    (path,) = recordings_in(home)
    return Demo(done, path, read_recording(path))


@pytest.fixture(scope="module")
def replayed(demo: Demo) -> Finished:
    """Its recording, played again at once."""
    return soleus("replay", "--speed", "max", demo.path, home=demo.path.parents[1])


def repetition_lines(done: Finished) -> list[str]:
    """A line a repetition."""
    return [line for line in done.out.splitlines() if re.match(r" *\d+  knee ", line)]


def test_it_ends_by_itself_without_a_complaint(demo: Demo) -> None:
    assert (demo.done.code, demo.done.err) == (0, "")


def test_it_says_at_once_that_it_is_simulated(demo: Demo) -> None:
    assert "simulated" in demo.done.out.splitlines()[0]


def test_it_writes_a_line_for_each_counted_repetition(demo: Demo) -> None:
    counted = [entry for entry in demo.recording.entries if isinstance(entry, RepCounted)]
    assert len(repetition_lines(demo.done)) == len(counted) > 0


def test_it_sums_up_each_of_its_two_sets(demo: Demo) -> None:
    ended = [line for line in demo.done.out.splitlines() if re.match(r"Set \d done", line)]
    assert [line.split()[1] for line in ended] == ["1", "2"]


def test_it_sums_up_the_whole(demo: Demo) -> None:
    count = len(repetition_lines(demo.done))
    assert f"Total: {count} repetitions in 2 sets" in demo.done.out


def test_it_says_where_it_is_saved(demo: Demo) -> None:
    assert f"Saved: {demo.path}" in demo.done.out


def test_it_says_how_to_see_it_again(demo: Demo) -> None:
    assert f'soleus replay "{demo.path}"' in demo.done.out


@pytest.mark.parametrize(
    ("environment", "words"), [({}, "soleus"), ({"UV": "/usr/bin/uv"}, "uv run soleus")], ids=["plain", "uv"]
)
def test_it_says_it_in_words_that_work_where_it_was_started(environment: dict[str, str], words: str) -> None:
    assert called(environment) == words


def test_its_recording_is_marked_simulated(demo: Demo) -> None:
    assert demo.recording.header.simulated


def test_its_recording_is_closed(demo: Demo) -> None:
    assert isinstance(demo.recording.entries[-1], End)


def test_its_recording_holds_the_bytes_of_a_movesense(demo: Demo) -> None:
    packets = [entry for entry in demo.recording.entries if isinstance(entry, Packet)]
    assert {packet.channel for packet in packets} == {"data"}


@posix
def test_its_recording_is_for_its_owner_alone(demo: Demo) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (demo.path, *demo.path.parents[:2])]
    assert modes == [0o600, 0o700, 0o700]


def test_its_replay_says_the_same_to_the_last_digit(replayed: Finished) -> None:
    assert replayed.out.splitlines()[-1] == "The replay says the same as the recording, to the last digit."


def test_its_replay_ends_without_a_complaint(replayed: Finished) -> None:
    assert (replayed.code, replayed.err) == (0, "")


def test_its_replay_says_that_it_is_simulated(replayed: Finished) -> None:
    assert "Simulated" in replayed.out


def test_its_replay_writes_the_same_repetitions(demo: Demo, replayed: Finished) -> None:
    assert repetition_lines(replayed) == repetition_lines(demo.done)


def test_a_replay_fifty_times_as_fast_writes_the_same(demo: Demo, replayed: Finished) -> None:
    assert soleus("replay", "--speed", "50", demo.path, home=demo.path.parents[1]).out == replayed.out


def test_a_recording_cut_off_replays_with_a_warning(demo: Demo, tmp_path: Path) -> None:
    data = demo.path.read_bytes()
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(data[: len(data) * 2 // 3 + 1])
    done = soleus("replay", "--speed", "max", cut, home=tmp_path)
    assert (done.code, len(done.complaints)) == (0, 1)
    assert "the same as the recording" in done.out


def test_an_event_that_was_another_is_told_by_the_replay(demo: Demo, tmp_path: Path) -> None:
    text = demo.path.read_text(encoding="ascii")
    other = tmp_path / "other.jsonl"
    other.write_text(re.sub(r'"top_s":[0-9.]+', '"top_s":1.5', text, count=1), encoding="ascii")
    done = soleus("replay", "--speed", "max", other, home=tmp_path)
    assert "The replay differs in 1 place from" in done.out
    assert "top_s was 1.5" in done.out


def test_unsaved_it_leaves_nothing_behind(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = soleus("demo", "--speed", "max", "--no-save", home=home)
    assert (done.code, home.exists()) == (0, False)


def test_unsaved_it_does_not_speak_of_saving(tmp_path: Path) -> None:
    assert "Saved" not in soleus("demo", "--speed", "max", "--no-save", home=tmp_path).out


def test_a_last_digit_of_another_machine_is_told_as_such(demo: Demo, tmp_path: Path) -> None:
    text = demo.path.read_text(encoding="ascii")
    other = tmp_path / "other.jsonl"
    other.write_text(re.sub(r'("height_cm":\d+\.\d{12})\d*', r"\1", text, count=1), encoding="ascii")
    done = soleus("replay", "--speed", "max", other, home=tmp_path)
    assert "the same as the recording; last digits differ" in done.out


def test_in_slow_motion_it_is_stored_as_quickly_as_ever(tmp_path: Path) -> None:
    with started("demo", "--speed", "0.05", home=tmp_path) as process:
        wait_until(lambda: bool(recordings_in(tmp_path)), "a recording begins")
        (path,) = recordings_in(tmp_path)
        begun = path.stat().st_size
        wait_until(lambda: path.stat().st_size > begun, "packets are stored", deadline_s=3.0)
        process.kill()


def test_two_demos_in_a_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for _ in range(2):
        soleus("demo", "--speed", "max", home=tmp_path)
    assert len(recordings_in(tmp_path)) == 2


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="ascii")
    done = soleus("demo", "--speed", "max", home=tmp_path / "file" / "home")
    assert (done.code, len(done.complaints)) == (2, 1)
    assert "Traceback" not in done.err


@pytest.fixture(scope="module")
def stopped_by_the_disk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, Path]:
    """A demo where the system allows files of a few tens of kilobytes and no more; its data folder."""
    home = tmp_path_factory.mktemp("full")
    line = ["sh", "-c", 'ulimit -f 80; exec "$@"', "sh", *command("demo", "--speed", "50")]
    ran = subprocess.run(
        line,
        capture_output=True,
        cwd=ROOT,
        env=environment(home, {"PYTHONDONTWRITEBYTECODE": "1"}),
        timeout=DEADLINE_S,
        check=False,
    )
    return Finished(ran.returncode, ran.stdout.decode(), ran.stderr.decode()), home


@posix
class TestOnADiskThatFills:
    def test_it_ends_in_one_line(self, stopped_by_the_disk: tuple[Finished, Path]) -> None:
        done, _ = stopped_by_the_disk
        assert (done.code, done.err.splitlines()) == (2, done.complaints)
        assert len(done.complaints) == 1

    def test_it_names_the_file(self, stopped_by_the_disk: tuple[Finished, Path]) -> None:
        done, home = stopped_by_the_disk
        assert str(recordings_in(home)[0]) in done.complaints[0]

    def test_what_was_stored_stays(self, stopped_by_the_disk: tuple[Finished, Path]) -> None:
        (path,) = recordings_in(stopped_by_the_disk[1])
        assert any(isinstance(entry, Packet) for entry in read_recording(path).entries)
