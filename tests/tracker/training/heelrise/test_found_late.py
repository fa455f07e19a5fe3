"""A rise that shows only in hindsight is a rise of its own beat, not one out of pace now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.training.heelrise.making import BEAT_S, counted, steady
from tracker.events import Event, RepCounted
from tracker.training.heelrise.ending import Ended, Prompt
from tracker.training.heelrise.protocol import Knee, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee


def judged(late: int, after: int) -> tuple[Referee, list[Prompt | Ended]]:
    """Twelve rises on the beat, of which one is told only after that many more; time goes on evenly."""
    referee, said = Referee(heel_rise(Knee.STRAIGHT)), list[Prompt | Ended]()
    reps = steady(12)
    told: list[Event] = [counted(rep) for rep in reps if rep is not reps[late]]
    place = next(
        k for k, event in enumerate(told) if isinstance(event, RepCounted) and event.rep is reps[late + after]
    )
    found = replace(counted(reps[late]), t_s=told[place].t_s)
    for event in [*told[: place + 1], found, *told[place + 1 :]]:
        said += referee.update([event], event.t_s)
    return referee, said


@pytest.mark.parametrize("after", [1, 2, 4])
@pytest.mark.parametrize("late", [2, 5])
def test_it_takes_the_place_of_the_beat_that_seemed_missed(late: int, after: int) -> None:
    referee, said = judged(late, after)
    assert referee.ended is None
    assert len(referee.counted) == 12
    assert len([one for one in said if isinstance(one, Prompt)]) <= 1  # when the beat went by, nobody knew
    assert [beat.fault for beat in referee.beats] == [None] * 12


def test_beats_are_in_the_order_of_time() -> None:
    referee, _ = judged(5, 4)
    times_s = [beat.t_s for beat in referee.beats]
    assert times_s == sorted(times_s)
    assert [beat.since_s for beat in referee.beats[1:]] == pytest.approx([BEAT_S] * 11)


def test_a_test_over_a_time_ends_when_it_would_have() -> None:
    referee = Referee(seated_60())
    reps = steady(40)
    for rep in reps[:20]:
        if rep is not reps[5]:
            referee.update([counted(rep)], counted(rep).t_s)
    referee.update([replace(counted(reps[5]), t_s=counted(reps[19]).t_s)], counted(reps[19]).t_s)
    referee.update([], reps[0].start_s + 59.9)
    assert referee.ended is None
    referee.update([], reps[0].start_s + 60.1)
    assert referee.ended is not None
    assert len(referee.counted) == 20


def test_a_test_that_was_called_over_stays_over_though_its_missed_beats_show_to_have_had_rises() -> None:
    """Whoever took it has stopped."""
    referee = Referee(heel_rise(Knee.STRAIGHT))
    *seen, first, second, third = steady(12)
    for rep in seen:
        referee.update([counted(rep)], counted(rep).t_s)
    over_s = third.end_s + 2.0
    referee.update([], over_s)
    assert referee.ended is not None
    before = referee.ended, list(referee.beats)
    late: list[Event] = [replace(counted(rep), t_s=over_s) for rep in (first, second, third)]
    assert referee.update(late, over_s) == []
    assert (referee.ended, referee.beats) == before
    assert len(referee.counted) == len(seen)
