"""Two sensors on one clock: what each did at one moment stands at one time, whatever the radio does with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.align import Aligner
from drivers.clockline import ClockLine
from tracker.samples import Floats, Samples


@dataclass(frozen=True)
class Worn:
    """A sensor's stream: its clock (offset, and how much faster it goes than the world's), its packets' delays."""

    clock_s: float = 0.0
    faster: float = 0.0  # millionths
    rate_hz: float = 100.0
    per_packet: int = 8
    delay_s: float = 0.01
    unrest_s: float = 0.02
    burst_s: float = 0.0  # held back and delivered together
    seed: int = 1

    def packets(self, seconds: float, begin_s: float = 0.0) -> list[tuple[float, Floats]]:
        """Arrival, and the true moments of the samples."""
        rng = np.random.default_rng(self.seed)
        true_s = begin_s + np.arange(round(seconds * self.rate_hz)) / self.rate_hz
        out, at_s = [], 0.0
        for k in range(0, len(true_s) - self.per_packet, self.per_packet):
            part = true_s[k : k + self.per_packet]
            sent_s = part[-1] + self.delay_s + rng.exponential(self.unrest_s)
            if self.burst_s:
                sent_s = (np.floor(sent_s / self.burst_s) + 1.0) * self.burst_s + self.delay_s
            at_s = max(at_s, sent_s)
            out.append((at_s, part))
        return out

    def on_its_clock(self, true_s: Floats) -> Samples:
        t_s = self.clock_s + true_s * (1.0 + 1e-6 * self.faster)
        return Samples(t_s, np.zeros((len(t_s), 3)), np.zeros((len(t_s), 3)))


def aligned(first: Worn, second: Worn, seconds: float = 60.0) -> tuple[Floats, Floats]:
    """True moments of the second's samples, and what the aligner makes of them, brought back to true ones."""
    aligner = Aligner()
    both = [(at, 0, true) for at, true in first.packets(seconds)]
    both += [(at, 1, true) for at, true in second.packets(seconds)]
    moments, found = [], []
    for arrival_s, sensor, true_s in sorted(both, key=lambda one: one[:2]):
        if sensor == 0:
            aligner.first(1000.0 + arrival_s, first.on_its_clock(true_s))
        else:
            out = aligner.second(1000.0 + arrival_s, second.on_its_clock(true_s))
            moments.append(true_s[len(true_s) - len(out) :])
            found.append((out.t_s - first.clock_s) / (1.0 + 1e-6 * first.faster))
    return np.concatenate(moments), np.concatenate(found)


def errors(first: Worn, second: Worn, after_s: float = 15.0) -> Floats:
    true_s, found_s = aligned(first, second)
    later = true_s > after_s
    return np.asarray(found_s[later] - true_s[later])


def test_two_clocks_that_began_apart_are_brought_together() -> None:
    off = errors(Worn(clock_s=5.0), Worn(clock_s=900.0, seed=2))
    assert np.abs(off).max() < 0.02


@pytest.mark.parametrize(("one", "two"), [(100.0, -100.0), (-500.0, 500.0), (0.0, 10_000.0)])
def test_clocks_that_go_apart_stay_together(one: float, two: float) -> None:
    off = errors(Worn(clock_s=5.0, faster=one), Worn(clock_s=900.0, faster=two, seed=2))
    assert np.abs(off).max() < 0.03


def test_another_rate_and_packets_of_another_size_make_no_difference() -> None:
    off = errors(Worn(), Worn(clock_s=7.0, rate_hz=208.0, per_packet=36, seed=2))
    assert np.abs(off).max() < 0.03


def test_bursts_of_two_seconds_of_one_sensor_make_no_difference() -> None:
    off = errors(Worn(), Worn(clock_s=7.0, burst_s=2.0, seed=2))
    assert np.abs(off).max() < 0.1


def test_what_is_left_is_the_difference_of_the_least_delays() -> None:
    off = errors(Worn(delay_s=0.01), Worn(delay_s=0.06, seed=2))
    assert np.median(off) == pytest.approx(0.05, abs=0.02)


def test_in_the_first_seconds_it_is_good_to_a_tenth() -> None:
    true_s, found_s = aligned(Worn(clock_s=5.0), Worn(clock_s=900.0, faster=200.0, seed=2))
    assert np.abs(found_s - true_s).max() < 0.15


def test_nothing_is_given_before_the_first_sensor_has_sent() -> None:
    aligner = Aligner()
    assert len(aligner.second(1.0, Worn().on_its_clock(np.arange(8) / 100.0))) == 0


def test_a_clock_that_starts_anew_is_followed() -> None:
    first, second, again = Worn(), Worn(clock_s=100.0, seed=2), Worn(clock_s=-28.0, seed=3)
    aligner = Aligner()
    events = [(at, 0, true) for at, true in first.packets(60.0)]
    events += [(at, 1, true) for at, true in second.packets(30.0)]
    events += [(at, 2, true) for at, true in again.packets(28.0, begin_s=31.0)]
    off = []
    for arrival_s, sensor, true_s in sorted(events, key=lambda one: one[:2]):
        if sensor == 0:
            aligner.first(arrival_s, first.on_its_clock(true_s))
            continue
        out = aligner.second(arrival_s, (second, again)[sensor - 1].on_its_clock(true_s))
        if len(out) and true_s[0] > 40.0:
            off.append(out.t_s[-1] - true_s[-1])
    assert off
    assert np.abs(off).max() < 0.05


@settings(max_examples=25, deadline=None)
@given(
    st.floats(-1e5, 1e5), st.floats(-200.0, 200.0), st.floats(0.0, 0.2), st.sampled_from([0.0, 0.5, 2.0]),
    st.integers(1, 40), st.integers(0, 99),
)  # fmt: skip
def test_aligned_times_always_rise(
    clock_s: float, faster: float, unrest_s: float, burst_s: float, per_packet: int, seed: int
) -> None:
    second = Worn(clock_s, faster, 100.0, per_packet, unrest_s=unrest_s, burst_s=burst_s, seed=seed)
    _, found_s = aligned(Worn(clock_s=3.0), second, 20.0)
    assert np.all(np.diff(found_s) > 0.0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0.0, 1e6)), min_size=1, max_size=60))
def test_any_numbers_make_a_line_that_can_be_turned_round(packets: list[tuple[float, float]]) -> None:
    line = ClockLine()
    for device_s, arrival_s in sorted(packets, key=lambda one: one[1]):
        line.take(device_s, arrival_s)
        assert line.device_s(line.host_s(device_s)) == pytest.approx(device_s, rel=1e-6, abs=1e-3)
