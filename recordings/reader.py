"""Reads a recording back, also one that was cut off at any byte: everything up to the cut, and a warning."""

from __future__ import annotations

import codecs
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
        if path.is_dir():
            raise InputError(InputReason.NOT_A_FILE, f"{path} is a folder: name a file in it")
        if path.exists() and not (path.is_file() or path.is_fifo()):  # a pipe ends, a device may not
            raise InputError(InputReason.NOT_A_FILE, f"{path} is no file")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(InputReason.MISSING, f"{path}: no such file") from error
    except OSError as error:
        raise InputError(InputReason.MISSING, f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a name no system can have
        raise InputError(InputReason.MISSING, f"{str(path)!r} is no name of a file") from error
    if not data.strip():
        raise InputError(InputReason.EMPTY, f"{path} is empty")
    return data


def parse_recording(data: bytes, path: Path) -> Recording:
    """Header and entries. A last line without its newline counts if it is whole: no part of an entry is an
    entry. Damaged lines before it are left out like packets the radio lost, and said so."""
    head, _, rest = data.removeprefix(codecs.BOM_UTF8).partition(b"\n")
    try:
        decoded = json.loads(head.decode())
    except (ValueError, RecursionError) as error:
        raise InputError(
            InputReason.WRONG_HEADER,
            f"{path}, line 1: no recording starts like this, or it was cut off within its first line",
        ) from error
    header = Header.from_dict(decoded, str(path))
    entries: list[Entry] = []
    damaged: list[int] = []
    number = 1
    for number, line in enumerate(rest.split(b"\n"), start=2):
        if line.strip():
            try:
                entries.append(from_line(line.decode()))
            except ValueError:
                damaged.append(number)
    return Recording(header, entries, _missing(path, entries, damaged, number))


def _missing(path: Path, entries: list[Entry], damaged: list[int], last: int) -> str | None:
    torn = damaged[-1:] == [last]
    inside = len(damaged) - torn
    told = []
    if inside:
        lines = "1 damaged line" if inside == 1 else f"{inside} damaged lines"
        told.append(f"{lines} left out, the first is line {damaged[0]}")
    if torn:
        told.append(f"cut off in line {last}, read up to there")
    elif not entries or not isinstance(entries[-1], End):
        told.append("not closed, so its last moments may be missing")
    return f"{path}: {'; '.join(told)}" if told else None


def read_recording(path: Path) -> Recording:
    """A recording from a file."""
    return parse_recording(read_bytes(path), path)
