"""What a set is read by: its own repetitions, and those of the set before where they are alike."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from tests.tracker.test_hindsight import NOTHING, shape, six, trail_of
from tracker.hindsight import Hindsight
from tracker.measure import Shape


def test_the_set_before_is_not_read_again() -> None:
    sight = Hindsight(trail_of(six()))
    for k in (0, 1, 2):
        sight.counted(shape(k), partial=False)
    sight.new_set()
    for k in (3, 4, 5):
        sight.counted(shape(k), partial=False)
    assert sight.missed(NOTHING, shape(5).start_s, ends=False) == []


def after_a_set(first_up: tuple[float, float, float]) -> list[Shape]:
    """What is found in the second three of six, of which the first were a set of their own and the fourth was missed."""
    sight = Hindsight(trail_of(six()))
    for k in (0, 1, 2):
        sight.counted(shape(k), partial=False)
    sight.new_set()
    sight.counted(replace(shape(4), up_at_start=first_up), partial=False)
    return sight.missed(NOTHING, shape(4).start_s, ends=False)


def test_a_set_done_as_the_one_before_is_known_from_its_first_repetition() -> None:
    (found,) = after_a_set((0.0, 0.0, 1.0))
    assert found.peak_s == pytest.approx(shape(3).peak_s, abs=0.3)


def test_one_in_another_posture_is_not() -> None:
    assert after_a_set((0.2, 0.0, 0.98)) == []


def test_how_long_a_repetition_may_last_is_known_with_the_others() -> None:
    sight = Hindsight(trail_of(six()))
    assert sight.longest_s() == inf
    for k in (0, 1, 2):
        sight.counted(shape(k), partial=False)
    assert 2.0 < sight.longest_s() < 10.0
