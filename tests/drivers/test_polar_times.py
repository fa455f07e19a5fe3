from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import polar
from drivers.packet import Packet
from drivers.polar import CHANNEL, PolarReader
from drivers.polarclock import RESTART_S, DeviceClock, StreamClock
from drivers.polarframes import ACC, GYR
from drivers.readings import Stream
from tests.drivers.polar_bytes import NS, Sent, acc_frame, read, signal_dps, signal_mg, times
from tracker.samples import Floats, Samples

BOOT_S = 700_000_000.0
REST = [[0, 0, 1000]]
N = 40


def clock(rate_hz: float = 208.0) -> StreamClock:
    return StreamClock(rate_hz, DeviceClock())


def stamps(frames: Iterable[int], true_hz: float = 208.0, boot_ns: int = 10 * NS) -> list[int]:
    return [boot_ns + round((k * N + N - 1) / true_hz * NS) for k in frames]


def taken(of: StreamClock, stamps_ns: Iterable[int], arrivals_s: Iterable[float] = (), n: int = N) -> Floats:
    at = iter(arrivals_s)
    got = [of.times(stamp, n, next(at, float("nan"))) for stamp in stamps_ns]
    return np.concatenate([one for one in got if one is not None])


def decoded(packets: Iterable[Packet], settings: dict[str, int] | None = None) -> Samples:
    decoder = polar.decoder(settings or {})
    return Samples.concat([decoder.feed(packet) for packet in packets])


# One stream


def test_samples_lie_evenly_between_two_stamps() -> None:
    got = taken(clock(), stamps(range(20), 208.0))
    np.testing.assert_allclose(np.diff(got), 1 / 208.0, rtol=1e-5)


def test_the_last_sample_has_the_stamp() -> None:
    got = taken(clock(), stamps(range(20)))
    np.testing.assert_allclose(got[N - 1 :: N], np.array(stamps(range(20))) / NS, rtol=0, atol=1e-9)


@pytest.mark.parametrize("off", [0.93, 0.98, 1.02, 1.07])
def test_a_rate_that_is_off_is_the_true_one_from_the_second_frame_on(off: float) -> None:
    of = clock()
    got = taken(of, stamps(range(40), 208.0 * off))
    np.testing.assert_allclose(np.diff(got[N:]), 1 / (208.0 * off), rtol=1e-5)
    assert of.lost == 0


@pytest.mark.parametrize("missing", [1, 2, 30])
def test_lost_frames_leave_a_gap_and_are_counted(missing: int) -> None:
    of = clock()
    kept = [k for k in range(100) if not 20 <= k < 20 + missing]
    got = taken(of, stamps(kept, 208.0 * 1.03), [k * N / 208.0 for k in kept])
    wanted = np.concatenate([10.0 + (k * N + np.arange(N)) / (208.0 * 1.03) for k in kept])
    np.testing.assert_allclose(got[N:], wanted[N:], atol=0.0005)
    assert of.lost == pytest.approx(missing * N, rel=0.001)


def test_the_loss_of_a_third_of_all_frames_at_random_is_counted_exactly() -> None:
    of = clock()
    kept = [k for k in range(600) if (k * 7919) % 10 > 2 or k in (0, 599)]
    taken(of, stamps(kept), [k * N / 208.0 for k in kept])
    assert of.lost == (600 - len(kept)) * N


def test_a_short_frame_lost_before_a_long_one_is_seen() -> None:
    sizes = [130, 130, 130, 36, 130, 130]
    ends = np.cumsum(sizes)
    of = clock(52.0)
    for k, (n, end) in enumerate(zip(sizes, ends.tolist(), strict=True)):
        if k != 3:
            got = of.times(10 * NS + round((end - 1) / 52.0 * NS), n, float("nan"))
            assert got is not None
            assert got[0] == pytest.approx(10.0 + (end - n) / 52.0, abs=1e-6)
    assert of.lost == 36


def test_frames_heard_twice_or_late_are_left_out() -> None:
    whole = stamps(range(8))
    order = [0, 1, 2, 2, 3, 1, 4, 5, 5, 6, 7]
    np.testing.assert_array_equal(taken(clock(), [whole[k] for k in order]), taken(clock(), whole))


@pytest.mark.parametrize(
    ("asked_hz", "true_hz"), [(208.0, 416.0), (104.0, 416.0), (208.0, 104.0), (208.0, 52.0)]
)
def test_a_sensor_at_another_rate_than_asked_for_has_its_own_and_loses_nothing(
    asked_hz: float, true_hz: float
) -> None:
    of = clock(asked_hz)
    got = taken(of, stamps(range(40), true_hz))
    np.testing.assert_allclose(np.diff(got[6 * N :]), 1 / true_hz, rtol=1e-5)
    assert np.all(np.diff(got) > 0)
    assert of.lost == 0


def test_a_damaged_stamp_costs_its_frame_alone() -> None:
    whole = stamps(range(40))
    hurt = [at ^ (1 << 40 if k == 20 else 0) for k, at in enumerate(whole)]
    arrivals_s = [k * N / 208.0 for k in range(40)]
    got = taken(clock(), hurt, arrivals_s)
    np.testing.assert_allclose(got, np.delete(taken(clock(), whole), np.s_[20 * N : 21 * N]), atol=1e-6)


def test_a_clock_that_was_set_goes_on_by_the_time_that_passed() -> None:
    whole = stamps(range(20)) + stamps(range(20), boot_ns=800_000_000 * NS)
    arrivals_s = [k * N / 208.0 for k in range(40)]
    got = taken(clock(), whole, arrivals_s)
    assert np.all(np.diff(got) > 0)
    assert len(got) == 39 * N
    assert got[-1] - got[0] == pytest.approx(40 * N / 208.0, abs=0.5)


def test_a_clock_that_was_set_loses_no_samples_that_anybody_could_count() -> None:
    of = clock()
    taken(
        of,
        stamps(range(20)) + stamps(range(20), boot_ns=800_000_000 * NS),
        [k * N / 208.0 for k in range(40)],
    )
    assert of.lost == 0


def test_a_damaged_frame_heard_twice_moves_no_clock() -> None:
    whole = stamps(range(20))
    hurt = whole[10] ^ 1 << 45
    np.testing.assert_array_equal(
        taken(clock(), [*whole[:10], hurt, hurt, *whole[11:]]), taken(clock(), whole[:10] + whole[11:])
    )


def test_a_clock_set_within_a_burst_does_not_let_time_fall() -> None:
    whole = stamps(range(20)) + stamps(range(20), boot_ns=800_000_000 * NS)
    got = taken(clock(), whole, [0.001 * k for k in range(40)])
    assert np.all(np.diff(got) > 0)
    assert len(got) >= 37 * N


def test_a_clock_that_started_anew_is_a_gap_where_nobody_knows_how_long() -> None:
    whole = stamps(range(20), boot_ns=900 * NS) + stamps(range(20), boot_ns=0)
    got = taken(clock(), whole)
    assert np.all(np.diff(got) > 0)
    assert np.diff(got).max() == pytest.approx(RESTART_S, abs=0.3)


def test_a_silence_of_minutes_is_a_gap_of_minutes() -> None:
    kept = [*range(20), *range(1500, 1520)]
    got = taken(clock(), stamps(kept), [k * N / 208.0 for k in kept])
    assert len(got) == 40 * N
    assert got[-1] - got[0] == pytest.approx((1520 * N - 1) / 208.0, abs=0.01)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.booleans(), st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 30 * NS)), st.integers(1, 200)
        ),
        max_size=20,
    ),
    st.lists(st.floats(0, 60), max_size=20),
)
def test_any_stamps_give_finite_times_that_never_fall(
    frames: list[tuple[bool, int, int]], waits_s: list[float]
) -> None:
    device = DeviceClock()
    both = {True: StreamClock(208.0, device), False: StreamClock(52.0, device)}
    found: dict[bool, list[Floats]] = {True: [], False: []}
    arrivals_s = iter(np.cumsum(waits_s).tolist())
    for which, stamp, n in frames:
        got = both[which].times(stamp, n, next(arrivals_s, float("nan")))
        if got is not None:
            assert len(got) == n
            found[which].append(got)
    for blocks in found.values():
        if blocks:
            whole = np.concatenate(blocks)
            assert np.isfinite(whole).all()
            assert np.all(np.diff(whole) > 0)


# Both streams, joined


def check_signal(got: Samples, boot_s: float = BOOT_S) -> None:
    t_s = got.t_s - boot_s
    np.testing.assert_allclose(got.acc_ms2 / 0.00980665, signal_mg(t_s), atol=0.6)
    np.testing.assert_allclose(np.degrees(got.gyr_rads), signal_dps(t_s), atol=0.05)


def test_the_decoder_gives_the_signal_of_both_sensors_on_one_clock() -> None:
    got = decoded(Sent(10.0).packets())
    assert len(got) > 2000
    assert np.diff(got.t_s).max() < 1.1 / 208.0
    check_signal(got)


def test_streams_of_slightly_different_rates_stay_on_the_one_clock() -> None:
    got = decoded(Sent(60.0, 206.0, gyr_off=1.01).packets())
    assert len(got) > 12000
    check_signal(got[500:])


@pytest.mark.parametrize("per_frame", [36, 70, 130])
def test_frames_of_two_seconds_and_a_half_are_joined_too(per_frame: int) -> None:
    sent = Sent(30.0, 52.0, per_frame=per_frame, gyr_per_frame=60)
    got = decoded(sent.packets(), {"sdk_mode": 0})
    assert len(got) > 1400
    assert np.diff(got.t_s).max() < 1.1 / 52.0


def test_bursts_of_two_seconds_change_nothing() -> None:
    burst = Sent(20.0, late_s=lambda k: 0.0)
    held = sorted(
        ((2.0 * np.ceil(at / 2.0), data) for at, data, _ in burst.frames), key=lambda one: float(one[0])
    )
    got = decoded(Packet(float(at), CHANNEL, data) for at, data in held)
    whole = decoded(burst.packets())
    np.testing.assert_array_equal(got.t_s, whole.t_s)
    np.testing.assert_array_equal(got.gyr_rads, whole.gyr_rads)


def test_one_stream_wholly_before_the_other_in_each_second_gives_the_same() -> None:
    sent = Sent(20.0)
    held = sorted(sent.frames, key=lambda one: (int(one[0]), one[2]))
    got = decoded(Packet(arrival_s, CHANNEL, data) for arrival_s, data, _ in held)
    np.testing.assert_array_equal(got.t_s, decoded(sent.packets()).t_s)


@pytest.mark.parametrize("stream", [ACC, GYR])
def test_a_lost_frame_of_either_stream_leaves_a_gap_in_the_samples(stream: int) -> None:
    frames = Sent(10.0).frames
    lost = [k for k, one in enumerate(frames) if one[2] == stream][20]
    decoder = polar.decoder({})
    got = Samples.concat(
        [decoder.feed(Packet(at, CHANNEL, data)) for at, data, _ in frames[:lost] + frames[lost + 1 :]]
    )
    gap_s = np.diff(got.t_s).max()
    assert 30 / 208.0 < gap_s < 40 / 208.0
    assert decoder.lost_samples == round(gap_s * 208.0) - 1
    check_signal(got)


def test_a_reader_counts_the_loss_of_each_stream() -> None:
    reader = PolarReader(208)
    acc = Sent(10.0).of(ACC)
    del acc[20]
    read(reader, [data for _, data in acc], [at for at, _ in acc])
    assert (reader.lost_of(Stream.ACC), reader.lost_of(Stream.GYR), reader.lost_samples) == (36, 0, 36)


def test_both_streams_go_on_together_when_the_device_starts_anew() -> None:
    before = Sent(10.0)
    after = Sent(10.0, boot_ns=5 * NS, arrive_s=30.0, phase_s=0.0008)
    got = decoded(before.packets() + after.packets())
    assert np.all(np.diff(got.t_s) > 0)
    second = got[int(np.argmax(np.diff(got.t_s))) + 1 :]
    assert len(second) > 1900
    assert second.t_s[0] - BOOT_S == pytest.approx(30.0, abs=1.0)
    at_s = second.t_s[-1] - 9.9
    for within_s in (
        1.0,
        0.001,
    ):  # where its signal begins in our time: half a millisecond, then a microsecond
        offsets_s = np.linspace(at_s - within_s, at_s + within_s, 2001)
        errors = [
            np.abs(signal_mg(second.t_s - off) - second.acc_ms2 / 0.00980665).max() for off in offsets_s
        ]
        at_s = float(offsets_s[int(np.argmin(errors))])
    check_signal(second, at_s)


def test_rotation_alone_gives_no_samples_and_no_end_of_memory() -> None:
    sent = Sent(60.0)
    assert len(decoded(Packet(at, CHANNEL, data) for at, data in sent.of(GYR))) == 0


def test_acceleration_alone_is_counted_as_samples_missing() -> None:
    decoder = polar.decoder({})
    for at, data in Sent(60.0).of(ACC):
        assert len(decoder.feed(Packet(at, CHANNEL, data))) == 0
    assert decoder.lost_samples > 11000


def test_replay_gives_the_same() -> None:
    packets = Sent(10.0).packets()
    np.testing.assert_array_equal(decoded(packets).t_s, decoded(packets).t_s)


def test_a_clock_close_to_its_end_is_decoded() -> None:
    reader = PolarReader(208)
    got = read(reader, [acc_frame(2**64 - 1 - (3 - k) * 192_307_692, REST * 40) for k in range(4)])
    assert np.all(np.diff(times(got)) > 0)
