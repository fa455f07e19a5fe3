"""A set read again: what was missed is found by what the others have in common, and nothing else is."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest

from tests.tracker.course import Leg, course, raised, rest
from tests.tracker.driving import without
from tests.tracker.test_stillness import moments
from tracker.hindsight import Hindsight
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.samples import Samples
from tracker.trail import STEP, Trail

PERIOD_S = 3.3
LEAD_S = 4.0
NOTHING = (0.0, 0.0, 0.0)


def trail_of(samples: Samples) -> Trail:
    trail, memory = Trail(), deque[Moment](maxlen=STEP)
    for k, moment in enumerate(moments(samples), 1):
        memory.append(moment)
        if k % STEP == 0:
            trail.take(memory)
    return trail


def six(cm: float = 6.0, third: list[Leg] | None = None, deg_per_cm: float = 1.0) -> Samples:
    """Six repetitions of 2 s with a pause of 1.3 s; something else may stand in place of the third."""
    one = raised(cm, 0.8, 0.4, 0.8, 1.3, deg_per_cm)
    return course(rest(LEAD_S), one, one, third if third is not None else one, one, one, one, rest(4))


def shape(k: float, cm: float = 6.0, deg: float = 6.0) -> Shape:
    """The k-th of six as the live reading tells it, from 0."""
    start_s = LEAD_S + k * PERIOD_S
    return Shape(
        start_s=start_s,
        top_s=start_s + 0.65,
        peak_s=start_s + 1.0,
        leave_s=start_s + 1.35,
        hold_s=None,
        low_s=start_s + 1.7,
        end_s=start_s + 2.0,
        height_m=cm / 100.0,
        error_m=0.002,
        end_height_m=0.0,
        strain=0.3,
        shift_m=0.0,
        shake_ms2=0.5,
        turn_rad=(deg * 0.01745, 0.0, 0.0),
        thrust=(0.2, 0.0, 0.0),
        lift_ms2=0.3,
        up_at_start=(0.0, 0.0, 1.0),
    )


def found_by(samples: Samples, counted: tuple[int, ...], *, partial: tuple[int, ...] = ()) -> list[Shape]:
    """What is found once the last of these was counted live, and at the end."""
    sight = Hindsight(trail_of(samples))
    found: list[Shape] = []
    for k in counted:
        one = shape(k)
        sight.counted(one, partial=k in partial)
        found += sight.missed(NOTHING, one.start_s, ends=False)
    return found + sight.missed(NOTHING, float(samples.t_s[-1]), ends=True)


@pytest.mark.parametrize("lost", [0, 1, 2, 3, 5])
def test_the_one_that_was_missed_is_found_where_it_was(lost: int) -> None:
    (found,) = found_by(six(), tuple(k for k in range(6) if k != lost))
    true = shape(lost)
    assert (found.start_s, found.peak_s, found.end_s) == pytest.approx(
        (true.start_s, true.peak_s, true.end_s), abs=0.35
    )
    assert found.height_m == pytest.approx(0.06, abs=0.01)


def test_two_missed_in_a_row_are_two() -> None:
    assert len(found_by(six(), (0, 3, 4, 5))) == 2


def test_where_all_were_counted_nothing_is_found() -> None:
    assert found_by(six(), (0, 1, 2, 3, 4, 5)) == []


def test_before_three_nothing_is_said() -> None:
    assert found_by(six(), (0, 3)) == []


def test_partial_ones_do_not_tell_the_usual() -> None:
    assert found_by(six(), (0, 1, 3), partial=(3,)) == []


def test_a_hole_over_half_of_the_rise_does_not_hide_it() -> None:
    start_s = shape(2).start_s
    lossy = without(six(), start_s + 0.1, start_s + 0.5)
    assert len(found_by(lossy, (0, 1, 3, 4, 5))) == 1


@pytest.mark.parametrize(
    "other",
    [
        [
            Leg(1.0, 0.0, -15.0),
            rest(0.3),
            Leg(1.0, 0.0, 15.0),
            rest(1.0),
        ],  # half a squat: it turns, it does not rise
        [Leg(0.8, 6.0, -6.0), rest(0.4), Leg(0.8, -6.0, 6.0), rest(1.3)],  # it tips the other way
        [Leg(0.8, 2.0, 2.0), rest(0.4), Leg(0.8, -2.0, -2.0), rest(1.3)],  # a third of the height
        [Leg(0.8, 14.0, 30.0), rest(0.4), Leg(0.8, -14.0, -30.0), rest(1.3)],  # a leg is lifted
        [rest(3.3)],
        [
            Leg(0.8, 8.0, 12.0),
            rest(0.4),
            Leg(0.8, -8.0, -7.0),
            rest(1.3),
        ],  # each a little: higher, further, elsewhere
    ],
    ids=["squat", "tips forward", "partial", "leg lift", "rest", "many things"],
)
def test_what_is_not_like_the_others_is_not_found(other: list[Leg]) -> None:
    assert found_by(six(third=other), (0, 1, 3, 4, 5)) == []


def test_one_that_was_counted_for_two_hides_only_one() -> None:
    trail = trail_of(six())
    sight = Hindsight(trail)
    for k in (0, 1):
        sight.counted(shape(k), partial=False)
    both = replace(shape(2), end_s=shape(3).end_s, peak_s=shape(3).peak_s)
    sight.counted(both, partial=False)
    for k in (4, 5):
        sight.counted(shape(k), partial=False)
    found = sight.missed(NOTHING, shape(5).start_s, ends=False)
    assert [one.peak_s for one in found] == pytest.approx([shape(2).peak_s], abs=0.4)


def test_what_the_person_corrected_is_not_corrected_again() -> None:
    sight = Hindsight(trail_of(six()))
    for k in (0, 1, 3):
        sight.counted(shape(k), partial=False)
    sight.close(shape(3).end_s)
    assert sight.missed(NOTHING, shape(4).start_s, ends=False) == []


def measured_too_high_at_first(sight: Hindsight) -> list[Shape]:
    """What is found live when the first three counted were told twice as high as they were, and the third was missed."""
    found: list[Shape] = []
    for k, cm in ((0, 13.0), (1, 13.0), (3, 13.0), (4, 6.0), (5, 6.0)):
        found += sight.missed(NOTHING, shape(k).start_s, ends=False)
        sight.counted(shape(k, cm), partial=False)
    for k in (4, 5, 4, 5):  # and more, which weigh in what they have in common
        sight.counted(shape(k), partial=False)
    return found


def test_what_shows_only_by_what_is_known_at_the_end_is_found_then() -> None:
    sight = Hindsight(trail_of(six()))
    assert measured_too_high_at_first(sight) == []
    (found,) = sight.missed_before(NOTHING)
    assert found.peak_s == pytest.approx(shape(2).peak_s, abs=0.3)
    assert sight.missed_before(NOTHING) == []


def test_what_the_person_corrected_is_not_read_again_at_the_end() -> None:
    sight = Hindsight(trail_of(six()))
    measured_too_high_at_first(sight)
    sight.close(shape(5).end_s)
    assert sight.missed_before(NOTHING) == []


def test_one_whose_end_was_told_too_early_is_not_two() -> None:
    sight = Hindsight(trail_of(six()))
    for k in range(6):
        short = replace(shape(k), end_s=shape(k).top_s + 0.1, peak_s=shape(k).top_s, leave_s=shape(k).top_s)
        sight.counted(short if k == 2 else shape(k), partial=False)
    assert sight.missed(NOTHING, shape(5).start_s, ends=False) == []


def a_foot_lifted(samples: Samples, told_s: float = 0.0) -> list[Shape]:
    """What is found where the live reading took the third of six for a lifted foot, and said so that much later."""
    sight = Hindsight(trail_of(samples))
    for k in (0, 1, 3):
        sight.counted(shape(k), partial=False)
    sight.left(shape(2).start_s, shape(2).top_s, shape(2).end_s + told_s)
    return sight.missed(NOTHING, shape(3).start_s, ends=False)


def test_a_foot_that_was_seen_to_be_lifted_is_not_counted() -> None:
    assert a_foot_lifted(six()) == []


def test_a_foot_that_was_not_seen_on_its_way_may_not_have_been() -> None:
    start_s = shape(2).start_s
    assert len(a_foot_lifted(without(six(), start_s + 0.1, start_s + 0.5))) == 1
    assert len(a_foot_lifted(without(six(), start_s + 0.3, start_s + 0.5), told_s=1.0)) == 1


def test_the_quickest_count_from_floor_to_floor() -> None:
    """From foot to foot it takes less than the quickest repetition may."""
    one = raised(4.0, 0.3, 0.01, 0.3, 0.24, 1.0)
    sight = Hindsight(trail_of(course(rest(LEAD_S), one, one, one, one, one, one, rest(4))))
    for k in (0, 1, 3, 4, 5):
        start_s = LEAD_S + 0.85 * k
        quick = shape(k, 4.0, 4.0)
        sight.counted(
            replace(quick, start_s=start_s, peak_s=start_s + 0.3, low_s=start_s + 0.5, end_s=start_s + 0.62),
            partial=False,
        )
    assert len(sight.missed(NOTHING, LEAD_S + 0.85 * 5, ends=False)) == 1


def test_one_that_lasted_for_two_quick_ones_is_two() -> None:
    one, period_s = raised(6.0, 0.35, 0.05, 0.4, 0.1, 1.0), 0.9
    sight = Hindsight(trail_of(course(rest(LEAD_S), *[one] * 7, rest(4))))
    for k in (0, 1, 2, 4, 5, 6):
        start_s, lasted_s = LEAD_S + k * period_s, 0.8 if k != 2 else 0.8 + period_s
        quick = replace(shape(k), start_s=start_s, peak_s=start_s + 0.4, low_s=start_s + lasted_s - 0.1)
        sight.counted(replace(quick, end_s=start_s + lasted_s), partial=False)
    (found,) = sight.missed(NOTHING, LEAD_S + 6 * period_s, ends=False)
    assert found.peak_s == pytest.approx(LEAD_S + 3.45 * period_s, abs=0.3)


def test_one_between_two_squats_is_found() -> None:
    """The leg leaves the place of the set before and after it, so nobody knows where its heel was down."""
    squat = [Leg(0.7, 0.0, -20.0), Leg(0.7, 0.0, 20.0), rest(0.8)]
    one = raised(6.0, 0.8, 0.4, 0.8, 1.3, 1.0)
    parts = [leg for _ in range(5) for leg in (*one, *squat)]
    sight = Hindsight(trail_of(course(rest(LEAD_S), parts, rest(4))))
    for k in (0, 1, 3, 4):
        start_s = LEAD_S + k * 5.5
        told = replace(shape(0), start_s=start_s, peak_s=start_s + 1.0, low_s=start_s + 1.7)
        sight.counted(replace(told, end_s=start_s + 2.0), partial=False)
    (found,) = sight.missed(NOTHING, LEAD_S + 4 * 5.5, ends=False)
    assert found.peak_s == pytest.approx(LEAD_S + 2 * 5.5 + 1.0, abs=0.3)
