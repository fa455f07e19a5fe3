"""Replay comes out as it was recorded, to the last digit, and says so where it does not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from recordings.entries import Given
from recordings.reader import Recording, parse_recording
from recordings.replay import ROUNDING, Step, differences, replay, stored_events
from tests.recordings.pieces import CONTROLS, recorded
from tracker.controls import ControlKind
from tracker.events import CountCorrected, Event, Marked, Paused, RepCounted, Resumed, SetEnd, SetEnded
from tracker.setup import Setup
from tracker.tracker import Tracker

PATH = Path("session.jsonl")


@cache
def whole() -> Recording:
    return parse_recording(recorded().data, PATH)


@cache
def steps() -> tuple[Step, ...]:
    return tuple(replay(whole()))


def replayed() -> list[Event]:
    return [event for step in steps() for event in step.events]


def tampered(change: float) -> list[Event]:
    """The stored events, the height of the third repetition off by so much."""
    stored = stored_events(whole())
    place = [k for k, event in enumerate(stored) if isinstance(event, RepCounted)][2]
    counted = stored[place]
    assert isinstance(counted, RepCounted)
    rep = replace(counted.rep, height_cm=counted.rep.height_cm + change)
    return [*stored[:place], replace(counted, rep=rep), *stored[place + 1 :]]


def test_the_recorded_session_holds_something_to_compare() -> None:
    kinds = {type(event) for event in stored_events(whole())}
    assert kinds >= {RepCounted, CountCorrected, Marked, Paused, Resumed, SetEnded}


def test_a_whole_recording_comes_out_as_it_was_recorded() -> None:
    assert differences(stored_events(whole()), replayed(), whole=True) == []


def test_a_whole_recording_comes_out_as_it_was_shown() -> None:
    assert replayed() == recorded().events


def test_every_digit_of_every_event_is_the_same() -> None:
    assert [repr(event) for event in replayed()] == [repr(event) for event in recorded().events]


def test_every_sample_passes() -> None:
    assert sum(len(step.samples) for step in steps()) == recorded().samples


def test_every_control_was_recorded() -> None:
    controls = [entry.control for entry in whole().entries if isinstance(entry, Given)]
    assert controls == list(CONTROLS.values())


def test_a_control_stands_where_its_sample_says() -> None:
    passed, places = 0, []
    session = iter(steps())
    for entry in whole().entries:
        if isinstance(entry, Given):
            places.append((passed, entry.sample))
            next(session)
        elif not isinstance(entry, Event):
            passed += len(next(session, Step(None, steps()[-1].samples, [])).samples)
    assert len(places) == len(CONTROLS)
    assert all(passed == sample for passed, sample in places)


def test_a_control_is_answered_at_its_own_step() -> None:
    answered = [step.events[-1] for step in steps()[:-1] if step.arrival_s is None]
    assert [type(event) for event in answered] == [
        Marked,
        CountCorrected,
        CountCorrected,
        Paused,
        Resumed,
        SetEnded,
        CountCorrected,
    ]


def test_a_set_ended_by_hand_ends_so_again() -> None:
    assert SetEnd.NEXT_SET in [event.reason for event in replayed() if isinstance(event, SetEnded)]


def test_a_recording_without_one_control_comes_out_otherwise() -> None:
    entries = [
        entry
        for entry in whole().entries
        if not (isinstance(entry, Given) and entry.control.kind is ControlKind.PAUSE)
    ]
    events = [event for step in replay(replace(whole(), entries=entries)) for event in step.events]
    assert differences(stored_events(whole()), events, whole=True) != []


def test_a_setup_given_to_replay_overrides_the_header() -> None:
    events = [event for step in replay(whole(), Tracker(Setup())) for event in step.events]
    ended = next(event for event in events if isinstance(event, SetEnded))
    assert ended.summary.declared is None


def test_a_tampered_event_is_named_with_what_it_was() -> None:
    (line,) = differences(tampered(0.5), replayed(), whole=True)
    assert "rep_counted: rep.height_cm was" in line


def test_an_event_off_by_the_last_digit_is_found() -> None:
    (line,) = differences(tampered(1e-14), replayed(), whole=True)
    assert "height_cm" in line


@pytest.mark.parametrize(("change", "told"), [(1e-12, 0), (1e-6, 1)])
def test_with_rounding_allowed_a_last_digit_is_no_difference(change: float, told: int) -> None:
    assert len(differences(tampered(change), replayed(), whole=True, rounding=ROUNDING)) == told


def test_rounding_makes_no_two_kinds_of_events_alike() -> None:
    stored = stored_events(whole())
    stored[4] = Marked(stored[4].t_s, "nothing")
    assert len(differences(stored, replayed(), whole=True, rounding=ROUNDING)) == 1


def test_a_difference_names_the_place_of_its_event() -> None:
    stored = stored_events(whole())
    stored[4] = Marked(stored[4].t_s, "nothing")
    (line,) = differences(stored, replayed(), whole=True)
    assert line.startswith(f"event 5 at {stored[4].t_s:.3f} s: was marked, is ")


def test_an_event_that_does_not_come_again_is_named() -> None:
    (line,) = differences(stored_events(whole()), replayed()[:-1], whole=True)
    assert "set_ended was recorded and does not come again" in line


def test_an_event_that_was_not_recorded_is_named() -> None:
    (line,) = differences(stored_events(whole())[:-1], replayed(), whole=True)
    assert "set_ended comes now and was not recorded" in line


def test_what_a_torn_recording_lost_at_its_end_is_no_difference() -> None:
    assert differences(stored_events(whole())[:-1], replayed(), whole=False) == []


def test_a_torn_recording_still_names_a_tampered_event() -> None:
    assert len(differences(tampered(0.5)[:-1], replayed(), whole=False)) == 1


@pytest.mark.parametrize("share", [0.05, 0.3, 0.55, 0.8, 0.97, 0.999])
def test_a_torn_recording_comes_out_as_far_as_it_goes(share: float) -> None:
    torn = parse_recording(recorded().data[: int(share * len(recorded().data))], PATH)
    events = [event for step in replay(torn) for event in step.events]
    assert differences(stored_events(torn), events, whole=torn.warning is None) == []
