"""Settings as given on the command line, `--set KEY=VALUE` any number of times."""

from __future__ import annotations

from collections.abc import Sequence

from drivers.source import Setting
from tracker.errors import InputError, InputReason


def each_once(given: Sequence[tuple[str, Setting]]) -> dict[str, Setting]:
    """By key; InputError where one is given twice."""
    settings = dict(given)
    if len(settings) != len(given):
        raise InputError(InputReason.USAGE, "--set: each key once")
    return settings
