"""The laws of the house that only a fresh interpreter can show, and what the README promises."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import COMMANDS, build_parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

ALL_OF = """
import importlib, pkgutil
package = importlib.import_module({room!r})
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(found.name)
"""
VERSION = """
import contextlib, io
from ui.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--version"])
"""


def loaded_after(code: str) -> set[str]:
    """Names of the modules a fresh interpreter holds after running that."""
    done = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys\nprint(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def after_tracker() -> set[str]:
    return loaded_after(ALL_OF.format(room="tracker"))


@pytest.fixture(scope="module")
def after_recordings() -> set[str]:
    return loaded_after(ALL_OF.format(room="recordings"))


@pytest.fixture(scope="module")
def after_version() -> set[str]:
    return loaded_after(VERSION)


@pytest.mark.parametrize("heavy", ["bleak", "textual", "asyncio", "scipy", "platformdirs", "drivers"])
def test_importing_the_whole_tracker_does_not_load(heavy: str, after_tracker: set[str]) -> None:
    assert heavy not in after_tracker


@pytest.mark.parametrize("heavy", ["bleak", "textual"])
def test_importing_all_recordings_does_not_load(heavy: str, after_recordings: set[str]) -> None:
    assert heavy not in after_recordings


@pytest.mark.parametrize("heavy", ["numpy", "scipy", "textual", "bleak", "asyncio", "platformdirs"])
def test_telling_the_version_does_not_load(heavy: str, after_version: set[str]) -> None:
    assert heavy not in after_version


def test_decoding_movesense_does_not_load_bleak() -> None:
    assert "bleak" not in loaded_after("import drivers.movesense, drivers.families")


def test_the_virtual_athlete_takes_nothing_from_the_tracker_but_its_words() -> None:
    taken = {
        name
        for name in loaded_after(ALL_OF.format(room="drivers.virtual.athlete"))
        if name.startswith("tracker.")
    }
    assert taken <= {"tracker.setup", "tracker.samples", "tracker.errors"}


def test_readme_gives_the_two_set_up_commands_alone_on_their_lines() -> None:
    blocks = re.findall(r"^```\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
    assert blocks == ["pip install uv && uv run soleus demo\n", "uv run pytest\n"]


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_the_command_with_every_option(command: str) -> None:
    (rooms,) = (
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    (row,) = (line for line in README.splitlines() if line.startswith(f"| `{command}"))
    options = {word for action in rooms.choices[command]._actions for word in action.option_strings}
    assert {word for word in options - {"-h", "--help"} if word not in row} == set()
