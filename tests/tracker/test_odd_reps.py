"""Repetitions out of the ordinary: held, rushed, bounced, not brought back, and what is said of each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, only, told
from tracker.events import Event, HoldEnded, RepCounted, RepMeasured, RepRevoked, RepStarted, RepTopped
from tracker.samples import Samples

LEAD, TAIL = rest(4), rest(3)
REP_EVENTS = RepStarted | RepTopped | RepCounted | RepRevoked | RepMeasured


def one(*legs: Leg | list[Leg]) -> Samples:
    return course(LEAD, *legs, TAIL)


def story(events: list[Event]) -> list[str]:
    return [event.kind for event in events if isinstance(event, REP_EVENTS)]


def test_a_repetition_is_told_from_its_start_to_its_last_figures() -> None:
    assert story(told(one(raised(6.0)))) == ["rep_started", "rep_topped", "rep_counted", "rep_measured"]


def test_a_rise_without_return_is_revoked() -> None:
    assert story(told(one(Leg(0.8, 6.0, 3.0), rest(5)))) == ["rep_started", "rep_topped", "rep_revoked"]


def test_what_is_revoked_was_ticked_and_has_the_same_number() -> None:
    events = told(one(raised(6.0), Leg(0.8, 6.0, 3.0), rest(5)))
    (revoked,) = only(events, RepRevoked)
    assert revoked.rep_id == only(events, RepTopped)[-1].rep_id


def test_a_rise_that_was_never_ticked_is_not_revoked() -> None:
    events = told(one(raised(6.0, deg_per_cm=4.0)))
    ticked = {event.rep_id for event in only(events, RepTopped)}
    assert {event.rep_id for event in only(events, RepRevoked)} <= ticked
    assert only(events, RepStarted)[0].rep_id not in ticked


@pytest.mark.parametrize("bounce_s", [0.15, 0.2])
def test_a_bounce_at_the_bottom_is_no_repetition(bounce_s: float) -> None:
    bounced = [*raised(6.0, pause_s=0.01)[:3], Leg(bounce_s, 0.8, 0.4), Leg(bounce_s, -0.8, -0.4), rest(0.8)]
    assert len(final(told(one(bounced * 4)))) == 4


@pytest.mark.parametrize("bounce_s", [0.4, 0.6])
def test_a_small_bounce_at_the_top_counts_once(bounce_s: float) -> None:
    up, top, down, pause = raised(6.0)
    bounced = [up, Leg(bounce_s, -0.5, -0.25), Leg(bounce_s, 0.5, 0.25), top, down, pause]
    assert len(final(told(one(bounced * 4)))) == 4


@pytest.mark.parametrize("hold_s", [0.05, 1.0, 2.5])
def test_a_pause_at_the_top_counts_once(hold_s: float) -> None:
    assert len(final(told(one(raised(6.0, hold_s=hold_s) * 3)))) == 3


@pytest.mark.parametrize("hold_s", [1.0, 2.0])
def test_a_pause_at_the_top_is_its_top(hold_s: float) -> None:
    tops = [rep.top_duration_s for rep in final(told(one(raised(6.0, hold_s=hold_s) * 3)))]
    assert tops == pytest.approx([hold_s + 0.3] * 3, abs=0.35)


@pytest.mark.parametrize("hold_s", [5.0, 20.0, 40.0])
def test_a_long_hold_is_a_repetition_and_a_hold(hold_s: float) -> None:
    events = told(one(raised(6.0, hold_s=hold_s)))
    (hold,) = only(events, HoldEnded)
    assert len(final(events)) == 1
    assert hold.end_s - hold.start_s == pytest.approx(hold_s + 0.4, abs=0.6)


def test_a_long_hold_tells_its_height_and_form() -> None:
    events = told(one(raised(6.0, hold_s=20.0)))
    (hold,) = only(events, HoldEnded)
    (rep,) = final(events)
    assert hold.form is rep.form
    assert hold.height_cm == pytest.approx(rep.height_cm, abs=1.0)


def test_a_pause_of_two_seconds_is_no_hold() -> None:
    assert only(told(one(raised(6.0, hold_s=2.0) * 3)), HoldEnded) == []


@pytest.mark.parametrize("tempo_s", [0.4, 0.6, 0.8, 1.0])
@pytest.mark.parametrize("cm", [4.0, 8.0])
def test_repetitions_without_a_pause_at_the_bottom_are_counted_one_by_one(tempo_s: float, cm: float) -> None:
    assert len(final(told(one(raised(cm, tempo_s, 0.1, tempo_s, 0.02) * 8)))) == 8


@pytest.mark.parametrize("tempo_s", [0.4, 0.8])
def test_without_a_pause_the_next_begins_where_the_last_ended(tempo_s: float) -> None:
    reps = final(told(one(raised(6.0, tempo_s, 0.1, tempo_s, 0.02) * 6)))
    assert [b.start_s - a.end_s for a, b in pairwise(reps)] == pytest.approx([0.0] * 5, abs=0.15)


@pytest.mark.parametrize("tempo_s", [0.4, 0.8])
@pytest.mark.parametrize("low_cm", [1.0, 1.2])
def test_a_heel_that_never_quite_touches_the_floor_is_counted_each_time(
    tempo_s: float, low_cm: float
) -> None:
    high = 6.0 - low_cm
    again = [rest(0.1), Leg(tempo_s, -high, -high / 2), Leg(tempo_s, high, high / 2)]
    samples = one(Leg(tempo_s, 6.0, 3.0), again * 5, rest(0.1), Leg(tempo_s, -6.0, -3.0))
    assert len(final(told(samples))) == 6


@pytest.mark.parametrize(("up_s", "down_s"), [(0.4, 2.0), (1.5, 0.4), (0.6, 1.2)])
def test_how_long_it_took_up_and_down_is_told_apart(up_s: float, down_s: float) -> None:
    reps = final(told(one(raised(6.0, up_s, 0.3, down_s) * 3)))
    assert [rep.up_duration_s < rep.down_duration_s for rep in reps] == [up_s < down_s] * 3


@pytest.mark.parametrize("mount", ["upright", "leaning forward", "leaning back"])
def test_how_the_shank_leans_does_not_matter_for_the_count(mount: str) -> None:
    lean = {"upright": 0.0, "leaning forward": 35.0, "leaning back": -25.0}[mount]
    assert len(final(told(course(LEAD, raised(6.0) * 4, TAIL, shank=Shank(lean_deg=lean))))) == 4


@pytest.mark.parametrize("offset", [(0.3, 0.0, 0.4), (-0.4, 0.2, 0.0)])
def test_an_accelerometer_offset_does_not_matter_for_the_count(offset: tuple[float, float, float]) -> None:
    samples = course(LEAD, raised(6.0) * 4, TAIL, shank=Shank(acc_offset_ms2=offset))
    assert len(final(told(samples))) == 4


def test_a_gyro_bias_does_not_matter_for_the_count() -> None:
    samples = course(LEAD, raised(6.0) * 4, TAIL, shank=Shank(gyr_bias_dps=(1.5, -1.5, 1.0)))
    assert len(final(told(samples))) == 4


def test_who_does_nothing_is_told_nothing() -> None:
    assert told(one(rest(20))) == []


def test_a_hold_tells_how_much_of_its_height_was_kept() -> None:
    legs = [Leg(0.8, 6.0, 3.0), Leg(6.0, -0.9, -0.4), Leg(0.8, -5.1, -2.6), rest(2)]
    (firm,) = only(told(one(raised(6.0, hold_s=6.0))), HoldEnded)
    (sinking,) = only(told(course(rest(4), legs)), HoldEnded)
    assert firm.kept_pct == pytest.approx(99.0, abs=2.0)
    assert sinking.kept_pct is not None
    assert 80.0 < sinking.kept_pct < 97.0


def test_a_hold_tells_how_the_leg_trembled() -> None:
    calm = course(rest(4), raised(6.0, hold_s=6.0), rest(2))
    shaken = Samples(
        calm.t_s,
        calm.acc_ms2,
        calm.gyr_rads
        + np.radians(8.0) * np.sin(2 * np.pi * 8.0 * calm.t_s)[:, None] * np.array([0.0, 1.0, 0.0]),
    )
    (still,) = only(told(calm), HoldEnded)
    (trembling,) = only(told(shaken), HoldEnded)
    assert still.tremble_deg is not None
    assert still.tremble_deg < 0.03
    assert trembling.tremble_deg == pytest.approx(8.0 / (2 * np.pi * 8.0) / np.sqrt(2.0), rel=0.25)
