"""What was told live and shows beside the others to be another one, or a full one, is set right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.test_hindsight import LEAD_S, NOTHING, shape, six, trail_of
from tracker.hindsight import Hindsight
from tracker.measure import Shape
from tracker.samples import Samples


def told_between(lost: tuple[int, ...]) -> tuple[list[Shape], list[tuple[int, Shape]]]:
    """What is found, and what is set right, where the fall of the third of six and the rise of the fourth were told as
    one, and these of them were not told."""
    sight = Hindsight(trail_of(six()))
    for k in (0, 1, 2, 3, 4, 5):
        if k not in lost:
            sight.counted(shape(k), partial=False, rep_id=10 + k)
        if k == 2:
            between = replace(
                shape(2), start_s=shape(2).low_s, top_s=shape(2).end_s + 0.3, peak_s=shape(2).end_s + 0.4
            )
            sight.counted(replace(between, end_s=shape(3).start_s + 0.1), partial=False, rep_id=77)
    return sight.missed(NOTHING, shape(5).start_s, ends=False), [
        (number, one) for number, one, _ in sight.amended()
    ]


@pytest.mark.parametrize("lost", [2, 3])
def test_what_was_told_between_two_is_the_one_that_was_not(lost: int) -> None:
    found, right = told_between((lost,))
    assert found == []
    ((number, one),) = right
    assert number == 77
    assert one.peak_s == pytest.approx(shape(lost).peak_s, abs=0.4)


def test_of_two_that_were_not_it_is_one_and_the_other_is_found() -> None:
    found, right = told_between((2, 3))
    assert (len(found), len(right)) == (1, 1)


def grown(live_cm: float, true: Samples) -> list[int]:
    """Numbers of the partial ones that showed to be full: the third was told as that high."""
    sight = Hindsight(trail_of(true))
    for k in (0, 1, 2, 3, 4):
        sight.counted(shape(k, live_cm if k == 3 else 6.0), partial=k == 3, rep_id=10 + k)
        sight.missed(NOTHING, shape(k).start_s, ends=False)
    return [number for number, _, partial in sight.amended() if not partial]


def test_one_called_partial_that_was_not_is_set_right() -> None:
    assert grown(1.5, six()) == [13]


def test_one_that_was_partial_stays_so() -> None:
    small = raised(1.8, 0.8, 0.4, 0.8, 1.3, 1.0)
    one = raised(6.0, 0.8, 0.4, 0.8, 1.3, 1.0)
    assert grown(1.8, course(rest(LEAD_S), one, one, one, small, one, one, rest(4))) == []
