"""Plain IMU CSV, in and out: `time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z` in seconds, m/s2 and rad/s.

Columns may stand in any order and others beside them; rows may be missing. What cannot be read is named by
line and column. Rows without a number (blank, NaN) are left out, which makes a gap, up to half a second.
Equal times are one moment told twice: the first row counts; but where times come a packet at a time, they are set right
(packets.py), and where they go back by 0.05 s at most, put in order (csv_times.py). What the cells say is `csv_cells`' to read.
A thigh's sensor may stand beside the shank's, in columns of the suffix `_thigh`: in the same rows, or in rows of
its own whose shank cells are blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recordings.amount import check_amount
from recordings.csv_cells import COLUMNS, HEADER, THIGH_COLUMNS, Table, read_table
from recordings.csv_times import check_unit, in_order, put_in_order
from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples

BAD_S = 0.5
"""Longest run of bad rows, from its first to its last, that is only a gap: the tracker bridges no longer one."""

BLANK: tuple[None, ...] = (None,) * 6
MOST = 1e6
"""Beyond any sensor's range in any unit, raw counts included: such a number is damaged."""


@dataclass(frozen=True, slots=True)
class ImuFile:
    """`rate_hz` leaves gaps aside; `gaps` are the seconds (from, to) between the rows around bad ones;
    `warnings` are sentences for a person; `thigh` is a second sensor's, on the same clock, None without."""

    samples: Samples
    rate_hz: float
    gaps: tuple[tuple[float, float], ...]
    warnings: list[str]
    thigh: Samples | None = None


def parse_imu_csv(data: bytes, path: Path) -> ImuFile:
    """Samples of a CSV file; InputError with file, line and column where it cannot be used."""
    table = read_table(data, path)
    warnings: list[str] = []
    _check_range(table.rows, COLUMNS, table, path)
    thigh, table = _thigh(table, path, warnings)
    check_unit(table.rows[np.isfinite(table.rows).all(axis=1), 0], path)
    table, gaps = _without_bad(table, path, warnings)
    rows = in_order(table, path, warnings)
    rate_hz = check_amount(rows[:, 0], path)
    samples = Samples(rows[:, 0].copy(), rows[:, 1:4].copy(), rows[:, 4:7].copy())
    return ImuFile(samples, rate_hz, gaps, warnings, thigh)


def imu_csv(samples: Samples, thigh: Samples | None = None) -> str:
    """The file's text for these samples, every digit kept; a thigh's samples of other moments in rows of their
    own."""
    shank = {row[0]: row[1:] for row in _rows(samples)}
    if thigh is None:
        lines = [HEADER, *(",".join(map(repr, [t_s, *row])) for t_s, row in shank.items())]
        return "\n".join(lines) + "\n"
    other = {row[0]: row[1:] for row in _rows(thigh)}
    lines = [",".join((HEADER, *THIGH_COLUMNS))]
    for t_s in sorted(shank.keys() | other.keys()):
        cells = [*shank.get(t_s, BLANK), *other.get(t_s, BLANK)]
        lines.append(",".join([repr(t_s), *("" if cell is None else repr(cell) for cell in cells)]))
    return "\n".join(lines) + "\n"


def _rows(samples: Samples) -> list[list[float]]:
    rows: list[list[float]] = np.column_stack((samples.t_s, samples.acc_ms2, samples.gyr_rads)).tolist()
    return rows


def _thigh(table: Table, path: Path, warnings: list[str]) -> tuple[Samples | None, Table]:
    """The thigh's samples where there are any, and the table without the rows that are the thigh's alone."""
    if table.thigh_lacks:
        names = ", ".join(table.thigh_lacks)
        warnings.append(f"{path}: the thigh's columns are left aside, for there is no {names}")
    if table.thigh is None:
        return None, table
    _check_range(table.thigh, THIGH_COLUMNS, table, path)
    there = np.asarray(np.isfinite(table.thigh).all(axis=1) & np.isfinite(table.rows[:, 0]))
    alone = there & np.isnan(table.rows[:, 1:]).all(axis=1)
    t_s = table.rows[there, 0]
    if (np.diff(t_s) < 0.0).any() and (ordered := put_in_order(t_s)) is not None:
        t_s = ordered
    newer = np.concatenate(([True], t_s[1:] > np.maximum.accumulate(t_s)[:-1])) if len(t_s) else there[:0]
    t_s, rows = t_s[newer], table.thigh[there][newer]
    kept = table[np.logical_not(alone)]
    try:
        check_amount(t_s, f"{path}: the thigh")
    except InputError as error:
        warnings.append(f"{error.message}; its columns are left aside")
        return None, kept
    return Samples(t_s.copy(), rows[:, 0:3].copy(), rows[:, 3:6].copy()), kept


def _check_range(values: Floats, columns: Sequence[str], table: Table, path: Path) -> None:
    beyond = (np.abs(values) > MOST) & np.isfinite(values)
    if columns[0] == "time_s":
        beyond[:, 0] = False
    places = np.argwhere(beyond)
    if len(places):
        row, column = map(int, places[0])
        raise InputError(
            InputReason.BAD_VALUE,
            f"{path}, line {table.lines[row]}, column {columns[column]}:"
            f" {values[row, column]:g} is beyond any sensor",
        )


def _without_bad(
    table: Table, path: Path, warnings: list[str]
) -> tuple[Table, tuple[tuple[float, float], ...]]:
    """The rows that hold seven numbers, and the gaps the others leave between them."""
    good = np.asarray(np.isfinite(table.rows).all(axis=1))
    if good.all():
        return table, ()
    kept, bad = np.flatnonzero(good), np.flatnonzero(np.logical_not(good))
    first = int(table.lines[bad[0]])
    if len(kept) < 2:
        raise InputError(
            InputReason.TOO_MANY_BAD_ROWS,
            f"{path}, line {first}: {bad.size} of {good.size} rows hold no seven numbers",
        )
    t_s = table.rows[kept, 0]
    step_s = float(np.median(np.diff(t_s)))
    ends = np.flatnonzero(np.diff(kept) > 1)  # the good rows with bad ones right after them
    gaps = tuple((float(t_s[k]), float(t_s[k + 1])) for k in ends)
    for k, (start, end) in zip(ends.tolist(), gaps, strict=True):
        if end - start - 2.0 * step_s > BAD_S * 1.001:
            raise InputError(
                InputReason.TOO_MANY_BAD_ROWS,
                f"{path}, line {table.lines[kept[k] + 1]}: {end - start:.2f} s without numbers, more than the"
                f" {BAD_S} s that can be bridged; cut the file there",
            )
    rows = "1 row" if len(bad) == 1 else f"{len(bad)} rows"
    warnings.append(f"{path}, line {first}: {rows} without numbers left out from there on, as a gap")
    return table[good], gaps
