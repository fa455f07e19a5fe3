"""What is missing: short holes are drawn across and flagged, long ones cut, times that fall back are left out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import without
from tracker.samples import Samples
from tracker.timeline import BRIDGE_S, CELL_S, Cell, Cut, Timeline, to_sensor


def ramp(rate_hz: float = 100.0, seconds: float = 4.0) -> Samples:
    """Force that grows by 1 m/s2 a second."""
    t = 2.0 + np.arange(round(seconds * rate_hz)) / rate_hz
    return Samples(t, np.column_stack((t, 2.0 * t, 9.0 + t)), np.zeros((len(t), 3)))


def parts(samples: Samples) -> tuple[list[Cell], list[Cut]]:
    found = list(Timeline().cells(samples))
    return [c for c in found if isinstance(c, Cell)], [c for c in found if isinstance(c, Cut)]


@pytest.mark.parametrize("lost_s", [0.15, 0.3, 0.48])
@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 100.0, 200.0])
def test_up_to_half_a_second_is_bridged_by_a_straight_line(lost_s: float, rate_hz: float) -> None:
    whole, _ = parts(ramp(rate_hz))
    bridged, cuts = parts(without(ramp(rate_hz), 3.0, 3.0 + lost_s - 1e-9))
    assert cuts == []
    assert [cell.fx for cell in bridged] == pytest.approx([cell.fx for cell in whole])


def test_only_cells_drawn_across_missing_samples_are_flagged() -> None:
    found, _ = parts(without(ramp(), 3.0, 3.3 - 1e-9))
    flagged = [cell.t_s for cell in found if cell.hole]
    assert (flagged[0], flagged[-1]) == pytest.approx((3.0, 3.3))


def test_a_slow_sensor_has_no_holes() -> None:
    found, _ = parts(ramp(rate_hz=12.5))
    assert not any(cell.hole for cell in found)


def test_what_cannot_be_bridged_is_cut_once() -> None:
    _, cuts = parts(without(ramp(), 3.0, 3.6 - 1e-9))
    (cut,) = cuts
    assert tuple(cut) == pytest.approx((2.99, 3.6))


def test_the_grid_begins_anew_after_a_cut() -> None:
    found, (cut,) = parts(without(ramp(), 2.995, 3.6051))
    after = [cell.t_s for cell in found if cell.t_s > cut.end_s]
    assert after[0] == pytest.approx(cut.end_s + CELL_S)


def test_nothing_from_before_a_cut_is_in_the_cells_after_it() -> None:
    found, (cut,) = parts(without(ramp(), 2.995, 3.605))
    first = next(cell for cell in found if cell.t_s > cut.end_s)
    assert first.fx == pytest.approx(first.t_s - CELL_S / 2)


def test_no_cell_lies_in_what_was_cut() -> None:
    found, (cut,) = parts(without(ramp(), 3.0, 5.0))
    assert [cell for cell in found if cut.start_s < cell.t_s <= cut.end_s] == []


@pytest.mark.parametrize("back_s", [0.0, 0.01, 0.5, 100.0])
def test_samples_whose_time_does_not_advance_are_left_out(back_s: float) -> None:
    good = ramp()
    stray = Samples(good.t_s[100:103] - back_s - 0.02, np.full((3, 3), 50.0), np.full((3, 3), 9.0))
    assert parts(Samples.concat([good[:101], stray, good[101:]])) == parts(good)


def test_a_turn_that_speeds_up_across_a_hole_leaves_gravity_where_it_was() -> None:
    t = np.arange(300) / 100.0
    rate, angle = 1.0 + 2.0 * t, t + t**2
    gravity = 9.81 * np.column_stack((np.zeros(300), np.sin(angle), np.cos(angle)))
    turning = Samples(t, gravity, np.column_stack((rate, np.zeros(300), np.zeros(300))))
    found, _ = parts(without(turning, 1.0, 1.4))
    before, after = found[40], found[75]
    assert [after.fx, after.fy, after.fz] == pytest.approx([before.fx, before.fy, before.fz], abs=0.15)


def test_a_hole_in_a_rise_leaves_the_orientation_right() -> None:
    samples = without(course(rest(2), raised(8, deg_per_cm=1.5), rest(1)), 2.3, 2.7)
    found, _ = parts(samples)
    cell = found[round(3.1 / CELL_S)]
    x, _, z = to_sensor(cell.turn, cell.fx, cell.fy, cell.fz)
    assert np.degrees(np.arctan2(x, z)) == pytest.approx(12.0, abs=1.0)


def test_the_longest_bridge_holds_half_a_second_and_a_step_of_25_hz() -> None:
    t = np.array([0.0, BRIDGE_S - 1e-6, 2 * BRIDGE_S])
    _, cuts = parts(Samples(t, np.ones((3, 3)), np.zeros((3, 3))))
    assert cuts == [(t[1], t[2])]
