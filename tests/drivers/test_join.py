from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.join import WAIT_S, Join, Joined
from drivers.packet import Packet
from drivers.readings import Readings, Stream
from tracker.samples import Floats, Samples

RATE_HZ = 104.0


def signal(t_s: Floats) -> Floats:
    return np.column_stack((np.sin(3.0 * t_s), np.cos(2.0 * t_s), t_s))


def acc(t_s: Iterable[float]) -> Readings:
    times = np.array(list(t_s), dtype=np.float64)
    return Readings(Stream.ACC, times, acc_ms2=10.0 * signal(times))


def gyr(t_s: Iterable[float]) -> Readings:
    times = np.array(list(t_s), dtype=np.float64)
    return Readings(Stream.GYR, times, gyr_rads=signal(times))


def steady(n: int, begin_s: float = 0.0, rate_hz: float = RATE_HZ) -> Floats:
    return begin_s + np.arange(n) / rate_hz


def joined(readings: Iterable[Readings], join: Join | None = None) -> Samples:
    join = join or Join()
    return Samples.concat([join.feed([one]) for one in readings])


def part(one: Readings, begin: int, end: int) -> Readings:
    if one.acc_ms2 is not None:
        return Readings(one.stream, one.t_s[begin:end], acc_ms2=one.acc_ms2[begin:end])
    assert one.gyr_rads is not None
    return Readings(one.stream, one.t_s[begin:end], gyr_rads=one.gyr_rads[begin:end])


def cut(one: Readings, places: Iterable[int]) -> list[Readings]:
    inside = sorted({place for place in places if 0 < place < len(one)})
    return [part(one, a, b) for a, b in pairwise([0, *inside, len(one)])]


def same(a: Samples, b: Samples) -> None:
    np.testing.assert_array_equal(a.t_s, b.t_s)
    np.testing.assert_array_equal(a.acc_ms2, b.acc_ms2)
    np.testing.assert_array_equal(a.gyr_rads, b.gyr_rads)


# What a sample is


def test_acceleration_stays_as_measured_at_its_times() -> None:
    whole = acc(steady(200))
    got = joined([whole, gyr(steady(300, -0.004))])
    np.testing.assert_array_equal(got.t_s, whole.t_s)
    np.testing.assert_array_equal(got.acc_ms2, whole.acc_ms2)


def test_rotation_at_the_same_times_stays_as_measured() -> None:
    got = joined([acc(steady(50)), gyr(steady(50))])
    np.testing.assert_array_equal(got.gyr_rads, signal(steady(50)))


def test_rotation_half_a_step_off_is_the_mean_of_its_neighbours() -> None:
    times = steady(50, -0.5 / RATE_HZ)
    got = joined([acc(steady(49)), gyr(times)])
    np.testing.assert_allclose(got.gyr_rads, (signal(times)[:-1] + signal(times)[1:]) / 2.0, atol=1e-12)


@pytest.mark.parametrize("off", [-0.03, -0.001, 0.0, 0.001, 0.03])
def test_streams_of_slightly_different_rates_are_joined_to_the_true_signal(off: float) -> None:
    got = joined([gyr(steady(1100, -0.0037, RATE_HZ * (1.0 + off))), acc(steady(1000))], Join(wait_s=20.0))
    assert len(got) == 1000
    assert np.abs(got.gyr_rads - signal(got.t_s)).max() < 9.0 / (8.0 * (RATE_HZ * 0.97) ** 2) + 1e-9


def test_rotation_of_twice_the_rate_is_joined() -> None:
    got = joined([gyr(steady(1000, -0.001, 208.0)), acc(steady(400))])
    assert len(got) == 400


def test_nothing_is_guessed_beyond_the_ends_of_the_rotation() -> None:
    rotation = steady(100, 0.5)
    got = joined([acc(steady(400)), gyr(rotation)])
    assert rotation[0] <= got.t_s[0]
    assert got.t_s[-1] <= rotation[-1]


def test_accelerations_before_the_rotation_began_are_not_missing() -> None:
    join = Join()
    joined([acc(steady(400)), gyr(steady(400, 1.0))], join)
    assert join.unpaired == 0


def test_a_sample_comes_as_soon_as_its_later_neighbour() -> None:
    join = Join()
    assert len(join.feed([acc([0.010]), gyr([0.005])])) == 0
    assert len(join.feed([gyr([0.015])])) == 1


# Gaps


@pytest.mark.parametrize("missing", [1, 2, 30])
def test_a_gap_of_the_rotation_stays_a_gap(missing: int) -> None:
    rotation = np.delete(steady(300, -0.004), np.arange(100, 100 + missing))
    join = Join()
    got = joined([gyr(rotation), acc(steady(290))], join)
    inside = (steady(290) > rotation[99]) & (steady(290) < rotation[100])
    np.testing.assert_array_equal(got.t_s, steady(290)[~inside])
    assert join.unpaired == inside.sum() == missing + 1


def test_a_gap_is_one_from_the_fifth_rotation_on() -> None:
    rotation = np.delete(steady(40), [4])
    assert len(joined([gyr(rotation), acc(steady(40, 0.001))])) == 37


def test_a_gap_of_the_acceleration_stays_a_gap() -> None:
    times = np.delete(steady(290), np.arange(100, 140))
    got = joined([gyr(steady(300, -0.004)), acc(times)])
    np.testing.assert_array_equal(got.t_s, times)


def test_a_sample_right_at_the_edge_of_a_gap_is_one() -> None:
    rotation = np.delete(steady(300), np.arange(100, 140))
    got = joined([gyr(rotation), acc(steady(300))])
    np.testing.assert_array_equal(got.t_s, rotation)


def test_a_stream_that_turns_slower_is_no_gap_for_long() -> None:
    rotation = np.concatenate((steady(100), steady(100)[-1] + np.arange(1, 200) / 52.0))
    got = joined([gyr(rotation), acc(steady(400))])
    assert 380 <= len(got) < 400


# Waiting


def test_accelerations_without_any_rotation_wait_no_longer_than_told_and_are_counted() -> None:
    join = Join()
    got = joined([acc(steady(2000))], join)
    assert len(got) == 0
    assert join.unpaired == 2000 - int(WAIT_S * RATE_HZ) - 1


def test_rotation_that_comes_two_seconds_and_a_half_late_still_joins() -> None:
    whole_acc, whole_gyr = acc(steady(2000)), gyr(steady(2000, -0.004))
    late = int(2.5 * RATE_HZ)
    readings = [part(whole_acc, 0, late)]
    for k in range(2000 - late):
        readings += [part(whole_acc, late + k, late + k + 1), part(whole_gyr, k, k + 1)]
    got = joined([*readings, part(whole_gyr, 2000 - late, 2000)])
    assert len(got) == 1999


def test_a_stream_alone_does_not_grow_without_end() -> None:
    join = Join()
    joined([gyr(steady(5000))], join)
    assert len(join._gyr) <= WAIT_S * RATE_HZ + 3


def test_what_came_twice_or_late_is_left_out() -> None:
    whole = [acc(steady(50)), gyr(steady(50, -0.004))]
    same(joined([*whole, *whole, acc([0.1]), gyr([0.1])]), joined(whole))


def test_time_never_falls_and_no_sample_comes_twice() -> None:
    got = joined([acc([0.0, 0.01, 0.01, 0.005, 0.02]), gyr([-0.01, 0.0, 0.0, -0.005, 0.01, 0.02])])
    assert np.all(np.diff(got.t_s) > 0)


@settings(deadline=None, max_examples=200)
@given(
    st.integers(2, 60),
    st.floats(-0.05, 0.05),
    st.sampled_from((26.0, 100.0, 104.0, 107.0, 208.0)),
    st.sets(st.integers(0, 59)),
    st.lists(st.integers(0, 60)),
    st.lists(st.integers(0, 60)),
    st.randoms(use_true_random=False),
)
def test_any_cutting_and_any_order_of_the_streams_give_the_same_samples(
    n: int,
    phase_s: float,
    rate_hz: float,
    lost: set[int],
    acc_places: list[int],
    gyr_places: list[int],
    random: Random,
) -> None:
    rotation = np.delete(steady(60, phase_s, rate_hz), sorted(lost))
    whole_acc, whole_gyr = acc(steady(n)), gyr(rotation)
    queues = [cut(whole_acc, acc_places), cut(whole_gyr, gyr_places)]
    pieces: list[Readings] = []
    while any(queues):
        queue = random.choice([one for one in queues if one])
        pieces.append(queue.pop(0))
    same(joined(pieces), joined([whole_acc, whole_gyr]))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.booleans(), st.lists(st.floats(-1e10, 1e10), min_size=1, max_size=5)), max_size=12)
)
def test_any_times_give_finite_samples_between_those_measured(pieces: list[tuple[bool, list[float]]]) -> None:
    readings = []
    for is_acc, t_s in pieces:
        rows = np.tile((1.0, -1.0, 0.5), (len(t_s), 1))
        times = np.array(t_s)
        readings.append(
            Readings(Stream.ACC, times, acc_ms2=rows)
            if is_acc
            else Readings(Stream.GYR, times, gyr_rads=rows)
        )
    got = joined(readings)
    assert np.all(np.diff(got.t_s) > 0)
    np.testing.assert_allclose(got.gyr_rads, np.tile((1.0, -1.0, 0.5), (len(got), 1)), rtol=1e-12)


# The decoder made of it


class OneAndOne:
    """A reader whose packets say which stream and when."""

    lost_samples = 7
    rejected_packets = 3
    fault = "a fault"

    def lost_of(self, stream: Stream) -> int:
        return {Stream.ACC: 5, Stream.GYR: 2}.get(stream, 0)

    def read(self, packet: Packet) -> list[Readings]:
        make = acc if packet.channel == "acc" else gyr
        return [make(steady(10, packet.arrival_s))]

    def finish(self) -> list[Readings]:
        return []


def test_the_decoder_joins_what_its_reader_reads() -> None:
    decoder = Joined(OneAndOne())
    assert len(decoder.feed(Packet(0.0, "acc", b""))) == 0
    assert len(decoder.feed(Packet(-0.004, "gyr", b""))) == 9


def test_the_decoder_counts_samples_without_acceleration_and_without_rotation() -> None:
    decoder = Joined(OneAndOne())
    for k, (channel, at_s) in enumerate((("gyr", 0.0), ("acc", 0.0), ("acc", 20.0), ("gyr", 20.0))):
        assert len(decoder.feed(Packet(at_s, channel, b""))) == (0, 10, 0, 10)[k]
    assert (decoder.lost_samples, decoder.rejected_packets, decoder.fault) == (5, 3, "a fault")
    decoder.feed(Packet(40.0, "acc", b""))
    decoder.feed(Packet(50.0, "acc", b""))
    assert decoder.lost_samples == 15
