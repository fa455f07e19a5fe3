"""What a second sensor tells of a raise, weighed with what is known of the postures."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.bend import THIGHS, Bend, Flexion, likeliest, of_knee, of_thigh, seen_as
from tracker.postures import POSTURES

FLEXIONS = np.array([p.flexion_deg for p in POSTURES])
NAMES = [p.name for p in POSTURES]
LEFT = np.array([[0.0, 1.0, 0.0]])
EVEN = np.full(len(POSTURES), 1.0 / len(POSTURES))


def told(bend: Bend, chances: np.ndarray = EVEN) -> tuple[float, float, float]:
    """The knee, where the postures had these chances before the angle was known."""
    weights = chances * np.exp(of_knee(FLEXIONS, bend, LEFT))
    return seen_as(FLEXIONS, weights / weights.sum(), bend, LEFT)


def test_an_angle_known_for_sure_is_the_call() -> None:
    p_bent, deg, spread = told(Bend((Flexion(1.0, 60.0, 4.0),)))
    assert p_bent > 0.99
    assert deg == pytest.approx(60.0, abs=4.0)
    assert spread < 8.0


def test_two_answers_alike_stay_open() -> None:
    p_bent, _, spread = told(Bend((Flexion(0.5, 5.0, 4.0), Flexion(0.5, 90.0, 4.0))))
    assert 0.3 < p_bent < 0.95
    assert spread > 20.0


def test_between_two_answers_the_postures_decide() -> None:
    bend = Bend((Flexion(0.5, 5.0, 4.0), Flexion(0.5, 90.0, 4.0)))
    still = np.array([0.95 if name == "seated" else 0.01 for name in NAMES])
    assert told(bend, still)[0] > 0.9
    straight = np.array([0.95 if name == "straight" else 0.01 for name in NAMES])
    assert told(bend, straight)[0] < 0.1


def test_answers_near_each_other_are_one() -> None:
    one = likeliest([Flexion(0.3, 80.0, 3.0), Flexion(0.3, 84.0, 3.0), Flexion(0.4, 5.0, 3.0)])
    assert one.chance == pytest.approx(0.6)
    assert one.deg == pytest.approx(82.0)
    assert 3.0 < one.spread_deg < 5.0


def test_a_thigh_that_turns_on_its_hip_is_one_on_a_chair() -> None:
    seated = of_thigh(NAMES, [Bend((Flexion(1.0, 90.0, 90.0),), 1.4, 0.5)] * 3)
    assert NAMES[int(np.argmax(seated))] == "seated"
    assert seated[NAMES.index("seated")] > seated[NAMES.index("straight")] + 2.0


def test_a_thigh_nobody_measured_says_nothing() -> None:
    assert not of_thigh(NAMES, [Bend((Flexion(1.0, 90.0, 90.0),))]).any()


def test_each_posture_has_its_thigh() -> None:
    assert set(THIGHS) == set(NAMES)


def test_which_way_is_left_chooses_between_the_answers() -> None:
    two = (Flexion(0.5, 5.0, 4.0, ahead=0.5), Flexion(0.5, 90.0, 4.0, ahead=0.0))
    bend = Bend(two, left=(0.0, 1.0, 0.0))
    both = np.array([[0.0, 1.0, 0.0], [0.0, -1.0, 0.0]])
    ahead, behind = of_knee(FLEXIONS, bend, both)
    assert NAMES[int(np.argmax(ahead))] == "straight"
    assert NAMES[int(np.argmax(behind))] != "straight"
    chances = np.exp(np.array([ahead, behind])) * np.array([[0.02], [0.98]])
    assert seen_as(FLEXIONS, chances / chances.sum(), bend, both)[0] > 0.9
