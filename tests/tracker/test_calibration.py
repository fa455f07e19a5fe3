"""The frame of a calibrated shank: leans and turns as the leg has them, whatever way the sensor is strapped on."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.virtual.mount import turn
from tracker.calibration import STANDING_LEAN_DEG, Calibration, Raises, Vector, shank_frame
from tracker.samples import Floats

RAISES = Raises(6.0, 0.5, 0.1, 0.2)
angles = st.floats(-3.1, 3.1)
leans = st.floats(-40.0, 60.0)


def strapped(a: float, b: float, c: float) -> Floats:
    """Any way to put a sensor on; its axes as columns in the shank's frame."""
    x, y, z = np.eye(3)
    found: Floats = turn(z, a) @ turn(x, b) @ turn(y, c)
    return found


def seen(vector: Floats, mount: Floats) -> Vector:
    x, y, z = vector @ mount
    return float(x), float(y), float(z)


def leaning(lean_deg: float, side_deg: float = 0.0) -> Floats:
    """Up in the frame of a shank that leans so far forward and to the left."""
    lean, side = radians(lean_deg), radians(side_deg)
    return np.array([-sin(lean) * cos(side), -sin(side), cos(lean) * cos(side)])


def calibrated(mount: Floats) -> Calibration:
    standing = seen(leaning(STANDING_LEAN_DEG), mount)
    axis, forward = shank_frame(standing, seen(np.array([1.0, 0.0, 0.0]), mount))
    return Calibration(axis, forward, 0.0, RAISES, RAISES)


@given(angles, angles, angles, leans, st.floats(-30.0, 30.0))
def test_leans_are_those_of_the_leg_under_any_strapping(
    a: float, b: float, c: float, lean_deg: float, side_deg: float
) -> None:
    mount = strapped(a, b, c)
    known, up = calibrated(mount), seen(leaning(lean_deg, side_deg), mount)
    assert known.lean_deg(up) == pytest.approx(lean_deg, abs=1e-6)
    assert known.side_deg(up) == pytest.approx(side_deg, abs=1e-6)


@given(angles, angles, angles)
def test_its_numbers_give_the_same_calibration_again(a: float, b: float, c: float) -> None:
    known = calibrated(strapped(a, b, c))
    assert Calibration.from_numbers(known.numbers()) == known


def test_a_sway_nobody_saw_stays_unknown() -> None:
    unseen = Raises(6.0, 0.5, 0.1)
    known = Calibration((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), 0.0, unseen, RAISES)
    assert Calibration.from_numbers(known.numbers()).standing.sway_deg is None


@pytest.mark.parametrize(("axis", "forward"), [((0, 0, 2), (1, 0, 0)), ((0, 0, 1), (0.6, 0, 0.8))])
def test_axes_that_are_none_are_refused(axis: Vector, forward: Vector) -> None:
    with pytest.raises(ValueError, match="unit vectors"):
        Calibration(axis, forward, 0.0, RAISES, RAISES)


def test_heights_of_nought_are_refused() -> None:
    with pytest.raises(ValueError, match="above nought"):
        Calibration((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), 0.0, RAISES, Raises(0.0, 1.2, 0.0))


@pytest.mark.parametrize("askew_deg", [0.0, 3.0, 12.0])
def test_it_says_how_far_the_sensor_is_askew(askew_deg: float) -> None:
    mount = turn(np.array([0.6, 0.8, 0.0]), radians(askew_deg))
    assert calibrated(mount).askew_deg() == pytest.approx(askew_deg, abs=1e-6)
