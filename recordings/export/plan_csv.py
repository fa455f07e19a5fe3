"""A plan as a table for a spreadsheet: one row an exercise a day. docs/export.md says what each column holds."""

from __future__ import annotations

from collections.abc import Sequence

from recordings.export import cells
from tracker.training.course import Course
from tracker.training.diary import Day, Line

SCHEMA = "soleus.plan/1"
COLUMNS = (
    *("schema", "person", "plan", "day", "week", "dose_week", "exercise"),
    *(
        "sets_asked",
        "sets_done",
        "reps_asked",
        "reps_done",
        "work_s",
        "reps_as_asked",
        "reps_formed",
        "load_kg",
    ),
    *("pain_during", "pain_after", "pain_next_morning"),
)


def plan_csv(person: str | None, course: Course, days: Sequence[Day]) -> str:
    """The file's text."""
    return cells.table(
        COLUMNS, [_row(person, course, day, line) for day in days for line in day.lines or (None,)]
    )


def _row(person: str | None, course: Course, day: Day, line: Line | None) -> list[str]:
    head = [
        cells.text(SCHEMA),
        cells.text(person),
        cells.text(course.plan_on(day.day).name),
        cells.text(day.day.isoformat()),
        cells.whole(day.week.number),
        cells.whole(day.week.dose_week),
    ]
    done = [""] * 9
    if line is not None:
        done = [
            cells.text(line.slug),
            cells.whole(line.sets_asked),
            cells.whole(line.sets),
            cells.whole(line.reps_asked),
            cells.whole(line.reps),
            cells.number(line.work_s, 1),
            cells.whole(line.as_asked),
            cells.whole(line.formed),
            cells.number(max(line.loads_kg, default=None), 2),
        ]
    return [*head, *done, *("" if score is None else cells.whole(score) for score in day.pain)]
