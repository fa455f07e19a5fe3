"""The logbook is opened and read, never made and never mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from recordings.logbook.book import FILE
from recordings.logbook.schema import MIGRATIONS
from tests.recordings.logbook.pieces import book_in
from ui.doctor.finding import Room, Verdict
from ui.doctor.logbook import logbook_finding


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def torn(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_a_logbook_that_is_not_there_is_ok_and_not_made(tmp_path: Path) -> None:
    assert logbook_finding(tmp_path).verdict is Verdict.OK
    assert list(tmp_path.iterdir()) == []


def test_a_logbook_that_opens_is_ok_and_tells_its_version(tmp_path: Path) -> None:
    with book_in(tmp_path):
        pass
    finding = logbook_finding(tmp_path)
    assert (finding.room, finding.verdict) == (Room.LOGBOOK, Verdict.OK)
    assert finding.words == f"opens, version {len(MIGRATIONS)}, 0 sessions"


@pytest.mark.parametrize(
    ("spoil", "words"), [(newer, "update soleus"), (torn, "is damaged"), (a_folder, "is a folder")]
)
def test_a_logbook_that_does_not_open_is_bad_and_left_as_it_is(
    spoil: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    with book_in(tmp_path):
        pass
    path = tmp_path / FILE
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    finding = logbook_finding(tmp_path)
    assert finding.verdict is Verdict.BAD
    assert words in finding.words
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_logbook_that_is_in_use_is_to_be_looked_at_again(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        finding = logbook_finding(tmp_path, busy_s=0.0)
    assert finding.verdict is Verdict.LOOK
    assert "try again" in finding.words
