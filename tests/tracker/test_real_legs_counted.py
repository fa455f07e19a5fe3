"""Real legs: ten heel raises with a straight knee, and everything else that is none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from recordings.analysis import analyze
from recordings.load import load

LEGS = Path(__file__).parents[2].parent / "shared" / "data" / "leg_imu"
HEEL_RAISES = "cmu_heelraise_left_shank"

pytestmark = pytest.mark.skipif(not LEGS.is_dir(), reason="the leg recordings are not beside the checkout")


@cache
def totals(name: str) -> dict[str, int]:
    found: dict[str, int] = analyze(load(LEGS / f"{name}.csv")).report["totals"]
    return found


def test_ten_heel_raises_are_ten_and_straight() -> None:
    assert totals(HEEL_RAISES) == {"reps": 10, "partials": 0, "bent": 0, "straight": 10, "uncertain": 0}


@pytest.mark.parametrize("name", sorted(p.stem for p in LEGS.glob("*.csv") if p.stem != HEEL_RAISES))
def test_what_is_no_heel_raise_is_not_counted(name: str) -> None:
    assert totals(name)["reps"] + totals(name)["partials"] == 0
