from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import polar
from drivers.polar import Answer, PolarReader, log_reader
from drivers.polarclock import times_ns
from drivers.polarframes import ACC, GYR, Frame, FrameError, deltas
from drivers.readings import Readings, Stream
from tests.drivers.polar_bytes import acc_frame, compressed, frame, gyr_frame, read, times
from tracker.errors import InputError

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "polar.json"
SETTINGS = {"sample_rate_hz": 0, "resolution_bits": 1, "range": 2, "channels": 4, "factor": 5}

# A frame of rotation from the tests of Polar's own software (GyrDataTest.kt at 8fb5311c8f, compressed type 1).
FLOATS = "0500943577000000008100 00803f000020410000a0411c010000a001000008cdccec0d"
FLOAT_BITS = [[0x3F800000, 0x41200000, 0x41A00000], [0x41200000, 0x41A00000, 0x3F8CCCCD]]

Vector = dict[str, Any]


def vectors() -> list[Vector]:
    if not VECTORS.exists():
        pytest.skip("shared vectors are not here")
    whole: list[Vector] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return whole


def units(vector: Vector) -> list[list[float]]:
    """The samples in mg or deg/s."""
    one = Frame.of(bytes.fromhex(vector["bytes_hex"]))
    values = one.values(vector["settings"]["factor"]) * (1000.0 if one.measurement == ACC else 1.0)
    found: list[list[float]] = values.round(9).tolist()
    return found


def numbered(expected: dict[str, list[float]]) -> dict[int, tuple[float, ...]]:
    return {SETTINGS[name]: tuple(values) for name, values in expected.items()}


def check_answer(vector: Vector) -> None:
    expected, answer = vector["expected"], Answer.of(bytes.fromhex(vector["bytes_hex"]))
    assert answer is not None
    assert (answer.command, answer.measurement) == (expected["op"], expected["type"])
    if "settings" in expected:
        told = {kind: tuple(round(value, 9) for value in values) for kind, values in answer.settings.items()}
        assert told == numbered(expected["settings"])
    names = {"SUCCESS": 0, "ERROR_INVALID_RESOLUTION": 7}
    assert answer.status == names.get(expected["status"], expected["status"])
    assert answer.more == bool(expected["more"])


def check_compressed(vector: Vector) -> None:
    expected, of = vector["expected"], vector["settings"]
    raw, whole = deltas(bytes.fromhex(vector["bytes_hex"]), of["resolution_bits"], of["channels"])
    assert whole
    if "values" in expected:
        assert raw.tolist() == [expected["values"]]
        return
    assert len(raw) == expected["n_samples"]
    for k in (0, 1):
        if f"sample{k}" in expected:
            assert raw[k].tolist() == expected[f"sample{k}"]
        else:
            assert [f"{value % 2**32:08x}" for value in raw[k].tolist()] == expected[f"sample{k}_bits"]


def check_frame(vector: Vector) -> None:
    expected, got = vector["expected"], units(vector)
    assert len(got) == expected.get("n_samples", len(got))
    for name in ("samples_mG", "samples_dps"):
        if name in expected:
            assert got == expected[name]
    for k in (0, 1):
        assert got[k] == expected.get(f"sample{k}_mG", got[k])
    one = Frame.of(bytes.fromhex(vector["bytes_hex"]))
    before = vector["settings"].get("previous_timestamp_ns") or None
    rate_hz = vector["settings"].get("sample_rate_hz") or 52
    reckoned = times_ns(before, one.stamp_ns, len(got), 1e9 / rate_hz)
    assert reckoned == expected.get("timestamps_ns", reckoned)
    assert reckoned[-1] == expected.get("last_sample_timestamp_ns", reckoned[-1])
    assert one.stamp_ns == expected.get("timestamp_ns", one.stamp_ns)


def check_cut_off(vector: Vector) -> None:
    """A capture whose text its source cut: head, first sample, and the differences that are there."""
    expected, one = vector["expected"], Frame.of(bytes.fromhex(vector["bytes_hex"]))
    assert one.stamp_ns == expected["timestamp_ns"]
    raw, whole = deltas(one.content, 16)
    assert not whole
    with pytest.raises(FrameError, match="cut off"):
        one.values(1.0)
    if "raw" in expected:
        assert raw.tolist() == expected["raw"]
    elif "blocks_bits_count" in expected:
        (bits, count), (_, more) = expected["blocks_bits_count"]
        assert one.content[:6].hex() == expected["ref_bytes_hex"]
        assert (one.content[6], one.content[7]) == (bits, count)
        assert 1 + count <= len(raw) < 1 + count + more
    elif "must stay near 1000 mG" in expected["values"]:
        np.testing.assert_allclose(np.linalg.norm(raw, axis=1), 1000.0, atol=25.0)
    else:
        assert (one.content[6], one.content[7]) == (8, 10)
        assert len(raw) > 11
        assert np.abs(np.diff(raw[:11], axis=0)).max() < 128


def check_times(vector: Vector) -> None:
    of = vector["settings"]
    got = times_ns(
        of["previous_frame_timestamp_ns"] or None,
        of["frame_timestamp_ns"],
        of["n_samples"],
        1e9 / of["sample_rate_hz"],
    )
    assert got == vector["expected"]["timestamps_ns"]


def check_settings(vector: Vector) -> None:
    assert polar.settings_of(bytes.fromhex(vector["bytes_hex"])) == numbered(vector["expected"])


CHECKS: list[tuple[str, int, Callable[[Vector], None]]] = [
    ("ACC raw", 1, check_frame),
    ("ACC delta", 1, check_frame),
    ("GYRO delta", 1, check_frame),
    ("H10 ACC raw", 1, check_frame),
    ("delta payload only", 2, check_compressed),
    ("reference sample only", 1, check_compressed),
    ("settings TLV", 1, check_settings),
    ("control point", 5, check_answer),
    ("Verity Sense ACC delta frame 0x80, TRUNCATED", 1, check_cut_off),
    ("REAL capture", 3, check_cut_off),
    ("sample timestamp", 5, check_times),
]


@pytest.mark.parametrize(("begin", "n", "check"), CHECKS, ids=[begin for begin, _, _ in CHECKS])
def test_every_vector_is_decoded_as_its_source_says(
    begin: str, n: int, check: Callable[[Vector], None]
) -> None:
    of = [vector for vector in vectors() if vector["what"].startswith(begin)]
    assert len(of) == n
    for vector in of:
        check(vector)


def test_the_checks_are_of_all_twenty_two_vectors() -> None:
    assert sum(n for _, n, _ in CHECKS) == len(vectors()) == 22


def test_bit_patterns_of_floats_are_decoded_as_polars_own_software_does() -> None:
    (one,) = read(PolarReader(), [bytes.fromhex(FLOATS)])
    assert one.gyr_rads is not None
    bits = np.degrees(one.gyr_rads).astype(np.float32).view(np.uint32)
    assert bits[0].tolist() == FLOAT_BITS[0]
    expected = [
        (a + b) % 2**32 for a, b in zip(FLOAT_BITS[0], (0x1A00000, 0x800000, 0xFDECCCCD), strict=True)
    ]
    assert bits[1].tolist() == expected
    assert one.t_s[-1] == 2.0


# What is said to it


def test_the_start_command_holds_rate_resolution_range_and_channels() -> None:
    assert polar.start_command(ACC, 208, 16) == bytes.fromhex("02020001d0000101100002011000040103")
    assert polar.start_command(GYR, 208, 2000) == bytes.fromhex("02050001d000010110000201d007040103")


def test_the_start_command_is_that_of_the_captured_sessions() -> None:
    commands = {one["settings"].get("start_command_hex") for one in vectors()} - {None}
    assert commands == {polar.start_command(ACC, 52, 8).hex()}


def test_both_streams_and_sdk_mode_are_stopped() -> None:
    assert polar.stop_commands() == (b"\x03\x02", b"\x03\x05", b"\x03\x09")


def test_settings_are_asked_for_in_either_mode() -> None:
    assert polar.ask_command(ACC, sdk_mode=False) == b"\x01\x02"
    assert polar.ask_command(GYR, sdk_mode=True) == b"\x04\x05"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rate_hz": 100}, "rate_hz 26, 52, 104, 208, 416, not 100"),
        ({"rate_hz": "fast"}, "not fast"),
        ({"acc_range_g": 3}, "acc_range_g 2, 4, 8, 16"),
        ({"gyr_range_dps": 245}, "250, 500, 1000, 2000"),
        ({"sdk_mode": 2}, "sdk_mode 1, 0"),
        ({"sdk_mode": 0, "rate_hz": 208}, "rate_hz 52, not 208; sdk_mode 1 has more"),
        ({"sdk_mode": 0, "acc_range_g": 16}, "acc_range_g 8"),
    ],
)
def test_what_it_does_not_have_is_an_input_error(wrong: dict[str, float | str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        polar.decoder(wrong)


# What it answers


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("f002020000", None),
        ("f00209060 0", None),
        ("f002020a", "the link carries too little at once"),
        ("f002090c00", "not in its present state"),
        ("f0020263", "status 99"),
        ("f003020600", None),
        ("f0", None),
        ("", None),
    ],
)
def test_a_refusal_is_told_in_words(answer: str, why: str | None) -> None:
    assert polar.refusal(bytes.fromhex(answer.replace(" ", ""))) == why


@pytest.mark.parametrize("answer", ["f002020000", "0f6e02", "010205"])
def test_an_answer_is_no_data_and_no_fault(answer: str) -> None:
    reader = PolarReader()
    assert polar.is_answer(bytes.fromhex(answer))
    assert read(reader, [bytes.fromhex(answer)]) == []
    assert reader.rejected_packets == 0


def test_a_frame_is_no_answer() -> None:
    assert not polar.is_answer(acc_frame(0, [[0, 0, 1000]]))
    assert not polar.is_answer(gyr_frame(0, np.zeros((1, 3))))


def test_a_verity_sense_says_that_it_has_both_and_sdk_mode() -> None:
    assert polar.features(bytes.fromhex("0f6e02")) == frozenset({1, ACC, 3, GYR, 6, polar.SDK_MODE})


def test_an_h10_says_that_it_has_no_gyroscope() -> None:
    has = polar.features(bytes.fromhex("0f0500"))
    assert has is not None
    assert GYR not in has


@pytest.mark.parametrize("data", ["", "0f6e", "f06e02"])
def test_other_bytes_tell_no_features(data: str) -> None:
    assert polar.features(bytes.fromhex(data)) is None


# Frames


def values(data: bytes, reader: PolarReader | None = None) -> list[list[float]]:
    (one,) = read(reader or PolarReader(), [data])
    found = one.acc_ms2 if one.stream is Stream.ACC else one.gyr_rads
    assert found is not None
    rows: list[list[float]] = found.tolist()
    return rows


def test_acceleration_is_in_metres_per_second_squared() -> None:
    assert values(acc_frame(0, [[0, -500, 1000]])) == [pytest.approx([0.0, -4.903325, 9.80665])]


def test_rotation_is_in_radians() -> None:
    assert values(gyr_frame(0, np.array([[180.0, -90.0, 0.0]]))) == [
        pytest.approx([math.pi, -math.pi / 2.0, 0.0])
    ]


@pytest.mark.parametrize(
    ("kind", "content"),
    [(0x00, struct.pack("<3b", 100, -100, 5)), (0x01, struct.pack("<3h", 100, -100, 5)),
     (0x02, bytes.fromhex("640000 9cffff 050000"))],
)  # fmt: skip
def test_plain_acceleration_of_one_two_and_three_bytes_is_in_thousandths_of_g(
    kind: int, content: bytes
) -> None:
    assert values(frame(ACC, 0, kind, content)) == [pytest.approx([0.980665, -0.980665, 0.04903325])]


def test_older_firmware_tells_what_a_count_is_worth() -> None:
    told = bytes.fromhex("f002020000050140da7f39")
    reader = PolarReader()
    read(reader, [told])
    assert values(frame(ACC, 0, 0x80, compressed([[1000, 0, 0]])), reader) == [
        pytest.approx([0.244 * 9.80665, 0, 0], rel=1e-6)
    ]


def test_untold_a_count_of_older_firmware_is_worth_what_polars_document_says() -> None:
    assert values(frame(ACC, 0, 0x80, compressed([[1000, 0, 0]]))) == [pytest.approx([0.244 * 9.80665, 0, 0])]


def test_a_count_is_worth_what_the_last_start_said() -> None:
    gyr = frame(GYR, 0, 0x80, compressed([[100, 0, 0]]))
    reader = PolarReader(as_sent=True)
    read(reader, [bytes.fromhex("f00205000005010000003f")])
    assert values(gyr, reader)[0][0] == pytest.approx(math.radians(50.0))
    read(reader, [bytes.fromhex("f002050000")])
    assert values(gyr, reader)[0][0] == pytest.approx(math.radians(100.0))


@pytest.mark.parametrize("factor", ["00000000", "0000c07f", "000080bf", "0000807f"])
def test_a_worth_that_is_none_is_passed_over(factor: str) -> None:
    reader = PolarReader()
    read(reader, [bytes.fromhex("f0020500000501" + factor)])
    assert values(frame(GYR, 0, 0x80, compressed([[100, 0, 0]])), reader)[0][0] == pytest.approx(
        math.radians(100.0)
    )


def test_the_lower_six_bits_name_the_measurement() -> None:
    assert values(b"\xc2" + acc_frame(0, [[0, 0, 1000]])[1:]) == values(acc_frame(0, [[0, 0, 1000]]))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "too short"),
        (frame(ACC, 0, 0x81, b""), "too short"),
        (frame(6, 0, 0x80, compressed([[1, 2, 3]])), "measurement 6"),
        (frame(ACC, 0, 0x82, compressed([[1, 2, 3]])), "frame type 82"),
        (frame(GYR, 0, 0x01, bytes(6)), "frame type 01"),
        (frame(ACC, 0, 0x01, bytes(7)), "7 bytes are no whole samples"),
        (frame(ACC, 0, 0x81, bytes(5)), "shorter than its first sample"),
        (frame(ACC, 0, 0x81, bytes(6) + b"\x06"), "a block of 0"),
        (frame(ACC, 0, 0x81, bytes(6) + b"\x00\x05"), "of 0 bits"),
        (frame(ACC, 0, 0x81, bytes(6) + b"\x21\x01" + bytes(13)), "of 33 bits"),
        (frame(ACC, 0, 0x81, bytes(6) + b"\x06\x02" + bytes(4)), "cut off"),
        (acc_frame(0, [[0, 0, 20001]]), "range"),
        (gyr_frame(0, np.array([[0, 0, 2501.0]])), "range"),
        (gyr_frame(0, np.array([[0, math.nan, 0]])), "range"),
        (gyr_frame(0, np.array([[math.inf, 0, 0]])), "range"),
        (frame(GYR, 0, 0x81, b"\x01\x00\xa0\x7f" * 3), "range"),
    ],
)  # fmt: skip
def test_what_is_no_frame_is_refused_with_its_reason(data: bytes, says: str) -> None:
    reader = PolarReader()
    assert read(reader, [data]) == []
    assert reader.rejected_packets == 1
    assert says in str(reader.fault)


# Logs


def test_a_log_has_the_device_times_as_they_are() -> None:
    rows = [[0, 0, 1000]] * 4
    got = read(log_reader({"rate_hz": 104}), [acc_frame(8_000_000_000, rows), acc_frame(8_040_000_000, rows)])
    assert times(got)[3:] == [8.0, 8.01, 8.02, 8.03, 8.04]
    assert np.diff(times(got)[:4]) == pytest.approx(1 / 104)


def test_a_log_leaves_out_nothing_for_having_come_twice_or_late() -> None:
    rows = [[0, 0, 1000]] * 4
    stamps = [9_000_000_000, 9_000_000_000, 8_000_000_000]
    got = read(log_reader({}), [acc_frame(stamp, rows) for stamp in stamps])
    assert [one.t_s[-1] for one in got] == [9.0, 9.0, 8.0]


@pytest.mark.parametrize("rate_hz", [0, 52])
def test_a_log_can_be_told_the_stamp_of_the_frame_before_its_first(rate_hz: int) -> None:
    rows = [[0, 0, 1000]] * 4
    reader = log_reader({"rate_hz": rate_hz, "previous_timestamp_ns": 8_000_000_000})
    got = read(reader, [acc_frame(8_400_000_000, rows), acc_frame(8_480_000_000, rows)])
    assert times(got) == [8.1, 8.2, 8.3, 8.4, 8.42, 8.44, 8.46, 8.48]


def test_a_log_without_its_answers_can_be_told_what_a_count_is_worth() -> None:
    reader = log_reader({"gyr_factor": 0.5, "acc_factor": 0.001})
    assert values(frame(GYR, 0, 0x80, compressed([[100, 0, 0]])), reader)[0][0] == pytest.approx(
        math.radians(50.0)
    )
    assert values(frame(ACC, 0, 0x80, compressed([[1000, 0, 0]])), reader)[0][0] == pytest.approx(9.80665)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_hz": 50},
        {"rate_hz": 0},
        {"previous_timestamp_ns": -1},
        {"previous_timestamp_ns": 1.5},
        {"acc_factor": 0},
        {"gyr_factor": -1.0},
        {"acc_factor": "much"},
        {"acc_factor": math.nan},
    ],
)
def test_wrong_words_for_a_log_are_an_input_error(wrong: dict[str, float | str]) -> None:
    with pytest.raises(InputError):
        log_reader(wrong)


# Any bytes

MG = st.integers(-20000, 20000)
DPS = st.floats(-2500.0, 2500.0, width=32)
BLOCKS = st.lists(st.integers(1, 255), max_size=5)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(MG, MG, MG), min_size=1, max_size=80), BLOCKS)
def test_any_acceleration_encoded_is_what_is_decoded(rows: list[tuple[int, ...]], blocks: list[int]) -> None:
    raw, whole = deltas(compressed(rows, 32, blocks), 32)
    assert whole
    assert raw.tolist() == [list(row) for row in rows]
    got = np.array(
        values(frame(GYR, 0, 0x80, compressed([[v // 10 for v in row] for row in rows], 16, blocks)))
    )
    np.testing.assert_array_equal(np.rint(np.degrees(got)), [[v // 10 for v in row] for row in rows])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(DPS, DPS, DPS), min_size=1, max_size=40))
def test_any_rotation_encoded_is_what_is_decoded_to_the_bit(rows: list[tuple[float, ...]]) -> None:
    got = Frame.of(gyr_frame(0, np.array(rows))).values(1.0)
    np.testing.assert_array_equal(got, np.array(rows))


@st.composite
def damaged(draw: st.DrawFn) -> list[bytes]:
    pieces: list[bytes] = []
    for k in range(draw(st.integers(1, 12))):
        n = draw(st.integers(1, 30))
        rows = draw(st.lists(st.tuples(MG, MG, MG), min_size=n, max_size=n))
        stamp = (k + 1) * 100_000_000
        whole = acc_frame(stamp, rows) if draw(st.booleans()) else gyr_frame(stamp, np.array(rows) / 10.0)
        data = bytearray(whole)
        for _ in range(draw(st.integers(0, 2))):
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
        cut = bytes(data[: draw(st.integers(0, len(data)))])
        pieces += draw(
            st.sampled_from(([bytes(data)], [whole, whole], [], [cut], [whole, draw(st.binary(max_size=60))]))
        )
    return pieces


def sane(got: list[Readings]) -> None:
    for one in got:
        assert np.isfinite(one.t_s).all()
        if one.stream is Stream.ACC:
            assert one.acc_ms2 is not None
            assert one.acc_ms2.shape == (len(one), 3)
            assert np.all(np.abs(one.acc_ms2) <= 20.001 * 9.80665)
        else:
            assert one.gyr_rads is not None
            assert one.gyr_rads.shape == (len(one), 3)
            assert np.all(np.abs(one.gyr_rads) <= math.radians(2500.1))


@settings(deadline=None, max_examples=300)
@given(damaged(), st.lists(st.floats(0, 5), max_size=60))
def test_damaged_frames_give_finite_samples_within_range_in_order_of_time(
    pieces: list[bytes], waits_s: list[float]
) -> None:
    got = read(PolarReader(), pieces, np.cumsum(waits_s).tolist())
    sane(got)
    for stream in (Stream.ACC, Stream.GYR):
        assert np.all(np.diff(times([one for one in got if one.stream is stream])) > 0)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=250),
            st.tuples(st.sampled_from((b"\x02", b"\x05", b"\xf0\x02")), st.binary(max_size=60)).map(b"".join),
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_random_bytes_raise_nothing(pieces: list[bytes], as_sent: bool) -> None:
    sane(read(PolarReader(as_sent=as_sent), pieces))
