"""A board whose header tells another rate than it has, several samples a line: the stamps and the counter tell the real one."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from drivers.diy import DiyReader
from drivers.packet import Packet
from drivers.virtual.devices.diy import NOTIFY, Diy
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Floats, Samples

SECONDS = 20.0
LEARNT_S = 4.0
BATCH = 5


def board(rate_hz: float, says_hz: float) -> Diy:
    t_s = np.arange(int(SECONDS * rate_hz)) / rate_hz
    acc = np.column_stack((np.arange(len(t_s)) % 1000 / 100.0, np.zeros(len(t_s)), np.full(len(t_s), 9.8)))
    return Diy(
        VirtualSignal(Samples(t_s, acc, np.zeros_like(acc)), t_s, rate_hz),
        boot_s=0.0,
        batch=BATCH,
        fill=False,
        says_hz=says_hz,
    )


@cache
def read(rate_hz: float, says_hz: float) -> tuple[DiyReader, Floats]:
    """The reader at the end, and times of all samples."""
    device, reader = board(rate_hz, says_hz), DiyReader()
    device.listen(NOTIFY, -1.0, on=True)
    times = [
        one.t_s
        for sent in device.due(SECONDS + 1.0)
        for one in reader.read(Packet(sent.sent_s, "data", sent.data))
    ]
    return reader, np.concatenate(times)


cases = pytest.mark.parametrize(
    ("rate_hz", "says_hz"), [(104.0, 52.0), (52.0, 104.0), (200.0, 50.0), (100.0, 100.0)]
)


@cases
def test_samples_are_as_far_apart_as_they_were_measured_once_the_rate_is_known(
    rate_hz: float, says_hz: float
) -> None:
    _, times_s = read(rate_hz, says_hz)
    apart_s = np.diff(times_s[times_s > LEARNT_S])
    np.testing.assert_allclose(apart_s, 1.0 / rate_hz, rtol=0.08)


@cases
def test_times_are_those_of_the_board(rate_hz: float, says_hz: float) -> None:
    _, times_s = read(rate_hz, says_hz)
    whole = int(SECONDS * rate_hz) // BATCH * BATCH
    assert times_s[-1] == pytest.approx((whole - 1) / rate_hz, abs=0.005)


@cases
def test_nothing_is_missing_once_the_rate_is_known(rate_hz: float, says_hz: float) -> None:
    reader, times_s = read(rate_hz, says_hz)
    assert np.sum(times_s > LEARNT_S) == pytest.approx((SECONDS - LEARNT_S) * rate_hz, abs=BATCH + 1)
    assert reader.rejected_packets == 0
