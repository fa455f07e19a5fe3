"""Whether the movements into a lean and out of it are a rise and a fall."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.edges import Edges, is_raised
from tracker.steady import GRAVITY_MS2
from tracker.trail import STEP_S, Step

NO_OFFSET = (0.0, 0.0, 0.0)


def steps(height_m: float, up_s: float, top_s: float, rms_ms2: float) -> list[Step]:
    """At rest for 2 s, up by so much, at its top, down again and at rest: a minimum-jerk movement each way."""
    places = np.arange(0.0, 4.0 + 2.0 * up_s + top_s, STEP_S) + 0.5 * STEP_S
    raw = np.zeros(len(places))
    for begins_s, sign in ((2.0, 1.0), (2.0 + up_s + top_s, -1.0)):
        u = np.clip((places - begins_s) / up_s, 0.0, 1.0)
        raw += sign * height_m / up_s**2 * (60.0 * u - 180.0 * u**2 + 120.0 * u**3)
    up, turn = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 0.0)
    return [
        Step(
            float(t), float(a), rms_ms2, 0.0, up, 0.5, 0.1, 0.0, up, turn, (0.0, 0.0, GRAVITY_MS2 + float(a))
        )
        for t, a in zip(places + 0.5 * STEP_S, raw, strict=True)
    ]


def said(height_m: float, up_s: float, top_s: float, usual_s: float, rms_ms2: float = 0.1) -> bool:
    """Of a leg that leans from the middle of that rise to the middle of that fall, where 5 cm are usual."""
    first, last = round((2.0 + 0.45 * up_s) / STEP_S), round((2.0 + 1.55 * up_s + top_s) / STEP_S)
    return is_raised(
        steps(height_m, up_s, top_s, rms_ms2),
        NO_OFFSET,
        first,
        last,
        Edges(0.05, up_s, up_s),
        usual_s=usual_s,
    )


@pytest.mark.parametrize("usual_s", [2.0, 20.0])
def test_a_quick_rise_is_felt_and_a_lean_without_one_is_none(usual_s: float) -> None:
    assert said(0.05, 1.0, 4.0, usual_s)
    assert not said(0.0, 1.0, 4.0, usual_s)


def test_a_slow_rise_that_cannot_be_felt_is_taken_for_one_where_the_others_lean_for_as_long() -> None:
    assert said(0.02, 3.0, 1.0, 8.0, rms_ms2=0.4)
    assert not said(0.02, 3.0, 1.0, 3.0, rms_ms2=0.4)
