"""When a set ends and why, and how sets are numbered."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import Event, RepCounted, SetEnd, SetEnded, SetStarted
from tracker.samples import Samples

LEAD = rest(4)
SET = raised(6.0) * 3  # ends at 12.4 s, the last heel down at 11.6
NEXT = Control(ControlKind.NEXT_SET)


def after(*legs: Leg | list[Leg]) -> Samples:
    return course(LEAD, SET, *legs)


def ends(events: list[Event]) -> list[SetEnd]:
    return [event.reason for event in only(events, SetEnded)]


def steps(count: int, deg: float = 60.0) -> list[Leg]:
    """Of one leg in walking: it swings at 5 rad/s."""
    return [Leg(0.35, 6.0, deg, 20.0), Leg(0.35, -6.0, -deg, -20.0), rest(0.4)] * count


def test_ten_seconds_without_a_repetition_end_it() -> None:
    (end,) = only(told(after(rest(15))), SetEnded)
    assert end.reason is SetEnd.PAUSE
    assert end.t_s == pytest.approx(21.6, abs=0.3)


def test_nine_seconds_without_a_repetition_do_not() -> None:
    assert ends(told(after(rest(8.2), SET, rest(3)))) == [SetEnd.STREAM_END]


def test_where_each_takes_seven_seconds_it_ends_later() -> None:
    """One of them may have been missed."""
    slow = [Leg(3.0, 6.0, 6.0), rest(0.5), Leg(3.5, -6.0, -6.0), rest(1.0)] * 3
    (end,) = only(told(course(LEAD, slow, rest(25))), SetEnded)
    assert end.reason is SetEnd.PAUSE
    assert 14.0 < end.t_s - (4.0 + 3 * 8.0 - 1.0) < 19.0


def test_a_pause_that_ends_a_set_lets_the_next_begin() -> None:
    assert ends(told(after(rest(11), SET, rest(3)))) == [SetEnd.PAUSE, SetEnd.STREAM_END]


def test_walking_off_ends_it() -> None:
    (end,) = only(told(after(rest(2), steps(6))), SetEnded)
    assert (end.reason, end.t_s < 21.0) == (SetEnd.WALKED, True)


def test_a_single_step_does_not_end_it() -> None:
    assert ends(told(after(rest(2), steps(1), rest(3)))) == [SetEnd.STREAM_END]


def test_another_posture_for_three_seconds_ends_it() -> None:
    (end,) = only(told(after(Leg(1.5, 0.0, 60.0), rest(5))), SetEnded)
    assert end.reason is SetEnd.POSTURE
    assert end.t_s == pytest.approx(16.4, abs=0.6)


@pytest.mark.parametrize(("deg", "seconds"), [(60.0, 1.0), (30.0, 5.0)])
def test_bending_for_a_moment_or_a_little_does_not_end_it(deg: float, seconds: float) -> None:
    bent = [Leg(1.0, 0.0, deg), rest(seconds), Leg(1.0, 0.0, -deg)]
    assert ends(told(after(bent, rest(1)))) == [SetEnd.STREAM_END]


def test_a_gap_of_ten_seconds_ends_it() -> None:
    samples = without(after(rest(20), SET), 12.0, 24.0)
    assert ends(told(samples)) == [SetEnd.GAP, SetEnd.STREAM_END]


def test_a_short_gap_does_not_end_it() -> None:
    samples = without(after(rest(7), SET), 13.0, 18.0)
    assert ends(told(samples)) == [SetEnd.STREAM_END]


def test_asking_for_the_next_ends_it() -> None:
    (end,) = only(told(after(rest(3)), {13.0: NEXT}), SetEnded)
    assert end.reason is SetEnd.NEXT_SET
    assert end.t_s == pytest.approx(13.0, abs=0.02)


def test_asking_for_the_next_without_a_set_does_nothing() -> None:
    assert told(course(rest(6)), {3.0: NEXT}) == []


def test_asking_for_the_next_in_the_middle_of_a_repetition_takes_it_in_neither() -> None:
    events = told(after(rest(2)), {10.8: NEXT})
    assert [event.summary.reps for event in only(events, SetEnded)] == [2]


def test_the_end_of_the_stream_ends_it() -> None:
    assert ends(told(after(rest(2)))) == [SetEnd.STREAM_END]


def test_sets_are_numbered_from_one() -> None:
    events = told(after(rest(3), SET, rest(3), SET, rest(2)), {14.0: NEXT, 25.0: NEXT})
    assert [event.set_index for event in only(events, SetStarted)] == [1, 2, 3]


def test_repetitions_are_numbered_anew_in_each_set() -> None:
    events = told(after(rest(3), SET, rest(2)), {14.0: NEXT})
    numbers = [(event.set_index, event.rep.index) for event in only(events, RepCounted)]
    assert numbers == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_a_repetition_keeps_its_own_number_through_all_sets() -> None:
    events = told(after(rest(3), SET, rest(2)), {14.0: NEXT})
    ids = [event.rep.rep_id for event in only(events, RepCounted)]
    assert ids == sorted(set(ids))


def test_it_begins_with_its_first_repetition() -> None:
    (start,) = only(told(after(rest(2))), SetStarted)
    assert start.start_s == pytest.approx(4.0, abs=0.2)


def test_it_ends_with_its_last_repetition_however_long_the_wait() -> None:
    (end,) = only(told(after(rest(15))), SetEnded)
    assert end.summary.end_s == pytest.approx(11.6, abs=0.3)


def test_a_single_repetition_is_a_set() -> None:
    (end,) = only(told(course(LEAD, raised(6.0), rest(3))), SetEnded)
    assert end.summary.reps == 1


def test_a_swaying_stand_between_repetitions_does_not_end_it() -> None:
    samples = course(LEAD, SET, rest(7), SET, rest(2), shank=Shank(sway_deg=0.3))
    assert ends(told(samples)) == [SetEnd.STREAM_END]
