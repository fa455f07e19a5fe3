from __future__ import annotations

import math
import re
from binascii import crc_hqx
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import xor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.diy import LONGEST, DiyReader, decoder
from drivers.diyheader import GRAVITY_MS2, MAX_ACC_MS2, MAX_GYR_RADS, WORDS
from drivers.packet import Packet
from drivers.readings import Readings, Stream
from drivers.stamps import RESTART_S
from tests.drivers.wit_bytes import cut, times

COLS = "cols=n,t,ax,ay,az,gx,gy,gz"
HEADER = f"#soleus 1 rate=100 t=us acc=g gyr=dps {COLS}"
BATCH = "#soleus 1 rate=100 t=ms acc=g gyr=dps line=n,t cols=ax,ay,az,gx,gy,gz"
NO_TIME = "#soleus 1 rate=100 acc=g gyr=dps cols=n,ax,ay,az,gx,gy,gz"
BARE = "#soleus 1 rate=100 acc=g gyr=dps cols=ax,ay,az,gx,gy,gz"
NEVER = float("nan")


def line(k: int, period_us: int = 10_000) -> str:
    """Sample `k`; its first value is k / 1000 g."""
    return f"{k % 2**16},{k * period_us % 2**32},{k / 1000:.3f},0,1,1.5,-2.25,0"


def with_xor(text: str) -> str:
    return f"{text}*{reduce(xor, text.encode(), 0):02X}"


def with_crc(text: str) -> str:
    return f"{text}*{crc_hqx(text.encode(), 0xFFFF):04x}"


def read(reader: DiyReader, pieces: Iterable[bytes], arrivals_s: Iterable[float] = ()) -> list[Readings]:
    heard = iter(arrivals_s)
    got = [one for piece in pieces for one in reader.read(Packet(next(heard, NEVER), "data", piece))]
    return got + reader.finish()


def lines(*texts: str, reader: DiyReader | None = None, end: str = "\n") -> list[Readings]:
    return read(reader or DiyReader(), [(text + end).encode() for text in texts])


def ks(readings: Iterable[Readings]) -> list[int]:
    """Which samples these are, by their first value."""
    return [
        round(float(ax) / GRAVITY_MS2 * 1000)
        for one in readings
        if one.acc_ms2 is not None
        for ax in one.acc_ms2[:, 0]
    ]


def counters(readings: Iterable[Readings]) -> list[int]:
    return [int(n) for one in readings if one.counter is not None for n in one.counter]


def said(*texts: str) -> tuple[int, str | None]:
    """How many lines were rejected, and why the last."""
    reader = DiyReader()
    lines(*texts, reader=reader)
    return reader.rejected_packets, reader.fault


# A line a sample


def test_a_line_is_a_sample_of_both_channels() -> None:
    (one,) = lines(HEADER, "17,163520,0.5,-0.25,0.75,90,-45,180")
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    np.testing.assert_allclose(one.acc_ms2, [[0.5 * GRAVITY_MS2, -0.25 * GRAVITY_MS2, 0.75 * GRAVITY_MS2]])
    np.testing.assert_allclose(one.gyr_rads, [[math.pi / 2, -math.pi / 4, math.pi]])
    assert times([one]) == pytest.approx([0.16352])
    assert (one.stream, counters([one])) == (Stream.IMU, [17])


@pytest.mark.parametrize(
    ("words", "acc_ms2", "gyr_rads"),
    [
        ("acc=ms2 gyr=rads", 2.0, 2.0),
        ("acc=g gyr=dps", 2 * GRAVITY_MS2, math.radians(2)),
        ("acc=mg gyr=mdps", 0.002 * GRAVITY_MS2, math.radians(0.002)),
        ("acc=g acc_per=4 gyr=dps gyr_per=16.4", GRAVITY_MS2 / 2, math.radians(2 / 16.4)),
    ],
)
def test_units_are_those_of_the_header(words: str, acc_ms2: float, gyr_rads: float) -> None:
    (one,) = lines(f"#soleus 1 rate=100 {words} cols=ax,ay,az,gx,gy,gz", "2,2,2,2,2,2")
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    np.testing.assert_allclose([one.acc_ms2[0, 2], one.gyr_rads[0, 2]], [acc_ms2, gyr_rads], rtol=1e-15)


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    (one,) = lines(
        "#soleus 1 rate=100 acc=ms2 gyr=rads cols=gz,gy,gx,temperature,az,ay,ax", "6,5,4,21.5,3,2,1"
    )
    assert one.acc_ms2 is not None
    assert one.gyr_rads is not None
    assert (one.acc_ms2.tolist(), one.gyr_rads.tolist()) == ([[1, 2, 3]], [[4, 5, 6]])


@pytest.mark.parametrize("end", ["\n", "\r\n", " \r\n", "\n\n\r\n"])
def test_lines_end_as_arduino_or_anyone_ends_them(end: str) -> None:
    assert ks(lines(HEADER, line(0), line(1), end=end)) == [0, 1]


def test_numbers_may_have_signs_exponents_and_spaces() -> None:
    (one,) = lines(BARE.replace("acc=g", "acc=ms2"), "+1.5e0, -2., 3E-1 ,0,0,0")
    assert one.acc_ms2 is not None
    assert one.acc_ms2.tolist() == [[1.5, -2.0, 0.3]]


def test_the_decoder_gives_the_same_as_the_reader() -> None:
    samples = decoder({}).feed(Packet(0.0, "data", f"{HEADER}\n{line(3)}\n{line(4)}\n".encode()))
    assert np.rint(samples.acc_ms2[:, 0] / GRAVITY_MS2 * 1000).tolist() == [3, 4]


# Several samples a line


def test_a_line_may_hold_several_samples() -> None:
    got = lines(BATCH, "8,80;0.008,0,1,0,0,0;0.009,0,1,0,0,0;0.010,0,1,0,0,0")
    assert (ks(got), counters(got)) == ([8, 9, 10], [8, 9, 10])


def test_the_time_of_a_line_is_that_of_its_first_sample() -> None:
    batches = [f"{k},{10 * k}" + ";0,0,1,0,0,0" * 4 for k in range(0, 40, 4)]
    got = times(lines(BATCH, *batches))
    assert got == pytest.approx(np.arange(40) / 100, abs=0.002)


def test_the_counter_of_a_line_wraps_within_it() -> None:
    got = lines(BATCH + " n_bits=8", "254,80" + ";0,0,1,0,0,0" * 4)
    assert counters(got) == [254, 255, 0, 1]


def test_several_samples_in_a_line_have_to_be_announced() -> None:
    assert "no line=" in str(said(HEADER, f"{line(0)};{line(1)}")[1])


# The header


def test_data_before_any_header_are_told() -> None:
    rejected, fault = said(line(0), line(1))
    assert rejected == 2
    assert "before any header" in str(fault)


def test_after_a_late_header_data_are_taken() -> None:
    assert ks(lines(line(0), line(1), HEADER, line(2))) == [2]


def test_the_same_header_again_changes_nothing() -> None:
    reader = DiyReader()
    assert ks(lines(HEADER, line(0), HEADER, line(1), HEADER, line(2), reader=reader)) == [0, 1, 2]
    assert reader.rejected_packets == 0


def test_another_header_counts_when_it_comes_again() -> None:
    other = HEADER.replace("acc=g", "acc=mg")
    got = lines(HEADER, line(0), other, line(1), other, line(2).replace("0.002", "2"))
    assert ks(got) == [0, 2]


def test_a_damaged_header_among_good_ones_costs_what_follows_it_until_the_next() -> None:
    got = lines(HEADER, line(0), HEADER.replace("rate=100", "rate=900"), line(1), HEADER, line(2))
    assert ks(got) == [0, 2]


def test_time_goes_on_after_another_header() -> None:
    other = HEADER.replace("t=us", "t=ms")
    got = times(lines(HEADER, line(5000), other, other, "0,5,0,0,1,0,0,0"))
    assert got == pytest.approx([50.0, 50.0 + RESTART_S])


WRONG_HEADERS = {
    "another version": (HEADER.replace(" 1 ", " 2 "), "begins with #soleus 1"),
    "a comment": ("# my sensor", "begins with #soleus 1"),
    "no rate": (HEADER.replace("rate=100 ", ""), "lacks rate="),
    "a rate of nothing": (HEADER.replace("rate=100", "rate=0"), "no number above 0"),
    "too slow": (HEADER.replace("rate=100", "rate=10"), "12.5 to 2000"),
    "a rate in words": (HEADER.replace("rate=100", "rate=fast"), "no number above 0"),
    "no unit of acceleration": (HEADER.replace("acc=g ", ""), "acc=: there are ms2, g, mg"),
    "another unit": (HEADER.replace("gyr=dps", "gyr=rpm"), "gyr=rpm: there are rads, dps, mdps"),
    "a time without its unit": (HEADER.replace("t=us ", ""), "t=: there are ms, us"),
    "no gyroscope": (HEADER.replace(",gx,gy,gz", ""), "cols= lacks gx, gy, gz"),
    "a column twice": (HEADER + ",ax", "stands once"),
    "a column without a name": (HEADER + ",", "stands once"),
    "an unknown word": (HEADER + " colour=blue", "unknown words in the header: colour"),
    "a word twice": (HEADER + " rate=50", "each once"),
    "a word without its value": (HEADER + " check=", "each once"),
    "an unknown checksum": (HEADER + " check=md5", "there are xor, crc16"),
    "a checksum announced and left out": (HEADER + " check=xor", "no checksum"),
    "too many bits": (HEADER + " t_bits=65", "8 to 64 bits"),
    "time once a line and in each sample": (HEADER + " line=t", "stands once"),
    "no text": ("#soleus 1 r\xffte=100", "no text"),
}


@pytest.mark.parametrize(("header", "words"), WRONG_HEADERS.values(), ids=WRONG_HEADERS.keys())
def test_what_is_wrong_with_a_header_is_told(header: str, words: str) -> None:
    reader = DiyReader()
    read(reader, [header.encode("latin-1") + b"\n"])
    assert reader.rejected_packets == 1
    assert words in str(reader.fault)


# Lines that are no data

WRONG_LINES = {
    "too few values": ("1,2,3", "3 values where the header names 8 columns"),
    "too many": (line(0) + ",1", "9 values"),
    "a word": (line(0).replace("1.5", "fast"), "column gx holds no number"),
    "nan": (line(0).replace("1.5", "nan"), "column gx holds no number"),
    "infinity": (line(0).replace("1.5", "inf"), "column gx holds no number"),
    "an overflow": (line(0).replace("1.5", "1e99"), "beyond the sensor's range"),
    "a value left out": (line(0).replace("1.5", ""), "column gx holds no number"),
    "a time below zero": ("0,-1,0,0,1,0,0,0", "column t holds no number"),
    "a counter too long": ("65536,1,0,0,1,0,0,0", "more bits"),
    "a time too long": ("0,4294967296,0,0,1,0,0,0", "more bits"),
    "other digits": (line(0).replace("1.5", "٣"), "column gx holds no number"),
    "a wrong checksum": (line(0) + "*00", "checksum is wrong"),
    "half a checksum": (line(0) + "*0", "checksum of another kind"),
}


@pytest.mark.parametrize(("text", "words"), WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_what_is_wrong_with_a_line_is_told(text: str, words: str) -> None:
    rejected, fault = said(HEADER, text)
    assert rejected == 1
    assert words in str(fault)


@pytest.mark.parametrize("text", [text for text, _ in WRONG_LINES.values()], ids=WRONG_LINES.keys())
def test_a_wrong_line_costs_only_itself(text: str) -> None:
    assert ks(lines(HEADER, line(0), text, line(1))) == [0, 1]


def test_values_beyond_the_range_of_the_header_are_rejected() -> None:
    header = HEADER + " acc_max=16 gyr_max=2000"
    assert len(lines(header, "0,0,16,0,0,2000,0,0", "1,1,17,0,0,0,0,0", "2,2,0,0,0,2100,0,0")) == 1


def test_a_line_without_an_end_is_given_up() -> None:
    reader = DiyReader()
    got = lines(HEADER, "1" * (LONGEST + 1), line(0), reader=reader)
    assert (ks(got), reader.rejected_packets) == ([0], 1)


def test_a_header_begins_a_line_also_in_the_middle_of_one() -> None:
    reader = DiyReader()
    got = lines(HEADER, line(0), line(1)[:9] + HEADER, line(2), reader=reader)
    assert (ks(got), reader.fault) == ([0, 2], "a line broken off by a header")


def test_a_last_line_without_its_end_is_no_sample_as_digits_may_be_missing() -> None:
    assert ks(read(DiyReader(), [f"{HEADER}\n{line(1)}\n{line(2)}".encode()])) == [1]


def test_a_last_line_whose_checksum_is_there_is_one() -> None:
    assert ks(read(DiyReader(), [f"{HEADER}\n{with_xor(line(2))}".encode()])) == [2]


# Checksums


@pytest.mark.parametrize("seal", [with_xor, with_crc])
def test_a_line_with_its_checksum_is_taken(seal: Callable[[str], str]) -> None:
    assert ks(lines(HEADER, seal(line(7)))) == [7]


def test_a_published_checksum_of_gps_receivers_is_ours() -> None:
    """The example of every NMEA 0183 text: the xor of what stands before the star."""
    text = "GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,"
    assert with_xor(text).endswith("*47")


def test_the_check_value_of_crc16_ccitt_false_is_ours() -> None:
    assert with_crc("123456789").endswith("*29b1")


@pytest.mark.parametrize(("check", "seal"), [("xor", with_xor), ("crc16", with_crc)])
def test_where_the_header_announces_a_checksum_lines_without_are_rejected(
    check: str, seal: Callable[[str], str]
) -> None:
    got = lines(seal(f"{HEADER} check={check}"), seal(line(0)), line(1), seal(line(2)))
    assert ks(got) == [0, 2]


# Time, loss, wrap-around


def test_time_goes_on_through_the_wrap_of_microseconds() -> None:
    first = (2**32 - 100_000) // 10_000
    got = times(lines(HEADER, *(line(k).replace(f"{k / 1000:.3f}", "0") for k in range(first, first + 20))))
    np.testing.assert_allclose(np.diff(got), 0.01, atol=1e-9)


def test_the_counter_goes_on_through_its_wrap() -> None:
    reader = DiyReader()
    texts = [f"{k % 2**16},{10_000 * (k - 65530)},0,0,1,0,0,0" for k in range(65530, 65550)]
    assert counters(lines(HEADER, *texts, reader=reader))[5:8] == [65535, 0, 1]
    assert reader.lost_samples == 0


@pytest.mark.parametrize("header", [HEADER, NO_TIME])
def test_missing_samples_are_counted_by_the_counter(header: str) -> None:
    reader = DiyReader()
    texts = [line(k) if header == HEADER else line(k).replace(f"{10_000 * k},", "", 1) for k in range(1, 50)]
    del texts[20:27]
    lines(header, *texts, reader=reader)
    assert reader.lost_samples == 7


def test_missing_samples_leave_a_gap_also_without_a_clock() -> None:
    texts = [line(k).replace(f"{10_000 * k},", "", 1) for k in range(1, 50)]
    del texts[20:27]
    assert np.diff(times(lines(NO_TIME, *texts))).max() == pytest.approx(0.08)


def test_without_a_counter_missing_samples_are_counted_by_time() -> None:
    header = HEADER.replace("n,t", "t")
    texts = [line(k).partition(",")[2] for k in range(50)]
    del texts[20:27]
    reader = DiyReader()
    lines(header, *texts, reader=reader)
    assert reader.lost_samples == 7


@pytest.mark.parametrize("header", [HEADER, NO_TIME])
def test_samples_that_come_twice_or_late_are_given_once_and_in_order(header: str) -> None:
    order = [1, 2, 3, 3, 4, 6, 7, 5, 8]
    texts = [line(k) if header == HEADER else line(k).replace(f"{10_000 * k},", "", 1) for k in order]
    assert ks(lines(header, *texts)) == [1, 2, 3, 4, 6, 7, 8]


def test_in_a_log_every_sample_has_its_own_time_also_twice_and_late() -> None:
    got = lines(HEADER, *map(line, (1, 2, 2, 1)), reader=DiyReader(as_sent=True))
    assert times(got) == pytest.approx([0.01, 0.02, 0.02, 0.01])


def test_a_board_that_starts_anew_goes_on_after_a_gap() -> None:
    reader = DiyReader()
    got = lines(HEADER, *map(line, range(1000, 1100)), HEADER, *map(line, range(100)), reader=reader)
    assert reader.lost_samples == 0
    assert np.all(np.diff(times(got)) > 0)
    assert len(ks(got)) > 190


def test_with_neither_time_nor_counter_arrivals_are_the_clock() -> None:
    reader = DiyReader()
    pieces = [f"{BARE}\n".encode(), *(f"{k / 1000},0,1,0,0,0\n".encode() for k in range(3000))]
    got = read(reader, pieces, [0.0, *(5.0 + math.ceil(k / 101 / 0.03) * 0.03 for k in range(3000))])
    assert np.diff(times(got)[1000:]).mean() == pytest.approx(1 / 101, rel=2e-3)
    assert (len(times(got)), reader.lost_samples) == (3000, 0)


def test_a_sensor_clock_that_is_two_per_cent_off_is_taken_as_it_is() -> None:
    got = times(lines(HEADER, *(line(k, 10_200) for k in range(100))))
    np.testing.assert_allclose(np.diff(got), 0.0102, atol=1e-9)


# Any bytes


def stream(check: str = "") -> list[str]:
    seal = with_crc if check else str
    header = seal(HEADER + (" check=crc16" if check else ""))
    return [header, *(seal(line(k)) for k in range(8)), header, *(seal(line(k)) for k in range(8, 16))]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 900)))
def test_any_cutting_of_the_stream_gives_the_same_samples(places: list[int]) -> None:
    whole = "".join(text + "\r\n" for text in stream()).encode()
    got, wanted = read(DiyReader(), cut(whole, places)), read(DiyReader(), [whole])
    assert (ks(got), times(got), counters(got)) == (ks(wanted), times(wanted), counters(wanted))
    assert ks(got) == list(range(16))


@st.composite
def damaged(draw: st.DrawFn, texts: Sequence[str]) -> list[bytes]:
    whole = bytearray("".join(text + "\n" for text in texts).encode())
    for _ in range(draw(st.integers(0, 5))):
        whole[draw(st.integers(0, len(whole) - 1))] = draw(st.integers(0, 255))
    pieces = cut(bytes(whole), draw(st.lists(st.integers(0, len(whole)), max_size=20)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces) - 1))
        pieces[at : at + 1] = draw(st.sampled_from(([], [pieces[at]] * 2, [draw(st.binary(max_size=30))])))
        pieces = pieces or [b""]
    return pieces


def rows(readings: Iterable[Readings]) -> set[tuple[float, ...]]:
    return {
        tuple(float(value) for value in row)
        for one in readings
        if one.acc_ms2 is not None and one.gyr_rads is not None
        for row in np.hstack((one.acc_ms2, one.gyr_rads))
    }


@settings(deadline=None, max_examples=400)
@given(damaged(stream("crc16")))
def test_with_a_checksum_every_sample_of_a_damaged_stream_was_sent(pieces: list[bytes]) -> None:
    whole = "".join(text + "\n" for text in stream("crc16")).encode()
    assert rows(read(DiyReader(), pieces)) <= rows(read(DiyReader(), [whole]))


@settings(deadline=None, max_examples=400)
@given(damaged(stream()))
def test_without_a_checksum_samples_of_a_damaged_stream_are_finite_and_in_range(pieces: list[bytes]) -> None:
    got = read(DiyReader(), pieces)
    for one in got:
        assert one.acc_ms2 is not None
        assert one.gyr_rads is not None
        assert np.abs(one.acc_ms2).max() <= MAX_ACC_MS2
        assert np.abs(one.gyr_rads).max() <= MAX_GYR_RADS
    assert np.all(np.diff(times(got)) > 0)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from((HEADER, BATCH, NO_TIME, BARE)),
    st.lists(
        st.one_of(st.binary(max_size=80), st.text("0123456789,;*#.-\n", max_size=80).map(str.encode)),
        max_size=12,
    ),
    st.lists(st.floats(0, 3), max_size=14),
)
def test_random_bytes_raise_nothing(header: str, pieces: list[bytes], waits_s: list[float]) -> None:
    got = read(DiyReader(), [f"{header}\n".encode(), *pieces], np.cumsum(waits_s).tolist())
    assert np.isfinite(times(got)).all()


# The document

DOCUMENT = (Path(__file__).parents[2] / "docs" / "diy-sensor.md").read_text(encoding="utf-8")
EXAMPLES = [
    one for one in re.findall(r"^```text\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE) if one[0] in "#1"
]


def test_the_examples_of_the_document_are_read_without_a_complaint() -> None:
    first, its_data, *others = EXAMPLES
    got = []
    for text in (first + its_data, *others):
        reader = DiyReader()
        got.append(len(times(read(reader, [text.encode()]))))
        assert (reader.rejected_packets, reader.fault) == (0, None)
    assert got == [2, 3, 1]


@pytest.mark.parametrize("per", [("2048", "16.4"), ("2049.18033", "14.2857143")])
def test_the_lines_of_the_sketch_are_read(per: tuple[str, str]) -> None:
    sketch = DOCUMENT[DOCUMENT.index("const char HEADER") :]
    header = "".join(re.findall(r'"(.*?)"', sketch[: sketch.index(";")])) % per
    assert all(f'_PER[] = "{counts}";' in sketch for counts in per)
    batch = "65534,4294967290" + ";1,2,2048,4,5,-6" * 5
    reader = DiyReader()
    got = lines(with_xor(header), with_xor(batch), reader=reader)
    assert (reader.fault, counters(got)) == (None, [65534, 65535, 0, 1, 2])


def test_the_document_names_every_word_a_header_may_hold() -> None:
    assert {word for word in WORDS if f"`{word}`" not in DOCUMENT} == set()
