"""What swings the shank as walking does, and how the thigh was tipped in it."""

from __future__ import annotations

from math import cos, radians, sin

from tracker.strolls import KEPT, Strolls
from tracker.vectors import Vector, apart_deg

WALKING, CYCLING = 5.0, 45.0
OFF_DEG = 6.0  # of a swing to either side a look or two more are at one side; the two are 40 apart


def tipped(deg: float) -> Vector:
    return sin(radians(deg)), 0.0, cos(radians(deg))


def stretch(
    strolls: Strolls, first_s: float, thigh_deg: float, *, swings: int = 12, every_s: float = 1.1
) -> float:
    """Swings at an even pace, the thigh 20 deg to either side of its mean; when it ended."""
    at_s = first_s
    for k in range(round(swings * every_s * 10.0)):
        at_s = first_s + 0.1 * k
        if k % round(every_s * 10.0) == 0:
            strolls.swing(at_s)
        strolls.take(at_s - 0.5, tipped(thigh_deg + (20.0 if k % 2 else -20.0)))
    return at_s


def test_a_walk_shows_the_mean_of_the_thigh() -> None:
    strolls = Strolls()
    stretch(strolls, 0.0, WALKING)
    (mean,) = strolls.means()
    assert apart_deg(mean, tipped(WALKING)) < OFF_DEG


def test_what_is_too_short_shows_nothing() -> None:
    strolls = Strolls()
    stretch(strolls, 0.0, WALKING, swings=4)
    assert strolls.means() == []


def test_a_leg_that_swings_now_and_then_does_not_walk() -> None:
    strolls = Strolls()
    stretch(strolls, 0.0, WALKING, every_s=2.5)
    assert strolls.means() == []


def test_walks_of_one_strap_are_one_witness() -> None:
    strolls = Strolls()
    for k in range(3):
        stretch(strolls, 30.0 * k, WALKING + 2.0 * k)
    assert len(strolls.means()) == 1


def test_cycling_before_a_walk_does_not_bend_what_the_walk_shows() -> None:
    strolls = Strolls()
    end_s = stretch(strolls, 0.0, CYCLING, every_s=0.8)
    stretch(strolls, end_s + 5.0, WALKING)
    first, second = strolls.means()
    assert apart_deg(first, tipped(CYCLING)) < OFF_DEG
    assert apart_deg(second, tipped(WALKING)) < OFF_DEG


def test_straps_creep_and_what_is_long_ago_is_forgotten() -> None:
    strolls = Strolls()
    for k in range(7):
        stretch(strolls, 60.0 * k, 25.0 * k)
    assert len(strolls.means()) == KEPT
