"""Knee flexion from two sensors, against the virtual athlete's own knee and against two real pairs of legs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import radians
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import PERFORMED, Item, Scenario, Simulated, simulate
from recordings.load import load
from tests.tracker.driving import final
from tests.tracker.sequence import SIT, STAND
from tracker.events import Event, Repetition
from tracker.hinge import rotation, swing_deg
from tracker.samples import Samples
from tracker.setup import Exercise, Form
from tracker.tracker import Tracker

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "leg_imu"
real = pytest.mark.skipif(not SHARED.exists(), reason="no shared recordings beside the checkout")


@cache
def session(exercise: Exercise, seed: int) -> Simulated:
    """Stands, sits, and does a set; both sensors strapped on any way, up to 15 deg askew."""
    return simulate(
        Scenario((STAND, SIT, Item(exercise, 6)), MountKind.ANY, Quality.TYPICAL, 104.0, seed, thigh=True)
    )


def told(shank: Samples, thigh: Samples, cuts: Sequence[int] = (), late: int = 0) -> list[Event]:
    """What is said with both; the thigh's samples `late` samples behind the shank's."""
    tracker = Tracker()
    events: list[Event] = []
    edges = [0, *sorted(cuts), len(shank)]
    given_until = 0
    for first, last in pairwise(edges):
        until = max(given_until, last - late)
        tracker.update_thigh(thigh[given_until:until])
        given_until = until
        events += tracker.update(shank[first:last])
    return events + tracker.finish()


@cache
def both(exercise: Exercise, seed: int) -> tuple[list[Repetition], Simulated]:
    one = session(exercise, seed)
    assert one.thigh is not None
    steps = range(0, len(one.signal.samples), 52)
    return final(told(one.signal.samples, one.thigh.samples, steps)), one


def flexions(exercise: Exercise, seed: int) -> list[tuple[float, float]]:
    """True and measured, of each repetition found."""
    reps, one = both(exercise, seed)
    found = []
    for true in one.truth.reps:
        hits = [rep for rep in reps if true.start_s <= rep.peak_s <= true.end_s]
        if len(hits) == 1:
            assert hits[0].knee_flexion_deg is not None
            found.append((true.knee_flexion_deg, hits[0].knee_flexion_deg))
    return found


def test_the_knee_is_measured_to_five_degrees() -> None:
    pairs = [pair for exercise in PERFORMED for seed in (1, 2) for pair in flexions(exercise, seed)]
    assert len(pairs) > 50
    true, found = np.array(pairs).T
    assert np.sqrt(np.mean((found - true) ** 2)) < 5.0
    assert np.abs(found - true).max() < 15.0


@pytest.mark.parametrize("exercise", PERFORMED)
def test_the_form_of_each_repetition_is_that_of_the_knee(exercise: Exercise) -> None:
    reps, one = both(exercise, 3)
    true = one.truth.reps[0]
    expected = Form.BENT if true.knee_flexion_deg > 22.0 else Form.STRAIGHT
    assert true.knee_flexion_deg <= 17.0 or true.knee_flexion_deg >= 27.0
    assert {rep.form for rep in reps} == {expected}


def plain() -> tuple[Samples, Samples]:
    one = session(Exercise.STANDING_CALF_RAISE, 1)
    assert one.thigh is not None
    return one.signal.samples, one.thigh.samples


@pytest.mark.parametrize("late", [0, 10, 45])
def test_a_thigh_that_comes_up_to_half_a_second_late_changes_nothing(late: int) -> None:
    shank, thigh = plain()
    steps = range(0, len(shank), 4)
    assert told(shank, thigh, steps, late) == told(shank, thigh, steps)


def test_all_at_once_says_the_same_as_sample_by_sample() -> None:
    shank, thigh = plain()
    assert told(shank, thigh) == told(shank, thigh, range(0, len(shank), 1))


def test_a_thigh_without_samples_is_no_thigh() -> None:
    shank, _ = plain()
    tracker = Tracker()
    tracker.update_thigh(Samples.empty())
    alone = Tracker()
    assert tracker.update(shank) + tracker.finish() == alone.update(shank) + alone.finish()


def test_a_thigh_that_stops_leaves_the_counting_to_the_shank() -> None:
    shank, thigh = plain()
    half = len(thigh) // 2
    counted = [rep.peak_s for rep in final(told(shank, thigh[:half], range(0, len(shank), 52)))]
    assert counted == [rep.peak_s for rep in final(told(shank, thigh, range(0, len(shank), 52)))]


@given(st.floats(-80.0, 80.0), st.floats(-3.0, 3.0), st.floats(-3.0, 3.0))
def test_a_swing_is_counted_about_the_axis_it_is_made_about(deg: float, a: float, b: float) -> None:
    left = np.array([np.cos(a) * np.cos(b), np.sin(a) * np.cos(b), np.sin(b)])
    up = np.cross(left, [0.3, 0.5, -0.8])
    up /= np.linalg.norm(up)
    turned = np.cos(radians(deg)) * up + np.sin(radians(deg)) * np.cross(up, left)
    before, now, axis = (tuple(map(float, v)) for v in (up, turned, left))
    assert swing_deg(before, now, axis) == pytest.approx(deg, abs=1e-6)  # type: ignore[arg-type]
    assert np.dot(rotation(before, now), left) * deg >= 0.0  # type: ignore[arg-type]


def knees(name: str, other: str) -> list[tuple[float, float]]:
    """(second, flexion) of every stay of a real pair, seen whole."""
    shank, thigh = load(SHARED / f"{name}.csv").samples, load(SHARED / f"{other}.csv").samples
    assert shank is not None
    assert thigh is not None
    tracker = Tracker()
    tracker.update_thigh(thigh)
    tracker.update(shank)
    return tracker.rests()


@real
def test_a_real_leg_that_stands_sits_and_walks_has_its_angles() -> None:
    stays = knees("qmt_lower_leg_left", "qmt_upper_leg_left")
    sitting = [deg for _, deg in stays if deg > 60.0]
    standing = [deg for _, deg in stays if deg < 20.0]
    assert min(sitting) > 70.0  # the thigh is at 80 deg there, the shank at 4 (biomechanics 2)
    assert max(sitting) < 115.0
    assert max(standing) < 12.0


@real
def test_a_real_leg_that_stands_up_five_times_sits_and_stands() -> None:
    stays = [deg for _, deg in knees("eurobench_5sts_shank", "eurobench_5sts_thigh")]
    assert 75.0 < max(stays) < 110.0
    assert min(stays) < 12.0
