"""`soleus doctor` as a real process: in a pipe, in a terminal, with and without Bluetooth. No radio is needed: the
system bus it finds is one of the test's."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drivers.test_adapter import ADAPTER, FakeBlueZ, adapter, needs_bus, private_bus
from tests.ui.processes import DEADLINE_S, ROOT, command, environment, soleus
from tracker.errors import InputError, InputReason
from ui.commands.doctor import looked
from ui.doctor.finding import Finding, Room, Verdict

NO_BUS = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
VERDICTS = {"ok", "look", "bad"}
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the system bus of Linux")


def verdicts(out: str) -> set[tuple[str, str]]:
    """Verdict and room of every line."""
    lines = [line for line in out.splitlines() if line.split()[0] in VERDICTS]
    return {(line.split()[0], line[6:].partition(":")[0]) for line in lines}


@on_linux
class TestWithoutBluetooth:
    def test_every_line_begins_with_a_verdict_and_the_last_on_stderr_names_what_is_bad(
        self, tmp_path: Path
    ) -> None:
        done = soleus("doctor", home=tmp_path, more=NO_BUS)
        assert done.code == 3
        assert {line.split()[0] for line in done.out.splitlines()} <= VERDICTS
        assert ("bad", "Bluetooth") in verdicts(done.out)
        assert done.err.splitlines() == done.complaints
        assert len(done.complaints) == 1
        assert "Bluetooth" in done.complaints[0]

    def test_every_room_is_looked_at(self, tmp_path: Path) -> None:
        done = soleus("doctor", home=tmp_path, more=NO_BUS)
        assert {room for _, room in verdicts(done.out)} == {room.value for room in Room} - {"sensor"}

    def test_nothing_is_left_in_the_data_folder(self, tmp_path: Path) -> None:
        soleus("doctor", home=tmp_path, more=NO_BUS)
        assert list(tmp_path.iterdir()) == []

    def test_a_data_folder_that_cannot_be_is_what_the_exit_code_tells(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("mine", encoding="utf-8")
        done = soleus("doctor", home=file, more=NO_BUS)
        assert done.code == 2
        assert ("bad", "data folder") in verdicts(done.out)
        assert "Bluetooth, data folder" in done.complaints[0]

    def test_a_home_of_nobody_is_told_and_the_rest_is_looked_at(self) -> None:
        done = soleus("doctor", home=Path("~nobody-of-this-name"), more=NO_BUS)
        assert done.code == 2
        assert {("bad", "data folder"), ("ok", "versions")} <= verdicts(done.out)
        assert "Traceback" not in done.err

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
    def test_a_pipe_of_few_characters_takes_it(self, encoding: str, tmp_path: Path) -> None:
        more = {**NO_BUS, "PYTHONIOENCODING": encoding}
        done = soleus("doctor", home=tmp_path / "höher, 高く", more=more)
        assert done.code == 3
        assert f"({encoding}), plain lines" in done.out

    def test_no_bell_is_rung_into_a_pipe(self, tmp_path: Path) -> None:
        done = soleus("doctor", home=tmp_path, more=NO_BUS)
        assert "\a" not in done.out
        assert "the bell" not in done.out


@needs_bus
def test_with_bluetooth_on_nothing_is_bad(tmp_path: Path) -> None:
    async def ask(address: str) -> tuple[int | None, str]:
        async with FakeBlueZ({ADAPTER: adapter()}).on(address):
            process = await asyncio.create_subprocess_exec(
                *command("doctor"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env=environment(tmp_path, {"DBUS_SYSTEM_BUS_ADDRESS": address}),
            )
            out, _ = await asyncio.wait_for(process.communicate(), DEADLINE_S)
            return process.returncode, out.decode()

    tmp_path.chmod(0o700)
    with private_bus() as (address, _):
        code, out = asyncio.run(ask(address))
    assert code == 0
    assert out.splitlines()[0] == "ok    Bluetooth: adapter hci0 is on"
    assert "bad" not in {verdict for verdict, _ in verdicts(out)}


def in_a_terminal(home: Path, columns: int, rows: int, more: dict[str, str]) -> str:
    """Everything it writes on a pseudo-terminal of that size."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    env = environment(home, {**NO_BUS, "TERM": "xterm-256color", **more})
    process = subprocess.Popen(
        command("doctor"), stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=env
    )
    os.close(theirs)
    out = b""
    try:
        while data := os.read(ours, 65536):
            out += data
    except OSError:
        pass  # Linux's way to say that the other side is closed
    finally:
        os.close(ours)
        process.wait(DEADLINE_S)
    return out.decode()


@on_linux
class TestInATerminal:
    def test_its_size_is_told_and_the_bell_rings_once(self, tmp_path: Path) -> None:
        out = in_a_terminal(tmp_path, 120, 36, {})
        assert "120x36" in out
        assert out.count("\a") == 1
        assert "listen" in out

    def test_no_colour_is_used_nor_missed(self, tmp_path: Path) -> None:
        out = in_a_terminal(tmp_path, 60, 10, {"NO_COLOR": "1"})
        assert "\x1b" not in out
        assert "no colours, as NO_COLOR asks" in out
        assert "look  terminal: 60x10" in out


def failing(error: Exception) -> list[Finding]:
    raise error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InputError(InputReason.MISSING, "it is not there"), "it is not there"),
        (PermissionError(13, "Permission denied", "/x"), "Permission denied"),
        (TimeoutError(), "no answer"),
        (ImportError("No module named 'bleak'"), "No module named 'bleak'"),
        (ValueError("two\nlines"), "the check failed: ValueError"),
    ],
)
def test_a_check_that_fails_is_a_finding_of_its_room(error: Exception, words: str) -> None:
    (finding,) = looked(Room.DATA, lambda: failing(error))
    assert (finding.room, finding.verdict) == (Room.DATA, Verdict.BAD)
    assert words in finding.words
    assert finding.line.isprintable()


def test_where_a_check_failed_is_shown_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    looked(Room.DATA, lambda: failing(ValueError("ours")), debug=True)
    assert "Traceback" in capsys.readouterr().err
