"""The figures of an ideal repetition: height, and the moments that divide it."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, raised, rest
from tests.tracker.moments import Ideal, ideal
from tracker.measure import measure

NOTHING = (0.0, 0.0, 0.0)


def at_share(share: float) -> float:
    """Where in its time a minimum-jerk movement has come so far."""
    low, high = 0.0, 1.0
    for _ in range(40):
        x = 0.5 * (low + high)
        low, high = (x, high) if 10 * x**3 - 15 * x**4 + 6 * x**5 < share else (low, x)
    return low


def one(cm: float = 6.0, up_s: float = 0.8, hold_s: float = 0.4, down_s: float = 1.2) -> list[Leg]:
    """After a second of rest."""
    return [rest(1.0), *raised(cm, up_s, hold_s, down_s, 0.5, deg_per_cm=0.0)]


@pytest.mark.parametrize("cm", [1.0, 3.0, 6.0, 12.0])
@pytest.mark.parametrize("up_s", [0.3, 0.8, 2.0])
def test_its_height_is_right_to_the_millimetre(cm: float, up_s: float) -> None:
    shape = measure(ideal(one(cm, up_s)), NOTHING, 0.0)
    assert 100.0 * shape.height_m == pytest.approx(cm, abs=0.1)


def test_its_height_is_right_where_its_end_is_not_known() -> None:
    assert 100.0 * measure(ideal(one()), NOTHING).height_m == pytest.approx(6.0, abs=0.1)


def test_its_fall_is_found_to_end_where_it_began() -> None:
    assert measure(ideal(one()), NOTHING).end_height_m == pytest.approx(0.0, abs=0.001)


def test_a_fall_to_half_is_found_to_end_at_half() -> None:
    legs = [rest(1.0), Leg(0.8, 6.0, 3.0), rest(0.4), Leg(0.8, -3.0, -1.5), rest(0.5)]
    assert measure(ideal(legs), NOTHING).end_height_m == pytest.approx(0.03, abs=0.001)


def test_a_known_end_height_is_kept() -> None:
    legs = [rest(1.0), Leg(0.8, 6.0, 3.0), rest(0.4), Leg(0.8, -5.0, -2.5), rest(0.5)]
    assert 100.0 * measure(ideal(legs), NOTHING, 0.01).height_m == pytest.approx(6.0, abs=0.1)


def test_an_end_still_in_movement_is_measured_by_its_velocity() -> None:
    cut = ideal(one())[: round((2.2 + 0.6) / 0.02)]  # in the middle of the fall: half its height, full speed
    shape = measure(cut, NOTHING, 0.03, -1.875 * 0.06 / 1.2)
    assert 100.0 * shape.height_m == pytest.approx(6.0, abs=0.1)


def test_it_starts_where_the_heel_leaves_the_floor() -> None:
    assert measure(ideal(one()), NOTHING, 0.0).start_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("up_s", [0.4, 0.8, 2.0])
def test_its_top_is_where_it_first_has_95_percent(up_s: float) -> None:
    shape = measure(ideal(one(up_s=up_s)), NOTHING, 0.0)
    assert shape.top_s == pytest.approx(1.0 + up_s * at_share(0.95), abs=0.03)


@pytest.mark.parametrize("hold_s", [0.1, 0.4, 2.0])
def test_it_leaves_its_top_where_it_last_has_95_percent(hold_s: float) -> None:
    shape = measure(ideal(one(hold_s=hold_s)), NOTHING, 0.0)
    assert shape.leave_s == pytest.approx(1.8 + hold_s + 1.2 * at_share(0.05), abs=0.03)


def test_its_peak_is_the_middle_of_its_top() -> None:
    shape = measure(ideal(one()), NOTHING, 0.0)
    assert shape.peak_s == pytest.approx(0.5 * (shape.top_s + shape.leave_s))


def test_it_is_low_where_the_fall_is_down_to_20_percent() -> None:
    assert measure(ideal(one()), NOTHING, 0.0).low_s == pytest.approx(2.2 + 1.2 * at_share(0.8), abs=0.03)


def test_it_ends_where_the_heel_is_back_on_the_floor() -> None:
    assert measure(ideal(one()), NOTHING, 0.0).end_s == pytest.approx(3.4, abs=0.05)


def test_a_dip_at_the_top_does_not_end_the_top() -> None:
    dip = [Leg(0.3, -0.6), Leg(0.3, 0.6)]
    legs = [rest(1.0), Leg(0.8, 6.0), *dip, Leg(0.8, -6.0), rest(0.5)]
    assert measure(ideal(legs), NOTHING, 0.0).leave_s > 2.4


def test_its_turn_is_how_gravity_moved_in_the_sensor() -> None:
    shape = measure(ideal([rest(1.0), *raised(6.0, deg_per_cm=1.5)]), NOTHING, 0.0)
    assert shape.turn_rad == pytest.approx((0.156, 0.0, -0.012), abs=0.003)


def test_its_turn_lifts_the_ankle_more_than_the_sensor() -> None:
    plain = measure(ideal([rest(1.0), *raised(6.0, deg_per_cm=0.0)]), NOTHING, 0.0).height_m
    turned = measure(ideal([rest(1.0), *raised(6.0, deg_per_cm=3.0)]), NOTHING, 0.0).height_m
    assert turned - plain == pytest.approx(0.2 * 0.5 * 0.314**2, abs=0.001)


@pytest.mark.parametrize("carried", [0.3, 0.6, 0.9])
def test_thrust_over_lift_is_how_far_it_is_carried_for_its_rise(carried: float) -> None:
    shape = measure(ideal(one(), Ideal(thrust=carried)), NOTHING, 0.0)
    assert shape.thrust[0] / shape.lift_ms2 == pytest.approx(carried, abs=0.02)


@pytest.mark.parametrize("thrust", [0.6, -0.6])
def test_its_thrust_tells_forward_from_backward(thrust: float) -> None:
    x, y, _ = measure(ideal(one(), Ideal(thrust=thrust)), NOTHING, 0.0).thrust
    assert x * thrust > 0.0
    assert y == pytest.approx(0.0, abs=1e-9)


def test_a_foot_put_elsewhere_has_shifted() -> None:
    legs = [rest(1.0), Leg(0.8, 6.0, 3.0, 20.0), rest(0.4), Leg(0.8, -6.0, -3.0, 20.0), rest(0.2)]
    assert measure(ideal(legs), NOTHING, 0.0).shift_m > 0.2


def test_a_foot_that_stays_has_hardly_shifted() -> None:
    assert measure(ideal(one(), Ideal(thrust=0.6)), NOTHING, 0.0).shift_m < 0.04


def test_a_quick_rise_shakes_more_than_a_slow_one() -> None:
    quick = measure(ideal(one(up_s=0.4)), NOTHING, 0.0).shake_ms2
    assert quick > 2.0 * measure(ideal(one(up_s=0.8)), NOTHING, 0.0).shake_ms2
