"""Another exercise declared in mid-session, and pain noted: told where they were given, and nothing else changes."""

from __future__ import annotations

import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import only, told
from tracker.controls import Control, ControlKind
from tracker.events import Declared, PainNoted, RepCounted, SetEnd, SetEnded
from tracker.ledger import Ledger
from tracker.setup import Exercise, Setup

FIVE = course(rest(4), raised(6.0) * 5, rest(4))  # starts at 4.0, 6.8, 9.6, 12.4, 15.2 s; 2 s each
SQUAT = Control(ControlKind.DECLARE, text=Exercise.SQUAT_SOLEUS_RAISE)
SEATED = Setup(Exercise.SEATED_SOLEUS_RAISE)


def test_a_new_exercise_ends_the_set_and_the_next_one_has_its_name() -> None:
    events = told(FIVE, {12.0: SQUAT}, SEATED)
    first, second = only(events, SetEnded)
    assert first.reason is SetEnd.DECLARED
    assert (first.summary.declared, second.summary.declared) == (
        Exercise.SEATED_SOLEUS_RAISE,
        Exercise.SQUAT_SOLEUS_RAISE,
    )
    assert [one.reps for one in (first.summary, second.summary)] == [3, 2]


def test_it_is_told_where_it_was_given() -> None:
    (event,) = only(told(FIVE, {12.0: SQUAT}, SEATED), Declared)
    assert event.exercise is Exercise.SQUAT_SOLEUS_RAISE
    assert event.t_s == pytest.approx(12.0, abs=0.02)


def test_an_exercise_nobody_knows_changes_nothing() -> None:
    wrong = Control(ControlKind.DECLARE, text="toe-yoga")
    assert told(FIVE, {12.0: wrong}, SEATED) == told(FIVE, {}, SEATED)


def test_pain_is_kept_and_no_repetition_is_lost_to_it() -> None:
    events = told(FIVE, {7.5: Control(ControlKind.PAIN, delta=3), 20.0: Control(ControlKind.PAIN, delta=0)})
    assert [one.score for one in Ledger(events).pains] == [3, 0]
    assert only(events, RepCounted) == only(told(FIVE), RepCounted)


@pytest.mark.parametrize("score", [-1, 11])
def test_pain_outside_the_scale_is_none(score: int) -> None:
    assert only(told(FIVE, {7.5: Control(ControlKind.PAIN, delta=score)}), PainNoted) == []
