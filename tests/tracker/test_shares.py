"""What was told full shows at the set's end to be a partial one, by its height and by how far the shank turned for it."""

from __future__ import annotations

from dataclasses import replace
from math import radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import final, told
from tests.tracker.test_hindsight import NOTHING, shape, six, trail_of
from tracker.counting import Counting
from tracker.events import Event, SetEnd
from tracker.hindsight import Hindsight
from tracker.ledger import Ledger
from tracker.measure import Shape
from tracker.setup import Setup
from tracker.shares import as_partial, short_ones
from tracker.surroundings import Around
from tracker.usual import Usual

OTHERS = [shape(k) for k in range(5)]


def one(
    cm: float, deg: float, error_cm: float = 0.5, others_deg: float = 6.0, lost_deg: float = 0.0
) -> Shape | None:
    """Beside others of 6 cm."""
    usual = Usual([shape(k, 6.0, others_deg) for k in range(5)])
    return as_partial(replace(shape(7, cm, deg), error_m=error_cm / 100.0), usual, radians(lost_deg))


@pytest.mark.parametrize(
    ("cm", "deg", "error_cm"), [(3.5, 1.5, 0.9), (4.5, 1.5, 3.0), (2.0, 2.0, 0.4), (3.4, 0.0, 0.6)]
)
def test_one_that_turned_the_shank_by_little_is_partial_as_far_as_its_height_may_be_off(
    cm: float, deg: float, error_cm: float
) -> None:
    assert one(cm, deg, error_cm) is not None


@pytest.mark.parametrize(
    ("cm", "deg", "error_cm"), [(2.5, 6.0, 2.0), (3.4, 4.5, 0.5), (6.0, 1.5, 0.5), (2.7, 2.7, 4.0)]
)
def test_one_that_turned_it_as_the_others_or_rose_as_high_or_is_hardly_known_is_not(
    cm: float, deg: float, error_cm: float
) -> None:
    assert one(cm, deg, error_cm) is None


def test_a_shank_that_hardly_turns_with_its_rises_tells_nothing() -> None:
    assert one(2.0, 0.0, others_deg=2.0) is None


def test_a_turn_that_fell_into_a_hole_tells_nothing() -> None:
    assert one(3.5, 1.0, 0.9) is not None
    assert one(3.5, 1.0, 0.9, lost_deg=6.0) is None


@given(st.floats(0.0, 14.0), st.floats(-6.0, 12.0), st.floats(0.4, 5.0), st.floats(0.0, 10.0))
def test_what_is_partial_is_told_with_a_height_under_half_of_the_others(
    cm: float, deg: float, error_cm: float, lost_deg: float
) -> None:
    partial = one(cm, deg, error_cm, lost_deg=lost_deg)
    assert partial is None or 0.0 <= partial.height_m < 0.03


@given(st.floats(0.0, 6.0), st.floats(0.0, 3.0))
def test_who_turns_less_and_rises_less_is_no_less_partial(cm: float, deg: float) -> None:
    assert one(cm, deg) is None or one(0.9 * cm, 0.9 * deg) is not None


def test_before_three_others_nobody_knows() -> None:
    full = {k: shape(k) for k in range(2)} | {2: shape(2, 2.0, 1.0)}
    assert short_ones(full, dict.fromkeys(full, 0.0)) == {}
    full |= {3: shape(3)}
    assert list(short_ones(full, dict.fromkeys(full, 0.0))) == [2]


def test_a_knee_that_bends_in_mid_set_makes_no_partial_ones() -> None:
    full = {k: shape(k, deg=2.5 if k < 12 else 8.0) for k in range(24)}
    assert short_ones(full, dict.fromkeys(full, 0.0)) == {}


def looked_back(*, corrected: bool = False) -> tuple[list[tuple[int, bool]], Hindsight]:
    sight = Hindsight(trail_of(six()))
    for k in range(6):
        sight.counted(shape(k, *((3.5, 1.0) if k == 1 else ())), partial=False, rep_id=10 + k)
    if corrected:
        sight.close(shape(5).end_s)
    sight.missed(NOTHING, shape(5).end_s + 1.0, ends=True)
    return [(number, partial) for number, _, partial in sight.amended()], sight


def test_looking_back_at_the_end_names_it_once() -> None:
    named, sight = looked_back()
    assert (11, True) in named
    sight.missed(NOTHING, shape(5).end_s + 2.0, ends=True)
    assert (11, True) not in [(number, partial) for number, _, partial in sight.amended()]


def test_what_the_person_corrected_stays_as_it_was_said() -> None:
    assert looked_back(corrected=True)[0] == []


def test_a_low_first_one_is_set_right_when_the_others_are_known() -> None:
    samples = course(rest(4), *[raised(cm) for cm in (2.0, 6.0, 6.0, 6.0, 6.0)], rest(12))
    assert [rep.partial for rep in final(told(samples))] == [True, False, False, False, False]


def test_the_count_moves_by_one_and_undo_takes_back_a_full_one() -> None:
    counting, out = Counting(Setup()), list[Event]()
    for k in range(4):
        counting.next_rep()
        counting.count(3.3 * k, shape(k), 3.3 * k, Around(), out)
    counting.amend(14.0, [(counting.rep_id, shape(3, 1.5), True)], out)
    counting.undo(14.5, out)
    counting.end_set(20.0, SetEnd.PAUSE, out)
    (record,) = Ledger(out).sets
    assert (record.count, len(record.partials)) == (2, 1)
