"""The virtual athlete takes the heel-rise test, tires or cheats after ten good raises, and the right rule ends it within
two further repetitions. Simulated: it shows that rules and tracker agree, not how any leg does."""

from __future__ import annotations

import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.exhaustion import GivesWay
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from tests.tracker.training.heelrise.shown import (
    FIRST_S,
    LOST_AFTER,
    athlete,
    lost,
    quality_of,
    refereed,
    taken,
)
from tracker.training.heelrise.ending import EndedBy
from tracker.training.heelrise.protocol import Knee, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee


@pytest.mark.parametrize("knee", Knee)
@pytest.mark.parametrize("gives", [GivesWay.STRENGTH, GivesWay.HEIGHT, GivesWay.PACE])
@pytest.mark.parametrize(("seed", "quality"), [(1, Quality.GOOD), (6, Quality.GOOD), (112, Quality.TYPICAL)])
def test_what_gives_way_ends_the_test_by_its_rule(
    knee: Knee, gives: GivesWay, seed: int, quality: Quality
) -> None:
    test = taken(knee, gives, seed, quality)
    assert test.right, test.by
    assert test.late is not None
    assert test.late <= 2
    assert test.counted == test.good


@pytest.mark.parametrize("knee", Knee)
def test_a_knee_that_moves_ends_it_soon_and_most_often_by_that_rule(knee: Knee) -> None:
    # A raise during which the shank comes to rest elsewhere may be taken back: then it is told as no rise.
    tests = [taken(knee, GivesWay.KNEE, seed, quality_of(seed)) for seed in range(100, 116)]
    assert all(test.late is not None and test.late <= 3 for test in tests)
    assert sum(test.right and (test.late or 0) <= 2 for test in tests) >= 14
    assert all(abs(test.counted - test.good) <= 1 for test in tests)


@pytest.mark.parametrize("quality", [Quality.GOOD, Quality.TYPICAL])
def test_a_sensor_lost_for_three_seconds_breaks_it_off_and_keeps_what_was_done(quality: Quality) -> None:
    test = lost(Knee.STRAIGHT, 1, quality)
    assert test.by is EndedBy.SIGNAL_LOST
    assert test.counted == LOST_AFTER


def test_single_samples_and_long_blocks_end_it_at_the_same_moment() -> None:
    samples = athlete(Knee.STRAIGHT, GivesWay.HEIGHT, 1).signal.samples
    one, many = (refereed(Referee(heel_rise(Knee.STRAIGHT)), samples, block) for block in (1, 4096))
    assert one.ended == many.ended
    assert one.beats == many.beats


def test_the_seated_minute_counts_what_was_done_in_it() -> None:
    protocol = seated_60()
    still = Item(distractor=Distractor.SITTING, duration_s=FIRST_S)
    items = (still, Item(protocol.exercise, 35))
    simulated = simulate(Scenario(items, MountKind.STRAPPED, Quality.GOOD, 104.0, 3, steady=True))
    referee = refereed(Referee(protocol), simulated.signal.samples)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.TIME
    done = sum(rep.end_s <= referee.ended.t_s for rep in simulated.truth.reps)
    assert abs(len(referee.counted) - done) <= 1
