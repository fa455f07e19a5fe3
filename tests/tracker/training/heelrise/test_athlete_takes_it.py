"""The virtual athlete takes the heel-rise test, tires or cheats after ten good raises, and the right rule ends it within
two further repetitions. Simulated: it shows that rules and tracker agree, not how any leg does."""

from __future__ import annotations

from functools import cache

import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.exhaustion import GivesWay
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker
from tracker.training.heelrise.ending import EndedBy
from tracker.training.heelrise.protocol import Knee, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee

GOOD = 10
FIRST_S = 4.0


@cache
def athlete(knee: Knee, gives: GivesWay, seed: int) -> Simulated:
    test = Item(heel_rise(knee).exercise, GOOD, gives=gives)
    still = Item(distractor=Distractor.STANDING, duration_s=FIRST_S)
    return simulate(Scenario((still, test), MountKind.STRAPPED, Quality.GOOD, 104.0, seed))


def refereed(referee: Referee, samples: Samples, block: int = 8) -> Referee:
    tracker = Tracker(Setup(referee.protocol.exercise))
    for part in samples.blocks(block):
        referee.update(tracker.update(part), float(part.t_s[-1]))
    return referee


def done_by(simulated: Simulated, moment_s: float) -> int:
    """Raises truly finished by then."""
    return sum(rep.end_s <= moment_s for rep in simulated.truth.reps)


@pytest.mark.parametrize("knee", Knee)
@pytest.mark.parametrize(
    ("gives", "rule"),
    [
        (GivesWay.STRENGTH, EndedBy.NO_RISE),
        (GivesWay.HEIGHT, EndedBy.HEIGHT),
        (GivesWay.PACE, EndedBy.PACE),
    ],
)
@pytest.mark.parametrize("seed", [1, 6])
def test_what_gives_way_ends_the_test_by_its_rule(
    knee: Knee, gives: GivesWay, rule: EndedBy, seed: int
) -> None:
    simulated = athlete(knee, gives, seed)
    referee = refereed(Referee(heel_rise(knee)), simulated.signal.samples)
    assert referee.ended is not None
    assert referee.ended.by is rule
    # A raise is off pace only against the one before it, so the first slow one shows with the second.
    first_wrong = GOOD + 1 + (gives is GivesWay.PACE)
    assert done_by(simulated, referee.ended.t_s) <= first_wrong + 2
    assert len(referee.counted) == first_wrong - 1


@pytest.mark.parametrize("knee", Knee)
@pytest.mark.parametrize("seed", [7, 12])
def test_a_knee_that_moves_ends_it_by_that_rule(knee: Knee, seed: int) -> None:
    simulated = athlete(knee, GivesWay.KNEE, seed)
    referee = refereed(Referee(heel_rise(knee)), simulated.signal.samples)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.KNEE
    flexions = [rep.knee_flexion_deg for rep in simulated.truth.reps]
    moved = next(
        k for k, deg in enumerate(flexions, start=1) if abs((deg or 0.0) - (flexions[0] or 0.0)) > 17.0
    )
    assert done_by(simulated, referee.ended.t_s) <= moved + 2
    assert len(referee.counted) <= moved


def test_a_sensor_lost_for_three_seconds_breaks_it_off_and_keeps_what_was_done() -> None:
    simulated = athlete(Knee.STRAIGHT, GivesWay.STRENGTH, 1)
    samples = simulated.signal.samples
    fifth = simulated.truth.reps[4]
    kept = (samples.t_s < fifth.end_s + 0.3) | (samples.t_s > fifth.end_s + 3.3)
    torn = Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])
    referee = refereed(Referee(heel_rise(Knee.STRAIGHT)), torn)
    assert referee.ended is not None
    assert referee.ended.by is EndedBy.SIGNAL_LOST
    assert len(referee.counted) == 5


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
    assert abs(len(referee.counted) - done_by(simulated, referee.ended.t_s)) <= 1
