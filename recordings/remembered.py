"""The sensors that were worn last, by where they were worn, so that the next session finds them without asking.

`sensors.json` in the data folder: schema, then family, name and address of each, the one worn last first. On macOS the
address is a UUID that only this Mac gives the sensor, and a new one after its Bluetooth was reset: so the name is kept
too, and a sensor of that family and name is taken for it. A file that is missing or damaged remembers nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tracker.errors import InputError, InputReason

SCHEMA = "soleus.sensors/1"
FILE = "sensors.json"
MOST = 20  # a clinic's drawer
SHANK = "shank"


@dataclass(frozen=True, slots=True)
class Remembered:
    """`place` is "shank", or a place of a second sensor (drivers.source.Place)."""

    place: str
    family: str
    name: str
    address: str

    def is_one(self, family: str, name: str | None, address: str) -> bool:
        """Whether a sensor in reach is this one: by its address, or where that may have changed, by its name."""
        if family != self.family:
            return False
        local = "-" in address  # a Mac's own
        return address.lower() == self.address.lower() or (local and name is not None and name == self.name)


def remembered(root: Path) -> list[Remembered]:
    """The last one first."""
    try:
        data = json.loads((root / FILE).read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            return []
        return [
            Remembered(*(_text(one[key]) for key in ("place", "family", "name", "address")))
            for one in data["sensors"]
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def remember(root: Path, ones: Sequence[Remembered]) -> None:
    """These were worn now; InputError where that cannot be written."""
    kept = [one for one in remembered(root) if one not in ones]
    sensors = [asdict(one) for one in (*ones, *kept)][:MOST]
    path, part = root / FILE, root / f".{FILE}.part"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"schema": SCHEMA, "sensors": sensors}, file, indent=1)
        part.replace(path)
    except OSError as error:
        raise InputError(
            InputReason.NOT_WRITABLE, f"cannot write {path}: {error.strerror or error}"
        ) from error


def worn_last(ones: Sequence[Remembered], place: str) -> Remembered | None:
    """Who was worn there last."""
    return next((one for one in ones if one.place == place), None)


def called(ones: Sequence[Remembered], wanted: str) -> Remembered | None:
    """The one whose name or address holds `wanted`; None where there is none, or more than one."""
    hits = {
        one.address: one for one in reversed(ones) if wanted.lower() in f"{one.name}\n{one.address}".lower()
    }
    return next(iter(hits.values())) if len(hits) == 1 else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
