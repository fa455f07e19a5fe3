"""WitMotion packets made by hand, as the maker's data sheet lays them out, and what a reader makes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from drivers.packet import Packet
from drivers.readings import Readings
from drivers.witmotion import DPS_PER_LSB, MS2_PER_LSB, WitmotionReader

Row = tuple[int, ...]
NEVER = float("nan")


def short(row: Sequence[int], angles: Sequence[int] = (1, 2, 3)) -> bytes:
    """The 20-byte packet of six raw values."""
    return b"\x55\x61" + np.array([*row, *angles], dtype="<i2").tobytes()


def stamp(ms: int) -> bytes:
    """The chip's date and time, so long after the first of June 2026."""
    seconds, ms = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return bytes((26, 6, 1 + days, hour, minute, second)) + ms.to_bytes(2, "little")


def long(row: Sequence[int], ms: int, angles: Sequence[int] = (1, 2, 3)) -> bytes:
    """The 28-byte packet."""
    return short(row, angles) + stamp(ms)


def cut(stream: bytes, places: Iterable[int]) -> list[bytes]:
    """The stream in pieces, cut at these places."""
    inside = sorted({place for place in places if 0 < place < len(stream)})
    return [stream[a:b] for a, b in pairwise([0, *inside, len(stream)])]


def read(
    reader: WitmotionReader, pieces: Iterable[bytes], arrivals_s: Iterable[float] = ()
) -> list[Readings]:
    """Everything a reader makes of them, to the end; without times of arrival none are known."""
    times = iter(arrivals_s)
    got = [one for piece in pieces for one in reader.read(Packet(next(times, NEVER), "data", piece))]
    return got + reader.finish()


def raw(readings: Iterable[Readings]) -> list[Row]:
    """The six raw values of each sample, to the bit; fails where a value is none the part can send."""
    rows: list[Row] = []
    for one in readings:
        assert one.acc_ms2 is not None
        assert one.gyr_rads is not None
        values = np.hstack((one.acc_ms2 / MS2_PER_LSB, one.gyr_rads / math.radians(DPS_PER_LSB)))
        whole = np.rint(values)
        np.testing.assert_allclose(values, whole, rtol=1e-12, atol=1e-9)
        assert np.abs(whole + 0.5).max() < 32768
        rows += [tuple(int(value) for value in row) for row in whole]
    return rows


def times(readings: Iterable[Readings]) -> list[float]:
    """The times of all samples."""
    return [float(at) for one in readings for at in one.t_s]
