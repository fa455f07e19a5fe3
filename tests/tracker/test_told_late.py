"""What hindsight finds, through the whole tracker: the count is right, and nothing is told that was not done."""

from __future__ import annotations

import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, only, told, without
from tests.tracker.test_hindsight import shape, six
from tracker.controls import Control, ControlKind
from tracker.events import CountCorrected, Paused, RepCounted, SignalGap
from tracker.samples import Samples


def lossy(k: int = 2) -> Samples:
    """The rise of one of six is all but lost: a straight line across it says that nothing moved."""
    start_s = shape(k).start_s
    return without(six(), start_s + 0.02, start_s + 0.5)


@pytest.mark.parametrize("k", range(6))
def test_six_are_six_whichever_rise_is_lost(k: int) -> None:
    reps = [rep for rep in final(told(lossy(k))) if not rep.partial]
    assert len(reps) == 6


@pytest.mark.parametrize(("from_s", "to_s"), [(0.3, 1.1), (-0.9, 0.5)])
def test_six_are_six_though_the_signal_was_cut(from_s: float, to_s: float) -> None:
    start_s = shape(2).start_s
    events = told(without(six(), start_s + from_s, start_s + to_s))
    assert len(only(events, SignalGap)) == 1
    assert len([rep for rep in final(events) if not rep.partial]) == 6


def test_a_hole_that_may_hold_a_whole_repetition_is_not_guessed_at() -> None:
    start_s = shape(2).start_s
    events = told(without(six(), start_s - 0.2, start_s + 2.1))
    assert len([rep for rep in final(events) if not rep.partial]) == 5


def test_one_told_late_has_no_tick_and_the_form_of_its_set() -> None:
    events = told(lossy())
    late = [event.rep for event in only(events, RepCounted) if event.rep.ticked_s is None]
    others = [event.rep for event in only(events, RepCounted) if event.rep.ticked_s is not None]
    for rep in late:
        assert rep.form in {other.form for other in others}
    assert len(late) + len(others) == 6


def test_a_pause_breaks_the_reading_off() -> None:
    samples = six()
    events = told(
        samples,
        {
            shape(2).start_s - 0.3: Control(ControlKind.PAUSE),
            shape(3).start_s - 0.3: Control(ControlKind.RESUME),
        },
    )
    assert len(only(events, Paused)) == 1
    assert len(only(events, RepCounted)) == 5


def test_one_undone_stays_undone() -> None:
    events = told(six(), {shape(3).start_s - 0.4: Control(ControlKind.UNDO)})
    assert [event.delta for event in only(events, CountCorrected)] == [-1]
    assert len(only(events, RepCounted)) == 6


@pytest.mark.parametrize("seed", range(3))
def test_quiet_standing_after_a_set_adds_nothing(seed: int) -> None:
    one = raised(6, 0.8, 0.4, 0.8, 1.3, 0.6)
    samples = course(rest(4), one, one, one, one, rest(30), shank=Shank(seed=seed, sway_deg=0.5))
    assert len([rep for rep in final(told(samples)) if not rep.partial]) == 4
