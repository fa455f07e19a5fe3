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


def test_most_sets_are_counted_exactly_and_nearly_all_within_one() -> None:
    counting = Counting.of(sets())  # 83 and 89 % as this is written
    assert counting.exact >= 70.0
    assert counting.within_one >= 78.0


def test_few_repetitions_are_missed_and_hardly_any_told_twice() -> None:
    counting = Counting.of(sets())  # 97 and 100 %
    assert counting.recall >= 92.0
    assert counting.precision >= 97.0


def test_the_form_of_nearly_all_sets_is_right() -> None:
    calls = Calls.of(sets())  # 94 and 6 %
    assert calls.sets_right >= 83.0
    assert calls.sets_wrong <= 12.0


def test_heights_are_right_to_seven_millimetres_on_average() -> None:
    assert Heights.of(sets()).mae < 0.7  # 0.49


def test_the_tick_comes_at_the_top() -> None:
    assert Latency.of(sets()).tick[2] < 0.3


def test_everyday_movement_makes_few_repetitions_an_hour() -> None:
    assert False_.of(idle()).per_hour < 20.0  # one in a fifth of an hour


def test_what_a_stranger_simulates_is_counted_too() -> None:
    counting = Counting.of(sets_of([measure(task) for task in recipes.other_sets(Lot.TUNING, range(6))]))
    assert counting.recall >= 65.0  # 78 %: sets without any rest between repetitions are the worst


def test_every_recording_is_as_long_as_its_truth() -> None:
    assert all(o.score.duration_s > o.score.sets[0].end_s for o in outcomes())
    assert np.isfinite([o.score.idle_s for o in idle()]).all()
