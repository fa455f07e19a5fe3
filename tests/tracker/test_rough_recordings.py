"""Recordings as strangers have them: uneven, jumping, cut anywhere, out of range, coarse. What is there is counted, and
what cannot be is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, only, told
from tracker.events import Repetition, SignalGap
from tracker.samples import Floats, Samples

G = 9.80665
REPS = 5
REP = raised(5.0, 0.8, 0.4, 0.8, 0.6)
LEAD_S, REP_S = 3.0, 2.6
TOP_S, UP_S, DOWN_S = 1.0, 0.4, 1.6  # in a repetition: at its top, on the way up, on the way down


def a_set(rate_hz: float = 100.0, turned: float = 0.5) -> Samples:
    reps = raised(5.0, 0.8, 0.4, 0.8, 0.6, turned) * REPS
    return course(rest(LEAD_S), reps, rest(3.0), shank=Shank(rate_hz=rate_hz))


def counted(samples: Samples) -> list[Repetition]:
    return final(told(samples))


def at(samples: Samples, t_s: Floats) -> Samples:
    """The same movement, sampled at other moments."""

    def drawn(columns: Floats) -> Floats:
        return np.stack([np.interp(t_s, samples.t_s, column) for column in columns.T], axis=1)

    return Samples(t_s, drawn(samples.acc_ms2), drawn(samples.gyr_rads))


def cut(samples: Samples, first_s: float, last_s: float) -> Samples:
    kept = (samples.t_s >= first_s) & (samples.t_s <= last_s)
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])


def jittered_s(rate_hz: float) -> Floats:
    even = a_set(rate_hz).t_s
    return even + np.random.default_rng(7).uniform(-0.3, 0.3, len(even)) / rate_hz


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 100.0, 200.0])
def test_sampling_that_jitters_by_a_third_of_its_step_counts_the_same(rate_hz: float) -> None:
    heights = [rep.height_cm for rep in counted(at(a_set(400.0), jittered_s(rate_hz)))]
    assert heights == pytest.approx([5.0] * REPS, abs=0.5)


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 200.0])
def test_stamps_that_jitter_by_a_third_of_a_step_count_the_same(rate_hz: float) -> None:
    stamped = Samples(jittered_s(rate_hz), a_set(rate_hz).acc_ms2, a_set(rate_hz).gyr_rads)
    assert [rep.height_cm for rep in counted(stamped)] == pytest.approx([5.0] * REPS, abs=0.9)


def test_times_told_twice_change_nothing() -> None:
    samples = a_set()
    twice = np.sort(np.concatenate((np.arange(len(samples)), np.arange(0, len(samples), 7))))
    again = Samples(samples.t_s[twice], samples.acc_ms2[twice], samples.gyr_rads[twice])
    assert counted(again) == counted(samples)


def test_a_clock_that_jumps_forward_is_told_and_both_sides_are_counted() -> None:
    samples = a_set()
    between = LEAD_S + 3 * REP_S - 0.3
    events = told(replace(samples, t_s=samples.t_s + 60.0 * (samples.t_s > between)))
    assert len(final(events)) == REPS
    (gap,) = only(events, SignalGap)
    assert gap.end_s - gap.start_s == pytest.approx(60.0, abs=0.1)


def test_samples_from_before_are_left_out_until_time_goes_on() -> None:
    samples = a_set()
    again = cut(samples, 5.0, 7.0)  # sent once more, after 8 s
    first, rest_of_it = cut(samples, 0.0, 8.0), cut(samples, 8.001, 99.0)
    repeated = [
        np.concatenate(parts)
        for parts in zip(
            *((part.t_s, part.acc_ms2, part.gyr_rads) for part in (first, again, rest_of_it)), strict=True
        )
    ]
    assert counted(Samples(*repeated)) == counted(samples)


@pytest.mark.parametrize("into_s", [UP_S, TOP_S, DOWN_S], ids=["in the rise", "at the top", "in the fall"])
@pytest.mark.parametrize("turned", [0.3, 1.2])
def test_a_recording_that_begins_in_a_repetition_counts_all_after_it(into_s: float, turned: float) -> None:
    begun = cut(a_set(turned=turned), LEAD_S + into_s, 99.0)
    assert len(counted(begun)) == REPS - 1


@pytest.mark.parametrize("into_s", [UP_S, TOP_S], ids=["in the rise", "at the top"])
def test_a_recording_that_ends_before_the_heel_is_down_does_not_count_it(into_s: float) -> None:
    ended = cut(a_set(), 0.0, LEAD_S + (REPS - 1) * REP_S + into_s)
    assert len(counted(ended)) == REPS - 1


@pytest.mark.parametrize("rest_s", [0.5, 0.8, 1.2])
def test_one_repetition_in_four_seconds_is_counted(rest_s: float) -> None:
    assert len(counted(course(rest(rest_s), REP[:3], rest(1.0)))) == 1


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("first_s", [0.0, LEAD_S, LEAD_S + 0.4, LEAD_S + 1.0])
def test_too_short_for_a_repetition_counts_none(seconds: float, first_s: float) -> None:
    assert counted(cut(a_set(), first_s, first_s + min(seconds, 1.9))) == []


@pytest.mark.parametrize("reads_g", [9.6, 9.7, 9.9, 10.0])
def test_an_accelerometer_off_in_scale_counts_the_same(reads_g: float) -> None:
    samples = a_set()
    heights = [rep.height_cm for rep in counted(replace(samples, acc_ms2=samples.acc_ms2 * reads_g / G))]
    assert heights == pytest.approx([5.0] * REPS, abs=0.5)


@pytest.mark.parametrize(("acc_g", "gyr_dps"), [(2.0, 250.0), (4.0, 250.0), (2.0, 125.0)])
def test_a_narrow_range_costs_a_set_nothing(acc_g: float, gyr_dps: float) -> None:
    """A raise stays below 1.7 g and 100 deg/s."""
    samples, rate = a_set(turned=1.2), np.radians(gyr_dps)
    narrow = Samples(
        samples.t_s,
        np.clip(samples.acc_ms2, -acc_g * G, acc_g * G),
        np.clip(samples.gyr_rads, -rate, rate),
    )
    assert counted(narrow) == counted(samples)


@pytest.mark.parametrize(("acc_g", "gyr_dps"), [(16.0, 2000.0), (32.0, 4000.0)])
def test_the_coarsest_steps_of_wide_ranges_cost_nothing(acc_g: float, gyr_dps: float) -> None:
    samples = a_set()
    acc_step, gyr_step = 2 * acc_g * G / 65536, 2 * np.radians(gyr_dps) / 65536
    coarse = Samples(
        samples.t_s,
        np.round(samples.acc_ms2 / acc_step) * acc_step,
        np.round(samples.gyr_rads / gyr_step) * gyr_step,
    )
    assert [rep.height_cm for rep in counted(coarse)] == pytest.approx([5.0] * REPS, abs=0.4)
