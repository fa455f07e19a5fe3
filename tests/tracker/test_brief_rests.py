"""How long a leg rested before a set: a breath is brief, also where another follows in the same place."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, course, rest
from tests.tracker.test_stillness import moments
from tracker.gait import Gait
from tracker.leaving import LOOK_S
from tracker.strapping import REST_S, Rest, Strapping
from tracker.timeline import CELL_S
from tracker.whereabouts import Whereabouts

LOOK = round(LOOK_S / CELL_S)
SQUAT = [Leg(0.6, 0.0, -25.0), Leg(0.6, 0.0, 25.0)]


def rested(*legs: Leg | list[Leg]) -> tuple[Rest, ...]:
    gait = Gait()
    strapping = Strapping(gait, Whereabouts(gait))
    for k, moment in enumerate(moments(course(*legs, Leg(0.8, 0.0, -50.0)))):
        if k % LOOK == 0:
            strapping.step(moment, resting=True, exercising=False)
    seen = strapping.mount((0.0, 0.0, 1.0)).seen
    assert seen is not None
    return seen.rests


def test_one_long_rest_is_as_long_as_it_was() -> None:
    (one,) = rested(rest(6.0))
    assert one.lasted_s == pytest.approx(6.0, abs=0.8)


def test_two_breaths_between_squats_are_no_long_rest() -> None:
    (one,) = rested(SQUAT, rest(2.4), SQUAT, rest(2.4))
    assert one.lasted_s < REST_S


def test_a_long_rest_that_is_broken_off_for_a_moment_is_as_long_as_its_longer_part() -> None:
    (one,) = rested(rest(8.0), SQUAT, rest(4.0))
    assert one.lasted_s == pytest.approx(8.0, abs=0.8)
