"""A file is there whole or not at all, and what was there before is kept unless it is forced."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from recordings.export.whole_file import write_whole
from tracker.errors import InputError, InputReason

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights and links")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(path: Path, *, force: bool = False) -> InputError:
    with pytest.raises(InputError) as caught:
        write_whole(path, b"new", force=force)
    assert len(caught.value.message.splitlines()) == 1
    return caught.value


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_it_writes_the_bytes_and_nothing_beside_them(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.csv", b"a\r\nb\n", force=False)
    assert (tmp_path / "out.csv").read_bytes() == b"a\r\nb\n"
    assert names_in(tmp_path) == {"out.csv"}


def test_a_file_in_its_place_is_kept(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(b"mine")
    error = refused(tmp_path / "out.csv")
    assert error.reason is InputReason.EXISTS
    assert "--force" in error.message
    assert (tmp_path / "out.csv").read_bytes() == b"mine"


def test_with_force_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(b"mine, and longer")
    write_whole(tmp_path / "out.csv", b"new", force=True)
    assert (tmp_path / "out.csv").read_bytes() == b"new"
    assert names_in(tmp_path) == {"out.csv"}


def test_force_needs_nothing_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.csv", b"new", force=True)
    assert (tmp_path / "out.csv").read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_in_its_place_is_refused(force: bool, tmp_path: Path) -> None:
    error = refused(tmp_path, force=force)
    assert error.reason is InputReason.NOT_WRITABLE
    assert "folder" in error.message


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere" / "out.csv").reason is InputReason.NOT_WRITABLE
    assert names_in(tmp_path) == set()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "out.csv").reason is InputReason.NOT_WRITABLE


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"], ids=["too long", "with a nought byte"])
def test_a_name_no_system_has_is_refused(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name).reason is InputReason.NOT_WRITABLE


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices with names here")
def test_a_device_is_never_replaced() -> None:
    assert refused(Path("/dev/null"), force=True).reason is InputReason.NOT_WRITABLE


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_it_may_not_write_to_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert refused(closed / "out.csv").reason is InputReason.NOT_WRITABLE


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write to")
def test_a_folder_nobody_can_write_to_is_refused() -> None:
    assert refused(Path("/proc/self/out.csv")).reason is InputReason.NOT_WRITABLE


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("what", ["fsync", "fdopen"])
def test_a_full_disk_leaves_no_part_of_a_file(
    what: str, force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.csv").write_bytes(b"mine")
    monkeypatch.setattr(os, what, full)
    error = refused(tmp_path / "out.csv", force=force)
    monkeypatch.undo()
    assert (error.reason, "No space left on device" in error.message) == (InputReason.NOT_WRITABLE, True)
    assert names_in(tmp_path) == {"other.csv"}


def test_a_full_disk_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.csv").write_bytes(b"mine")
    monkeypatch.setattr(os, "fsync", full)
    refused(tmp_path / "out.csv", force=True)
    assert (tmp_path / "out.csv").read_bytes() == b"mine"
    assert names_in(tmp_path) == {"out.csv"}


def test_no_room_for_even_a_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert refused(tmp_path / "out.csv").reason is InputReason.NOT_WRITABLE


def test_ctrl_c_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "out.csv", b"new", force=False)
    assert names_in(tmp_path) == set()


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = os.fsync

    def meanwhile(descriptor: int) -> None:
        settle(descriptor)
        (tmp_path / "out.csv").write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert refused(tmp_path / "out.csv").reason is InputReason.EXISTS
    assert (tmp_path / "out.csv").read_bytes() == b"theirs"
    assert names_in(tmp_path) == {"out.csv"}


def test_a_disk_without_links_takes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_whole(tmp_path / "out.csv", b"new", force=False)
    assert (tmp_path / "out.csv").read_bytes() == b"new"
    assert names_in(tmp_path) == {"out.csv"}


@POSIX
def test_it_is_for_its_owners_eyes_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.csv", b"new", force=False)
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"mine")
    (tmp_path / "out.csv").symlink_to("real.csv")
    assert refused(tmp_path / "out.csv").reason is InputReason.EXISTS
    write_whole(tmp_path / "out.csv", b"new", force=True)
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@POSIX
def test_a_link_to_nothing_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to("nothing.csv")
    assert refused(tmp_path / "out.csv").reason is InputReason.EXISTS
