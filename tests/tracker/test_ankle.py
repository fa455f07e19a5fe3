"""The ankle's own way along the floor for its rise, told apart from the tipping of the shank."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.ways import Way, moments, went
from tracker.ankle import ABOVE_M, BEFORE, BEFORE_SAYS, TIP_RAD, Carried, carried
from tracker.carry import weigh
from tracker.measure import measure
from tracker.timeline import CELL_S


def fit(one: Carried) -> list[float]:
    """Slope and bend the way the ankle goes and across, and the sensor above the ankle."""
    found: list[float] = np.linalg.solve(one.knows + BEFORE, one.says + BEFORE_SAYS).tolist()
    return found


@pytest.mark.parametrize("slope", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("bend", [0.0, 0.5])
@pytest.mark.parametrize("turn_deg", [-8.0, 0.0, 5.0])
def test_slope_and_bend_are_told_however_the_shank_tips(slope: float, bend: float, turn_deg: float) -> None:
    ahead, aside, bent, bent_aside, _ = fit(went(Way(slope, bend, turn_deg)))
    assert np.hypot(ahead, aside) == pytest.approx(slope, abs=0.05)
    assert np.hypot(bent, bent_aside) == pytest.approx(bend, abs=0.05)


@pytest.mark.parametrize("above_m", [0.1, 0.2, 0.3])
def test_a_shank_that_wobbles_shows_how_high_the_sensor_is(above_m: float) -> None:
    *_, seen_m = fit(went(Way(above_m=above_m, wobble_deg=3.0)))
    assert seen_m == pytest.approx(above_m, abs=0.03)


def test_without_a_wobble_it_is_where_sensors_are_worn() -> None:
    *_, seen_m = fit(went(Way(above_m=0.3, turn_deg=0.0)))
    assert seen_m == pytest.approx(ABOVE_M, abs=0.01)


@pytest.mark.parametrize("hold_s", [0.1, 0.5, 3.0])
def test_a_pause_at_the_top_does_not_matter(hold_s: float) -> None:
    one, brief = fit(went(Way(hold_s=hold_s))), fit(went(Way()))
    assert one[:4] == pytest.approx(brief[:4], abs=0.08)


@pytest.mark.parametrize("left", [0.1, 0.3])
def test_a_repetition_counted_on_its_way_down_bends_as_it_would_when_it_is_over(left: float) -> None:
    rows, whole = moments(Way()), fit(went(Way()))
    raw = np.array([m.raw_ms2 for m in rows])
    speed = np.cumsum(raw) * CELL_S
    height = np.cumsum(speed) * CELL_S
    last = int(np.flatnonzero(height > left * height.max())[-1])
    shape = measure(rows[: last + 1], (0.0, 0.0, 0.0), float(height[last]), float(speed[last]))
    one = carried(rows[: last + 1], shape)
    assert one is not None
    assert fit(one)[:4] == pytest.approx(whole[:4], abs=0.05)


def test_a_hole_tells_less_of_the_way() -> None:
    rows = moments(Way())
    shape = measure(rows, (0.0, 0.0, 0.0), 0.0)
    holed = [m._replace(hole=1.2 < m.t_s < 1.6) for m in rows]
    one, less = carried(rows, shape), carried(holed, shape)
    assert one is not None
    assert less is not None
    assert less.knows[0, 0] < 0.5 * one.knows[0, 0]


def test_which_way_the_shank_tips_is_told_by_where_the_sensor_goes() -> None:
    assert went(Way(slope=0.5, bend=0.0, turn_deg=-9.0)).tip_rad == pytest.approx(np.radians(9.0), abs=0.02)
    assert went(Way(turn_deg=5.0)).lean_rad == pytest.approx(np.radians(-5.0), abs=0.02)
    assert went(Way(slope=0.9, turn_deg=9.0)).tip_rad < TIP_RAD


def test_a_rise_of_a_few_cells_tells_nothing() -> None:
    rows = moments(Way(up_s=0.1, hold_s=0.1))
    shape = measure(rows, (0.0, 0.0, 0.0), 0.0)
    assert carried(rows[:10], shape) is None


def test_the_more_the_flesh_wobbles_the_less_one_tells() -> None:
    lift = Way(slope=0.1, bend=0.0, turn_deg=-2.0, rise_cm=3.8, up_s=0.35)
    still, wobbling = (abs(weigh((went(replace(lift, wobble_deg=deg)),))) for deg in (0.0, 2.0))
    assert wobbling < 0.7 * still
