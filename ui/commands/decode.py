"""`soleus decode`: logged notifications as hex lines on stdin, a JSON object per sample on stdout."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from drivers.families import reader_for
from drivers.hexlines import HexError, HexLines
from drivers.packet import Packet
from drivers.readings import Reader, Readings
from tracker.errors import InputError, InputReason
from ui.given import each_once
from ui.output import note, say

CHANNEL = "data"


def run(chosen: argparse.Namespace) -> int:
    """Decode line by line as they come; InputError where there was nothing to decode."""
    reader = reader_for(chosen.sensor, each_once(chosen.set))
    decoded = _print(_read(reader))
    if not decoded:
        raise InputError(
            InputReason.EMPTY,
            f"nothing decoded: stdin held no whole {chosen.sensor} notification, as hex, a line each",
        )
    return 0


def _read(reader: Reader) -> Iterator[Readings]:
    """Everything decoded, bad lines told on stderr."""
    hex_lines, rejected, number = HexLines(), 0, 0
    for number, line in enumerate(sys.stdin.buffer if sys.stdin is not None else (), start=1):
        try:
            logged = hex_lines.take(line.decode("utf-8", "replace"))
        except HexError as error:
            note(f"soleus: line {number}: {error}")
            continue
        if logged is not None:
            yield from reader.read(Packet(logged.arrival_s, CHANNEL, logged.data))
            rejected = _told(reader, rejected, number)
    yield from reader.finish()
    _told(reader, rejected, number)


def _told(reader: Reader, before: int, number: int) -> int:
    if reader.rejected_packets > before:
        note(f"soleus: line {number}: {reader.fault or 'no data of this sensor'}")
    return reader.rejected_packets


def _print(decoded: Iterator[Readings]) -> int:
    samples = 0
    for readings in decoded:
        for row in rows(readings):
            say(json.dumps(row, allow_nan=False))
        samples += len(readings)
    return samples


def rows(readings: Readings) -> Iterator[dict[str, Any]]:
    """One sample an object, absent channels left out."""
    columns = {
        "t_s": readings.t_s,
        "acc_ms2": readings.acc_ms2,
        "gyr_rads": readings.gyr_rads,
        "counter": readings.counter,
    }
    lists = {name: column.tolist() for name, column in columns.items() if column is not None}
    for i in range(len(readings)):
        yield {"stream": str(readings.stream), **{name: values[i] for name, values in lists.items()}}
