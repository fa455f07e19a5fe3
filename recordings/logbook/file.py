"""The logbook's file: created for its owner alone, opened, brought to the present form; one transaction at a time.

It is in WAL mode, so that whoever reads does not wait for whoever writes. Nothing is ever done to a file that is
damaged, written by a newer soleus, or another program's.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from recordings.logbook.schema import MIGRATIONS
from recordings.logbook.trouble import damaged, told
from tracker.errors import InputError, InputReason


def opened(path: Path, busy_s: float, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """A connection to the logbook at `path`, in its present form; waits up to `busy_s` for other programs."""
    if path.is_dir():
        raise InputError(
            InputReason.NOT_WRITABLE, f"{path} is a folder where the logbook should be: move it away"
        )
    with told(path):
        _create(path)
        connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
        try:
            _prepare(connection, path, migrations)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool = True) -> Iterator[None]:
    """All of it or nothing. A writing one takes its turn at once: whoever is to wait does so before the work."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # after some troubles SQLite has rolled back itself
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def _create(path: Path) -> None:
    """An empty file with the rights of its owner alone, which SQLite gives its companions too."""
    log = path.with_name(path.name + "-wal")
    if _is_nothing(path) and log.exists() and _is_nothing(path):
        # Asked twice: another program creating it now has made the file before its log. SQLite would take a
        # log left behind for the new file's.
        raise damaged(path, f"{log.name} is there without it")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass  # and not opened here: closing it would take away the locks of a connection in this process
    except OSError as error:
        raise InputError(
            InputReason.NOT_WRITABLE,
            f"cannot create {path}: {error.strerror or error}; make its folder writable, or set SOLEUS_HOME to"
            " one that is",
        ) from error


def _is_nothing(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _prepare(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    with transaction(connection, write=False):
        version = _version(connection)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    _check(path, version, tables, len(migrations))
    with contextlib.suppress(sqlite3.OperationalError):  # another program is at it; the mode is a convenience
        connection.execute("PRAGMA journal_mode = WAL")
    while _version(connection) < len(migrations):
        _migrate(connection, migrations)
    connection.execute("PRAGMA foreign_keys = ON")  # after the migrations, which may make tables anew
    connection.execute("PRAGMA secure_delete = ON")  # what a person deletes about their body is overwritten


def _check(path: Path, version: int, tables: int, newest: int) -> None:
    if version > newest:
        raise InputError(
            InputReason.NEWER_SCHEMA,
            f"{path}: written by a newer soleus (logbook version {version}, this one knows up to {newest}):"
            " update soleus",
        )
    if version < 0 or (tables > 0) != (version > 0):
        raise damaged(path, "it is no logbook of soleus")


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """One step, unless another program took it meanwhile."""
    with transaction(connection):
        version = _version(connection)
        if version < len(migrations):
            for statement in _statements(migrations[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """One by one, each ending its line: sqlite3's executescript would commit what is open before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
