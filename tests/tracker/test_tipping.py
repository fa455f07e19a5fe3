"""A shank that tips shows which way is forward: over its foot, or as its knee is lifted, and in no other way."""

from __future__ import annotations

from math import radians, sin

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tracker.leaving import LOOK_S
from tracker.motion import Motion
from tracker.samples import Samples
from tracker.timeline import CELL_S, Cut, Timeline
from tracker.tipping import Tipping
from tracker.vectors import Vector

STANDS = Shank(thrust=0.0, sway_deg=0.2)


def tip(deg: float, seconds: float = 0.8, below_m: float = 0.2, rise_cm: float = 0.0) -> Leg:
    """Forward by so much, the sensor so far above what the shank turns about."""
    return Leg(seconds, rise_cm, -deg, 100.0 * below_m * sin(radians(deg)))


def there_and_back(deg: float, waits_s: float = 0.1, below_m: float = 0.2, rise_cm: float = 0.0) -> list[Leg]:
    """And a rest after it."""
    back = tip(-deg, below_m=below_m, rise_cm=-rise_cm)
    return [tip(deg, below_m=below_m, rise_cm=rise_cm), rest(waits_s), back, rest(1.0)]


def ways(samples: Samples) -> list[Vector]:
    """Every way it found."""
    motion, timeline = Motion(), Timeline()
    tipping, found = Tipping(motion), []
    for n, cell in enumerate(timeline.cells(samples)):
        assert not isinstance(cell, Cut)
        moment = motion.step(cell)
        if n % round(LOOK_S / CELL_S) == 0 and (way := tipping.step(moment)) is not None:
            found.append(way)
    return found


@pytest.mark.parametrize("waits_s", [0.1, 0.4])
@pytest.mark.parametrize("lean_deg", [-8.0, 0.0, 8.0])
def test_squats_tip_the_shank_forward(lean_deg: float, waits_s: float) -> None:
    squats = [there_and_back(20.0, waits_s) for _ in range(3)]
    found = ways(course(rest(3.0), *squats, shank=Shank(thrust=0.0, sway_deg=0.2, lean_deg=lean_deg)))
    assert len(found) == 3
    assert all(x > 0.95 for x, _, _ in found)


def test_from_the_chair_it_tips_forward_beyond_where_it_then_stands() -> None:
    rising = [tip(17.0, 0.6), tip(-9.0), rest(1.5)]
    (way,) = ways(course(rest(3.0), *rising, shank=STANDS))
    assert way[0] > 0.95


def test_who_sits_for_a_moment_only_is_told_no_way_by_the_seat() -> None:
    sits = [tip(5.0, 0.6), tip(-17.0), rest(0.1), tip(17.0, 0.6), tip(-5.0), rest(1.0)]
    assert ways(course(rest(3.0), *sits, shank=STANDS)) == []


def test_a_lifted_knee_tips_the_shank_forward() -> None:
    found = ways(course(rest(3.0), there_and_back(30.0, rise_cm=25.0), shank=STANDS))
    assert [way[0] > 0.95 for way in found] == [True]


@pytest.mark.parametrize(
    "legs",
    [
        pytest.param(there_and_back(-60.0, below_m=-0.2), id="a kick, about the knee"),
        pytest.param(there_and_back(60.0, below_m=-0.2), id="the heel drawn up behind"),
        pytest.param(there_and_back(12.0, below_m=1.5), id="a step that leans over"),
        pytest.param(there_and_back(6.0), id="less than anything but sway and heels"),
        pytest.param(raised(6.0, deg_per_cm=1.8), id="a bridge's raise"),
        pytest.param(there_and_back(12.0, rise_cm=6.0), id="a foot that leaves the floor"),
    ],
)
def test_nothing_else_tells(legs: list[Leg]) -> None:
    assert ways(course(rest(3.0), legs, legs, shank=Shank(thrust=0.3, sway_deg=0.2))) == []


def test_a_foot_that_strikes_did_not_stay() -> None:
    samples = course(rest(3.0), there_and_back(20.0), shank=STANDS)
    ringing = np.where(np.abs(samples.t_s - 3.9) < 0.1, 8.0 * np.sin(2 * np.pi * 15.0 * samples.t_s), 0.0)
    samples.acc_ms2[:, 2] += ringing
    assert ways(samples) == []
