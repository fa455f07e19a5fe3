"""The times of WitMotion's samples: by their arrivals where the packet has none, else by the chip's clock."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.arrivals import ArrivalFit
from drivers.stamps import RESTART_S, Stamps, Unwrapped
from drivers.witmotion import WitmotionReader
from tests.drivers.wit_bytes import NEVER, cut, long, raw, read, short, times

INTERVAL_S = 0.03  # of the radio: what was measured since the last time leaves together


def on_time(t_s: float) -> float:
    return math.ceil((t_s + 0.004) / INTERVAL_S) * INTERVAL_S


class Heard:
    """Samples of a sensor with a real rate and a radio, as they were timed. Sample `k` has `k` in its x."""

    def __init__(
        self,
        real_hz: float,
        *,
        asked_hz: int = 100,
        seconds: float = 60.0,
        arrival: Callable[[float], float] = on_time,
        is_lost: Callable[[int], bool] = lambda k: False,
    ) -> None:
        self.reader = WitmotionReader(asked_hz)
        sent = [(arrival(k / real_hz), k) for k in range(int(seconds * real_hz)) if not is_lost(k)]
        together = [(at_s, [k for _, k in group]) for at_s, group in groupby(sent, key=lambda one: one[0])]
        pieces = [b"".join(short((k % 30000, 0, 0, 0, 0, 0)) for k in ks) for _, ks in together]
        got = read(self.reader, pieces, (at_s for at_s, _ in together))
        self.sent = len(sent)
        self.t_s = np.array(times(got))
        self.k = np.array([row[0] for row in raw(got)])
        self.late_s = self.t_s - self.k / real_hz  # constant, if all is well
        self.steps_s = np.diff(self.t_s)


def held_for_two_seconds(t_s: float) -> float:
    return math.ceil((t_s + 0.001) / 2.0) * 2.0


class TestWithoutAClock:
    @pytest.mark.parametrize("gap_s", [0.1, 0.2, 1.0])
    def test_the_rate_read_back_begins_a_line_of_its_own_so_a_short_gap_is_a_gap_at_once(
        self, gap_s: float
    ) -> None:
        told = b"\x55\x71\x03\x00\x09\x00" + bytes(14)
        reader = WitmotionReader(100)
        sent = [(0.04 * k, b"".join(short((4 * k + i, 0, 0, 0, 0, 0)) for i in range(4))) for k in range(100)]
        at_s, first = sent[50]
        sent[50] = (at_s, told + first)
        heard = [(when + (gap_s if when >= at_s else 0.0), piece) for when, piece in sent]
        got = np.array(times(read(reader, [piece for _, piece in heard], [when for when, _ in heard])))
        assert got[200] - got[199] == pytest.approx(gap_s + 0.01, abs=0.006)
        assert reader.lost_samples == round(gap_s * 100)

    @pytest.mark.parametrize("real_hz", [93.0, 99.3, 100.0, 100.7, 107.0])
    def test_the_real_rate_is_learned_to_a_thousandth(self, real_hz: float) -> None:
        last = Heard(real_hz).t_s[-2000:]
        assert (last[-1] - last[0]) / 1999 == pytest.approx(1 / real_hz, rel=1e-3)

    @pytest.mark.parametrize("real_hz", [99.3, 100.0, 100.7])
    def test_samples_are_evenly_apart_though_they_come_in_handfuls(self, real_hz: float) -> None:
        assert np.abs(Heard(real_hz).steps_s[2000:] - 1 / real_hz).max() < 0.0005

    @pytest.mark.parametrize("real_hz", [99.3, 100.7])
    def test_times_stay_with_a_drifting_sensor_within_the_radios_interval(self, real_hz: float) -> None:
        assert np.ptp(Heard(real_hz, seconds=290.0).late_s[2000:]) < INTERVAL_S

    @pytest.mark.parametrize("real_hz", [99.3, 100.0, 100.7])
    def test_nothing_is_missing_from_a_whole_stream(self, real_hz: float) -> None:
        assert Heard(real_hz).reader.lost_samples == 0

    def test_bursts_of_two_seconds_are_no_gaps(self) -> None:
        heard = Heard(100.0, arrival=held_for_two_seconds)
        assert (heard.reader.lost_samples, len(heard.t_s)) == (0, heard.sent)
        assert heard.steps_s.max() < 0.011

    def test_one_hold_up_of_two_seconds_leaves_no_trace(self) -> None:
        heard = Heard(100.0, arrival=lambda t_s: 22.0 if 20.0 <= t_s < 22.0 else on_time(t_s))
        assert (heard.reader.lost_samples, len(heard.t_s)) == (0, heard.sent)
        assert heard.steps_s.max() < 0.011

    def test_three_lost_seconds_are_a_gap_of_three_seconds_at_its_place(self) -> None:
        heard = Heard(100.0, is_lost=lambda k: 2000 <= k < 2300)
        gap = int(np.argmax(heard.steps_s))
        assert (heard.k[gap], heard.k[gap + 1]) == (1999, 2300)
        assert heard.steps_s[gap] == pytest.approx(3.01, abs=0.03)

    def test_three_lost_seconds_are_counted(self) -> None:
        heard = Heard(100.0, is_lost=lambda k: 2000 <= k < 2300)
        assert heard.reader.lost_samples == pytest.approx(300, abs=3)

    def test_a_third_lost_evenly_leaves_the_time_right(self) -> None:
        heard = Heard(100.0, is_lost=lambda k: k // 3 * 7919 % 10 < 3)
        assert np.ptp(heard.late_s) < 0.25

    def test_a_third_lost_evenly_is_counted_nearly(self) -> None:
        heard = Heard(100.0, is_lost=lambda k: k // 3 * 7919 % 10 < 3)
        assert heard.reader.lost_samples == pytest.approx(1800, rel=0.05)

    @pytest.mark.parametrize("real_hz", [10.0, 20.0, 50.0, 200.0])
    def test_a_sensor_at_another_rate_than_asked_is_found_out(self, real_hz: float) -> None:
        heard = Heard(real_hz)
        assert np.median(heard.steps_s[-100:]) == pytest.approx(1 / real_hz, rel=0.03)
        assert heard.reader.lost_samples == 0

    def test_without_arrivals_samples_follow_the_rate_asked_for(self) -> None:
        got = times(read(WitmotionReader(50), [short((k,) * 6) for k in range(100)]))
        np.testing.assert_allclose(got, np.arange(100) / 50, atol=1e-9)

    def test_a_replay_repeats_the_times_to_the_last_digit(self) -> None:
        np.testing.assert_array_equal(Heard(100.7).t_s, Heard(100.7).t_s)

    def test_skipping_what_is_known_to_be_missing_moves_the_line(self) -> None:
        fit, row = ArrivalFit(100.0), np.zeros((1, 6))
        fit.take(NEVER, row)
        fit.skip(4)
        ((at, _),) = fit.take(NEVER, row)
        assert at[0] == pytest.approx(0.05)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.floats(0, 4), st.integers(1, 40)), max_size=200),
    st.sampled_from((10.0, 100.0, 200.0)),
)
def test_whatever_the_arrivals_every_row_is_timed_once_in_order_and_forward(
    heard: list[tuple[float, int]], rate_hz: float
) -> None:
    fit, arrival_s, k, taken = ArrivalFit(rate_hz, (10.0, 100.0, 200.0)), 0.0, 0, []
    for wait_s, n in heard:
        arrival_s += wait_s
        taken += fit.take(arrival_s, np.arange(k, k + n, dtype=np.float64).reshape(n, 1))
        k += n
    taken += fit.finish()
    assert [int(row[0]) for _, rows in taken for row in rows] == list(range(k))
    assert np.all(np.diff([at for stamps, _ in taken for at in stamps]) > 0)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(0, 600)))
def test_any_cutting_of_long_packets_gives_the_same_times(places: list[int]) -> None:
    whole = [long((k,) * 6, 10 * k) for k in range(20)]
    assert times(read(WitmotionReader(), cut(b"".join(whole), places))) == times(
        read(WitmotionReader(), whole)
    )


def chip(stamps_ms: Iterable[int]) -> tuple[list[float], WitmotionReader]:
    """Times of long packets with these stamps, arriving 10 ms apart."""
    reader = WitmotionReader()
    pieces = [long((k % 30000,) * 6, ms) for k, ms in enumerate(stamps_ms)]
    return times(read(reader, pieces, (k / 100 for k in range(len(pieces))))), reader


class TestByTheChipsClock:
    def test_the_chips_milliseconds_are_the_times(self) -> None:
        got, _ = chip([5, 15, 26, 35])
        np.testing.assert_allclose(np.diff(got), [0.01, 0.011, 0.009], atol=1e-6)

    def test_time_goes_on_over_midnight(self) -> None:
        got, _ = chip(range(86_400_000 - 50, 86_400_000 + 50, 10))
        np.testing.assert_allclose(np.diff(got), 0.01, atol=1e-6)

    def test_missing_packets_are_counted_by_the_usual_step(self) -> None:
        _, reader = chip([*range(0, 500, 10), *range(530, 1000, 10)])
        assert reader.lost_samples == 3

    def test_those_missing_among_the_first_are_counted_as_well(self) -> None:
        _, reader = chip([0, 10, 40, *range(50, 500, 10)])
        assert reader.lost_samples == 2

    @pytest.mark.parametrize("step", [5, 10, 20, 50, 100])
    def test_any_rate_is_its_own_measure(self, step: int) -> None:
        assert chip(range(0, 1000 * step, step))[1].lost_samples == 0

    def test_a_packet_heard_twice_is_given_once(self) -> None:
        assert len(chip([0, 10, 20, 20, 30])[0]) == 4

    def test_late_packets_are_left_out(self) -> None:
        assert len(chip([0, 10, 20, 60, 30, 40, 50, 70, 80])[0]) == 6

    def test_one_stamp_of_another_hour_is_left_out(self) -> None:
        got, reader = chip([3_610_000, 3_610_010, 3_600_000, 3_610_030, 3_610_040])
        assert (len(got), reader.lost_samples) == (4, 0)
        assert got[-1] - got[0] == pytest.approx(0.04, abs=1e-6)

    def test_a_clock_that_was_set_back_goes_on_where_the_hosts_clock_says(self) -> None:
        got, reader = chip([*range(7_200_000, 7_200_500, 10), *range(0, 500, 10)])
        assert got[-1] - got[0] == pytest.approx(0.99, abs=1e-6)
        assert reader.lost_samples == 0

    def test_a_clock_that_was_set_forward_goes_on_where_the_hosts_clock_says(self) -> None:
        got, _ = chip([*range(0, 500, 10), *range(7_200_000, 7_200_500, 10)])
        assert got[-1] - got[0] == pytest.approx(0.99, abs=1e-6)

    def test_a_long_absence_that_the_host_saw_too_is_a_gap_of_its_length(self) -> None:
        stamps = Stamps(0.001)
        got = [stamps.stamp(ms, at_s) for ms, at_s in ((0, 0.0), (10, 0.01), (60_000, 60.0), (60_010, 60.01))]
        assert got == pytest.approx([0.0, 0.01, 60.0, 60.01])

    def test_in_a_log_every_packet_has_its_own_time_also_twice_and_late(self) -> None:
        reader = WitmotionReader(as_sent=True)
        got = times(read(reader, [long((1,) * 6, ms) for ms in (50, 50, 0, 3_600_000)]))
        np.testing.assert_allclose(np.diff(got), [0.0, -0.05, 3600.0], atol=1e-6)


class TestStampsThatWrap:
    def test_time_goes_on_through_the_wrap(self) -> None:
        stamps = Stamps(1e-6, 2**32)
        ticks = [(2**32 - 50_000 + 10_000 * k) % 2**32 for k in range(10)]
        got = [stamps.stamp(tick, NEVER) for tick in ticks]
        np.testing.assert_allclose(np.diff([at for at in got if at is not None]), 0.01, atol=1e-9)

    def test_nothing_is_missing_in_the_wrap(self) -> None:
        stamps = Stamps(0.001, 2**16)
        for k in range(20_000):
            stamps.stamp(10 * k % 2**16, NEVER)
        assert stamps.lost == 0

    def test_a_restart_nobody_timed_is_a_gap_of_a_second(self) -> None:
        stamps = Stamps(0.001, 2**32)
        got = [stamps.stamp(ms, NEVER) for ms in (60_000, 60_010, 5, 15, 25, 35)]
        assert got[2:4] == [None, None]
        assert got[4] == pytest.approx(60.01 + RESTART_S)
        assert got[5] == pytest.approx(60.02 + RESTART_S)

    def test_a_log_is_unwrapped_to_the_nearest(self) -> None:
        wrapped = Unwrapped(256)
        assert [wrapped.of(counter) for counter in (250, 4, 250, 10)] == [250, 260, 250, 266]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2**16 - 1), st.floats(0, 30)), max_size=60), st.booleans())
def test_times_of_any_stamps_go_forward(heard: list[tuple[int, float]], known: bool) -> None:
    stamps, arrival_s = Stamps(0.001, 2**16), 0.0
    got = []
    for tick, wait_s in heard:
        arrival_s += wait_s
        got.append(stamps.stamp(tick, arrival_s if known else NEVER))
    assert np.all(np.diff([at for at in got if at is not None]) > 0)


class TestAStart:
    """Ten samples a second at first, then a hundred: nothing is lost by being set."""

    SLOW_MS, FAST_MS = [100 * k for k in range(4)], [330 + 10 * k for k in range(40)]

    def test_samples_of_the_rate_before_are_no_loss(self) -> None:
        stamps = Stamps(0.001)
        for ms in self.SLOW_MS + self.FAST_MS[:12]:
            stamps.stamp(ms, NEVER)
        stamps.restart()
        for ms in self.FAST_MS[12:]:
            stamps.stamp(ms, NEVER)
        assert stamps.lost == 0

    def test_what_is_missing_after_it_is_lost(self) -> None:
        stamps = Stamps(0.001)
        for ms in self.SLOW_MS:
            stamps.stamp(ms, NEVER)
        stamps.restart()
        for ms in self.FAST_MS[:20] + self.FAST_MS[25:]:
            stamps.stamp(ms, NEVER)
        assert stamps.lost == 5

    def test_what_was_lost_before_a_later_start_stays_lost(self) -> None:
        stamps = Stamps(0.001)
        for ms in range(0, 6000, 10):
            if ms not in (2000, 2010):
                stamps.stamp(ms, NEVER)
        stamps.restart()
        for ms in range(6300, 8000, 10):
            stamps.stamp(ms, NEVER)
        assert stamps.lost == 2 + 30
