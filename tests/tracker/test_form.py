"""Knee bent or straight from the tilts of a shank: both forms, what is in between, and the chances told."""

from __future__ import annotations

import pytest

from tests.tracker.shapes import judged, turned
from tracker.form import CALLED
from tracker.measure import Shape
from tracker.setup import Form, Group
from tracker.surroundings import Around
from tracker.whereabouts import WALKED

SEATED = turned(8.0)  # 1.3 deg/cm, upright
STRAIGHT = turned(3.0, lean_deg=4.0)  # 0.5 deg/cm, a little forward
SQUAT = turned(4.0, lean_deg=25.0)
BETWEEN = turned(5.0, lean_deg=5.0)


def test_a_shank_that_turns_as_in_sitting_is_bent() -> None:
    call = judged(SEATED, sway_deg=0.05, times=5)
    assert (call.form, call.group) == (Form.BENT, Group.SEATED_LIKE)


def test_a_shank_that_turns_as_in_standing_is_straight() -> None:
    call = judged(STRAIGHT, sway_deg=0.3, times=5)
    assert (call.form, call.group) == (Form.STRAIGHT, Group.STANDING_STRAIGHT)


def test_a_shank_that_leans_far_forward_is_bent_and_stands() -> None:
    call = judged(SQUAT, sway_deg=0.4, times=5)
    assert (call.form, call.group) == (Form.BENT, Group.STANDING_BENT_LIKE)


@pytest.mark.parametrize(("turn", "lean", "sway"), [(8.0, 0.0, 0.05), (3.0, 4.0, 0.3), (4.0, 25.0, 0.4)])
def test_a_form_holds_for_a_sensor_worn_the_other_way_round(turn: float, lean: float, sway: float) -> None:
    worn = judged(turned(turn, lean), sway_deg=sway, times=5)
    behind = judged(turned(-turn, -lean, thrust_ms2=-0.2), sway_deg=sway, times=5)
    assert behind.p_bent == pytest.approx(worn.p_bent)


def test_in_between_it_is_uncertain() -> None:
    assert judged(BETWEEN).form is Form.UNCERTAIN


def test_stillness_speaks_for_sitting() -> None:
    assert judged(BETWEEN, sway_deg=0.03).p_bent > judged(BETWEEN, sway_deg=0.5).p_bent + 0.2


@pytest.mark.parametrize("height_cm", [3.0, 6.0, 10.0])
def test_what_counts_is_the_turn_for_the_height(height_cm: float) -> None:
    seated = judged(turned(1.4 * height_cm, 0.0, height_cm), times=5)
    standing = judged(turned(0.5 * height_cm, 0.0, height_cm), times=5)
    assert seated.p_bent > standing.p_bent + 0.1


def test_the_further_it_turns_the_more_it_is_bent() -> None:
    chances = [judged(turned(deg), times=3).p_bent for deg in (3.0, 4.5, 6.0, 7.5, 9.0)]
    assert chances == sorted(chances)


def test_a_set_knows_more_than_one_repetition() -> None:
    assert judged(SEATED, times=8).p_bent > judged(SEATED).p_bent


@pytest.mark.parametrize("shape", [SEATED, STRAIGHT, SQUAT, BETWEEN])
@pytest.mark.parametrize("sway", [None, 0.0, 0.05, 3.0])
def test_chances_are_chances(shape: Shape, sway: float | None) -> None:
    call = judged(shape, sway_deg=sway)
    assert 0.0 <= call.p_bent <= 1.0
    assert 1.0 / 3.0 <= call.group_confidence <= 1.0


@pytest.mark.parametrize("turn", [-80.0, 0.0, 80.0])
def test_absurd_turns_still_give_chances(turn: float) -> None:
    assert 0.0 <= judged(turned(turn, lean_deg=60.0), times=20).p_bent <= 1.0


def test_bent_and_straight_are_called_from_the_same_odds() -> None:
    for deg in range(30, 90):
        call = judged(turned(deg / 10.0), times=2)
        expected = (
            Form.BENT
            if call.p_bent >= CALLED
            else Form.STRAIGHT
            if call.p_bent <= 1.0 - CALLED
            else Form.UNCERTAIN
        )
        assert call.form is expected


def test_flexion_is_told_where_the_posture_is_plain() -> None:
    straight = judged(turned(2.0, lean_deg=2.0), around=Around(0.3, 9.0, None, WALKED), times=5).flexion_deg
    seated = judged(SEATED, sway_deg=0.05, times=5).flexion_deg
    assert straight is not None
    assert seated is not None
    assert 5.0 <= straight < 15.0
    assert 80.0 < seated <= 95.0


def test_flexion_is_not_told_where_only_bent_is_plain() -> None:
    call = judged(turned(3.6, lean_deg=23.0), sway_deg=0.3, times=5)
    assert call.form is Form.BENT
    assert call.flexion_deg is None
