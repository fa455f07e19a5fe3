"""Options of calibration and of profiles, and which profile they mean."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.setup import Side

if TYPE_CHECKING:
    from recordings.profiles import Profile
    from ui.cli import Parser

    Commands = argparse._SubParsersAction[Parser]


def words(given: str) -> str:
    """A name of one line."""
    name = given.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise argparse.ArgumentTypeError("a name has 1 to 80 printable characters")
    return name


def add_calibrate(commands: Commands) -> None:
    """The command itself."""
    calibrate = commands.add_parser(
        "calibrate", help="learn how the sensor sits on a person's leg: stand, sit, three raises of each"
    )
    whence = calibrate.add_mutually_exclusive_group()
    whence.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help="a recording or CSV file of the sequence"
    )
    whence.add_argument(
        "--sensor", metavar="X", help='part of its name or address; "practice" is a simulated one'
    )
    calibrate.add_argument("--person", type=words, metavar="NAME", help="whose leg it is")
    calibrate.add_argument(
        "--side", choices=[side.value for side in Side], help="the leg that wears the sensor"
    )
    calibrate.add_argument(
        "--position", type=words, metavar="WORDS", help='where it is strapped on, "outer shin" say'
    )
    calibrate.add_argument(
        "--profile", type=words, metavar="NAME", help="what to call it (person, side and position)"
    )


def add_profile(command: Parser, otherwise: str) -> None:
    """`--profile` and `--no-profile`; `otherwise`: what is used where neither is said."""
    which = command.add_mutually_exclusive_group()
    which.add_argument("--profile", type=words, metavar="NAME", help=f"the calibration to use ({otherwise})")
    which.add_argument("--no-profile", action="store_true", help="use no calibration")


def named(chosen: argparse.Namespace) -> Profile | None:
    """The profile asked for by name; InputError where it is none."""
    if chosen.profile is None:
        return None
    from recordings.home import home
    from recordings.profiles import load_profile

    return load_profile(home(), chosen.profile)


def usual(chosen: argparse.Namespace, *, simulated: bool) -> Profile | None:
    """The profile of a live session: the one asked for, else the last one of this person and leg. A file that cannot
    be read is told and does not keep anyone from training."""
    from recordings.home import home
    from recordings.profiles import last_profile
    from ui.output import note

    if chosen.no_profile:
        return None
    profile = named(chosen)
    if profile is None:
        side = Side(chosen.side) if chosen.side else None
        profile, trouble = last_profile(home(), chosen.person, side, simulated=simulated)
        for sentence in trouble:
            note(f"soleus: {sentence}")
        if profile is not None:
            note(f'Profile "{profile.name}" of {profile.made_at:%Y-%m-%d}; --no-profile does without.')
    return profile
