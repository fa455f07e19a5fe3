"""Where two segments are upright, told by the places a leg rested at, however the sensors sit."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.virtual.mount import MountKind, draw_mount
from tracker.bend import likeliest
from tracker.places import Place
from tracker.strapping import Mount
from tracker.upright import Axes, Upright
from tracker.vectors import Vector

LEFT = np.array([0.0, 1.0, 0.0])
BONE = np.array([0.0, 0.0, 1.0])
EVEN = 0.5


class Leg:
    """A leg with a sensor on either segment, each put on any way."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.shank, self.thigh = (draw_mount(MountKind.ANY, rng).rotation for _ in range(2))

    def place(self, lean_deg: float, tip_deg: float) -> Place:
        """Where the shank leans and the thigh's top tips forward by so much."""
        return Place(_up(self.shank, lean_deg), _up(self.thigh, tip_deg), 0.0, 1.0, looks=50)

    def upright(self, thigh_left: float = EVEN, shank_left: float = 0.98, spread_deg: float = 3.0) -> Upright:
        """With the lines of both hinges known, and their ends as well as is said."""
        axes = Axes(_seen(self.thigh, LEFT), thigh_left, _seen(self.shank, LEFT), shank_left, 2.0)
        return Upright(axes, Mount(_seen(self.shank, BONE), 0.0, spread_deg))


def _seen(rotation: np.ndarray, direction: np.ndarray) -> Vector:
    x, y, z = rotation.T @ direction
    return float(x), float(y), float(z)


def _up(rotation: np.ndarray, forward_deg: float) -> Vector:
    """Up in the frame of a sensor on a segment whose top has tipped forward."""
    back = radians(forward_deg)
    return _seen(rotation, np.array([-sin(back), 0.0, cos(back)]))


def flexion(upright: Upright, place: Place) -> tuple[float, float]:
    """The likeliest, with its chance."""
    told = likeliest(upright.flexion(place.shank, place.thigh))
    return told.deg, told.chance


@given(st.integers(0, 10_000), st.floats(20.0, 120.0))
def test_a_leg_that_stood_and_sat_has_its_angles(seed: int, bent_deg: float) -> None:
    leg = Leg(seed)
    upright = leg.upright(thigh_left=0.99)
    upright.see([leg.place(4.0, -1.0), leg.place(0.0, -87.0)])
    deg, chance = flexion(upright, leg.place(10.0, 10.0 - bent_deg))
    assert chance > 0.7
    assert deg == pytest.approx(bent_deg, abs=9.0)


def _pair(leg: Leg, lean_deg: float, tip_deg: float) -> tuple[Vector, Vector]:
    place = leg.place(lean_deg, tip_deg)
    return place.shank, place.thigh


@given(st.integers(0, 10_000))
def test_where_nothing_was_seen_the_chances_are_whole_and_hold_the_truth(seed: int) -> None:
    leg = Leg(seed)
    told = leg.upright().flexion(*_pair(leg, 3.0, -2.0))
    assert sum(one.chance for one in told) == pytest.approx(1.0)
    assert sum(one.chance for one in told if abs(one.deg - 5.0) < 25.0) > 0.02


def test_a_thigh_seen_once_is_level_or_upright_and_both_are_told() -> None:
    rotation = np.eye(3)  # an edge along the bone, another to the front: up is near an edge either way
    axes = Axes(_seen(rotation, LEFT), EVEN, _seen(rotation, LEFT), 0.98, 2.0)
    upright = Upright(axes, Mount(_seen(rotation, BONE), 0.0, 3.0))
    told = upright.flexion(_up(rotation, 0.0), _up(rotation, 0.0))
    assert sum(one.chance for one in told if abs(one.deg) < 20.0) < 0.5
    assert sum(one.chance for one in told if abs(one.deg - 90.0) < 20.0) > 0.15


def test_walking_tells_an_upright_thigh() -> None:
    leg = Leg(5)
    before, after = leg.upright(), leg.upright()
    after.walked(_up(leg.thigh, -4.0))
    place = leg.place(3.0, -2.0)

    def near(upright: Upright) -> float:
        return sum(o.chance for o in upright.flexion(place.shank, place.thigh) if abs(o.deg - 5.0) < 20.0)

    assert near(after) > near(before)
    assert near(after) > 0.75


def test_nobody_raises_a_heel_with_the_hip_far_ahead_of_it() -> None:
    leg = Leg(7)
    bent = leg.place(17.0, -17.0)
    open_, borne = leg.upright(), leg.upright()
    for upright in (open_, borne):
        upright.see([leg.place(4.0, -1.0)])
    borne.bears(bent.shank, bent.thigh)

    def straight(upright: Upright) -> float:
        return sum(o.chance for o in upright.flexion(bent.shank, bent.thigh) if -15.0 < o.deg < 15.0)

    assert straight(borne) < 0.5 * straight(open_)
