"""Plain IMU CSV, in and out: `time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z` in seconds, m/s2 and rad/s.

Columns may stand in any order and others beside them; rows may be missing. What cannot be read is named by
line and column. Rows without a number (blank, NaN) are left out, which makes a gap, up to half a second.
Equal times are one moment told twice: the first row counts. What the cells say is `csv_cells`' to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recordings.amount import check_amount
from recordings.csv_cells import COLUMNS, HEADER, Table, read_table
from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples

BAD_S = 0.5
"""Longest run of bad rows, from its first to its last, that is only a gap: the tracker bridges no longer one."""

MOST = 1e6
"""Beyond any sensor's range in any unit, raw counts included: such a number is damaged."""


@dataclass(frozen=True, slots=True)
class ImuFile:
    """`rate_hz` leaves gaps aside; `gaps` are the seconds (from, to) between the rows around bad ones;
    `warnings` are sentences for a person."""

    samples: Samples
    rate_hz: float
    gaps: tuple[tuple[float, float], ...]
    warnings: list[str]


def parse_imu_csv(data: bytes, path: Path) -> ImuFile:
    """Samples of a CSV file; InputError with file, line and column where it cannot be used."""
    table = read_table(data, path)
    warnings = []
    if table.thigh:
        warnings.append(f"{path}: the thigh's columns are left aside, only the shank's are used")
    _check_range(table, path)
    table, gaps = _without_bad(table, path, warnings)
    rows = _in_order(table, path, warnings)
    rate_hz = check_amount(rows[:, 0], path)
    samples = Samples(rows[:, 0].copy(), rows[:, 1:4].copy(), rows[:, 4:7].copy())
    return ImuFile(samples, rate_hz, gaps, warnings)


def imu_csv(samples: Samples) -> str:
    """The file's text for these samples, every digit kept."""
    rows = np.column_stack((samples.t_s, samples.acc_ms2, samples.gyr_rads)).tolist()
    return "\n".join([HEADER, *(",".join(map(repr, row)) for row in rows)]) + "\n"


def _check_range(table: Table, path: Path) -> None:
    values = table.rows[:, 1:]
    beyond = np.argwhere((np.abs(values) > MOST) & np.isfinite(values))
    if len(beyond):
        row, column = map(int, beyond[0])
        raise InputError(
            InputReason.BAD_VALUE,
            f"{path}, line {table.lines[row]}, column {COLUMNS[column + 1]}:"
            f" {table.rows[row, column + 1]:g} is beyond any sensor",
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
    return Table(table.rows[good], table.lines[good], table.thigh), gaps


def _in_order(table: Table, path: Path, warnings: list[str]) -> Floats:
    t_s = table.rows[:, 0]
    steps = np.diff(t_s)
    back = np.flatnonzero(steps < 0.0)
    if len(back):
        k = int(back[0])
        raise InputError(
            InputReason.TIME_BACKWARDS,
            f"{path}, line {table.lines[k + 1]}, column time_s: time goes backwards, from {t_s[k]:.15g} to"
            f" {t_s[k + 1]:.15g} s; sort the rows, or cut the file there",
        )
    same = np.flatnonzero(steps == 0.0)
    if same.size == 0:
        return table.rows
    rows = "1 row repeats" if len(same) == 1 else f"{len(same)} rows repeat"
    warnings.append(
        f"{path}, line {table.lines[same[0] + 1]}: {rows} the time before, from there on: left out"
    )
    kept: Floats = table.rows[np.concatenate(([True], steps > 0.0))]
    return kept
