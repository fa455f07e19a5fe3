"""What was done, by the rules of training: each set of the real sessions as it was shown, and each timed exercise."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from recordings.logbook.pains import is_same
from recordings.logbook.rows import cell
from tracker.setup import Exercise, Form, Legs, TimedExercise
from tracker.training.done import Done

_SETS = """
SELECT account_id, place, name, started_at, coalesce(sets.exercise, sessions.declared), sets.corrected,
       sets.start_s, coalesce(sets.end_s, sets.start_s),
       CASE WHEN sets.end_s IS NULL OR sets.declared IS sessions.declared THEN load_kg END, legs
FROM sessions LEFT JOIN persons USING (person_id) JOIN accounts USING (session_id) JOIN sets USING (account_id)
WHERE accounts.shown AND NOT simulated ORDER BY started_at, account_id, place
"""
_REPS = """
SELECT account_id, set_place, partial, form, count(*), sum(up_duration_s + top_duration_s + down_duration_s),
       max(reps.end_s)
FROM reps JOIN accounts USING (account_id) WHERE shown GROUP BY account_id, set_place, partial, form
"""


def done(connection: sqlite3.Connection, person: str | None) -> list[Done]:
    """All of one person, the oldest first; ValueError where a row is none. The load of a session is that of the
    exercise it was declared for: what it was swapped for in between may have another. A set nobody could name, in a session
    that declared nothing, is no exercise and left out."""
    found = [(at, one) for at, name, one in _sets(connection) if is_same(name, person)]
    found += [(at, one) for at, name, one in _timed(connection) if is_same(name, person)]
    return [one for _, one in sorted(found, key=lambda pair: pair[0].timestamp())]


def _sets(connection: sqlite3.Connection) -> list[tuple[datetime, str | None, Done]]:
    counts: dict[tuple[int, int], dict[str, int]] = {}
    tension_s: dict[tuple[int, int], float] = {}
    ends_s: dict[tuple[int, int], float] = {}
    for account, place, partial, form, number, seconds, end_s in connection.execute(_REPS):
        key = account, place
        what = "partial" if partial else Form(form).value
        counts.setdefault(key, {})[what] = number
        tension_s[key] = tension_s.get(key, 0.0) + seconds
        ends_s[key] = max(ends_s.get(key, end_s), end_s)
    holds: dict[int, list[tuple[float, float]]] = {}
    for account, start_s, end_s in connection.execute(
        "SELECT account_id, start_s, end_s FROM holds JOIN accounts USING (account_id) WHERE shown"
    ):
        holds.setdefault(account, []).append((start_s, end_s))
    found = []
    for (
        account,
        place,
        name,
        started_at,
        exercise,
        corrected,
        start_s,
        end_s,
        load_kg,
        legs,
    ) in connection.execute(_SETS):
        if exercise is None:
            continue
        key = account, place
        last_s = max(end_s, ends_s.get(key, end_s))
        forms = counts.get(key, {})
        at = datetime.fromisoformat(started_at)
        full = {form: forms.get(form.value, 0) for form in Form}
        one = Done(
            day=at.date(),
            slug=Exercise(exercise),
            reps=sum(full.values()) + corrected,
            tension_s=tension_s.get(key, 0.0),
            held_s=sum(b - a for a, b in holds.get(account, []) if start_s <= a and b <= last_s),
            span_s=max(0.0, last_s - start_s),
            bent=full[Form.BENT],
            straight=full[Form.STRAIGHT],
            uncertain=full[Form.UNCERTAIN],
            load_kg=load_kg,
            legs=_legs(legs),
        )
        if one.reps > 0 or "partial" in forms:
            found.append((at, name, one))
    return found


def timed(connection: sqlite3.Connection) -> list[tuple[str | None, Done]]:
    """Every timed exercise with whose it is, the oldest first; ValueError where a row is none."""
    return [(name, one) for _, name, one in sorted(_timed(connection), key=lambda row: row[0].timestamp())]


def _timed(connection: sqlite3.Connection) -> list[tuple[datetime, str | None, Done]]:
    found = []
    for name, started_at, exercise, duration_s, legs in connection.execute(
        "SELECT person, started_at, exercise, duration_s, legs FROM timed"
    ):
        at = datetime.fromisoformat(started_at)
        found.append(
            (at, name, Done(at.date(), TimedExercise(exercise), span_s=duration_s, legs=_legs(legs)))
        )
    return found


def enter_timed(
    connection: sqlite3.Connection,
    person: str | None,
    started_at: datetime,
    exercise: TimedExercise,
    duration_s: float,
    legs: Legs | None,
) -> None:
    """A stretch of time, done."""
    connection.execute(
        "INSERT INTO timed (person, started_at, exercise, duration_s, legs) VALUES (?, ?, ?, ?, ?)",
        (person, started_at.isoformat(), exercise.value, cell(float(duration_s)), cell(legs)),
    )


def _legs(word: str | None) -> Legs | None:
    return None if word is None else Legs(word)
