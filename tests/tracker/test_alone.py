"""One or two repetitions that no others are near do not stand; whatever speaks for them keeps them."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import Event, SetStarted, SetWithdrawn
from tracker.explain import Candidate, Verdict
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Setup

LONG = rest(60)
ONE = course(rest(4), raised(6.0), LONG)


def stands(*legs: Leg | list[Leg]) -> list[int]:
    """The counts of the sets that stand."""
    return counts(told(course(*legs)))


def counts(events: list[Event]) -> list[int]:
    return [record.count for record in Ledger(events).sets]


@pytest.mark.parametrize("reps", [1, 2])
def test_one_or_two_alone_are_no_set(reps: int) -> None:
    assert stands(rest(4), raised(6.0) * reps, LONG) == []


def test_where_all_are_to_be_kept_one_alone_stands() -> None:
    assert counts(told(ONE, setup=Setup(keeps_all=True))) == [1]


def test_three_are_a_set() -> None:
    assert stands(rest(4), raised(6.0) * 3, LONG) == [3]


def test_while_others_may_follow_nothing_is_taken_back() -> None:
    assert stands(rest(4), raised(6.0), rest(30)) == [1]


def test_before_and_after_others_they_stand() -> None:
    assert stands(rest(4), raised(6.0), rest(25), raised(6.0) * 3, rest(25), raised(6.0), LONG) == [1, 3, 1]


def test_far_from_others_they_do_not() -> None:
    assert stands(rest(4), raised(6.0), LONG, raised(6.0) * 3, LONG, raised(6.0), LONG) == [3]


def test_sets_of_two_with_short_rests_stand() -> None:
    assert stands(rest(4), *([*raised(6.0) * 2, rest(20)] for _ in range(3)), LONG) == [2, 2, 2]


def test_one_held_is_an_exercise_by_itself() -> None:
    assert stands(rest(4), raised(6.0, hold_s=6.0), LONG) == [1]


@pytest.mark.parametrize(
    "control",
    [
        Control(ControlKind.CORRECT, 1),
        Control(ControlKind.PAIN, 3),
        Control(ControlKind.NEXT_SET),
    ],
    ids=["a correction", "a pain", "the next set asked for"],
)
def test_what_a_person_says_something_of_stands(control: Control) -> None:
    assert counts(told(ONE, {8.0: control})) != []


def test_time_that_is_not_seen_does_not_count() -> None:
    samples = course(rest(4), raised(6.0), rest(90))
    seen = (samples.t_s < 20.0) | (samples.t_s > 80.0)
    gone = Samples(samples.t_s[seen], samples.acc_ms2[seen], samples.gyr_rads[seen])
    assert counts(told(gone)) == [1]
    assert counts(told(samples)) == []


@pytest.mark.parametrize(("before", "after"), [(2, 10), (10, 2), (2, 2)])
def test_what_a_lost_link_parts_is_not_far_for_that(before: int, after: int) -> None:
    samples = course(rest(4), raised(6.0) * before, rest(62), raised(6.0) * after, LONG)
    lost_s = 5.0 + 2.8 * before
    assert counts(told(without(samples, lost_s, lost_s + 58.0))) == [before, after]


@pytest.mark.parametrize("after", [2, 10])
def test_nor_what_a_pause_parts_after_a_set(after: int) -> None:
    samples = course(rest(4), raised(6.0) * 2, rest(80), raised(6.0) * after, LONG)
    pause = {22.0: Control(ControlKind.PAUSE), 88.0: Control(ControlKind.RESUME)}
    assert counts(told(samples, pause)) == [2, after]


def test_while_a_heel_is_up_nothing_is_taken_back() -> None:
    assert stands(rest(4), raised(6.0), rest(20), raised(6.0, hold_s=45.0), rest(15)) == [1, 1]
    assert stands(rest(4), raised(6.0), rest(38), raised(6.0) * 4, rest(15)) == [1, 4]


def test_the_next_set_asked_for_when_it_is_over_already_speaks_for_it() -> None:
    assert counts(told(ONE, {20.0: Control(ControlKind.NEXT_SET)})) == [1]


def test_what_is_far_from_a_set_that_runs_to_the_end_does_not_stand_either() -> None:
    samples = course(rest(4), raised(6.0), rest(60), raised(6.0) * 4)
    gone = without(samples, 10.0, 12.0)
    assert counts(told(gone)) == [4]


def test_a_pause_does_not_count() -> None:
    pause = {9.0: Control(ControlKind.PAUSE), 62.0: Control(ControlKind.RESUME)}
    assert counts(told(ONE, pause)) == [1]


def test_the_next_set_has_its_number() -> None:
    events = told(course(rest(4), raised(6.0), LONG, raised(6.0) * 3, LONG))
    assert [event.set_index for event in only(events, SetStarted)] == [1, 1]
    assert [event.set_index for event in only(events, SetWithdrawn)] == [1]
    assert [record.index for record in Ledger(events).sets] == [1]


def test_a_correction_after_it_speaks_of_the_set_before() -> None:
    events = told(
        course(rest(4), raised(6.0) * 3, LONG, raised(6.0), LONG), {130.0: Control(ControlKind.CORRECT, 2)}
    )
    assert counts(events) == [5]


def test_with_none_before_a_correction_begins_a_set() -> None:
    assert counts(told(ONE, {60.0: Control(ControlKind.CORRECT, 2)})) == [2]


def test_undo_has_nothing_to_take_back_then() -> None:
    assert counts(told(ONE, {60.0: Control(ControlKind.UNDO)})) == []


def test_why_is_told_to_who_asks() -> None:
    heard: list[Candidate] = []
    told(ONE, observer=heard.append)
    assert [one.verdict for one in heard] == [Verdict.COUNTED, Verdict.ALONE]
    assert heard[0].start_s == pytest.approx(heard[1].start_s, abs=0.1)
