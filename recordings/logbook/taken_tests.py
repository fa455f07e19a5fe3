"""Tests in the logbook: each result as it was told, with who, when and by which protocol.

A session that is deleted takes its recording along; its test's result stays, as a sheet in a file would.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from recordings.logbook.pains import is_same
from recordings.logbook.rows import Cell, cell
from recordings.logged import SessionTest
from tracker.errors import InputError, InputReason
from tracker.setup import Legs, Side
from tracker.training.heelrise.ending import EndedBy, Fault
from tracker.training.heelrise.protocol import Knee
from tracker.training.heelrise.result import Result
from tracker.version import __version__

_NAMES = tuple(field.name for field in fields(Result))


Dated = tuple[tuple[date, Result], ...]
"""Results with their days, the oldest first."""


@dataclass(frozen=True, slots=True)
class TakenTest:
    """A test in the logbook; `taken_at` carries its UTC offset, `recording` is as the logbook stores paths."""

    test_id: int
    person: str | None
    taken_at: datetime
    simulated: bool
    recording: str | None
    result: Result


def enter(
    connection: sqlite3.Connection,
    result: Result,
    person: str | None,
    taken_at: datetime,
    recording: str | None,
    *,
    simulated: bool,
) -> int:
    """Enter a result; its number. ValueError where it holds a number that is none."""
    session = connection.execute(
        "SELECT session_id FROM sessions WHERE recording = ?", (recording,)
    ).fetchone()
    row: dict[str, Cell] = {
        "session_id": None if session is None else int(session[0]),
        "recording": recording,
        "person": person,
        "taken_at": taken_at.isoformat(),
        "simulated": simulated,
        "soleus_version": __version__,
        **{name: _stored(getattr(result, name)) for name in _NAMES},
    }
    marks = ", ".join("?" for _ in row)
    number = connection.execute(
        f"INSERT INTO taken_tests ({', '.join(row)}) VALUES ({marks})", list(row.values())
    ).lastrowid
    assert number is not None
    return number


def of_person(connection: sqlite3.Connection, person: str | None) -> list[TakenTest]:
    """All of one person, the oldest first; ValueError where a row is none."""
    return [one for one in every(connection) if is_same(one.person, person)]


def every(connection: sqlite3.Connection) -> list[TakenTest]:
    """All, the oldest first."""
    rows = connection.execute(
        f"SELECT test_id, person, taken_at, simulated, recording, {', '.join(_NAMES)} FROM taken_tests ORDER BY test_id"
    ).fetchall()
    found = [
        TakenTest(
            test_id, person, datetime.fromisoformat(taken_at), bool(simulated), recording, _result(rest)
        )
        for test_id, person, taken_at, simulated, recording, *rest in rows
    ]
    return sorted(found, key=lambda one: (one.taken_at.timestamp(), one.test_id))


def one_of(connection: sqlite3.Connection, test_id: int) -> TakenTest:
    """The test of that number; InputError where there is none."""
    for one in every(connection):
        if one.test_id == test_id:
            return one
    raise InputError(
        InputReason.NO_SUCH_SESSION,
        f"the logbook has no test {test_id}: soleus test list shows those there are",
    )


def of_session(connection: sqlite3.Connection, session_id: int) -> tuple[SessionTest, ...]:
    """The tests taken in a session, each with those of its person it may be held against."""
    numbers = {
        int(number)
        for (number,) in connection.execute(
            "SELECT test_id FROM taken_tests JOIN sessions ON taken_tests.session_id = sessions.session_id"
            " OR taken_tests.recording = sessions.recording WHERE sessions.session_id = ?",
            (session_id,),
        )
    }
    if not numbers:
        return ()
    known = every(connection)
    return tuple(
        SessionTest(
            one.test_id,
            one.result,
            comparable(
                [other for other in known if is_same(other.person, one.person)],
                simulated=one.simulated,
                before=one,
            ),
        )
        for one in known
        if one.test_id in numbers
    )


def comparable(tests: list[TakenTest], *, simulated: bool, before: TakenTest | None) -> Dated:
    """Those of the same kind, real or simulated; `before`: taken before that one, which is none of them."""
    return tuple(
        (one.taken_at.date(), one.result)
        for one in tests
        if one.simulated == simulated
        and (before is None or (one.test_id != before.test_id and one.taken_at <= before.taken_at))
    )


def correct_side(connection: sqlite3.Connection, test_id: int, side: Side) -> TakenTest:
    """The leg was another than said: the result moves to it, and the leg that worked alone with it."""
    known = one_of(connection, test_id)
    alone = known.result.legs is not Legs.BOTH
    legs = Legs(side.value) if alone else Legs.BOTH
    connection.execute(
        "UPDATE taken_tests SET side = ?, legs = ? WHERE test_id = ?", (side.value, legs.value, test_id)
    )
    return replace(known, result=replace(known.result, side=side, legs=legs))


def _stored(value: object) -> Cell:
    if isinstance(value, tuple):
        return json.dumps(value, allow_nan=False)
    return cell(value)


def _result(row: list[Any]) -> Result:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    heights, faults = json.loads(values["heights_cm"]), json.loads(values["faults"])
    if not isinstance(heights, list) or not isinstance(faults, list):
        raise ValueError("list expected")
    return Result(
        **(
            values
            | {
                "knee": Knee(values["knee"]),
                "side": Side(values["side"]),
                "legs": Legs(values["legs"]),
                "ended_by": EndedBy(values["ended_by"]),
                "heights_cm": tuple(float(height) for height in heights),
                "faults": tuple(Fault(fault) for fault in faults),
            }
        )
    )
