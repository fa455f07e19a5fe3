"""The curve of the plot: rises as they are, without the steps of the corrections."""

from __future__ import annotations

from itertools import pairwise

import pytest

from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from tracker.setup import Exercise
from tracker.tracker import Tracker


def curve(seed: int) -> list[tuple[float, float]]:
    """The last 20 s of eight seated raises with a good sensor."""
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, 8),)
    tracker = Tracker()
    tracker.update(simulate(Scenario(items, quality=Quality.GOOD, seed=seed, steady=True)).signal.samples)
    return tracker.rise(20.0)


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_no_step_in_it_is_quicker_than_a_heel(seed: int) -> None:
    heights = [height for _, height in curve(seed)]
    steps_cm = [abs(b - a) for a, b in pairwise(heights)]
    assert max(steps_cm) < 0.02 * 60.0  # 60 cm/s, twice the quickest repetition


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_its_rises_are_as_high_as_the_repetitions(seed: int) -> None:
    heights = [height for _, height in curve(seed)]
    assert 3.0 < max(heights) - min(heights) < 11.0


def test_its_times_are_the_grid_and_nothing_is_longer_than_what_is_kept() -> None:
    times = [time for time, _ in curve(21)]
    assert all(b - a == pytest.approx(0.02) for a, b in pairwise(times))
    assert Tracker().rise(10.0) == []
