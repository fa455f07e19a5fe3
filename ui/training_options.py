"""The options of the commands about training: exercises, what takes their place, plans, pain, the timer.

Light: it is loaded for `--version` too, so the catalogue itself is looked at only when a word has to be checked.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tracker.setup import Exercise, TimedExercise

if TYPE_CHECKING:
    from ui.cli import Parser

    Commands = argparse._SubParsersAction[Parser]


def add_all(commands: Commands) -> None:
    """Every command about training with its options."""
    exercises = commands.add_parser("exercises", help="the exercises, and what there is to know of each")
    acts = exercises.add_subparsers(dest="act", metavar="show")
    show = acts.add_parser("show", help="all that is known of one")
    show.add_argument("slug", type=any_exercise, metavar="SLUG", help="its name in the list")


def any_exercise(word: str) -> Exercise | TimedExercise:
    """A slug of the catalogue, counted or timed."""
    for kind in (Exercise, TimedExercise):
        if word in list(kind):
            return kind(word)
    raise argparse.ArgumentTypeError(
        f"{word} is no exercise; there are: {', '.join([*Exercise, *TimedExercise])}"
    )
