"""The writer: appended, handed over every half second, never torn by a disk that fails."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.packet import Packet
from recordings.entries import to_line
from recordings.reader import read_recording
from recordings.writer import FLUSH_S, SYNC_S, RecordingWriter
from tests.recordings.pieces import HEADER, Clock
from tracker.errors import InputError, InputReason

PACKET = Packet(1.25, "data", b"\x00\xff")
LINE = to_line(PACKET).encode()

Start = Callable[[], RecordingWriter]

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of POSIX")


class Disk(io.FileIO):
    """A file on a disk with so many bytes of room."""

    room = 0

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes)
        if not Disk.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = super().write(data[: Disk.room])
        Disk.room -= taken
        return taken


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.jsonl"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> type[Disk]:
    """Room for a megabyte, until a test takes it away."""

    def opened(descriptor: int, mode: str, buffering: int) -> Disk:
        assert buffering == 0
        return Disk(descriptor, mode)

    monkeypatch.setattr("recordings.writer.os.fdopen", opened)
    Disk.room = 1_000_000
    return Disk


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The descriptors the disk was asked to settle."""
    asked: list[int] = []
    monkeypatch.setattr("recordings.writer.os.fsync", asked.append)
    return asked


@pytest.fixture
def start(path: Path, clock: Clock) -> Iterator[Start]:
    """Starts a writer, and lets its file go after the test."""
    with contextlib.ExitStack() as stack:

        def started() -> RecordingWriter:
            writer = RecordingWriter(path, HEADER, clock)
            stack.callback(close, writer)
            return writer

        yield started


def close(writer: RecordingWriter) -> None:
    with contextlib.suppress(InputError):
        writer.close()


def stored(path: Path) -> bytes:
    """What the system has after the header."""
    return path.read_bytes().partition(b"\n")[2]


def refusal(act: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value


def test_the_header_is_stored_at_once(start: Start, path: Path) -> None:
    start()
    assert read_recording(path).header == HEADER


def test_an_entry_is_held_for_less_than_half_a_second(start: Start, path: Path, clock: Clock) -> None:
    writer = start()
    clock.now += FLUSH_S - 0.01
    writer.write([PACKET])
    assert stored(path) == b""


def test_a_write_after_half_a_second_hands_over(start: Start, path: Path, clock: Clock) -> None:
    writer = start()
    clock.now += FLUSH_S
    writer.write([PACKET])
    assert stored(path) == LINE


def test_each_half_second_hands_over_anew(start: Start, path: Path, clock: Clock) -> None:
    writer = start()
    lines = []
    for _ in range(20):
        clock.now += 0.125
        writer.write([PACKET])
        lines.append(stored(path).count(b"\n"))
    assert lines == [0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12, 16, 16, 16, 16, 20]


def test_a_tick_hands_over_when_nothing_comes(start: Start, path: Path, clock: Clock) -> None:
    writer = start()
    writer.write([PACKET])
    clock.now += FLUSH_S
    writer.tick()
    assert stored(path) == LINE


def test_a_tick_before_its_time_does_nothing(start: Start, path: Path, clock: Clock) -> None:
    writer = start()
    writer.write([PACKET])
    clock.now += FLUSH_S - 0.01
    writer.tick()
    assert stored(path) == b""


def test_a_flush_hands_over_now(start: Start, path: Path) -> None:
    writer = start()
    writer.write([PACKET])
    writer.flush()
    assert stored(path) == LINE


def test_entries_stand_in_the_order_they_happened(start: Start, path: Path) -> None:
    packets = [Packet(float(k), "data", bytes([k])) for k in range(20)]
    writer = start()
    writer.write(packets[:7])
    writer.write(packets[7:])
    writer.close()
    assert read_recording(path).entries == packets


def test_a_newline_is_one_byte_everywhere(start: Start, path: Path) -> None:
    writer = start()
    writer.write([PACKET])
    writer.close(2)
    assert b"\r" not in path.read_bytes()


def test_closing_in_good_order_makes_a_whole_recording(start: Start, path: Path) -> None:
    start().close(0)
    assert read_recording(path).warning is None


def test_closing_without_samples_leaves_a_recording_that_was_not_closed(start: Start, path: Path) -> None:
    start().close()
    assert "not closed" in (read_recording(path).warning or "")


def test_closing_twice_ends_it_once(start: Start, path: Path) -> None:
    writer = start()
    writer.close(7)
    writer.close(7)
    assert stored(path) == b'["end",7]\n'


def test_the_disk_settles_at_the_start(start: Start, synced: list[int]) -> None:
    start()
    assert synced


def test_the_disk_is_left_alone_between_its_times(start: Start, clock: Clock, synced: list[int]) -> None:
    writer = start()
    synced.clear()
    clock.now += SYNC_S - 0.01
    writer.write([PACKET])
    assert synced == []


def test_the_disk_settles_every_ten_seconds(start: Start, clock: Clock, synced: list[int]) -> None:
    writer = start()
    synced.clear()
    for _ in range(70):
        clock.now += FLUSH_S
        writer.write([PACKET])
    assert len(synced) == 3


def test_the_disk_settles_at_the_end(start: Start, synced: list[int]) -> None:
    writer = start()
    synced.clear()
    writer.close(0)
    assert len(synced) == 1


@posix
def test_a_recording_is_for_its_owner_alone(start: Start, path: Path) -> None:
    start()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_overwritten(start: Start, path: Path) -> None:
    path.write_bytes(b"precious")
    error = refusal(start)
    assert error.reason is InputReason.NOT_WRITABLE
    assert path.read_bytes() == b"precious"


@posix
def test_a_link_to_nowhere_is_not_followed(start: Start, path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "elsewhere")
    refusal(start)
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_folder_is_named(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "nowhere" / "session.jsonl"
    error = refusal(lambda: RecordingWriter(path, HEADER, clock))
    assert error.reason is InputReason.NOT_WRITABLE
    assert str(path) in error.message


def test_a_full_disk_at_the_start_is_told(start: Start, disk: type[Disk]) -> None:
    disk.room = 0
    error = refusal(start)
    assert error.reason is InputReason.NOT_WRITABLE


def test_a_full_disk_is_told_by_the_write_that_meets_it(
    start: Start, path: Path, clock: Clock, disk: type[Disk]
) -> None:
    writer = start()
    disk.room = 0
    clock.now += FLUSH_S
    error = refusal(lambda: writer.write([PACKET]))
    assert error.reason is InputReason.NOT_WRITABLE
    assert str(path) in error.message


def test_a_full_disk_is_told_by_the_tick_that_meets_it(start: Start, clock: Clock, disk: type[Disk]) -> None:
    writer = start()
    writer.write([PACKET])
    disk.room = 0
    clock.now += FLUSH_S
    assert refusal(writer.tick).reason is InputReason.NOT_WRITABLE


def test_a_full_disk_is_told_by_closing(start: Start, disk: type[Disk]) -> None:
    writer = start()
    disk.room = 0
    assert refusal(lambda: writer.close(0)).reason is InputReason.NOT_WRITABLE


def test_closing_on_a_full_disk_lets_the_file_go(start: Start, disk: type[Disk]) -> None:
    writer = start()
    disk.room = 0
    refusal(lambda: writer.close(0))
    writer.close(0)  # nothing left to do, so nothing to refuse


def test_a_disk_with_room_again_gets_what_it_missed(start: Start, path: Path, disk: type[Disk]) -> None:
    writer = start()
    writer.write([PACKET])
    disk.room = 10  # less than the line
    refusal(writer.flush)
    disk.room = 1_000_000
    writer.write([PACKET])
    writer.close(2)
    assert stored(path) == 2 * LINE + b'["end",2]\n'


def test_a_disk_that_does_not_settle_is_told(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = start()

    def gone(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("recordings.writer.os.fsync", gone)
    assert refusal(lambda: writer.close(0)).reason is InputReason.NOT_WRITABLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_disk_the_system_calls_full_is_told(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr("recordings.writer.os.open", lambda *_: full)
    error = refusal(start)
    assert os.strerror(errno.ENOSPC) in error.message
