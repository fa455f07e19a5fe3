"""`soleus timed`: an exercise by the clock, without a sensor, into the logbook. Ctrl-C ends it and keeps what was done."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime

from recordings.home import home
from recordings.logbook.book import Logbook
from recordings.logbook.doings import enter_timed
from tracker.setup import Legs, TimedExercise
from tracker.training.catalogue import entry_of
from ui.interrupts import end_gently
from ui.output import note, say
from ui.view.words import clock_words

LEAST_S = 1.0  # what is broken off at once was not begun
STEP_S = 0.25


def run(chosen: argparse.Namespace) -> int:
    """Count down, then keep it; exit code. Broken off, what was done is kept and Ctrl-C goes on its way."""
    end_gently()
    do(
        chosen.slug,
        chosen.time_s,
        None if chosen.legs is None else Legs(chosen.legs),
        chosen.person,
        sound=not chosen.no_sound,
    )
    return 0


def do(
    exercise: TimedExercise,
    time_s: float,
    legs: Legs | None,
    person: str | None,
    *,
    sound: bool,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """The whole of it."""
    for number, line in enumerate(entry_of(exercise).set_up, start=1):
        say(f"  {number}. {line}")
    say(f"{exercise.label}: {clock_words(time_s)} from now. Ctrl-C ends it and keeps what was done.")
    started_at = datetime.now().astimezone()
    begun_s = clock()
    try:
        _count_down(begun_s, time_s, clock, sleep)
    finally:
        done_s = min(time_s, clock() - begun_s)
        _keep(exercise, done_s, legs, person, started_at)
    if sound and sys.stderr.isatty():
        print("\a", end="", file=sys.stderr, flush=True)


def _count_down(
    begun_s: float, time_s: float, clock: Callable[[], float], sleep: Callable[[float], None]
) -> None:
    """On a terminal the time left stands on its line and counts down; elsewhere nothing is said meanwhile."""
    live = sys.stderr.isatty()
    try:
        while (left_s := time_s - (clock() - begun_s)) > 0.0:
            if live:
                print(f"\r  {clock_words(left_s + 0.999)} ", end="", file=sys.stderr, flush=True)
            sleep(min(STEP_S, left_s))
    finally:
        if live:
            print("\r          \r", end="", file=sys.stderr, flush=True)


def _keep(
    exercise: TimedExercise, done_s: float, legs: Legs | None, person: str | None, started_at: datetime
) -> None:
    if done_s < LEAST_S:
        note("Not begun: nothing is kept.")
        return
    with Logbook(home()) as book, book.writing() as connection:
        enter_timed(connection, person, started_at, exercise, done_s, legs)
    say(f"{exercise.label}: {done_s:.0f} s, in the logbook")
