"""Raises too slow to be felt, which show in how the shank turns; and tops held by a heel that trembles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, edges_s, raised, rest
from tests.tracker.driving import final, only, told
from tracker.events import HoldEnded
from tracker.samples import Samples

SEATED = Shank(acc_offset_ms2=(0.03, -0.04, 0.05), gyr_bias_dps=(0.3, -0.2, 0.1))
LEAD, TAIL = rest(6), rest(4)


def slow(up_s: float, cm: float = 3.5, deg_per_cm: float = 1.2) -> Samples:
    return course(LEAD, *[raised(cm, up_s, 1.0, up_s, 1.0, deg_per_cm)] * 5, TAIL, shank=SEATED)


def trembling(samples: Samples, first_s: float, last_s: float, ms2: float = 0.5, hz: float = 6.0) -> Samples:
    """Up and down on the arc about the ball of the foot, between two times."""
    t = samples.t_s
    inside = np.clip(np.minimum(t - first_s, last_s - t) / 0.3, 0.0, 1.0)
    acc = samples.acc_ms2.copy()
    shaken = ms2 * inside * np.sin(2.0 * np.pi * hz * t)
    acc[:, 0] += 0.6 * shaken
    acc[:, 2] += shaken
    return replace(samples, acc_ms2=acc)


@pytest.mark.parametrize("up_s", [2.0, 3.0])
def test_a_slow_raise_that_turns_the_shank_is_counted(up_s: float) -> None:
    assert len(final(told(slow(up_s)))) == 5


def test_a_slow_raise_is_as_high_as_it_was() -> None:
    assert np.mean([rep.height_cm for rep in final(told(slow(2.0)))]) == pytest.approx(3.5, abs=0.7)


@pytest.mark.parametrize("deg", [2.0, 4.0, 8.0])
def test_a_shank_that_only_leans_and_comes_back_is_not_counted(deg: float) -> None:
    leaning = [Leg(2.5, 0.0, deg), rest(1.0), Leg(2.5, 0.0, -deg), rest(1.0)]
    assert final(told(course(LEAD, *[leaning] * 5, TAIL, shank=SEATED))) == []


def test_a_leg_that_sways_is_not_counted() -> None:
    assert final(told(course(rest(60), shank=replace(SEATED, sway_deg=1.0)))) == []


@pytest.mark.parametrize("hz", [5.0, 7.0, 10.0])
def test_a_heel_that_trembles_at_its_top_is_held(hz: float) -> None:
    legs = [LEAD, *raised(6.0, hold_s=8.0), TAIL]
    up, held = edges_s(legs)[1:3]
    events = told(trembling(course(*legs), up, held, hz=hz))
    assert len(final(events)) == 1
    (hold,) = only(events, HoldEnded)
    assert (hold.start_s, hold.end_s) == pytest.approx((up, held), abs=0.3)


def test_raises_of_three_seconds_are_no_holds() -> None:
    events = told(course(LEAD, *[raised(6.0, 3.5, 1.0, 3.5)] * 4, TAIL, shank=SEATED))
    assert len(final(events)) == 4
    assert only(events, HoldEnded) == []
