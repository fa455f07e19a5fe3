"""A foot on its ball against a foot in the air, and the arc an ankle goes on about the ball of its foot."""

from __future__ import annotations

from math import cos, log, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.arc import ABOVE_M, BEHIND_M, COMES_UP_M, HIGHEST_M, ROLLS, arcs
from tracker.planted import ALL_WRONG, DIRECTIONS, Toes, log_odds, told
from tracker.samples import Floats

SURE = np.diag([0.05, 0.05, 0.05, 0.05, 0.02, 0.02]) ** 2


def odds(
    slope: float,
    bend: float,
    turn_deg: float,
    rise_cm: float = 6.0,
    unsure: Floats = SURE,
    way_rad: float = 0.0,
    toes: Toes | None = None,
) -> float:
    """Of a way and a turn in that direction."""
    c, s = cos(way_rad), sin(way_rad)
    seen = np.array([[part * c, part * s] for part in (slope, bend, radians(turn_deg))]).reshape(-1)
    return log_odds(seen, unsure, rise_cm / 100.0, 0.2, toes)


@given(st.floats(0.0, 2.0 * HIGHEST_M))
def test_the_ways_of_a_heel_are_weighed_to_one(rise_m: float) -> None:
    ways = arcs(rise_m)
    assert ways[:, 2].sum() == pytest.approx(1.0)
    assert (ways[:, 2] > 0.0).all()
    assert (ways[:, 0] + ways[:, 1] > 0.15).all()


def test_a_low_heel_sets_off_as_its_foot_is_shaped_and_a_high_one_bends() -> None:
    low, high = arcs(0.02), arcs(0.06)
    slope = ABOVE_M / BEHIND_M
    assert np.average(low[:, 0], weights=low[:, 2]) == pytest.approx(slope, abs=0.1)
    turning = high[:, 1] > 0.0
    assert high[turning, 1].min() > 1.5 * low[:, 1].max()
    assert high[~turning, 2].sum() == pytest.approx(ROLLS)


def test_below_level_is_for_those_who_come_up_above_it() -> None:
    assert arcs(COMES_UP_M)[:, 0].min() > 0.4
    assert arcs(0.08)[:, 0].min() < 0.2


@pytest.mark.parametrize(
    ("slope", "bend", "turn_deg", "rise_cm"),
    [(0.4, 0.5, 3.0, 6.0), (0.5, 0.15, 2.0, 3.0), (0.15, 0.45, 3.0, 8.0)],
)
def test_the_arc_of_a_heel_speaks_for_one(slope: float, bend: float, turn_deg: float, rise_cm: float) -> None:
    assert odds(slope, bend, turn_deg, rise_cm) > 1.0


@pytest.mark.parametrize(
    ("slope", "bend", "turn_deg", "rise_cm"),
    [(0.1, 0.0, 0.0, 6.0), (0.3, 0.0, -5.0, 5.0), (0.2, 0.05, 4.0, 9.0)],
)
def test_straight_up_or_under_a_shank_that_tips_ahead_speaks_against_it(
    slope: float, bend: float, turn_deg: float, rise_cm: float
) -> None:
    assert odds(slope, bend, turn_deg, rise_cm) < -1.0


@given(st.floats(-0.5, 1.0), st.floats(-0.3, 0.6), st.floats(-6.0, 8.0), st.integers(0, 23))
def test_no_direction_is_forward_before_it_is_seen(
    slope: float, bend: float, turn_deg: float, k: int
) -> None:
    turned = odds(slope, bend, turn_deg, way_rad=k * np.pi / 12.0)
    assert turned == pytest.approx(odds(slope, bend, turn_deg), abs=1e-6)


def test_what_is_not_known_decides_nothing() -> None:
    assert abs(odds(0.0, 0.0, 0.0, unsure=np.eye(6) * 1e4)) < 0.05


def pointing(at: int, sure: float = 0.7) -> Toes:
    """Mostly there."""
    return tuple(sure if k == at else (1.0 - sure) / (DIRECTIONS - 1) for k in range(DIRECTIONS))


@pytest.mark.parametrize("at", [0, 7, 12])
def test_a_heel_that_goes_where_the_toes_point_keeps_its_odds_and_its_mirror_image_has_those_of_a_turned_strap(
    at: int,
) -> None:
    way_rad = at * 2.0 * np.pi / DIRECTIONS
    unknown = odds(0.6, 0.0, 3.0)
    ahead, behind = (odds(0.6, 0.0, 3.0, way_rad=way_rad + off, toes=pointing(at)) for off in (0.0, np.pi))
    assert ahead == pytest.approx(unknown, abs=0.7)
    assert unknown + log(ALL_WRONG) < behind < unknown - 1.5


def test_a_bent_way_is_a_heels_even_where_the_toes_seem_to_point_elsewhere() -> None:
    assert odds(0.5, 0.4, 3.0, way_rad=np.pi, toes=pointing(0)) > odds(0.5, 0.0, 3.0)


def test_what_is_known_of_the_toes_is_nothing_where_each_way_is_as_likely() -> None:
    even = (1.0 / DIRECTIONS,) * DIRECTIONS
    assert told(even) == pytest.approx(0.0, abs=1e-9)
    assert odds(0.5, 0.4, 3.0, toes=even) == pytest.approx(odds(0.5, 0.4, 3.0))
