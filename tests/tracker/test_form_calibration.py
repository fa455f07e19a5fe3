"""A probability of bent that is told means what it says, for people drawn from the documented spreads."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.tracker.shapes import judged, turned
from tracker.evidence import ABOVE_M, CARRY, CARRY_SPREAD, REP_DEG, REST_DEG, SOFT_DEG
from tracker.form import Call
from tracker.postures import POSTURES, Posture
from tracker.setup import Exercise, Form
from tracker.strapping import ASKEW_DEG

PEOPLE = 1500


@cache
def population(seed: int, declared: Exercise | None = None) -> list[tuple[Posture, Call]]:
    """People in each posture as often as the prior says, five repetitions each."""
    rng = np.random.default_rng(seed)
    found = []
    for k in rng.choice(len(POSTURES), PEOPLE):
        p = POSTURES[int(k)]
        height_cm = rng.uniform(3.0, 9.0)
        deg_cm, soft = rng.normal(*p.turn_deg_cm), rng.normal(0.0, SOFT_DEG)
        carry = CARRY - 100.0 * rng.uniform(*ABOVE_M) * np.radians(deg_cm) + rng.normal(0.0, CARRY_SPREAD)
        lean = rng.normal(p.lean_deg[0], np.hypot(p.lean_deg[1], ASKEW_DEG))
        sway = p.sway_deg[0] * 10.0 ** rng.normal(0.0, p.sway_deg[1])
        reps = [
            turned(
                deg_cm * height_cm + soft + rng.normal(0.0, REP_DEG),
                lean + rng.normal(0.0, 0.3 * REST_DEG),
                height_cm,
                thrust_ms2=0.3 * carry,
            )
            for _ in range(5)
        ]
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
    assert np.mean(right) > 0.9


def test_most_forms_are_called() -> None:
    assert np.mean([call.form is not Form.UNCERTAIN for _, call in population(1)]) > 0.85


def test_a_wrong_declaration_does_not_overrule_the_plain() -> None:
    seated = [call for p, call in population(2, Exercise.STANDING_CALF_RAISE) if p is POSTURES[0]]
    assert np.mean([call.form is Form.STRAIGHT for call in seated]) < 0.1


def test_a_knee_angle_is_told_only_where_it_is_known() -> None:
    told = [
        (abs(call.flexion_deg - p.flexion_deg[0]), p)
        for p, call in population(1)
        if call.flexion_deg is not None
    ]
    assert np.mean([off for off, _ in told]) < 15.0
    assert all(call.flexion_deg is None for _, call in population(1) if call.form is Form.UNCERTAIN)
