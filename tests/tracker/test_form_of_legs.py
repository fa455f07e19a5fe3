"""Form through the whole tracker: shanks that tilt as seated, standing and squatting ones do."""

from __future__ import annotations

from functools import cache

import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, only, told
from tracker.events import Event, RepCounted, SetEnded
from tracker.setup import Exercise, Form, Group, Setup

LEGS = {
    "seated": (1.4, 0.0, 0.02),
    "standing": (0.4, 3.0, 0.25),
    "squatting": (0.6, 25.0, 0.25),
}


@cache
def events(name: str, declared: Exercise | None = None) -> list[Event]:
    deg_per_cm, lean_deg, sway_deg = LEGS[name]
    shank = Shank(lean_deg=lean_deg, sway_deg=sway_deg)
    samples = course(rest(5), raised(6.0, deg_per_cm=deg_per_cm, pause_s=2.0) * 6, rest(3), shank=shank)
    return told(samples, setup=Setup(declared))


@pytest.mark.parametrize(
    ("name", "form"), [("seated", Form.BENT), ("standing", Form.STRAIGHT), ("squatting", Form.BENT)]
)
def test_the_set_has_the_form_of_the_leg(name: str, form: Form) -> None:
    (end,) = only(events(name), SetEnded)
    assert end.summary.form is form


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("seated", Group.SEATED_LIKE),
        ("standing", Group.STANDING_STRAIGHT),
        ("squatting", Group.STANDING_BENT_LIKE),
    ],
)
def test_the_set_has_the_group_of_the_leg(name: str, group: Group) -> None:
    (end,) = only(events(name), SetEnded)
    assert end.summary.exercise_group is group


@pytest.mark.parametrize("name", LEGS)
def test_a_declared_exercise_raises_the_confidence_in_its_group(name: str) -> None:
    (plain,) = only(events(name), SetEnded)
    declared = plain.summary.exercise
    assert declared is not None
    (sure,) = only(events(name, declared), SetEnded)
    assert plain.summary.exercise_confidence is not None
    assert sure.summary.exercise_confidence is not None
    assert sure.summary.exercise_confidence > plain.summary.exercise_confidence


@pytest.mark.parametrize("name", LEGS)
def test_backward_turns_are_told_as_positive(name: str) -> None:
    deg_per_cm = LEGS[name][0]
    turns = [rep.rotation_deg for rep in final(events(name))[1:]]
    assert turns == pytest.approx([6.0 * deg_per_cm] * 5, abs=1.2)


@pytest.mark.parametrize("name", LEGS)
def test_no_repetition_stays_uncertain_once_the_set_is_plain(name: str) -> None:
    assert Form.UNCERTAIN not in {rep.form for rep in final(events(name))}


def test_what_is_called_late_was_uncertain_when_it_was_counted() -> None:
    told_first = [event.rep.form for event in only(events("standing"), RepCounted)]
    told_last = [rep.form for rep in final(events("standing"))]
    changed = {first for first, last in zip(told_first, told_last, strict=True) if first is not last}
    assert changed <= {Form.UNCERTAIN}
