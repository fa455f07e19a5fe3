"""Plans, days and pain in plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.setup import TimedExercise
from tracker.training.adherence import Adherence, Tally
from tracker.training.course import Course
from tracker.training.done import DATA_DAYS
from tracker.training.laterals import Because, Lateral
from tracker.training.pain import Advice, PainNote, When, Zones
from tracker.training.plan import Plan, PlanLegs, Step, days_words, dose_words
from tracker.training.today import Due, Today
from ui.exercise_lines import DISCLAIMER

LEGS = {
    PlanLegs.ONE: "on the leg it is for",
    PlanLegs.BOTH: "on both legs together",
    PlanLegs.EACH: "each leg by itself",
}


def plan_lines(plan: Plan, course: Course | None = None) -> list[str]:
    """What a plan asks for; with the dates of its weeks where it runs."""
    lines = [f"{plan.title} ({plan.name}): {plan.weeks} weeks"]
    lines += [f"For: {plan.what_for}"] if plan.what_for else []
    lines += [f"Source: {plan.source}"] if plan.source else []
    if course is not None:
        end = course.started + timedelta(days=7 * plan.weeks - 1)
        lines.append(f"Runs from {course.started} to {end}" + _rewordings(course))
    for step in plan.steps:
        lines += ["", *_step_lines(step, plan, course)]
    zones = plan.zones
    if zones is not None:
        lines += ["", zones_words(zones)]
    return [*lines, "", DISCLAIMER]


def _rewordings(course: Course) -> str:
    days = [str(one.from_day) for one in course.wordings[1:]]
    return f"; reads otherwise since {', '.join(days)}" if days else ""


def _step_lines(step: Step, plan: Plan, course: Course | None) -> list[str]:
    times = "" if step.times_a_day == 1 else f", {step.times_a_day} times a day"
    lines = [f"{step.slug.label} ({step.slug}): {dose_words(step.dose)}{times}, {days_words(step.days)}"]
    lines.append(f"  {LEGS[step.legs]}{how_words(step)}")
    lines += [f"  Source: {step.source}"] if step.source else []
    for phase in step.phases:
        weeks = (
            f"week {phase.first_week}"
            if phase.first_week == phase.last_week
            else f"weeks {phase.first_week} to {phase.last_week}"
        )
        when = ""
        if course is not None:
            first = course.started + timedelta(days=7 * (phase.first_week - 1))
            when = f", {first} to {course.started + timedelta(days=7 * phase.last_week - 1)}"
        source = f" ({phase.source})" if phase.source and phase.source != plan.source else ""
        lines.append(f"  {weeks}{when}: {dose_words(phase.dose)}{source}")
    if step.add_kg:
        lines.append(f"  the load goes up by {step.add_kg:g} kg once a week at most, when pain says progress")
    return lines


def how_words(step: Step) -> str:
    """Tempo and rest."""
    tempo = "" if step.tempo is None else f", tempo {step.tempo.words} s up-hold-down"
    rest = "" if step.rest_s is None else f", rest {step.rest_s:g} s"
    return tempo + rest


def today_lines(today: Today, course: Course, zones: Zones, one: Adherence) -> list[str]:
    """What is due, what pain says, and what was done so far."""
    plan = course.plan_on(today.day)
    lines = [f"{plan.title}, {today.day:%a} {today.day}, {_week_words(today, course)}"]
    if today.week.why and today.week.dose_week < today.week.number:
        lines.append(f"  {today.week.why}")
    if today.ask_morning is not None:
        lines.append(
            f"Not told yet: pain the morning after {today.ask_morning}: soleus pain 0-10 --when morning --on {today.ask_morning}"
        )
    lines += advice_lines(today.advice, zones)
    lines += ["", *_due_lines(today, course)]
    return [*lines, "", *adherence_lines(one), DISCLAIMER]


def _week_words(today: Today, course: Course) -> str:
    if today.day < course.started:
        return f"begins on {course.started}"
    if today.over:
        return "over"
    week = today.week
    at = "" if week.dose_week == week.number else f", at the dose of week {week.dose_week}"
    return f"week {week.number} of {course.plan_on(today.day).weeks}{at}"


def _due_lines(today: Today, course: Course) -> list[str]:
    if today.over:
        again = (
            f", at the dose of week {today.week.dose_week}"
            if today.week.dose_week < course.plan.weeks
            else ""
        )
        return [f"The plan is over{again}: soleus plan stop ends it, soleus plan start begins another."]
    if not today.due:
        return ["Nothing is due today."]
    lines = ["Due today:"]
    for due in today.due:
        lines += due_lines(due)
    return lines


def due_lines(due: Due) -> list[str]:
    """One exercise of the day."""
    step = due.step
    times = "" if step.times_a_day == 1 else f" {step.times_a_day} times"
    load = "" if due.load_kg is None else f", {due.load_kg:g} kg ({due.load_why})"
    lines = [
        f"  {step.slug.label}: {dose_words(due.dose)}{times}{load}; done {due.sets_done} of {due.sets_asked} sets",
        f"    {LEGS[step.legs]}{how_words(step)}: {_command(due)}",
    ]
    return lines + [f"    in its place: {lateral_words(one)}" for one in due.instead]


def _command(due: Due) -> str:
    step, dose = due.step, due.dose
    if isinstance(step.slug, TimedExercise):
        return f"soleus timed {step.slug} --for {dose.time_s or 60.0:g}s"
    load = "" if due.load_kg is None else f" --load {due.load_kg:g}"
    return f"soleus live --exercise {step.slug}{load}"


def advice_lines(advice: Advice, zones: Zones) -> list[str]:
    """The answer, why, and by which rule."""
    words = {
        "hold": "HOLD, go on as it is",
        "progress": "PROGRESS, more is allowed",
        "swap": "SWAP, something lighter",
    }
    return [
        f"Pain says: {words[advice.answer]}. Because {advice.why} ({advice.source.words}).",
        f"  {zones_words(zones)}",
    ]


def zones_words(zones: Zones) -> str:
    """As in "Zones: 0 to 2 safe, 3 to 5 acceptable, 6 to 10 high"."""
    middle = (
        ""
        if zones.safe_to == zones.acceptable_to
        else f", {zones.safe_to + 1} to {zones.acceptable_to} acceptable"
    )
    return f"Zones: 0 to {zones.safe_to} safe{middle}, {zones.acceptable_to + 1} to 10 high"


def adherence_lines(one: Adherence) -> list[str]:
    """Done of prescribed, measured."""
    share = f" ({100.0 * one.sets / one.sets_asked:.0f} %)" if one.sets_asked else ""
    lines = [
        f"Done so far: {one.sets} of {one.sets_asked} sets{share}; {one.days_with_data} days with data in the last {DATA_DAYS}"
    ]
    lines += [f"  {tally_words(tally)}" for tally in one.tallies]
    lines += [
        f"  {tally.slug.label}: every set was for one leg, left {tally.legs[0]}, right {tally.legs[1]}: were the legs named rightly?"
        for tally in one.tallies
        if tally.one_sided
    ]
    if one.others:
        names = ", ".join(f"{slug} {sets}" for slug, sets in one.others)
        lines.append(f"  Besides the plan, in no row above, in sets: {names}")
    return lines


def tally_words(tally: Tally) -> str:
    """One exercise."""
    parts = [
        f"{tally.sets} of {tally.sets_asked} sets"
        + (f" and {tally.more_sets} more" if tally.more_sets else "")
    ]
    if tally.reps_asked:
        parts.append(f"{tally.reps} of {tally.reps_asked} repetitions")
    if tally.tension_asked_s:
        parts.append(f"{tally.tension_s / 60.0:.1f} of {tally.tension_asked_s / 60.0:.1f} min of work")
    elif tally.tension_s:
        parts.append(f"{tally.tension_s / 60.0:.1f} min of work, no time prescribed")
    if tally.form_share is not None:
        parts.append(f"{100.0 * tally.form_share:.0f} % with the knee as asked")
    return f"{tally.slug.label}: {', '.join(parts)}"


def lateral_lines(slug_name: str, because: Because, found: Sequence[Lateral]) -> list[str]:
    """Suggestions, the best first."""
    why = "bored" if because is Because.BORED else "it hurts"
    if not found:
        rest = (
            "nothing of its kind loads as much"
            if because is Because.BORED
            else "nothing lighter is in the catalogue: rest"
        )
        return [f"In place of {slug_name}, because {why}: {rest}", DISCLAIMER]
    lines = [f"In place of {slug_name}, because {why}:"]
    lines += [f"  {number}. {lateral_words(one)}" for number, one in enumerate(found, start=1)]
    return [*lines, DISCLAIMER]


def lateral_words(one: Lateral) -> str:
    """As in "Soleus bridge (soleus-bridge): same purpose, load tier 1, not done yet"."""
    return f"{one.entry.name} ({one.entry.slug}): {one.why}"


def pain_lines(notes: Sequence[PainNote], days: int = 10) -> list[str]:
    """The last training days on which pain was told, a line each."""
    told = sorted({note.day for note in notes})[-days:]
    if not told:
        return ["No pain was noted yet, 0 neither: soleus pain 0-10 --when during|after|morning"]
    return [_day_words(day, [note for note in notes if note.day == day]) for day in told]


def _day_words(day: date, notes: Sequence[PainNote]) -> str:
    parts = []
    for when in When:
        scores = [note.score for note in notes if note.when is when]
        if scores:
            parts.append(f"{when.words} {max(scores)}")
    return f"{day:%a} {day}: {', '.join(parts)}"
