"""A CSV file's bytes as a table of numbers: the whole at once where it is plain, else cell by cell.

Cell by cell costs ten times as much, and knows the line and the column of what cannot be read. UTF-8 with or
without its mark, or any old 8-bit code; any newline; blank lines count as nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.errors import InputError, InputReason
from tracker.samples import Floats

COLUMNS = ("time_s", "acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z")
HEADER = ",".join(COLUMNS)
THIGH_COLUMNS = tuple(f"{name}_thigh" for name in COLUMNS[1:])
BLANKS = {"", "-", "na", "n/a", "#n/a", "null", "none", "nan(ind)", "-nan(ind)"}  # nan and inf float() knows
CONTROL = bytes({*range(9), 11, 12, *range(14, 32)})  # no text holds these
SHOWN = 40


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`rows`, shape (n, 7) in the order of COLUMNS, NaN where a cell is blank; `lines` (n,), each row's line
    in the file. `thigh`, shape (n, 6) in the order of THIGH_COLUMNS, is a second sensor's, None without;
    `thigh_lacks` names its columns that are missing where only some are there."""

    rows: Floats
    lines: NDArray[np.int64]
    thigh: Floats | None = None
    thigh_lacks: tuple[str, ...] = ()

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Table:
        """Some of its rows."""
        thigh = None if self.thigh is None else self.thigh[chosen]
        return Table(self.rows[chosen], self.lines[chosen], thigh, self.thigh_lacks)


def read_table(data: bytes, path: Path) -> Table:
    """The seven columns, and the thigh's six where they are; InputError with file, line and column where they
    cannot be read."""
    text = _text(data, path)
    head, _, body = text.partition("\n")
    names = [name.strip().lower() for name in next(csv.reader([head]), [])]
    places = _places(names, head, path)
    lacks = tuple(name for name in THIGH_COLUMNS if name not in names)
    if not lacks:
        _check_single(names, THIGH_COLUMNS, path)
        places |= {name: names.index(name) for name in THIGH_COLUMNS}
    elif len(lacks) == len(THIGH_COLUMNS):
        lacks = ()
    rows = _fast(body, list(places.values()), len(names))
    lines = np.arange(2, 2 + len(rows), dtype=np.int64) if rows is not None else None
    if rows is None or lines is None:
        rows, lines = _slow(body, places, len(names), path)
    both, shank = len(places) > len(COLUMNS), len(COLUMNS)
    return Table(rows[:, :shank], lines, rows[:, shank:] if both else None, lacks)


def _text(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(InputReason.NOT_TEXT, f"{path} is text in UTF-16: save it as UTF-8")
    if len(data) != len(data.translate(None, CONTROL)):
        raise InputError(InputReason.NOT_TEXT, f"{path} is neither text nor a recording")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # a degree sign in some other column
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _places(names: list[str], head: str, path: Path) -> dict[str, int]:
    """Where each of COLUMNS stands."""
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        other = next((word for sign, word in ((";", "semicolons"), ("\t", "tabs")) if sign in head), None)
        hint = f"; the columns seem to be separated by {other}, commas are expected" if other else ""
        raise InputError(
            InputReason.WRONG_HEADER,
            f"{path}, line 1: no column {', '.join(missing)}; expected is {HEADER}{hint}",
        )
    _check_single(names, COLUMNS, path)
    return {name: names.index(name) for name in COLUMNS}


def _check_single(names: list[str], columns: Sequence[str], path: Path) -> None:
    for name in columns:
        if names.count(name) > 1:
            raise InputError(InputReason.WRONG_HEADER, f"{path}, line 1: there are two columns {name}")


def _fast(body: str, places: list[int], width: int) -> Floats | None:
    """The whole in one go; None where any line needs a closer look."""
    lines = body.count("\n") + 1
    if not body or '"' in body or body.count(",") != lines * (width - 1):
        return None
    try:
        rows = np.loadtxt(io.StringIO(body), delimiter=",", usecols=places, ndmin=2, comments=None)
    except ValueError:
        return None
    return rows if len(rows) == lines else None


def _slow(body: str, places: dict[str, int], width: int, path: Path) -> tuple[Floats, NDArray[np.int64]]:
    rows, lines = [], []
    for number, line in enumerate(body.split("\n"), start=2):
        if not line.strip():
            continue
        cells = _cells(line)
        if any(cell.strip() for cell in cells[width:]):
            raise InputError(
                InputReason.BAD_VALUE,
                f"{path}, line {number}: {len(cells)} cells under {width} columns; decimals are written with a point",
            )
        rows.append([_number(cells, place, name, number, path) for name, place in places.items()])
        lines.append(number)
    table = np.array(rows, dtype=np.float64).reshape(-1, len(places))
    return table, np.array(lines, dtype=np.int64)


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line]), [])
    except csv.Error:  # a cell of a hundred thousand characters
        return line.split(",")


def _number(cells: list[str], place: int, name: str, line: int, path: Path) -> float:
    cell = cells[place].strip() if place < len(cells) else ""
    if cell.lower() in BLANKS:
        return float("nan")
    try:
        if "_" in cell:  # 1_000 is Python's, not a file's
            raise ValueError
        return float(cell)
    except ValueError:
        shown = "".join(c if c.isprintable() else "?" for c in cell[:SHOWN])
        raise InputError(
            InputReason.BAD_VALUE, f'{path}, line {line}, column {name}: "{shown}" is no number'
        ) from None
