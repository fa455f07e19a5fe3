"""The feet of a repetition found in hindsight: on the ground as far as that is known, and the shank back from its top."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.test_hindsight import NOTHING, shape, trail_of
from tracker import rereading
from tracker.rereading import Stretch, read
from tracker.samples import Floats
from tracker.smoother import Solved
from tracker.usual import Usual

USUAL = Usual([shape(k) for k in range(3)])
OFF = 0.6
"""Of the usual height: so far above nought are the feet solved for, a tenth more than is forgiven."""


def found_in(
    monkeypatch: pytest.MonkeyPatch, legs: list[Leg], height: Callable[[Floats], Floats], sigma: float
) -> int:
    """How many are found in a course, whose height, solved for, is given as shares of the usual at each time in s, and known
    to `sigma` of it; how high one rose above another place is known well."""
    steps = trail_of(course(legs)).between(0.0, 99.0)
    t_s = np.array([step.t_s for step in steps])
    alike = np.full((len(steps), 1), sigma * USUAL.height_m)
    solved = Solved(USUAL.height_m * height(t_s), alike, np.eye(1))
    monkeypatch.setattr(rereading, "heights", lambda *_: solved)
    return len(read(Stretch(steps, (), ()), USUAL, NOTHING)[0])


def risen(begins_s: float, above: float = 0.0) -> Callable[[Floats], Floats]:
    """Up in 0.8 s, held for 0.4, down in 0.8."""
    edges_s = [begins_s + after_s for after_s in (0.1, 0.7, 1.3, 1.9)]
    return lambda t_s: np.interp(t_s, edges_s, (0.0, 1.0, 1.0, 0.0)) + above


@pytest.mark.parametrize(("sigma", "found"), [(0.05, 0), (0.15, 1)])
def test_feet_off_the_ground_are_none_unless_their_level_is_known_no_better(
    monkeypatch: pytest.MonkeyPatch, sigma: float, found: int
) -> None:
    legs = [rest(1.0), *raised(6.0, 0.8, 0.4, 0.8, 1.3, 1.0)]
    assert found_in(monkeypatch, legs, risen(1.0, OFF), sigma) == found


@pytest.mark.parametrize(("deg", "found"), [(0.0, 1), (1.5, 1), (3.8, 0), (4.5, 0)])
def test_nobody_has_come_down_whose_shank_leans_as_at_the_top(
    monkeypatch: pytest.MonkeyPatch, deg: float, found: int
) -> None:
    """On most of the way to a top: what rises from there and comes back is not down before it or after it."""
    lean, back = Leg(0.5, 0.0, deg), Leg(0.5, 0.0, -deg)
    legs = [rest(1.0), lean, rest(0.6), *raised(6.0, 0.8, 0.4, 0.8, 0.6, 1.0), back, rest(1.0)]
    assert found_in(monkeypatch, legs, risen(2.1), 0.05) == found
