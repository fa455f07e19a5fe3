"""No two repetitions at one time: which of those found was told, and where one is over and the next begins."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.shapes import turned
from tests.tracker.test_ledger import rep
from tracker.apart import cut_back, fitted, paired
from tracker.events import Repetition
from tracker.measure import Shape


def lasting(start_s: float, end_s: float) -> Shape:
    """With its top in the middle."""
    middle_s = 0.5 * (start_s + end_s)
    top_s, leave_s = middle_s - 0.1, middle_s + 0.1
    return replace(
        turned(6.0), start_s=start_s, top_s=top_s, peak_s=middle_s, leave_s=leave_s, end_s=end_s, low_s=end_s
    )


def told(start_s: float, end_s: float) -> Repetition:
    return rep_of(lasting(start_s, end_s))


def rep_of(shape: Shape) -> Repetition:
    return replace(
        rep(1),
        start_s=shape.start_s,
        top_s=shape.top_s,
        peak_s=shape.peak_s,
        end_s=shape.end_s,
        up_duration_s=shape.top_s - shape.start_s,
        top_duration_s=shape.leave_s - shape.top_s,
        down_duration_s=shape.end_s - shape.leave_s,
    )


def test_one_found_is_the_one_told_at_its_time() -> None:
    assert paired([lasting(0.0, 2.0), lasting(3.0, 5.0)], [lasting(3.1, 5.2)]) == [(1, 0)]


def test_one_that_begins_too_early_is_not_the_one_before() -> None:
    """As a partial one with a hold, begun in the fall before it."""
    before, partial = lasting(92.6, 94.3), lasting(94.6, 100.4)
    assert paired([before, partial], [lasting(93.4, 100.8)]) == [(1, 0)]


def test_one_told_for_two_accounts_for_the_nearer() -> None:
    assert paired([lasting(0.0, 5.2)], [lasting(0.1, 2.0), lasting(3.0, 4.9)]) == [(0, 1)]


def test_what_is_found_elsewhere_is_none_of_those_told() -> None:
    assert paired([lasting(0.0, 2.0)], [lasting(3.0, 5.0)]) == []


def test_what_lies_apart_stays_as_it_is() -> None:
    shape = lasting(3.0, 5.0)
    assert fitted(shape, [told(0.0, 3.0), told(5.0, 7.0)]) is shape


def test_what_begins_in_the_one_before_and_ends_in_the_next_is_cut_to_what_lies_between() -> None:
    shape = fitted(lasting(3.0, 5.0), [told(0.0, 3.4), told(4.8, 7.0)])
    assert (shape.start_s, shape.end_s) == (3.4, 4.8)


def test_of_one_that_was_told_for_two_each_has_its_own_time() -> None:
    both, first = told(0.0, 5.0), lasting(0.1, 1.9)
    second = lasting(3.1, 4.9)
    assert both.peak_s < second.peak_s
    new = rep_of(fitted(second, [both]))
    old = cut_back(both, new)
    assert old.end_s == new.start_s == pytest.approx(second.top_s)
    new = rep_of(fitted(first, [both]))
    assert cut_back(both, new).start_s == new.end_s


@given(st.lists(st.tuples(st.floats(0.0, 20.0), st.floats(0.5, 8.0)), max_size=6))
def test_told_one_after_the_other_none_is_done_while_another_is(
    all_of_them: list[tuple[float, float]],
) -> None:
    known: list[Repetition] = []
    for start_s, lasts_s in all_of_them:
        shape = lasting(start_s, start_s + lasts_s)
        if any(one.peak_s == shape.peak_s for one in known):
            continue  # the same one
        new = rep_of(fitted(shape, known))
        known = [*(cut_back(one, new) for one in known), new]
    known.sort(key=lambda one: one.peak_s)
    assert all(
        one.start_s <= one.top_s <= one.end_s and one.start_s <= one.peak_s <= one.end_s for one in known
    )
    assert all(before.end_s <= after.start_s for before, after in pairwise(known))
    assert all(min(one.up_duration_s, one.top_duration_s, one.down_duration_s) >= -1e-9 for one in known)
