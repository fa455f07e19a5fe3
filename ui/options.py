"""The options of every command, and what their words may be. Light: it is loaded for `--version` too."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.setup import Exercise, Legs, Side
from ui import heelrise_options, profile_options, training_options

if TYPE_CHECKING:
    from ui.cli import Parser

    Commands = argparse._SubParsersAction[Parser]

MOUNTS = ("aligned", "strapped", "any")
EXPORTS = ("csv", "html")
QUALITIES = ("good", "typical", "bad")


def add_all(commands: Commands) -> None:
    """Every command with its options."""
    demo = commands.add_parser(
        "demo", help="a simulated session, from the sensor's bytes to counted repetitions"
    )
    demo.add_argument("--speed", type=speed, default=1.0, metavar="X", help="times real time, or max")
    demo.add_argument("--no-save", action="store_true", help="keep no recording of it")
    _add_screen(demo)
    _add_goal(demo)

    commands.add_parser("scan", help="sensors in reach")

    doctor = commands.add_parser(
        "doctor", help="whether Bluetooth, terminal and data folder are fit, and what to do"
    )
    doctor.add_argument(
        "--sensor",
        nargs="?",
        const="",
        metavar="X",
        help="measure this sensor for 20 s in place of that; part of its name or address, or practice",
    )

    live = commands.add_parser("live", help="count with a sensor")
    live.add_argument(
        "--sensor", metavar="X", help='part of its name or address; "practice" is a simulated one'
    )
    second = live.add_mutually_exclusive_group()
    second.add_argument(
        "--thigh", nargs="?", const="", metavar="X", help="a second sensor, on the thigh of the same leg"
    )
    second.add_argument(
        "--other-leg", nargs="?", const="", metavar="X", help="a second sensor, on the other shank"
    )
    live.add_argument(
        "--exercise", type=training_options.any_exercise, metavar="SLUG", help="what you are about to do"
    )
    live.add_argument("--side", choices=[side.value for side in Side], help="the leg that wears the sensor")
    live.add_argument("--legs", choices=[legs.value for legs in Legs], help="the legs that work")
    live.add_argument("--load", type=kilograms, metavar="KG", help="weight on the knee or in the hands")
    live.add_argument("--person", type=person, metavar="NAME", help="whose session it is")
    live.add_argument(
        "--set",
        action="append",
        default=[],
        type=setting,
        metavar="KEY=VALUE",
        help="of the sensor, rate_hz=52; a wrong key names those there are",
    )
    profile_options.add_profile(live, "the person's last one")
    _add_screen(live)
    _add_goal(live)

    replay = commands.add_parser("replay", help="a recording or CSV file again, compared with what was said")
    replay.add_argument("file", type=Path, metavar="FILE")
    replay.add_argument("--speed", type=speed, default=1.0, metavar="X", help="times real time, or max")
    profile_options.add_profile(replay, "the one it was recorded with")
    _add_screen(replay)

    _add_sessions(commands)
    _add_export(commands)
    training_options.add_all(commands)
    heelrise_options.add_all(commands)

    profile_options.add_calibrate(commands)

    analyze = commands.add_parser("analyze", help="recordings or CSV files, as a table or as JSON")
    analyze.add_argument("files", type=Path, nargs="+", metavar="FILE")
    analyze.add_argument("--json", action="store_true", help="one JSON array on stdout, nothing else")
    analyze.add_argument("--exercise", type=exercise, metavar="SLUG", help="what was done, as a hint")
    analyze.add_argument(
        "--explain", action="store_true", help="every candidate, and why it was taken or left"
    )
    analyze.add_argument(
        "--plot",
        type=Path,
        metavar="OUT.svg",
        help="the same as a picture: rise, turn, and every candidate in words",
    )

    analyze.add_argument(
        "--thigh",
        type=Path,
        metavar="B.csv",
        help="a second sensor's file, on the thigh and on the same clock",
    )
    profile_options.add_profile(analyze, "the one it was recorded with")

    decode = commands.add_parser(
        "decode", help="logged notifications as hex lines on stdin, samples on stdout"
    )
    decode.add_argument(
        "--sensor",
        required=True,
        metavar="FAMILY",
        help="movesense, witmotion, polar, metawear, movella-dot or diy",
    )
    decode.add_argument(
        "--set",
        action="append",
        default=[],
        type=setting,
        metavar="KEY=VALUE",
        help="as it was set, rate_hz=52; a wrong key names those there are",
    )

    simulate = commands.add_parser("simulate", help="a session of the virtual athlete, with its truth")
    what = simulate.add_mutually_exclusive_group(required=True)
    what.add_argument("--exercise", type=exercise, metavar="SLUG", help="one set of this exercise")
    what.add_argument("--mix", action="store_true", help="several sets of different exercises")
    simulate.add_argument("--reps", type=count, metavar="N", help="repetitions of the set")
    simulate.add_argument("--thigh", action="store_true", help="a second sensor, on the thigh")
    simulate.add_argument(
        "--distractors", action="store_true", help="walking, sitting down, fidgeting around it"
    )
    simulate.add_argument("--mount", choices=MOUNTS, default="strapped", help="how the sensor is strapped on")
    simulate.add_argument(
        "--quality", choices=QUALITIES, default="typical", help="of sensor, strap and radio"
    )
    simulate.add_argument("--rate", type=rate, default=104.0, metavar="HZ", help="samples a second")
    simulate.add_argument("--seed", type=seed, default=1, metavar="S", help="the same seed, the same session")
    simulate.add_argument("out", type=Path, metavar="OUT.(jsonl|csv)")


def _add_sessions(commands: Commands) -> None:
    sessions = commands.add_parser("sessions", help="the logbook: every session that was kept")
    sessions.add_argument("--person", type=person, metavar="NAME", help="list the sessions of one person")
    acts = sessions.add_subparsers(dest="act", metavar="list|show|delete|reanalyze")
    listed = acts.add_parser("list", help="a line each, the last one at the end (the default)")
    listed.add_argument("--person", type=person, metavar="NAME", default=argparse.SUPPRESS)
    show = acts.add_parser("show", help="sets and repetitions of one session")
    delete = acts.add_parser("delete", help="delete a session and its recording")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    reanalyze = acts.add_parser(
        "reanalyze", help="what this version makes of its recording, stored beside what was shown"
    )
    for act in (show, delete, reanalyze):
        act.add_argument("id", type=session_id, metavar="ID", help="its number in the list")


def _add_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="a session for a spreadsheet, or as a page for a therapist")
    export.add_argument("id", type=session_id, metavar="ID", help="its number in the list of sessions")
    export.add_argument("--to", choices=EXPORTS, required=True, help="a table, a row a repetition; or a page")
    export.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    export.add_argument("--force", action="store_true", help="replace a file that is there")


def _add_screen(command: Parser) -> None:
    command.add_argument("--plain", action="store_true", help="plain lines in place of the screen")
    command.add_argument("--no-sound", action="store_true", help="no bell")


def _add_goal(command: Parser) -> None:
    command.add_argument("--goal", type=count, metavar="N", help="repetitions a set you aim at")
    command.add_argument("--sets", type=count, metavar="N", help="sets you aim at")
    command.add_argument(
        "--rest", type=rest, default=None, metavar="S", help="seconds of rest between sets (60)"
    )


def speed(word: str) -> float:
    """A positive number, or max."""
    if word == "max":
        return math.inf
    value = decimal(word)
    if not value > 0.0 or not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{word} is no speed: a number above 0, or max")
    return value


def kilograms(word: str) -> float:
    """A load a person can move."""
    value = decimal(word)
    if not 0.0 <= value <= 500.0:
        raise argparse.ArgumentTypeError(f"{word} is no load: kilograms from 0 to 500")
    return value


def rest(word: str) -> float:
    """Seconds between two sets."""
    value = decimal(word)
    if not 0.0 <= value <= 3600.0:
        raise argparse.ArgumentTypeError(f"{word} is no rest: 0 to 3600 seconds")
    return value


def person(word: str) -> str:
    """A name of one line."""
    name = word.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise argparse.ArgumentTypeError("a name has 1 to 80 printable characters")
    return name


def exercise(word: str) -> Exercise:
    """A slug of the catalogue."""
    try:
        return Exercise(word)
    except ValueError as error:
        known = ", ".join(Exercise)
        raise argparse.ArgumentTypeError(f"{word} is no exercise; there are: {known}") from error


def setting(word: str) -> tuple[str, int | float | str]:
    """A key and its value: a whole number, a number, or a word."""
    key, equals, value = word.partition("=")
    if not key.isidentifier() or not equals or not value:
        raise argparse.ArgumentTypeError(f"{word} is no setting: key=value")
    for kind in (int, float):
        try:
            number = kind(value)
        except ValueError:
            continue
        if math.isfinite(number):
            return key, number
    return key, value


def count(word: str) -> int:
    """Repetitions of a set."""
    return whole(word, 1, 500, "repetitions")


def seed(word: str) -> int:
    """Any whole number from 0."""
    return whole(word, 0, 2**31 - 1, "seeds")


def session_id(word: str) -> int:
    """A number of the list."""
    return whole(word, 1, 2**31 - 1, "numbers of sessions")


def rate(word: str) -> float:
    """Samples a second."""
    value = decimal(word)
    if not 12.5 <= value <= 400.0:
        raise argparse.ArgumentTypeError(f"{word} is no rate: 12.5 to 400 Hz")
    return value


def decimal(word: str) -> float:
    """Any number."""
    try:
        return float(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{word} is no number") from error


def whole(word: str, low: int, high: int, what: str) -> int:
    """A whole number within bounds."""
    if not word.strip().lstrip("+").isdecimal() or not low <= int(word) <= high:
        raise argparse.ArgumentTypeError(f"{word}: {what} are whole numbers from {low} to {high}")
    return int(word)
