"""The logbook: sessions go in as they were shown, are listed, told, analysed again on command, and deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from recordings.header import Header
from recordings.home import recordings_folder
from recordings.logbook import accounts, listing, pains, taken_tests
from recordings.logbook.file import opened, transaction
from recordings.logbook.headers import header_of, header_row, person_id
from recordings.logbook.listing import SessionRow
from recordings.logbook.rows import Cell, cell
from recordings.logbook.trouble import damaged, told
from recordings.logged import LoggedSession
from tracker.errors import InputError, InputReason
from tracker.events import Event, SetEnd
from tracker.version import __version__

FILE = "logbook.sqlite3"
BUSY_S = 5.0


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Logbook:
    """The logbook in the data folder `root`, open within `with`. Whatever is wrong with its file, or with what it
    is asked, is an InputError. `busy_s`: how long to wait for another program that writes."""

    def __init__(
        self, root: Path, *, busy_s: float = BUSY_S, now: Callable[[], datetime] = _local_now
    ) -> None:
        self.path = root / FILE
        self._root = root
        self._busy_s = busy_s
        self._now = now
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Logbook:
        recordings_folder(self._root)
        self._connection = opened(self.path, self._busy_s)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def add(
        self, header: Header, recording: Path | None, events: Iterable[Event], duration_s: float, whole: bool
    ) -> int:
        """Enter a session, all of it or nothing; its number. A recording that is in already stays as it is, unless
        this is more of it: one that was thought cut off may have gone on."""
        told_events = list(events)
        stored = None if recording is None else self.stored_name(recording)
        with self.writing() as connection:
            known = connection.execute(
                "SELECT session_id, whole, duration_s FROM sessions WHERE recording = ?", (stored,)
            ).fetchone()
            if known is not None and (known[1] or not (whole or duration_s > known[2])):
                return int(known[0])
            row: dict[str, Cell] = {
                **header_row(header),
                "person_id": person_id(connection, header.person),
                "recording": stored,
                "duration_s": cell(float(duration_s)),
                "whole": whole,
            }
            if known is None:
                marks = ", ".join("?" for _ in row)
                session_id = connection.execute(
                    f"INSERT INTO sessions ({', '.join(row)}) VALUES ({marks})", list(row.values())
                ).lastrowid
                assert session_id is not None
            else:
                session_id = int(known[0])
                connection.execute(
                    f"UPDATE sessions SET {', '.join(f'{name} = ?' for name in row)} WHERE session_id = ?",
                    [*row.values(), session_id],
                )
            version, at = header.soleus_version, header.started_at  # the same whenever it is entered
            accounts.store(connection, session_id, told_events, version, at, shown=True)
            pains.store(connection, session_id, header, told_events)
        return session_id

    def add_account(self, session_id: int, events: Iterable[Event]) -> None:
        """Beside what was shown, what this version tells of the session now; in place of what it told before."""
        told_events = list(events)
        with self.writing() as connection:
            self._require(connection, session_id)
            accounts.store(connection, session_id, told_events, __version__, self._now(), shown=False)

    def sessions(self, person: str | None = None) -> list[SessionRow]:
        """All sessions, or those of one person however the name is spelt in capitals; the oldest first."""
        with self.reading() as connection:
            every = listing.rows(connection)
        if person is None:
            return every
        return [row for row in every if row.person is not None and row.person.casefold() == person.casefold()]

    def session(self, session_id: int) -> LoggedSession:
        """One session with its accounts."""
        with self.reading() as connection:
            self._require(connection, session_id)
            by_name = connection.cursor()
            by_name.row_factory = sqlite3.Row
            row = by_name.execute(
                "SELECT sessions.*, name AS person FROM sessions LEFT JOIN persons USING (person_id)"
                " WHERE session_id = ?",
                (session_id,),
            ).fetchone()
            header = header_of(row)
            return LoggedSession(
                session_id=session_id,
                header=header,
                duration_s=row["duration_s"],
                recording=None if row["recording"] is None else self._root / row["recording"],
                whole=bool(row["whole"]),
                accounts=tuple(accounts.read(connection, session_id)),
                pains=pains.of_session(connection, session_id, header),
                tests=taken_tests.of_session(connection, session_id),
            )

    def end_reasons(self, session_id: int) -> list[list[SetEnd | None]]:
        """Why the sets of each account ended, in the order of its ledger; None for a set that was cut off."""
        with self.reading() as connection:
            return accounts.end_reasons(connection, session_id)

    def persons(self) -> list[str]:
        """The names of all who have a session."""
        with self.reading() as connection:
            return [name for (name,) in connection.execute("SELECT name FROM persons ORDER BY name")]

    def recordings(self) -> set[str]:
        """The recordings that are entered, as `stored_name` gives them."""
        with self.reading() as connection:
            return {
                name
                for (name,) in connection.execute(
                    "SELECT recording FROM sessions WHERE recording IS NOT NULL"
                )
            }

    def delete(self, session_id: int) -> None:
        """Delete a session and its recording.

        The recording goes after the row and before the commit. Removed before, a logbook that cannot be written
        would keep a session whose recording is gone; removed after, one that cannot be removed would be brought in
        again as a new session. So: where it cannot be removed, the row comes back; where the commit fails after all
        (a power cut), the row is still there, and deleting once more finishes it.
        """
        with self.writing() as connection:
            self._require(connection, session_id)
            recording, person = connection.execute(
                "SELECT recording, person_id FROM sessions WHERE session_id = ?", (session_id,)
            ).fetchone()
            connection.execute("DELETE FROM sessions WHERE session_id = ?", (session_id,))
            connection.execute(
                "DELETE FROM persons WHERE person_id = ?"
                " AND NOT EXISTS (SELECT * FROM sessions WHERE person_id = persons.person_id)",
                (person,),
            )
            if recording is not None:
                _remove(self._root / recording)

    def stored_name(self, recording: Path) -> str:
        """A recording's path as it is stored: relative where it lies in the data folder, which may be moved."""
        folder, root = recording.parent.resolve(), self._root.resolve()
        return (
            (folder.relative_to(root) if folder.is_relative_to(root) else folder) / recording.name
        ).as_posix()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file as it stands at this moment; whatever is wrong with it is an InputError."""
        connection = self._open_connection()
        try:
            with told(self.path), transaction(connection, write=False):
                yield connection
        except (ValueError, TypeError, IndexError) as error:
            raise damaged(self.path, f"a row of it is none: {str(error)[:80]}") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of what is done within, or nothing; likewise."""
        connection = self._open_connection()
        try:
            with told(self.path), transaction(connection):
                yield connection
        except (ValueError, OverflowError) as error:  # text or numbers no column can hold
            raise InputError(
                InputReason.BAD_VALUE, f"a session holds a value that cannot be: {str(error)[:80]}"
            ) from error

    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection is not None, "the logbook is open only within `with`"
        return self._connection

    def _require(self, connection: sqlite3.Connection, session_id: int) -> None:
        if not connection.execute("SELECT 1 FROM sessions WHERE session_id = ?", (session_id,)).fetchone():
            raise InputError(
                InputReason.NO_SUCH_SESSION,
                f"{self.path} has no session {session_id}: soleus sessions lists those there are",
            )


def _remove(recording: Path) -> None:
    try:
        recording.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            InputReason.NOT_WRITABLE,
            f"cannot remove {recording}: {error.strerror or error}; the session is kept as it was",
        ) from error
