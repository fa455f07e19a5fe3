"""Where a rise began, and how much a resting shank sways."""

from __future__ import annotations

import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.moments import ideal
from tests.tracker.test_stillness import moments
from tracker.motion import Moment
from tracker.onset import find_onset
from tracker.samples import Samples
from tracker.sway import Sway
from tracker.timeline import CELL_S


def rise_to_peak(
    up_s: float, creep_ms: float = 0.0, still_until_s: float = 0.0
) -> tuple[list[Moment], float]:
    """From a second of rest to the peak velocity; `creep_ms`: the integral is off by so much."""
    whole = ideal([rest(1.0), *raised(6.0, up_s)])
    speed, found = creep_ms, []
    for moment in whole[: round((1.0 + up_s / 2) / CELL_S)]:
        speed += moment.raw_ms2 * CELL_S
        still_s = 0.1 if moment.t_s <= still_until_s else 0.0
        found.append(moment._replace(v_ms=speed, still_s=still_s))
    return found, speed


def began_s(rise: list[Moment], fastest_ms: float) -> float:
    return rise[len(rise) - 1 - find_onset(rise, fastest_ms).back].t_s


@pytest.mark.parametrize("up_s", [0.4, 0.8, 2.0])
def test_a_rise_began_where_the_heel_left_the_floor(up_s: float) -> None:
    assert began_s(*rise_to_peak(up_s)) == pytest.approx(1.0, abs=0.05 + 0.03 * up_s)


def test_a_rise_that_still_looked_like_rest_began_further_back() -> None:
    plain = began_s(*rise_to_peak(2.0))
    assert plain - 0.6 < began_s(*rise_to_peak(2.0, still_until_s=1.3)) < plain - 0.1


@pytest.mark.parametrize("creep_ms", [0.02, -0.05])
def test_a_velocity_that_is_off_does_not_move_the_start(creep_ms: float) -> None:
    plain = find_onset(*rise_to_peak(0.8))
    crept = find_onset(*rise_to_peak(0.8, creep_ms))
    assert crept.back == plain.back


def test_what_velocity_is_off_by_is_told() -> None:
    assert find_onset(*rise_to_peak(0.8, 0.03)).least_ms == pytest.approx(0.03, abs=0.001)


def swayed(samples: Samples, *, resting: bool = True) -> float | None:
    sway = Sway()
    for k, moment in enumerate(moments(samples)):
        if k % 5 == 0:
            sway.step(moment, resting=resting)
    return sway.take()


@pytest.mark.parametrize("sway_deg", [0.1, 0.2, 0.4])
def test_sway_is_the_mean_change_of_tilt_in_half_a_second(sway_deg: float) -> None:
    # A sine of two seconds moves by 2 sin(45 deg) of its amplitude in half a second, times its mean size.
    expected = sway_deg * 1.414 * 0.637
    assert swayed(course(rest(20), shank=Shank(sway_deg=sway_deg))) == pytest.approx(expected, rel=0.25)


def test_who_sits_hardly_sways() -> None:
    found = swayed(course(rest(20)))
    assert found is not None
    assert found < 0.1


def test_a_short_rest_tells_no_sway() -> None:
    assert swayed(course(rest(0.8))) is None


def test_what_is_under_way_is_no_sway() -> None:
    assert swayed(course(rest(20)), resting=False) is None


def test_sway_is_told_once_and_gathered_anew() -> None:
    sway = Sway()
    for moment in moments(course(rest(10)))[::5]:
        sway.step(moment, resting=True)
    assert (sway.take() is None, sway.take()) == (False, None)


def test_a_leg_that_leaned_otherwise_tells_nothing_of_this_posture() -> None:
    sway = Sway()
    last = None
    for last in moments(course(rest(10)))[::5]:
        sway.step(last, resting=True)
    assert last is not None
    x, y, z = last.u
    assert sway.take_of((z, y, -x)) == (None, 0)
    seen, looks = sway.take_of(last.u)
    assert seen is not None
    assert looks > 50
