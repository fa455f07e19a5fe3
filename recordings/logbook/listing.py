"""Sessions as a list shows them, a light row each, and what the real ones come to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.setup import Exercise, Form


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in figures, as it was shown. `exercises` in the order they came, or the declared one where no set
    with a repetition was ended; `bent`, `straight` and `uncertain` are full repetitions, `corrected` the sum of corrections by hand.
    `recording` is as the logbook stores it: relative to the data folder where it lies in it."""

    session_id: int
    started_at: datetime
    duration_s: float
    person: str | None
    exercises: tuple[Exercise, ...]
    load_kg: float | None
    simulated: bool
    whole: bool
    recording: str | None
    sets: int
    bent: int
    straight: int
    uncertain: int
    partials: int
    corrected: int

    @property
    def count(self) -> int:
        """The number that stood on the screen: full repetitions and corrections by hand."""
        return self.bent + self.straight + self.uncertain + self.corrected


@dataclass(frozen=True, slots=True)
class Sums:
    """What the real sessions of a list come to; `simulated` ones are left out of everything else."""

    sessions: int
    count: int
    bent: int
    straight: int
    uncertain: int
    simulated: int


def sums(rows: Iterable[SessionRow]) -> Sums:
    """Over all rows of a list."""
    every = list(rows)
    real = [row for row in every if not row.simulated]
    return Sums(
        sessions=len(real),
        count=sum(row.count for row in real),
        bent=sum(row.bent for row in real),
        straight=sum(row.straight for row in real),
        uncertain=sum(row.uncertain for row in real),
        simulated=len(every) - len(real),
    )


def rows(connection: sqlite3.Connection) -> list[SessionRow]:
    """All sessions, the oldest first; ValueError where a row is none."""
    exercises: dict[int, list[Exercise]] = {}
    for session_id, exercise in connection.execute(
        "SELECT session_id, exercise FROM accounts JOIN sets USING (account_id)"
        " WHERE shown AND exercise IS NOT NULL AND sets.reps + sets.partials > 0 ORDER BY account_id, place"
    ):
        named = exercises.setdefault(session_id, [])
        if exercise not in named:
            named.append(Exercise(exercise))
    counts: dict[tuple[int, str], int] = {}
    for session_id, partial, form, number in connection.execute(
        "SELECT session_id, partial, form, count(*) FROM accounts JOIN reps USING (account_id)"
        " WHERE shown GROUP BY session_id, partial, form"
    ):
        what = "partial" if partial else Form(form).value
        counts[session_id, what] = counts.get((session_id, what), 0) + number
    found = []
    for row in connection.execute(
        "SELECT session_id, started_at, duration_s, name, sessions.declared, load_kg, simulated, whole, recording,"
        " count(place), coalesce(sum(corrected), 0)"
        " FROM sessions LEFT JOIN persons USING (person_id)"
        " JOIN (SELECT account_id, session_id FROM accounts WHERE shown) USING (session_id)"
        " LEFT JOIN sets USING (account_id) GROUP BY session_id"
    ):
        (
            number,
            started_at,
            duration_s,
            person,
            declared,
            load_kg,
            simulated,
            whole,
            recording,
            sets,
            corrected,
        ) = row
        named = exercises.get(number, [Exercise(declared)] if declared is not None else [])
        found.append(
            SessionRow(
                session_id=number,
                started_at=datetime.fromisoformat(started_at),
                duration_s=duration_s,
                person=person,
                exercises=tuple(named),
                load_kg=load_kg,
                simulated=bool(simulated),
                whole=bool(whole),
                recording=recording,
                sets=sets,
                bent=counts.get((number, "bent"), 0),
                straight=counts.get((number, "straight"), 0),
                uncertain=counts.get((number, "uncertain"), 0),
                partials=counts.get((number, "partial"), 0),
                corrected=corrected,
            )
        )
    return sorted(found, key=lambda one: (one.started_at, one.session_id))
