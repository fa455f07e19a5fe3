"""The floor under the accuracy on simulated sessions: a few of the hundred, so that a change that breaks the
counting does not pass. The whole table: `uv run python -m tests.accuracy.sessions`, docs/accuracy.md."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.accuracy.sessions import Result, everyday, poisson_upper, session

SEEDS = range(201, 225)


@cache
def results() -> list[Result]:
    return [session(seed) for seed in SEEDS]


def test_two_thirds_of_the_sets_are_counted_within_one() -> None:
    sets = [one for result in results() for one in result.sets]
    assert sum(abs(one.found_reps - one.true_reps) <= 1 for one in sets) >= 0.67 * len(sets)


def test_the_form_of_most_sets_is_right() -> None:
    sets = [one for result in results() for one in result.sets]
    assert sum(one.found_form is one.true_form for one in sets) >= 0.6 * len(sets)


def test_a_wrong_form_is_rarer_than_an_uncertain_one_and_a_right_one_together() -> None:
    sets = [one for result in results() for one in result.sets if one.found_form is not None]
    wrong = sum(
        one.found_form is not one.true_form and one.found_form.value != "uncertain"
        for one in sets
        if one.found_form
    )
    assert wrong <= 0.25 * len(sets)


def test_heights_are_right_to_a_centimetre_on_average() -> None:
    pairs = [pair for result in results() for one in result.sets for pair in one.reps]
    assert np.mean([abs(found.height_cm - true.height_cm) for true, found in pairs]) < 1.0


def test_the_tick_comes_at_the_top() -> None:
    pairs = [pair for result in results() for one in result.sets for pair in one.reps]
    late = [found.ticked_s - true.top_s for true, found in pairs if found.ticked_s is not None]
    assert np.percentile(late, 95) < 0.3


def test_everyday_movement_makes_fewer_than_one_repetition_a_minute() -> None:
    quiet = [everyday(seed) for seed in range(201, 207)]
    minutes = sum(result.idle_s for result in quiet) / 60.0
    assert sum(result.false_reps for result in quiet) < minutes


def test_the_poisson_bound_agrees_with_the_table() -> None:
    # One-sided 95 % bounds for 0, 1 and 10 events (Garwood, Biometrika 1936).
    assert np.allclose([poisson_upper(k) for k in (0, 1, 10)], [2.996, 4.744, 16.962], atol=2e-3)
