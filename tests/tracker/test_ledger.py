"""The ledger: what stands after any events, whatever was measured anew, taken back or corrected since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    RepCounted,
    Repetition,
    RepMeasured,
    RepPartial,
    SetStarted,
    SetWithdrawn,
)
from tracker.ledger import Ledger
from tracker.setup import Form

REP = Repetition(
    1, 1, False, 1.0, 1.8, 2.0, 3.0, 0.8, 0.4, 0.8, 6.0, 0.2, 4.0, Form.BENT, 0.9, 88.0, 1.8, 3.0
)


def rep(rep_id: int, *, partial: bool = False, form: Form = Form.BENT, height_cm: float = 6.0) -> Repetition:
    return replace(REP, rep_id=rep_id, index=rep_id, partial=partial, form=form, height_cm=height_cm)


def counted(*reps: Repetition) -> list[Event]:
    """In set one."""
    kinds = (RepPartial if one.partial else RepCounted for one in reps)
    return [SetStarted(0.0, 1, 1.0), *(kind(3.0, 1, one) for kind, one in zip(kinds, reps, strict=True))]


def test_no_events_are_no_sets() -> None:
    assert Ledger().sets == []


def test_a_set_holds_its_repetitions_in_order() -> None:
    (record,) = Ledger(counted(rep(1), rep(2), rep(3))).sets
    assert [one.rep_id for one in record.reps] == [1, 2, 3]


def test_one_found_later_than_it_was_done_stands_where_it_was_done() -> None:
    late = replace(rep(3), start_s=1.5)
    events = counted(replace(rep(1), start_s=1.0), replace(rep(2), start_s=5.0), late)
    (record,) = Ledger(events).sets
    assert [(one.rep_id, one.index) for one in record.reps] == [(1, 1), (3, 2), (2, 3)]


def test_figures_that_come_later_leave_the_numbers_in_order() -> None:
    late = replace(rep(3), start_s=1.5)
    second = replace(rep(2), start_s=5.0)
    events = [*counted(replace(rep(1), start_s=1.0), second, late), RepMeasured(4.0, 1, second)]
    (record,) = Ledger(events).sets
    assert [one.index for one in record.reps] == [1, 2, 3]


def test_sharper_figures_replace_what_was_counted() -> None:
    events = [*counted(rep(1), rep(2), rep(3)), RepMeasured(4.0, 1, rep(2, height_cm=5.0))]
    (record,) = Ledger(events).sets
    assert [(one.rep_id, one.height_cm) for one in record.reps] == [(1, 6.0), (2, 5.0), (3, 6.0)]


def test_a_repetition_measured_to_be_partial_changes_sides() -> None:
    events = [*counted(rep(1), rep(2)), RepMeasured(4.0, 1, rep(2, partial=True))]
    (record,) = Ledger(events).sets
    assert (record.count, len(record.partials)) == (1, 1)


def test_a_partial_one_measured_anew_stands_once() -> None:
    events = [*counted(rep(1), rep(2, partial=True)), RepMeasured(4.0, 1, rep(2, partial=True))]
    assert Ledger(events).totals.partials == 1


def test_one_taken_back_is_gone_and_the_others_close_ranks() -> None:
    events = [*counted(rep(1), rep(2), rep(3)), CountCorrected(5.0, 1, -1, 2)]
    (record,) = Ledger(events).sets
    assert [(one.rep_id, one.index) for one in record.reps] == [(1, 1), (3, 2)]


def long(rep_id: int, start_s: float) -> Repetition:
    return replace(
        rep(rep_id), start_s=start_s, top_s=start_s + 1.0, peak_s=start_s + 2.0, end_s=start_s + 6.0
    )


def held(*reps: Repetition) -> list[Event]:
    """In set one, each of them a hold from its top on."""
    events: list[Event] = [SetStarted(0.0, 1, 0.0)]
    for one in reps:
        hold = HoldEnded(one.end_s, one.top_s, one.top_s + 4.0, one.form, one.height_cm)
        events += [RepCounted(one.end_s, 1, one), hold]
    return events


def test_the_hold_of_one_taken_back_is_gone_and_those_of_others_stay() -> None:
    events = held(*(long(k, 10.0 * k) for k in (1, 2, 3)))
    ledger = Ledger([*events, CountCorrected(40.0, 1, -1, 2)])
    assert [hold.start_s for hold in ledger.holds] == [11.0, 31.0]


def test_a_hold_stands_once_when_its_repetition_is_found_to_be_another() -> None:
    """Told as one were two, the first of which was the hold; the number told is the second's."""
    both = replace(long(1, 10.0), end_s=19.0)
    again = [RepMeasured(19.0, 1, replace(rep(1), start_s=17.0, end_s=19.0)), *held(long(2, 10.2))[1:]]
    assert [hold.start_s for hold in Ledger([*held(both), *again]).holds] == [11.2]


def test_a_hold_stays_when_its_repetition_is_measured_to_be_over_sooner() -> None:
    one = long(1, 10.0)
    ledger = Ledger([*held(one), RepMeasured(19.0, 1, replace(one, end_s=15.2))])
    assert [hold.start_s for hold in ledger.holds] == [11.0]


def test_a_hold_is_the_top_of_its_repetition_however_late_that_is_measured() -> None:
    one = replace(long(1, 10.0), top_duration_s=4.0)
    sharper = replace(one, top_s=10.8, top_duration_s=4.3, height_cm=5.5, form=Form.STRAIGHT)
    other = replace(long(2, 20.0), top_duration_s=4.0)
    first, second = Ledger([*held(one, other), RepMeasured(30.0, 1, sharper)]).holds
    assert (first.start_s, first.end_s, first.height_cm) == (10.8, sharper.leave_s, 5.5)
    assert first.form is Form.STRAIGHT
    assert (second.start_s, second.end_s) == (21.0, 25.0)


def test_a_top_measured_to_be_shorter_than_a_hold_is_none() -> None:
    one = replace(long(1, 10.0), top_duration_s=4.0)
    assert Ledger([*held(one), RepMeasured(19.0, 1, replace(one, top_duration_s=2.9))]).holds == []


def test_one_taken_back_is_not_taken_off_twice() -> None:
    (record,) = Ledger([*counted(rep(1), rep(2)), CountCorrected(5.0, 1, -1, 2)]).sets
    assert (record.count, record.corrected) == (1, 0)


@pytest.mark.parametrize(("deltas", "count"), [((1,), 3), ((-1,), 1), ((2, -1), 3), ((1, -1), 2)])
def test_corrections_by_hand_add_up(deltas: tuple[int, ...], count: int) -> None:
    events = [*counted(rep(1), rep(2)), *(CountCorrected(5.0, 1, delta) for delta in deltas)]
    (record,) = Ledger(events).sets
    assert record.count == count


def test_a_partial_one_measured_to_be_full_changes_sides() -> None:
    events = [*counted(rep(1), rep(2, partial=True)), RepMeasured(4.0, 1, rep(2))]
    totals = Ledger(events).totals
    assert (totals.reps, totals.partials) == (2, 0)


def test_every_correction_is_kept() -> None:
    corrections = [CountCorrected(5.0, 1, 1), CountCorrected(6.0, 1, -1, 2)]
    assert Ledger([*counted(rep(1), rep(2)), *corrections]).corrections == corrections


def test_forms_are_those_of_full_repetitions() -> None:
    forms = [rep(1), rep(2, form=Form.STRAIGHT), rep(3, form=Form.UNCERTAIN), rep(4, partial=True)]
    totals = Ledger(counted(*forms)).totals
    assert (totals.bent, totals.straight, totals.uncertain, totals.partials) == (1, 1, 1, 1)


def test_totals_are_over_all_sets() -> None:
    events = [
        *counted(rep(1), rep(2)),
        SetStarted(9.0, 2, 9.0),
        RepCounted(9.0, 2, rep(3)),
        CountCorrected(9.0, 2, 4),
    ]
    totals = Ledger(events).totals
    assert (totals.reps, totals.corrected) == (3, 4)


def test_time_under_tension_is_of_full_and_partial_repetitions() -> None:
    (record,) = Ledger(counted(rep(1), rep(2, partial=True))).sets
    assert record.time_under_tension_s == pytest.approx(4.0)


def test_nothing_stands_of_a_set_that_turned_out_to_be_none() -> None:
    hold = HoldEnded(3.0, 1.8, 2.2, Form.BENT, 6.0)
    before = counted(rep(1), rep(2))
    alone: list[Event] = [
        SetStarted(60.0, 2, 60.0),
        RepCounted(63.0, 2, replace(rep(3), start_s=60.0, end_s=63.0)),
    ]
    ledger = Ledger([*before, hold, *alone, SetWithdrawn(110.0, 2, "alone")])
    assert [(one.index, one.count) for one in ledger.sets] == [(1, 2)]
    assert ledger.holds == [hold]


def test_its_hold_goes_with_it() -> None:
    hold = HoldEnded(3.0, 1.8, 2.2, Form.BENT, 6.0)
    assert Ledger([*counted(rep(1)), hold, SetWithdrawn(50.0, 1, "alone")]).holds == []


def test_the_set_that_has_its_number_next_is_another() -> None:
    ledger = Ledger([*counted(rep(1)), SetWithdrawn(50.0, 1, "alone"), *counted(rep(2), rep(3))])
    assert [(one.index, one.count) for one in ledger.sets] == [(1, 2)]
