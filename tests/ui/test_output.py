"""Words get out whatever the other end can read, and nobody minds when it stops reading."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from recordings.reader import read_recording
from tests.ui.processes import DEADLINE_S, command, environment, recordings_in, soleus, started
from tests.ui.scripted import Clock
from ui.cli import COMMANDS
from ui.output import Progress

NAME = "höher, 高く"


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose name not every code page has."""
    path = tmp_path_factory.mktemp(NAME) / f"{NAME}.csv"
    words = ("--exercise", "seated-soleus-raise", "--reps", "20")
    assert soleus("simulate", *words, path, home=path.parent).code == 0
    return path


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
class TestAPipeOfFewCharacters:
    def test_takes_a_demo(self, encoding: str, tmp_path: Path) -> None:
        more = {"PYTHONIOENCODING": encoding}
        done = soleus("demo", "--speed", "max", home=tmp_path / NAME, more=more)
        assert (done.code, done.err) == (0, "")

    def test_takes_the_path_of_a_file(self, encoding: str, csv: Path) -> None:
        done = soleus("analyze", csv, home=csv.parent, more={"PYTHONIOENCODING": encoding})
        assert (done.code, done.err) == (0, "")

    def test_takes_the_path_of_a_file_as_json_to_the_letter(self, encoding: str, csv: Path) -> None:
        more = {"PYTHONIOENCODING": encoding}
        done = soleus("analyze", "--json", csv, home=csv.parent, more=more)
        assert json.loads(done.out)[0]["source"]["path"] == str(csv)

    def test_takes_an_error(self, encoding: str, csv: Path) -> None:
        more = {"PYTHONIOENCODING": encoding}
        done = soleus("replay", csv.with_name(f"no {NAME}"), home=csv.parent, more=more)
        assert (done.code, len(done.complaints)) == (2, 1)


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)], ids=str)
def test_help_is_plain_ascii(words: tuple[str, ...], tmp_path: Path) -> None:
    done = soleus(*words, "--help", home=tmp_path, more={"PYTHONIOENCODING": "ascii:strict"})
    assert (done.code, "?" in done.out, done.err) == (0, False, "")


def first_line_then_leave(*words: str | Path, home: Path) -> tuple[int, bytes, bytes]:
    """As `| head -1` does: the exit code, the line, what came on stderr."""
    with started(*words, home=home) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        return process.wait(DEADLINE_S), line, complaint


@pytest.mark.parametrize("words", [("analyze",), ("analyze", "--json"), ("analyze", "--explain")], ids=str)
def test_a_reader_of_an_analysis_may_leave_after_a_line(words: tuple[str, ...], csv: Path) -> None:
    code, line, complaint = first_line_then_leave(*words, csv, home=csv.parent)
    assert (code, bool(line), complaint) == (0, True, b"")


def test_a_reader_of_a_replay_may_leave_after_a_line(csv: Path) -> None:
    code, line, complaint = first_line_then_leave("replay", "--speed", "max", csv, home=csv.parent)
    assert (code, bool(line), complaint) == (0, True, b"")


def test_a_reader_of_a_demo_may_leave_after_a_line(tmp_path: Path) -> None:
    code, line, complaint = first_line_then_leave("demo", "--speed", "50", home=tmp_path)
    assert (code, bool(line), complaint) == (0, True, b"")


def test_a_reader_that_leaves_does_not_tear_the_recording(tmp_path: Path) -> None:
    first_line_then_leave("demo", "--speed", "50", home=tmp_path)
    assert [read_recording(path).warning for path in recordings_in(tmp_path)] == [None]


class Terminal(io.StringIO):
    """A stderr somebody looks at."""

    def isatty(self) -> bool:
        return True


def shown(moments_s: Sequence[float], where: io.StringIO, *, times_done: int = 0) -> str:
    """What is to be seen of progress told at these moments after its begin."""
    clock = Clock()
    with contextlib.redirect_stderr(where):
        progress = Progress("Analysing", clock)
        for clock.now_s in moments_s:
            progress.at("file 1 of 2")
        for _ in range(times_done):
            progress.done()
    return where.getvalue()


class TestProgress:
    def test_is_silent_for_a_second(self) -> None:
        assert shown([0.1, 0.9], Terminal(), times_done=1) == ""

    def test_then_tells_how_far_it_is(self) -> None:
        assert shown([1.1], Terminal()).strip() == "Analysing file 1 of 2"

    def test_is_told_twice_a_second(self) -> None:
        moments_s = [tenth / 10 for tenth in range(31)]
        assert shown(moments_s, Terminal()).count("file 1") == 5

    def test_leaves_an_empty_line_to_what_is_said_next(self) -> None:
        assert shown([2.0], Terminal(), times_done=1).endswith(" \r")

    def test_is_taken_away_once(self) -> None:
        assert shown([2.0], Terminal(), times_done=2) == shown([2.0], Terminal(), times_done=1)

    def test_is_not_for_a_log(self) -> None:
        assert shown([2.0], io.StringIO(), times_done=1) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells close a stream like this")
def test_a_closed_stdout_is_no_trouble(csv: Path) -> None:
    line = ["sh", "-c", 'exec "$@" >&-', "sh", *command("analyze", csv)]
    done = subprocess.run(
        line, env=environment(csv.parent), stderr=subprocess.PIPE, timeout=DEADLINE_S, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
