"""Each virtual device against its family's decoder, both written from the makers' documents apart from each other: what
was measured comes through, to the rounding of its registers."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from drivers.virtual.signal import VirtualSignal
from tests.drivers.starts import STARTS
from tracker.samples import Floats, Samples
from tracker.setup import Exercise

EXACT = ("movesense", "dot")  # floats
# The widest step of a register, half of it is the most a value is off; the low-pass of 98 Hz is none at 100 Hz.
G = 9.80665
ACC_STEP_MS2 = {"witmotion": 16 * G / 32768, "polar": G / 1000, "metawear": 16 * G / 32768, "diy": G / 2048}
GYR_STEP_RADS = {
    "witmotion": np.radians(2000 / 32768),
    "polar": np.radians(2000 / 32768),
    "metawear": np.radians(1 / 16.4),
    "diy": np.radians(1 / 16.4),
}
TWO_STREAMS = ("polar", "packed", "single")


@cache
def signal(rate_hz: float) -> VirtualSignal:
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, 4),)
    return simulate(Scenario(items, quality=Quality.TYPICAL, rate_hz=rate_hz, seed=3)).signal


@cache
def decoded(name: str) -> Samples:
    start = STARTS[name]
    return start.decode(start.send(signal(start.rate_hz))[1])


@cache
def sent_rows(name: str) -> tuple[Floats, Floats, int]:
    """The signal's rows that came through, and how many did not at its ends."""
    whole, got = signal(STARTS[name].rate_hz).samples, decoded(name)
    first = int(np.abs(whole.acc_ms2[:400] - got.acc_ms2[0]).sum(axis=1).argmin())
    rows = slice(first, first + len(got))
    return whole.acc_ms2[rows], whole.gyr_rads[rows], len(whole) - len(got)


def steps(name: str) -> tuple[float, float]:
    family = name.split()[0]
    return (0.0, 0.0) if family in EXACT else (ACC_STEP_MS2[family], float(GYR_STEP_RADS[family]))


@pytest.mark.parametrize("name", STARTS)
def test_acceleration_comes_through_to_the_rounding_of_its_registers(name: str) -> None:
    acc, _, _ = sent_rows(name)
    np.testing.assert_allclose(decoded(name).acc_ms2, acc, rtol=2e-7, atol=0.501 * steps(name)[0])


@pytest.mark.parametrize("name", [name for name in STARTS if not set(TWO_STREAMS) & set(name.split())])
def test_rotation_of_one_stream_comes_through_to_the_rounding_of_its_registers(name: str) -> None:
    _, gyr, _ = sent_rows(name)
    np.testing.assert_allclose(decoded(name).gyr_rads, gyr, rtol=2e-7, atol=0.501 * steps(name)[1])


@pytest.mark.parametrize("name", [name for name in STARTS if set(TWO_STREAMS) & set(name.split())])
def test_rotation_of_two_streams_comes_through_but_for_the_line_between_two_samples(name: str) -> None:
    _, gyr, _ = sent_rows(name)
    # Joined where the neighbours are a sample apart, a value lies between those around it.
    around = np.abs(np.diff(gyr, axis=0))
    bend = np.maximum(np.vstack((around, around[-1:])), np.vstack((around[:1], around)))
    assert np.all(np.abs(decoded(name).gyr_rads - gyr) <= bend + steps(name)[1])


@pytest.mark.parametrize("name", STARTS)
def test_of_a_whole_signal_only_its_last_frame_is_missing(name: str) -> None:
    second = STARTS[name].rate_hz
    setting_up = 0.3 * second if name.startswith("witmotion") else 0.0
    last_frame = 2.0 * second if name.startswith("polar") else 0.3 * second
    assert 0 <= sent_rows(name)[2] <= setting_up + last_frame


@pytest.mark.parametrize("name", STARTS)
def test_samples_keep_the_distance_of_the_devices_clock(name: str) -> None:
    start, got = STARTS[name], decoded(name)
    # Those without a clock are timed by their arrivals, on the world's clock.
    clockless = name == "witmotion short" or "packed" in name or "single" in name
    whole = signal(start.rate_hz)
    clock = whole.true_t_s if clockless else whole.samples.t_s
    first = int(np.abs(whole.samples.acc_ms2[:400] - got.acc_ms2[0]).sum(axis=1).argmin())
    off_s = (got.t_s - got.t_s[0]) - (clock[first : first + len(got)] - clock[first])
    assert np.abs(off_s).max() < (0.05 if clockless else 0.0021)


@pytest.mark.parametrize("name", STARTS)
def test_no_notification_is_longer_than_the_link_carries(name: str) -> None:
    device, sent = STARTS[name].send(signal(STARTS[name].rate_hz))
    assert max(len(one.data) for one in sent) <= device.mtu - 3


@pytest.mark.parametrize("name", STARTS)
def test_notifications_leave_in_order_and_not_before_their_samples(name: str) -> None:
    start = STARTS[name]
    _, sent = start.send(signal(start.rate_hz))
    data = [one.sent_s for one in sent if not one.answer]
    assert data == sorted(data)
    assert data[0] >= 0.0
