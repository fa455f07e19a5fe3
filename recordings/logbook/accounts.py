"""What one version told of a session, into its tables and back: the ledger, set by set, rep by rep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from recordings.logbook.rows import Cell, built, cell, cells, columns
from recordings.logged import Account
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    Repetition,
    SetEnd,
    SetEnded,
    SetSummary,
    SignalGap,
)
from tracker.ledger import Ledger, SetRecord

_SET = ("number", "start_s", "corrected")
_SUMMARY = [
    {"start_s": "summary_start_s", "corrected": "summary_corrected"}.get(name, name)
    for name in columns(SetSummary)
]
_OF_SUMMARY = [name for name in _SUMMARY if name != "number"]  # a set has the number of its summary
_LISTS: tuple[tuple[str, type[Any]], ...] = (
    ("holds", HoldEnded),
    ("gaps", SignalGap),
    ("corrections", CountCorrected),
)


def store(
    connection: sqlite3.Connection,
    session_id: int,
    events: Iterable[Event],
    soleus_version: str,
    made_at: datetime,
    *,
    shown: bool,
) -> None:
    """The ledger of these events, in place of one that the same version made before."""
    connection.execute(
        "DELETE FROM accounts WHERE session_id = ? AND shown = ? AND (shown OR soleus_version = ?)",
        (session_id, shown, soleus_version),
    )
    account_id = connection.execute(
        "INSERT INTO accounts (session_id, soleus_version, made_at, shown) VALUES (?, ?, ?, ?)",
        (session_id, soleus_version, made_at.isoformat(), shown),
    ).lastrowid
    assert account_id is not None
    ledger, reasons = _folded(events)
    for place, (record, reason) in enumerate(zip(ledger.sets, reasons, strict=True)):
        _insert(connection, "sets", _set_row(account_id, place, record, reason))
        for rep in (*record.reps, *record.partials):
            head: dict[str, Cell] = {"account_id": account_id, "set_place": place}
            _insert(connection, "reps", head | dict(zip(columns(Repetition), cells(rep), strict=True)))
    for table, kind in _LISTS:
        for place, one in enumerate(getattr(ledger, table)):
            head = {"account_id": account_id, "place": place}
            _insert(connection, table, head | dict(zip(columns(kind), cells(one), strict=True)))


def _folded(events: Iterable[Event]) -> tuple[Ledger, list[SetEnd | None]]:
    """The ledger, and why each of its sets ended, told last; None where one was cut off."""
    ledger = Ledger()
    ended: list[
        tuple[SetRecord, SetEnd]
    ] = []  # the records of sets taken back too: no other takes their identity
    for event in events:
        ledger.add(event)
        if isinstance(event, SetEnded):
            told = next(one for one in reversed(ledger.sets) if one.summary is event.summary)
            ended.append((told, event.reason))
    reasons = {id(record): reason for record, reason in ended}
    return ledger, [reasons.get(id(record)) for record in ledger.sets]


def _set_row(account_id: int, place: int, record: SetRecord, reason: SetEnd | None) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "account_id": account_id,
        "place": place,
        "number": record.index,
        "start_s": cell(record.start_s),
        "corrected": record.corrected,
        "end_reason": cell(reason),
    }
    if record.summary is not None:
        row |= dict(zip(_SUMMARY, cells(record.summary), strict=True))
    return row


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Cell]) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def read(connection: sqlite3.Connection, session_id: int) -> list[Account]:
    """Every account of a session, the shown one first; ValueError where a row is none."""
    found = connection.execute(
        "SELECT account_id, soleus_version, made_at, shown FROM accounts WHERE session_id = ?"
        " ORDER BY shown DESC, account_id",
        (session_id,),
    ).fetchall()
    return [
        Account(version, datetime.fromisoformat(made_at), bool(shown), _ledger(connection, account_id))
        for account_id, version, made_at, shown in found
    ]


def end_reasons(connection: sqlite3.Connection, session_id: int) -> list[list[SetEnd | None]]:
    """Why the sets ended, a list an account; None where a set was cut off."""
    found: dict[int, list[SetEnd | None]] = {}
    for account_id, place, reason in connection.execute(
        "SELECT account_id, place, end_reason FROM accounts LEFT JOIN sets USING (account_id) WHERE session_id = ?"
        " ORDER BY shown DESC, account_id, place",
        (session_id,),
    ):
        reasons = found.setdefault(account_id, [])
        if place is not None:
            reasons.append(None if reason is None else SetEnd(reason))
    return list(found.values())


def _ledger(connection: sqlite3.Connection, account_id: int) -> Ledger:
    ledger = Ledger()
    names = ", ".join((*_SET, *_OF_SUMMARY))
    for row in connection.execute(
        f"SELECT {names} FROM sets WHERE account_id = ? ORDER BY place", (account_id,)
    ):
        ledger.sets.append(_set_record(row))
    names = ", ".join(columns(Repetition))
    for place, *row in connection.execute(
        f"SELECT set_place, {names} FROM reps WHERE account_id = ? ORDER BY set_place, start_s, rep_id",
        (account_id,),
    ):
        rep = built(Repetition, row)
        record = ledger.sets[place]
        (record.partials if rep.partial else record.reps).append(rep)
    for table, kind in _LISTS:
        names = ", ".join(columns(kind))
        rows = connection.execute(
            f"SELECT {names} FROM {table} WHERE account_id = ? ORDER BY place", (account_id,)
        )
        getattr(ledger, table).extend(built(kind, row) for row in rows)
    return ledger


def _set_record(row: Sequence[Any]) -> SetRecord:
    number, start_s, corrected, *of_summary = row
    record = SetRecord(number, start_s, corrected=corrected)
    values = {"number": number, **dict(zip(_OF_SUMMARY, of_summary, strict=True))}
    if values["end_s"] is not None:
        record.summary = built(SetSummary, [values[name] for name in _SUMMARY])
        record.end_s = record.summary.end_s
    return record
