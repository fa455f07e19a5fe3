"""`soleus test`: taken on recordings and with the practice sensor, kept, shown, moved to the other leg; wrong words are
one line."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.virtual.athlete.exhaustion import GivesWay
from recordings.csv_imu import imu_csv
from recordings.load import load
from recordings.logbook.book import Logbook
from recordings.logbook.taken_tests import every
from tests.tracker.course import course, raised, rest
from tests.tracker.training.heelrise.making import steady, told
from tests.tracker.training.heelrise.shown import athlete
from tests.ui.processes import DEADLINE_S, ROOT, command, environment, wait_until
from tracker.setup import Legs, Side
from tracker.training.heelrise.ending import EndedBy
from tracker.training.heelrise.protocol import Knee, heel_rise
from tracker.training.heelrise.referee import Referee
from ui.cli import main
from ui.refereed import Refereed

Take = Callable[..., tuple[int, str, str]]


@pytest.fixture
def take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Take:
    """Runs `soleus test` with a logbook of its own: exit code, what was said, what was complained of."""
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path / "home"))

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["test", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def tired(tmp_path: Path) -> str:
    """A recording of ten raises, straight, until there is no strength for more."""
    path = tmp_path / "tired.csv"
    path.write_text(imu_csv(athlete(Knee.STRAIGHT, GivesWay.STRENGTH, 1).signal.samples))
    return str(path)


def rise(*more: str, knee: str = "straight", side: str = "left") -> list[str]:
    return ["heel-rise", "--knee", knee, "--side", side, *more]


def test_a_recording_is_refereed_and_kept(take: Take, tired: str, tmp_path: Path) -> None:
    code, out, _ = take(
        *rise("--from", tired, "--mass", "70", "--person", "Ada", "--age", "44", "--sex", "female")
    )
    assert code == 0
    assert "Prompt 1, no heel rise on the beat: Rise on the beat." in out
    assert (
        "Heel-rise test, knee straight, left leg: 10 repetitions, ended: no heel rise after two prompts"
        in out
    )
    assert "Work index" in out
    assert "Usual for women in their 40s: 24-25 repetitions" in out
    assert "no diagnosis" in out
    with Logbook(tmp_path / "home") as book, book.reading() as connection:
        (one,) = every(connection)
    assert (one.person, one.result.reps, one.result.ended_by) == ("Ada", 10, EndedBy.NO_RISE)
    assert one.recording is not None


def test_a_second_test_is_held_against_the_first(take: Take, tired: str) -> None:
    take(*rise("--from", tired))
    _, again, _ = take(*rise("--from", tired))
    assert "repetitions +0: within noise" in again
    _, other, _ = take(*rise("--from", tired, side="right"))
    assert "Limb symmetry index, left over right: total height 100 %" in other


def test_the_bent_twin_has_no_norms(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "bent.csv"
    path.write_text(imu_csv(athlete(Knee.BENT, GivesWay.STRENGTH, 1).signal.samples))
    _, out, _ = take(*rise("--from", str(path), "--age", "44", "--sex", "male", knee="bent"))
    assert "No norms exist for this test" in out


def test_kept_tests_are_listed_shown_and_moved(take: Take, tired: str, tmp_path: Path) -> None:
    assert "No tests yet" in take("list")[1]
    take(*rise("--from", tired))
    assert "1: " in take("list")[1]
    assert "10 repetitions" in take("show", "1")[1]
    assert "this is now the right leg's" in take("correct", "1", "--side", "right")[1]
    with Logbook(tmp_path / "home") as book, book.reading() as connection:
        (one,) = every(connection)
    assert (one.result.side, one.result.legs) == (Side.RIGHT, Legs.RIGHT)


def test_nothing_is_kept_where_nothing_should_be(take: Take, tired: str) -> None:
    assert "saved" not in take(*rise("--from", tired, "--no-save"))[1]
    assert "No tests yet" in take("list")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_test_ended_by_ctrl_c_is_told_and_kept_and_the_exit_code_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log"
    words = command("test", *rise("--sensor", "practice", "--plain", "--no-sound"))
    with log.open("wb") as out:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=ROOT,
            env=environment(tmp_path, {"PYTHONUNBUFFERED": "1"}),
        )
    try:
        wait_until(
            lambda: "  2  knee" in log.read_text("utf-8") or process.poll() is not None, "two repetitions"
        )
        process.send_signal(signal.SIGINT)
        assert process.wait(DEADLINE_S) == 130
    finally:
        process.kill()
    said = log.read_text("utf-8")
    assert "Traceback" not in said
    assert "This is no result of the test: it is kept, and not compared." in said
    with Logbook(tmp_path) as book, book.reading() as connection:
        (one,) = every(connection)
    assert one.result.ended_by is EndedBy.BROKEN_OFF
    assert one.result.reps >= 2
    assert one.simulated
    assert one.recording is not None
    recording = load(tmp_path / "recordings" / Path(one.recording).name).recording
    assert recording is not None
    assert recording.header.keeps_all  # so a replay takes back no more than the test did


def test_a_session_that_is_over_is_not_ended_again_by_its_test() -> None:
    def over() -> None:
        raise AssertionError("no session is left")

    referee = Referee(heel_rise(Knee.STRAIGHT))
    said: list[object] = []
    sink = Refereed(referee, said.append, over)
    sink.events(told(steady(3)))
    sink.finish()
    assert referee.ended is not None
    assert said[-1] is referee.ended


def test_two_raises_in_the_minute_are_the_result_and_stand_on_every_page(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(imu_csv(course(rest(4), raised(6.0) * 2, rest(70))))
    _, out, _ = take("seated-60", "--side", "left", "--from", str(path))
    assert "2 repetitions" in out
    assert "taken back" not in out


def test_a_recording_without_a_raise_is_no_test(take: Take, tmp_path: Path) -> None:
    samples = athlete(Knee.STRAIGHT, GivesWay.STRENGTH, 1).signal.samples
    path = tmp_path / "standing.csv"
    path.write_text(imu_csv(next(samples.blocks(350))))
    code, out, _ = take(*rise("--from", str(path)))
    assert (code, "No test: not one repetition was seen." in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["heel-rise", "--side", "left"], "--knee"),
        (["heel-rise", "--knee", "straight", "--from", "FILE"], "say which with --side"),
        (rise("--from", "FILE", "--legs", "right"), "the leg tested has to work"),
        (rise("--from", "FILE", "--age", "40"), "give both --age and --sex"),
        (rise("--from", "FILE", "--age", "1978", "--sex", "male"), "from 5 to 110"),
        (rise("--from", "FILE", "--mass", "7"), "no body mass"),
        (rise("--from", "FILE", "--mass", "nan"), "no body mass"),
        (rise("--from", "FILE", "--load", "-3"), "no load"),
        (rise("--from", "FILE", "--height-share", "100"), "no share of a height"),
        (rise("--from", "NOWHERE"), "NOWHERE"),
        (["show", "7"], "no test 7"),
        (["correct", "7", "--side", "left"], "no test 7"),
        (["show", "seven"], "numbers of tests"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_exit_code_2(
    words: list[str], said: str, take: Take, tired: str
) -> None:
    code, _, complaint = take(*(tired if word == "FILE" else word for word in words))
    assert code == 2
    assert said in complaint
    assert len(complaint.splitlines()) == 1
