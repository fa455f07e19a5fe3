"""The times of a CSV file's rows: whether they are seconds, and in order.

Rows are written as samples come, so their order is that of the samples, and it is the stamps that are off: a stamp of the
moment of arrival wavers with the radio, and packets reckoned back from it overlap. As live, where arrivals are fitted and no
sample is moved before another (drivers/arrivals.py), the rows stay as they stand and the times are put in order.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `BACK_S`, `BACK_STEPS` | 0.05 s, or 2 usual steps where that is more | stamps of arrival waver by some 10 ms, and slow sensors' by a sample; the quickest rise takes 0.3 s | a clock that was set, a file pasted to another: seconds |
| `LONGEST_S` | a day | nobody wears a sensor so long without a sample: a time beyond is damaged | a gap of hours |
| `MS_HINT_S` (amount.py) | 1 s, the usual step | so slow no sensor is: seconds were meant to be something finer | 12.5 Hz, 0.08 s |
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from recordings.amount import MS_HINT_S, check_rate, rate_of
from recordings.csv_cells import Table
from recordings.packets import are_packed, spread
from tracker.errors import InputError, InputReason
from tracker.samples import Floats

BACK_S = 0.05
BACK_STEPS = 2.0
LONGEST_S = 86_400.0
SLACK = 1e-6
"""What is as far as that but for its digits is no further."""


def check_unit(t_s: Floats, path: Path) -> None:
    """InputError where times seem to be no seconds: whatever else there is to be said of them comes after that."""
    rate_hz = rate_of(t_s)
    if rate_hz is not None and 1.0 / rate_hz >= MS_HINT_S:
        check_rate(t_s, path)


def in_order(table: Table, path: Path, warnings: list[str]) -> Floats:
    """The rows, shape (n, 7), with times that rise; InputError where these jump too far, or too far back."""
    _check_jumps(table, path)
    rows = _set_right(table, path, warnings)
    t_s = rows[:, 0]
    if table.thigh is None and are_packed(rows):
        warnings.append(
            f"{path}: its times are of packets as they arrived; the samples are spread out between them"
        )
        return np.column_stack((spread(t_s), rows[:, 1:]))
    newer = np.diff(t_s) > 0.0
    same = np.flatnonzero(np.logical_not(newer))
    if same.size == 0:
        return rows
    repeat = "1 row repeats" if len(same) == 1 else f"{len(same)} rows repeat"
    warnings.append(
        f"{path}, line {table.lines[same[0] + 1]}: {repeat} the time before, from there on: left out"
    )
    kept: Floats = rows[np.concatenate(([True], newer))]
    return kept


def put_in_order(t_s: Floats) -> Floats | None:
    """The same times, rising; None where they step further back than stamps waver. Of several at one moment all but the
    first stand between it and the next."""
    rate_hz = rate_of(t_s)
    step_s = 0.0 if rate_hz is None else 1.0 / rate_hz
    if _back_s(t_s) > max(BACK_S, BACK_STEPS * step_s) * (1.0 + SLACK):
        return None
    moments, first, sizes = np.unique(np.sort(t_s), return_index=True, return_counts=True)
    room_s = np.minimum(np.append(np.diff(moments), step_s), sizes * step_s)
    places = np.arange(len(t_s)) - np.repeat(first, sizes)
    ordered: Floats = np.repeat(moments, sizes) + places * np.repeat(room_s / sizes, sizes)
    return ordered


def _back_s(t_s: Floats) -> float:
    """The furthest that times lie behind one before them."""
    return float(np.max(np.maximum.accumulate(t_s) - t_s)) if len(t_s) else 0.0


def _check_jumps(table: Table, path: Path) -> None:
    t_s = table.rows[:, 0]
    far = np.flatnonzero(np.diff(t_s) > LONGEST_S)
    if len(far):
        k = int(far[0])
        raise InputError(
            InputReason.BAD_VALUE,
            f"{path}, line {table.lines[k + 1]}, column time_s: the time jumps from {t_s[k]:.15g} to {t_s[k + 1]:.15g} s,"
            " by more than a day; cut the file there",
        )


def _set_right(table: Table, path: Path, warnings: list[str]) -> Floats:
    t_s = table.rows[:, 0]
    back = np.flatnonzero(np.diff(t_s) < 0.0)
    if back.size == 0:
        return table.rows
    ordered = put_in_order(t_s)
    if ordered is None:
        k = int(back[np.argmin(np.diff(t_s)[back])])
        raise InputError(
            InputReason.TIME_BACKWARDS,
            f"{path}, line {table.lines[k + 1]}, column time_s: time goes backwards, from {t_s[k]:.15g} to"
            f" {t_s[k + 1]:.15g} s; sort the rows, or cut the file there",
        )
    often = "once" if len(back) == 1 else f"{len(back)} times"
    warnings.append(
        f"{path}, line {table.lines[back[0] + 1]}: time goes back {often} from there on, by {1e3 * _back_s(t_s):.3g} ms at"
        " most; the rows are taken as they stand, and their times put in order"
    )
    return np.column_stack((ordered, table.rows[:, 1:]))
