"""How virtual devices behave where the makers' documents say more than a layout of bytes: refusals, registers, what
outlives a link, batteries."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from drivers.virtual.device import NOT_LISTENING, WRITE_NOT_PERMITTED, AttError, Device, Sent
from drivers.virtual.devices import diy, dot, metawear, movesense, polar, witmotion
from drivers.virtual.peripheral import BATTERY, Battery
from drivers.virtual.signal import VirtualSignal
from tests.drivers.starts import STARTS
from tracker.samples import Samples


@cache
def signal(rate_hz: float = 100.0, seconds: float = 10.0) -> VirtualSignal:
    t_s = np.arange(int(rate_hz * seconds)) / rate_hz
    acc = np.column_stack((np.sin(9.0 * t_s), np.cos(5.0 * t_s), np.full(len(t_s), 9.8)))
    return VirtualSignal(Samples(t_s, acc, 0.2 * acc), t_s, rate_hz)


def data(sent: list[Sent]) -> list[Sent]:
    return [one for one in sent if not one.answer]


# WitMotion


def wit(*commands: str, apart_s: float = 0.1) -> witmotion.Witmotion:
    device = witmotion.Witmotion(signal())
    device.listen(witmotion.NOTIFY, 0.0, on=True)
    for k, command in enumerate(commands):
        device.write(witmotion.COMMAND, bytes.fromhex(command), apart_s * (k + 1), response=True)
    return device


def test_a_witmotion_sends_ten_packets_a_second_until_told_otherwise() -> None:
    assert sum(len(one.data) for one in wit().due(5.0)) / 20 == pytest.approx(50, abs=1)


def test_a_witmotion_told_so_sends_a_hundred() -> None:
    device = wit("ffaa6988b5", "ffaa030900")
    device.due(1.0)
    assert sum(len(one.data) for one in device.due(6.0)) / 20 == pytest.approx(500, abs=4)


def test_a_locked_witmotion_heeds_nothing() -> None:
    assert wit("ffaa030900").rate_hz == 10.0


def test_a_witmotion_is_locked_again_after_ten_seconds() -> None:
    device = wit("ffaa6988b5")
    device.write(witmotion.COMMAND, bytes.fromhex("ffaa030900"), 11.0, response=True)
    assert device.rate_hz == 10.0


def test_a_witmotion_loses_a_command_on_the_heels_of_another() -> None:
    assert wit("ffaa6988b5", "ffaa030900", apart_s=0.01).rate_hz == 10.0


def test_a_witmotion_reads_its_battery_back() -> None:
    (answer,) = [one for one in wit("ffaa276400").due(0.2) if one.answer]
    assert answer.data[:6] == bytes.fromhex("55716400") + (396).to_bytes(2, "little")
    assert len(answer.data) == 20


def test_a_witmotion_filters_as_its_register_says() -> None:
    open_wide = wit("ffaa6988b5", "ffaa030900", "ffaa1f0000").measured()
    narrow = wit("ffaa6988b5", "ffaa030900", "ffaa1f0600").measured()
    np.testing.assert_array_equal(open_wide.acc_ms2, signal().samples.acc_ms2)
    assert np.ptp(narrow.acc_ms2[100:-100, 0]) < 0.98 * np.ptp(open_wide.acc_ms2[100:-100, 0])


def test_a_witmotion_keeps_its_settings_until_it_is_switched_off() -> None:
    device = wit("ffaa6988b5", "ffaa030900")
    device.let_go(1.0)
    assert device.rate_hz == 100.0
    device.restart(2.0)
    assert device.rate_hz == 10.0


# Polar


def pmd(*commands: str, listening: bool = True) -> tuple[polar.Polar, list[bytes]]:
    device = polar.Polar(signal(52.0))
    for uuid in (polar.CONTROL, polar.DATA) if listening else ():
        device.listen(uuid, 0.0, on=True)
    for command in commands:
        device.write(polar.CONTROL, bytes.fromhex(command), 0.0, response=True)
    return device, [one.data for one in device.due(0.0) if one.answer]


ACC_52 = "0202 0001 3400 0101 1000 0201 0800 0401 03"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (ACC_52, 0),
        (ACC_52.replace("3400", "6800"), 8),  # 104 Hz without SDK mode
        (ACC_52.replace("1000", "0e00"), 7),
        (ACC_52.replace("0201 0800", "0201 1000"), 9),
        (ACC_52.replace("0401 03", "0401 02"), 11),
        (ACC_52 + "00", 5),  # channels in two bytes
        ("0202", 5),
        ("0201", 2),
        ("0902", 1),
        ("0302", 6),
        ("0209", 0),
        ("0309", 6),
    ],
)
def test_a_polar_answers_with_the_status_of_the_documents(command: str, status: int) -> None:
    _, (answer,) = pmd(command)
    assert answer[:4] == b"\xf0" + bytes.fromhex(command)[:2] + bytes((status,))


def test_a_polar_does_not_switch_its_mode_while_it_streams() -> None:
    _, answers = pmd(ACC_52, "0209")
    assert answers[1] == bytes.fromhex("f002090c")


def test_a_polar_refuses_commands_nobody_listens_to_the_answer_of() -> None:
    with pytest.raises(AttError) as caught:
        pmd(ACC_52, listening=False)
    assert caught.value.code == NOT_LISTENING


def test_a_polar_tells_more_settings_in_its_other_mode() -> None:
    _, (usual, more) = pmd("0105", "0405")
    assert usual == bytes.fromhex("f001050000 0001 3400 0101 1000 0201 d007 0401 03")
    assert more.startswith(bytes.fromhex("f004050000 0005 1a00 3400 6800 d000 a001"))


# MetaWear


def test_a_metawear_takes_no_writes_with_response() -> None:
    with pytest.raises(AttError) as caught:
        metawear.Metawear(signal()).write(metawear.COMMAND, b"\x03\x80", 0.0, response=True)
    assert caught.value.code == WRITE_NOT_PERMITTED


@pytest.mark.parametrize(
    ("chip", "answers"), [("bmi160", ["03800101", "13800001"]), ("bmi270", ["03800401", "13800101"])]
)
def test_a_metawear_says_which_chip_it_has(chip: str, answers: list[str]) -> None:
    device = metawear.Metawear(signal(), chip=chip)
    device.listen(metawear.NOTIFY, 0.0, on=True)
    for command in (b"\x03\x80", b"\x13\x80"):
        device.write(metawear.COMMAND, command, 0.0, response=False)
    assert [one.data.hex() for one in device.due(0.0)] == answers


def test_processors_left_on_a_metawear_make_the_next_ones_numbers_higher() -> None:
    device = metawear.Metawear(signal())
    device.listen(metawear.NOTIFY, 0.0, on=True)
    buffer = bytes.fromhex("0902 1304 ff a0 0f 05")
    for command in (buffer, buffer, b"\x09\x08", buffer):
        device.write(metawear.COMMAND, command, 0.0, response=False)
    assert [one.data[2] for one in device.due(0.0)] == [0, 1, 0]


# What outlives a link


def after_a_lost_link(name: str) -> list[Sent]:
    """What is sent to one who only listens again."""
    start = replace(STARTS[name], device=lambda _: STARTS[name].device(signal(STARTS[name].rate_hz)))
    device = start.device(signal(start.rate_hz))
    for uuid in start.listen:
        device.listen(uuid, 0.0, on=True)
    for write in start.writes:
        device.write(start.more.get(write, start.command), write, 0.0, response=start.response)
    device.let_go(3.0)
    device.due(5.0)
    for uuid in start.listen:
        device.listen(uuid, 5.0, on=True)
    return data(device.due(9.0))


@pytest.mark.parametrize(
    "name", ["dot", "metawear bmi270 fused", "metawear bmi160 packed", "witmotion short"]
)
def test_these_stream_again_to_whoever_listens(name: str) -> None:
    sent = after_a_lost_link(name)
    assert 5.0 <= sent[0].sent_s < 5.3


@pytest.mark.parametrize("name", ["movesense 104", "polar newer"])
def test_these_have_to_be_told_again(name: str) -> None:
    assert after_a_lost_link(name) == []


# Batteries and clocks


@pytest.mark.parametrize("make", [movesense.Movesense, polar.Polar, diy.Diy])
def test_a_battery_drains_to_nothing(make: type[movesense.Movesense]) -> None:
    device = make(signal(), Battery(50.0, 10.0))
    assert [device.read(BATTERY, at_s)[0] for at_s in (-5.0, 0.0, 1.0, 4.95, 6.0)] == [50, 50, 40, 1, 0]
    assert device.dies_s == 5.0


def test_a_dot_tells_its_charge_by_its_own_characteristic() -> None:
    assert dot.Dot(signal(60.0), Battery(70.0)).read(dot.BATTERY, 0.0) == bytes((70, 0))


def stamps_us(device: Device) -> list[int]:
    device.listen(dot.MEDIUM, 0.0, on=True)
    device.write(dot.CONTROL, b"\x01\x01\x15", 0.0, response=True)
    return [int.from_bytes(one.data[:4], "little") for one in device.due(9.0)]


def test_the_clock_of_a_dot_wraps() -> None:
    stamps = stamps_us(dot.Dot(signal(60.0), boot_s=2**32 / 1e6 - 1.0))
    assert stamps[59] > 4_290_000_000
    assert stamps[61] < 100_000


def test_a_clock_that_is_reset_begins_at_nothing() -> None:
    device = dot.Dot(signal(60.0), boot_s=1000.0)
    before = stamps_us(device)
    device.reset_clock(9.0)
    after = [int.from_bytes(one.data[:4], "little") for one in device.due(9.9)]
    assert before[-1] > 1_000_000_000
    assert after[-1] < 1_000_000
