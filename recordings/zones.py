"""The zones of pain a person has set for themselves: `pain.toml` in the data folder, two lines of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from recordings.reader import read_bytes
from tracker.errors import InputError, InputReason
from tracker.training.pain import Zones
from tracker.training.plan_lines import lines_of
from tracker.training.plan_table import PlanTable
from tracker.training.plan_text import PAIN_KEYS, zones_in

FILE = "pain.toml"


def own_zones(root: Path) -> Zones | None:
    """As the file in the data folder has them, None without one; InputError where it is none."""
    path = root / FILE
    if not path.exists():
        return None
    try:
        text = read_bytes(path).decode("utf-8-sig")
        values = tomllib.loads(text)
    except ValueError as error:
        raise InputError(
            InputReason.WRONG_PLAN,
            f"{path} cannot be read ({str(error)[:80]}); it holds two lines: safe_to = 2 and acceptable_to = 5",
        ) from error
    return zones_in(PlanTable(values, (), lines_of(text), str(path), FILE, PAIN_KEYS))
