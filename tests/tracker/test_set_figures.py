"""The figures of a finished set."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import final, only, told
from tests.tracker.shapes import turned
from tracker.controls import Control, ControlKind
from tracker.counting import Counting
from tracker.events import Event, SetEnd, SetEnded, SetSummary
from tracker.setup import Exercise, Setup
from tracker.surroundings import Around

LEAD, TAIL = rest(4), rest(3)


def events(*legs: list[Leg], setup: Setup | None = None) -> list[Event]:
    return told(course(LEAD, *legs, TAIL), setup=setup)


def summary(*legs: list[Leg], setup: Setup | None = None) -> SetSummary:
    (end,) = only(events(*legs, setup=setup), SetEnded)
    return end.summary


def heights(*cms: float) -> list[Leg]:
    return [leg for cm in cms for leg in raised(cm)]


def test_full_and_partial_repetitions_are_told_apart() -> None:
    found = summary(heights(6, 6, 6, 2, 6, 2))
    assert (found.reps, found.partials) == (4, 2)


def test_its_best_and_mean_height_are_those_of_its_full_repetitions() -> None:
    told_last = events(heights(5, 6, 7, 2, 6))
    (end,) = only(told_last, SetEnded)
    full = [rep.height_cm for rep in final(told_last) if not rep.partial]
    assert end.summary.best_height_cm == max(full)
    assert end.summary.mean_height_cm == pytest.approx(sum(full) / len(full))


@pytest.mark.parametrize(("late_cm", "loss_pct"), [(6.0, 0.0), (4.8, 20.0), (4.2, 30.0)])
def test_its_height_loss_is_of_the_last_three_against_the_first_three(
    late_cm: float, loss_pct: float
) -> None:
    found = summary(heights(6, 6, 6, 5.5, late_cm, late_cm, late_cm))
    assert found.height_loss_pct == pytest.approx(loss_pct, abs=8.0)


def test_five_repetitions_have_no_height_loss_yet() -> None:
    assert summary(heights(6, 6, 6, 6, 6)).height_loss_pct is None


@pytest.mark.parametrize("pause_s", [0.4, 1.0, 2.0])
def test_its_cadence_is_from_peak_to_peak(pause_s: float) -> None:
    found = summary(raised(6.0, pause_s=pause_s) * 5)
    assert found.cadence_per_min == pytest.approx(60.0 / (2.0 + pause_s), rel=0.04)


def test_one_repetition_has_no_cadence() -> None:
    assert summary(heights(6)).cadence_per_min is None


def test_a_set_that_was_only_corrected_has_no_heights() -> None:
    (end,) = only(told(course(rest(6)), {3.0: Control(ControlKind.CORRECT, 2)}), SetEnded)
    found = end.summary
    assert (found.reps, found.corrected, found.best_height_cm, found.mean_height_cm) == (0, 2, None, None)


def test_the_declared_exercise_gives_the_name_within_the_group_seen() -> None:
    seen = summary(raised(6.0, deg_per_cm=1.4) * 4)
    assert seen.exercise is Exercise.SEATED_SOLEUS_RAISE
    declared = summary(raised(6.0, deg_per_cm=1.4) * 4, setup=Setup(Exercise.SOLEUS_BRIDGE))
    assert declared.exercise is Exercise.SOLEUS_BRIDGE


def test_a_declared_exercise_of_another_group_does_not_give_the_name() -> None:
    found = summary(raised(6.0, deg_per_cm=2.0) * 8, setup=Setup(Exercise.HEEL_DROP_STRAIGHT))
    assert found.exercise is Exercise.SEATED_SOLEUS_RAISE


def test_what_was_declared_is_kept_beside_what_was_seen() -> None:
    found = summary(raised(6.0, deg_per_cm=2.0) * 8, setup=Setup(Exercise.HEEL_DROP_STRAIGHT))
    assert found.declared is Exercise.HEEL_DROP_STRAIGHT


def test_one_first_measured_too_low_is_full_once_its_figures_are_final() -> None:
    counting, out = Counting(Setup()), list[Event]()
    for _ in range(3):
        counting.next_rep()
        counting.count(0.0, turned(6.0, height_cm=6.0), 0.0, Around(), out)
    number = counting.next_rep()
    assert counting.count(1.0, turned(6.0, height_cm=2.0), 0.0, Around(), out)
    counting.settle(2.0, turned(6.0, height_cm=5.5), out)
    assert not counting.is_partial(number)
    counting.end_set(9.0, SetEnd.PAUSE, out)
    (end,) = only(out, SetEnded)
    assert (end.summary.reps, end.summary.partials) == (4, 0)


def test_one_found_in_hindsight_has_the_form_of_its_neighbours_in_the_end() -> None:
    counting, out = Counting(Setup()), list[Event]()
    counting.next_rep()
    counting.count(0.0, turned(9.0, height_cm=6.0), 0.0, Around(), out)
    counting.add_late(1.0, turned(9.0, height_cm=6.0), out)
    for _ in range(5):
        counting.next_rep()
        counting.count(2.0, turned(9.0, height_cm=6.0), 0.0, Around(), out)
    counting.end_set(9.0, SetEnd.PAUSE, out)
    assert len({rep.form for rep in final(out)}) == 1
