"""The observer is told each rise once, with the verdict that was told as an event."""

from __future__ import annotations

from functools import cache

import pytest

from tests.tracker.course import Leg, course, raised, rest, struck
from tests.tracker.driving import final, only, told, without
from tracker.controls import Control, ControlKind
from tracker.events import Event, RepCounted, RepPartial, RepRevoked, RepStarted, RepTopped
from tracker.explain import Candidate, Verdict

MIXED = struck(
    without(
        course(
            rest(4),
            raised(6.0) * 3,
            raised(2.0),
            raised(6.0, deg_per_cm=4.0),
            [Leg(0.8, 6.0, 3.0), rest(0.4), Leg(0.8, -6.0, 8.0), rest(2), Leg(1.0, 0.0, -11.0), rest(2)],
            raised(6.0) * 3,
            rest(3),
        ),
        34.0,
        34.8,
    ),
    28.0,
    15.0,
)


@cache
def mixed() -> tuple[list[Event], list[Candidate]]:
    seen: list[Candidate] = []
    return told(MIXED, observer=seen.append), seen


def test_the_observer_changes_nothing() -> None:
    assert mixed()[0] == told(MIXED)


def test_the_session_holds_what_was_taken_and_what_was_left() -> None:
    assert {candidate.verdict for candidate in mixed()[1]} >= {
        Verdict.COUNTED,
        Verdict.PARTIAL,
        Verdict.TURNED,
        Verdict.NO_RETURN,
    }


def test_each_rise_that_started_is_told_once() -> None:
    events, seen = mixed()
    live = [
        candidate for candidate in seen if candidate.detail != "found in hindsight"
    ]  # that one started as another
    assert len(live) == len(only(events, RepStarted))
    assert len(seen) == len(live) + 1


def test_each_counted_one_is_told_as_counted() -> None:
    events, seen = mixed()
    counted = [event.t_s for event in only(events, RepCounted)]
    assert [one.decided_s for one in seen if one.verdict is Verdict.COUNTED] == counted


def test_each_partial_one_is_told_as_partial() -> None:
    events, seen = mixed()
    partial = [event.t_s for event in only(events, RepPartial)]
    assert [one.decided_s for one in seen if one.verdict is Verdict.PARTIAL] == partial


def test_only_what_was_counted_or_partial_is_accepted() -> None:
    events, seen = mixed()
    assert sum(one.accepted for one in seen) == len(final(events))


def test_each_revoked_one_is_told_with_the_words_of_its_event() -> None:
    events, seen = mixed()
    ticked = {event.rep_id for event in only(events, RepTopped)}
    left = [one for one in seen if not one.accepted]
    for event in only(events, RepRevoked):
        assert event.rep_id in ticked
        (top_s,) = (one.top_s for one in only(events, RepTopped) if one.rep_id == event.rep_id)
        (one,) = (one for one in left if one.top_s == top_s and one.decided_s <= event.t_s)
        assert event.reason == (f"{one.verdict.value} ({one.detail})" if one.detail else one.verdict.value)


def test_candidates_come_in_the_order_they_were_decided() -> None:
    decided = [one.decided_s for one in mixed()[1]]
    assert decided == sorted(decided)


def test_a_candidate_is_decided_after_it_began() -> None:
    assert all(one.start_s < one.decided_s for one in mixed()[1])


def test_a_candidate_tells_height_turn_and_time() -> None:
    first = mixed()[1][0]
    assert first.height_cm == pytest.approx(6.0, abs=0.6)
    assert first.rotation_deg == pytest.approx(3.0, abs=0.5)
    assert first.up_duration_s == pytest.approx(0.65, abs=0.15)


def test_a_rise_paused_away_is_told_once() -> None:
    seen: list[Candidate] = []
    told(course(rest(4), raised(6.0), rest(2)), {4.7: Control(ControlKind.PAUSE)}, observer=seen.append)
    assert [(one.verdict, one.accepted) for one in seen] == [(Verdict.PAUSED, False)]


def test_where_nothing_rises_nothing_is_told() -> None:
    seen: list[Candidate] = []
    told(course(rest(10)), observer=seen.append)
    assert seen == []


def test_every_verdict_has_words_of_its_own() -> None:
    assert len({verdict.value for verdict in Verdict}) == len(list(Verdict))


def test_the_top_of_a_lifted_foot_is_told_though_no_tick_was() -> None:
    lifted = [Leg(0.8, 6.0, -3.0), rest(0.2), Leg(0.6, -6.0, 3.0), rest(1.2)]
    seen: list[Candidate] = []
    events = told(course(rest(4), lifted * 4, rest(4)), observer=seen.append)
    assert len(only(events, RepTopped)) == 1  # who lifts a foot so once, lifts it so again
    tops_s = [candidate.top_s for candidate in seen if candidate.verdict is Verdict.LIFTED]
    assert tops_s == pytest.approx([4.8 + 2.8 * k for k in range(4)], abs=0.25)
