"""Movesense notifications of a log: times and rotation as they were sent, at either rate, over the counter's wrap."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from drivers.movesense_log import MovesenseLogReader
from drivers.packet import Packet
from drivers.readings import Readings

WRAP_MS = 2**32
NEVER = float("nan")


def parts(stamp_ms: int, rate_hz: int) -> list[bytes]:
    """A packet of ramps, by the maker's layout: all of acceleration, then all of rotation."""
    n = rate_hz // 13
    acc = [float(value) for value in range(3 * n)]
    gyr = [90.0 + value for value in range(3 * n)]
    payload = struct.pack(f"<I{6 * n}f", stamp_ms % WRAP_MS, *acc, *gyr)
    return [b"\x02\x63" + payload[:148]] + ([b"\x03\x63" + payload[148:]] if payload[148:] else [])


def read(stamps_ms: list[int], rate_hz: int) -> list[Readings]:
    reader = MovesenseLogReader({})
    pieces = [piece for stamp in stamps_ms for piece in parts(stamp, rate_hz)]
    return [one for piece in pieces for one in reader.read(Packet(NEVER, "data", piece))]


@pytest.mark.parametrize("rate_hz", [52, 104])
def test_samples_follow_their_packets_stamp_at_the_rate(rate_hz: int) -> None:
    (one,) = read([122_371], rate_hz)
    assert one.t_s == pytest.approx(122.371 + np.arange(rate_hz // 13) / rate_hz, abs=1e-9)


@pytest.mark.parametrize("rate_hz", [52, 104])
def test_time_goes_on_over_the_wrap_of_the_counter(rate_hz: int) -> None:
    one, other = read([WRAP_MS - 20, WRAP_MS + 57], rate_hz)
    assert other.t_s[0] - one.t_s[0] == pytest.approx(0.077, abs=1e-6)


@pytest.mark.parametrize("rate_hz", [52, 104])
def test_rotation_comes_after_all_of_acceleration_and_is_in_radians(rate_hz: int) -> None:
    (one,) = read([0], rate_hz)
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    assert one.acc_ms2[1].tolist() == [3.0, 4.0, 5.0]
    assert np.degrees(one.gyr_rads[0]) == pytest.approx([90.0, 91.0, 92.0])
