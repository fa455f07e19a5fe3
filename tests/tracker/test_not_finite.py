"""A sample of which a number is not finite is one that was lost, wherever it comes from."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import told
from tracker.samples import Floats, Samples
from tracker.tracker import Tracker

THREE = course(rest(3), raised(6.0) * 3, rest(2))
COLUMNS = 7  # time, force and rate


def table(samples: Samples) -> Floats:
    return np.column_stack((samples.t_s, samples.acc_ms2, samples.gyr_rads))


def as_samples(rows: Floats) -> Samples:
    return Samples(rows[:, 0], rows[:, 1:4], rows[:, 4:])


WHERE = st.tuples(
    st.integers(0, len(THREE) - 1), st.integers(0, COLUMNS - 1), st.sampled_from([nan, inf, -inf])
)


@settings(max_examples=20, deadline=None)
@given(st.lists(WHERE, min_size=1, max_size=40))
def test_what_is_not_finite_is_lost(hurt: list[tuple[int, int, float]]) -> None:
    rows = table(THREE)
    for row, column, value in hurt:
        rows[row, column] = value
    kept = rows[np.isfinite(rows).all(axis=1)]
    assert told(as_samples(rows)) == told(as_samples(kept))


@pytest.mark.parametrize("column", range(COLUMNS))
@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_long_stretch_of_it_cuts_the_signal_as_any_gap_does(column: int, value: float) -> None:
    rows = table(THREE)
    lost = (rows[:, 0] > 5.0) & (rows[:, 0] < 7.0)
    kept = rows[np.logical_not(lost)]
    rows[lost, column] = value
    assert told(as_samples(rows)) == told(as_samples(kept))


def test_a_stream_of_nothing_else_tells_nothing() -> None:
    tracker = Tracker()
    assert tracker.update(as_samples(np.full((500, COLUMNS), nan))) == tracker.finish() == []


def test_the_thighs_are_lost_as_well() -> None:
    rows = table(THREE)
    rows[::3, 1] = nan
    rows[1::3, 4] = inf
    tracker, without = Tracker(), Tracker()
    events, beside = [], []
    for part in THREE.blocks(10):
        within = (rows[:, 0] >= part.t_s[0]) & (rows[:, 0] <= part.t_s[-1])
        tracker.update_thigh(as_samples(rows[within]))
        without.update_thigh(as_samples(rows[within & np.isfinite(rows).all(axis=1)]))
        events += tracker.update(part)
        beside += without.update(part)
    assert events == beside
