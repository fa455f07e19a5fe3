"""The stop rules of the heel-rise test: the Calf Raise application's protocol (Hebert-Losier 2022) ends a test after
two unanswered prompts in a row for no rise, pace or knee; the height rule is Lunsford and Perry's (1995), as taught."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.training.heelrise.making import (
    BEAT_S,
    called,
    counted,
    follow,
    renumbered,
    repetition,
    steady,
    told,
)
from tracker.events import (
    CountCorrected,
    Declared,
    Event,
    Paused,
    RepMeasured,
    RepRevoked,
    RepTopped,
    SignalGap,
)
from tracker.setup import Exercise, Form
from tracker.training.heelrise.ending import Ended, EndedBy, Fault, Prompt
from tracker.training.heelrise.protocol import Knee, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee


def straight() -> Referee:
    return Referee(heel_rise(Knee.STRAIGHT))


def test_a_test_done_as_asked_goes_on() -> None:
    referee = straight()
    reps = steady(20)
    assert follow(referee, told(reps), reps[-1].top_s + 1.0) == []
    assert len(referee.counted) == 20


def test_stopping_is_prompted_twice_and_ends_the_test_at_the_third_beat_without_a_rise() -> None:
    referee = straight()
    reps = steady(10)
    said = follow(referee, told(reps), reps[-1].top_s + 10.0)
    assert [one.fault for one in said if isinstance(one, Prompt)] == [Fault.NO_RISE, Fault.NO_RISE]
    assert referee.ended == Ended(reps[-1].top_s + 3.5 * BEAT_S, EndedBy.NO_RISE)
    assert len(referee.counted) == 10


def test_a_prompt_that_is_answered_is_forgotten() -> None:
    referee = straight()
    reps = steady(30)
    kept = [rep for rep in reps if rep.rep_id % 3 != 0]  # every third beat missed, for ever
    said = follow(referee, told(kept), kept[-1].top_s + 1.0)
    assert referee.ended is None
    assert all(isinstance(one, Prompt) and one.unanswered == 0 for one in said)
    assert len(said) == 9


def test_a_knee_that_bends_ends_the_test_at_the_third_repetition_with_it() -> None:
    referee = straight()
    reps = steady(8) + [repetition(k, 21.0 + 2.0 * (k - 9), Form.BENT) for k in range(9, 14)]
    follow(referee, told(reps), 40.0)
    assert referee.ended == Ended(counted(reps[10]).t_s, EndedBy.KNEE)
    assert len(referee.counted) == 8


def test_the_bent_twin_is_ended_by_a_knee_that_straightens() -> None:
    referee = Referee(heel_rise(Knee.BENT))
    bent = [called(rep, Form.BENT) for rep in steady(6)]
    reps = bent + [repetition(k, 17.0 + 2.0 * (k - 7)) for k in range(7, 12)]
    follow(referee, told(reps), 40.0)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.KNEE


def test_a_shank_that_tilts_at_rest_tells_of_the_knee_before_its_form_is_known() -> None:
    referee = straight()
    bent = [replace(repetition(k, 21.0 + 2.0 * (k - 9)), tilt_deg=9.5) for k in range(9, 14)]
    reps = [*(replace(rep, tilt_deg=0.4 * (rep.rep_id % 3)) for rep in steady(8)), *bent]
    follow(referee, told(reps), 40.0)
    assert referee.ended == Ended(counted(reps[10]).t_s, EndedBy.KNEE)


def test_an_uncertain_knee_is_no_fault() -> None:
    referee = straight()
    reps = [called(rep, Form.UNCERTAIN) for rep in steady(12)]
    assert follow(referee, told(reps), reps[-1].top_s + 1.0) == []


def test_a_knee_that_is_likelier_bent_than_not_ends_no_test() -> None:
    referee = straight()
    follow(referee, told([called(rep, Form.BENT, 0.62) for rep in steady(12)]), 30.0)
    assert referee.ended is None


def test_a_form_corrected_later_counts_from_the_repetition_it_was_wrong_in() -> None:
    referee = straight()
    reps = steady(10)
    follow(referee, told(reps), reps[-1].top_s + 1.0)
    now = reps[-1].top_s + 1.1
    events: list[Event] = [RepMeasured(now, 1, called(rep, Form.BENT)) for rep in reps[7:]]
    follow(referee, events, now)
    assert referee.ended == Ended(now, EndedBy.KNEE)
    assert len(referee.counted) == 7


@pytest.mark.parametrize("height_cm", [3.9, 2.0])
def test_half_the_height_of_the_first_three_is_too_low(height_cm: float) -> None:
    referee = straight()
    reps = steady(8) + [repetition(k, 21.0 + 2.0 * (k - 9), height_cm=height_cm) for k in range(9, 14)]
    follow(referee, told(reps), 40.0)
    assert referee.ended == Ended(counted(reps[10]).t_s, EndedBy.HEIGHT)


def test_three_quarters_of_the_height_is_fatigue_and_no_fault() -> None:
    referee = straight()
    reps = [replace(rep, height_cm=8.0 - 0.1 * rep.rep_id) for rep in steady(20)]
    assert follow(referee, told(reps), reps[-1].top_s + 1.0) == []


def test_the_share_of_the_height_is_the_testers_to_set() -> None:
    referee = Referee(heel_rise(Knee.STRAIGHT, least_share=0.8))
    reps = steady(4) + [repetition(k, 13.0 + 2.0 * (k - 5), height_cm=6.0) for k in range(5, 9)]
    follow(referee, told(reps), 30.0)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.HEIGHT


@pytest.mark.parametrize("beat_s", [1.4, 2.6])
def test_a_pace_a_quarter_off_ends_the_test(beat_s: float) -> None:
    referee = straight()
    begun = steady(6)
    reps = renumbered(begun + steady(6, begun[-1].top_s + beat_s, beat_s))
    follow(referee, told(reps), reps[8].top_s + 0.95)
    assert referee.ended == Ended(counted(reps[8]).t_s, EndedBy.PACE)


@pytest.mark.parametrize("beat_s", [3.2, 4.0, 5.0, 6.5])
def test_a_pace_so_slow_that_beats_are_missed_between_any_two_rises_ends_it_too(beat_s: float) -> None:
    referee = straight()
    begun = steady(10)
    reps = renumbered(begun + steady(8, begun[-1].top_s + beat_s, beat_s))
    follow(referee, told(reps), reps[-1].top_s + 1.0)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.PACE
    assert sum(rep.end_s <= referee.ended.t_s for rep in reps) <= 10 + 1 + 2
    assert len(referee.counted) <= 11


def test_missing_a_beat_now_and_then_is_no_pace() -> None:
    referee = straight()
    tops = [5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 21.0, 25.0, 27.0]
    follow(referee, told(repetition(k, top_s) for k, top_s in enumerate(tops, start=1)), 27.95)
    assert referee.ended is None
    assert Fault.PACE not in [beat.fault for beat in referee.beats]


def test_a_beat_kept_by_ear_may_stray() -> None:
    referee = straight()
    stray = [0.0, 0.3, -0.2, 0.25, -0.15, 0.2, -0.25, 0.1]
    reps = [repetition(k + 1, 5.0 + 2.0 * k + off) for k, off in enumerate(stray)]
    assert follow(referee, told(reps), reps[-1].top_s + 1.0) == []


def test_a_knee_wrong_from_the_first_repetition_is_another_exercise() -> None:
    referee = straight()
    reps = [called(rep, Form.BENT) for rep in steady(6)]
    follow(referee, told(reps), 30.0)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.WRONG_FORM
    assert not referee.ended.by.is_result


def test_a_sensor_lost_for_longer_than_a_beat_breaks_the_test_off() -> None:
    referee = straight()
    reps = steady(9)
    events: list[Event] = [*told(reps[:6]), SignalGap(20.5, 16.0, 20.5)]
    follow(referee, events, 21.0)
    assert referee.ended == Ended(20.5, EndedBy.SIGNAL_LOST)
    assert len(referee.counted) == 6


def test_a_short_gap_is_not_held_against_anyone() -> None:
    referee = straight()
    reps = steady(6)
    late = repetition(7, reps[-1].top_s + 3.2)
    gap = SignalGap(reps[-1].top_s + 2.0, reps[-1].top_s + 1.0, reps[-1].top_s + 2.0)
    follow(referee, [*told(reps), gap, *told([late])], late.top_s + 1.0)
    assert Fault.NO_RISE not in [beat.fault for beat in referee.beats]


def test_the_seated_test_ends_with_its_minute_whatever_the_pace() -> None:
    referee = Referee(seated_60())
    reps = [called(rep, Form.BENT) for rep in steady(60, beat_s=1.3)]
    said = follow(referee, told(reps), 90.0)
    assert said == [Ended(reps[0].start_s + 60.0, EndedBy.TIME)]
    assert len(referee.counted) == sum(counted(rep).t_s <= reps[0].start_s + 60.0 for rep in reps)


def test_a_seated_test_done_standing_straight_is_none() -> None:
    referee = Referee(seated_60())
    follow(referee, told(steady(28)), 90.0)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.WRONG_FORM


@pytest.mark.parametrize("event", [Paused(14.1), Declared(14.1, Exercise.SEATED_SOLEUS_RAISE)])
def test_a_pause_or_another_exercise_breaks_it_off_and_is_no_exhaustion(event: Event) -> None:
    referee = straight()
    follow(referee, [*told(steady(5)), event], 40.0)
    assert referee.ended == Ended(14.1, EndedBy.BROKEN_OFF)
    assert len(referee.counted) == 5


def test_before_the_first_rise_a_test_has_not_begun_and_cannot_be_broken_off_by_a_pause() -> None:
    referee = straight()
    follow(referee, [Paused(1.0), *told(steady(5))], 14.0)
    assert referee.ended is None


def test_a_phantom_taken_back_is_in_no_figure() -> None:
    referee = straight()
    reps = [*steady(6), replace(repetition(7, 15.6), height_cm=2.0)]
    follow(referee, told(reps), reps[-1].top_s + 1.0)
    follow(referee, [CountCorrected(17.0, 1, -1, undone_rep_id=7)], 17.0)
    assert [beat.rep.rep_id for beat in referee.beats if beat.rep is not None] == [1, 2, 3, 4, 5, 6]
    more = renumbered(steady(3, 17.0))
    follow(referee, told([replace(rep, rep_id=10 + rep.rep_id) for rep in more]), 22.0)
    assert all(beat.fault is None for beat in referee.beats)


def test_whoever_is_done_may_end_it() -> None:
    referee = straight()
    follow(referee, told(steady(5)), 14.0)
    assert referee.break_off(14.2) == [Ended(14.2, EndedBy.BROKEN_OFF)]
    assert referee.break_off(15.0) == []


@given(
    st.lists(
        st.tuples(st.floats(0.7, 5.0), st.floats(1.0, 12.0), st.sampled_from(Form)), min_size=1, max_size=25
    ),
    st.lists(st.floats(0.0, 130.0), max_size=40),
)
def test_any_cutting_of_time_says_the_same(plan: list[tuple[float, float, Form]], cuts: list[float]) -> None:
    top_s, reps = 4.0, []
    for number, (gap_s, height_cm, form) in enumerate(plan, start=1):
        top_s += gap_s
        reps.append(repetition(number, top_s, form, height_cm))
    events = sorted(told(reps), key=lambda event: event.t_s)
    end_s = top_s + 12.0
    whole, cut = straight(), straight()
    at_once = whole.update(events, end_s)
    said: list[Prompt | Ended] = []
    done = 0
    for now in sorted([*(c for c in cuts if c < end_s), end_s]):
        upto = sum(event.t_s <= now for event in events)
        said += cut.update(events[done:upto], now)
        done = upto
    assert said == at_once
    assert cut.beats == whole.beats


def test_an_older_tick_taken_back_leaves_the_beat_of_the_newest() -> None:
    referee = straight()
    reps = steady(6)
    last_s = reps[-1].top_s
    tick = RepTopped(last_s + 2.1, 8, last_s + 2.0, 3.0)
    follow(referee, [*told(reps), tick, RepRevoked(last_s + 2.8, 7, "the foot was lifted")], last_s + 10.0)
    assert referee.ended is not None
    assert referee.ended.t_s > last_s + 3.5 * BEAT_S


def test_a_tick_taken_back_does_not_keep_the_beat() -> None:
    referee = straight()
    reps = steady(6)
    last_s = reps[-1].top_s
    tick = RepTopped(last_s + 2.1, 7, last_s + 2.0, 3.0)
    follow(referee, [*told(reps), tick, RepRevoked(last_s + 2.8, 7, "the foot was lifted")], last_s + 10.0)
    assert referee.ended == Ended(last_s + 3.5 * BEAT_S, EndedBy.NO_RISE)
