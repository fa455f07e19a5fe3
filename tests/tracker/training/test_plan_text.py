"""A plan written by hand: what may stand in it, and what a slip of the pen is answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, TimedExercise
from tracker.training.pain import Zones
from tracker.training.plan import Dose, PlanLegs, Tempo
from tracker.training.plan_lines import lines_of
from tracker.training.plan_text import parse_plan

GOOD = """\
plan = "anns-plan"
title = "Ann's plan"
weeks = 6
days = ["mon", "thu"]

[pain]
safe_to = 3
acceptable_to = 4

[[exercise]]
slug = "seated-soleus-raise"
sets = 3
reps = 15
tempo = "2-1-3.5"
rest_s = 90
load_kg = 12.5
add_kg = 2.5
legs = "each"

[[exercise.phase]]
weeks = "3-6"
reps = 12

[[exercise]]
slug = "soleus-stretch"
days = "every day"
sets = 2
time_s = 45
"""


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_plan(text, "ann.toml")
    assert caught.value.reason is InputReason.WRONG_PLAN
    assert "\n" not in caught.value.message
    return caught.value.message


def test_all_that_a_plan_can_say_is_read() -> None:
    plan = parse_plan(GOOD, "ann.toml")
    raises, stretch = plan.steps
    assert (plan.name, plan.title, plan.weeks, plan.zones) == ("anns-plan", "Ann's plan", 6, Zones(3, 4))
    assert (raises.slug, raises.legs) == (Exercise.SEATED_SOLEUS_RAISE, PlanLegs.EACH)
    assert (sorted(raises.days), sorted(stretch.days)) == ([0, 3], list(range(7)))
    assert (raises.tempo, raises.rest_s, raises.load_kg, raises.add_kg) == (Tempo(2, 1, 3.5), 90, 12.5, 2.5)
    assert [raises.dose_in(week) for week in (2, 3)] == [Dose(3, reps=15), Dose(3, reps=12)]
    assert stretch.slug is TimedExercise.SOLEUS_STRETCH
    assert stretch.dose.tension_s(None) == 90.0


@pytest.mark.parametrize(
    ("was", "becomes", "line", "told"),
    [
        ("weeks = 6", "weeks = 0", 3, "a whole number from 1 to 104"),
        ('days = ["mon", "thu"]', 'days = ["monday"]', 4, "every day"),
        ("safe_to = 3", "safe_to = 7", 7, "zones go up"),
        ("acceptable_to = 4", "acceptable_to = 11", 8, "a whole number from 0 to 9"),
        ("seated-soleus-raise", "sitting", 11, "seated-soleus-raise, soleus-bridge"),
        ("sets = 3", "sets = -3", 12, "sets cannot be -3"),
        ("sets = 3", "sest = 3", 12, '"sest" means nothing'),
        ("sets = 3\n", "", 10, "needs sets"),
        ("reps = 15", "reps = 15\nhold_s = 30", 14, "one of reps, hold_s"),
        ("reps = 15", "time_s = 60", 13, "repetitions or seconds held at the top"),
        ('tempo = "2-1-3.5"', 'tempo = "slow"', 14, "3-0-3"),
        ("rest_s = 90", "rest_s = 9000", 15, "a number from 0 to 3600"),
        ("load_kg = 12.5", "load_kg = 1000", 16, "a number from 0 to 500"),
        ("load_kg = 12.5", "load_kg = nan", 16, "a number from 0 to 500"),
        ("add_kg = 2.5", "ad_kg = 2.5", 17, '"ad_kg" means nothing in an [[exercise]]; allowed are slug'),
        ('legs = "each"', 'legs = "three"', 18, "one, both, each"),
        ('weeks = "3-6"', 'weeks = "3-7"', 21, "from 1 to 6"),
        ('weeks = "3-6"', 'weeks = "6-3"', 21, "from 1 to 6"),
        ("time_s = 45", "time_s = 45\nreps = 3", 28, "one of reps, hold_s"),
        ("[[exercise]]\nslug = \"soleus-stretch\"", "[[exercise]]\nslug = 5", 25, "text in quotes"),
        ("weeks = 6", "weeks = ", 3, "a plan holds lines like"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_file_line_and_what_is_allowed(
    was: str, becomes: str, line: int, told: str
) -> None:
    assert was in GOOD
    message = refused(GOOD.replace(was, becomes, 1))
    assert message.startswith(f"ann.toml, line {line}: ")
    assert told in message


def test_two_phases_of_one_week_are_refused() -> None:
    more = GOOD.replace("reps = 12\n", 'reps = 12\n[[exercise.phase]]\nweeks = "6"\nreps = 9\n')
    assert "line 24: these weeks are in an earlier phase" in refused(more)


def test_a_plan_without_exercises_is_none() -> None:
    assert "at least one [[exercise]]" in refused('plan = "x"\nweeks = 1\n')


def test_lines_are_told_behind_a_text_of_several_lines_too() -> None:
    lines = lines_of('a = """\nb = 1\n[[c]]\n"""\nd = 2\n')
    assert lines[("d",)] == 5
    assert ("b",) not in lines


@given(st.text(max_size=200))
def test_any_text_is_a_plan_or_one_clear_line(text: str) -> None:
    try:
        parse_plan(text, "any.toml")
    except InputError as error:
        assert error.message.startswith("any.toml, line ")  # noqa: PT017


@given(st.data())
def test_a_plan_damaged_at_any_place_is_a_plan_or_one_clear_line(data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(GOOD)))
    more = data.draw(st.text(max_size=5))
    drop = data.draw(st.integers(0, 10))
    text = GOOD[:cut] + more + GOOD[cut + drop :]
    try:
        parse_plan(text, "any.toml")
    except InputError as error:
        assert error.message.startswith("any.toml, line ")  # noqa: PT017
