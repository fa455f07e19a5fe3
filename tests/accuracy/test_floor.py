"""The floor under the accuracy on simulated sessions: a few of the report's kind, so that a change that breaks the
counting does not pass. The whole table: `uv run python -m tests.accuracy`, docs/accuracy.md."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.accuracy import recipes
from tests.accuracy.athletes import Lot
from tests.accuracy.figures import Calls, Counting, False_, Heights, Latency, sets_of
from tests.accuracy.measure import Outcome, measure
from tests.accuracy.scoring import SetScore


@cache
def outcomes() -> list[Outcome]:
    return [measure(task) for task in recipes.sets(Lot.TUNING, range(18))]


def sets() -> list[SetScore]:
    return sets_of(outcomes())


@cache
def idle() -> list[Outcome]:
    return [measure(task) for task in recipes.everyday(Lot.TUNING, range(4))]


def test_most_sets_are_counted_within_one() -> None:
    assert Counting.of(sets()).within_one >= 67.0


def test_the_form_of_most_sets_is_right() -> None:
    assert Calls.of(sets()).sets_right >= 60.0


def test_a_wrong_form_is_rare() -> None:
    assert Calls.of(sets()).sets_wrong <= 25.0


def test_heights_are_right_to_a_centimetre_on_average() -> None:
    assert Heights.of(sets()).mae < 1.0


def test_the_tick_comes_at_the_top() -> None:
    assert Latency.of(sets()).tick[2] < 0.3


def test_everyday_movement_makes_fewer_than_one_repetition_a_minute() -> None:
    assert False_.of(idle()).per_hour < 60.0


def test_every_recording_is_as_long_as_its_truth() -> None:
    assert all(o.score.duration_s > o.score.sets[0].end_s for o in outcomes())
    assert np.isfinite([o.score.idle_s for o in idle()]).all()
