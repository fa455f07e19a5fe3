"""What is due today: the exercises of the day with their dose and load, what pain says, and what may take a place.

The load: what was used last since the plan began, else what the plan says. Where the plan names `add_kg`, it goes up
by that once pain says progress and the load was used for a week (soleus's own choice: the dose of the study it comes
from says how much, and only "when free of pain" for when).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.training.catalogue.entry import Equipment
from tracker.training.course import Course, Week, sets_asked, weeks
from tracker.training.done import Done, last_done
from tracker.training.laterals import Because, Lateral, laterals
from tracker.training.pain import WEEK, Advice, Answer, PainNote, Zones, advise, morning_to_ask
from tracker.training.plan import Dose, PlanLegs, Step


@dataclass(frozen=True, slots=True)
class Due:
    """One exercise of the day. `load_why` says where the load comes from, empty where none is named; `instead`: what
    may take its place, where pain says swap."""

    step: Step
    dose: Dose
    sets_asked: int
    sets_done: int
    load_kg: float | None
    load_why: str
    instead: tuple[Lateral, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """The day of a plan. `due` is empty on a day of rest, before the first day and when the plan is `over`; `ask_morning`: the training day
    whose next morning nobody has told; `week` is the calendar's, with the week its dose stands at."""

    day: date
    week: Week
    over: bool
    due: tuple[Due, ...]
    advice: Advice
    ask_morning: date | None


def today_of(
    course: Course,
    day: date,
    done: Sequence[Done],
    notes: Sequence[PainNote],
    zones: Zones | None = None,
    have: Iterable[Equipment] | None = None,
) -> Today:
    """What the plan asks for on that day. `zones`: where the plan itself names none; `have`: equipment at hand."""
    zone = course.plan.zones or zones
    until = [one for one in done if one.day <= day]
    trained = [one.day for one in until]
    advice = advise(notes, trained, day, zone)
    week = weeks(course, day, until, notes, zone)[-1]
    at_hand = None if have is None else frozenset(have)
    steps = course.plan_on(day).on(day.weekday()) if course.runs_on(day) else []
    due = tuple(_due(step, week, course.started, day, until, advice, at_hand) for step in steps)
    over = day >= course.started and not course.runs_on(day)
    return Today(day, week, over, due, advice, morning_to_ask(notes, trained, day))


def _due(
    step: Step,
    week: Week,
    started: date,
    day: date,
    done: Sequence[Done],
    advice: Advice,
    have: frozenset[Equipment] | None,
) -> Due:
    load_kg, why = _load(step, [one for one in done if one.day >= started], day, advice)
    instead: tuple[Lateral, ...] = ()
    if advice.answer is Answer.SWAP:
        one_leg = step.legs is not PlanLegs.BOTH
        instead = tuple(laterals(step.slug, Because.PAIN, last_done(done), have, one_leg=one_leg))
    return Due(
        step,
        step.dose_in(week.dose_week),
        sets_asked(step, week.dose_week),
        sum(one.day == day and one.slug == step.slug for one in done),
        load_kg,
        why,
        instead,
    )


def _load(step: Step, done: Sequence[Done], day: date, advice: Advice) -> tuple[float | None, str]:
    used = [one for one in done if one.slug == step.slug and one.load_kg is not None]
    if not used:
        return step.load_kg, "" if step.load_kg is None else "as the plan begins"
    last_kg = used[-1].load_kg
    since = used[-1].day
    for one in reversed(used):
        if one.load_kg != last_kg:
            break
        since = one.day
    assert last_kg is not None
    if step.add_kg and advice.answer is Answer.PROGRESS and day - since >= WEEK and used[-1].day < day:
        return last_kg + step.add_kg, f"{step.add_kg:g} kg more than since {since}: pain allows it"
    return last_kg, f"as on {used[-1].day}"
