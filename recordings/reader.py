"""Reads a recording back, also one that was cut off at any byte: everything up to the cut, and a warning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from recordings.entries import End, Entry, from_line
from recordings.header import Header
from tracker.errors import InputError, InputReason


@dataclass(frozen=True, slots=True)
class Recording:
    """`entries` in order; `warning` says what is missing at the end, None for a whole recording."""

    header: Header
    entries: list[Entry]
    warning: str | None


def read_bytes(path: Path) -> bytes:
    """The whole file; InputError with one sentence for what is no readable file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(InputReason.MISSING, f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise InputError(InputReason.NOT_A_FILE, f"{path} is a folder: name a file in it") from error
    except OSError as error:
        if path.is_dir():  # what Windows answers for a folder
            raise InputError(InputReason.NOT_A_FILE, f"{path} is a folder: name a file in it") from error
        raise InputError(InputReason.MISSING, f"{path} cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise InputError(InputReason.EMPTY, f"{path} is empty")
    return data


def parse_recording(data: bytes, path: Path) -> Recording:
    """Header and entries; salvage ends at the first line that cannot be read."""
    head, _, rest = data.partition(b"\n")
    try:
        decoded = json.loads(head.decode())
    except (ValueError, RecursionError) as error:
        raise InputError(
            InputReason.WRONG_HEADER,
            f"{path}, line 1: no recording starts like this, or it was cut off there",
        ) from error
    header = Header.from_dict(decoded, str(path))
    entries: list[Entry] = []
    lines = rest.split(b"\n")
    torn = lines.pop()  # whole recordings end with a newline, so what follows the last one is torn
    for number, line in enumerate(lines, start=2):
        try:
            entries.append(from_line(line.decode()))
        except ValueError:
            left = len(lines) - (number - 2)
            warning = f"{path}, line {number}: damaged; read up to there, {left} lines left out"
            return Recording(header, entries, warning)
    if torn:
        return Recording(header, entries, f"{path}: cut off in line {len(lines) + 2}; read up to there")
    if not entries or not isinstance(entries[-1], End):
        return Recording(header, entries, f"{path}: not closed, so its last moments may be missing")
    return Recording(header, entries, None)


def read_recording(path: Path) -> Recording:
    """A recording from a file."""
    return parse_recording(read_bytes(path), path)
