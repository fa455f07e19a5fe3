"""A MetaWear's log read by the counts a unit that the maker's documents name."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from drivers.metawear import CHANNEL, log_reader
from drivers.packet import Packet
from drivers.source import Setting
from tracker.errors import InputError

COUNTS = (8192, -4096, 1024)
ACC, GYR = (bytes((module, 4)) + struct.pack("<3h", *COUNTS) for module in (0x03, 0x13))


def first(data: bytes, settings: dict[str, Setting]) -> dict[str, list[float]]:
    reader = log_reader(settings)
    (one,) = [*reader.read(Packet(float("nan"), CHANNEL, data)), *reader.finish()]
    columns = {"acc": one.acc_ms2, "gyr": one.gyr_rads}
    return {name: column[0].tolist() for name, column in columns.items() if column is not None}


@pytest.mark.parametrize("worth", [16384, 8192.0, 4096, 2048])
def test_counts_a_g_tell_the_range(worth: float) -> None:
    assert first(ACC, {"lsb_per_g": worth})["acc"] == pytest.approx([n / worth * 9.80665 for n in COUNTS])


@pytest.mark.parametrize("worth", [16.4, 32.8, 65.6, 131.2, 262.4])
def test_counts_a_degree_tell_the_range(worth: float) -> None:
    got = first(GYR, {"lsb_per_dps": worth, "chip": "bmi270"})["gyr"]
    assert got == pytest.approx([float(np.radians(n / worth)) for n in COUNTS])


def test_a_range_may_be_told_both_ways() -> None:
    assert first(ACC, {"acc_range_g": 4, "lsb_per_g": 8192}) == first(ACC, {"acc_range_g": 4})


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"lsb_per_g": 1000}, "lsb_per_g 16384, 8192, 4096, 2048, not 1000"),
        ({"lsb_per_dps": "many"}, "lsb_per_dps 16.4, 32.8, 65.6, 131.2, 262.4, not many"),
        ({"acc_range_g": 16, "lsb_per_g": 8192.0}, "lsb_per_g 8192 is not acc_range_g 16"),
    ],
)
def test_counts_that_no_range_has_are_an_input_error(wrong: dict[str, Setting], why: str) -> None:
    with pytest.raises(InputError, match=why):
        log_reader(wrong)
