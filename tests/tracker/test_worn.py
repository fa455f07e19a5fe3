"""A sensor worn wrong is told in words; one that is worn as it should be is not bothered."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.mount import Mount, MountKind, turn
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, calibration_items, set_of, simulate
from drivers.virtual.strap import Wear, Worn
from recordings.load import load
from tests.tracker.driving import only, told
from tests.tracker.sequence import through
from tracker.calibration import Calibration
from tracker.events import Event, Fault, RepCounted, WornWrong
from tracker.samples import Samples
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "leg_imu"
BOTH = (
    Item(still=Stance.SEATED, duration_s=4.0),
    Item(Exercise.SEATED_SOLEUS_RAISE, 6),
    Item(distractor=Distractor.WALKING, duration_s=8.0),
    Item(Exercise.STANDING_CALF_RAISE, 6),
    Item(still=Stance.STANDING, duration_s=3.0),
)


def session(
    items: tuple[Item, ...], seed: int, wear: Wear | None = None, *, thigh: bool = False
) -> Simulated:
    return simulate(
        Scenario(items, MountKind.ANY, Quality.GOOD, 100.0, seed, wear=wear or Wear(), thigh=thigh)
    )


def faults(events: list[Event]) -> set[Fault]:
    return {event.fault for event in only(events, WornWrong)}


def worn(items: tuple[Item, ...], seed: int, wear: Wear | None = None) -> set[Fault]:
    return faults(told(session(items, seed, wear).signal.samples))


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("exercise", [Exercise.SEATED_SOLEUS_RAISE, Exercise.STANDING_CALF_RAISE])
def test_a_sensor_worn_well_is_not_bothered(exercise: Exercise, seed: int) -> None:
    assert worn(set_of(exercise, 8, False, seed), seed) == set()


def test_a_session_of_several_sets_is_not_bothered() -> None:
    assert worn(BOTH, 3) == set()


def test_a_sensor_on_the_thigh_is_told_once_both_postures_were_raised_in() -> None:
    assert sum(Fault.THIGH in worn(BOTH, seed, Wear(Worn.THIGH)) for seed in (1, 2, 4, 5)) >= 2


def test_a_sensor_on_the_foot_is_told() -> None:
    seeds = (3, 4, 6)
    hits = [
        Fault.FOOT in worn(set_of(Exercise.SEATED_SOLEUS_RAISE, 9, False, seed), seed, Wear(Worn.FOOT))
        for seed in seeds
    ]
    assert sum(hits) >= 2


def test_a_slack_strap_is_told_and_once() -> None:
    slack = Wear(slack_m=0.03, slack_hz=5.0)
    items = (Item(Exercise.STANDING_SOLEUS_RAISE, 10),)
    counts = [
        [event.fault for event in only(told(session(items, seed, slack).signal.samples), WornWrong)].count(
            Fault.SLACK
        )
        for seed in (2, 3, 6)
    ]
    assert max(counts) == 1
    assert sum(counts) >= 2


def test_a_strap_that_slips_within_a_set_is_told() -> None:
    hits = [
        Fault.SLIPPED in worn((Item(Exercise.SEATED_SOLEUS_RAISE, 14),), seed, Wear(slips=True))
        for seed in range(1, 6)
    ]
    assert sum(hits) >= 3


def test_a_thigh_of_the_other_leg_is_told() -> None:
    shank = session((Item(Exercise.SEATED_SOLEUS_RAISE, 8),), 2).signal.samples
    still = session((Item(still=Stance.SEATED, duration_s=float(shank.t_s[-1]) + 2.0),), 5, thigh=True)
    own = session((Item(Exercise.SEATED_SOLEUS_RAISE, 8),), 2, thigh=True)
    assert still.thigh is not None
    assert own.thigh is not None
    assert faults(with_thigh(shank, still.thigh.samples)) == {Fault.OTHER_LEG}
    assert faults(with_thigh(shank, own.thigh.samples)) == set()


def with_thigh(shank: Samples, thigh: Samples) -> list[Event]:
    tracker = Tracker()
    tracker.update_thigh(thigh)
    return tracker.update(shank) + tracker.finish()


@pytest.mark.skipif(not SHARED.exists(), reason="no shared recordings beside the checkout")
def test_a_real_leg_in_a_real_strap_is_not_bothered() -> None:
    samples = load(SHARED / "cmu_heelraise_left_shank.csv").samples
    assert samples is not None
    assert faults(told(samples)) == set()


# A profile and today's strapping


@cache
def calibrated(seed: int) -> tuple[Simulated, Calibration]:
    one = session(calibration_items(), seed)
    return one, through(one.signal.samples).fit()


def today(seed: int, mount: Mount) -> list[Event]:
    """The same athlete on another day, with yesterday's profile."""
    one, known = calibrated(seed)
    items = set_of(Exercise.SEATED_SOLEUS_RAISE, 8, False, seed + 50)
    again = simulate(Scenario(items, MountKind.ANY, Quality.GOOD, 100.0, seed + 50), one.person, mount)
    return told(again.signal.samples, setup=Setup(calibration=known))


def around(mount: Mount, deg: float, askew_deg: float = 0.0) -> Mount:
    """Put on again, turned round the shank."""
    by = turn(np.array([0.0, 0.0, 1.0]), np.radians(deg)) @ turn(
        np.array([1.0, 0.0, 0.0]), np.radians(askew_deg)
    )
    return Mount(by @ mount.place_m, by @ mount.rotation)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("deg", "askew_deg"), [(0.0, 0.0), (10.0, 4.0), (-12.0, -4.0)])
def test_a_strap_put_on_again_with_care_fits(seed: int, deg: float, askew_deg: float) -> None:
    assert Fault.PROFILE not in faults(today(seed, around(calibrated(seed)[0].mount, deg, askew_deg)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sensor_upside_down_does_not_fit_and_is_counted_without(seed: int) -> None:
    upside = turn(np.array([1.0, 0.0, 0.0]), np.pi)
    mount = calibrated(seed)[0].mount
    events = today(seed, Mount(mount.place_m, upside @ mount.rotation))
    assert Fault.PROFILE in faults(events)
    assert len(only(events, RepCounted)) >= 4  # the first three told it


def test_a_sensor_turned_round_the_leg_does_not_fit() -> None:
    hits = [
        Fault.PROFILE in faults(today(seed, around(calibrated(seed)[0].mount, 100.0))) for seed in (1, 2, 3)
    ]
    assert sum(hits) >= 2
