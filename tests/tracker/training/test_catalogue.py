"""The catalogue is whole, and every figure in it says where it comes from."""

from __future__ import annotations

import re

import pytest

from tracker.setup import Exercise, TimedExercise
from tracker.training.catalogue import CATALOGUE, entry_of, slug_named
from tracker.training.catalogue.entry import Counted, Entry, Tier
from tracker.training.sources import ALL, BAXTER, Standing

of_each = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)


def test_every_exercise_counted_or_timed_has_one_entry() -> None:
    assert sorted(entry.slug for entry in CATALOGUE) == sorted([*Exercise, *TimedExercise])


@of_each
def test_an_entry_says_all_that_is_asked_of_it(entry: Entry) -> None:
    assert len(entry.set_up) == 3
    assert all(len(line) <= 110 for line in entry.set_up)
    assert entry.what_for
    assert entry.sensor
    assert entry.counted
    assert entry.faults
    assert entry.tier_why.source in ALL


@of_each
def test_the_form_is_the_one_the_tracker_expects(entry: Entry) -> None:
    expected = entry.slug.expected_form if isinstance(entry.slug, Exercise) else None
    assert entry.form is expected


@of_each
def test_what_goes_by_the_clock_alone_has_a_slug_of_its_own_kind(entry: Entry) -> None:
    assert isinstance(entry.slug, TimedExercise) is (entry.counted == (Counted.TIME,))


@of_each
def test_a_figure_in_body_weights_or_percent_is_cited(entry: Entry) -> None:
    free = " ".join((entry.what_for, *entry.set_up, *entry.faults))
    assert not re.search(r"\d+(\.\d+)? ?%|times the body", free)


def test_one_leg_alone_is_never_lighter_than_both() -> None:
    assert all(entry.tier_on(one_leg=True) >= entry.tier for entry in CATALOGUE)


def test_the_seated_raise_is_low_as_baxter_measured_and_the_drops_are_high() -> None:
    seated = entry_of(Exercise.SEATED_SOLEUS_RAISE)
    assert (seated.tier, seated.tier_why.source) == (Tier.LOW, BAXTER)
    assert "0.5 times" in seated.tier_why.words
    assert entry_of(Exercise.HEEL_DROP_STRAIGHT).tier is Tier.HIGH


def test_what_was_only_heard_says_so() -> None:
    standing = entry_of(Exercise.STANDING_CALF_RAISE).tier_why.source
    assert standing.standing is Standing.TAUGHT
    assert standing.words == "commonly taught, no primary source read"


@pytest.mark.parametrize("word", ["soleus-push-up", "soleus-stretch"])
def test_a_slug_is_found_whether_counted_or_timed(word: str) -> None:
    assert slug_named(word) == word


def test_another_word_is_no_slug() -> None:
    assert slug_named("toe-yoga") is None
