from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.clockfit import RESTART_S, ClockFit
from tracker.samples import Floats

N = 8
PERIOD = 1 / 104


def fit() -> ClockFit:
    return ClockFit(PERIOD, resolution_s=0.001, wrap=2**32)


def stamps(first: int, last: int, period: float = PERIOD, boot: int = 500) -> list[int]:
    return [boot + int(1000 * k * N * period) for k in range(first, last)]


def times(clock: ClockFit, counters: list[int], n: int = N) -> Floats:
    given_out = (clock.stamp(counter, n) for counter in counters)
    return np.concatenate([part for part in given_out if part is not None])


def test_the_first_sample_is_where_its_stamp_says() -> None:
    first = fit().stamp(500, N)
    assert first is not None
    assert first[0] == pytest.approx(0.5, abs=0.001)


def test_a_packet_has_as_many_times_as_samples() -> None:
    first = fit().stamp(500, 5)
    assert first is not None
    assert len(first) == 5


def test_the_cutting_of_stamps_to_milliseconds_is_no_jitter() -> None:
    steps = np.diff(times(fit(), stamps(0, 400)))
    assert np.abs(steps[-1000:] - PERIOD).max() < 0.0001


def test_times_stay_within_a_millisecond_of_the_stamps() -> None:
    counters = stamps(0, 2000)
    firsts = times(fit(), counters)[::N]
    assert np.abs(firsts - np.array(counters) / 1000).max() < 0.0015


@pytest.mark.parametrize("off", [-0.02, 0.02])
def test_times_stay_within_a_millisecond_of_the_stamps_of_a_wrong_clock(off: float) -> None:
    counters = stamps(0, 2000, PERIOD * (1 + off))
    firsts = times(fit(), counters)[::N]
    assert np.abs(firsts - np.array(counters) / 1000)[130:].max() < 0.0015


def test_the_rate_is_learned_to_a_thousandth_in_ten_seconds() -> None:
    steps = np.diff(times(fit(), stamps(0, 260, PERIOD * 1.02)))
    assert steps[-104:].mean() == pytest.approx(PERIOD * 1.02, rel=0.001)


def test_the_rate_survives_a_gap() -> None:
    counters = stamps(0, 260, PERIOD * 1.02) + stamps(400, 402, PERIOD * 1.02)
    assert np.diff(times(fit(), counters))[-1] == pytest.approx(PERIOD * 1.02, rel=0.002)


@pytest.mark.parametrize("missing", [1, 2, 13, 1000])
def test_missing_packets_are_counted_in_samples(missing: int) -> None:
    clock = fit()
    times(clock, stamps(0, 100) + stamps(100 + missing, 110 + missing))
    assert clock.lost == missing * N


def test_missing_packets_of_a_wrong_clock_are_counted_right_once_its_rate_is_known() -> None:
    clock = fit()
    times(clock, stamps(0, 200, PERIOD * 1.02) + stamps(300, 400, PERIOD * 1.02))
    assert clock.lost == 100 * N


def test_after_a_gap_time_is_where_the_stamp_says() -> None:
    after = times(fit(), stamps(0, 100) + stamps(150, 151))[-N]
    assert after == pytest.approx(stamps(150, 151)[0] / 1000, abs=0.001)


def test_after_gaps_time_is_on_average_neither_early_nor_late() -> None:
    clock = fit()
    times(clock, stamps(0, 20))
    errors = []
    for k in range(40, 4000, 20):  # only every twentieth packet comes through
        part = clock.stamp(stamps(k, k + 1)[0], N)
        assert part is not None
        errors.append(part[0] - (0.5 + k * N * PERIOD))
    assert abs(np.mean(errors)) < 0.0001


def test_time_has_no_step_after_a_gap() -> None:
    steps = np.diff(times(fit(), stamps(0, 200) + stamps(250, 450)))
    after = steps[200 * N :]
    assert np.abs(after - PERIOD).max() < 0.0002


def test_a_stamp_seen_before_gives_nothing() -> None:
    clock = fit()
    times(clock, stamps(0, 5))
    assert clock.stamp(stamps(4, 5)[0], N) is None


def test_a_stamp_from_just_before_gives_nothing() -> None:
    clock = fit()
    times(clock, stamps(0, 5))
    assert clock.stamp(stamps(2, 3)[0], N) is None


def test_a_stamp_too_soon_after_the_last_gives_nothing() -> None:
    clock = fit()
    times(clock, stamps(0, 5))
    assert clock.stamp(stamps(4, 5)[0] + 2, N) is None


def test_a_late_stamp_does_not_disturb_what_follows() -> None:
    counters = stamps(0, 50)
    disturbed = [*counters[:20], counters[17], *counters[20:]]
    np.testing.assert_array_equal(times(fit(), disturbed), times(fit(), counters))


def test_a_counter_that_wraps_goes_on() -> None:
    small = ClockFit(PERIOD, resolution_s=0.001, wrap=2**16)
    wrapped = [counter % 2**16 for counter in stamps(0, 3000)]
    np.testing.assert_array_equal(times(small, wrapped), times(fit(), stamps(0, 3000)))


def test_a_counter_that_starts_anew_leaves_the_gap_of_a_restart() -> None:
    out = times(fit(), stamps(0, 100, boot=90_000) + stamps(0, 100, boot=10))
    assert np.diff(out).max() == pytest.approx(RESTART_S, abs=0.002)


def test_where_arrivals_are_known_a_restart_takes_as_long_as_they_say() -> None:
    clock = fit()
    before = clock.stamp(90_000, N, 50.0)
    after = clock.stamp(100, N, 53.0)
    assert before is not None
    assert after is not None
    assert after[-1] - before[-1] == pytest.approx(3.0, abs=0.001)


def test_a_clock_that_leaps_further_than_time_has_passed_was_set() -> None:
    clock = fit()
    before = clock.stamp(1_000, N, 50.0)
    assert clock.stamp(31_000, N, 50.1) is None
    after = clock.stamp(31_077, N, 50.2)
    assert before is not None
    assert after is not None
    assert after[-1] - before[-1] == pytest.approx(0.2, abs=0.001)
    assert clock.lost == 0


def test_a_leap_that_a_silence_bears_out_is_a_gap() -> None:
    clock = fit()
    before = clock.stamp(1_000, N, 50.0)
    after = clock.stamp(31_000, N, 80.0)
    assert before is not None
    assert after is not None
    assert after[0] - before[0] == pytest.approx(30.0, abs=0.001)


def test_arrivals_that_nobody_knows_change_nothing() -> None:
    with_nan, without = fit(), fit()
    for counter in (1_000, 1_077, 500, 577, 60_000):
        one, other = with_nan.stamp(counter, N, float("nan")), without.stamp(counter, N)
        np.testing.assert_array_equal(one, other)


def test_a_counter_that_starts_anew_twice_still_goes_forward() -> None:
    counters = stamps(0, 100, boot=90_000) + stamps(0, 100, boot=10) + stamps(0, 100, boot=10)
    assert np.all(np.diff(times(fit(), counters)) > 0)


def test_a_damaged_stamp_between_good_ones_does_not_change_the_rate() -> None:
    counters = [*stamps(0, 100), stamps(100, 101)[0] + 20, *stamps(101, 400)]
    assert np.diff(times(fit(), counters))[-1] == pytest.approx(PERIOD, rel=0.002)


def test_the_rate_is_never_taken_to_be_further_off_than_a_clock_can_be() -> None:
    steps = np.diff(times(fit(), stamps(0, 400, PERIOD * 1.3)))
    within = steps[np.arange(len(steps)) % N != N - 1]
    assert within.max() <= 1.1 * PERIOD * (1 + 1e-9)


def test_packets_of_one_sample_are_fitted_too() -> None:
    clock = ClockFit(1 / 13, resolution_s=0.001, wrap=2**32)
    out = times(clock, [int(1000 * k / 13) for k in range(200)], n=1)
    assert np.abs(np.diff(out)[-50:] - 1 / 13).max() < 0.0002


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 16)), max_size=40))
def test_time_rises_whatever_the_stamps_say(packets: list[tuple[int, int]]) -> None:
    clock = fit()
    given_out = [clock.stamp(counter, n) for counter, n in packets]
    out = np.concatenate([np.zeros(0), *(part for part in given_out if part is not None)])
    assert np.all(np.diff(out) > 0)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(-60, 300), min_size=1, max_size=60), st.integers(0, 2**32 - 1))
def test_time_rises_on_stamps_that_wander(steps: list[int], start: int) -> None:
    clock, counter = fit(), start
    out = [clock.stamp(counter, N)]
    for step in steps:
        counter = (counter + step) % 2**32
        out.append(clock.stamp(counter, N))
    whole = np.concatenate([part for part in out if part is not None])
    assert np.all(np.diff(whole) > 0)
