"""A probability of bent that is told means what it says, for people drawn from the documented spreads."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.tracker.shapes import judged, turned
from tracker.form import ASKEW_DEG, POSTURES, REP_DEG, SOFT_DEG, Call, Posture
from tracker.setup import Exercise, Form

PEOPLE = 1500


@cache
def population(seed: int, declared: Exercise | None = None) -> list[tuple[Posture, Call]]:
    """People in each posture as often as the prior says, five repetitions each."""
    rng = np.random.default_rng(seed)
    found = []
    for k in rng.choice(len(POSTURES), PEOPLE, p=[p.prior for p in POSTURES]):
        p = POSTURES[int(k)]
        height_cm = rng.uniform(3.0, 9.0)
        turn = rng.normal(p.turn_deg_cm, p.turn_spread) * height_cm + rng.normal(0.0, SOFT_DEG)
        lean = rng.normal(p.lean_deg, np.hypot(p.lean_spread, ASKEW_DEG))
        sway = p.sway_deg * 10.0 ** rng.normal(0.0, p.sway_spread)
        reps = [turned(turn + rng.normal(0.0, REP_DEG), lean, height_cm) for _ in range(5)]
        found.append((p, judged(*reps, sway_deg=sway, declared=declared)))
    return found


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.0)])
def test_of_those_told_a_chance_so_many_are_bent(low: float, high: float) -> None:
    told = [(p.bent, call.p_bent) for p, call in population(1) if low <= call.p_bent < high]
    share, expected = np.mean(told, axis=0)
    assert share == pytest.approx(expected, abs=0.05 + 1.5 * (0.25 / len(told)) ** 0.5)


@pytest.mark.parametrize(("low", "high"), [(0.4, 0.7), (0.7, 0.9), (0.9, 1.0)])
def test_of_those_told_a_group_so_many_are_of_it(low: float, high: float) -> None:
    told = [
        (p.group is call.group, call.group_confidence)
        for p, call in population(1)
        if low <= call.group_confidence < high
    ]
    share, expected = np.mean(told, axis=0)
    assert share == pytest.approx(expected, abs=0.05 + 1.5 * (0.25 / len(told)) ** 0.5)


def test_nine_of_ten_called_forms_are_right() -> None:
    called = [(p.bent, call.form) for p, call in population(1) if call.form is not Form.UNCERTAIN]
    right = [form is (Form.BENT if bent else Form.STRAIGHT) for bent, form in called]
    assert np.mean(right) > 0.85


def test_most_forms_are_called() -> None:
    assert np.mean([call.form is not Form.UNCERTAIN for _, call in population(1)]) > 0.75


def test_a_wrong_declaration_does_not_overrule_the_plain() -> None:
    seated = [call for p, call in population(2, Exercise.STANDING_CALF_RAISE) if p is POSTURES[0]]
    assert np.mean([call.form is Form.STRAIGHT for call in seated]) < 0.1
