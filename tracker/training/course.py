"""A plan that runs: since when, in which wordings, and at which of its weeks it stands.

The calendar goes on from the day it was started, and a plan is over after its weeks. Its dose goes along, one week a
week, unless the week behind was no reason for more: pain said hold or swap (tracker.training.pain), or under half of
its sets were done. Then the dose stays for a week. Where too little was told to judge by, it goes by the calendar: a
plan on paper does no other. That half is soleus's own choice, no study behind it.

A plan edited while it runs goes on in its new wording from the day that was taken in; the days before are held
against the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.training.catalogue.entry import Slug
from tracker.training.done import Done
from tracker.training.pain import Answer, PainNote, Zones, advise
from tracker.training.plan import Plan, Step

WEEK_DAYS = 7
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """The plan as it was written from that day on."""

    from_day: date
    plan: Plan


@dataclass(frozen=True, slots=True)
class Course:
    """One run of a plan. `wordings` are in order, the first from the day it was started; `stopped`: the first day it
    no longer ran, None while it does."""

    started: date
    wordings: tuple[Wording, ...]
    stopped: date | None = None

    @property
    def plan(self) -> Plan:
        """In its present wording."""
        return self.wordings[-1].plan

    def plan_on(self, day: date) -> Plan:
        """In the wording of that day."""
        before = [one for one in self.wordings if one.from_day <= day]
        return (before or self.wordings[:1])[-1].plan

    def week_of(self, day: date) -> int:
        """The week of the calendar it is on that day, from 1."""
        return (day - self.started).days // WEEK_DAYS + 1

    def runs_on(self, day: date) -> bool:
        """Whether anything is prescribed for that day."""
        return (
            day >= self.started
            and (self.stopped is None or day < self.stopped)
            and self.week_of(day) <= self.plan_on(day).weeks
        )


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the calendar. `dose_week`: the week of the plan whose dose holds in it; `why`: the sentence why it
    is no further, empty where it went on."""

    number: int
    first_day: date
    dose_week: int
    why: str = ""


def weeks(
    course: Course, today: date, done: Sequence[Done], notes: Sequence[PainNote], zones: Zones | None = None
) -> list[Week]:
    """Every week up to today's, at most to the last of the plan's longest wording."""
    found = [Week(1, course.started, 1)]
    longest = max(wording.plan.weeks for wording in course.wordings)  # it may have been cut short since
    last = min(course.week_of(today), longest)
    for number in range(2, last + 1):
        before = found[-1]
        first = course.started + timedelta(days=WEEK_DAYS * (number - 1))
        why = _why_not(course, before, done, notes, zones or course.plan.zones)
        found.append(Week(number, first, before.dose_week + (not why), why))
    return found


def _why_not(
    course: Course, week: Week, done: Sequence[Done], notes: Sequence[PainNote], zones: Zones | None
) -> str:
    """Why the dose stays after that week; empty where it goes on."""
    days = [week.first_day + timedelta(days=k) for k in range(WEEK_DAYS)]
    in_week = [one for one in done if one.day in days]
    asked = sum(
        sets_asked(step, week.dose_week) for day in days for step in course.plan_on(day).on(day.weekday())
    )
    counted = sum(_counted(course, week, days, in_week).values())
    if counted < ENOUGH * asked:
        return f"{counted} of {asked} sets of week {week.number} were done, under half: the dose stays"
    heard = [note for note in notes if note.day <= days[-1]]
    trained = [one.day for one in done if one.day <= days[-1]]
    advice = advise(heard, trained, days[-1] + timedelta(days=1), zones)
    if advice.judged and advice.answer is not Answer.PROGRESS:
        return f"{advice.why}: the dose of week {week.dose_week} stays"
    return ""


def _counted(course: Course, week: Week, days: Sequence[date], done: Iterable[Done]) -> dict[Slug, int]:
    """Sets done of each exercise of the plan, no more than were asked for."""
    asked: dict[Slug, int] = {}
    for day in days:
        for step in course.plan_on(day).on(day.weekday()):
            asked[step.slug] = asked.get(step.slug, 0) + sets_asked(step, week.dose_week)
    found: dict[Slug, int] = {}
    for one in done:
        if found.get(one.slug, 0) < asked.get(one.slug, 0):
            found[one.slug] = found.get(one.slug, 0) + 1
    return found


def sets_asked(step: Step, dose_week: int) -> int:
    """Sets of one day."""
    return step.dose_in(dose_week).sets * step.times_a_day * step.legs_alone
