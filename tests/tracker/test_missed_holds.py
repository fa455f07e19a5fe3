"""A hold whose rise nobody saw: the set goes on while the heel stays up, and the hold is found once it is down."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, only, told, without
from tracker.events import HoldEnded, SetEnded
from tracker.phases import MAX_TOP_S
from tracker.samples import Samples
from tracker.staying import Staying

PERIOD_S = 3.3
FOURTH_S = 4.0 + 3 * PERIOD_S
ONE = (6.0, 0.8, 0.4, 0.8, 1.3, 1.0)


def with_fourth(fourth: list[Leg], *, after: int = 3) -> Samples:
    """Three repetitions, something else in place of the fourth, and more of them."""
    ones = [raised(*ONE) for _ in range(after)]
    return course(
        rest(4), raised(*ONE), raised(*ONE), raised(*ONE), fourth, *ones, rest(14), shank=Shank(sway_deg=0.1)
    )


def held(hold_s: float) -> list[Leg]:
    return raised(6.0, 0.8, hold_s, 0.8, 1.3, 1.0)


def lost(samples: Samples) -> Samples:
    """Most of the rise of the fourth is not seen."""
    return without(samples, FOURTH_S + 0.05, FOURTH_S + 0.53)


@pytest.mark.parametrize("hold_s", [5.0, 20.0, 45.0])
def test_a_hold_whose_rise_fell_into_a_hole_is_found_with_its_times(hold_s: float) -> None:
    events = told(lost(with_fourth(held(hold_s))))
    assert len([rep for rep in final(events) if not rep.partial]) == 7
    (hold,) = only(events, HoldEnded)
    assert hold.start_s == pytest.approx(FOURTH_S + 0.8, abs=0.8)
    assert hold.end_s == pytest.approx(FOURTH_S + 0.8 + hold_s, abs=0.8)


@pytest.mark.parametrize("hold_s", [20.0, 45.0])
def test_the_set_is_not_over_while_it_lasts(hold_s: float) -> None:
    assert len(only(told(lost(with_fourth(held(hold_s)))), SetEnded)) == 1


@pytest.mark.parametrize(
    "other",
    [
        [Leg(0.8, 0.0, 6.0), rest(20), Leg(0.8, 0.0, -6.0), rest(1.3)],
        [Leg(3.0, 0.0, 6.0), rest(20), Leg(3.0, 0.0, -6.0), rest(1.3)],
        [Leg(0.8, 0.8, 6.0), rest(20), Leg(0.8, -0.8, -6.0), rest(1.3)],
        [rest(8.0)],
    ],
    ids=["leans without rising", "slowly", "rises by a little", "rests"],
)
def test_what_is_no_hold_is_not_taken_for_one(other: list[Leg]) -> None:
    events = told(with_fourth(other))
    assert only(events, HoldEnded) == []
    assert len([rep for rep in final(events) if not rep.partial]) == 6


def test_a_set_after_which_nothing_is_held_ends_as_it_did() -> None:
    samples = with_fourth(raised(*ONE))
    (end,) = only(told(samples), SetEnded)
    last_s = max(rep.end_s for rep in final(told(samples)))
    assert 10.0 <= end.t_s - last_s < 11.0


# The stay itself.


def stayed(spans: list[tuple[float, float]], until_s: float) -> Staying:
    staying = Staying()
    for k in range(round(until_s / 0.1) + 1):
        t_s = 0.1 * k
        staying.step(t_s, up=any(a <= t_s <= b for a, b in spans))
    return staying


def test_a_stay_that_goes_on_is_told_with_its_beginning() -> None:
    assert stayed([(5.0, 99.0)], 12.0).since_s(12.0) == pytest.approx(5.0, abs=0.11)


def test_one_that_is_over_counts_since_its_end() -> None:
    staying = stayed([(5.0, 12.0)], 15.0)
    assert staying.since_s(15.0) is None
    assert staying.idle_s(15.0) == pytest.approx(3.0, abs=0.11)


def test_the_top_of_a_repetition_is_no_stay() -> None:
    assert stayed([(5.0, 5.8)], 8.0).idle_s(8.0) > MAX_TOP_S


def test_nobody_stays_up_for_ever() -> None:
    assert stayed([(5.0, 999.0)], 150.0).idle_s(150.0) == pytest.approx(150.0 - 5.0 - MAX_TOP_S, abs=0.2)


def test_a_set_that_is_over_leaves_no_stay_behind() -> None:
    staying = stayed([(5.0, 99.0)], 12.0)
    staying.clear()
    assert staying.since_s(12.0) is None
    assert staying.idle_s(12.0) > MAX_TOP_S
