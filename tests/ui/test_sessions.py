"""`soleus sessions`, and how a session gets into the logbook: whatever is wrong with it, no training is lost."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from recordings.header import Header
from recordings.logbook.book import FILE, Logbook
from recordings.reader import read_recording
from tests.recordings.pieces import HEADER, recorded, written
from tests.ui.processes import (
    DEADLINE_S,
    ROOT,
    Finished,
    recordings_in,
    soleus,
    started,
    wait_until,
)
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    RepCounted,
    RepMeasured,
    SetEnded,
    SetStarted,
)
from tracker.setup import Form
from ui import keeping
from ui.cli import main
from ui.keeping import Told, keep
from ui.plain import rep_words, total_words

REPS = [event.rep for event in recorded().events if isinstance(event, RepCounted)]
THREE: list[Event] = [
    SetStarted(0.0, 1, 0.0),
    *(
        RepCounted(float(k), 1, replace(REPS[0], rep_id=k, index=k, form=form, end_s=float(k)))
        for k, form in enumerate((Form.BENT, Form.STRAIGHT, Form.BENT), start=1)
    ),
]
LONG_AGO_S = 3600.0

Soleus = Callable[..., Finished]

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Soleus:
    """The command line in this process, its data folder `tmp_path`."""
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))

    def run(*words: str) -> Finished:
        code = main(words)
        said = capsys.readouterr()
        return Finished(code, said.out, said.err)

    return run


def put(
    root: Path, name: str = "a.jsonl", header: Header = HEADER, events: list[Event] | None = None
) -> tuple[int, Path]:
    """A session with its recording, entered: its number and the recording."""
    folder = root / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(recorded().data)
    with Logbook(root) as book:
        return book.add(header, path, recorded().events if events is None else events, 50.0, True), path


def aged(path: Path) -> None:
    """As if nothing had been written to it for an hour."""
    os.utime(path, (time.time() - LONG_AGO_S,) * 2)


class TestTheList:
    def test_of_an_empty_logbook_says_so(self, here: Soleus) -> None:
        done = here("sessions")
        assert (done.code, done.err, "No sessions yet" in done.out) == (0, "", True)

    def test_has_a_line_for_a_session(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path, events=THREE)
        assert here("sessions", "list").out.splitlines()[0] == (
            "1: 2026-03-01 18:30+02:00, Ada, Seated soleus raise, 3 repetitions (bent 2, straight 1), 12.5 kg"
        )

    def test_is_what_is_given_without_a_word(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)
        assert here("sessions") == here("sessions", "list")

    def test_marks_corrections_as_by_hand(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path, events=[SetStarted(0.0, 1, 0.0), CountCorrected(1.0, 1, 2)])
        assert "2 repetitions (+2 by hand)" in here("sessions").out

    def test_marks_what_is_simulated_and_leaves_it_out_of_the_sums(
        self, here: Soleus, tmp_path: Path
    ) -> None:
        put(tmp_path, events=THREE)
        put(tmp_path, "b.jsonl", replace(HEADER, simulated=True), THREE)
        *lines, closing_line = here("sessions").out.splitlines()
        assert [line.endswith(", simulated") for line in lines] == [False, True]
        assert closing_line == (
            "Real sessions: 1; 3 repetitions: bent 2, straight 1, uncertain 0; simulated sessions, left out: 1"
        )

    def test_of_a_person_has_their_sessions_alone(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)
        put(tmp_path, "b.jsonl", replace(HEADER, person="Bob"))
        for words in (("--person", "bob"), ("list", "--person", "Bob")):
            *lines, _ = here("sessions", *words).out.splitlines()
            assert [line.split(", ")[1] for line in lines] == ["Bob"]

    def test_of_nobody_says_who_there_is(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)
        done = here("sessions", "--person", "Eve")
        assert (done.code, done.out, "there are: Ada" in done.err) == (2, "", True)

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
    def test_goes_into_a_pipe_of_few_characters(self, encoding: str, tmp_path: Path) -> None:
        put(tmp_path, header=replace(HEADER, person="高 Zoë"))
        for words in (("list",), ("show", "1"), ("reanalyze", "1")):
            done = soleus("sessions", *words, home=tmp_path, more={"PYTHONIOENCODING": encoding})
            assert (done.code, done.err) == (0, "")


class TestOneSession:
    def test_is_shown_in_the_words_of_the_plain_mode(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)
        with Logbook(tmp_path) as book:
            ledger = book.session(1).shown.ledger
        lines = here("sessions", "show", "1").out.splitlines()
        for record in ledger.sets:
            assert f"Set {record.index}" in lines
            for number, rep in enumerate(record.reps, start=1):
                assert f"{number:3d}  {rep_words(rep)}" in lines
        assert lines[-1] == total_words(ledger)

    def test_says_who_with_what_and_where_it_is_kept(self, here: Soleus, tmp_path: Path) -> None:
        _, path = put(tmp_path)
        lines = here("sessions", "show", "1").out.splitlines()
        for line in ("Person: Ada", "Load: 12.5 kg", "Legs: both", f"Recording: {path}"):
            assert line in lines
        assert "Sensor: Movesense 1 on the left leg" in lines

    def test_says_that_it_is_simulated(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path, header=replace(HEADER, simulated=True))
        assert "Simulated" in here("sessions", "show", "1").out

    def test_says_why_its_sets_ended(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)
        out = here("sessions", "show", "1").out
        ended = [event for event in recorded().events if isinstance(event, SetEnded)]
        assert [line.split(")")[0].split("(")[1] for line in out.splitlines() if " done (" in line] == [
            event.reason.value for event in ended
        ]

    def test_marks_what_was_done_by_hand(self, here: Soleus, tmp_path: Path) -> None:
        first, second = (
            replace(rep, rep_id=k, index=k, start_s=k - 1.0, end_s=float(k))
            for k, rep in enumerate(REPS[:2], 1)
        )
        put(
            tmp_path,
            events=[
                SetStarted(0.0, 1, 0.0),
                RepCounted(1.0, 1, first),
                HoldEnded(1.0, 0.2, 0.9, Form.BENT, 6.0),
                CountCorrected(1.5, 1, 2),
                RepCounted(2.0, 1, second),
                CountCorrected(2.5, 1, -1, 2),
            ],
        )
        lines = here("sessions", "show", "1").out.splitlines()
        inside = lines[lines.index("Set 1") + 1 : -1]
        assert inside == [
            f"  1  {rep_words(first)}",
            "     held 0.7 s at 6.0 cm",
            "     corrected by hand +2: 3",
            "     last repetition taken back by hand: 3",
            "Set 1, cut off: 3 repetitions",
        ]

    def test_says_when_its_recording_is_gone(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path)[1].unlink()
        assert "(not there any more)" in here("sessions", "show", "1").out

    def test_that_is_not_there_is_one_line_and_exit_code_2(self, here: Soleus) -> None:
        for act in ("show", "reanalyze"):
            done = here("sessions", act, "7")
            assert (done.code, done.out, len(done.complaints)) == (2, "", 1)


class TestAnalysedAgain:
    def test_by_the_same_tracker_says_the_same(self, here: Soleus, tmp_path: Path) -> None:
        number, _ = put(tmp_path)
        done = here("sessions", "reanalyze", str(number))
        assert done.code == 0
        assert len(re.findall(r"^Set \d+: the same, \d+ repetitions?$", done.out, re.MULTILINE)) == 3

    def test_shows_both_and_a_line_for_each_set_that_differs(self, here: Soleus, tmp_path: Path) -> None:
        fewer = [event for event in recorded().events if getattr(event, "rep", REPS[1]) != REPS[0]]
        fewer = [event for event in fewer if not isinstance(event, RepMeasured) or event.rep.rep_id != 1]
        put(tmp_path, header=replace(HEADER, soleus_version="0.0.7"), events=fewer)
        done = here("sessions", "reanalyze", "1")
        assert (done.code, done.out.count("Total: ")) == (0, 2)
        assert re.search(r"^Shown by soleus 0\.0\.7, against soleus ", done.out, re.MULTILINE)
        (line,) = (line for line in done.out.splitlines() if "; now " in line)
        then, now = (int(count) for count in re.findall(r"Set 1: (\d+) ", line))
        assert (now - then, line.endswith(f"; the same in both: {then} repetitions")) == (1, True)
        assert here("sessions", "show", "1").out == done.out

    def test_leaves_the_list_as_it_was(self, here: Soleus, tmp_path: Path) -> None:
        put(tmp_path, events=[])
        before = here("sessions").out
        here("sessions", "reanalyze", "1")
        assert here("sessions").out == before

    def test_without_its_recording_is_refused(self, here: Soleus, tmp_path: Path) -> None:
        _, path = put(tmp_path)
        path.unlink()
        done = here("sessions", "reanalyze", "1")
        assert (done.code, f"{path}: no such file" in done.err) == (2, True)


class TestDeleting:
    def test_takes_the_recording_along(self, here: Soleus, tmp_path: Path) -> None:
        _, path = put(tmp_path)
        done = here("sessions", "delete", "1", "--yes")
        assert (done.code, path.exists(), "No sessions yet" in here("sessions").out) == (0, False, True)

    def test_without_a_terminal_needs_a_yes(self, here: Soleus, tmp_path: Path) -> None:
        _, path = put(tmp_path)
        done = here("sessions", "delete", "1")
        assert (done.code, "--yes" in done.err, path.exists()) == (2, True, True)

    @pytest.mark.parametrize(("answer", "gone"), [("y", True), ("YES", True), ("", False), ("n", False)])
    def test_asks_in_a_terminal(
        self, answer: str, gone: bool, here: Soleus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, path = put(tmp_path)
        asked: list[str] = []

        def answered(words: str) -> str:
            asked.append(words)
            return answer

        monkeypatch.setattr("ui.commands.sessions._can_ask", lambda: True)
        monkeypatch.setattr("builtins.input", answered)
        assert here("sessions", "delete", "1").code == 0
        assert (len(asked), "session 1" in asked[0], path.exists()) == (1, True, not gone)


WRONG = {
    "show of nothing": ("show",),
    "show of a word": ("show", "last"),
    "show of session 0": ("show", "0"),
    "an unknown word": ("forget", "1"),
    "a person to show": ("--person", "Ada", "show", "1"),
    "list of a number": ("list", "1"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_one_line_and_exit_code_2(words: tuple[str, ...], here: Soleus) -> None:
    done = here("sessions", *words)
    assert (done.code, done.out, len(done.complaints)) == (2, "", 1)


def random_bytes(path: Path) -> None:
    path.write_bytes(b"\x5a" * 20000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("words", [("list",), ("show", "1"), ("delete", "1", "--yes"), ("reanalyze", "1")])
@pytest.mark.parametrize("breaking", [random_bytes, truncated, a_folder, newer])
def test_a_broken_logbook_is_one_line_and_exit_code_2(
    breaking: Callable[[Path], None], words: tuple[str, ...], here: Soleus, tmp_path: Path
) -> None:
    _, path = put(tmp_path)
    breaking(tmp_path / FILE)
    done = here("sessions", *words)
    assert (done.code, done.out, len(done.complaints)) == (2, "", 1)
    assert path.exists()


@contextmanager
def locked(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While another program writes in the logbook, and nobody here waits for it."""
    for place in ("recordings.logbook.book.Logbook", "ui.commands.sessions.Logbook"):
        monkeypatch.setattr(place, partial(Logbook, busy_s=0.0))
    with closing(sqlite3.connect(root / FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


class TestALockedLogbook:
    @pytest.mark.parametrize("words", [("delete", "1", "--yes"), ("reanalyze", "1")])
    def test_refuses_what_would_write(
        self, words: tuple[str, ...], here: Soleus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, path = put(tmp_path)
        with locked(tmp_path, monkeypatch):
            done = here("sessions", *words)
        assert (done.code, done.out, len(done.complaints)) == (2, "", 1)
        assert ("in use" in done.err, path.exists()) == (True, True)

    def test_is_listed_all_the_same(
        self, here: Soleus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(tmp_path)
        with locked(tmp_path, monkeypatch):
            done = here("sessions")
        assert (done.code, done.err, done.out.startswith("1: ")) == (0, "", True)

    def test_that_should_take_something_in_is_listed_without_and_says_so(
        self, here: Soleus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, path = put(tmp_path)
        path.with_name("b.jsonl").write_bytes(path.read_bytes())
        with locked(tmp_path, monkeypatch):
            done = here("sessions")
        assert (done.code, len(done.complaints), done.out.startswith("1: ")) == (2, 1, True)
        assert len(here("sessions").out.splitlines()) == 3


class TestKeeping:
    @pytest.fixture
    def told(self) -> Told:
        """What a session said."""
        told = Told()
        told.events(recorded().events)
        return told

    @pytest.fixture
    def path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Its recording, closed."""
        monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))
        folder = tmp_path / "recordings"
        folder.mkdir()
        path = folder / "a.jsonl"
        path.write_bytes(recorded().data)
        return path

    def test_gives_the_number(self, told: Told, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert keep(HEADER, path, told) == 1
        assert capsys.readouterr().err == ""

    def test_of_a_recording_that_is_not_closed_says_cut_off(self, told: Told, path: Path) -> None:
        path.write_bytes(written(recorded().entries, None))
        keep(HEADER, path, told)
        with Logbook(path.parents[1]) as book:
            assert not book.session(1).whole

    def test_brings_in_what_others_left_behind(self, told: Told, path: Path) -> None:
        path.with_name("b.jsonl").write_bytes(path.read_bytes())
        keep(HEADER, path, told)
        with Logbook(path.parents[1]) as book:
            assert len(book.sessions()) == 2

    def test_brings_in_no_more_than_there_is_time_for(self, told: Told, path: Path) -> None:
        for name in ("b.jsonl", "c.jsonl", "d.jsonl"):
            path.with_name(name).write_bytes(path.read_bytes())
        moments = iter([0.0, 1.0, keeping.OTHERS_S])
        keep(HEADER, path, told, lambda: next(moments))
        with Logbook(path.parents[1]) as book:
            assert len(book.sessions()) == 2

    @pytest.mark.parametrize(
        "error", [sqlite3.OperationalError("strange"), RuntimeError("strange"), OSError(5, "io")]
    )
    def test_whatever_goes_wrong_is_a_line(
        self,
        error: Exception,
        told: Told,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def failing(*_: object) -> int:
            raise error

        monkeypatch.setattr(Logbook, "add", failing)
        assert keep(HEADER, path, told) is None
        (line,) = capsys.readouterr().err.splitlines()
        assert f"the recording is safe in {path} and will be brought in next time" in line

    def test_of_a_recording_a_full_disk_cut_off_leaves_the_word_to_the_session(
        self, told: Told, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path.write_bytes(written(recorded().entries, None))
        random_bytes(path.parents[1] / FILE)
        assert (keep(HEADER, path, told), capsys.readouterr().err) == (None, "")

    def test_in_a_locked_logbook_is_a_line_and_comes_in_next_time(
        self, told: Told, path: Path, here: Soleus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Logbook(path.parents[1]):
            pass
        with monkeypatch.context() as patched, locked(path.parents[1], patched):
            assert keep(HEADER, path, told) is None
        assert here("sessions").out.startswith("1: ")


def test_a_demo_says_its_number_after_where_it_is_saved(tmp_path: Path) -> None:
    done = soleus("demo", "--speed", "max", home=tmp_path)
    saved, again, number = done.out.splitlines()[-3:]
    assert (done.code, done.err) == (0, "")
    assert saved.startswith("Saved: ")
    assert again.startswith("See it again: ")
    assert re.fullmatch(r"Session 1 saved: (uv run )?soleus sessions show 1", number)


def test_what_is_not_saved_is_not_in_the_logbook(tmp_path: Path) -> None:
    done = soleus("demo", "--speed", "max", "--no-save", home=tmp_path)
    assert (done.code, "saved" in done.out, (tmp_path / FILE).exists()) == (0, False, False)


@pytest.mark.parametrize("breaking", [random_bytes, a_folder, newer])
def test_a_broken_logbook_takes_nothing_from_a_session(
    breaking: Callable[[Path], None], tmp_path: Path
) -> None:
    with Logbook(tmp_path):
        pass
    breaking(tmp_path / FILE)
    done = soleus("demo", "--speed", "max", home=tmp_path)
    (path,) = recordings_in(tmp_path)
    assert (done.code, len(done.complaints)) == (0, 1)
    assert f"the recording is safe in {path}" in done.err
    assert read_recording(path).warning is None
    assert f"Saved: {path}" in done.out


def test_a_logbook_that_was_lost_is_made_anew(tmp_path: Path) -> None:
    soleus("demo", "--speed", "max", home=tmp_path)
    before = soleus("sessions", home=tmp_path).out
    (tmp_path / FILE).unlink()
    done = soleus("sessions", home=tmp_path)
    assert (done.out, "Brought in" in done.err) == (before, True)


@contextmanager
def live(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running session of the practice sensor, some of it stored."""
    with started("live", "--sensor", "practice", "--person", "Ada", home=home) as process:
        try:
            wait_until(lambda: bool(recordings_in(home)) or process.poll() is not None, "a recording begins")
            (path,) = recordings_in(home)
            begun = path.stat().st_size
            wait_until(
                lambda: path.stat().st_size > begun or process.poll() is not None, "packets are stored"
            )
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@posix
def test_a_session_ended_by_ctrl_c_is_in_the_logbook(tmp_path: Path) -> None:
    with live(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 130
    assert b"Session 1 saved" in out
    with Logbook(tmp_path) as book:
        (row,) = book.sessions()
    assert (row.person, row.whole, row.simulated) == ("Ada", True, True)


@posix
def test_a_session_whose_terminal_is_gone_is_in_the_logbook(tmp_path: Path) -> None:
    with live(tmp_path) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.send_signal(signal.SIGHUP)
        process.wait(DEADLINE_S)
    with Logbook(tmp_path) as book:
        assert [row.whole for row in book.sessions()] == [True]


@posix
def test_a_running_session_that_writes_nothing_is_let_be_and_comes_in_once_killed(tmp_path: Path) -> None:
    with live(tmp_path) as process:
        process.send_signal(signal.SIGSTOP)
        (path,) = recordings_in(tmp_path)
        aged(path)
        during = soleus("sessions", home=tmp_path)
        process.kill()
    after = soleus("sessions", home=tmp_path)
    assert ("No sessions yet" in during.out, "Running at this moment" in during.err) == (True, True)
    assert after.out.startswith("1: ")
    assert "cut off, simulated" in after.out


@pytest.mark.parametrize(
    "code", ["import ui.running, ui.commands.demo, ui.commands.live", "import ui.options"]
)
def test_before_a_session_ends_nothing_loads_sqlite(code: str) -> None:
    ask = f"{code}\nimport sys\nprint('sqlite3' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, cwd=ROOT, timeout=DEADLINE_S, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
