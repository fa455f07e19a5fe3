"""The grid: what a cell holds of the samples it lies between, at every rate a sensor may have."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.lift import G
from tracker.samples import Floats, Samples
from tracker.timeline import CELL_S, Cell, Timeline

STEPS_S = st.lists(st.floats(0.002, 0.09), min_size=4, max_size=40)


def cells(samples: Samples) -> list[Cell]:
    found = []
    for cell in Timeline().cells(samples):
        assert isinstance(cell, Cell)
        found.append(cell)
    return found


def unturned(t: Floats, acc: Floats) -> Samples:
    return Samples(t, acc, np.zeros((len(t), 3)))


def line_integral(t: Floats, values: Floats, a: float, b: float) -> float:
    """Under the straight lines between samples."""
    knots = np.unique(np.concatenate(([a, b], t[(t > a) & (t < b)])))
    return float(np.trapezoid(np.interp(knots, t, values), knots))


@settings(max_examples=60, deadline=None)
@given(STEPS_S, st.integers(0, 1000))
def test_a_cell_is_the_mean_of_the_straight_lines_between_samples(steps: list[float], seed: int) -> None:
    t = 5.0 + np.cumsum(steps)
    acc = np.random.default_rng(seed).normal(0.0, 5.0, (len(t), 3))
    for cell in cells(unturned(t, acc)):
        means = [line_integral(t, acc[:, k], cell.t_s - CELL_S, cell.t_s) / CELL_S for k in range(3)]
        assert [cell.fx, cell.fy, cell.fz] == pytest.approx(means, abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(STEPS_S, st.integers(0, 1000))
def test_a_cell_holds_the_mean_rate_with_its_bias(steps: list[float], seed: int) -> None:
    t = np.cumsum(steps)
    gyr = np.random.default_rng(seed).normal(0.0, 1.0, (len(t), 3))
    for cell in cells(Samples(t, np.zeros((len(t), 3)), gyr)):
        means = [line_integral(t, gyr[:, k], cell.t_s - CELL_S, cell.t_s) / CELL_S for k in range(3)]
        assert [cell.gx, cell.gy, cell.gz] == pytest.approx(means, abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(STEPS_S)
def test_cells_follow_each_other_without_a_seam(steps: list[float]) -> None:
    t = np.cumsum(steps)
    found = cells(unturned(t, np.zeros((len(t), 3))))
    whole = (t[-1] - t[0]) / CELL_S  # a cell that ends with the last sample may round to either side
    assert int(whole - 1e-9) <= len(found) <= int(whole + 1e-9)
    assert all(b.t_s - a.t_s == pytest.approx(CELL_S) for a, b in pairwise(found))


@settings(max_examples=30, deadline=None)
@given(STEPS_S)
def test_the_first_sample_at_or_after_its_end_completes_a_cell(steps: list[float]) -> None:
    t = np.cumsum(steps)
    for cell in cells(unturned(t, np.zeros((len(t), 3)))):
        assert cell.decided_s == t[np.searchsorted(t, cell.t_s)]


def surge(rate_hz: float) -> list[Cell]:
    """A second of acceleration, forth and then back: 0.2 m/s at its middle, nought at its end."""
    t = np.arange(round(3.0 * rate_hz)) / rate_hz
    x = np.clip(t - 1.0, 0.0, 1.0)
    acc = np.zeros((len(t), 3))
    acc[:, 2] = G + 0.2 * np.pi * np.sin(2.0 * np.pi * x)
    return cells(unturned(t, acc))


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 104.0, 200.0])
def test_velocity_in_the_middle_of_a_surge_is_the_same_at(rate_hz: float) -> None:
    speed = sum((cell.fz - G) * CELL_S for cell in surge(rate_hz) if cell.t_s < 1.5 + 1e-9)
    assert speed == pytest.approx(0.2, abs=0.003)


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 104.0, 200.0])
def test_no_velocity_is_left_after_a_surge_at(rate_hz: float) -> None:
    speed = sum((cell.fz - G) * CELL_S for cell in surge(rate_hz) if cell.t_s < 2.2)
    assert speed == pytest.approx(0.0, abs=1e-3)


def test_one_sample_completes_no_cell() -> None:
    assert cells(unturned(np.array([3.0]), np.ones((1, 3)))) == []


def test_no_samples_complete_no_cell() -> None:
    assert cells(Samples.empty()) == []
