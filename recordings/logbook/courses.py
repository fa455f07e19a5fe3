"""Plans in the logbook: since when one runs, and every wording it had, so that an edited file changes no past."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from recordings.logbook.pains import is_same
from tracker.training.course import Course, Wording
from tracker.training.plan_text import parse_plan


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One run; `origin` and `wording` are the present ones."""

    run_id: int
    person: str | None
    course: Course
    origin: str
    wording: str


def courses(connection: sqlite3.Connection, person: str | None) -> list[CourseRow]:
    """All runs of one person, the oldest first; ValueError where a row is none."""
    found = []
    for run_id, name, started_on, stopped_on in connection.execute(
        "SELECT run_id, person, started_on, stopped_on FROM plan_runs ORDER BY started_on, run_id"
    ).fetchall():
        if not is_same(name, person):
            continue
        rows = connection.execute(
            "SELECT from_day, origin, wording FROM plan_wordings WHERE run_id = ? ORDER BY from_day",
            (run_id,),
        ).fetchall()
        wordings = tuple(
            Wording(
                date.fromisoformat(from_day),
                parse_plan(text, f"{origin} of {from_day}, as the logbook has it"),
            )
            for from_day, origin, text in rows
        )
        if not wordings:
            raise ValueError("a plan without a wording")
        stopped = None if stopped_on is None else date.fromisoformat(stopped_on)
        course = Course(date.fromisoformat(started_on), wordings, stopped)
        found.append(CourseRow(run_id, name, course, rows[-1][1], rows[-1][2]))
    return found


def running(connection: sqlite3.Connection, person: str | None) -> CourseRow | None:
    """The one that runs."""
    return next((row for row in courses(connection, person) if row.course.stopped is None), None)


def begin(
    connection: sqlite3.Connection, person: str | None, name: str, day: date, origin: str, wording: str
) -> None:
    """A plan begins that day."""
    run_id = connection.execute(
        "INSERT INTO plan_runs (person, name, started_on) VALUES (?, ?, ?)", (person, name, day.isoformat())
    ).lastrowid
    assert run_id is not None
    reword(connection, run_id, day, origin, wording)


def reword(connection: sqlite3.Connection, run_id: int, day: date, origin: str, wording: str) -> None:
    """From that day on it reads so; the last wording of a day is the one that stands."""
    connection.execute(
        "INSERT OR REPLACE INTO plan_wordings (run_id, from_day, origin, wording) VALUES (?, ?, ?, ?)",
        (run_id, day.isoformat(), origin, wording),
    )


def stop(connection: sqlite3.Connection, run_id: int, last_day: date) -> None:
    """That day is its last."""
    connection.execute(
        "UPDATE plan_runs SET stopped_on = ? WHERE run_id = ?",
        ((last_day + timedelta(days=1)).isoformat(), run_id),
    )
