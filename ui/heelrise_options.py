"""The options of `soleus test`, and what their words may be. Light: it is loaded for `--version` too."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.setup import Legs, Side

if TYPE_CHECKING:
    from ui.cli import Parser

    Commands = argparse._SubParsersAction[Parser]

KNEES = ("straight", "bent")
SEXES = ("male", "female")
SIDES = [side.value for side in Side]
LEGS = [legs.value for legs in Legs]


def add_all(commands: Commands) -> None:
    """Taking a test, and what the logbook has of them."""
    from ui.options import person

    test = commands.add_parser("test", help="heel-rise tests, refereed by the signal, live or on a recording")
    acts = test.add_subparsers(dest="act", metavar="heel-rise|seated-60|list|show|correct", required=True)
    rise = acts.add_parser("heel-rise", help="single leg, 30 a minute to a metronome, to exhaustion")
    rise.add_argument("--knee", choices=KNEES, required=True, help="straight, or its bent-knee twin")
    rise.add_argument(
        "--height-share", type=share, default=50.0, metavar="PCT",
        help="of your first three heights; a rise below it is too low (50)",
    )  # fmt: skip
    seated = acts.add_parser("seated-60", help="seated heel raises in 60 seconds")
    for act in (rise, seated):
        _add_taker(act)
    listed = acts.add_parser("list", help="the tests in the logbook, the last one at the end")
    listed.add_argument("--person", type=person, metavar="NAME", help="of one person")
    show = acts.add_parser("show", help="one test, and what it may be held against")
    correct = acts.add_parser("correct", help="it was the other leg: move a result there")
    correct.add_argument("--side", choices=SIDES, required=True, help="the leg it was")
    for act in (show, correct):
        act.add_argument("id", type=number, metavar="ID", help="its number in the list of tests")


def _add_taker(act: Parser) -> None:
    from ui.options import kilograms, person

    act.add_argument("--side", choices=SIDES, help="the leg tested; it wears the sensor")
    act.add_argument("--legs", choices=LEGS, help="the legs that work, if not that one alone")
    act.add_argument(
        "--from", dest="file", type=Path, metavar="FILE", help="a recording, in place of a sensor"
    )
    act.add_argument(
        "--sensor", metavar="X", help='part of its name or address; "practice" is a simulated one'
    )
    act.add_argument("--person", type=person, metavar="NAME", help="whose test it is")
    act.add_argument("--mass", type=body_mass, metavar="KG", help="body mass, for the work index")
    act.add_argument("--load", type=kilograms, metavar="KG", help="weight carried")
    act.add_argument("--age", type=age, metavar="YEARS", help="for the norms, with --sex")
    act.add_argument("--sex", choices=SEXES, help="for the norms, with --age")
    act.add_argument("--no-save", action="store_true", help="keep nothing of it")
    act.add_argument("--plain", action="store_true", help="plain lines in place of the screen")
    act.add_argument("--no-sound", action="store_true", help="no bell, no metronome")


def body_mass(word: str) -> float:
    """What a person weighs, from a child to the heaviest."""
    from ui.options import decimal

    value = decimal(word)
    if not 10.0 <= value <= 400.0:
        raise argparse.ArgumentTypeError(f"{word} is no body mass: kilograms from 10 to 400")
    return value


def age(word: str) -> int:
    """Years of a life."""
    from ui.options import whole

    return whole(word, 5, 110, "ages")


def share(word: str) -> float:
    """A share in per cent that does not end every test at once, nor none ever."""
    from ui.options import decimal

    value = decimal(word)
    if not 10.0 <= value <= 95.0:
        raise argparse.ArgumentTypeError(f"{word} is no share of a height: 10 to 95 per cent")
    return value


def number(word: str) -> int:
    """A number of the list of tests."""
    from ui.options import whole

    return whole(word, 1, 2**31 - 1, "numbers of tests")
