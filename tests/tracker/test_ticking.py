"""Whether the top of a rise may be told already."""

from __future__ import annotations

from dataclasses import replace
from math import radians

import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import only, told
from tests.tracker.moments import Ideal, ideal
from tests.tracker.shapes import turned
from tracker.events import RepTopped
from tracker.ticking import (
    DRIFT_MS,
    FAR_MS2,
    FAR_SHARE,
    LIKE_RAD,
    LIKE_SHARE,
    SPEED_MS2,
    SPEED_SHARE,
    TIP_RAD,
    TURN_RAD,
    TURN_RAD_M,
    TURNING_ALONE_RADS,
    TURNING_RADS,
    Reached,
    is_a_top,
    is_like,
    reached,
)
from tracker.usual import LEAST_SHARE, MOST_SHARE, SAME_RAD
from tracker.vectors import Vector, plus

RISE_M, RISE_S, FASTEST_MS = 0.06, 1.0, 0.11
TOP = Reached(0.03, 0.02, 0.05, -0.05, 0.05, RISE_M, RISE_S, FASTEST_MS)


def reached_by(legs: list[Leg], thrust: float = 0.6) -> Reached:
    """At the end of the second leg, the first being the rest before."""
    moments = ideal([*legs, rest(0.5)], Ideal(thrust=thrust))
    first, last = (round(sum(leg.seconds for leg in legs[:k]) / 0.02) for k in (1, 2))
    return reached(moments[:first], moments[first:last], RISE_M, FASTEST_MS)


def test_a_heel_at_its_top_may_be_told() -> None:
    assert is_a_top(TOP, among_others=False)
    assert is_a_top(TOP, among_others=True)


@pytest.mark.parametrize(
    ("figure", "most"),
    [
        ("far_m", FAR_SHARE * RISE_M + FAR_MS2 * RISE_S**2),
        ("speed_ms", SPEED_SHARE * FASTEST_MS + SPEED_MS2 * RISE_S),
        ("turn_rad", TURN_RAD + TURN_RAD_M * RISE_M),
        ("tip_rad", TIP_RAD),
        ("turning_rads", TURNING_ALONE_RADS),
    ],
)
def test_one_alone_waits_while_anything_speaks_against_it(figure: str, most: float) -> None:
    assert is_a_top(replace(TOP, **{figure: 0.99 * most}), among_others=False)
    assert not is_a_top(replace(TOP, **{figure: 1.01 * most}), among_others=False)


def test_among_others_only_a_shank_that_turns_on_waits() -> None:
    far = replace(TOP, far_m=1.0, speed_ms=1.0, turn_rad=0.3, tip_rad=0.3)
    assert is_a_top(replace(far, turning_rads=0.99 * TURNING_RADS), among_others=True)
    assert not is_a_top(replace(far, turning_rads=1.01 * TURNING_RADS), among_others=True)


def test_what_rises_no_more_than_velocity_drifts_waits() -> None:
    assert is_a_top(replace(TOP, rise_m=1.01 * DRIFT_MS * RISE_S), among_others=False)
    assert not is_a_top(replace(TOP, rise_m=0.99 * DRIFT_MS * RISE_S), among_others=False)


ONE = turned(6.0)


def goes_like(
    rise_m: float = ONE.height_m, start: Vector = ONE.up_at_start, more: Vector = (0.0, 0.0, 0.0)
) -> bool:
    """A rise that turns the shank as `ONE` does, and `more`."""
    return is_like(ONE, rise_m, start, plus(plus(start, ONE.turn_rad), more))


def test_a_rise_like_one_before_it_is_told_at_once() -> None:
    assert goes_like()


@pytest.mark.parametrize(
    ("share", "like"),
    [
        (0.99 * LEAST_SHARE, False),
        (1.01 * LEAST_SHARE, True),
        (0.99 * MOST_SHARE, True),
        (1.01 * MOST_SHARE, False),
    ],
)
def test_it_is_about_as_high(share: float, like: bool) -> None:
    assert goes_like(share * ONE.height_m) is like


@pytest.mark.parametrize("aside", [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)])
def test_it_turns_the_shank_the_same_way_from_the_same_place(aside: Vector) -> None:
    turn_rad = LIKE_RAD + LIKE_SHARE * radians(6.0)
    off = [0.97 * turn_rad, 1.03 * turn_rad]
    assert [goes_like(more=plus((0.0, 0.0, 0.0), aside, by)) for by in off] == [True, False]
    places = [0.99 * SAME_RAD, 1.01 * SAME_RAD]
    assert [goes_like(start=plus(ONE.up_at_start, aside, by)) for by in places] == [True, False]


@pytest.mark.parametrize(("deg_per_cm", "least_s", "most_s"), [(0.8, -0.25, 0.05), (-0.8, 0.05, 0.3)])
def test_after_others_one_that_turns_the_other_way_is_told_as_one_alone(
    deg_per_cm: float, least_s: float, most_s: float
) -> None:
    done = [leg for _ in range(4) for leg in raised(6.0, deg_per_cm=0.8)]
    events = told(course(rest(5.0), done, raised(6.0, deg_per_cm=deg_per_cm), rest(2.0)))
    tick = only(events, RepTopped)[4]
    assert least_s < tick.t_s - (5.0 + 4 * 2.8 + 0.8) < most_s


def test_a_foot_set_elsewhere_has_gone_far_by_the_time_it_is_highest() -> None:
    heel = reached_by([rest(1.0), *raised(6.0, 1.0)])
    assert heel.far_m == pytest.approx(0.6 * RISE_M, abs=0.005)
    assert heel.speed_ms == pytest.approx(0.0, abs=0.01)
    foot = reached_by([rest(1.0), Leg(1.0, 6.0, 0.0, 30.0), rest(0.5)], 0.0)
    assert foot.far_m == pytest.approx(0.3, abs=0.01)
    assert not is_a_top(foot, among_others=False)


def test_a_foot_that_shifts_about_is_seldom_told_and_taken_back() -> None:
    items = (Item(distractor=Distractor.FIDGETING, duration_s=60.0),)
    taken_back = 0
    for seed in (1, 2, 3, 8):
        samples = simulate(Scenario(items, MountKind.ANY, Quality.GOOD, 100.0, seed)).signal.samples
        taken_back += sum(event.kind == "rep_revoked" for event in told(samples))
    assert taken_back <= 1
