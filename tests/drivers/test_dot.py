from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import dot
from drivers.dot import DotReader
from drivers.packet import Packet
from drivers.readings import Readings, Stream
from tracker.errors import InputError

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "xsens_dot.json"
NEVER = float("nan")
STEP_US = 16667
REST = (0.1, -0.2, 9.81, 1.0, -2.0, 3.0)

# A notification of free acceleration of a real sensor and what its owner's program printed:
# protobioengineering/xsens-dot-python-examples, stream_free_acceleration_data.py.
CAPTURED = "d8052244af9640406b2aa7405add14c000000000"
FREE_ACC = (3.009197, 5.223928, -2.3260102)

Row = tuple[float, ...]


def vectors() -> list[dict[str, Any]]:
    if not VECTORS.exists():
        pytest.skip("shared vectors are not here")
    whole: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return whole


def sample(stamp_us: int, row: Iterable[float] = REST) -> bytes:
    return struct.pack("<I6f", stamp_us % 2**32, *row)


def read(
    pieces: Iterable[bytes], reader: DotReader | None = None, arrivals_s: Iterable[float] = ()
) -> list[Readings]:
    reader, at = reader or DotReader(), iter(arrivals_s)
    got = [one for piece in pieces for one in reader.read(Packet(next(at, NEVER), dot.CHANNEL, piece))]
    return got + reader.finish()


def times(readings: Iterable[Readings]) -> list[float]:
    return [float(at) for one in readings for at in one.t_s]


def rows(readings: Iterable[Readings]) -> list[Row]:
    """Values in the units of the wire, as float32."""
    found: list[Row] = []
    for one in readings:
        assert one.stream is Stream.IMU
        assert one.acc_ms2 is not None
        assert one.gyr_rads is not None
        values = np.hstack((one.acc_ms2, np.degrees(one.gyr_rads))).astype(np.float32)
        found += [tuple(row) for row in values.tolist()]
    return found


# The golden vectors


def check(vector: dict[str, Any]) -> bool:
    data, expected = bytes.fromhex(vector["bytes_hex"]), vector["expected"]
    if "free_acc_m_s2" in expected:
        stamp, values = dot.fields(data, 3)
        np.testing.assert_array_equal(
            values.astype(np.float32), np.array(expected["free_acc_m_s2"], np.float32)
        )
        return bool(stamp == expected["timestamp_us"])
    if "payload_mode" in expected:
        return bool(dot.state(data) == (False, expected["payload_mode"]))
    return dot.is_message(data) and not dot.is_message(data[:-1] + bytes((data[-1] ^ 1,)))


def test_every_vector_is_read_as_its_source_says() -> None:
    assert [vector["what"] for vector in vectors() if not check(vector)] == []


def test_there_are_six_vectors() -> None:
    assert len(vectors()) == 6


def test_the_bytes_quoted_here_are_those_of_the_shared_vectors() -> None:
    assert vectors()[0]["bytes_hex"] == CAPTURED


def test_a_captured_payload_has_its_stamp_and_floats_where_the_layout_says() -> None:
    stamp, values = dot.fields(bytes.fromhex(CAPTURED), 3)
    assert stamp == 1143080408
    assert values == pytest.approx(FREE_ACC, rel=1e-7)


def test_free_acceleration_is_not_taken_for_a_sample() -> None:
    reader = DotReader()
    assert read([bytes.fromhex(CAPTURED)], reader) == []
    assert reader.rejected_packets == 1


# What is said to it


def test_it_is_asked_for_sixty_samples_a_second_and_then_to_start_in_mode_21() -> None:
    rate, start = dot.start_commands({})
    assert rate == (dot.SETTINGS, bytes.fromhex("10" + "00" * 23 + "3c00" + "00" * 6))
    assert start == (dot.COMMAND, b"\x01\x01\x15")


def test_the_settings_take_all_thirty_two_bytes() -> None:
    assert len(dot.start_commands({"rate_hz": 30})[0][1]) == 32


def test_it_is_told_to_stop_the_mode_it_was_started_in() -> None:
    assert dot.stop_commands({"mode": 20}) == ((dot.COMMAND, b"\x01\x00\x14"),)


def test_the_characteristics_are_those_of_its_makers_document() -> None:
    assert dot.COMMAND == "15172001-4947-11e9-8646-d663bd873d93"
    assert dot.NOTIFY == "15172003-4947-11e9-8646-d663bd873d93"


@pytest.mark.parametrize("rate", [0, 50, 100, 120, "fast", 59.5])
def test_a_rate_it_does_not_have_is_an_input_error(rate: float | str) -> None:
    with pytest.raises(InputError, match="20, 30, 60 Hz"):
        dot.start_commands({"rate_hz": rate})


def test_a_mode_that_is_not_read_is_an_input_error() -> None:
    with pytest.raises(InputError, match="mode 21, 20, not in 6"):
        dot.decoder({"mode": 6})


@pytest.mark.parametrize(
    ("control", "told"),
    [(b"\x01\x01\x15", (True, 21)), (b"\x01\x00\x04", (False, 4)), (b"", None), (b"\x02\x01\x15", None)],
)
def test_what_it_does_is_read_from_its_control(control: bytes, told: tuple[bool, int] | None) -> None:
    assert dot.state(control) == told


@pytest.mark.parametrize(
    ("answer", "pct"), [(b"\x63\x00", 99), (b"\x64\x01", 100), (b"\xff\x00", None), (b"", None)]
)
def test_the_charge_is_the_first_byte(answer: bytes, pct: int | None) -> None:
    assert dot.battery_pct(answer) == pct


# Samples


def test_acceleration_is_in_metres_per_second_squared_and_rotation_in_radians() -> None:
    (one,) = read([sample(0, (1.0, 2.0, 3.0, 180.0, -90.0, 0.5))])
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    assert one.acc_ms2.tolist() == [[1.0, 2.0, 3.0]]
    np.testing.assert_allclose(one.gyr_rads, [[math.pi, -math.pi / 2.0, math.radians(0.5)]], rtol=1e-15)


@pytest.mark.parametrize("zeros", [0, 1, 6, 12])
def test_zeros_up_to_forty_bytes_follow_a_sample(zeros: int) -> None:
    assert rows(read([sample(0) + bytes(zeros)])) == rows(read([sample(0)]))


def test_mode_20_is_read_without_its_magnetic_field() -> None:
    reader = DotReader(20)
    assert rows(read([sample(0) + b"\x01\x02\x03\x04\x05\x06" + bytes(6)], reader)) == rows(read([sample(0)]))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (sample(0)[:20], "half a sample"),
        (sample(0)[:27], "27 bytes"),
        (sample(0) + bytes(13), "41 bytes"),
        (sample(0) + b"\x00\x00\x80\x3f", "another payload mode"),
        (b"", "0 bytes"),
        (sample(0, (200.0, 0, 0, 0, 0, 0)), "range"),
        (sample(0, (0, 0, 0, 0, 2501.0, 0)), "range"),
        (sample(0, (math.nan, 0, 0, 0, 0, 0)), "range"),
        (sample(0, (0, 0, 0, math.inf, 0, 0)), "range"),
        (struct.pack("<I", 0) + b"\x01\x00\xa0\x7f" * 6, "range"),
    ],
)
def test_what_is_no_sample_is_refused_with_its_reason(data: bytes, says: str) -> None:
    reader = DotReader()
    assert read([data], reader) == []
    assert reader.rejected_packets == 1
    assert says in str(reader.fault)


def test_a_message_is_no_data_and_no_fault() -> None:
    reader = DotReader()
    assert read([bytes.fromhex("02025109a2")], reader) == []
    assert (reader.rejected_packets, reader.fault) == (0, None)


# Time


def test_samples_are_as_far_apart_as_the_sensor_says() -> None:
    got = times(read(sample(1143080408 + k * STEP_US) for k in range(60)))
    np.testing.assert_allclose(np.diff(got), STEP_US / 1e6, rtol=1e-6)


def test_time_goes_on_when_the_stamp_wraps_around() -> None:
    first = 2**32 - 30 * STEP_US
    got = times(read(sample(first + k * STEP_US) for k in range(60)))
    np.testing.assert_allclose(np.diff(got), STEP_US / 1e6, rtol=1e-6)


def test_a_log_has_the_times_of_its_sensor_over_the_wrap() -> None:
    got = times(read([sample(2**32 - 1), sample(5)], DotReader(as_sent=True)))
    assert got == [4294.967295, 4294.967301]


def test_a_log_leaves_out_nothing_for_having_come_twice_or_late() -> None:
    got = times(read([sample(50), sample(50), sample(20)], DotReader(as_sent=True)))
    assert got == [50e-6, 50e-6, 20e-6]


def test_a_clock_two_percent_off_is_the_axis_all_the_same_and_nothing_is_missing() -> None:
    reader = DotReader()
    got = times(read((sample(k * 17000) for k in range(600)), reader))
    np.testing.assert_allclose(np.diff(got), 0.017, rtol=1e-6)
    assert reader.lost_samples == 0


@pytest.mark.parametrize("missing", [1, 3, 40])
def test_lost_samples_leave_a_gap_and_are_counted(missing: int) -> None:
    reader = DotReader()
    kept = [k for k in range(300) if not 100 <= k < 100 + missing]
    got = times(read((sample(k * STEP_US) for k in kept), reader))
    np.testing.assert_allclose(got, np.array(kept) * STEP_US / 1e6, atol=1e-9)
    assert reader.lost_samples == missing


def test_samples_heard_twice_or_late_are_left_out() -> None:
    order = [0, 1, 2, 2, 3, 1, 4, 3, 5]
    got = times(read(sample(k * STEP_US) for k in order))
    np.testing.assert_allclose(got, np.arange(6) * STEP_US / 1e6, atol=1e-9)


def test_a_damaged_stamp_costs_its_sample_alone() -> None:
    stamps = [k * STEP_US for k in range(40)]
    stamps[20] ^= 1 << 30
    got = times(read([sample(at) for at in stamps], arrivals_s=[k / 60 for k in range(40)]))
    assert len(got) == 39
    np.testing.assert_allclose(got, [k * STEP_US / 1e6 for k in range(40) if k != 20], atol=1e-9)


def test_a_sensor_that_started_anew_goes_on_by_the_time_that_passed() -> None:
    stamps = [3_000_000_000 + k * STEP_US for k in range(60)] + [k * STEP_US for k in range(60)]
    arrivals_s = [k / 60 for k in range(60)] + [10.0 + k / 60 for k in range(60)]
    got = np.array(times(read([sample(at) for at in stamps], arrivals_s=arrivals_s)))
    assert np.all(np.diff(got) > 0)
    assert len(got) >= 117
    assert got[-1] - got[0] == pytest.approx(arrivals_s[-1], abs=0.05)


def test_the_decoder_gives_the_same_as_the_reader() -> None:
    pieces = [sample(k * STEP_US, (k, 0.0, 9.81, 0.0, -k, 0.0)) for k in range(60)]
    decoder = dot.decoder({})
    samples = [decoder.feed(Packet(NEVER, dot.CHANNEL, piece)) for piece in pieces]
    assert np.concatenate([one.t_s for one in samples]).tolist() == times(read(pieces))
    assert [one.acc_ms2[0, 0] for one in samples] == list(range(60))


# Any bytes

FLOAT32 = st.floats(width=32)
ACC = st.floats(-156.0, 156.0, width=32)
DPS = st.floats(-2000.0, 2000.0, width=32)
ROW = st.tuples(ACC, ACC, ACC, DPS, DPS, DPS)


@settings(deadline=None, max_examples=200)
@given(st.lists(ROW, min_size=1, max_size=20), st.integers(0, 2**32 - 1))
def test_what_is_encoded_is_what_is_decoded(sent: list[Row], first: int) -> None:
    got = rows(read(sample(first + k * STEP_US, row) for k, row in enumerate(sent)))
    np.testing.assert_allclose(got, sent, rtol=2e-7, atol=1e-37)


@st.composite
def damaged(draw: st.DrawFn) -> list[bytes]:
    pieces: list[bytes] = []
    for k in range(draw(st.integers(1, 20))):
        data = bytearray(sample(k * STEP_US, draw(ROW)) + bytes(draw(st.sampled_from((0, 6, 12)))))
        for _ in range(draw(st.integers(0, 2))):
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
        whole = bytes(data)
        pieces += draw(
            st.sampled_from(
                ([whole], [whole, whole], [], [whole[:20]], [whole, draw(st.binary(max_size=45))])
            )
        )
    return pieces


@settings(deadline=None, max_examples=300)
@given(damaged(), st.lists(st.floats(0, 5), max_size=60), st.booleans())
def test_damaged_bytes_give_finite_samples_within_range_in_order_of_time(
    pieces: list[bytes], waits_s: list[float], as_sent: bool
) -> None:
    got = read(pieces, DotReader(as_sent=as_sent), np.cumsum(waits_s).tolist())
    values = np.array(rows(got)).reshape(-1, 6)
    assert np.all(np.abs(values[:, :3]) <= np.float32(dot.MAX_ACC_MS2))
    assert np.all(np.abs(values[:, 3:]) <= np.float32(dot.MAX_GYR_DPS))
    assert np.isfinite(times(got)).all()
    assert as_sent or np.all(np.diff(times(got)) > 0)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.binary(max_size=45), max_size=20))
def test_random_bytes_raise_nothing(pieces: list[bytes]) -> None:
    assert np.isfinite(rows(read(pieces))).all()
