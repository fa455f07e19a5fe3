"""Ended from outside: by a signal everything is saved; by kill -9 at most the last second is missing."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.packet import Packet
from recordings.entries import End
from recordings.reader import Recording, read_recording
from tests.ui.processes import DEADLINE_S, ROOT, command, environment, recordings_in, wait_until
from ui.interrupts import question

KILLS = 20
AT_ONCE = 5
KILL_AFTER_S = (0.7, 4.0)
LOSS_S = 1.0

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@contextmanager
def live(home: Path, seed: int, before: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A running `soleus live` with the practice sensor, its recording begun; `before` is what a shell does first."""
    words = command("live", "--sensor", f"practice:{seed}")
    line = ["sh", "-c", f'{before}; exec "$@"', "sh", *words] if before else words
    log = home / "log"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=ROOT, env=environment(home)
        )
    try:
        wait_until(lambda: bool(recordings_in(home)) or process.poll() is not None, "a recording begins")
        assert process.poll() is None, log.read_text()
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(DEADLINE_S)


def wait_for_packets(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Until some of the stream is stored."""
    (path,) = recordings_in(home)
    begun = path.stat().st_size
    wait_until(lambda: path.stat().st_size > begun or process.poll() is not None, "packets are stored")


def last_arrival_s(recording: Recording) -> float:
    """Of the last packet stored, on the monotonic clock; long ago where there is none."""
    return max((entry.arrival_s for entry in recording.entries if isinstance(entry, Packet)), default=-1e9)


@dataclass(frozen=True)
class Killed:
    """What was left of a session killed at `killed_s` of the monotonic clock, which is the recording's too."""

    killed_s: float
    recording: Recording

    @property
    def missing_s(self) -> float:
        """From the last packet stored to the kill."""
        return self.killed_s - last_arrival_s(self.recording)


def kill_one(home: Path, seed: int, after_s: float) -> Killed:
    """Start a session, kill it so long after its recording appeared, open what is there."""
    with live(home, seed) as process:
        moment = time.monotonic() + after_s
        wait_until(lambda: time.monotonic() >= moment, "the moment to kill")
        killed_s = time.monotonic()
        process.kill()
        process.wait(DEADLINE_S)
    (path,) = recordings_in(home)
    return Killed(killed_s, read_recording(path))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[Killed]:
    """Sessions killed at random moments, a few at a time."""
    root = tmp_path_factory.mktemp("killed")
    chance = random.Random(20)
    moments = [chance.uniform(*KILL_AFTER_S) for _ in range(KILLS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(kill_one, root / str(k), k + 1, after) for k, after in enumerate(moments)]
        return [run.result() for run in runs]


def test_every_killed_session_opens_and_holds_packets(killed: list[Killed]) -> None:
    counts = [sum(isinstance(entry, Packet) for entry in one.recording.entries) for one in killed]
    assert len(counts) == KILLS
    assert min(counts) > 0


def test_every_killed_session_misses_a_second_at_most(killed: list[Killed]) -> None:
    assert max(one.missing_s for one in killed) <= LOSS_S


def test_every_killed_session_is_said_to_be_cut_off(killed: list[Killed]) -> None:
    assert all(one.recording.warning for one in killed)


def ended_by(number: int, home: Path, before: str = "") -> tuple[int, Recording]:
    """Exit code and recording of a session that got this signal once packets were stored."""
    with live(home, 1, before) as process:
        wait_for_packets(home, process)
        process.send_signal(number)
        code = process.wait(DEADLINE_S)
    (path,) = recordings_in(home)
    return code, read_recording(path)


SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]


@posix
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_ends_the_session_with_everything_saved(name: str, tmp_path: Path) -> None:
    code, recording = ended_by(getattr(signal, name), tmp_path)
    assert (code, recording.warning) == (130, None)
    assert isinstance(recording.entries[-1], End)


@posix
def test_ctrl_c_pressed_again_and_again_still_saves_everything(tmp_path: Path) -> None:
    with live(tmp_path, 1) as process:
        wait_for_packets(tmp_path, process)
        pressed = 0
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            pressed += 1
            time.sleep(0.02)
    (path,) = recordings_in(tmp_path)
    assert pressed >= 1
    assert process.returncode == 130
    assert isinstance(read_recording(path).entries[-1], End)


@posix
def test_a_signal_says_where_the_recording_is(tmp_path: Path) -> None:
    ended_by(signal.SIGTERM, tmp_path)
    (path,) = recordings_in(tmp_path)
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert f"Saved: {path}" in said
    assert "Traceback" not in said


@posix
def test_a_session_in_the_background_of_a_script_ends_by_sigterm_too(tmp_path: Path) -> None:
    code, recording = ended_by(signal.SIGTERM, tmp_path, before="trap '' INT")
    assert (code, recording.warning) == (130, None)


@posix
def test_a_session_under_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    with live(tmp_path, 1, before="trap '' HUP") as process:
        wait_for_packets(tmp_path, process)
        process.send_signal(getattr(signal, SIGNALS[-1]))
        later = time.monotonic() + 0.5
        (path,) = recordings_in(tmp_path)
        wait_until(lambda: last_arrival_s(read_recording(path)) > later, "packets go on being stored")


def test_ctrl_c_ends_a_question_at_once_also_inside_asyncio(monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[str] = []

    def pressed(_: str) -> str:
        signal.raise_signal(signal.SIGINT)
        return "too late"

    async def ask() -> None:
        answered.append(question("Which one? "))

    monkeypatch.setattr("builtins.input", pressed)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(ask())
    assert answered == []


def test_after_a_question_ctrl_c_means_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "1")
    before = signal.getsignal(signal.SIGINT)
    question("Which one? ")
    assert signal.getsignal(signal.SIGINT) is before


@posix
def test_ctrl_c_within_code_run_by_exec_leaves_the_exit_code() -> None:
    """A dataclass being made runs such code; CPython would die of the signal, though it was handled."""
    words = (
        "from ui.interrupts import ended\n"
        "try:\n    exec('raise KeyboardInterrupt')\n"
        "except KeyboardInterrupt:\n    ended()\n"
        "raise SystemExit(130)"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, check=False)
    assert done.returncode == 130
