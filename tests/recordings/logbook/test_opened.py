"""The file: whose it is, brought to the present form step by step, and never touched where something is wrong."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from recordings.logbook.book import FILE
from recordings.logbook.file import opened
from recordings.logbook.schema import MIGRATIONS
from tests.recordings.logbook.pieces import AT_ONCE_S, book_in, entered, put, raw, refusal
from tests.recordings.pieces import HEADER, recorded
from tracker.errors import InputReason

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of POSIX")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)

SECOND = (
    "CREATE TABLE shoes (size INTEGER);\nINSERT INTO shoes VALUES (43);\nALTER TABLE persons ADD COLUMN shoe;"
)
HALF = "CREATE TABLE shoes (size INTEGER);\nCREATE TABLE shoes (size INTEGER);"


def version(root: Path) -> int:
    with raw(root) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(root: Path) -> set[str]:
    with raw(root) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def upgrade(root: Path, *steps: str) -> None:
    """Open it as a later version with these steps more would."""
    opened(root / FILE, AT_ONCE_S, (*MIGRATIONS, *steps)).close()


@posix
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    with book_in(tmp_path / "home") as book:
        book.add(HEADER, None, [], 1.0, True)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "home").iterdir()}
    assert modes.pop("recordings") == 0o700
    assert set(modes) >= {FILE, f"{FILE}-wal"}
    assert set(modes.values()) == {0o600}


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, [], 1.0, True)
        with raw(tmp_path) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM sessions")
            assert len(book.sessions()) == 1


def test_a_missing_file_is_made_in_the_present_form(tmp_path: Path) -> None:
    entered(tmp_path)
    assert version(tmp_path) == len(MIGRATIONS)


def test_an_empty_file_is_brought_to_the_present_form(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with book_in(tmp_path) as book:
        assert book.sessions() == []
    assert version(tmp_path) == len(MIGRATIONS)


def test_a_file_of_the_version_before_is_upgraded_and_keeps_what_it_holds(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, recorded().events, 1.0, True)
    upgrade(tmp_path, SECOND)
    assert version(tmp_path) == len(MIGRATIONS) + 1
    with raw(tmp_path) as connection:
        assert connection.execute("SELECT size FROM shoes").fetchall() == [(43,)]
        assert connection.execute("SELECT name, shoe FROM persons").fetchall() == [("Ada", None)]


def test_several_steps_are_taken_one_after_the_other(tmp_path: Path) -> None:
    entered(tmp_path)
    upgrade(tmp_path, SECOND, "DROP TABLE shoes;")
    assert (version(tmp_path), "shoes" in tables(tmp_path)) == (len(MIGRATIONS) + 2, False)


def test_a_step_that_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, [], 1.0, True)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        upgrade(tmp_path, HALF)
    assert (version(tmp_path), "shoes" in tables(tmp_path)) == (len(MIGRATIONS), False)
    with book_in(tmp_path) as book:
        assert len(book.sessions()) == 1


def test_a_step_that_fails_after_one_that_did_not_keeps_the_first(tmp_path: Path) -> None:
    entered(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        upgrade(tmp_path, SECOND, HALF)
    assert version(tmp_path) == len(MIGRATIONS) + 1


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def random_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def truncated_in_its_first_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


def overwritten_inside(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")


def without_its_tables(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def without_one_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE reps")


BROKEN: dict[Callable[[Path], None], InputReason] = {
    newer: InputReason.NEWER_SCHEMA,
    random_bytes: InputReason.LOGBOOK_DAMAGED,
    truncated: InputReason.LOGBOOK_DAMAGED,
    truncated_in_its_first_page: InputReason.LOGBOOK_DAMAGED,
    overwritten_inside: InputReason.LOGBOOK_DAMAGED,
    of_another_program: InputReason.LOGBOOK_DAMAGED,
    without_its_tables: InputReason.LOGBOOK_DAMAGED,
    without_one_table: InputReason.LOGBOOK_DAMAGED,
}


def list_them(root: Path) -> None:
    with book_in(root) as book:
        book.sessions()


def enter_one(root: Path) -> None:
    with book_in(root) as book:
        book.add(HEADER, root / "recordings" / "b.jsonl", recorded().events, 1.0, True)


@pytest.mark.parametrize("act", [list_them, enter_one])
@pytest.mark.parametrize("breaking", BROKEN)
class TestABrokenFile:
    def test_is_told_and_left_as_it_is(
        self, breaking: Callable[[Path], None], act: Callable[[Path], None], tmp_path: Path
    ) -> None:
        with book_in(tmp_path) as book:
            book.add(HEADER, None, recorded().events, 1.0, True)
        path = tmp_path / FILE
        breaking(path)
        before = path.read_bytes()
        error = refusal(lambda: act(tmp_path))
        assert (error.reason, str(path) in error.message) == (BROKEN[breaking], True)
        assert path.read_bytes() == before


def test_a_damaged_file_says_how_to_have_it_made_anew(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl")
    random_bytes(tmp_path / FILE)
    message = refusal(lambda: entered(tmp_path)).message
    assert "move it away" in message
    assert f"{FILE}-wal" in message


def test_a_log_left_behind_is_not_taken_for_a_new_files(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, [], 1.0, True)
        log = (tmp_path / f"{FILE}-wal").read_bytes()
    (tmp_path / FILE).unlink()
    (tmp_path / f"{FILE}-wal").write_bytes(log)
    assert refusal(lambda: entered(tmp_path)).reason is InputReason.LOGBOOK_DAMAGED
    assert (tmp_path / f"{FILE}-wal").read_bytes() == log


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    error = refusal(lambda: entered(tmp_path))
    assert (error.reason, "is a folder" in error.message) == (InputReason.NOT_WRITABLE, True)


@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_logbook_someone_else_is_writing_in_is_told(how: str, tmp_path: Path) -> None:
    entered(tmp_path)
    with raw(tmp_path) as other:
        other.execute(how)
        error = refusal(lambda: enter_one(tmp_path))
    assert (error.reason, str(tmp_path / FILE) in error.message) == (InputReason.LOGBOOK_BUSY, True)
    enter_one(tmp_path)


def test_a_new_logbook_someone_else_is_making_is_told(tmp_path: Path) -> None:
    with raw(tmp_path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refusal(lambda: entered(tmp_path)).reason is InputReason.LOGBOOK_BUSY


def test_a_full_disk_is_told_and_what_is_stored_stays(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        first = book.add(HEADER, None, recorded().events, 1.0, True)
        connection = book._open_connection()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        error = refusal(lambda: [book.add(HEADER, None, recorded().events, 1.0, True) for _ in range(20)])
        assert (error.reason, "the disk is full" in error.message) == (InputReason.NOT_WRITABLE, True)
        connection.execute("PRAGMA max_page_count = 100000")
        assert book.session(first).header == HEADER
        assert len(book.sessions()) < 20
        book.add(HEADER, None, recorded().events, 1.0, True)


def test_a_file_that_is_read_only_is_told_by_what_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(tmp_path)
    connect = sqlite3.connect

    def read_only(path: Path, timeout: float, isolation_level: None) -> sqlite3.Connection:
        return connect(f"{path.as_uri()}?mode=ro", timeout=timeout, isolation_level=isolation_level, uri=True)

    monkeypatch.setattr("recordings.logbook.file.sqlite3.connect", read_only)
    error = refusal(lambda: enter_one(tmp_path))
    assert (error.reason, "SOLEUS_HOME" in error.message) == (InputReason.NOT_WRITABLE, True)
    list_them(tmp_path)


@not_root
def test_a_folder_that_is_read_only_is_told(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    tmp_path.chmod(0o500)
    try:
        error = refusal(lambda: entered(tmp_path))
    finally:
        tmp_path.chmod(0o700)
    assert (error.reason, "SOLEUS_HOME" in error.message) == (InputReason.NOT_WRITABLE, True)


def test_a_folder_no_file_can_be_made_in_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("recordings.logbook.file.os.open", denied)
    error = refusal(lambda: entered(tmp_path))
    assert (error.reason, "SOLEUS_HOME" in error.message) == (InputReason.NOT_WRITABLE, True)
