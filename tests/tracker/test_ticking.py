"""Whether the top of a rise may be told already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from tests.tracker.course import Leg, raised, rest
from tests.tracker.driving import told
from tests.tracker.moments import Ideal, ideal
from tracker.ticking import (
    FAR_MS2,
    FAR_SHARE,
    SPEED_MS2,
    SPEED_SHARE,
    TIP_RAD,
    TURN_RAD,
    TURN_RAD_M,
    TURNING_ALONE_RADS,
    TURNING_RADS,
    Reached,
    is_a_top,
    reached,
)

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
