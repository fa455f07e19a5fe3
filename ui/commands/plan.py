"""`soleus plan`: which there are, what one asks for, begin and end, what is due today and what was done of it."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path

from recordings.export.whole_file import check_place, write_whole
from recordings.home import home
from recordings.logbook import courses
from recordings.logbook.book import Logbook
from recordings.logbook.courses import CourseRow
from recordings.plans import BUILT_IN, built_in_text, plan_text, read_plan
from recordings.trained import trained
from tracker.errors import InputError, InputReason
from tracker.training.adherence import adherence
from tracker.training.catalogue.entry import Equipment
from tracker.training.diary import diary
from tracker.training.pain import Zones, advise
from tracker.training.plan import steps_words
from tracker.training.plan_text import parse_plan
from tracker.training.today import today_of
from ui.commands.export import check_not_ours
from ui.output import note, say
from ui.training_lines import plan_lines, today_lines

KNOWN_WORDS = "soleus plan list names those there are, soleus plan start PLAN begins one"


def run(chosen: argparse.Namespace) -> int:
    """Do what is asked; exit code."""
    today = datetime.now().astimezone().date()
    with Logbook(home()) as book:
        match chosen.act:
            case "start":
                _start(book, chosen, today)
            case "stop":
                _stop(book, chosen.person, today)
            case "export":
                _export(book, chosen, today)
            case "show":
                _show(book, chosen)
            case "today":
                _today(book, chosen.person, chosen.on or today, chosen.have)
            case None if _running(book, chosen.person) is not None:
                _today(book, chosen.person, today, None)
            case _:
                _list(book, chosen.person)
    return 0


def _running(book: Logbook, person: str | None) -> CourseRow | None:
    with book.reading() as connection:
        return courses.running(connection, person)


def _required(book: Logbook, person: str | None) -> CourseRow:
    row = _running(book, person)
    if row is not None:
        return row
    with book.reading() as connection:
        names = {
            name
            for (name,) in connection.execute(
                "SELECT DISTINCT person FROM plan_runs WHERE stopped_on IS NULL"
            )
        }
    others = ", ".join(
        f"--person {name}" if name is not None else "nobody named" for name in sorted(names, key=str)
    )
    whose = f" for {person}" if person is not None else ""
    known = f"; one runs for {others}" if others else ""
    raise InputError(InputReason.NO_SUCH_PLAN, f"no plan runs{whose}{known}: {KNOWN_WORDS}")


def _list(book: Logbook, person: str | None) -> None:
    row = _running(book, person)
    for name in BUILT_IN:
        plan = read_plan(name)
        say(f"{name}: {plan.title}, {plan.weeks} weeks, {steps_words(plan.steps)}")
    say("Your own: a file, see docs/training.md; soleus plan show FILE checks it.")
    if row is None:
        say("None runs: soleus plan start PLAN begins one.")
    else:
        say(f"Running since {row.course.started}: {row.course.plan.name} ({row.origin})")


def _show(book: Logbook, chosen: argparse.Namespace) -> None:
    if chosen.plan is not None:
        lines = plan_lines(read_plan(chosen.plan))
    else:
        row = _required(book, chosen.person)
        lines = plan_lines(row.course.plan, row.course)
    for line in lines:
        say(line)


def _start(book: Logbook, chosen: argparse.Namespace, today: date) -> None:
    text, where = plan_text(chosen.plan)
    plan = parse_plan(text, where)
    origin = chosen.plan if chosen.plan in BUILT_IN else str(Path(chosen.plan).resolve())
    row = _running(book, chosen.person)
    if row is None:
        day = chosen.on or today
        with book.writing() as connection:
            courses.begin(connection, chosen.person, plan.name, day, origin, text)
        say(f"{plan.title} begins on {day}, {plan.weeks} weeks. soleus plan today says what is due.")
        return
    running = row.course
    if running.plan.name != plan.name:
        raise InputError(
            InputReason.EXISTS,
            f"{running.plan.name} runs since {running.started}: soleus plan stop ends it first, what was done stays",
        )
    if text == row.wording:
        raise InputError(
            InputReason.EXISTS, f"{plan.name} runs since {running.started} already, in these words"
        )
    if chosen.on is not None and chosen.on != today:
        raise InputError(
            InputReason.USAGE, "a running plan takes its new words from today on, not from --on another day"
        )
    day = max(today, running.started)
    with book.writing() as connection:
        courses.reword(connection, row.run_id, day, origin, text)
    say(
        f"{plan.title} goes on in its new words from {day}, in week {running.week_of(day)}; the days before are held"
        " against the old ones."
    )


def _stop(book: Logbook, person: str | None, today: date) -> None:
    row = _required(book, person)
    last = max(today, row.course.started)
    with book.writing() as connection:
        courses.stop(connection, row.run_id, last)
    say(f"{row.course.plan.title}: {last} is its last day. What was done stays in the logbook.")


def _today(book: Logbook, person: str | None, day: date, have: tuple[str, ...] | None) -> None:
    row = _required(book, person)
    known = trained(book, home(), person)
    _warn_of_change(row)
    at_hand = None if have is None else [Equipment(word) for word in have]
    today = today_of(row.course, day, known.done, known.notes, known.own, at_hand)
    one = adherence(row.course, day, known.done, known.notes, known.own)
    for line in today_lines(today, row.course, known.zones, one):
        say(line)


def _export(book: Logbook, chosen: argparse.Namespace, today: date) -> None:
    from recordings.export.plan_csv import plan_csv
    from recordings.export.plan_page import plan_page

    check_not_ours(chosen.out)
    check_place(chosen.out, force=chosen.force)
    with book.reading() as connection:
        every = courses.courses(connection, chosen.person)
    if not every:
        raise InputError(InputReason.NO_SUCH_PLAN, f"no plan was ever started: {KNOWN_WORDS}")
    course = every[-1].course  # the one that runs, else the last that did
    known = trained(book, home(), chosen.person)
    days = diary(course, today, known.done, known.notes, known.own)
    if chosen.to == "csv":
        text = plan_csv(chosen.person, course, days)
    else:
        zones = course.plan.zones or known.own or Zones()
        one = adherence(course, today, known.done, known.notes, known.own)
        advice = advise(known.notes, known.days, today, zones)
        text = plan_page(chosen.person, course, days, one, advice, zones, today)
    write_whole(chosen.out, text.encode(), force=chosen.force)
    say(
        f"{chosen.out}: {course.plan.title} since {course.started}, {sum(day.trained for day in days)} days of training"
    )


def _warn_of_change(row: CourseRow) -> None:
    """The file says something else by now: nothing changes before it is taken in."""
    try:
        if row.origin in BUILT_IN:
            now = built_in_text(row.origin)
        else:
            now = Path(row.origin).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return  # gone: the logbook has its text
    if now != row.wording:
        note(
            f"soleus: {row.origin} has changed since it was taken in on {row.course.wordings[-1].from_day};"
            f" soleus plan start {row.origin} takes the new words from today on"
        )
