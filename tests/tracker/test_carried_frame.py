"""The frame the gyroscope carries: gravity stands still in it however the sensor turns, and its bias is out."""

from __future__ import annotations

from math import cos, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.lift import G
from tracker.samples import Floats, Samples
from tracker.timeline import Cell, Timeline, to_sensor


def spun(angle: Floats, t: Floats, axis: int = 0, bias_rads: float = 0.0) -> Samples:
    """Turned about a level axis; the rate of a sample is the mean over the step before it, as sensors give it."""
    gyr, acc = np.zeros((len(t), 3)), np.zeros((len(t), 3))
    gyr[1:, axis] = np.diff(angle) / np.diff(t)
    gyr[0, axis] = gyr[1, axis]
    other = 1 - axis
    acc[:, other] = G * np.sin(angle) * (1.0 if axis == 0 else -1.0)
    acc[:, 2] = G * np.cos(angle)
    return Samples(t, acc, gyr + bias_rads)


def cells(samples: Samples, bias: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> list[Cell]:
    timeline = Timeline()
    timeline.bias = bias
    return [cell for cell in timeline.cells(samples) if isinstance(cell, Cell)]


def tilt_deg(x: float, y: float, z: float) -> float:
    return float(np.degrees(np.arctan2(np.hypot(x, y), z)))


@pytest.mark.parametrize("rate_hz", [50.0, 104.0, 200.0])
@pytest.mark.parametrize("turn_rads", [1.0, 10.0, 30.0])
def test_a_quick_steady_turn_leaves_gravity_where_it_was(rate_hz: float, turn_rads: float) -> None:
    t = np.arange(round(2 * rate_hz)) / rate_hz
    assert max(tilt_deg(c.fx, c.fy, c.fz) for c in cells(spun(turn_rads * t, t))) < 0.01


@pytest.mark.parametrize("axis", [0, 1])
def test_a_leg_that_swings_does_not_bend_gravity(axis: int) -> None:
    t = np.arange(1040) / 104.0
    swing = 0.5 * np.sin(2.0 * np.pi * 1.5 * t)  # up to 4.7 rad/s, as in walking
    found = cells(spun(swing, t, axis))
    mean = np.mean([(c.fx, c.fy, c.fz) for c in found], axis=0)
    assert tilt_deg(*mean) < 0.05


def test_a_turn_shortens_no_force() -> None:
    t = np.arange(400) / 200.0
    assert min(c.fz for c in cells(spun(8.0 * t, t))) == pytest.approx(G, rel=1e-4)


@pytest.mark.parametrize("turn_rads", [1.0, 10.0])
def test_the_orientation_leads_back_to_the_sensor(turn_rads: float) -> None:
    t = np.arange(200) / 100.0
    for cell in cells(spun(turn_rads * t, t)):
        angle = turn_rads * cell.t_s
        assert to_sensor(cell.turn, 0.0, 0.0, 1.0) == pytest.approx((0.0, sin(angle), cos(angle)), abs=1e-7)


def test_a_known_bias_is_taken_out() -> None:
    t = np.arange(1000) / 100.0
    found = cells(spun(np.zeros(1000), t, bias_rads=0.03), bias=(0.03, 0.03, 0.03))
    assert found[-1].turn == pytest.approx((1.0, 0.0, 0.0, 0.0), abs=1e-9)


def test_an_unknown_bias_turns_the_frame() -> None:
    t = np.arange(1001) / 100.0
    gyr = np.tile([0.03, 0.0, 0.0], (1001, 1))
    found = cells(Samples(t, np.tile([0.0, 0.0, G], (1001, 1)), gyr))
    assert tilt_deg(found[-1].fx, found[-1].fy, found[-1].fz) == pytest.approx(np.degrees(0.3), abs=0.1)


def test_a_bias_learned_between_two_cells_holds_from_there_on() -> None:
    t = np.arange(1000) / 100.0
    samples, timeline, found = spun(np.zeros(1000), t, bias_rads=0.03), Timeline(), []
    for cell in timeline.cells(samples):
        assert isinstance(cell, Cell)
        found.append(cell)
        if len(found) == 100:
            timeline.bias = (0.03, 0.03, 0.03)
    assert found[-1].turn == pytest.approx(found[101].turn, abs=1e-9)


def test_the_frame_begins_anew_after_a_cut() -> None:
    t = np.concatenate((np.arange(100), 300 + np.arange(100))) / 100.0
    first = next(cell for cell in cells(spun(0.5 * t, t)) if cell.t_s > 3.0)
    assert first.turn[0] == pytest.approx(1.0, abs=1e-3)


@given(st.tuples(*[st.floats(-1.0, 1.0)] * 4), st.tuples(*[st.floats(-20.0, 20.0)] * 3))
def test_turning_a_vector_keeps_its_length(
    turn: tuple[float, float, float, float], v: tuple[float, float, float]
) -> None:
    size = float(np.linalg.norm(turn))
    if size < 0.1:
        return
    q0, q1, q2, q3 = (part / size for part in turn)
    assert np.linalg.norm(to_sensor((q0, q1, q2, q3), *v)) == pytest.approx(np.linalg.norm(v), abs=1e-9)
