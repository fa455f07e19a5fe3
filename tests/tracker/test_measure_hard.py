"""The figures of repetitions that are hard to measure: a crooked sensor, missing samples, long holds."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, raised, rest
from tests.tracker.moments import Ideal, ideal
from tracker.holding import HOLD_S
from tracker.measure import Shape, measure, measure_fall

NOTHING = (0.0, 0.0, 0.0)


def one(up_s: float = 0.8, hold_s: float = 0.4, deg_per_cm: float = 1.3) -> list[Leg]:
    """6 cm after a second of rest; seated if nothing else is said."""
    return [rest(1.0), *raised(6.0, up_s, hold_s, up_s, 0.5, deg_per_cm)]


def height_cm(up_s: float, what: Ideal, known: tuple[float, float, float] = NOTHING) -> float:
    return 100.0 * measure(ideal(one(up_s), what), known, 0.0).height_m


@pytest.mark.parametrize("up_s", [0.5, 1.0, 3.0])
def test_a_learned_offset_changes_nothing(up_s: float) -> None:
    offset = (0.4, -0.2, 0.3)
    assert height_cm(up_s, Ideal(offset), known=offset) == pytest.approx(height_cm(up_s, Ideal()), abs=0.05)


@pytest.mark.parametrize("up_s", [0.5, 1.0])
@pytest.mark.parametrize("offset", [0.1, -0.1])
def test_an_unknown_offset_across_is_fitted_by_the_turn(up_s: float, offset: float) -> None:
    assert height_cm(up_s, Ideal((offset, 0.0, 0.0))) == pytest.approx(6.0, abs=0.5)


def test_the_worst_offset_across_does_not_swallow_a_rise_of_three_seconds() -> None:
    assert height_cm(3.0, Ideal((0.4, 0.0, 0.0))) > 2.5


@pytest.mark.parametrize("up_s", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("offset", [0.05, -0.05])
def test_what_is_left_of_an_offset_along_is_fitted_by_the_closing(up_s: float, offset: float) -> None:
    legs = one(up_s, deg_per_cm=0.0)
    shape = measure(ideal(legs, Ideal((0.0, 0.0, offset))), NOTHING, 0.0)
    assert 100.0 * shape.height_m == pytest.approx(6.0, abs=0.3)


def test_an_offset_strains_the_fit() -> None:
    plain = measure(ideal(one()), NOTHING, 0.0).strain
    assert measure(ideal(one(), Ideal((0.0, 0.0, 0.2))), NOTHING, 0.0).strain > plain + 1.0


def test_a_longer_repetition_is_less_certain() -> None:
    quick = measure(ideal(one(0.5)), NOTHING, 0.0).error_m
    assert measure(ideal(one(3.0)), NOTHING, 0.0).error_m > 2.0 * quick


@pytest.mark.parametrize("hole_s", [(1.1, 1.4), (1.7, 2.0), (2.3, 2.6)])
def test_a_bridged_hole_costs_less_than_a_centimetre(hole_s: tuple[float, float]) -> None:
    assert height_cm(0.8, Ideal(hole_s=hole_s)) == pytest.approx(6.0, abs=1.0)


def test_a_bridged_hole_is_told_as_error() -> None:
    whole = measure(ideal(one()), NOTHING, 0.0).error_m
    assert measure(ideal(one(), Ideal(hole_s=(1.1, 1.4))), NOTHING, 0.0).error_m > 1.1 * whole


def test_where_nothing_moves_there_is_no_height() -> None:
    assert measure(ideal([rest(1.0), rest(1.0)]), NOTHING, 0.0).height_m == 0.0


@pytest.mark.parametrize("hold_s", [4.0, 6.0])
def test_a_hold_is_told_from_rise_to_fall(hold_s: float) -> None:
    what = Ideal(held_s=(2.2, 1.6 + hold_s))
    hold = measure(ideal(one(hold_s=hold_s), what), NOTHING, 0.0).hold_s
    assert hold is not None
    assert hold == pytest.approx((1.6, 2.0 + hold_s), abs=0.2)


def test_a_hold_under_three_seconds_is_none() -> None:
    legs = one(hold_s=HOLD_S - 1.0)
    assert measure(ideal(legs, Ideal(held_s=(2.2, 3.6))), NOTHING, 0.0).hold_s is None


def test_a_slow_top_that_was_never_still_is_no_hold() -> None:
    """Of a shank that hardly turns: nothing tells that it was up."""
    assert measure(ideal(one(hold_s=4.0, deg_per_cm=0.2)), NOTHING, 0.0).hold_s is None


def test_one_that_leaned_all_the_while_is_and_its_height_is_not_told() -> None:
    shape = measure(ideal(one(hold_s=4.0)), NOTHING, 0.0)
    assert shape.hold_s == pytest.approx((1.6, 6.0), abs=0.3)
    assert shape.kept_share is None


def test_the_slowest_repetition_is_no_hold_however_it_leans() -> None:
    assert measure(ideal(one(4.0, hold_s=0.5)), NOTHING, 0.0).hold_s is None


def test_a_still_at_the_top_stops_the_drift_of_a_long_hold() -> None:
    what = Ideal((0.0, 0.0, 0.05), held_s=(2.0, 11.7))
    shape = measure(ideal(one(hold_s=10.0, deg_per_cm=0.0), what), NOTHING, 0.0)
    assert 100.0 * shape.height_m == pytest.approx(6.0, abs=0.4)


def fall_after(hold_s: float, down_cm: float = 6.0) -> tuple[Shape, Shape]:
    """The rise measured while it was held, and the fall joined to it; the fall begins at 100 s."""
    up = measure(ideal([rest(1.0), Leg(0.8, 6.0, 7.8), rest(0.6)], Ideal(held_s=(2.0, 2.4))), NOTHING)
    fall = [Leg(hold_s, 0.0), Leg(0.8, -down_cm, -1.3 * down_cm), rest(0.5)]
    late = [moment._replace(t_s=moment.t_s + 100.0) for moment in ideal(fall)]
    return up, measure_fall(late, NOTHING, up)


def test_a_fall_after_a_long_hold_keeps_the_rise() -> None:
    up, whole = fall_after(6.0)
    assert (whole.start_s, whole.top_s, whole.height_m) == (up.start_s, up.top_s, up.height_m)


def test_a_fall_after_a_long_hold_ends_the_hold() -> None:
    up, whole = fall_after(6.0)
    assert whole.hold_s is not None
    assert whole.hold_s == pytest.approx((up.top_s, 106.2), abs=0.1)


def test_a_fall_after_a_long_hold_ends_on_the_floor() -> None:
    _, whole = fall_after(6.0)
    assert whole.end_height_m == pytest.approx(0.0, abs=0.006)
    assert whole.end_s == pytest.approx(106.7, abs=0.1)


def test_a_fall_after_a_long_hold_that_stops_halfway_is_seen_to() -> None:
    _, whole = fall_after(6.0, down_cm=3.0)
    assert whole.end_height_m == pytest.approx(0.03, abs=0.006)
