"""A plan day by day: what was asked for, what was done, how much it hurt. The diary a therapist reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.setup import Exercise
from tracker.training.catalogue.entry import Slug
from tracker.training.course import Course, Week, sets_asked, weeks
from tracker.training.done import Done
from tracker.training.pain import PainNote, When, Zones, worst_of
from tracker.training.plan import Step


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise on one day. What the plan did not ask for has 0 asked. `work_s` is under tension, or by the clock for
    what is timed; `as_asked` of `formed` repetitions had the knee as the exercise asks for."""

    slug: Slug
    sets_asked: int
    sets: int
    reps_asked: int
    reps: int
    work_s: float
    as_asked: int
    formed: int
    loads_kg: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something was asked for, done or told. `pain`: during, after, next morning; None where it was not
    told."""

    day: date
    week: Week
    lines: tuple[Line, ...]
    pain: tuple[int | None, int | None, int | None]

    @property
    def trained(self) -> bool:
        """Whether anything was done."""
        return any(line.sets for line in self.lines)


def diary(
    course: Course, today: date, done: Sequence[Done], notes: Sequence[PainNote], zones: Zones | None = None
) -> list[Day]:
    """From the first day of the plan to today, or to the plan's last."""
    until = [one for one in done if one.day <= today]
    every = {week.number: week for week in weeks(course, today, until, notes, zones)}
    found = []
    day = course.started
    while day <= today and course.runs_on(day):
        week = every[course.week_of(day)]
        lines = tuple(
            _lines(course.plan_on(day).on(day.weekday()), week, [one for one in until if one.day == day])
        )
        during, after, morning = (worst_of(notes, day, when) for when in When)
        one = Day(day, week, lines, (during, after, morning))
        if lines or one.pain != (None, None, None):
            found.append(one)
        day += timedelta(days=1)
    return found


def _lines(steps: Sequence[Step], week: Week, done: Sequence[Done]) -> list[Line]:
    slugs = list(dict.fromkeys([step.slug for step in steps] + [one.slug for one in done]))
    return [
        _line(slug, [s for s in steps if s.slug == slug], week, [d for d in done if d.slug == slug])
        for slug in slugs
    ]


def _line(slug: Slug, steps: Sequence[Step], week: Week, done: Sequence[Done]) -> Line:
    asked = [(sets_asked(step, week.dose_week), step.dose_in(week.dose_week).reps or 0) for step in steps]
    counted = isinstance(slug, Exercise)
    return Line(
        slug,
        sum(sets for sets, _ in asked),
        len(done),
        sum(sets * reps for sets, reps in asked),
        sum(one.reps for one in done),
        sum(one.tension_s if counted else one.span_s for one in done),
        sum(one.as_asked for one in done),
        sum(one.formed for one in done),
        tuple(sorted({one.load_kg for one in done if one.load_kg is not None})),
    )
