"""The options of the commands about training: exercises, what takes their place, plans, pain, the timer.

Light: it is loaded for `--version` too, so the catalogue itself is looked at only by the commands.
"""

from __future__ import annotations

import argparse
import math
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.setup import Exercise, Legs, TimedExercise

if TYPE_CHECKING:
    from ui.cli import Parser

    Commands = argparse._SubParsersAction[Parser]

EQUIPMENT = ("chair", "weight", "mat", "support", "step", "roller")
WHEN = ("during", "after", "morning")
LEAST_TIME_S, MOST_TIME_S = 5.0, 4 * 3600.0
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_PAIN = 10


def add_all(commands: Commands) -> None:
    """Every command about training with its options."""
    exercises = commands.add_parser("exercises", help="the exercises, and what there is to know of each")
    acts = exercises.add_subparsers(dest="act", metavar="show")
    show = acts.add_parser("show", help="all that is known of one")
    show.add_argument("slug", type=any_exercise, metavar="SLUG", help="its name in the list")

    lateral = commands.add_parser("lateral", help="what can take an exercise's place")
    lateral.add_argument("slug", type=any_exercise, metavar="SLUG", help="the exercise")
    lateral.add_argument("--because", choices=("bored", "pain"), required=True, help="why")
    lateral.add_argument("--one-leg", action="store_true", help="it is done on one leg alone")
    _add_have(lateral)
    _add_person(lateral)

    timed = commands.add_parser("timed", help="an exercise by the clock, no sensor, into the logbook")
    timed.add_argument("slug", type=timed_exercise, metavar="SLUG", help=", ".join(TimedExercise))
    timed.add_argument(
        "--for", dest="time_s", type=duration, metavar="TIME", default=60.0, help="60s, 2min, 1:30"
    )
    timed.add_argument("--legs", choices=list(Legs), help="the legs it is for")
    timed.add_argument("--no-sound", action="store_true", help="no bell at the end")
    _add_person(timed)

    pain = commands.add_parser("pain", help="pain from 0 to 10, and what it says about the next training")
    pain.add_argument("score", type=pain_score, nargs="?", metavar="0-10", help="without it: what is known")
    pain.add_argument("--when", choices=WHEN, help="during or after training, or the next morning")
    pain.add_argument(
        "--on", type=day, metavar="DATE", help="the training day it speaks of, as in 2026-03-02"
    )
    _add_person(pain)

    _add_plan(commands)


def _add_plan(commands: Commands) -> None:
    plan = commands.add_parser("plan", help="what is due today, and what was done of it")
    _add_person(plan)
    acts = plan.add_subparsers(dest="act", metavar="list|show|start|today|stop|export")
    acts.add_parser("list", help="the plans that come along, and the one that runs")
    show = acts.add_parser("show", help="what a plan asks for; without a name the one that runs")
    show.add_argument("plan", nargs="?", metavar="PLAN", help="a name of the list, or a file")
    start = acts.add_parser("start", help="begin a plan, or take the new wording of the one that runs")
    start.add_argument("plan", metavar="PLAN", help="a name of the list, or a file")
    start.add_argument("--on", type=day, metavar="DATE", help="its first day (today)")
    today = acts.add_parser("today", help="what is due, what pain says, what was done so far (the default)")
    today.add_argument("--on", type=day, metavar="DATE", help="of another day")
    _add_have(today)
    stop = acts.add_parser("stop", help="today is its last day; what was done stays")
    export = acts.add_parser("export", help="the plan so far, for a spreadsheet or as a page for a therapist")
    export.add_argument(
        "--to", choices=("csv", "html"), required=True, help="a row an exercise a day; or a page"
    )
    export.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    for act in (show, start, today, stop, export):
        act.add_argument("--person", type=_person, metavar="NAME", default=argparse.SUPPRESS)


def _add_person(command: Parser) -> None:
    command.add_argument("--person", type=_person, metavar="NAME", help="whose it is")


def _add_have(command: Parser) -> None:
    command.add_argument(
        "--have", type=equipment, metavar="THINGS", help=f"what is at hand, of {','.join(EQUIPMENT)} (all)"
    )


def any_exercise(word: str) -> Exercise | TimedExercise:
    """A slug of the catalogue, counted or timed."""
    for kind in (Exercise, TimedExercise):
        if word in list(kind):
            return kind(word)
    raise argparse.ArgumentTypeError(
        f"{word} is no exercise; there are: {', '.join([*Exercise, *TimedExercise])}"
    )


def timed_exercise(word: str) -> TimedExercise:
    """One that goes by the clock."""
    chosen = any_exercise(word)
    if not isinstance(chosen, TimedExercise):
        raise argparse.ArgumentTypeError(
            f"{word} is counted by the sensor: soleus live --exercise {word}; timed are {', '.join(TimedExercise)}"
        )
    return chosen


def duration(word: str) -> float:
    """Seconds: 60, 60s, 2min, 1:30."""
    found = re.fullmatch(r"(\d{1,3}):([0-5]\d)|(\d+(?:\.\d+)?)\s*(s|sec|min|m|)", word.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{word} is no time: 60s, 2min or 1:30")
    minutes, seconds, number, unit = found.groups()
    if minutes is not None:
        time_s = 60.0 * float(minutes) + float(seconds)
    else:
        time_s = float(number) * (60.0 if unit.startswith("m") else 1.0)
    if not LEAST_TIME_S <= time_s <= MOST_TIME_S or not math.isfinite(time_s):
        raise argparse.ArgumentTypeError(f"{word} is too short or too long: 5 seconds to 4 hours")
    return time_s


def pain_score(word: str) -> int:
    """A whole number of the scale."""
    if not word.isdecimal() or len(word) > 2 or int(word) > MOST_PAIN:
        raise argparse.ArgumentTypeError(
            f"{word} is no pain: whole numbers from 0 (none) to 10 (the worst there is)"
        )
    return int(word)


def day(word: str) -> date:
    """A day as ISO 8601 has it."""
    try:
        found = date.fromisoformat(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{word} is no day: 2026-03-02 is one") from error
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{word} is out of reach: {FIRST_YEAR} to {LAST_YEAR - 1}")
    return found


def equipment(words: str) -> tuple[str, ...]:
    """Things at hand, with commas between them; "none" for nothing."""
    things = tuple(word.strip() for word in words.split(",") if word.strip())
    if things == ("none",):
        return ()
    for thing in things:
        if thing not in EQUIPMENT:
            raise argparse.ArgumentTypeError(
                f"{thing} is no equipment; there are: {', '.join(EQUIPMENT)}, or none"
            )
    return things


def _person(word: str) -> str:
    from ui.options import person  # which imports this module

    return person(word)
