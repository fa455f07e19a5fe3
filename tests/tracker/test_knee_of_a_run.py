"""Which of a run's readings of two sensors is its knee's."""

from __future__ import annotations

import pytest

from tracker.bend import Bend, Flexion
from tracker.evidence import ALONE_DEG, Rep, Run
from tracker.surroundings import Around

UP = (0.0, 0.0, 1.0)


def run(*degs: float | None) -> Run:
    """Of repetitions with these angles; None where the thigh's samples were missing."""
    found = Run([])
    for deg in degs:
        knee = None if deg is None else Bend((Flexion(1.0, deg, 3.0, 1.0),))
        found.add(Rep(UP, 5.0, UP, UP, 1.0, 1.0, Around(), knee))
    return found


@pytest.mark.parametrize(
    ("degs", "of"),
    [
        ((88.0,), 88.0),
        ((88.0, 90.0, 91.0), 91.0),  # what is known grows
        ((88.0, 90.0, 24.0), 90.0),  # who stands up rises too
        ((88.0, 90.0, 24.0, 25.0), 25.0),  # two alike are no accident
        ((5.0, 88.0), 88.0),  # too few to outvote one
        ((5.0, 88.0, 10.0), 10.0),  # nothing agrees with what is before
        ((88.0, 90.0, 91.0, None), 91.0),
        ((88.0, 90.0, 90.0 - ALONE_DEG), 90.0 - ALONE_DEG),
    ],
)
def test_it_is_the_last_unless_that_is_alone_elsewhere(degs: tuple[float | None, ...], of: float) -> None:
    knee = run(*degs).knee
    assert knee is not None
    assert knee.answers[0].deg == of


def test_without_a_second_sensor_there_is_none() -> None:
    assert run(None, None).knee is None


def test_what_is_asked_before_another_is_added_is_asked_again() -> None:
    one = run(88.0, 90.0)
    assert one.knee is not None
    one.add(run(91.0).reps[0])
    assert one.knee is not None
    assert one.knee.answers[0].deg == 91.0
    one.pop()
    assert one.knee.answers[0].deg == 90.0
