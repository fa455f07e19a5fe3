"""What was done of what was prescribed, measured: sets, repetitions, time under tension, form, days with data.

Counted week by week of the plan, so that Tuesday's training makes up for Monday's, and by exercise. What goes beyond
a week's dose makes up for no other week: it is told apart. What the sensor saw is what counts: other exercises than
those of the plan are named, and stand for none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.setup import Exercise, Legs
from tracker.training.catalogue.entry import Slug
from tracker.training.course import WEEK_DAYS, Course, sets_asked, weeks
from tracker.training.done import Done, days_with_data
from tracker.training.pain import PainNote, Zones
from tracker.training.plan import PlanLegs, Step


@dataclass(frozen=True, slots=True)
class Tally:
    """Done of prescribed for one exercise. `reps` and `tension_s` are of all its sets; the time prescribed is None
    where the plan names no tempo. `more_sets`: beyond what a week asked for. `as_asked` of `formed` repetitions had
    the form the exercise asks for. `legs`: sets with the left and with the right leg alone."""

    slug: Slug
    sets: int = 0
    sets_asked: int = 0
    more_sets: int = 0
    reps: int = 0
    reps_asked: int = 0
    tension_s: float = 0.0
    tension_asked_s: float | None = 0.0
    as_asked: int = 0
    formed: int = 0
    legs: tuple[int, int] = (0, 0)
    one_sided: bool = False

    @property
    def share(self) -> float | None:
        """Of the prescribed sets; None where none was due yet."""
        return self.sets / self.sets_asked if self.sets_asked else None

    @property
    def form_share(self) -> float | None:
        """Of the repetitions whose form is known one way or the other."""
        return self.as_asked / self.formed if self.formed else None


@dataclass(frozen=True, slots=True)
class Adherence:
    """Of the plan up to today. `others`: exercises done that are not in it, with their sets."""

    tallies: tuple[Tally, ...]
    others: tuple[tuple[Slug, int], ...]
    days_with_data: int

    @property
    def sets(self) -> int:
        """Done, of those prescribed."""
        return sum(one.sets for one in self.tallies)

    @property
    def sets_asked(self) -> int:
        """Prescribed up to today."""
        return sum(one.sets_asked for one in self.tallies)


def adherence(
    course: Course, today: date, done: Sequence[Done], notes: Sequence[PainNote], zones: Zones | None = None
) -> Adherence:
    """From the day it was started up to today, or the day before it was stopped."""
    until = [one for one in done if one.day <= today]
    asked: dict[Slug, list[list[tuple[Step, int]]]] = {}
    every = weeks(course, today, until, notes, zones)
    for place, week in enumerate(every):
        for k in range(WEEK_DAYS):
            day = week.first_day + timedelta(days=k)
            if day > today or not course.runs_on(day):
                continue
            for step in course.plan_on(day).on(day.weekday()):
                asked.setdefault(step.slug, [[] for _ in every])[place].append((step, week.dose_week))
    inside = [one for one in until if course.runs_on(one.day)]
    tallies = tuple(_tally(slug, by_week, inside, course) for slug, by_week in asked.items())
    others: dict[Slug, int] = {}
    for one in inside:
        if one.slug not in asked:
            others[one.slug] = others.get(one.slug, 0) + 1
    return Adherence(tallies, tuple(others.items()), days_with_data(until, today))


def _tally(
    slug: Slug, by_week: Sequence[Sequence[tuple[Step, int]]], done: Sequence[Done], course: Course
) -> Tally:
    mine = [one for one in done if one.slug == slug]
    sets = more = sets_due = reps_due = 0
    tension_due: float | None = 0.0
    for place, prescribed in enumerate(by_week):
        due = sum(sets_asked(step, week) for step, week in prescribed)
        here = sum(course.week_of(one.day) == place + 1 for one in mine)
        sets, more, sets_due = sets + min(here, due), more + max(0, here - due), sets_due + due
        for step, week in prescribed:
            dose, times = step.dose_in(week), step.times_a_day * step.legs_alone
            reps_due += times * dose.sets * (dose.reps or 0)
            tension_s = dose.tension_s(step.tempo)
            tension_due = (
                None if tension_s is None or tension_due is None else tension_due + times * tension_s
            )
    first = next((step for week in by_week for step, _ in week), None)
    legs = tuple(sum(one.legs is leg for one in mine) for leg in (Legs.LEFT, Legs.RIGHT))
    return Tally(
        slug,
        sets,
        sets_due,
        more,
        sum(one.reps for one in mine),
        reps_due,
        sum(_time_s(one, first) for one in mine),
        tension_due,
        sum(one.as_asked for one in mine),
        sum(one.formed for one in mine),
        (legs[0], legs[1]),
        one_sided=first is not None and first.legs is PlanLegs.EACH and _one_sided(legs),
    )


def _time_s(one: Done, step: Step | None) -> float:
    """What its prescription counts: held, by the clock, or under tension."""
    if step is not None and step.dose.hold_s is not None:
        return one.held_s
    if not isinstance(one.slug, Exercise) or (step is not None and step.dose.time_s is not None):
        return one.span_s
    return one.tension_s


def _one_sided(legs: Iterable[int]) -> bool:
    """Each leg has its own sets, and one has all of them: the legs may have been named wrongly."""
    least, most = sorted(legs)
    return least == 0 and most > 0
