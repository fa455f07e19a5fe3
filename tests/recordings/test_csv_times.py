"""CSV files whose times go back: by little, as stamps of arrival do, they are put in order; by more they are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recordings.csv_imu import ImuFile, parse_imu_csv
from tests.recordings.pieces import moving
from tests.tracker.course import course, raised, rest
from tracker.errors import InputError, InputReason
from tracker.ledger import Ledger
from tracker.samples import Floats, Samples
from tracker.tracker import Tracker

HEADER = "time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z"
PATH = Path("legs.csv")
STEP_S = 0.01
SOME = 300


def read(t_s: Floats, samples: Samples) -> ImuFile:
    """A file of these samples under other times."""
    rows = np.column_stack((t_s, samples.acc_ms2, samples.gyr_rads)).tolist()
    text = "\n".join([HEADER, *(",".join(map(repr, row)) for row in rows)])
    return parse_imu_csv(text.encode(), PATH)


def wavering(seconds: float, samples: Samples) -> Floats:
    """Stamps that come late by up to so much."""
    t_s: Floats = samples.t_s + np.random.default_rng(1).uniform(0.0, seconds, len(samples))
    return t_s


def counted(samples: Samples) -> list[int]:
    tracker = Tracker()
    return [one.count for one in Ledger([*tracker.update(samples), *tracker.finish()]).sets]


late = arrays(np.float64, SOME, elements=st.floats(0.0, 0.05))


@given(late, st.sampled_from([3, 6, 12]))
def test_however_stamps_waver_no_sample_is_lost_or_leaves_its_place(late_s: Floats, digits: int) -> None:
    """Rounded ones too, of which several fall on one moment."""
    samples = moving()[:SOME]
    late_s[0], late_s[1] = 0.05, 0.0  # it does go back
    found = read(np.round(samples.t_s + late_s, digits), samples).samples
    assert (np.diff(found.t_s) > 0.0).all()
    assert np.array_equal(found.acc_ms2, samples.acc_ms2)
    assert np.abs(found.t_s - samples.t_s).max() <= 0.05 + 1.5 * STEP_S


def test_what_is_counted_is_what_is_counted_of_even_stamps() -> None:
    samples = course(rest(4), raised(6.0) * 5, rest(15))
    assert counted(read(wavering(0.04, samples), samples).samples) == counted(samples) == [5]


def test_it_is_told_from_which_line_on_how_often_and_by_how_much() -> None:
    t_s = moving().t_s.copy()
    t_s[[100, 200]] -= 0.03
    (warning,) = read(t_s, moving()).warnings
    assert warning.startswith(f"{PATH}, line 102: time goes back 2 times from there on, by 20 ms at most")


def test_times_that_rise_stay_as_they_are() -> None:
    found = read(moving().t_s, moving())
    assert found.warnings == []
    assert np.array_equal(found.samples.t_s, moving().t_s)


@pytest.mark.parametrize(("rate_hz", "back_s"), [(100.0, 0.05), (50.0, 0.05), (20.0, 0.1)])
def test_as_far_as_stamps_waver_is_read_and_further_is_refused(rate_hz: float, back_s: float) -> None:
    samples = moving()[:SOME]
    t_s = np.arange(SOME) / rate_hz
    t_s[200] = t_s[199] - back_s
    assert len(read(t_s, samples).warnings) == 1
    t_s[200] = t_s[199] - 1.05 * back_s
    with pytest.raises(InputError, match="line 202, column time_s: time goes backwards") as caught:
        read(t_s, samples)
    assert caught.value.reason is InputReason.TIME_BACKWARDS


def test_a_clock_that_slips_back_again_and_again_is_refused() -> None:
    """Each step is small, and the times of seconds lie over each other."""
    t_s = np.arange(SOME) / 100.0
    t_s[100:200] = t_s[99] - 0.005 * np.arange(1, 101)
    with pytest.raises(InputError, match="time goes backwards"):
        read(t_s, moving()[:SOME])


def test_a_thigh_in_the_same_rows_stays_beside_its_shank() -> None:
    samples = moving()
    rows = np.column_stack((wavering(0.03, samples), *(samples.acc_ms2, samples.gyr_rads) * 2)).tolist()
    head = ",".join([HEADER, *(f"{name}_thigh" for name in HEADER.split(",")[1:])])
    found = parse_imu_csv("\n".join([head, *(",".join(map(repr, row)) for row in rows)]).encode(), PATH)
    assert found.thigh is not None
    assert np.array_equal(found.thigh.t_s, found.samples.t_s)
    assert np.array_equal(found.thigh.acc_ms2, found.samples.acc_ms2)
