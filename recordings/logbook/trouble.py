"""What can be wrong with the logbook's file, in one sentence each: what, where, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import InputError, InputReason

KIND = 0xFF  # the lower byte of SQLite's codes tells the kind of trouble, the rest its finer name


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's complaints about the logbook at `path` become an InputError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # our own mistake
    except sqlite3.Error as error:
        raise _sentence(error, path) from error


def _sentence(error: sqlite3.Error, path: Path) -> InputError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # without one: bytes that are no text
    match code & KIND:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return damaged(path, str(error))
        case sqlite3.SQLITE_ERROR if "no such" in str(error):  # tables or columns
            return damaged(path, str(error))
        case sqlite3.SQLITE_ERROR:
            raise error  # our own mistake
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return InputError(
                InputReason.LOGBOOK_BUSY,
                f"{path} is in use by another program: try again when that is done with it",
            )
        case sqlite3.SQLITE_FULL:
            return InputError(
                InputReason.NOT_WRITABLE,
                f"cannot write {path}: the disk is full; what is stored there is kept, make room and try again",
            )
        case sqlite3.SQLITE_CONSTRAINT:
            return InputError(InputReason.BAD_VALUE, f"a value that cannot be, refused by {path}: {error}")
        case _:  # read-only, not to be opened, a disk that fails
            return InputError(
                InputReason.NOT_WRITABLE,
                f"cannot use {path}: {error}; make it and its folder readable and writable for you, or set"
                " SOLEUS_HOME to a folder that is",
            )


def damaged(path: Path, why: str) -> InputError:
    """The logbook cannot be read; it is left as it is, for someone may yet save something from it."""
    return InputError(
        InputReason.LOGBOOK_DAMAGED,
        f"{path} is damaged ({why}): move it away together with {path.name}-wal and {path.name}-shm if they are"
        " there, and soleus sessions makes a new one from the recordings",
    )
