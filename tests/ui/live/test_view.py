"""What the screen shows, told from events, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.source import LinkState
from tests.ui.live.stage import SENSOR, Script, rep, summary
from tracker.events import (
    CountCorrected,
    Paused,
    RepCounted,
    RepRevoked,
    Resumed,
    SetEnd,
    SetEnded,
    SetWithdrawn,
)
from tracker.setup import Exercise, Form, Setup
from ui.view.follow import LiveView
from ui.view.shown import Goal, Mode, SensorShown
from ui.view.words import badge_words, big_words, row_words, sensor_words


def followed(declared: Exercise | None = None) -> tuple[Script, LiveView]:
    script = Script()
    view = LiveView(Setup(declared), Goal(), lambda: script.now_s)
    script.sinks = [view]
    view.opened(SENSOR)
    return script, view


def test_before_the_first_repetition_it_waits_at_nought() -> None:
    _, view = followed()
    assert (view.at().mode, view.at().count, view.at().set_index) == (Mode.WAITING, 0, 1)


def test_the_count_is_that_of_the_running_set() -> None:
    script, view = followed()
    for reps in (3, 2):
        script.begin()
        for _ in range(reps):
            script.raise_heel()
        assert (view.at().count, view.at().mode) == (reps, Mode.SET)
        script.end_set()


def test_corrections_by_hand_are_in_the_count_and_marked_in_the_row() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.tell(CountCorrected(script.now_s, 1, 2))
    assert view.at().count == 3
    assert "+2 by hand" in row_words(view.at().sets[0])


def test_partial_repetitions_are_shown_and_not_counted() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.raise_heel(height_cm=2.0, partial=True)
    assert view.at().count == 1
    assert "partial" in badge_words(view.at().rep)
    assert "1 partial" in row_words(view.at().sets[0])


def test_the_rest_is_counted_from_the_last_repetition_not_from_when_the_set_was_called_over() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.end_set(after_s=10.0)
    assert view.at().rest_s == pytest.approx(10.0)
    script.now_s += 35.0
    assert big_words(view.at()) == "0:45"


def resting_without_a_link() -> tuple[Script, LiveView, float]:
    """50 s into the rest, the last 40 of them without a sample; and when the one repetition ended."""
    script, view = followed()
    script.begin()
    script.raise_heel()
    done_s = script.now_s
    script.end_set(after_s=10.0)
    script.now_s += 40.0
    return script, view, done_s


def test_a_correction_without_a_link_leaves_the_rest_as_it_is() -> None:
    script, view, done_s = resting_without_a_link()
    known_s = done_s + 10.0
    script.tell(CountCorrected(known_s, 1, 1), SetEnded(known_s, SetEnd.PAUSE, summary(1, 1, 0.0, done_s)))
    assert view.at().rest_s == pytest.approx(50.0)


def test_the_rest_before_a_set_that_is_asked_for_without_a_link_is_counted_from_the_last_repetition() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    done_s = script.now_s
    script.hear()
    heard_s = script.now_s
    script.now_s += 40.0
    script.tell(SetEnded(heard_s, SetEnd.NEXT_SET, summary(1, 1, 0.0, done_s)))
    assert view.at().rest_s == pytest.approx(script.now_s - done_s, abs=0.1)


def test_the_rest_is_counted_from_the_one_before_where_the_last_is_taken_back() -> None:
    script, view, done_s = resting_without_a_link()
    script.tell(SetEnded(done_s + 10.0, SetEnd.PAUSE, summary(1, 0, 0.0, done_s - 7.0)))
    assert view.at().rest_s == pytest.approx(57.0)


def test_a_set_that_was_none_is_gone_and_it_waits_again() -> None:
    script, view, done_s = resting_without_a_link()
    script.tell(SetWithdrawn(done_s + 50.0, 1, "alone"))
    assert (view.at().mode, view.at().count, view.at().rest_s, view.at().sets) == (Mode.WAITING, 0, None, ())


def test_after_a_set_that_was_none_the_rest_is_that_since_the_set_before() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.end_set(after_s=60.0)
    script.begin()
    script.end_set(after_s=10.0)
    script.now_s += 40.0
    assert view.at().rest_s == pytest.approx(50.0)
    script.tell(SetWithdrawn(script.now_s, 2, "alone"))
    assert (view.at().mode, view.at().count, view.at().set_index) == (Mode.REST, 1, 2)
    assert view.at().rest_s == pytest.approx(110.0)
    assert len(view.at().sets) == 1


def test_a_set_before_the_last_that_is_told_again_says_nothing_of_the_rest() -> None:
    script, view, _ = resting_without_a_link()
    script.begin()
    script.raise_heel()
    script.end_set(after_s=10.0)
    script.tell(SetEnded(script.now_s, SetEnd.PAUSE, summary(1, 2, 0.0, 3.0)))
    assert view.at().rest_s == pytest.approx(10.0)


def test_the_next_set_ends_the_rest() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.end_set()
    script.begin()
    assert (view.at().mode, view.at().rest_s) == (Mode.SET, None)


def test_the_end_of_the_session_is_no_rest() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.tell(SetEnded(script.now_s, SetEnd.STREAM_END, summary(1, 1, 0.0, script.now_s)))
    assert view.at().rest_s is None


def test_a_pause_shows_and_ends() -> None:
    script, view = followed()
    script.begin()
    script.tell(Paused(script.now_s))
    assert view.at().mode is Mode.PAUSED
    script.tell(Resumed(script.now_s))
    assert view.at().mode is Mode.SET


def test_the_tick_shows_until_the_heel_is_down_or_the_tick_was_none() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel(count=False)
    assert view.at().rising
    script.tell(RepRevoked(script.now_s, 0, "swung"))
    assert not view.at().rising


def test_an_older_tick_that_was_none_says_nothing_of_the_heel_now() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel(count=False)
    script.tell(RepRevoked(script.now_s, 99, "swung"))
    assert view.at().rising


def test_a_tick_whose_heel_is_down_again_shows_no_more_though_it_has_no_answer_yet() -> None:
    script, up = Script(), [True]
    view = LiveView(Setup(None), Goal(), lambda: script.now_s, is_up=lambda: up[0])
    script.sinks.append(view)
    script.begin()
    script.raise_heel(count=False)
    assert view.at().rising
    up[0] = False
    assert not view.at().rising


def a_second_set_that_shows_one_more_of_the_first() -> tuple[Script, LiveView]:
    script, view = followed()
    for _ in range(2):
        script.begin()
        script.raise_heel()
        script.raise_heel()
        first_s, script.now_s = script.now_s, script.now_s + 12.0
        if script.set_index == 1:
            script.tell(SetEnded(script.now_s, SetEnd.PAUSE, summary(1, 2, 0.0, first_s)))
    late = replace(rep(99, 3, height_cm=3.0), start_s=4.0)
    script.tell(RepCounted(script.now_s, 1, late))
    script.tell(SetEnded(script.now_s, SetEnd.PAUSE, summary(1, 3, 0.0, 6.0)))
    return script, view


def test_one_more_of_the_set_before_stands_in_its_row_and_the_running_set_goes_on() -> None:
    _, view = a_second_set_that_shows_one_more_of_the_first()
    shown = view.at()
    assert [row.count for row in shown.sets] == [3, 2]
    assert (shown.mode, shown.count, shown.rest_s) == (Mode.SET, 2, None)


def test_one_found_late_is_not_the_last_one_done() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel()
    script.raise_heel(height_cm=5.0)
    script.tell(RepCounted(script.now_s, 1, replace(rep(99, 2, height_cm=3.0), start_s=0.5)))
    shown = view.at().rep
    assert shown is not None
    assert shown.height_cm == 5.0


def test_cadence_is_that_of_the_last_repetitions() -> None:
    script, view = followed()
    script.begin()
    for _ in range(4):
        script.raise_heel()
    assert view.at().cadence_per_min == pytest.approx(30.0)


def test_height_is_told_against_the_best_of_the_set() -> None:
    script, view = followed()
    script.begin()
    script.raise_heel(height_cm=8.0)
    script.raise_heel(height_cm=6.0)
    shown = view.at().rep
    assert shown is not None
    assert shown.best_share == pytest.approx(0.75)


@pytest.mark.parametrize("wrong", [1, 2])
def test_fewer_than_three_wrong_knees_are_no_drift(wrong: int) -> None:
    script, view = followed(Exercise.SEATED_SOLEUS_RAISE)
    script.begin()
    script.raise_heel()
    for _ in range(wrong):
        script.raise_heel(Form.STRAIGHT)
    assert view.at().warnings == ()


def test_three_wrong_knees_are_a_drift_from_what_was_declared() -> None:
    script, view = followed(Exercise.SEATED_SOLEUS_RAISE)
    script.begin()
    for _ in range(3):
        script.raise_heel(Form.STRAIGHT)
    assert view.at().warnings == ("Knee is drifting straight: last 3 reps",)


def test_with_nothing_declared_the_set_is_held_against_how_it_began() -> None:
    script, view = followed()
    script.begin()
    for form in (Form.STRAIGHT,) * 3 + (Form.BENT,) * 3:
        script.raise_heel(form)
    assert view.at().warnings == ("Knee is drifting bent: last 3 reps",)


def test_a_right_knee_ends_the_warning() -> None:
    script, view = followed(Exercise.STANDING_CALF_RAISE)
    script.begin()
    for form in (Form.BENT, Form.BENT, Form.BENT, Form.STRAIGHT):
        script.raise_heel(form)
    assert view.at().warnings == ()


@pytest.mark.parametrize(("height_cm", "warned"), [(4.3, False), (4.1, True)])
def test_height_is_warned_of_from_thirty_per_cent_down(height_cm: float, warned: bool) -> None:
    script, view = followed()
    script.begin()
    for height in (6.0, height_cm, height_cm):
        script.raise_heel(height_cm=height)
    assert bool(view.at().warnings) is warned


def test_a_lost_link_says_for_how_long_and_goes_when_it_is_back() -> None:
    script, view = followed()
    script.link(LinkState.LOST, "gone")
    script.now_s += 12.5
    script.link(LinkState.LOST, "next try in 2 s")
    assert view.at().warnings == ("Sensor lost, looking for it (12 s)",)
    script.link(LinkState.BACK)
    assert view.at().warnings == ()


def test_the_rate_is_that_of_what_arrives() -> None:
    script, view = followed()
    script.hear(3.0)
    assert view.at().sensor.rate_hz == pytest.approx(100.0)


@pytest.mark.parametrize("width", range(2, 60))
def test_the_sensor_fits_where_it_has_to(width: int) -> None:
    sensor = SensorShown("Movesense 223430000416", LinkState.STREAMING, "", 104.0, 0.01, 82)
    assert len(sensor_words(sensor, width)) <= width
