"""Each verdict is reached by a movement that deserves it, and its nearest true repetition is counted."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, course, raised, rest, struck
from tests.tracker.driving import final, told, without
from tracker.controls import Control, ControlKind
from tracker.explain import Candidate, Verdict
from tracker.samples import Samples

LEAD, TAIL = rest(4), rest(3)


def one(*legs: Leg | list[Leg]) -> Samples:
    return course(LEAD, *legs, TAIL)


def placed(along_cm: float, back_deg: float = 3.0) -> Samples:
    """Brisk, the foot carried along the floor all the while, the shank turned back by so much at its end."""
    return one(Leg(0.5, 5.0, 3.0, along_cm), rest(0.3), Leg(0.5, -5.0, -back_deg, along_cm))


def creeping(step_cm: float, steps: int) -> Samples:
    """Up in small steps of half a second, of which none is a top, and down at once."""
    whole = step_cm * steps
    return one([Leg(0.55, step_cm, 0.5)] * steps, rest(0.5), Leg(0.8, -whole, -0.5 * steps))


DESERVED = {
    Verdict.TOO_LOW: one(raised(0.7)),
    Verdict.TOO_FAST: one(raised(3.0, up_s=0.2)),
    Verdict.TOO_SLOW: creeping(1.0, 13),
    Verdict.TURNED: one(raised(6.0, deg_per_cm=4.0)),
    Verdict.SWUNG: placed(15.0),
    Verdict.NO_RETURN: one(Leg(0.8, 6.0, 3.0), rest(0.4), Leg(0.8, -6.0, 8.0)),
    Verdict.JERKED: struck(one(raised(6.0)), 4.4, 20.0),
}

NEAREST = {
    Verdict.TOO_LOW: one(raised(2.0)),
    Verdict.TOO_FAST: one(raised(3.0, up_s=0.35)),
    Verdict.TOO_SLOW: creeping(1.5, 8),
    Verdict.TURNED: one(raised(6.0, deg_per_cm=2.0)),
    Verdict.SWUNG: placed(3.0),
    Verdict.NO_RETURN: one(Leg(0.8, 6.0, 3.0), rest(0.4), Leg(0.8, -6.0, -1.5)),
    Verdict.JERKED: struck(one(raised(6.0)), 4.4, 2.5),
}


def explained(samples: Samples, controls: dict[float, Control] | None = None) -> list[Candidate]:
    seen: list[Candidate] = []
    told(samples, controls, observer=seen.append)
    return seen


@pytest.mark.parametrize("verdict", DESERVED, ids=lambda verdict: verdict.name.lower())
def test_a_movement_that_deserves_it_is_told(verdict: Verdict) -> None:
    assert explained(DESERVED[verdict])[0].verdict is verdict


@pytest.mark.parametrize("verdict", DESERVED, ids=lambda verdict: verdict.name.lower())
def test_a_movement_that_deserves_it_is_not_counted(verdict: Verdict) -> None:
    assert final(told(DESERVED[verdict])) == []


@pytest.mark.parametrize("verdict", NEAREST, ids=lambda verdict: verdict.name.lower())
def test_the_repetition_nearest_to_it_is_counted(verdict: Verdict) -> None:
    assert [candidate.verdict for candidate in explained(NEAREST[verdict]) if candidate.accepted] == [
        Verdict.COUNTED
    ]


def test_a_leg_swung_high_is_told_as_swung() -> None:
    assert explained(one(raised(18.0)))[0].verdict is Verdict.SWUNG


def test_the_highest_heel_is_counted() -> None:
    assert explained(one(raised(12.0)))[0].verdict is Verdict.COUNTED


def test_a_rise_whose_start_was_not_seen_is_told_as_unsettled() -> None:
    swung = explained(one(raised(18.0)))
    assert swung[1].verdict is Verdict.UNSETTLED


@pytest.mark.parametrize("at_s", [4.6, 5.0])
def test_a_pause_in_the_middle_is_told_as_paused(at_s: float) -> None:
    found = explained(one(raised(6.0)), {at_s: Control(ControlKind.PAUSE)})
    assert [candidate.verdict for candidate in found] == [Verdict.PAUSED]


def test_a_gap_in_the_middle_is_told_as_cut() -> None:
    assert explained(without(one(raised(6.0)), 4.6, 7.0))[0].verdict is Verdict.CUT


def test_a_rise_the_stream_ends_in_is_told_as_cut() -> None:
    assert [candidate.verdict for candidate in explained(one(raised(6.0))[:500])] == [Verdict.CUT]


def test_a_drumming_leg_counts_nothing() -> None:
    drum = [Leg(0.12, 2.0, 1.0), Leg(0.12, -2.0, -1.0)] * 20
    assert final(told(one(drum))) == []


@pytest.mark.parametrize("ms2", [10.0, 20.0])
def test_a_heel_may_land_as_hard_as_it_likes(ms2: float) -> None:
    assert len(final(told(struck(one(raised(6.0)), 5.95, ms2)))) == 1
