from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.packet import Packet
from drivers.readings import SixAxis
from drivers.witframes import stamp_ms
from drivers.witmotion import (
    DPS_PER_LSB,
    GRAVITY_MS2,
    WitmotionReader,
    battery_pct,
    decoder,
    low_pass_of,
    rate_of,
    read_command,
    start_commands,
)
from tests.drivers.wit_bytes import NEVER, Row, cut, long, raw, read, short, times
from tracker.errors import InputError

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "witmotion.json"

# Packets 0 and 1 of a log of a WT901SDCL-BT50 and what its owner's own parser makes of them:
# zhuyetuo/witmotion_imu, data/test/WIT18.TXT at fab615930f.
CAPTURED = [
    "5561d8fd3905de05bb01ff00fbffab0fb1ed808a1a06160e29011903",
    "55615afd2605250686001fffcd003910e1ed8c8a1a06160e29014b03",
]
ACC_G = [[-0.26953125, 0.65283203125, 0.7333984375], [-0.3310546875, 0.6435546875, 0.76806640625]]
GYR_DPS = [[27.03857421875, 15.56396484375, -0.30517578125], [8.1787109375, -13.73291015625, 12.51220703125]]


def vectors(begin: str) -> list[dict[str, Any]]:
    if not VECTORS.exists():
        pytest.skip("shared vectors are not here")
    whole: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return [vector for vector in whole if vector["what"].startswith(begin)]


def captured() -> WitmotionReader:
    return WitmotionReader(20)


# The captured bytes


def test_captured_acceleration_is_decoded_in_metres_per_second_squared() -> None:
    (acc,) = (one.acc_ms2 for one in read(captured(), [bytes.fromhex(CAPTURED[0])]))
    assert acc is not None
    np.testing.assert_allclose(acc, np.array(ACC_G[:1]) * GRAVITY_MS2, rtol=1e-15)


def test_captured_rotation_is_decoded_in_radians() -> None:
    (gyr,) = (one.gyr_rads for one in read(captured(), [bytes.fromhex(CAPTURED[0])]))
    assert gyr is not None
    np.testing.assert_allclose(gyr, np.radians(GYR_DPS[:1]), rtol=1e-15)


def test_captured_packets_are_as_far_apart_as_the_chip_says() -> None:
    got = times(read(captured(), map(bytes.fromhex, CAPTURED)))
    assert got[1] - got[0] == pytest.approx(0.05, abs=1e-6)


def test_every_logged_packet_of_the_vectors_decodes_to_the_values_of_its_source() -> None:
    packets = vectors("REAL device log")
    got = read(WitmotionReader(20, as_sent=True), [bytes.fromhex(one["bytes_hex"]) for one in packets])
    acc = np.vstack([one.acc_ms2 for one in got if one.acc_ms2 is not None])
    gyr = np.vstack([one.gyr_rads for one in got if one.gyr_rads is not None])
    expected = [one["expected"] for one in packets]
    np.testing.assert_allclose(acc / GRAVITY_MS2, [one["acc_g"] for one in expected], rtol=1e-15)
    np.testing.assert_allclose(np.degrees(gyr), [one["gyro_dps"] for one in expected], rtol=1e-15)


def test_every_logged_packet_of_the_vectors_has_the_chip_time_of_its_source() -> None:
    packets = vectors("REAL device log")
    chip = [stamp_ms(bytes.fromhex(one["bytes_hex"])) for one in packets]
    wanted = [np.datetime64(one["expected"]["chip_time"]) - np.datetime64("2000-01-01") for one in packets]
    assert chip == [int(one / np.timedelta64(1, "ms")) for one in wanted]


def test_the_bytes_quoted_here_are_those_of_the_shared_vectors() -> None:
    assert [one["bytes_hex"] for one in vectors("REAL device log")[:2]] == CAPTURED


def test_a_register_read_back_gives_no_samples_and_is_no_fault() -> None:
    (answer,) = (bytes.fromhex(one["bytes_hex"]) for one in vectors("register read-back"))
    reader = WitmotionReader()
    rows = raw(read(reader, [short((1,) * 6), answer, short((2,) * 6), short((3,) * 6)]))
    assert (rows, reader.rejected_packets) == ([(1,) * 6, (2,) * 6, (3,) * 6], 0)


def test_the_captures_cut_short_by_their_source_decode_to_its_scale_when_made_whole() -> None:
    """Sixteen of twenty bytes: acceleration and rotation are all there, and rest or motion is plausible."""
    packets = [bytes.fromhex(one["bytes_hex"]) + bytes(4) for one in vectors("REAL capture")]
    got = raw(read(WitmotionReader(), packets))
    assert got == [tuple(int(v) for v in np.frombuffer(one[2:14], "<i2")) for one in packets]
    assert len(got) == 6


def test_a_capture_cut_short_gives_no_samples() -> None:
    pieces = [bytes.fromhex(one["bytes_hex"]) for one in vectors("REAL capture")]
    assert raw(read(WitmotionReader(), pieces[:1])) == []


def test_every_command_of_the_vectors_that_is_ours_is_what_is_sent() -> None:
    known = {
        one["what"].removeprefix("COMMAND: "): bytes.fromhex(one["bytes_hex"]) for one in vectors("COMMAND")
    }
    for rate_hz in (10, 20, 50, 100):
        unlock, rate, _ = start_commands({"rate_hz": rate_hz})
        assert (unlock, rate) == (known["unlock"], known[f"rate {rate_hz} Hz"])
    assert read_command(0x3A) == known["read register 0x3A (mag)"]
    assert read_command(0x64) == known["read register 0x64 (battery)"]


# What is said to it


def test_nothing_is_saved_in_the_sensor() -> None:
    assert b"\xff\xaa\x00\x00\x00" not in start_commands({})


def test_it_is_asked_for_a_hundred_samples_a_second_and_a_wide_low_pass() -> None:
    assert start_commands({})[1:] == (b"\xff\xaa\x03\x09\x00", b"\xff\xaa\x1f\x03\x00")


@pytest.mark.parametrize("rate", [0, 12, "fast", 104.0])
def test_a_rate_it_does_not_have_is_an_input_error(rate: float | str) -> None:
    with pytest.raises(InputError, match="10, 20, 50, 100, 200 Hz"):
        rate_of({"rate_hz": rate})


def test_a_low_pass_it_does_not_have_is_an_input_error() -> None:
    with pytest.raises(InputError, match="256, 188, 98, 42"):
        low_pass_of({"low_pass_hz": 100})


@pytest.mark.parametrize(("volts_100", "pct"), [(420, 100), (396, 100), (395, 90), (377, 40), (339, 0)])
def test_the_charge_follows_from_the_voltage(volts_100: int, pct: int) -> None:
    assert battery_pct(b"\x55\x71\x64\x00" + volts_100.to_bytes(2, "little") + bytes(14)) == pct


def test_another_answer_tells_no_charge() -> None:
    assert battery_pct(b"\x55\x71\x3a\x00" + bytes(16)) is None


# Pieces of the stream


def test_eight_packets_may_come_in_one_notification() -> None:
    rows = [(k, 0, 2048, 0, 0, -k) for k in range(8)]
    assert raw(read(WitmotionReader(), [b"".join(map(short, rows))])) == rows


def test_the_first_packet_waits_until_its_length_is_sure() -> None:
    assert WitmotionReader().read(Packet(NEVER, "data", short((1,) * 6))) == []


def test_from_the_second_on_packets_are_given_at_once() -> None:
    reader = WitmotionReader()
    for k in range(2):
        got = reader.read(Packet(NEVER, "data", short((k,) * 6)))
    assert raw(got) == [(0,) * 6, (1,) * 6]
    assert raw(reader.read(Packet(NEVER, "data", short((2,) * 6)))) == [(2,) * 6]


def test_one_short_packet_alone_is_given_at_the_end() -> None:
    assert raw(read(WitmotionReader(), [short((7,) * 6)])) == [(7,) * 6]


def test_one_long_packet_alone_is_given_at_once() -> None:
    assert raw(WitmotionReader().read(Packet(NEVER, "data", long((7,) * 6, 0)))) == [(7,) * 6]


def test_long_packets_over_the_smallest_link_come_in_twenty_and_eight_bytes() -> None:
    rows = [(k,) * 6 for k in range(5)]
    whole = [long(row, 10 * k) for k, row in enumerate(rows)]
    assert raw(read(WitmotionReader(), [part for one in whole for part in (one[:20], one[20:])])) == rows


def test_a_lost_half_of_a_long_packet_costs_that_packet() -> None:
    whole = [long((k,) * 6, 10 * k) for k in range(9)]
    pieces = [part for one in whole for part in (one[:20], one[20:])]
    del pieces[7]
    assert set(raw(read(WitmotionReader(), pieces))) <= {(k,) * 6 for k in range(9)} - {(3,) * 6}


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_damaged_header_costs_its_packet_alone(damaged: int) -> None:
    packets = [bytearray(short((k,) * 6)) for k in range(9)]
    packets[4][damaged] ^= 0xFF
    reader = WitmotionReader()
    rows = raw(read(reader, map(bytes, packets)))
    assert (rows, reader.rejected_packets) == ([(k,) * 6 for k in range(9) if k != 4], 1)


@pytest.mark.parametrize("whole", [short, lambda row: long(row, 10 * row[0])], ids=["short", "long"])
@pytest.mark.parametrize("junk", [b"\x55", b"\x01\x02\x03", bytes(20), bytes(33)], ids=len)
@pytest.mark.parametrize("place", [0, 1, 2, 6])
def test_a_notification_of_junk_costs_no_packet(
    whole: Callable[[Row], bytes], junk: bytes, place: int
) -> None:
    rows = [(k,) * 6 for k in range(9)]
    pieces = [whole(row) for row in rows]
    pieces.insert(place, junk)
    reader = WitmotionReader()
    assert raw(read(reader, pieces)) == rows
    assert reader.rejected_packets >= 1


def test_bytes_that_are_no_packet_are_told() -> None:
    reader = WitmotionReader()
    read(reader, [b"hello there"])
    assert reader.fault == "bytes that are no whole packet 55 61"


def test_nothing_is_wrong_with_a_whole_stream() -> None:
    reader = WitmotionReader()
    read(reader, [short((k,) * 6) for k in range(50)])
    assert (reader.rejected_packets, reader.fault) == (0, None)


def test_a_date_that_is_none_makes_no_packet() -> None:
    whole = [long((k,) * 6, 10 * k) for k in range(6)]
    whole[3] = whole[3][:21] + b"\x0d" + whole[3][22:]
    assert raw(read(WitmotionReader(), whole)) == [(k,) * 6 for k in range(6) if k != 3]


def test_the_ends_of_the_range_are_decoded_with_their_sign() -> None:
    rows = [(-32768, 32767, -1, 1, -32768, 32767)] * 2
    got = read(WitmotionReader(), [short(row) for row in rows])
    assert raw(got) == rows
    assert got[0].gyr_rads is not None
    assert np.degrees(got[0].gyr_rads[0, 1]) == pytest.approx(-32768 * DPS_PER_LSB)


def test_the_decoder_gives_the_same_as_the_reader() -> None:
    pieces = [short((k,) * 6) for k in range(6)]
    whole = decoder({"rate_hz": 50})
    assert isinstance(whole, SixAxis)
    samples = [whole.feed(Packet(NEVER, "data", piece)) for piece in pieces]
    acc = [one.acc_ms2 for one in read(WitmotionReader(50), pieces) if one.acc_ms2 is not None]
    np.testing.assert_array_equal(np.vstack([one.acc_ms2 for one in samples]), np.vstack(acc))


# Any bytes

HEADERS = st.sampled_from((0x6155, 0x7155, 0x5555, 0x0155))
ANY_VALUE = st.one_of(HEADERS, st.integers(-32768, 32767))
QUIET = st.integers(-4000, 4000)


@st.composite
def streams(draw: st.DrawFn, value: st.SearchStrategy[int]) -> tuple[list[bytes], list[Row]]:
    """Packets of one length; a stuck angle may look like a header."""
    rows = draw(st.lists(st.tuples(*[value] * 6), min_size=3, max_size=20))
    angles = draw(st.tuples(st.one_of(QUIET, HEADERS), QUIET, QUIET))
    if draw(st.booleans()):
        return [short(row, angles) for row in rows], rows
    return [long(row, 10 * k, angles) for k, row in enumerate(rows)], rows


@st.composite
def damaged_streams(draw: st.DrawFn) -> tuple[list[bytes], set[Row]]:
    """Pieces of whole packets with flipped bytes, lost, doubled, junk between; and every row that was sent so."""
    packets, rows = draw(streams(QUIET))
    held = [bytearray(packet) for packet in packets]
    for _ in range(draw(st.integers(0, 4))):
        packet = held[draw(st.integers(0, len(held) - 1))]
        packet[draw(st.integers(0, len(packet) - 1))] = draw(st.integers(0, 255).filter(lambda v: v != 0x55))
    sent = {tuple(int(v) for v in np.frombuffer(packet[2:14], "<i2")) for packet in held}
    pieces: list[bytes] = []
    while held:
        n = draw(st.integers(1, 4))
        piece, held = b"".join(held[:n]), held[n:]
        junk = draw(st.binary(max_size=30)).replace(b"\x55", b"\x54")
        pieces += draw(st.sampled_from(([piece], [piece], [], [piece, piece], [junk, piece])))
    return pieces, sent | set(rows)


@settings(deadline=None, max_examples=300)
@given(streams(ANY_VALUE), st.lists(st.integers(0, 600)))
def test_any_cutting_of_the_stream_gives_the_same_samples(
    sent: tuple[list[bytes], list[Row]], places: list[int]
) -> None:
    packets, rows = sent
    assert raw(read(WitmotionReader(), cut(b"".join(packets), places))) == rows


@settings(deadline=None, max_examples=200)
@given(streams(ANY_VALUE), st.data())
def test_lost_notifications_cost_their_samples_alone(
    sent: tuple[list[bytes], list[Row]], data: st.DataObject
) -> None:
    packets, rows = sent
    kept = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    pieces = [packet for packet, keep in zip(packets, kept, strict=True) if keep]
    assert raw(read(WitmotionReader(), pieces)) == [row for row, keep in zip(rows, kept, strict=True) if keep]


@settings(deadline=None, max_examples=500)
@given(damaged_streams())
def test_damage_never_makes_a_sample_that_was_not_sent(sent: tuple[list[bytes], set[Row]]) -> None:
    pieces, rows = sent
    assert set(raw(read(WitmotionReader(), pieces))) <= rows


@settings(deadline=None, max_examples=300)
@given(damaged_streams(), st.lists(st.floats(0, 5), max_size=60))
def test_time_never_falls_on_damaged_packets(
    sent: tuple[list[bytes], set[Row]], waits_s: list[float]
) -> None:
    arrivals_s = np.cumsum(waits_s).tolist()
    assert np.all(np.diff(times(read(WitmotionReader(), sent[0][: len(waits_s)], arrivals_s))) > 0)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(st.binary(max_size=90), st.binary(max_size=60).map(lambda b: b"\x55\x61" + b)), max_size=20
    )
)
def test_random_bytes_raise_nothing_and_stay_in_range(pieces: list[bytes]) -> None:
    got = read(WitmotionReader(), pieces)
    raw(got)
    assert np.isfinite(times(got)).all()
