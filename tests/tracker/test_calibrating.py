"""The calibration's sequence, found in the signal of the virtual athlete; and what is said where it is not there."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, calibration_items
from tests.tracker.sequence import SEATED_RAISES, SIT, STAND, STANDING_RAISES, sequence, through
from tracker.calibrating import Calibrating, Step
from tracker.calibration_fit import UnfitError
from tracker.samples import Samples

SEEDS = range(1, 9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_shanks_axes_come_out_under_any_strapping(seed: int) -> None:
    one = sequence(seed)
    known = through(one.signal.samples).fit()
    ahead, left, along = one.mount.rotation  # the shank's own axes in the sensor's frame
    assert np.degrees(np.arccos(along @ known.axis)) < 6.0
    assert abs(np.degrees(np.arctan2(left @ known.forward, ahead @ known.forward))) < 12.0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_heights_are_those_of_the_raises(seed: int) -> None:
    one = sequence(seed)
    known = through(one.signal.samples).fit()
    true_cm = [rep.height_cm for rep in one.truth.reps]
    assert known.standing.height_cm == pytest.approx(np.mean(true_cm[:3]), abs=1.2)
    assert known.seated.height_cm == pytest.approx(np.mean(true_cm[3:]), abs=1.2)


def test_it_takes_less_than_a_minute() -> None:
    durations_s = [sequence(seed).signal.samples.t_s[-1] for seed in SEEDS]
    assert np.median(durations_s) < 60.0


def test_the_steps_come_one_after_the_other() -> None:
    finder, steps = Calibrating(), [Step.STAND]
    for part in sequence(1).signal.samples.blocks(10):
        step = finder.update(part)
        if step is not steps[-1]:
            steps.append(step)
    assert steps == list(Step)


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_any_blocks_give_the_same_calibration(block: int) -> None:
    samples = sequence(2, quality=Quality.TYPICAL).signal.samples
    assert through(samples, block).fit() == through(samples).fit()


@pytest.mark.parametrize(
    ("items", "missing"),
    [
        ((), "standing still"),
        ((STAND,), "sitting down and sitting still"),
        ((STAND, SIT), "standing up and three raises"),
        ((STAND, SIT, STANDING_RAISES), "sitting down and three raises"),
        ((STAND, STANDING_RAISES, SEATED_RAISES), "sitting down and sitting still"),
        ((STAND, SIT, SEATED_RAISES), "standing up and three raises"),
        ((STAND, SIT, Item(STANDING_RAISES.exercise, 1, slow=True), SEATED_RAISES), "sitting down and three"),
    ],
)
def test_what_is_missing_is_named(items: tuple[Item, ...], missing: str) -> None:
    samples = sequence(1, items).signal.samples if items else Samples.empty()
    with pytest.raises(UnfitError, match=missing):
        through(samples).fit()


def test_standing_raises_done_twice_are_told() -> None:
    samples = sequence(1, (STAND, SIT, STANDING_RAISES, SIT, STANDING_RAISES)).signal.samples
    with pytest.raises(UnfitError, match="as in the three before"):
        through(samples).fit()


def test_the_sequence_is_the_one_the_athlete_is_asked_for() -> None:
    assert calibration_items() == (STAND, SIT, STANDING_RAISES, SEATED_RAISES)
