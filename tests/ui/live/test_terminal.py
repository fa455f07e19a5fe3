"""The screen in a real terminal: a pseudo-terminal with keys, and one that is closed in the middle of a set."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from recordings.entries import End, Given
from recordings.reader import Recording, read_recording
from tests.ui.processes import DEADLINE_S, ROOT, command, environment, recordings_in, wait_until
from tracker.controls import ControlKind
from tracker.events import RepCounted, SetEnded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")

# Makes the pseudo-terminal the controlling one, so that closing it hangs up, then becomes the program.
ATTACH = "import fcntl,os,sys,termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """One process on a pseudo-terminal of 80x24."""

    def __init__(self, home: Path, *words: str, stderr: IO[bytes] | None = None) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.home = home
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", ATTACH, *command(*words)],
            stdin=theirs,
            stdout=theirs,
            stderr=stderr if stderr is not None else theirs,
            cwd=ROOT,
            env={**environment(home), "TERM": "xterm-256color"},
        )
        os.close(theirs)
        self._out = b""
        self._size = 0
        self._stored: Recording | None = None
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            while data := os.read(self._ours, 65536):
                self._out += data
        except OSError:
            pass  # the other side, or we ourselves, closed it

    @property
    def out(self) -> str:
        """Everything written so far."""
        return self._out.decode("utf-8", "replace")

    def press(self, keys: str) -> None:
        """As typed."""
        self.press_bytes(keys.encode())

    def press_bytes(self, keys: bytes) -> None:
        """As another terminal would send them."""
        os.write(self._ours, keys)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._ours)

    def recording(self) -> Recording | None:
        """What is stored by now; read anew only where it has grown."""
        for path in recordings_in(self.home):
            size = path.stat().st_size
            if size != self._size and size > 2000:
                self._size, self._stored = size, read_recording(path)
        return self._stored

    def counted(self) -> int:
        """Repetitions stored by now."""
        stored = self.recording()
        return sum(isinstance(entry, RepCounted) for entry in stored.entries) if stored is not None else 0


@contextmanager
def terminal(home: Path, *words: str, stderr: IO[bytes] | None = None) -> Iterator[Terminal]:
    """Ended, whatever happens."""
    one = Terminal(home, *words, stderr=stderr)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait(DEADLINE_S)


def given(recording: Recording | None) -> list[ControlKind]:
    entries = recording.entries if recording is not None else []
    return [entry.control.kind for entry in entries if isinstance(entry, Given)]


def test_a_demo_in_a_terminal_takes_keys_and_is_saved(tmp_path: Path) -> None:
    with terminal(tmp_path, "demo", "--speed", "4", "--no-sound") as one:
        wait_until(lambda: one.counted() >= 3, "three repetitions are stored")
        one.press("++u")
        wait_until(lambda: len(given(one.recording())) == 3, "three controls are stored")
        one.press("n")
        wait_until(lambda: len(given(one.recording())) == 4, "the next set is asked for")
        one.press("q")
        one.press("y")
        assert one.process.wait(DEADLINE_S) == 0, one.out[-2000:]
        wait_until(lambda: "Saved:" in one.out, "it says where it is saved")
        kept = one.recording()
    assert kept is not None
    assert given(kept) == [ControlKind.CORRECT, ControlKind.CORRECT, ControlKind.UNDO, ControlKind.NEXT_SET]
    assert isinstance(kept.entries[-1], End)
    assert "Traceback" not in one.out


@pytest.mark.parametrize("how", ["closed", "ctrl-c"])
def test_what_ends_it_in_the_middle_of_a_set_saves_it(tmp_path: Path, how: str) -> None:
    with terminal(tmp_path, "demo", "--speed", "4", "--no-sound") as one:
        wait_until(lambda: one.counted() >= 1, "a repetition is stored")
        if how == "closed":
            one.hang_up()
        else:
            one.press("\x03")
        one.process.wait(DEADLINE_S)
        kept = one.recording()
    assert kept is not None
    assert isinstance(kept.entries[-1], End)
    assert any(isinstance(entry, SetEnded) for entry in kept.entries)


def test_a_replay_in_a_terminal_stays_until_it_is_left(tmp_path: Path) -> None:
    sample = str(ROOT / "recordings" / "samples" / "seated.jsonl")
    with terminal(tmp_path, "replay", sample, "--speed", "max", "--no-sound") as one:
        wait_until(lambda: "end of the recording" in one.out, "it has played to its end")
        assert one.process.poll() is None
        one.press("q")
        assert one.process.wait(DEADLINE_S) == 0
        wait_until(lambda: "says the same as the recording" in one.out, "it has compared")


@pytest.mark.parametrize(
    "keys", [b"\x03", b"\x10\x03", b"?\x03", b"q\x03"], ids=["plain", "palette", "help", "question"]
)
def test_ctrl_c_ends_and_saves_whatever_is_open(tmp_path: Path, keys: bytes) -> None:
    with terminal(tmp_path, "demo", "--speed", "4", "--no-sound") as one:
        wait_until(lambda: one.counted() >= 1, "a repetition is stored")
        for key in keys:
            one.press(chr(key))
            wait_until(lambda: one.recording() is not None, "it goes on")
        assert one.process.wait(DEADLINE_S) == 130
        kept = one.recording()
    assert kept is not None
    assert isinstance(kept.entries[-1], End)


def test_a_key_that_is_no_utf_8_ends_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path, "demo", "--speed", "4", "--no-sound") as one:
        wait_until(lambda: one.counted() >= 1, "a repetition is stored")
        one.press_bytes(b"\xe9z")
        one.press("+")
        wait_until(lambda: given(one.recording()) == [ControlKind.CORRECT], "the next key is heard")
        one.press("\x03")
        assert one.process.wait(DEADLINE_S) == 130
    assert "Traceback" not in one.out


def test_ctrl_c_while_the_screen_is_coming_is_no_traceback(tmp_path: Path) -> None:
    with terminal(tmp_path, "demo", "--no-sound") as one:
        wait_until(lambda: "\x1b[" in one.out, "the screen begins")
        one.press("\x03")
        assert one.process.wait(DEADLINE_S) == 130
    assert "NoMatches" not in one.out
    assert "Traceback" not in one.out


def test_with_stderr_elsewhere_it_speaks_in_plain_lines(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with errors.open("wb") as aside, terminal(tmp_path, "demo", "--speed", "max", stderr=aside) as one:
        assert one.process.wait(DEADLINE_S) == 0
        wait_until(lambda: "Total: 14" in one.out, "the summary")
    assert errors.read_bytes() == b""
