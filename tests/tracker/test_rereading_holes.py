"""What a repetition found in hindsight is, where holes hide its ends or its turn, or where the next follows at once."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.test_hindsight import NOTHING, shape, trail_of
from tracker import rereading
from tracker.measure import Shape
from tracker.rereading import Stretch, read
from tracker.samples import Floats
from tracker.smoother import Solved
from tracker.trail import Step
from tracker.usual import Usual

USUAL = Usual([shape(k) for k in range(3)])
BEGINS_S = 1.0
UP_S, HELD_S, DOWN_S = 0.8, 0.4, 0.8


def found_in(monkeypatch: pytest.MonkeyPatch, steps: list[Step], height: Floats) -> list[Shape]:
    """Of a height solved for, in shares of the usual, that is known to a twentieth of it."""
    alike = np.full((len(steps), 1), 0.05 * USUAL.height_m)
    solved = Solved(USUAL.height_m * height, alike, np.eye(1))
    monkeypatch.setattr(rereading, "heights", lambda *_: solved)
    return read(Stretch(steps, (), ()), USUAL, NOTHING)[0]


def one() -> tuple[list[Step], Floats]:
    """Up in 0.8 s, held for 0.4, down in 0.8."""
    legs = [rest(BEGINS_S), *raised(6.0, UP_S, HELD_S, DOWN_S, 1.3, 1.0)]
    steps = trail_of(course(legs)).between(0.0, 99.0)
    edges_s = [BEGINS_S + after_s for after_s in (0.1, 0.7, 1.3, 1.9)]
    return steps, np.interp([step.t_s for step in steps], edges_s, (0.0, 1.0, 1.0, 0.0))


def unseen(steps: list[Step], first_s: float, last_s: float) -> list[Step]:
    return [step._replace(hole=1.0) if first_s < step.t_s < last_s else step for step in steps]


def twisted(steps: list[Step], from_s: float, by_deg: float) -> list[Step]:
    """From then on turned about the vertical; the leg turns by a radian a second all the while."""
    w, z = cos(radians(by_deg) / 2.0), sin(radians(by_deg) / 2.0)
    told = []
    for step in steps:
        a, b, c, d = step.turn
        turn = (w * a - z * d, w * b - z * c, w * c + z * b, w * d + z * a)
        told.append(step._replace(turn=turn if step.t_s > from_s else step.turn, rate_rads=1.0))
    return told


@pytest.mark.parametrize("held_s", [0.8, 1.0, 1.4])
def test_two_held_tops_are_two_though_the_heel_touches_the_ground_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch, held_s: float
) -> None:
    """As quick as can be: the lean, a mean over half a second, is never lost between them."""
    quick = raised(6.0, 0.3, held_s, 0.3, 0.02, 1.2)
    steps = trail_of(course([rest(BEGINS_S), *quick, *quick, rest(1.3)])).between(0.0, 99.0)
    edges_s = [
        BEGINS_S + k * (0.62 + held_s) + at_s
        for k in range(2)
        for at_s in (0.03, 0.27, 0.33 + held_s, 0.57 + held_s)
    ]
    height = np.interp([step.t_s for step in steps], edges_s, (0.0, 1.0, 1.0, 0.0) * 2)
    assert len(found_in(monkeypatch, steps, height)) == 2


def test_an_end_in_a_hole_is_where_it_is_drawn_to_and_one_that_was_seen_is_led_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps, height = one()
    (seen,) = found_in(monkeypatch, steps, height)
    (start_hidden,) = found_in(monkeypatch, unseen(steps, 0.95, 1.35), height)
    (end_hidden,) = found_in(monkeypatch, unseen(steps, 2.65, 3.05), height)
    assert (start_hidden.end_s, end_hidden.start_s) == (seen.end_s, seen.start_s)
    assert start_hidden.start_s > seen.start_s + 0.2
    assert end_hidden.end_s < seen.end_s - 0.2


@pytest.mark.parametrize(("hidden_s", "found"), [(0.0, 0), (0.25, 1)])
def test_a_leg_that_twists_is_none_unless_a_hole_may_have_told_it_wrong(
    monkeypatch: pytest.MonkeyPatch, hidden_s: float, found: int
) -> None:
    steps, height = one()
    steps = unseen(twisted(steps, 2.0, 18.0), 2.0, 2.0 + hidden_s)
    assert len(found_in(monkeypatch, steps, height)) == found
