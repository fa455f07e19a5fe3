"""Pain in the logbook: noted during a session it comes from the recording, and is entered with it however often that
is entered; told afterwards it stands for a training day, and for the session where that is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime

from recordings.header import Header
from recordings.logbook.rows import cell
from recordings.logged import SessionPain
from tracker.events import MOST_PAIN, Event, PainNoted
from tracker.training.pain import PainNote, When


def store(connection: sqlite3.Connection, session_id: int, header: Header, events: Iterable[Event]) -> None:
    """What was noted while the session ran, in place of what was known of it; what was told later stays."""
    connection.execute("DELETE FROM pains WHERE session_id = ? AND t_s IS NOT NULL", (session_id,))
    for event in events:
        if isinstance(event, PainNoted) and 0 <= event.score <= MOST_PAIN:  # else damaged on its disk
            connection.execute(
                "INSERT INTO pains (session_id, person, day, moment, score, noted_at, t_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    session_id,
                    header.person,
                    header.started_at.date().isoformat(),
                    When.DURING.value,
                    event.score,
                    header.started_at.isoformat(),
                    cell(float(event.t_s)),
                ),
            )


def tell(
    connection: sqlite3.Connection,
    note: PainNote,
    person: str | None,
    noted_at: datetime,
    session_id: int | None,
) -> None:
    """What a person says afterwards is their last word: on that moment of the session, or of the whole day where it is
    told of no session. So a slip of the key in mid-session can be put right."""
    rows = connection.execute(
        "SELECT pain_id, pains.person, session_id FROM pains LEFT JOIN sessions USING (session_id)"
        " WHERE day = ? AND moment = ? AND coalesce(simulated, 0) = 0",
        (note.day.isoformat(), note.when.value),
    ).fetchall()
    for pain_id, name, number in rows:
        if is_same(name, person) and (session_id is None or number in (None, session_id)):
            connection.execute("DELETE FROM pains WHERE pain_id = ?", (pain_id,))
    connection.execute(
        "INSERT INTO pains (session_id, person, day, moment, score, noted_at) VALUES (?, ?, ?, ?, ?, ?)",
        (session_id, person, note.day.isoformat(), note.when.value, note.score, noted_at.isoformat()),
    )


def notes(connection: sqlite3.Connection, person: str | None) -> list[PainNote]:
    """All of one person, simulated sessions left out, in the order of the days; ValueError where a row is none."""
    found = connection.execute(
        "SELECT pains.person, day, moment, score FROM pains LEFT JOIN sessions USING (session_id)"
        " WHERE coalesce(simulated, 0) = 0 ORDER BY day, pain_id"
    ).fetchall()
    return [
        PainNote(date.fromisoformat(day), When(moment), score)
        for name, day, moment, score in found
        if is_same(name, person)
    ]


def of_session(connection: sqlite3.Connection, session_id: int, header: Header) -> tuple[SessionPain, ...]:
    """Of one session, in the order of its moments; what was told of its day is told of it too, unless it is the
    virtual athlete's."""
    rows = connection.execute(
        "SELECT moment, score, t_s, person, session_id FROM pains WHERE session_id = ?"
        " OR (session_id IS NULL AND day = ? AND NOT ?) ORDER BY t_s IS NULL, t_s, pain_id",
        (session_id, header.started_at.date().isoformat(), header.simulated),
    ).fetchall()
    found = [
        SessionPain(When(moment), score, t_s)
        for moment, score, t_s, person, number in rows
        if number is not None or is_same(person, header.person)
    ]
    return tuple(sorted(found, key=lambda one: list(When).index(one.when)))


def is_same(name: str | None, person: str | None) -> bool:
    """Whether two names are one person's, however they are spelt in capitals; nobody named is a person too."""
    if name is None or person is None:
        return name is person
    return name.casefold() == person.casefold()
