"""What the form judge carries from repetition to repetition and set to set, and what a declaration adds."""

from __future__ import annotations

import pytest

from tests.tracker.shapes import judged, turned
from tracker.form import FormJudge
from tracker.measure import Shape
from tracker.setup import Exercise, Form
from tracker.surroundings import Around

SEATED = turned(8.0)
STRAIGHT = turned(3.0, lean_deg=4.0)
BETWEEN = turned(5.0, lean_deg=5.0)


def test_a_declared_exercise_tips_the_balance() -> None:
    bent = judged(BETWEEN, declared=Exercise.SEATED_SOLEUS_RAISE).p_bent
    straight = judged(BETWEEN, declared=Exercise.STANDING_CALF_RAISE).p_bent
    assert bent > judged(BETWEEN).p_bent > straight


@pytest.mark.parametrize(
    ("shape", "sway", "declared", "form"),
    [
        (turned(10.0), 0.04, Exercise.STANDING_CALF_RAISE, Form.BENT),
        (STRAIGHT, 0.4, Exercise.SEATED_SOLEUS_RAISE, Form.STRAIGHT),
    ],
)
def test_a_declared_exercise_is_no_verdict(shape: Shape, sway: float, declared: Exercise, form: Form) -> None:
    assert judged(shape, sway_deg=sway, declared=declared, times=6).form is form


def test_before_any_repetition_the_declared_exercise_is_all_there_is() -> None:
    assert FormJudge(Exercise.STANDING_CALF_RAISE).call().p_bent < FormJudge(None).call().p_bent


def test_rotation_is_positive_backward() -> None:
    judge = FormJudge(None)
    for _ in range(3):
        judge.add(SEATED, Around())
    assert judge.rotation_deg(turned(8.0)) == pytest.approx(8.0, abs=0.1)
    assert judge.rotation_deg(turned(-8.0)) == pytest.approx(-8.0, abs=0.1)


def test_rotation_sideways_is_none() -> None:
    judge = FormJudge(None)
    for _ in range(3):
        judge.add(SEATED, Around())
    assert judge.rotation_deg(turned(0.0, sideways_deg=10.0)) == pytest.approx(0.0, abs=0.1)


def test_forward_is_remembered_from_set_to_set() -> None:
    judge = FormJudge(None)
    for _ in range(5):
        judge.add(SEATED, Around())
    judge.new_set()
    judge.add(turned(8.0, thrust_ms2=0.0), Around())
    assert judge.rotation_deg(turned(8.0, thrust_ms2=0.0)) == pytest.approx(8.0, abs=0.1)


def test_a_new_set_is_judged_by_itself() -> None:
    judge = FormJudge(None)
    for _ in range(5):
        judge.add(SEATED, Around(0.05))
    judge.new_set()
    for _ in range(5):
        judge.add(STRAIGHT, Around(0.3))
    assert judge.call().form is Form.STRAIGHT


def test_a_repetition_measured_anew_counts_as_it_is_now() -> None:
    judge, at_once = FormJudge(None), FormJudge(None)
    judge.add(STRAIGHT, Around())
    judge.replace_last(SEATED)
    at_once.add(SEATED, Around())
    assert judge.call() == at_once.call()
