"""The second simulator: its physics, and the road through CSV and JSON its recordings are judged by."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from tests.accuracy.csv_road import analysed
from tests.accuracy.found import from_events, from_report
from tests.accuracy.measure import listen
from tests.accuracy.other import shapes
from tests.accuracy.other.leg import WAYS, Track, any_body, lifted
from tests.accuracy.other.moves import MOVES
from tests.accuracy.other.sensor import GRADES, G, measured
from tests.accuracy.other.session import Logged, csv, logged_idle, logged_set
from tests.accuracy.task import holes_of
from tracker.setup import Exercise

FINE, _, WORST = GRADES
SHAPES = (shapes.cosine, shapes.quintic, shapes.cubic, shapes.trapezoid, shapes.lopsided(1.3))


@cache
def recording(exercise: Exercise, seed: int = 3) -> Logged:
    return logged_set(exercise, 8, WORST, 100.0, seed)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_way_goes_from_nought_to_one_and_never_back(shape: shapes.Shape) -> None:
    course = shape(np.linspace(-0.2, 1.2, 500))
    assert course[0] == pytest.approx(0.0, abs=1e-12)
    assert course[-1] == pytest.approx(1.0)
    assert np.diff(course).min() >= -1e-12


def test_a_foot_turns_about_its_ball() -> None:
    body = any_body(np.random.default_rng(1))
    rise = np.array([0.0, 0.05])
    forward = lifted(body, rise)
    from_ball = np.hypot(body.toe_m - forward, body.heel_m + rise)
    assert from_ball[1] == pytest.approx(from_ball[0])
    assert 0.01 < forward[1] < 0.06


def test_at_rest_the_sensor_feels_gravity_and_its_own_faults_alone() -> None:
    rng = np.random.default_rng(5)
    samples, _ = measured(Track.rest(5.0, 0.1), any_body(rng), WORST, 100.0, rng)
    assert np.linalg.norm(samples.acc_ms2, axis=1).mean() == pytest.approx(G, abs=0.55)
    assert np.degrees(np.linalg.norm(samples.gyr_rads.mean(axis=0))) < 2.6


def test_its_rates_and_its_gravity_tell_of_the_same_turning() -> None:
    rng = np.random.default_rng(6)
    still = Track.rest(4.0, 0.0)
    t = np.arange(len(still)) / shapes.HZ
    body = any_body(rng)
    samples, _ = measured(still.add(pitch=0.3 * shapes.quintic((t - 1.0) / 2.0)), body, FINE, 200.0, rng)
    turned = np.trapezoid(samples.gyr_rads, samples.t_s, axis=0)
    first, last = samples.acc_ms2[:100].mean(axis=0), samples.acc_ms2[-100:].mean(axis=0)
    between = np.arccos(first @ last / np.linalg.norm(first) / np.linalg.norm(last))
    assert np.linalg.norm(turned) == pytest.approx(0.3, abs=0.02)
    assert between == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("exercise", list(WAYS))
def test_its_repetitions_are_in_order_and_as_many_as_asked_for(exercise: Exercise) -> None:
    reps = recording(exercise).truth.reps
    assert len(reps) == 8
    assert all(rep.start_s < rep.top_s <= rep.peak_s <= rep.low_s < rep.end_s for rep in reps)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(reps))


def test_signal_is_lost_in_bursts_as_jumps_in_time() -> None:
    holes = holes_of(recording(Exercise.STANDING_CALF_RAISE).samples.t_s)
    lost = float((holes[:, 1] - holes[:, 0]).sum()) / float(
        recording(Exercise.STANDING_CALF_RAISE).samples.t_s[-1]
    )
    assert 0.02 < lost < 0.08


def test_time_never_stands_still() -> None:
    assert np.diff(recording(Exercise.SOLEUS_BRIDGE).samples.t_s).min() > 0.0


@pytest.mark.parametrize("name", list(MOVES))
def test_what_is_no_raise_has_none_in_its_truth(name: str) -> None:
    logged = logged_idle((name,), 30.0, FINE, 50.0, 1)
    assert logged.truth.reps == []
    assert {segment.name for segment in logged.truth.segments} == {name}


def test_another_seed_is_another_leg() -> None:
    exercise = Exercise.SEATED_SOLEUS_RAISE
    assert recording(exercise).truth != recording(exercise, 4).truth


def test_from_the_printed_json_the_same_is_found_as_from_the_events() -> None:
    logged = logged_set(Exercise.STANDING_CALF_RAISE, 6, FINE, 100.0, 2)
    text = csv(logged)
    rows = np.loadtxt(text.splitlines()[1:], delimiter=",")
    t_s, acc, gyr = rows[:, 0], rows[:, 1:4], rows[:, 4:7]
    again = type(logged.samples)(t_s, acc, gyr)
    assert from_report(analysed(text)) == from_events(listen(again).events)
