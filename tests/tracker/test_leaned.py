"""What rests and walks say of how far a shank leans in a set: mixtures, so what makes no sense moves nothing."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from tracker.leaned import OFFSETS, offsets_prior
from tracker.strapping import Mount, Rest, Seen
from tracker.vectors import Vector

FORWARD = np.array([[1.0, 0.0, 0.0]])
LEFT = np.array([[0.0, 1.0, 0.0]])
AXIS = (0.0, 0.0, 1.0)


def leaning(forward_deg: float, left_deg: float = 0.0) -> Vector:
    """Up in the frame of a sensor along the bone, x forward."""
    a, b = radians(forward_deg), radians(left_deg)
    return -sin(a) * cos(b), -sin(b), cos(a) * cos(b)


def rest(forward_deg: float, stands: float = 1.0, lasted_s: float = 5.0, left_deg: float = 0.0) -> Rest:
    """A stay."""
    return Rest(leaning(forward_deg, left_deg), stands, 0.0, lasted_s, 3.0, 3.0)


def told(up_deg: float, *rests: Rest, walked: Vector | None = None) -> tuple[float, float]:
    """How far a shank leans whose sensor leans by `up_deg` against its edge: mean and spread in deg."""
    up = leaning(up_deg)
    mount = Mount(AXIS, 0.0, 5.5, seen=Seen(AXIS, rests, walked))
    chances = np.exp(offsets_prior(mount, up, FORWARD, LEFT)[0])
    assert chances.sum() == pytest.approx(1.0, abs=1e-6)
    leans = np.degrees(sin(radians(up_deg))) - OFFSETS
    mean = float(chances @ leans)
    return mean, float(np.sqrt(chances @ (leans - mean) ** 2))


def test_nothing_seen_leaves_the_sensors_edge() -> None:
    mean, spread = told(8.0)
    assert mean == pytest.approx(8.0, abs=0.5)
    assert 5.0 < spread < 6.5


def test_a_leg_that_stood_tells_the_lean_against_that() -> None:
    mean, spread = told(20.0, rest(10.0))  # ten degrees further than standing, whatever the edge says
    assert 12.0 < mean < 17.0
    assert spread < 4.5


def test_a_rest_tells_more_where_the_leg_stood_than_where_it_sat() -> None:
    assert told(20.0, rest(10.0, stands=1.0))[1] < told(20.0, rest(10.0, stands=0.0))[1]


def test_a_long_rest_tells_more_than_a_breath() -> None:
    assert told(20.0, rest(10.0, lasted_s=5.0))[0] < told(20.0, rest(10.0, lasted_s=2.0))[0]


def test_a_leg_that_knelt_or_was_crossed_tells_little() -> None:
    plain = told(20.0)[0]
    assert told(20.0, rest(70.0))[0] == pytest.approx(plain, abs=2.5)
    assert told(20.0, rest(10.0, left_deg=30.0))[0] == pytest.approx(plain, abs=2.0)


def test_one_odd_rest_among_good_ones_moves_nothing() -> None:
    good = (rest(9.0), rest(10.0))
    assert told(20.0, *good, rest(60.0))[0] == pytest.approx(told(20.0, *good)[0], abs=0.5)


def test_strides_tell_the_lean_too() -> None:
    mean, _ = told(10.0, walked=leaning(20.0))  # people walk with 15 in the mean
    assert mean < 8.5


def test_rests_speak_along_whichever_way_is_forward() -> None:
    mount = Mount(AXIS, 0.0, 5.5, seen=Seen(AXIS, (rest(10.0),)))
    ways = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    ahead, behind = offsets_prior(mount, AXIS, ways, np.cross([0.0, 0.0, 1.0], ways))
    assert np.argmax(ahead) > np.argmax(behind)
