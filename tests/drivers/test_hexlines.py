from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.hexlines import HexError, HexLines, Logged

DATA = bytes.fromhex("5561d8fd39")


def take(*lines: str) -> list[Logged | None]:
    log = HexLines()
    return [log.take(line) for line in lines]


def data(line: str) -> bytes | None:
    (one,) = take(line)
    return None if one is None else one.data


def arrivals_s(*lines: str) -> list[float]:
    return [one.arrival_s for one in take(*lines) if one is not None]


WRITTEN = {
    "together": "5561d8fd39",
    "capitals": "5561D8FD39",
    "spaces": "55 61 d8 fd 39",
    "colons": "55:61:D8:FD:39",
    "hyphens": "55-61-D8-FD-39",
    "commas": "0x55, 0x61, 0xd8, 0xfd, 0x39",
    "one 0x": "0x5561d8fd39",
    "one 0X": "0X5561D8FD39",
    "a 0x each": "0x55 0x61 0xD8 0xfd 0x39",
    "in fours": "5561 d8fd 39",
    "ends of Windows": "55 61 d8 fd 39\r\n",
    "tabs around": "\t5561d8fd39\t",
    "a mark of byte order": "\ufeff5561d8fd39",
    "gatttool": "Notification handle = 0x0012 value: 55 61 d8 fd 39 ",
    "btmon": "          Data: 5561d8fd39",
    "btmon with its length": "          Data[5]: 5561d8fd39",
    "bluetoothctl": "        Value: 5561d8fd39",
    "nRF Connect, Android": "I\t14:23:11.123\tNotification received from 0000ffe4-0000-1000-8000-00805f9a34fb,"
    " value: (0x) 55-61-D8-FD-39",
    "nRF Connect, received": 'A\t14:23:11.123\t"(0x) 55-61-D8-FD-39" received',
    "nRF Connect, desktop": "14:23:11.123 Attribute value changed, handle: 0x0E, value (0x): 55-61-D8-FD-39",
    "a time of day": "14:23:11.123 55 61 d8 fd 39",
    "a date": "2026-06-22T14:41:01 55:61:d8:fd:39",
    "a date with its zone": "2026-06-22 14:41:01.5+02:00 5561d8fd39",
    "seconds": "12.345678 5561d8fd39",
    "seconds in brackets": "[ 12.345] 5561d8fd39",
    "a word": "rx: 5561d8fd39",
    "a remark behind them": "55 61 d8 fd 39  # heel up",
    "another remark": "55:61:d8:fd:39 // heel up",
}


@pytest.mark.parametrize("line", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_notification_is_read_however_it_is_written(line: str) -> None:
    assert data(line) == DATA


WRONG = {
    "words": ("hello", '"hello" is no hex'),
    "a wrong digit": ("55 6g", '"6g" is no hex'),
    "half a byte": ("55 6", '"6" is an odd number of hex digits'),
    "half a byte together": ("5561d", '"5561d" is an odd number'),
    "nothing after its words": ("Value: ", "no bytes"),
    "separators": ("- : -", "no bytes"),
    "hex after a word of no meaning": ("MTU: 23", '"MTU" is no hex'),
    "a long word": ("z" * 400, '"zzzzzzzzzzzzzzzzzzzz..." is no hex'),
}


@pytest.mark.parametrize(("line", "why"), WRONG.values(), ids=WRONG.keys())
def test_a_line_that_is_none_says_why(line: str, why: str) -> None:
    with pytest.raises(HexError) as caught:
        data(line)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "  \r\n",
        "> ACL Data RX: Handle 72 flags 0x02 dlen 23               #175 [hci0] 35.071786",
        "      ATT: Handle Value Notification (0x1b) len 18",
        "        Handle: 0x0018",
        "        Handle: 0x0018 Type: Vendor specific (0000ffe4-0000-1000-8000-00805f9a34fb)",
    ],
    ids=["empty", "spaces", "btmon frame", "btmon ATT", "btmon handle", "btmon handle and type"],
)
def test_what_stands_around_a_notification_is_passed_over(line: str) -> None:
    assert data(line) is None


def test_a_value_nrf_connect_says_twice_is_taken_once() -> None:
    lines = (WRITTEN["nRF Connect, Android"], WRITTEN["nRF Connect, received"])
    assert [one and one.data for one in take(*lines, *lines)] == [DATA, None, DATA, None]


def test_two_notifications_of_the_same_bytes_are_two() -> None:
    assert [one and one.data for one in take("Value: 5561", "Value: 5561")] == [b"\x55\x61", b"\x55\x61"]


def test_without_times_nobody_knows_when_it_came() -> None:
    assert math.isnan(arrivals_s("5561")[0])


def test_bytes_by_colons_are_no_time_of_day() -> None:
    assert data("12:34:56") == b"\x12\x34\x56"


def test_times_of_day_are_seconds() -> None:
    assert arrivals_s("00:01:02.5 55", "00:01:02,75 55") == [62.5, 62.75]


def test_times_go_on_over_midnight() -> None:
    assert arrivals_s("23:59:59.5 55", "00:00:00.5 55", "00:00:01.5 55") == pytest.approx(
        [86399.5, 86400.5, 86401.5]
    )


def test_btmon_says_when_before_it_says_what() -> None:
    frame = "> ACL Data RX: Handle 72 flags 0x02 dlen 23               #175 [hci0] 35.071786"
    assert arrivals_s(frame, "      ATT: Handle Value Notification (0x1b) len 18", "  Data: 55") == [
        35.071786
    ]


@given(st.binary(min_size=1, max_size=80), st.sampled_from(("", " ", ":", "-", ", ")), st.booleans())
def test_any_bytes_written_as_hex_are_read_back(sent: bytes, between: str, capitals: bool) -> None:
    text = between.join(f"{byte:02x}" for byte in sent)
    assert data(text.upper() if capitals else text) == sent


@given(st.lists(st.text(max_size=60)))
def test_any_text_is_a_notification_or_none_or_an_error_of_ours(lines: list[str]) -> None:
    log = HexLines()
    for line in lines:
        with contextlib.suppress(HexError):
            one = log.take(line)
            assert one is None or one.data
