"""The last of a set on a step ends at its top: the athlete steps down from there, and has done it all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import final, only, told
from tests.tracker.moments import ideal
from tests.tracker.shapes import turned
from tracker.events import RepRevoked
from tracker.explain import Verdict
from tracker.measure import Shape
from tracker.stepdown import HEIGHT, LEFT, SET, stayed_up
from tracker.usual import Usual

LAST_S = 4.0
UP = turned(4.0)
RISE = ideal([rest(1.0), Leg(1.0, 6.0, 4.0), rest(2.0)])


def stayed(
    verdict: Verdict = Verdict.SWUNG, up: Shape = UP, before: int = SET, rise_holed: float = 0.0
) -> Shape | None:
    """Of a rise after so many others; `rise_holed`: the share of it that was not seen."""
    moments = [m._replace(hole=k < rise_holed * len(RISE)) for k, m in enumerate(RISE)]
    return stayed_up(verdict, up, LAST_S, [UP] * before, moments)


@pytest.mark.parametrize("verdict", LEFT)
def test_one_like_those_before_it_that_stayed_up_is_one(verdict: Verdict) -> None:
    found = stayed(verdict)
    assert found is not None
    assert (found.leave_s, found.end_s, found.height_m) == (LAST_S, LAST_S, UP.height_m)
    assert found.peak_s == 0.5 * (UP.top_s + LAST_S)


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - set(LEFT)))
def test_what_was_left_for_its_rise_is_none(verdict: Verdict) -> None:
    assert stayed(verdict) is None


def test_before_there_is_a_set_it_is_none() -> None:
    assert stayed(before=SET - 1) is None


@pytest.mark.parametrize(
    ("share", "is_one"), [(0.9 * HEIGHT[0], False), (1.1 * HEIGHT[0], True), (1.1 * HEIGHT[1], False)]
)
def test_it_is_about_as_high_as_they_were(share: float, is_one: bool) -> None:
    assert (stayed(up=replace(UP, height_m=share * UP.height_m)) is not None) is is_one


def test_from_another_stand_or_with_another_turn_it_is_none() -> None:
    assert stayed(up=turned(4.0, lean_deg=8.0)) is None
    assert stayed(up=turned(-6.0)) is None


def test_what_was_hardly_seen_is_none() -> None:
    assert stayed(rise_holed=0.05) is not None
    assert stayed(rise_holed=0.2) is None


def test_a_top_kept_for_long_is_a_hold() -> None:
    assert stayed_up(Verdict.SWUNG, UP, UP.top_s + 2.5, [UP] * SET, RISE).hold_s is None  # type: ignore[union-attr]
    assert stayed_up(Verdict.SWUNG, UP, UP.top_s + 3.5, [UP] * SET, RISE).hold_s is not None  # type: ignore[union-attr]


@pytest.mark.parametrize("before", [SET, 1])
def test_who_steps_down_from_the_top_after_a_set_has_done_the_last_one(before: int) -> None:
    down = [Leg(0.5, 12.0, 0.0, 20.0), Leg(0.5, -34.0, -3.0, 20.0)]
    legs = [
        rest(4.0),
        *(leg for _ in range(before) for leg in raised(6.0)),
        Leg(0.8, 6.0, 3.0),
        rest(2.0),
        *down,
    ]
    events = told(course(*legs, rest(4.0)))
    assert len(final(events)) == (before + 1 if before >= SET else before)
    assert (not only(events, RepRevoked)) is (before >= SET)


def test_steps_down_alone_do_not_leave_a_set_without_a_fall() -> None:
    one = stayed(Verdict.NO_RETURN)
    assert one is not None
    assert one.end_s == one.leave_s
    assert Usual([one] * SET).edges.down_s > 0.0


@pytest.mark.parametrize("before", [SET, 1])
def test_a_signal_that_ends_at_the_top_after_a_set_has_the_last_one(before: int) -> None:
    legs = [leg for _ in range(before) for leg in raised(6.0)]
    events = told(course(rest(4.0), *legs, Leg(0.8, 6.0, 3.0), rest(2.0)))
    assert len(final(events)) == (before + 1 if before >= SET else before)


def test_one_that_is_still_rising_when_the_signal_ends_is_not_done() -> None:
    legs = [leg for _ in range(4) for leg in raised(6.0)]
    assert len(final(told(course(rest(4.0), *legs, Leg(0.8, 6.0, 3.0))))) == 4
