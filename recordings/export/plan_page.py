"""A plan as one page for a physical therapist: what was asked for and done, day by day, with pain. Self-contained,
printable, the same bytes for the same logbook on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from recordings.export.markup import Markup, join, pairs, tag
from recordings.export.page import POLICY
from recordings.export.style import STYLE
from recordings.export.words import UNKNOWN, figure
from tracker.training.adherence import Adherence, Tally
from tracker.training.course import Course
from tracker.training.diary import Day, Line
from tracker.training.done import DATA_DAYS
from tracker.training.pain import Advice, Zones
from tracker.training.plan import dose_words

METHOD = (
    "Method: sets and repetitions are what the sensor on the shank counted and what the timer ran, not what was ticked"
    " off. A set stands under the exercise it was taken for. Sets count by week of the plan: what goes beyond a week's"
    " dose makes up for no other. Work: the time the heel was off its rest, held at the top, or by the clock.",
    "Pain: what the person told, from 0 (none) to 10 (the worst that can be imagined); the highest of each moment.",
    "Not a medical device: no diagnosis, no claim about health. What to make of it is for the person and their therapist.",
)


def plan_page(
    person: str | None,
    course: Course,
    days: Sequence[Day],
    one: Adherence,
    advice: Advice,
    zones: Zones,
    today: date,
) -> str:
    """The whole page."""
    title = f"{course.plan.title}, {person or 'no name'}, up to {today}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    body = tag(
        "body",
        tag("h1", course.plan.title),
        _facts(person, course, one, advice, zones, today),
        tag("h2", "Done of prescribed"),
        _table(
            ("exercise", "sets", "more", "repetitions", "work, min", "knee as asked"),
            [_tally(tally) for tally in one.tallies],
        ),
        *([tag("p", _others(one))] if one.others else []),
        tag("h2", "Day by day"),
        _table(
            ("day", "week", "exercise", "sets", "repetitions", "dose", "load kg", "knee as asked", "pain"),
            [row for day in days for row in _day(course, day)],
        ),
        *(tag("p", f"Week {day.week.number}: {day.week.why}.") for day in _first_days(days) if day.week.why),
        tag("div", *(tag("p", line) for line in METHOD), class_="limits"),
    )
    return "<!DOCTYPE html>\n" + tag("html", Markup("\n"), head, Markup("\n"), body, lang="en") + "\n"


def _facts(
    person: str | None, course: Course, one: Adherence, advice: Advice, zones: Zones, today: date
) -> Markup:
    share = f" ({100.0 * one.sets / one.sets_asked:.0f} %)" if one.sets_asked else ""
    reworded = ", ".join(str(wording.from_day) for wording in course.wordings[1:])
    facts = {
        "Person": person or "no name given",
        "Plan": course.plan.name + (f", {course.plan.source}" if course.plan.source else ""),
        "Since": f"{course.started}" + (f", reads otherwise since {reworded}" if reworded else ""),
        "Up to": str(today)
        if course.stopped is None
        else f"{today}; stopped, {course.stopped} was no day of it any more",
        "Sets done": f"{one.sets} of {one.sets_asked}{share}",
        f"Days with data in the last {DATA_DAYS}": str(one.days_with_data),
        "Pain says": f"{advice.answer}: {advice.why} ({advice.source.words})",
        "Zones": f"safe to {zones.safe_to}, acceptable to {zones.acceptable_to}",
    }
    return pairs(facts)


def _tally(tally: Tally) -> list[str]:
    asked_s = tally.tension_asked_s
    return [
        tally.slug.label,
        f"{tally.sets} of {tally.sets_asked}",
        str(tally.more_sets),
        f"{tally.reps} of {tally.reps_asked}" if tally.reps_asked else str(tally.reps),
        figure(tally.tension_s / 60.0, 1) + (f" of {figure(asked_s / 60.0, 1)}" if asked_s else ""),
        UNKNOWN if tally.form_share is None else f"{100.0 * tally.form_share:.0f} %",
    ]


def _others(one: Adherence) -> str:
    return "Besides the plan, in sets: " + ", ".join(f"{slug.label} {sets}" for slug, sets in one.others)


def _day(course: Course, day: Day) -> list[list[str]]:
    pain = " / ".join(UNKNOWN if score is None else str(score) for score in day.pain)
    week = str(day.week.number)
    if day.week.dose_week != day.week.number:
        week += f" (dose of {day.week.dose_week})"
    if not day.lines:
        return [[str(day.day), week, "", "", "", "", "", "", pain]]
    return [
        [*((str(day.day), week) if k == 0 else ("", "")), *_line(course, day, line), pain if k == 0 else ""]
        for k, line in enumerate(day.lines)
    ]


def _line(course: Course, day: Day, line: Line) -> list[str]:
    steps = [step for step in course.plan_on(day.day).on(day.day.weekday()) if step.slug == line.slug]
    return [
        line.slug.label,
        f"{line.sets} of {line.sets_asked}",
        f"{line.reps} of {line.reps_asked}" if line.reps_asked else str(line.reps),
        dose_words(steps[0].dose_in(day.week.dose_week)) if steps else UNKNOWN,
        ", ".join(figure(load, 1) for load in line.loads_kg) or UNKNOWN,
        f"{line.as_asked} of {line.formed}" if line.formed else UNKNOWN,
    ]


def _first_days(days: Sequence[Day]) -> list[Day]:
    """The first of each week."""
    return list({day.week.number: day for day in reversed(days)}.values())[::-1]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    if not rows:
        return tag("p", "Nothing yet.")
    head = tag("tr", *(tag("th", name, scope="col") for name in columns))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return join(tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide"))
