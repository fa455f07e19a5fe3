"""Ways to do a set, and heel drops from a step: what the virtual athlete does when it does not do as it likes."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.exercise import HEEL_DROPS, RepTruth, perform
from drivers.virtual.athlete.lift import RepPlan, heel_course
from drivers.virtual.athlete.person import FINE_HZ, Person, draw_person
from drivers.virtual.athlete.pose import Poses
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.athlete.style import Style, plan_in_style, trembled
from drivers.virtual.scenario import PERFORMED, Item, Scenario, simulate
from tracker.setup import Exercise, Form

SEEDS = range(12)


def person(seed: int) -> Person:
    return draw_person(np.random.default_rng(seed))


@cache
def plans(style: Style, seed: int) -> list[RepPlan]:
    return plan_in_style(person(seed), 12, np.random.default_rng(seed), style, slowest_s=4.0)


def all_plans(style: Style) -> list[RepPlan]:
    return [plan for seed in SEEDS for plan in plans(style, seed)]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_set_in_any_style_has_as_many_repetitions_as_asked_for(exercise: Exercise, style: Style) -> None:
    truth = simulate(Scenario((Item(exercise, 6, style=style),), seed=4)).truth
    assert len(truth.reps) == 6


@pytest.mark.parametrize("style", list(Style))
def test_repetitions_follow_one_another(style: Style) -> None:
    for seed in SEEDS:
        for before, after in zip(plans(style, seed), plans(style, seed)[1:], strict=False):
            assert after.start_s == pytest.approx(before.end_s + before.pause_s)


def test_paused_stays_at_both_ends() -> None:
    assert all(plan.hold_s >= 0.5 and plan.pause_s >= 0.5 for plan in all_plans(Style.PAUSED))


def test_slow_takes_up_to_four_seconds() -> None:
    ups = [plan.up_s for plan in all_plans(Style.SLOW)]
    assert 1.8 <= min(ups) < max(ups) <= 4.0
    assert max(ups) > 3.5


def test_holds_last_from_three_seconds_to_a_minute() -> None:
    holds = [plan.hold_s for plan in all_plans(Style.HELD) if plan.hold_s >= 3.0]
    assert min(holds) < 6.0
    assert 30.0 < max(holds) <= 60.0


def test_a_held_top_trembles_and_stays_within_a_twentieth_of_its_height() -> None:
    seed = next(seed for seed in SEEDS if max(plan.hold_s for plan in plans(Style.HELD, seed)) > 20.0)
    still = heel_course(plans(Style.HELD, seed), tail_s=1.0)
    moved = trembled(still, plans(Style.HELD, seed), np.random.default_rng(1)) - still
    assert 0.005 < np.abs(moved).max() < 0.08
    longest = max(plans(Style.HELD, seed), key=lambda plan: plan.hold_s)
    inside = slice(
        round((longest.start_s + longest.up_s + 1.0) * FINE_HZ), round((longest.end_s - 5.0) * FINE_HZ)
    )
    assert np.abs(np.diff(moved[inside], 2)).max() > 0.0


def test_trembling_takes_nothing_from_the_draws_that_follow() -> None:
    some = plans(Style.HELD, 0)
    one, other = np.random.default_rng(3), np.random.default_rng(3)
    trembled(heel_course(some, 1.0), some, one)
    assert one.random() == other.random()


def test_short_raises_stay_below_half_of_the_full_ones_and_come_after_the_third() -> None:
    for seed in SEEDS:
        some = plans(Style.SHORT, seed)
        assert not any(plan.partial for plan in some[:3])
        full = [plan.share for plan in some if not plan.partial]
        assert all(plan.share < 0.5 * max(full) for plan in some if plan.partial)
    assert sum(plan.partial for plan in all_plans(Style.SHORT)) > 30


@pytest.mark.parametrize("style", [one for one in Style if one is not Style.SHORT])
def test_no_other_style_has_raises_that_might_be_taken_for_short_ones(style: Style) -> None:
    for seed in SEEDS:
        shares = [plan.share for plan in plans(style, seed)]
        assert min(shares) > 0.5 * max(shares)


def test_push_ups_are_small_and_fast() -> None:
    truths = simulate(
        Scenario((Item(Exercise.SEATED_SOLEUS_RAISE, 20, style=Style.PUSH_UPS),), seed=2)
    ).truth.reps
    assert all(1.5 < rep.height_cm < 4.5 for rep in truths)
    beats = np.diff([rep.peak_s for rep in truths])
    assert 40.0 < 60.0 / beats.mean() < 70.0


def test_a_rested_set_has_one_long_rest() -> None:
    for seed in SEEDS:
        assert sum(plan.pause_s >= 4.0 for plan in plans(Style.RESTED, seed)) >= 1


# Heel drops


@cache
def dropped(exercise: Exercise, seed: int) -> tuple[Poses, list[RepTruth], Stance]:
    rng = np.random.default_rng(seed)
    stretch, truths = perform(exercise, draw_person(rng), 8, rng, steady=False)
    return stretch.poses, truths, stretch.begins


@pytest.mark.parametrize("exercise", HEEL_DROPS)
def test_heel_drops_go_below_the_level_of_the_step(exercise: Exercise) -> None:
    for seed in SEEDS:
        poses, _, stance = dropped(exercise, seed)
        assert stance is Stance.ON_STEP
        level = person(seed).ankle_height_m
        assert poses.z.min() < level - 0.008


@pytest.mark.parametrize("exercise", HEEL_DROPS)
def test_as_many_drops_as_asked_for_also_when_the_set_begins_at_the_top(exercise: Exercise) -> None:
    from_top = 0
    for seed in SEEDS:
        poses, truths, _ = dropped(exercise, seed)
        assert len(truths) == 8
        from_top += poses.z[0] > person(seed).ankle_height_m + 0.01
    assert 0 < from_top < len(SEEDS)


@pytest.mark.parametrize(("exercise", "form"), [(HEEL_DROPS[0], Form.STRAIGHT), (HEEL_DROPS[1], Form.BENT)])
def test_the_knee_is_as_the_drop_asks(exercise: Exercise, form: Form) -> None:
    truth = simulate(Scenario((Item(exercise, 4),), seed=3)).truth
    assert {rep.form for rep in truth.reps} == {form}


def test_lifts_and_drops_turn_no_faster_than_a_heel_can() -> None:
    for exercise in HEEL_DROPS:
        for seed in SEEDS:
            poses, _, _ = dropped(exercise, seed)
            assert np.abs(np.diff(poses.pitch, 2)).max() * FINE_HZ**2 < 60.0
