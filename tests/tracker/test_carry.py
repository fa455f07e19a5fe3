"""The ankle's own way along the floor for its rise, told apart from the tipping of the shank."""

from __future__ import annotations

from dataclasses import replace
from math import cos, hypot, radians, sin

import numpy as np
import pytest

from tests.tracker.course import Leg, raised, rest
from tests.tracker.moments import Ideal, ideal
from tracker.carry import (
    CARRY_LEAST,
    CARRY_MOST,
    KEPT_S,
    LEAN_RAD,
    SURE,
    SURELY,
    TIP_RAD,
    Carried,
    Carries,
    carried,
)
from tracker.explain import Verdict
from tracker.measure import SENSOR_ABOVE_ANKLE_M, Shape, measure
from tracker.motion import Moment

CM = 6.0


def tipped(moments: list[Moment], tip_deg: float, height_cm: float = CM) -> list[Moment]:
    """The same while the shank tips forward by so much at its highest, which carries the sensor along."""
    speed = np.cumsum([m.raw_ms2 for m in moments]) * 0.02
    course = np.cumsum(speed) * 0.02 / (height_cm / 100.0) * radians(tip_deg)
    change = np.gradient(np.gradient(course)) / 0.02**2
    out = []
    for m, angle, push in zip(moments, course, change, strict=True):
        half = 0.5 * angle  # about y, left: z goes forward
        out.append(
            m._replace(
                turn=(cos(half), 0.0, sin(half), 0.0),
                u=(-sin(angle), 0.0, cos(angle)),
                force=(m.force[0] + SENSOR_ABOVE_ANKLE_M * push, 0.0, m.force[2]),
            )
        )
    return out


def lifted(thrust: float, tip_deg: float = 0.0) -> Carried:
    """A rise and fall whose ankle goes along by a share of it."""
    legs: list[Leg] = [rest(1.0), *raised(CM, 0.8, 0.3, 0.8), rest(1.0)]
    moments = tipped(ideal(legs, Ideal(thrust=thrust)), tip_deg)
    shape: Shape = measure(moments, (0.0, 0.0, 0.0), 0.0)
    found = carried(moments, shape)
    assert found is not None
    return found


@pytest.mark.parametrize("thrust", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("tip_deg", [-8.0, 0.0, 5.0])
def test_the_way_of_the_ankle_is_told_however_the_shank_tips_above_it(thrust: float, tip_deg: float) -> None:
    one = lifted(thrust, tip_deg)
    assert hypot(*one.along) == pytest.approx(thrust, abs=0.04)


def test_a_heel_goes_forward_as_it_rises_and_a_lifted_foot_does_not() -> None:
    assert Carries().judge(lifted(0.6)) is None
    verdict = Carries().judge(lifted(0.2))
    assert verdict is not None
    assert verdict[0] is Verdict.LIFTED


def test_a_shank_that_tips_forward_does_not_make_a_lifted_foot_a_heel() -> None:
    sensor = lifted(0.2, 6.0)
    assert sensor.way > CARRY_LEAST
    assert Carries().judge(sensor) is not None


def test_a_sensor_that_goes_the_way_the_shank_tips_is_carried_by_it() -> None:
    off = radians(1.0)
    one = lifted(0.8)
    assert Carries().judge(replace(one, tip_rad=TIP_RAD - off)) is None
    assert Carries().judge(replace(one, tip_rad=TIP_RAD + off)) is not None
    assert lifted(0.5, 9.0).tip_rad == pytest.approx(radians(9.0), abs=off)
    assert lifted(0.9, -9.0).tip_rad < 0.0


def test_no_knee_goes_the_way_of_a_raised_heel() -> None:
    off, one = radians(0.5), lifted(0.8)
    assert Carries().judge(replace(one, lean_rad=LEAN_RAD - off)) is None
    assert Carries().judge(replace(one, lean_rad=LEAN_RAD + off)) is not None
    assert lifted(0.8, 5.0).lean_rad == pytest.approx(radians(5.0), abs=off)


def test_no_heel_goes_further_along_than_the_foot_is_long() -> None:
    one = lifted(0.8)
    most = CARRY_MOST + SURELY * one.sigma
    assert [Carries().judge(replace(one, way=most + off)) is None for off in (-0.01, 0.01)] == [True, False]


def test_what_one_leaves_open_several_from_the_same_stand_decide() -> None:
    one = lifted(CARRY_LEAST)
    one = replace(one, along=(CARRY_LEAST - 0.5 * SURE * one.sigma, 0.0, 0.0))
    carries = Carries()
    verdicts = []
    for k in range(6):
        again = replace(one, t_s=one.t_s + 2.0 * k)
        verdicts.append(carries.judge(again))
        carries.remember(again)
    assert verdicts[0] is None
    assert verdicts[-1] is not None


@pytest.mark.parametrize("elsewhere", [{"t_s": 2.0 * KEPT_S}, {"up": (sin(0.2), 0.0, cos(0.2))}])
def test_another_time_or_another_stand_is_judged_alone(elsewhere: dict[str, object]) -> None:
    carries = Carries()
    for _ in range(6):
        carries.remember(lifted(0.0))
    heel = lifted(0.7)
    assert carries.judge(heel) is not None
    assert carries.judge(replace(heel, **elsewhere)) is None  # type: ignore[arg-type]


def test_what_swung_says_nothing_of_the_next() -> None:
    carries = Carries()
    for _ in range(6):
        carries.remember(replace(lifted(0.0), way=2.0))
    assert carries.judge(lifted(0.7)) is None


def test_a_rise_of_a_few_cells_tells_nothing() -> None:
    moments = ideal([rest(0.1), *raised(CM, 0.1, 0.1, 0.1), rest(0.1)], Ideal())
    shape = measure(moments, (0.0, 0.0, 0.0), 0.0)
    assert carried(moments[:10], shape) is None
