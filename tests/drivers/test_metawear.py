from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import metawear
from drivers.join import Joined
from drivers.metawear import BMI160, BMI270, TICK_S, MetawearReader
from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting
from tracker.errors import InputError
from tracker.samples import Samples

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "metawear.json"
NEVER = float("nan")
REST = (0, 0, 2048, 0, 0, 0)

# Notifications in the tests of the maker's own software (MetaWear-SDK-Cpp, test_dataprocessor.py at f67699e5c7):
# one fused packet with its count, and an accounter's ticks of successive accelerations at 100 Hz, 2 g.
FUSED = "0903031e020000f40d3c3999110180d691d367"
TICKS = ["090300a6330d00c100b12419cd", "090300ad330d00d4001825c0cc", "090300b4330d00c7000925b2cc",
         "090300ba330d00c5001725bccc", "090300c1330d00d400e924e4cc", "090300c8330d00af00f724e3cc"]  # fmt: skip

Vector = dict[str, Any]
Row = tuple[int, ...]


def vectors() -> list[Vector]:
    if not VECTORS.exists():
        pytest.skip("shared vectors are not here")
    whole: list[Vector] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return whole


def fused(stamp: int, row: Iterable[int] = REST) -> bytes:
    return struct.pack("<BBBI6h", 9, 3, 2, stamp % 2**32, *row)


def packed(stream: Stream, rows: Iterable[Iterable[int]], chip: str = BMI270) -> bytes:
    acc, gyr = metawear.PACKED[chip]
    head = bytes((3, acc)) if stream is Stream.ACC else bytes((0x13, gyr))
    return head + b"".join(struct.pack("<3h", *row) for row in rows)


def read(reader: MetawearReader, pieces: Iterable[bytes], arrivals_s: Iterable[float] = ()) -> list[Readings]:
    at = iter(arrivals_s)
    got = [one for piece in pieces for one in reader.read(Packet(next(at, NEVER), metawear.CHANNEL, piece))]
    return got + reader.finish()


def times(readings: Iterable[Readings], stream: Stream = Stream.IMU) -> list[float]:
    return [float(at) for one in readings if one.stream is stream for at in one.t_s]


def raw(readings: Iterable[Readings]) -> list[Row]:
    """Whole numbers of 16 g and 2000 deg/s; fails where a value is none the part can send."""
    found: list[Row] = []
    for one in readings:
        parts = []
        if one.acc_ms2 is not None:
            parts.append(one.acc_ms2 / 9.80665 * 2048.0)
        if one.gyr_rads is not None:
            parts.append(np.degrees(one.gyr_rads) * 16.4)
        values = np.hstack(parts)
        whole = np.rint(values)
        np.testing.assert_allclose(values, whole, atol=1e-8)
        assert np.abs(whole + 0.5).max() < 32768
        found += [tuple(int(value) for value in row) for row in whole]
    return found


def hexes(commands: Iterable[bytes]) -> list[str]:
    return [command.hex() for command in commands]


# The golden vectors

RANGES = {"acc_range_g": "acc_range_g", "gyro_range_dps": "gyr_range_dps"}


def check_data(vector: Vector) -> None:
    of: dict[str, Setting] = {RANGES[k]: v for k, v in vector["settings"].items() if k in RANGES}
    (one,) = read(MetawearReader(of), [bytes.fromhex(vector["bytes_hex"])])
    expected = vector["expected"]
    if "acc_g" in expected:
        assert one.acc_ms2 is not None
        np.testing.assert_allclose(one.acc_ms2 / 9.80665, expected["acc_g"], atol=expected["tolerance"])
        return
    assert one.gyr_rads is not None
    dps, lsb_per_dps = np.degrees(one.gyr_rads), vector["settings"]["lsb_per_dps"]
    np.testing.assert_allclose(dps, expected["gyro_dps"], rtol=2e-7, atol=1e-6)
    # To the bit as there, where floats of 32 bits are divided.
    there = np.rint(dps * lsb_per_dps).astype(np.float32) / np.float32(lsb_per_dps)
    assert [[f"{bits:08x}" for bits in row] for row in there.view(np.uint32).tolist()] == expected[
        "float32_bits"
    ]


def check_config(vector: Vector) -> None:
    of, what = vector["settings"], vector["what"]
    chip = BMI160 if "BMI160" in what else BMI270
    acc, gyr = metawear.config_commands(chip, of["odr_hz"], of.get("range_g", 16), of.get("range_dps", 2000))
    assert (acc if "accel" in what else gyr).hex() == vector["bytes_hex"]


def is_said(vector: Vector) -> bool:
    said: set[str] = set()
    for chip in (BMI160, BMI270):
        said |= set(hexes((*metawear.RUN_COMMANDS, *metawear.HALT_COMMANDS)))
        said |= set(hexes(metawear.listen_commands(chip, None)))
    return vector["bytes_hex"] in said


NOT_SAID = (
    "accel subscribe",
    "accel unsubscribe",
    "BMI160 gyro subscribe",
    "BMI160 gyro unsubscribe",
    "BMI270 gyro subscribe",
)
TOO_FAST = (400, 800, 1600)


def check(vector: Vector) -> None:
    what, of = vector["what"].removeprefix("COMMAND: "), vector["settings"]
    if "acc_g" in vector["expected"] or "gyro_dps" in vector["expected"]:
        check_data(vector)
    elif what.startswith("battery"):
        assert (
            metawear.battery_pct(bytes.fromhex(vector["bytes_hex"])) == vector["expected"]["charge_percent"]
        )
    elif what.startswith("accounter COUNT"):
        counted = metawear.counted(bytes.fromhex(vector["bytes_hex"]))
        assert counted is not None
        assert counted[0] == vector["expected"]["count"]
        assert struct.pack("<3h", *counted[1]).hex() == vector["bytes_hex"][14:]
    elif what.startswith("COMMANDS: build"):
        buffer, fuser, _, count, ticks = vector["bytes_hex"]  # the one between them limits the rate to 50 Hz
        # There, that limiter is number 2 and the accounters' source; here the fuser is.
        assert metawear.buffer_command(BMI160).hex() == buffer
        assert metawear.fuser_command(0).hex() == fuser
        assert metawear.accounter_command(2, "count").hex() == count
        assert metawear.accounter_command(2, "ticks").hex() == ticks
    elif "module info" in what:
        chips = {metawear.chip_of(bytes.fromhex(one)) for one in vector["bytes_hex"][:2]}
        assert chips == {BMI160 if "BMI160" in what else BMI270}
    elif what.startswith("connection parameters"):
        least, most, latency, timeout = struct.unpack("<4H", bytes.fromhex(vector["bytes_hex"])[2:])
        assert (least * 1.25, most * 1.25, latency, timeout * 10) == (750, 1000, 128, 16380)
        assert metawear.FAST_LINK[:2].hex() == vector["bytes_hex"][:4]
        assert struct.unpack("<4H", metawear.FAST_LINK[2:]) == (6, 6, 0, 600)
    elif of.get("odr_hz") in TOO_FAST:
        slower = (of["odr_hz"] // 200).bit_length() - 1  # codes are powers of two above 200 Hz
        assert int(vector["bytes_hex"][4:6], 16) & 0x0F == metawear.RATE_CODES[200] + slower
    elif "odr_hz" in of:
        check_config(vector)
    elif what in NOT_SAID:  # of single samples; the fuser takes them from these registers
        module, register = bytes.fromhex(vector["bytes_hex"])[:2]
        chip = BMI160 if "BMI160" in what else BMI270
        assert register == (0x04 if module == metawear.ACC else metawear.GYR_DATA[chip])
    else:
        assert is_said(vector)


def test_every_vector_is_decoded_or_said_as_its_source_has_it() -> None:
    for vector in vectors():
        check(vector)


def test_there_are_forty_seven_vectors() -> None:
    assert len(vectors()) == 47


# What is said to it


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rate_hz": 60}, "rate_hz 25, 50, 100, 200, not 60"),
        ({"rate_hz": "fast"}, "not fast"),
        ({"rate_hz": 200}, 'stream "two"'),
        ({"acc_range_g": 3}, "acc_range_g 2, 4, 8, 16"),
        ({"gyr_range_dps": 245}, "2000, 1000, 500, 250, 125"),
        ({"stamp": "date"}, "ticks, count"),
        ({"stream": "three"}, "fused, two"),
    ],
)
def test_what_it_does_not_have_is_an_input_error(wrong: dict[str, Setting], says: str) -> None:
    with pytest.raises(InputError, match=says):
        metawear.decoder(wrong)


@pytest.mark.parametrize(
    ("answer", "chip"),
    [("03800101", BMI160), ("13800100", BMI270), ("03800300", None), ("0980001c", None), ("0380", None)],
)
def test_its_chip_is_told_by_what_it_answers(answer: str, chip: str | None) -> None:
    assert metawear.chip_of(bytes.fromhex(answer)) == chip


def test_a_made_processor_tells_its_number() -> None:
    assert metawear.processor_of(bytes.fromhex("090203")) == 3
    assert metawear.processor_of(bytes.fromhex("090303")) is None


@pytest.mark.parametrize("answer", ["03800101", "118c633410", "090202", "0b84040d0000"])
def test_an_answer_is_no_data_and_no_fault(answer: str) -> None:
    reader = MetawearReader({})
    assert metawear.is_answer(bytes.fromhex(answer))
    assert read(reader, [bytes.fromhex(answer)]) == []
    assert reader.rejected_packets == 0


@pytest.mark.parametrize(
    "data", [fused(0), packed(Stream.ACC, [REST[:3]] * 3), packed(Stream.GYR, [REST[:3]] * 3)]
)
def test_data_are_no_answer(data: bytes) -> None:
    assert not metawear.is_answer(data)


# Samples


def test_a_fused_packet_of_its_makers_tests_is_decoded() -> None:
    (one,) = read(MetawearReader({"stamp": "count"}, as_sent=True), [bytes.fromhex(FUSED)])
    assert one.counter is not None
    assert one.counter.tolist() == [542]
    assert raw([one]) == [struct.unpack("<6h", bytes.fromhex(FUSED)[7:])]
    assert times([one]) == [5.42]


def test_the_ticks_of_its_makers_tests_are_the_milliseconds_expected_there() -> None:
    stamps = [metawear.counted(bytes.fromhex(data)) for data in TICKS]
    ms = [round(one[0] * TICK_S * 1000.0) for one in stamps if one is not None]
    assert np.diff(ms).tolist() == [10, 11, 8, 11, 10]


def test_the_values_of_its_makers_tests_come_with_their_ticks() -> None:
    (stamp, row), *_ = filter(None, map(metawear.counted, map(bytes.fromhex, TICKS)))
    assert stamp == 0x0D33A6
    assert [value / 16384.0 for value in row] == pytest.approx([0.0118, 0.573, -0.795], abs=0.001)


@pytest.mark.parametrize("acc_range_g", [2, 4, 8, 16])
@pytest.mark.parametrize("gyr_range_dps", [125, 250, 500, 1000, 2000])
def test_the_whole_scale_is_the_range(acc_range_g: int, gyr_range_dps: int) -> None:
    of: dict[str, Setting] = {"acc_range_g": acc_range_g, "gyr_range_dps": gyr_range_dps}
    (one,) = read(MetawearReader(of), [fused(0, (-32768, 0, 0, -32768, 0, 0))])
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    assert one.acc_ms2[0, 0] == pytest.approx(-acc_range_g * 9.80665)
    assert math.degrees(one.gyr_rads[0, 0]) == pytest.approx(-gyr_range_dps, rel=0.002)


@pytest.mark.parametrize(
    ("data", "stream", "n"),
    [
        ("0304" + "0100" * 3, Stream.ACC, 1), ("1305" + "0100" * 3, Stream.GYR, 1), ("1304" + "0100" * 3, Stream.GYR, 1),
        ("0305" + "0100" * 9, Stream.ACC, 3), ("031c" + "0100" * 9, Stream.ACC, 3),
        ("1305" + "0100" * 9, Stream.GYR, 3), ("1307" + "0100" * 9, Stream.GYR, 3),
    ],
)  # fmt: skip
def test_register_and_length_tell_the_stream(data: str, stream: Stream, n: int) -> None:
    (one,) = read(MetawearReader({}), [bytes.fromhex(data)])
    assert (one.stream, len(one)) == (stream, n)
    assert raw([one]) == [(1, 1, 1)] * n


@pytest.mark.parametrize(
    "data", ["", "03", "0304", "0304" + "00" * 7, "1307" + "00" * 6, "0903" + "00" * 11, "1904" + "00" * 6]
)
def test_what_is_no_data_is_refused_with_its_reason(data: str) -> None:
    reader = MetawearReader({})
    assert read(reader, [bytes.fromhex(data)]) == []
    assert reader.rejected_packets == 1
    assert "no data of MetaWear" in str(reader.fault)


# Time by ticks


def ticks(samples: Iterable[int], rate_hz: float = 100.0, boot: int = 865190) -> list[int]:
    return [boot + int(k / rate_hz / TICK_S) for k in samples]


def test_ticks_are_the_time_and_their_coarseness_is_no_jitter() -> None:
    got = times(read(MetawearReader({}), map(fused, ticks(range(1000)))))
    assert np.abs(np.diff(got)[200:] - 0.01).max() < 0.0003
    assert got[-1] - got[0] == pytest.approx(9.99, abs=0.001)


@pytest.mark.parametrize("off", [0.97, 0.999, 1.02])
def test_a_chip_that_is_off_loses_nothing_and_keeps_to_its_ticks(off: float) -> None:
    reader = MetawearReader({})
    got = np.array(times(read(reader, map(fused, ticks(range(6000), 100.0 * off)))))
    assert len(got) == 6000
    assert np.abs(got - got[0] - np.arange(6000) / (100.0 * off))[200:].max() < 0.0015
    assert reader.lost_samples == 0


def test_time_goes_on_when_the_ticks_wrap_around() -> None:
    got = times(read(MetawearReader({}), map(fused, ticks(range(200), boot=2**32 - 600))))
    assert len(got) == 200
    assert np.abs(np.diff(got) - 0.01).max() < 0.002


@pytest.mark.parametrize("missing", [1, 2, 50])
@pytest.mark.parametrize("rate_hz", [50, 100])
def test_lost_packets_leave_a_gap_and_are_counted_by_ticks(missing: int, rate_hz: int) -> None:
    reader = MetawearReader({"rate_hz": rate_hz})
    kept = [k for k in range(600) if not 300 <= k < 300 + missing]
    got = times(read(reader, map(fused, ticks(kept, rate_hz))))
    assert len(got) == len(kept)
    assert np.abs(np.array(got) - got[0] - np.array(kept) / rate_hz).max() < 0.0025
    assert reader.lost_samples == missing


@pytest.mark.parametrize("stamp", ["ticks", "count"])
def test_packets_heard_twice_or_late_are_left_out(stamp: str) -> None:
    order = [0, 1, 2, 2, 3, 1, 4, 3, 5]
    sent = ticks(order) if stamp == "ticks" else order
    rows = raw(
        read(
            MetawearReader({"stamp": stamp}), [fused(at, (k,) * 6) for k, at in zip(order, sent, strict=True)]
        )
    )
    assert rows == [(k,) * 6 for k in range(6)]


def test_a_board_that_started_anew_goes_on_after_a_gap() -> None:
    got = times(read(MetawearReader({}), map(fused, [*ticks(range(300)), *ticks(range(300), boot=40)])))
    assert len(got) >= 598
    assert np.all(np.diff(got) > 0)
    assert np.diff(got).max() == pytest.approx(1.0, abs=0.05)


# Time by count


def test_a_count_has_its_times_by_the_true_rate_of_arrivals() -> None:
    got = times(
        read(
            MetawearReader({"stamp": "count"}),
            map(fused, range(6000)),
            (5.0 + k / 102.0 for k in range(6000)),
        )
    )
    assert np.diff(got)[-1000:].mean() == pytest.approx(1 / 102.0, rel=0.001)
    assert np.abs(np.array(got) - 5.0 - np.arange(6000) / 102.0)[3000:].max() < 0.005


def test_a_count_without_arrivals_has_the_times_of_its_rate() -> None:
    got = times(read(MetawearReader({"stamp": "count", "rate_hz": 50}), map(fused, range(100, 200))))
    np.testing.assert_allclose(np.diff(got), 0.02)


@pytest.mark.parametrize("first", [0, 2**32 - 250])
@pytest.mark.parametrize("missing", [1, 7, 300])
def test_lost_packets_leave_a_gap_and_are_counted_exactly(first: int, missing: int) -> None:
    reader = MetawearReader({"stamp": "count"})
    kept = [k for k in range(1000) if not 400 <= k < 400 + missing]
    got = times(read(reader, (fused(first + k) for k in kept), (k / 100.0 for k in kept)))
    assert len(got) == len(kept)
    assert np.abs(np.array(got) - np.array(kept) / 100.0).max() < 0.005
    assert reader.lost_samples == missing


def test_thirty_percent_lost_are_all_counted() -> None:
    reader = MetawearReader({"stamp": "count"})
    kept = [k for k in range(2000) if (k * 7919) % 10 > 2 or k in (0, 1999)]
    read(reader, map(fused, kept), (k / 100.0 for k in kept))
    assert reader.lost_samples == 2000 - len(kept)


def test_a_count_that_starts_anew_is_no_loss() -> None:
    reader = MetawearReader({"stamp": "count"})
    sent = [*range(5000, 5300), *range(300)]
    got = times(read(reader, map(fused, sent), (k / 100.0 for k in range(600))))
    assert (len(got), reader.lost_samples) == (600, 0)


# Two streams


def live(seconds: float, rate_hz: int = 100, chip: str = BMI270) -> list[tuple[float, bytes]]:
    """Packed samples of both, three at a time; their x is a ramp, of the time in hundredths."""
    sent: list[tuple[float, bytes]] = []
    for stream, begin_s in ((Stream.ACC, 0.0), (Stream.GYR, 0.004)):
        for k in range(int(seconds * rate_hz) // 3):
            t_s = begin_s + (3 * k + np.arange(3)) / rate_hz
            rows = [(round(1000 * at) % 20000, 0, 0) for at in t_s.tolist()]
            sent.append((1.0 + float(t_s[-1]) + 0.002 * ((k * 7) % 5), packed(stream, rows, chip)))
    return sorted(sent)


@pytest.mark.parametrize("chip", [BMI160, BMI270])
def test_two_streams_become_samples_of_six_axes(chip: str) -> None:
    decoder = metawear.decoder({"stream": "two"})
    assert isinstance(decoder, Joined)
    got = Samples.concat([decoder.feed(Packet(at, "data", data)) for at, data in live(15.0, chip=chip)])
    assert len(got) > 1480
    assert decoder.lost_samples == 0
    assert np.all(np.diff(got.t_s) > 0)
    acc_ms, gyr_ms = got.acc_ms2[:, 0] / 9.80665 * 2048.0, np.degrees(got.gyr_rads[:, 0]) * 16.4
    assert np.abs(acc_ms - gyr_ms)[200:].max() < 8.0


def test_a_lost_part_of_one_stream_leaves_a_gap() -> None:
    decoder = metawear.decoder({"stream": "two"})
    sent = [one for k, one in enumerate(live(15.0)) if not (one[1][0] == 0x13 and 400 <= k < 460)]
    got = Samples.concat([decoder.feed(Packet(at, "data", data)) for at, data in sent])
    assert np.diff(got.t_s).max() > 0.7
    assert decoder.lost_samples == pytest.approx(90, abs=8)


def test_replay_gives_the_same() -> None:
    both = [metawear.decoder({"stream": "two"}) for _ in range(2)]
    first, second = (Samples.concat([one.feed(Packet(at, "data", d)) for at, d in live(5.0)]) for one in both)
    np.testing.assert_array_equal(first.t_s, second.t_s)
    np.testing.assert_array_equal(first.gyr_rads, second.gyr_rads)


def test_the_decoder_of_the_fused_stream_gives_the_same_as_the_reader() -> None:
    decoder = metawear.decoder({})
    assert isinstance(decoder, SixAxis)
    pieces = [fused(at, (k,) * 6) for k, at in enumerate(ticks(range(50)))]
    got = Samples.concat([decoder.feed(Packet(NEVER, "data", piece)) for piece in pieces])
    assert got.t_s.tolist() == times(read(MetawearReader({}), pieces))


# Any bytes

INT16 = st.integers(-32768, 32767)
ROW = st.tuples(*[INT16] * 6)
MODES: list[Mapping[str, Setting]] = [{}, {"stamp": "count"}]


@settings(deadline=None, max_examples=200)
@given(st.lists(ROW, min_size=1, max_size=20), st.integers(0, 2**32 - 1))
def test_what_is_encoded_is_what_is_decoded(sent: list[Row], first: int) -> None:
    got = read(MetawearReader({"stamp": "count"}), (fused(first + k, row) for k, row in enumerate(sent)))
    assert raw(got) == sent
    counts = [int(n) for one in got if one.counter is not None for n in one.counter]
    assert counts == [(first + k) % 2**32 for k in range(len(sent))]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(INT16, INT16, INT16), min_size=3, max_size=3), st.sampled_from((BMI160, BMI270)))
def test_packed_samples_encoded_are_what_is_decoded(rows: list[Row], chip: str) -> None:
    for stream in (Stream.ACC, Stream.GYR):
        assert raw(read(MetawearReader({}), [packed(stream, rows, chip)])) == rows


@st.composite
def damaged(draw: st.DrawFn) -> list[bytes]:
    pieces: list[bytes] = []
    for k in range(draw(st.integers(1, 20))):
        row = draw(ROW)
        data = bytearray(
            draw(
                st.sampled_from(
                    (fused(7 * k, row), packed(Stream.ACC, [row[:3]] * 3), packed(Stream.GYR, [row[3:]] * 3))
                )
            )
        )
        for _ in range(draw(st.integers(0, 2))):
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
        whole = bytes(data)
        pieces += draw(
            st.sampled_from(([whole], [whole, whole], [], [whole[:8]], [whole, draw(st.binary(max_size=25))]))
        )
    return pieces


@settings(deadline=None, max_examples=300)
@given(damaged(), st.lists(st.floats(0, 5), max_size=60), st.sampled_from(MODES), st.booleans())
def test_damaged_bytes_give_values_of_the_part_in_order_of_time(
    pieces: list[bytes], waits_s: list[float], mode: Mapping[str, Setting], as_sent: bool
) -> None:
    got = read(MetawearReader(mode, as_sent=as_sent), pieces, np.cumsum(waits_s).tolist())
    for stream in Stream:
        raw([one for one in got if one.stream is stream])
        assert np.isfinite(times(got, stream)).all()
        assert (as_sent and stream is Stream.IMU) or np.all(np.diff(times(got, stream)) > 0)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=25),
            st.tuples(
                st.sampled_from((b"\x09\x03", b"\x03\x04", b"\x13\x05")), st.binary(min_size=6, max_size=18)
            ).map(b"".join),
        ),
        max_size=20,
    ),
    st.sampled_from(MODES),
)
def test_random_bytes_raise_nothing(pieces: list[bytes], mode: Mapping[str, Setting]) -> None:
    raw(read(MetawearReader(mode), pieces))
