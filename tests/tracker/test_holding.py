"""A hold told by how the shank leans, where height is lost over it."""

from __future__ import annotations

from math import radians

import numpy as np
import pytest

from tracker.holding import HOLD_S, hold_by_lean
from tracker.samples import Floats

UP_S = 0.8  # of a minimum-jerk movement of 1 s, to 95 %
REST = np.array([0.0, 0.0, 1.0])


def leaning(hold_s: float, deg: float, *, sway_deg: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """A rise of a second, a hold, a fall of a second, a second of rest before and after: times, up, the turn at the top."""
    t_s = np.arange(0.0, 4.0 + hold_s, 0.02)
    way = np.clip(np.minimum(t_s - 1.0, 3.0 + hold_s - t_s), 0.0, 1.0)
    share = way**3 * (10.0 - 15.0 * way + 6.0 * way**2)
    turn = np.array([radians(deg), 0.0, 0.0])
    sway = radians(sway_deg) * np.sin(2.0 * np.pi * 0.5 * t_s)
    return t_s, REST + share[:, None] * turn + sway[:, None] * np.array([1.0, 0.5, 0.0]), turn


@pytest.mark.parametrize("hold_s", [4.0, 20.0, 60.0])
@pytest.mark.parametrize("sway_deg", [0.0, 1.0])
def test_it_begins_and_ends_where_the_top_does(hold_s: float, sway_deg: float) -> None:
    t_s, up, turn = leaning(hold_s, 5.0, sway_deg=sway_deg)
    told = hold_by_lean(t_s, up, REST, turn, UP_S, UP_S)
    assert told == pytest.approx((1.8, 2.2 + hold_s), abs=0.25)


@pytest.mark.parametrize("late_s", [3.0, 10.0])
def test_a_top_or_an_end_that_drifted_does_not_shorten_it(late_s: float) -> None:
    t_s, up, turn = leaning(20.0, 5.0)
    for up_s, down_s in ((UP_S + late_s, UP_S), (UP_S, UP_S + late_s)):
        assert hold_by_lean(t_s, up, REST, turn, up_s, down_s) == pytest.approx((1.8, 22.2), abs=0.25)


def test_a_pause_at_the_top_is_no_hold() -> None:
    t_s, up, turn = leaning(HOLD_S - 1.0, 5.0)
    assert hold_by_lean(t_s, up, REST, turn, UP_S, UP_S) is None


def test_a_shank_that_hardly_turns_tells_nothing() -> None:
    t_s, up, turn = leaning(20.0, 2.0)
    assert hold_by_lean(t_s, up, REST, turn, UP_S, UP_S) is None


def test_two_tops_with_the_heel_down_between_are_not_one_hold() -> None:
    t_s, up, turn = leaning(2.0, 5.0)
    twice = np.concatenate((t_s, t_s + t_s[-1] + 0.02))
    assert hold_by_lean(twice, np.concatenate((up, up)), REST, turn, UP_S, UP_S) is None
