"""The long memory in steps."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import without
from tests.tracker.test_hindsight import trail_of
from tracker.trail import KEPT_S, STEP_S


def test_a_step_is_a_tenth_of_a_second() -> None:
    times = [step.t_s for step in trail_of(course(rest(5))).steps]
    assert np.diff(times) == pytest.approx(0.1)


def test_the_mean_of_the_steps_keeps_the_velocity() -> None:
    found = trail_of(course(rest(3), raised(6), rest(2))).between(3.0, 3.4)
    speed_ms = sum(step.raw_ms2 for step in found) * STEP_S
    assert speed_ms == pytest.approx(15.0 / 8.0 * 0.06 / 0.8, rel=0.05)  # of a minimum-jerk rise, halfway


def test_a_hole_is_a_share_of_its_steps() -> None:
    found = trail_of(without(course(rest(5)), 3.0, 3.2 - 1e-9)).between(2.5, 3.5)
    assert STEP_S * sum(step.hole for step in found) == pytest.approx(0.2, abs=0.03)


def test_it_forgets_what_is_older_than_it_keeps() -> None:
    trail = trail_of(course(rest(KEPT_S + 30)))
    assert trail.steps[-1].t_s - trail.steps[0].t_s == pytest.approx(KEPT_S - STEP_S)


def test_cleared_it_knows_nothing() -> None:
    trail = trail_of(course(rest(5)))
    trail.clear()
    assert trail.between(0.0, 9.0) == []


def test_a_hole_that_is_bridged_is_steps_that_nobody_saw() -> None:
    trail = trail_of(course(rest(5)))
    end_s = trail.steps[-1].t_s
    trail.bridge(end_s + 0.8)
    unseen = trail.between(end_s + 0.05, end_s + 1.0)
    assert [step.hole for step in unseen] == [1.0] * 8
    assert unseen[-1].t_s == pytest.approx(end_s + 0.8)
