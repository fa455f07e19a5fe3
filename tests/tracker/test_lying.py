"""Lying leg raises are told from heels once the mount is known; heels never suffer from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import PERFORMED, Item, Scenario
from tests.accuracy.calibrated import calibrated
from tests.tracker.course import course, raised, rest
from tests.tracker.shapes import turned
from tracker.calibration import Calibration, Raises
from tracker.events import Event, Fault, WornWrong
from tracker.explain import Candidate, Verdict
from tracker.findings import Down, Dropped
from tracker.lying import Lying
from tracker.samples import Samples
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker

RAISES = (
    Item(still=Stance.STANDING, duration_s=4.0),
    Item(distractor=Distractor.LYING_LEG_RAISES, duration_s=40.0),
)


@cache
def made(items: tuple[Item, ...], seed: int) -> tuple[Samples, Calibration]:
    session, known = calibrated(Scenario(items, MountKind.ANY, Quality.GOOD, 104.0, seed))
    assert known is not None
    return session.signal.samples, known


def told(samples: Samples, known: Calibration | None) -> tuple[list[Event], list[Candidate]]:
    candidates: list[Candidate] = []
    tracker = Tracker(Setup(calibration=known), candidates.append)
    return tracker.update(samples) + tracker.finish(), candidates


def kinds(samples: Samples, known: Calibration | None) -> list[str]:
    return [event.kind for event in told(samples, known)[0]]


@pytest.mark.parametrize("seed", range(1, 4))
def test_with_the_mount_known_none_is_counted_nor_ticked(seed: int) -> None:
    samples, known = made(RAISES, seed)
    assert not {"rep_counted", "rep_partial", "rep_topped"} & set(kinds(samples, known))


def test_one_that_passes_for_a_heel_is_left_with_the_reason_once_the_mount_is_known() -> None:
    _, known = made(RAISES, 1)
    down = Down(turned(3.0, lean_deg=80.0))
    found = Lying(replace(known, axis=(0.0, 0.0, 1.0), forward=(1.0, 0.0, 0.0))).sift(
        down, down.shape.up_at_start
    )
    assert isinstance(found, Dropped)
    assert found.verdict is Verdict.LYING
    assert Lying(None).sift(down, down.shape.up_at_start) is down


@pytest.mark.parametrize("exercise", PERFORMED)
def test_no_heel_is_taken_for_a_lying_leg(exercise: Exercise) -> None:
    samples, known = made((Item(exercise, 6),), 3)
    assert not any(one.verdict is Verdict.LYING for one in told(samples, known)[1])


def test_sample_by_sample_says_the_same_as_all_at_once() -> None:
    samples, known = made(RAISES, 2)
    tracker = Tracker(Setup(calibration=known))
    events = [event for part in samples.blocks(1) for event in tracker.update(part)] + tracker.finish()
    assert events == told(samples, known)[0]


def afterwards(first: Samples, then: Samples) -> Samples:
    """One after the other, three seconds of the signal lost between them."""
    return Samples(
        np.concatenate((first.t_s, then.t_s + first.t_s[-1] + 3.0)),
        np.vstack((first.acc_ms2, then.acc_ms2)),
        np.vstack((first.gyr_rads, then.gyr_rads)),
    )


STANDING = course(rest(4))
RAISED = course(rest(4), raised(9.0) * 6, rest(4))
ON_THE_SIDE = Samples(RAISED.t_s, RAISED.acc_ms2[:, [0, 2, 1]], RAISED.gyr_rads[:, [0, 2, 1]] * -1.0)
ALONG_Z = Calibration((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), 5.0, Raises(6.0, 0.1, 0.0), Raises(6.0, 0.6, 0.0))


def test_who_stood_before_and_lies_on_the_side_counts_none_and_keeps_the_profile() -> None:
    seen = kinds(afterwards(STANDING, ON_THE_SIDE), ALONG_Z)
    assert not {"rep_counted", "rep_partial", "rep_topped", "worn_wrong"} & set(seen)


def test_who_never_stood_along_the_axis_has_strapped_it_across_the_leg() -> None:
    faults = [one.fault for one in told(ON_THE_SIDE, ALONG_Z)[0] if isinstance(one, WornWrong)]
    assert Fault.PROFILE in faults


def test_upside_down_is_told_whatever_stood_before() -> None:
    down = Samples(RAISED.t_s, RAISED.acc_ms2 * (-1.0, 1.0, -1.0), RAISED.gyr_rads * (-1.0, 1.0, -1.0))
    faults = [one.fault for one in told(afterwards(STANDING, down), ALONG_Z)[0] if isinstance(one, WornWrong)]
    assert Fault.PROFILE in faults


def test_a_strap_may_have_been_put_on_anew_in_a_long_gap() -> None:
    later = Samples(ON_THE_SIDE.t_s + 20.0, ON_THE_SIDE.acc_ms2, ON_THE_SIDE.gyr_rads)
    faults = [
        one.fault for one in told(afterwards(STANDING, later), ALONG_Z)[0] if isinstance(one, WornWrong)
    ]
    assert Fault.PROFILE in faults
