from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from drivers import movesense
from drivers.movesense import MovesenseDecoder
from drivers.virtual import movesense as device
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from drivers.virtual.signal import RadioTrouble, VirtualSignal
from tests.drivers.bytes_of import feed
from tracker.samples import Samples
from tracker.setup import Exercise

RATES = movesense.RATES_HZ


@cache
def signal(rate_hz: int, quality: Quality = Quality.TYPICAL) -> VirtualSignal:
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, 4),)
    return simulate(Scenario(items, quality=quality, rate_hz=rate_hz, seed=3)).signal


def sent_by(rate_hz: int) -> Samples:
    whole = signal(rate_hz).samples
    size = rate_hz // 13
    return whole[: len(whole) // size * size]


def received(rate_hz: int) -> Samples:
    return feed(MovesenseDecoder(rate_hz), [one.data for one in device.notifications(signal(rate_hz))])


@pytest.mark.parametrize("rate_hz", RATES)
def test_every_sample_of_a_whole_packet_comes_through(rate_hz: int) -> None:
    assert len(received(rate_hz)) == len(sent_by(rate_hz))


@pytest.mark.parametrize("rate_hz", RATES)
def test_acceleration_comes_through_but_for_the_rounding_to_single_precision(rate_hz: int) -> None:
    np.testing.assert_allclose(received(rate_hz).acc_ms2, sent_by(rate_hz).acc_ms2, rtol=1e-7)


@pytest.mark.parametrize("rate_hz", RATES)
def test_rotation_comes_through_but_for_the_rounding_to_single_precision(rate_hz: int) -> None:
    np.testing.assert_allclose(received(rate_hz).gyr_rads, sent_by(rate_hz).gyr_rads, rtol=2e-7)


@pytest.mark.parametrize("rate_hz", RATES)
def test_time_comes_through_to_a_millisecond(rate_hz: int) -> None:
    assert np.abs(received(rate_hz).t_s - sent_by(rate_hz).t_s).max() < 0.001


@pytest.mark.parametrize("rate_hz", [13, 26, 52, 104])
def test_no_notification_is_longer_than_the_sensor_sends(rate_hz: int) -> None:
    assert max(len(one.data) for one in device.notifications(signal(rate_hz))) <= device.LONGEST


@pytest.mark.parametrize("rate_hz", RATES)
def test_notifications_leave_in_order(rate_hz: int) -> None:
    assert np.all(np.diff([one.sent_s for one in device.notifications(signal(rate_hz))]) > 0)


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_packet_leaves_no_earlier_than_its_last_sample(rate_hz: int) -> None:
    firsts = [one for one in device.notifications(signal(rate_hz)) if one.data[0] == movesense.DATA]
    size = rate_hz // 13
    last = signal(rate_hz).true_t_s[size - 1 :: size]
    assert all(one.sent_s >= t - 1e-9 for one, t in zip(firsts, last, strict=True))


def test_what_the_radio_lost_is_what_the_decoder_counts() -> None:
    one = signal(104)
    decoder = MovesenseDecoder(104)
    trouble = RadioTrouble(0.05, 2.0)
    got = Samples.concat([decoder.feed(packet) for packet in device.packets_of(one, trouble, seed=2)])
    within = np.searchsorted(sent_by(104).t_s, got.t_s[-1] + 0.002) - np.searchsorted(
        sent_by(104).t_s, got.t_s[0] - 0.002
    )
    assert decoder.lost_samples == within - len(got)


def test_samples_around_a_loss_keep_their_time() -> None:
    decoder = MovesenseDecoder(104)
    packets = device.packets_of(signal(104), RadioTrouble(0.05, 2.0), seed=2)
    got = Samples.concat([decoder.feed(packet) for packet in packets])
    sent = sent_by(104)
    nearest = np.abs(got.t_s[:, None] - sent.t_s[None, :]).argmin(axis=1)
    assert np.array_equal(got.acc_ms2, sent.acc_ms2[nearest].astype(np.float32))


def test_packets_are_of_the_channel_the_family_listens_to() -> None:
    packets = device.packets_of(signal(52), RadioTrouble(), seed=1)
    assert {packet.channel for packet in packets} == {movesense.CHANNEL}


def test_arrivals_rise() -> None:
    packets = device.packets_of(signal(104), RadioTrouble(0.05, 2.0), seed=1)
    assert np.all(np.diff([packet.arrival_s for packet in packets]) >= 0)


def answer(command: bytes, **firmware: Any) -> bytes | None:  # noqa: ANN401 - of the device
    return Movesense(signal(104), **firmware).answer(command, 0.0)


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_stream_the_sensor_has_is_granted(rate_hz: int) -> None:
    assert answer(movesense.subscribe_command(rate_hz)) == bytes((1, movesense.REFERENCE, 200, 0))


def test_a_stream_the_sensor_does_not_have_is_refused() -> None:
    reply = answer(movesense.subscribe_command(100))
    assert reply is not None
    assert movesense.refusal(reply) == "its firmware has no such stream"


@pytest.mark.parametrize(("old", "status"), [(False, b"\xfb\x01"), (True, b"\x01\xfb")])
def test_a_stream_without_a_free_slot_is_refused(old: bool, status: bytes) -> None:
    reply = answer(movesense.subscribe_command(104), slots=0, old=old)
    assert reply == bytes((1, movesense.REFERENCE)) + status
    assert movesense.refusal(reply) == "it has no free slot for a stream"


def test_letting_a_stream_go_is_granted() -> None:
    one = Movesense(signal(104))
    one.answer(movesense.subscribe_command(104), 0.0)
    assert one.answer(movesense.unsubscribe_command(), 1.0) == bytes((1, movesense.REFERENCE, 200, 0))
    assert not one.streaming


def test_a_command_the_sensor_does_not_know_is_refused() -> None:
    assert answer(b"\x63\x07") == b"\x01\x07\x94\x01"


def test_hello_is_answered_with_texts_and_no_status() -> None:
    assert answer(b"\0\x07") == b"\x01\x07000000000000\0Movesense HR2\0virtual\0"


@pytest.mark.parametrize("command", [b"", b"\x01"])
def test_half_a_command_is_not_answered(command: bytes) -> None:
    assert answer(command) is None
