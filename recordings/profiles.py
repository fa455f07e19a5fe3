"""Profiles: calibrations kept by name in the data folder, one small JSON file each, for their owner's eyes alone."""

from __future__ import annotations

import json
import os
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recordings.events_json import number
from tracker.calibration import Calibration
from tracker.errors import InputError, InputReason
from tracker.setup import Side
from tracker.version import __version__

SCHEMA = "soleus.profile"
SCHEMA_VERSION = 1
MOST_BYTES = 100_000  # a profile has two thousand


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's strapping. `made_at` carries its UTC offset; `position` is where the sensor is worn, in words;
    `simulated`: learned from the virtual athlete, and never used for anyone else."""

    name: str
    made_at: datetime
    calibration: Calibration
    person: str | None = None
    side: Side | None = None
    position: str | None = None
    simulated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As the file holds it."""
        return {
            "schema": f"{SCHEMA}/{SCHEMA_VERSION}",
            "soleus_version": __version__,
            "name": self.name,
            "made_at": self.made_at.isoformat(),
            "person": self.person,
            "side": self.side,
            "position": self.position,
            "simulated": self.simulated,
            "calibration": self.calibration.numbers(),
        }


def profile_name(person: str | None, side: Side | None, position: str | None) -> str:
    """What a profile is called where nobody says otherwise."""
    parts = [person, None if side is None else side.value, position]
    return " ".join(part for part in parts if part) or "me"


def profiles_folder(root: Path) -> Path:
    """Where they are; it need not exist."""
    return root / "profiles"


def profile_path(root: Path, name: str) -> Path:
    """The file of a name, safe on every file system; names that differ have different files."""
    plain = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:40]
    mark = "" if plain == name else f"_{zlib.crc32(name.encode('utf-8')):08x}"
    return profiles_folder(root) / f"{plain or 'profile'}{mark}.json"


def save_profile(root: Path, profile: Profile) -> Path:
    """Write it, in place of an earlier one of that name; InputError where that cannot be."""
    path = profile_path(root, profile.name)
    partial = path.with_suffix(".new")
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        partial.unlink(missing_ok=True)
        text = json.dumps(profile.to_dict(), indent=1) + "\n"
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("ascii"))
        partial.replace(path)
    except OSError as error:
        raise InputError(
            InputReason.NOT_WRITABLE, f"cannot write the profile {path}: {error.strerror or error}"
        ) from error
    return path


def load_profile(root: Path, name: str) -> Profile:
    """The profile of a name; InputError where there is none, or none that can be read."""
    path = profile_path(root, name)
    if not path.exists():
        known = ", ".join(sorted(profile.name for profile in all_profiles(root)[0]))
        there = f"there are: {known}" if known else "there is none yet"
        raise InputError(InputReason.MISSING, f'no profile "{name}" ({there}); soleus calibrate makes one')
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """A profile's file; InputError in one sentence where it is damaged or of a newer soleus."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES))
    except OSError as error:
        raise InputError(InputReason.MISSING, f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    schema = data.get("schema") if isinstance(data, dict) else None
    version = schema.removeprefix(SCHEMA + "/") if isinstance(schema, str) else ""
    if version.isascii() and version.isdigit() and int(version[:9]) > SCHEMA_VERSION:
        raise InputError(
            InputReason.NEWER_SCHEMA,
            f"{path}: a profile of a newer soleus (schema {version[:20]}, this one reads up to {SCHEMA_VERSION}):"
            " update soleus, or calibrate anew",
        )
    if version != str(SCHEMA_VERSION):
        raise _damaged(path)
    try:
        return _parse(data)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _damaged(path) from error


def all_profiles(root: Path) -> tuple[list[Profile], list[str]]:
    """Those that can be read, the newest first, and a sentence about each of the others."""
    found: list[Profile] = []
    trouble: list[str] = []
    for path in sorted(profiles_folder(root).glob("*.json")):
        try:
            found.append(read_profile(path))
        except InputError as error:
            trouble.append(error.message)
    return sorted(found, key=lambda profile: profile.made_at, reverse=True), trouble


def last_profile(
    root: Path, person: str | None, side: Side | None, *, simulated: bool
) -> tuple[Profile | None, list[str]]:
    """The one made last for this person and leg, and what is wrong with files that cannot be read."""
    profiles, trouble = all_profiles(root)
    for profile in profiles:
        of_leg = side is None or profile.side is None or profile.side is side
        if profile.person == person and of_leg and profile.simulated is simulated:
            return profile, trouble
    return None, trouble


def _damaged(path: Path) -> InputError:
    return InputError(
        InputReason.BAD_VALUE,
        f"{path}: not a profile, or a damaged one: delete it, or write it anew with soleus calibrate",
    )


def _parse(data: dict[str, Any]) -> Profile:
    made_at = datetime.fromisoformat(data["made_at"])
    if made_at.utcoffset() is None:
        raise ValueError("made_at without UTC offset")
    numbers = {str(key): number(value) for key, value in data["calibration"].items()}
    return Profile(
        _text(data["name"]),
        made_at,
        Calibration.from_numbers(numbers),
        None if data.get("person") is None else _text(data["person"]),
        None if data.get("side") is None else Side(data["side"]),
        None if data.get("position") is None else _text(data["position"]),
        data.get("simulated", False) is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise TypeError("text expected")
    return value
