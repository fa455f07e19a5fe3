"""A knee that straightens or bends in mid-set is called within three repetitions, and what was done before keeps its
form; a set of one posture is not broken up by it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, only, told
from tests.tracker.shapes import judged, turned
from tracker.events import Event, SetEnded
from tracker.form import FormJudge
from tracker.measure import Shape
from tracker.setup import Exercise, Form, Setup
from tracker.surroundings import Around

BENT = turned(3.0, lean_deg=24.0)
STRAIGHT = turned(3.0, lean_deg=3.0)
BOTH_WAYS = [(BENT, STRAIGHT, Form.STRAIGHT), (STRAIGHT, BENT, Form.BENT)]


def judge_of(*shapes: Shape, declared: Exercise | None = None) -> tuple[FormJudge, list[Form]]:
    judge, live = FormJudge(declared), []
    for shape in shapes:
        judge.add(shape, Around(0.3))
        live.append(judge.call().form)
    return judge, live


@pytest.mark.parametrize(("before", "after", "form"), BOTH_WAYS)
def test_a_new_posture_is_called_within_three_repetitions(before: Shape, after: Shape, form: Form) -> None:
    _, live = judge_of(*[before] * 8, *[after] * 3)
    assert form in live[8:11]


@pytest.mark.parametrize("declared", [Exercise.STANDING_SOLEUS_RAISE, Exercise.STANDING_CALF_RAISE])
@pytest.mark.parametrize(("before", "after", "form"), BOTH_WAYS)
def test_whatever_was_declared(before: Shape, after: Shape, form: Form, declared: Exercise) -> None:
    _, live = judge_of(*[before] * 8, *[after] * 3, declared=declared)
    assert form in live[8:11]


@pytest.mark.parametrize(("before", "after", "form"), BOTH_WAYS)
def test_each_repetition_keeps_the_form_it_was_done_with(before: Shape, after: Shape, form: Form) -> None:
    judge, _ = judge_of(*[before] * 8, *[after] * 6)
    forms = [call.form for call in judge.calls()]
    assert forms[8:] == [form] * 6
    assert form not in forms[:8]


@pytest.mark.parametrize("away_deg", [-20.0, 20.0])
def test_a_knee_that_gives_bit_by_bit_is_called_as_what_it_became(away_deg: float) -> None:
    start = 3.0 if away_deg > 0.0 else 24.0
    slid = [turned(3.0, lean_deg=start + away_deg * k / 5.0) for k in range(1, 6)]
    end = turned(3.0, lean_deg=start + away_deg)
    _, live = judge_of(*[turned(3.0, lean_deg=start)] * 6, *slid, end, end, end)
    assert live[-1] is (Form.BENT if away_deg > 0.0 else Form.STRAIGHT)


def test_one_stumble_is_no_new_posture() -> None:
    _, live = judge_of(*[BENT] * 6, STRAIGHT, *[BENT] * 3)
    assert set(live[4:]) == {Form.BENT}


def test_what_the_set_made_plain_holds_for_its_first_repetitions() -> None:
    judge, live = judge_of(turned(3.6, lean_deg=10.0), *[turned(4.0, lean_deg=21.0)] * 6)
    assert live[0] is not Form.BENT
    assert {call.form for call in judge.calls()} == {Form.BENT}


def test_half_of_each_is_uncertain_as_a_whole() -> None:
    judge, _ = judge_of(*[BENT] * 7, *[STRAIGHT] * 7)
    assert judge.whole().form is Form.UNCERTAIN


@cache
def legs(first_lean_deg: float, straightens_deg: float) -> list[Event]:
    """Six raises, the knee straightens (the shank goes back) or bends, six more."""
    six = raised(6.0, deg_per_cm=0.5, pause_s=1.5) * 6
    samples = course(
        rest(4), six, Leg(1.0, turn_deg=straightens_deg), rest(1.5), six, rest(3),
        shank=Shank(lean_deg=first_lean_deg, sway_deg=0.25),
    )  # fmt: skip
    return told(samples, setup=Setup())


@pytest.mark.parametrize(
    ("lean_deg", "back_deg", "forms"),
    [(24.0, 22.0, (Form.BENT, Form.STRAIGHT)), (2.0, -22.0, (Form.STRAIGHT, Form.BENT))],
)
def test_through_the_whole_tracker_each_half_has_its_form(
    lean_deg: float, back_deg: float, forms: tuple[Form, Form]
) -> None:
    reps = [rep.form for rep in final(legs(lean_deg, back_deg))]
    assert len(only(legs(lean_deg, back_deg), SetEnded)) == 1
    assert len(reps) == 12
    assert reps == [forms[0]] * 6 + [forms[1]] * 6
    assert sum(a is not b for a, b in pairwise(reps)) == 1


def test_in_mid_set_nobody_sits_down_unseen() -> None:
    upright = turned(5.0, lean_deg=1.0)  # on its own sitting as well as standing
    judge = FormJudge(None)
    for shape in [BENT] * 6 + [upright] * 4:
        judge.add(shape, Around())
    assert judge.calls()[-1].p_bent < judged(upright, times=4).p_bent - 0.05
