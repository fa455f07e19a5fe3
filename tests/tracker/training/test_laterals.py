"""What takes an exercise's place: same purpose, tier as the reason asks, least lately first, with what is at hand."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.setup import Exercise, TimedExercise
from tracker.training.catalogue import CATALOGUE, entry_of
from tracker.training.catalogue.entry import Entry, Equipment, Purpose, Slug
from tracker.training.laterals import Because, laterals

of_each = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
NO_EQUIPMENT: tuple[Equipment, ...] = ()


@of_each
def test_bored_never_loads_more(entry: Entry) -> None:
    found = laterals(entry.slug, Because.BORED)
    assert all(one.entry.tier is entry.tier for one in found)
    assert entry not in [one.entry for one in found]


@of_each
def test_pain_always_loads_less(entry: Entry) -> None:
    found = laterals(entry.slug, Because.PAIN)
    assert all(one.entry.tier < entry.tier or one.lightened for one in found)
    assert all(one.entry is entry for one in found if one.lightened)


@of_each
def test_the_purpose_stays_where_it_has_something_to_offer(entry: Entry) -> None:
    for because in Because:
        found = [one for one in laterals(entry.slug, because) if not one.lightened]
        same = [
            e
            for e in CATALOGUE
            if e.purpose is entry.purpose
            and e is not entry
            and (e.tier is entry.tier if because is Because.BORED else e.tier < entry.tier)
        ]
        if same:
            assert all(one.entry.purpose is entry.purpose for one in found)
        assert all(one.entry.purpose is entry.purpose or "another purpose" in one.why for one in found)


def test_a_painful_heel_drop_becomes_a_calf_raise_with_the_same_knee_a_tier_down() -> None:
    found = laterals(Exercise.HEEL_DROP_STRAIGHT, Because.PAIN)
    assert [one.entry.slug for one in found] == [Exercise.STANDING_CALF_RAISE]


def test_pain_on_one_leg_first_takes_the_other_leg_to_help() -> None:
    first, *_ = laterals(Exercise.STANDING_SOLEUS_RAISE, Because.PAIN, one_leg=True)
    assert "both legs" in first.why
    assert first.entry.slug is Exercise.STANDING_SOLEUS_RAISE


def test_what_was_done_least_lately_comes_first() -> None:
    lately: dict[Slug, date] = {
        Exercise.SQUAT_SOLEUS_RAISE: date(2026, 11, 20),
        Exercise.LUNGE_SOLEUS_RAISE: date(2026, 11, 2),
    }
    found = laterals(Exercise.STANDING_SOLEUS_RAISE, Because.BORED, lately)
    assert [one.entry.slug for one in found] == [Exercise.LUNGE_SOLEUS_RAISE, Exercise.SQUAT_SOLEUS_RAISE]
    assert "last done 2026-11-02" in found[0].why


def test_what_was_never_done_comes_before_what_was() -> None:
    lately: dict[Slug, date] = {Exercise.SQUAT_SOLEUS_RAISE: date(2020, 1, 1)}
    found = laterals(Exercise.STANDING_SOLEUS_RAISE, Because.BORED, lately)
    assert found[0].entry.slug is Exercise.LUNGE_SOLEUS_RAISE


@of_each
def test_only_what_is_at_hand_is_suggested(entry: Entry) -> None:
    for because in Because:
        found = laterals(entry.slug, because, have=NO_EQUIPMENT)
        assert all(not one.entry.equipment for one in found if not one.lightened)


def test_without_a_mat_the_bridge_is_not_offered_for_the_seated_raise() -> None:
    have = set(Equipment) - {Equipment.MAT}
    found = laterals(Exercise.SEATED_SOLEUS_RAISE, Because.BORED, have=have)
    assert Exercise.SOLEUS_BRIDGE not in [one.entry.slug for one in found]


def test_where_a_purpose_ends_the_nearest_one_is_named() -> None:
    found = laterals(Exercise.STANDING_CALF_RAISE, Because.PAIN)
    assert {one.entry.purpose for one in found} == {Purpose.SOLEUS}
    assert all("another purpose" in one.why for one in found)


def test_a_painful_seated_raise_first_loses_its_weight() -> None:
    first, *rest = laterals(Exercise.SEATED_SOLEUS_RAISE, Because.PAIN)
    assert (first.entry.slug, first.why) == (Exercise.SEATED_SOLEUS_RAISE, "the same without the weight")
    assert all(one.entry.tier < first.entry.tier for one in rest)


def test_below_the_lightest_there_is_only_rest() -> None:
    assert laterals(TimedExercise.SOFT_TISSUE_RELEASE, Because.PAIN) == []
    assert entry_of(TimedExercise.SOFT_TISSUE_RELEASE).tier == 0
