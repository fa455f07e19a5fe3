"""Heels whose ankle goes straight, as soles that roll let it and plain models have it, are counted as a whole set."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tracker.events import RepCounted
from tracker.tracker import Tracker

REPS = 10


def counted(*before: Leg | list[Leg], rise_cm: float, slope: float, deg_per_cm: float) -> int:
    """Of a set of ten after that."""
    reps = [raised(rise_cm, deg_per_cm=deg_per_cm) for _ in range(REPS)]
    samples = course(rest(3.0), *before, rest(1.0), *reps, rest(4.0), shank=Shank(thrust=slope, sway_deg=0.3))
    tracker = Tracker()
    return sum(isinstance(event, RepCounted) for event in (*tracker.update(samples), *tracker.finish()))


@pytest.mark.parametrize("rise_cm", [3.0, 4.0, 5.0, 6.0, 8.0])
@pytest.mark.parametrize("slope", [0.4, 0.6])
def test_on_a_straight_slope_whatever_its_height(slope: float, rise_cm: float) -> None:
    assert counted(rise_cm=rise_cm, slope=slope, deg_per_cm=0.5) == REPS


@pytest.mark.parametrize("rise_cm", [3.0, 4.0])
def test_straight_up_while_it_is_low(rise_cm: float) -> None:
    assert counted(rise_cm=rise_cm, slope=0.0, deg_per_cm=1.0) == REPS


@pytest.mark.parametrize("rise_cm", [3.0, 4.0, 6.0, 8.0])
def test_on_a_straight_slope_after_squats_that_showed_which_way_is_forward(rise_cm: float) -> None:
    squat = [Leg(0.8, 0.0, -20.0, 3.0), rest(0.2), Leg(0.8, 0.0, 20.0, -3.0), rest(1.0)]
    squats = [squat for _ in range(3)]
    assert counted(*squats, rise_cm=rise_cm, slope=0.6, deg_per_cm=0.5) == REPS
