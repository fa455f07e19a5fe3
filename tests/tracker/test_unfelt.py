"""Heels that are let down too slowly to be felt: the next rise shows that they were down."""

from __future__ import annotations

import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, told
from tracker.samples import Samples

LEAD, TAIL = rest(5), rest(6)
STRAIGHT = 0.3  # deg a centimetre: no more than sway, so the lean tells nothing


def lowered_slowly(cm: float, down_s: float, count: int = 6, seed: int = 1) -> Samples:
    one = raised(cm, 0.7, 0.8, down_s, 0.9, STRAIGHT)
    return course(LEAD, *[one] * count, TAIL, shank=Shank(sway_deg=0.3, seed=seed))


@pytest.mark.parametrize("down_s", [1.5, 2.5, 3.5])
@pytest.mark.parametrize("cm", [3.0, 5.0, 8.0])
def test_a_heel_is_counted_however_slowly_it_is_let_down(cm: float, down_s: float) -> None:
    assert len(final(told(lowered_slowly(cm, down_s)))) == 6


@pytest.mark.parametrize("seconds", [3.0, 6.0])
def test_a_heel_that_stays_up_and_trembles_is_not_counted_twice(seconds: float) -> None:
    one = [*raised(5.0, 0.7, seconds, 0.8, 1.5, STRAIGHT)]
    assert len(final(told(course(LEAD, *[one] * 5, TAIL, shank=Shank(sway_deg=0.6))))) == 5
