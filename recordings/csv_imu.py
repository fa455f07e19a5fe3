"""Plain IMU CSV, in and out: `time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z` in seconds, m/s2 and rad/s.

Columns may stand in any order and others beside them; rows may be missing. What cannot be read is named by
line and column. Rows without a number (blank, NaN) are left out, which makes a gap, up to half a second.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracker.errors import InputError, InputReason
from tracker.samples import Floats, Samples

COLUMNS = ("time_s", "acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z")
HEADER = ",".join(COLUMNS)
BAD_S = 0.5  # the longest run of bad rows that is only a gap: the tracker bridges no longer one either
LEAST_S = 1.0  # a repetition takes longer than that, so less holds nothing to count
LEAST_HZ = 12.5  # below, a quick repetition is five samples
MOST_HZ = 5000.0
BLANKS = {"", "nan", "na", "null", "none", "inf", "-inf"}


@dataclass(frozen=True, slots=True)
class ImuFile:
    """`rate_hz` is the median one; `warnings` are sentences for a person."""

    samples: Samples
    rate_hz: float
    warnings: list[str]


def parse_imu_csv(data: bytes, path: Path) -> ImuFile:
    """Samples of a CSV file; InputError with file, line and column where it cannot be used."""
    text = _text(data, path)
    head, _, body = text.partition("\n")
    places, warnings = _places(head, path)
    table, lines = _fast(body, places), None
    if table is None:
        table, lines = _slow(body, places, path)
    numbers = np.arange(2.0, 2 + len(table)) if lines is None else lines
    table, numbers = _without_bad(table, numbers, path, warnings)
    table = _in_order(table, numbers, path, warnings)
    samples = Samples(table[:, 0].copy(), table[:, 1:4].copy(), table[:, 4:7].copy())
    return ImuFile(samples, _rate(samples, path), warnings)


def imu_csv(samples: Samples) -> str:
    """The file's text for these samples, every digit kept."""
    rows = np.column_stack((samples.t_s, samples.acc_ms2, samples.gyr_rads)).tolist()
    return "\n".join([HEADER, *(",".join(map(repr, row)) for row in rows)]) + "\n"


def _text(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(InputReason.NOT_TEXT, f"{path} is neither text nor a recording") from error
    if "\0" in text:
        raise InputError(InputReason.NOT_TEXT, f"{path} is neither text nor a recording")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _places(head: str, path: Path) -> tuple[list[int], list[str]]:
    names = [name.strip().strip('"').lower() for name in head.split(",")]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        hint = "; it seems to be separated by semicolons, commas are expected" if ";" in head else ""
        raise InputError(
            InputReason.WRONG_HEADER,
            f"{path}, line 1: no column {', '.join(missing)}; expected {HEADER}{hint}",
        )
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise InputError(InputReason.WRONG_HEADER, f"{path}, line 1: column {twice[0]} stands there twice")
    warnings = []
    if any(name.endswith("_thigh") for name in names):
        warnings.append(f"{path}: the columns of the thigh are not used yet, only the shank's")
    return [names.index(name) for name in COLUMNS], warnings


def _fast(body: str, places: list[int]) -> Floats | None:
    """The whole table in one go; None where any cell needs a closer look."""
    try:
        table = np.loadtxt(io.StringIO(body), delimiter=",", usecols=places, ndmin=2, comments=None)
    except ValueError:
        return None
    return table if len(table) == body.count("\n") else None


def _slow(body: str, places: list[int], path: Path) -> tuple[Floats, Floats]:
    """Row by row, to name what is wrong; blank cells become NaN."""
    rows, numbers = [], []
    for number, cells in enumerate(csv.reader(io.StringIO(body)), start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = []
        for name, place in zip(COLUMNS, places, strict=True):
            cell = cells[place].strip() if place < len(cells) else ""
            try:
                row.append(float("nan") if cell.lower() in BLANKS else float(cell))
            except ValueError as error:
                raise InputError(
                    InputReason.BAD_VALUE, f'{path}, line {number}, column {name}: "{cell[:40]}" is no number'
                ) from error
        rows.append(row)
        numbers.append(number)
    return np.array(rows, dtype=np.float64).reshape(-1, len(COLUMNS)), np.array(numbers, dtype=np.float64)


def _without_bad(table: Floats, numbers: Floats, path: Path, warnings: list[str]) -> tuple[Floats, Floats]:
    good = np.isfinite(table).all(axis=1)
    if good.all():
        return table, numbers
    bad = np.flatnonzero(np.logical_not(good))
    kept = np.flatnonzero(good)
    if len(kept) == 0:
        raise InputError(InputReason.TOO_MANY_BAD_ROWS, f"{path}: no row holds seven numbers")
    before = np.searchsorted(kept, bad) - 1
    inside = (before >= 0) & (before < len(kept) - 1)
    if inside.any():
        spans = table[kept[before[inside] + 1], 0] - table[kept[before[inside]], 0]
        worst = int(np.argmax(spans))
        if spans[worst] > BAD_S:
            line = int(numbers[bad[inside][worst]])
            raise InputError(
                InputReason.TOO_MANY_BAD_ROWS,
                f"{path}, line {line}: {spans[worst]:.1f} s without numbers, at most {BAD_S} s are bridged;"
                " cut the file there",
            )
    first = int(numbers[bad[0]])
    warnings.append(f"{path}: {len(bad)} rows without numbers left out, the first is line {first}")
    return table[good], numbers[good]


def _in_order(table: Floats, numbers: Floats, path: Path, warnings: list[str]) -> Floats:
    if len(table) < 2:
        raise InputError(
            InputReason.TOO_SHORT, f"{path} holds {len(table)} samples: at least {LEAST_S:.0f} s are needed"
        )
    steps = np.diff(table[:, 0])
    back = np.flatnonzero(steps < 0.0)
    if len(back):
        k = int(back[0])
        raise InputError(
            InputReason.TIME_BACKWARDS,
            f"{path}, line {int(numbers[k + 1])}, column time_s: time goes back from {table[k, 0]:g} to"
            f" {table[k + 1, 0]:g} s; sort the rows, or cut the file there",
        )
    same = np.flatnonzero(steps == 0.0)
    if len(same):
        warnings.append(
            f"{path}: {len(same)} rows repeat the time before them and are left out, the first is line"
            f" {int(numbers[same[0] + 1])}"
        )
        table = table[np.concatenate(([True], steps > 0.0))]
    return table


def _rate(samples: Samples, path: Path) -> float:
    duration_s = float(samples.t_s[-1] - samples.t_s[0])
    step_s = float(np.median(np.diff(samples.t_s))) if len(samples) > 1 else 0.0
    rate_hz = 1.0 / step_s if step_s > 0.0 else 0.0
    if 0.0 < rate_hz < LEAST_HZ * 0.99:
        hint = "; if time_s is in milliseconds, divide it by 1000" if step_s >= 1.0 else ""
        raise InputError(
            InputReason.TOO_SLOW, f"{path}: {rate_hz:.3g} Hz, at least {LEAST_HZ} Hz are needed{hint}"
        )
    if duration_s < LEAST_S:
        raise InputError(
            InputReason.TOO_SHORT, f"{path} holds {duration_s:.2f} s: at least {LEAST_S:.0f} s are needed"
        )
    if rate_hz > MOST_HZ:
        raise InputError(InputReason.BAD_VALUE, f"{path}: {rate_hz:.0f} Hz cannot be; is time_s in seconds?")
    return rate_hz
