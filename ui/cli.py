"""The command line: one parser, one door for errors, everything heavy imported by the command that needs it.

Exit codes: 0 done, 2 bad input or usage, 3 sensor or Bluetooth, 130 ended by Ctrl-C with everything saved.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from tracker.errors import InputError, InputReason, SoleusError
from tracker.version import __version__
from ui import interrupts, options, output
from ui.threads import one_thread

COMMANDS = (
    *("demo", "scan", "live", "replay", "sessions", "export"),
    *("exercises", "lateral", "timed", "plan", "pain", "test"),
    *("calibrate", "analyze", "simulate", "decode", "doctor"),
)
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """argparse, with its complaints through our own door."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """One line, with where to read more."""
        raise InputError(InputReason.USAGE, f"{message} (see: {self.prog} --help)")


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = Parser(
        prog="soleus",
        description="Counts calf raises from one inertial sensor on the shin, and tells knee bent from straight.",
    )
    parser.add_argument("--version", action="version", version=f"soleus {__version__}")
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    options.add_all(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    one_thread(os.environ)
    output.prepare()
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    try:
        chosen = build_parser().parse_args([word for word in words if word != "--debug"])
        chosen.debug = debug
        run = import_module(f"ui.commands.{chosen.command}").run
        return int(run(chosen))
    except SoleusError as error:
        if debug:
            output.trace()
        output.note(f"soleus: {error.message}")
        return error.exit_code
    except KeyboardInterrupt:
        interrupts.ended()
        return INTERRUPTED
    except BrokenPipeError:
        output.drop_stdout()
        return 0


if __name__ == "__main__":
    sys.exit(main())
