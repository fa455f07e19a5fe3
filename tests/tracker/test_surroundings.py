"""What a leg shows beside repetitions: how its sensor is strapped, how it sways, and whether the athlete stands."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from tracker.facing import Facing
from tracker.gait import Gait
from tracker.leaving import LOOK_S
from tracker.motion import Moment, Motion
from tracker.strapping import Mount
from tracker.surroundings import Around, Surroundings
from tracker.timeline import CELL_S, Cut, Timeline
from tracker.vectors import Vector, apart_deg, plus, unit
from tracker.whereabouts import BASE, Whereabouts

WALK = Item(distractor=Distractor.WALKING, duration_s=12.0)
STAND = Item(distractor=Distractor.STANDING, duration_s=12.0)
SIT = Item(distractor=Distractor.SITTING, duration_s=12.0)
TURN = Item(distractor=Distractor.TURNING, duration_s=20.0)
RUN = Item(distractor=Distractor.RUNNING, duration_s=12.0)
SEEDS = range(31, 39)


@cache
def done(seed: int, *items: Item) -> Simulated:
    return simulate(Scenario(items, MountKind.ANY, Quality.TYPICAL, 52.0, seed))


def followed(seed: int, *items: Item) -> tuple[Surroundings, Moment]:
    """All of it, and its last moment."""
    motion, timeline = Motion(), Timeline()
    surroundings = Surroundings(Facing(motion))
    look = round(LOOK_S / CELL_S)
    for n, cell in enumerate(timeline.cells(done(seed, *items).signal.samples)):
        assert not isinstance(cell, Cut)
        moment = motion.step(cell)
        timeline.bias = motion.inclination.bias
        if n % look == 0:
            surroundings.step(moment, resting=True, exercising=False)
    return surroundings, moment


@cache
def around(seed: int, *items: Item) -> Around:
    """What is known at the end of it."""
    surroundings, moment = followed(seed, *items)
    return surroundings.take(moment.u, moment.t_s)


def mount_after(seed: int, *items: Item) -> Mount:
    """What is known of the strap once the leg has gone on from it to a set in another posture, its knee bent."""
    surroundings, moment = followed(seed, *items)
    surroundings.step(moment._replace(t_s=moment.t_s + LOOK_S, still_s=0.0), resting=True, exercising=False)
    up = unit(plus(moment.u, of_shank(seed, 0, *items), -0.3))
    mount = surroundings.take(up, moment.t_s + 1.0).mount
    assert mount is not None
    return mount


def of_shank(seed: int, axis: int, *items: Item) -> Vector:
    """An axis of the shank in the sensor's frame: 0 forward, 2 up along the bone."""
    x, y, z = done(seed, *items).mount.rotation[axis]
    return float(x), float(y), float(z)


def test_walking_shows_which_way_is_forward_whatever_side_the_sensor_is_on() -> None:
    shown = [
        apart_deg(mount.forward, of_shank(seed, 0, WALK))
        for seed in SEEDS
        if (mount := around(seed, WALK).mount) is not None and mount.forward is not None
    ]
    assert len(shown) >= len(SEEDS) - 1
    assert max(shown) < 30.0


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nobody_walked_forward_is_not_known(seed: int) -> None:
    mount = around(seed, STAND).mount
    assert mount is not None
    assert mount.forward is None


@pytest.mark.parametrize("seed", SEEDS)
def test_who_turns_round_on_the_spot_does_not_stride(seed: int) -> None:
    mount = around(seed, TURN).mount
    assert mount is not None
    assert mount.forward is None


def stays(*ups: Vector) -> Surroundings:
    """A leg that rests for eight seconds each with these as up, and moves on in between."""
    surroundings = Surroundings(Facing(Motion()))
    for n, up in enumerate(up for up in ups for _ in range(90)):
        t_s, still_s = n * LOOK_S, max(0.0, (n % 90 - 10) * LOOK_S)
        moment = Moment(
            t_s, t_s, 0.0, 0.0, 0.0, 0.0, up, up, up, (1.0, 0.0, 0.0, 0.0), 0.0, 0.0, still_s, False
        )
        surroundings.step(moment, resting=True, exercising=False)
    return surroundings


def test_a_leg_that_knelt_does_not_tell_a_standing_shanks_axis() -> None:
    # Worn as in a drawing, the front of a kneeling shank is as near to vertical as its axis is when it stands.
    upright, kneeling = (0.05, 0.0, 0.99875), (-0.99619, 0.0, 0.08716)
    mount = stays(upright, kneeling, upright).take(upright, 27.0).mount
    assert mount is not None
    assert apart_deg(mount.up, upright) < 3.0


@pytest.mark.parametrize("item", [WALK, STAND, SIT])
def test_the_lean_of_the_shank_is_known_as_well_as_is_said(item: Item) -> None:
    off, told = [], []
    for seed in SEEDS:
        mount = mount_after(seed, item)
        axis, forward = (np.array(of_shank(seed, k, item)) for k in (2, 0))
        up = np.array(mount.up)
        off.append(mount.lean_deg - np.degrees(np.arctan2(-up @ forward, up @ axis)))
        told.append(mount.lean_spread_deg)
    assert np.median(told) < 5.0
    assert np.sqrt(np.mean(np.square(off))) < 1.6 * np.mean(told)


def test_more_rests_tell_the_lean_better() -> None:
    one, two = mount_after(31, STAND), mount_after(31, SIT, STAND)
    assert two.lean_spread_deg < one.lean_spread_deg


@pytest.mark.parametrize("seed", SEEDS)
def test_who_walked_stands(seed: int) -> None:
    stands, sits, lies = around(seed, SIT, WALK).chances
    assert stands > 0.8
    assert stands + sits + lies == pytest.approx(1.0)


def test_who_walked_and_sat_down_may_sit() -> None:
    sits = [around(seed, WALK, SIT).chances[1] for seed in SEEDS]
    assert np.median(sits) > 0.35


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_shows_no_forward(seed: int) -> None:
    mount = around(seed, RUN).mount
    assert mount is not None
    assert mount.forward is None or apart_deg(mount.forward, of_shank(seed, 0, RUN)) < 45.0


def test_a_seated_leg_is_stiller_than_a_standing_one() -> None:
    seated, standing = (
        [sway for seed in SEEDS if (sway := around(seed, item).sway_deg) is not None] for item in (SIT, STAND)
    )
    assert np.median(seated) < 0.5 * np.median(standing)


def test_a_rest_is_as_long_as_the_shank_kept_its_lean() -> None:
    assert np.median([around(seed, WALK, SIT).rested_s for seed in SEEDS]) > 5.0
    assert np.median([around(seed, SIT, WALK).rested_s for seed in SEEDS]) < 2.0


def chances_after(sway_deg: float, *, times: int = 1) -> tuple[float, float, float]:
    """Of standing, sitting, lying, by how a leg swayed that nobody saw walk."""
    whereabouts = Whereabouts(Gait())
    for _ in range(times):
        whereabouts.rested(sway_deg)
    return whereabouts.chances


def test_who_keeps_as_still_as_on_a_chair_may_sit_and_who_sways_stands() -> None:
    assert chances_after(0.04)[1] > BASE[1] + 0.15
    assert chances_after(0.3)[0] > BASE[0] + 0.2


def test_rests_alone_never_make_sure() -> None:
    assert min(chances_after(0.04, times=20)) > 0.04
    assert min(chances_after(0.3, times=20)) > 0.04


def test_a_rest_that_is_the_sets_own_is_unsaid() -> None:
    whereabouts = Whereabouts(Gait())
    whereabouts.rested(0.04)
    known = whereabouts.chances
    whereabouts.rested(0.3)
    whereabouts.unsay()
    assert whereabouts.chances == known


def test_a_rest_whose_sway_was_not_seen_says_nothing() -> None:
    whereabouts = Whereabouts(Gait())
    whereabouts.rested(None)
    assert whereabouts.chances == BASE
