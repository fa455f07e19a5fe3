"""Partial repetitions: under half of the person's own height, which three repetitions have to show first."""

from __future__ import annotations

import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import final, only, told
from tests.tracker.test_hindsight import shape
from tracker.controls import Control, ControlKind
from tracker.counting import Counting
from tracker.events import Event, RepPartial, SetEnd
from tracker.ledger import Ledger
from tracker.setup import Setup
from tracker.surroundings import Around


def done(*cms: float, controls: dict[float, Control] | None = None) -> list[Event]:
    return told(course(rest(4), *[raised(cm) for cm in cms], rest(3)), controls)


def partial(*cms: float) -> list[bool]:
    return [rep.partial for rep in final(done(*cms))]


@pytest.mark.parametrize("low_cm", [1.8, 2.3])
def test_under_half_of_the_own_height_is_partial(low_cm: float) -> None:
    assert partial(6.0, 6.0, 6.0, low_cm) == [False, False, False, True]


@pytest.mark.parametrize("low_cm", [3.7, 5.0])
def test_over_half_of_the_own_height_is_full(low_cm: float) -> None:
    assert partial(6.0, 6.0, 6.0, low_cm) == [False] * 4


@pytest.mark.parametrize("cms", [(2.0, 6.0, 6.0), (6.0, 2.0, 6.0), (6.0, 6.0, 2.0), (2.0, 2.0, 2.0)])
def test_the_first_three_count_in_full(cms: tuple[float, ...]) -> None:
    assert partial(*cms) == [False] * 3


def test_who_rises_low_has_a_low_half() -> None:
    assert partial(2.5, 2.5, 2.5, 2.0) == [False] * 4


def test_one_high_repetition_does_not_set_the_measure() -> None:
    assert partial(5.0, 5.0, 10.0, 4.0) == [False] * 4


def test_partial_ones_do_not_lower_the_measure() -> None:
    assert partial(6.0, 6.0, 6.0, 2.0, 2.0, 2.0, 2.0, 2.0) == [False] * 3 + [True] * 5


def test_tired_legs_that_sink_slowly_stay_full() -> None:
    assert not any(partial(7.0, 6.6, 6.2, 5.8, 5.4, 5.0, 4.6))


def test_full_and_partial_ones_are_numbered_apart() -> None:
    reps = final(done(6.0, 6.0, 6.0, 2.0, 6.0, 2.0))
    assert [(rep.partial, rep.index) for rep in reps[3:]] == [(True, 1), (False, 4), (True, 2)]


def test_a_partial_one_is_not_in_the_count() -> None:
    (record,) = Ledger(done(6.0, 6.0, 6.0, 2.0)).sets
    assert (record.count, len(record.partials)) == (3, 1)


def test_a_partial_one_keeps_the_set_alive() -> None:
    samples = course(rest(4), raised(6.0) * 3, rest(6), raised(2.0), rest(6), raised(6.0), rest(3))
    assert len(Ledger(told(samples)).sets) == 1


def test_a_partial_one_has_figures_like_any_other() -> None:
    (event,) = only(done(6.0, 6.0, 6.0, 2.0), RepPartial)
    assert event.rep.height_cm == pytest.approx(2.0, abs=0.5)


def test_a_new_set_takes_a_new_measure() -> None:
    events = done(6.0, 6.0, 6.0, 2.0, 2.0, controls={12.2: Control(ControlKind.NEXT_SET)})
    assert [rep.partial for rep in final(events)] == [False] * 5


def test_one_told_full_by_its_first_figures_is_partial_by_its_last() -> None:
    opened = Counting(Setup())
    out: list[Event] = []
    for k, cm in enumerate((6.0, 6.0, 6.0, 3.1)):
        opened.next_rep()
        opened.count(2.0 * k, shape(k, cm), 2.0 * k, Around(), out)
    opened.settle(8.0, shape(3, 2.5), out)
    opened.end_set(20.0, SetEnd.PAUSE, out)
    (record,) = Ledger(out).sets
    (short,) = record.partials
    assert record.count == 3
    assert short.height_cm == pytest.approx(2.5, abs=0.3)
    assert [rep.index for rep in record.reps] == [1, 2, 3]


@pytest.mark.parametrize("rest_s", [0.25, 0.3, 0.35, 0.4])
def test_one_is_as_high_as_it_is_soon_after_a_rise_too_low_to_count(rest_s: float) -> None:
    """Its start is looked for in the rest before it, and not in the fall before that."""
    fidget, low = raised(1.1, 0.4, 0.3, 0.5, rest_s), raised(2.0, 0.4, 0.4, 0.6)
    reps = final(told(course(rest(4), *[raised(6.0)] * 3, fidget, low, rest(3))))
    assert [rep.partial for rep in reps] == [False] * 3 + [True]
    assert reps[-1].height_cm == pytest.approx(2.0, abs=0.4)
