"""Sessions of the virtual athlete: what they hold, their truth and its clock."""

from __future__ import annotations

import itertools
import json
import time

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import EVERYDAY
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import (
    PERFORMED,
    Item,
    Scenario,
    Simulated,
    bustle_only,
    demo_items,
    mix,
    set_of,
    simulate,
)
from drivers.virtual.truth import form_of
from tracker.setup import Exercise, Form

SESSION = simulate(Scenario(mix(True, 3), MountKind.ANY, Quality.BAD, 104.0, 3))


@pytest.fixture(params=[1, 2, 3])
def session(request: pytest.FixtureRequest) -> Simulated:
    seed = int(request.param)
    return simulate(Scenario(mix(True, seed), MountKind.ANY, Quality.BAD, 104.0, seed))


def test_repetitions_are_in_order_and_inside_their_segment(session: Simulated) -> None:
    truth = session.truth
    busy = [s for s in truth.segments if s.exercise is not None]
    for rep in truth.reps:
        assert rep.start_s < rep.top_s <= rep.peak_s < rep.low_s < rep.end_s
        assert sum(s.start_s <= rep.start_s and rep.end_s <= s.end_s for s in busy) == 1
    for before, after in itertools.pairwise(truth.reps):
        assert before.end_s <= after.start_s + 1e-9


def test_segments_are_in_order_and_end_with_the_signal(session: Simulated) -> None:
    segments = session.truth.segments
    for before, after in itertools.pairwise(segments):
        assert before.start_s < before.end_s < after.start_s
    assert segments[0].start_s == 0.0
    assert segments[-1].end_s == pytest.approx(session.signal.samples.t_s[-1], abs=0.1)


def test_form_is_known_in_exercises_and_null_elsewhere(session: Simulated) -> None:
    for segment in session.truth.segments:
        assert (segment.form is None) == (segment.exercise is None)
        if segment.exercise is not None:
            assert segment.form is segment.exercise.expected_form
    for rep in session.truth.reps:
        assert rep.form is form_of(rep.knee_flexion_deg)


def test_knees_are_bent_above_22_degrees() -> None:
    assert form_of(22.0) is Form.STRAIGHT
    assert form_of(22.1) is Form.BENT


def test_the_truth_file_has_the_agreed_fields_and_is_plain_json() -> None:
    told = json.loads(json.dumps(SESSION.truth.to_dict()))
    assert set(told) == {"segments", "reps"}
    assert {tuple(segment) for segment in told["segments"]} == {
        ("start_s", "end_s", "name", "exercise", "form")
    }
    assert {tuple(rep) for rep in told["reps"]} == {
        ("start_s", "top_s", "peak_s", "end_s", "height_cm", "form", "knee_flexion_deg", "partial")
    }


def test_truth_is_on_the_sensors_own_clock() -> None:
    """The same movements through a clock that is 2 % off end 2 % later on the file's axis."""
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, 4),)
    for seed in range(4):
        bad = simulate(Scenario(items, quality=Quality.BAD, seed=seed))
        good = simulate(Scenario(items, quality=Quality.GOOD, seed=seed))
        clocks = [float(s.signal.samples.t_s[-1] / s.signal.true_t_s[-1]) for s in (bad, good)]
        for one, other in zip(bad.truth.reps, good.truth.reps, strict=True):
            assert one.peak_s / clocks[0] == pytest.approx(other.peak_s / clocks[1], abs=1e-9)


def test_up_is_where_a_resting_accelerometer_points(session: Simulated) -> None:
    samples = session.signal.samples
    np.testing.assert_allclose(np.linalg.norm(session.up_sensor, axis=1), 1.0, atol=1e-3)
    first = samples.acc_ms2[:50].mean(axis=0)
    cosine = float(first @ session.up_sensor[:50].mean(axis=0) / np.linalg.norm(first))
    assert np.degrees(np.arccos(min(cosine, 1.0))) < 6.0


def test_a_set_has_as_many_repetitions_as_asked_and_bustle_none() -> None:
    for exercise in PERFORMED:
        assert len(simulate(Scenario(set_of(exercise, 7, True, 2), seed=2)).truth.reps) == 7
    idle = simulate(Scenario(bustle_only(5, 4), seed=5)).truth
    assert idle.reps == []
    assert all(segment.exercise is None for segment in idle.segments)


def test_a_mix_holds_different_exercises_with_rest_between_them() -> None:
    for seed in range(6):
        done = [item.exercise for item in mix(False, seed) if item.exercise is not None]
        assert len(done) == len(set(done)) >= 3
        kinds = [item.exercise is None for item in mix(False, seed)]
        assert not any(not a and not b for a, b in itertools.pairwise(kinds))


def test_every_movement_of_a_day_comes_up_in_everyday_movement() -> None:
    assert {item.distractor for seed in range(24) for item in bustle_only(seed, 5)} == set(EVERYDAY)


def test_a_steady_set_keeps_the_beat_of_a_heel_raise_test() -> None:
    reps = simulate(Scenario((Item(Exercise.STANDING_CALF_RAISE, 8),), steady=True, seed=4)).truth.reps
    beats = np.diff([rep.start_s for rep in reps])
    assert beats == pytest.approx(2.0, abs=0.2)
    assert not any(rep.partial for rep in reps)


def test_the_demo_takes_about_three_quarters_of_a_minute() -> None:
    demo = simulate(Scenario(demo_items(), quality=Quality.GOOD, seed=11, steady=True))
    assert 40.0 < demo.signal.true_t_s[-1] < 50.0
    forms = [rep.form for rep in demo.truth.reps]
    assert forms == [Form.BENT] * 8 + [Form.STRAIGHT] * 6


def test_ten_minutes_are_simulated_in_a_few_seconds() -> None:
    began = time.process_time()
    session = simulate(Scenario(bustle_only(1, 33)))
    assert session.signal.true_t_s[-1] > 500.0
    assert time.process_time() - began < 6.0
