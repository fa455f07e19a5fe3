"""What is known of which way the toes point, from votes that may be wrong."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from tracker.facing import AWAY_S, KEPT_S, Facing
from tracker.motion import Motion
from tracker.planted import DIRECTIONS, Toes, told
from tracker.reps import Reps
from tracker.surroundings import Surroundings
from tracker.timeline import Cut, Timeline
from tracker.vectors import Vector, dot

AHEAD, ASIDE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


def way(deg: float) -> Vector:
    """So far from ahead towards aside."""
    return cos(deg * pi / 180.0), sin(deg * pi / 180.0), 0.0


def of(*votes_deg: float) -> Toes | None:
    """The chances after these votes."""
    facing = Facing(Motion())
    for deg in votes_deg:
        facing.vote(way(deg), 0.0)
    return facing.toes(AHEAD, ASIDE)


def test_nothing_is_known_by_one_vote_nor_by_two_against_each_other() -> None:
    assert of() is None
    assert of(30.0) is None
    assert of(30.0, 210.0) is None


@pytest.mark.parametrize("deg", [0.0, 90.0, 225.0])
def test_votes_that_agree_name_a_way_and_never_rule_the_others_out(deg: float) -> None:
    toes = of(deg, deg + 10.0, deg - 10.0)
    assert toes is not None
    assert sum(toes) == pytest.approx(1.0)
    assert toes.index(max(toes)) == round(deg / 360.0 * DIRECTIONS)
    assert min(toes) > 0.0
    assert told(toes) > 0.9


@pytest.mark.parametrize("back", [0.0, 0.1, -0.1])
def test_what_tipped_along_the_shank_says_nothing_of_where_the_toes_point(back: float) -> None:
    """As a leg that is lifted lying does."""
    facing = Facing(Motion())
    for _ in range(4):
        facing.vote((0.03, 0.0, 1.0), 0.0)
    assert facing.toes((cos(back), 0.0, sin(back)), ASIDE) is None
    for _ in range(2):
        facing.vote(AHEAD, 0.0)
    toes = facing.toes((cos(back), 0.0, sin(back)), ASIDE)
    assert toes is not None
    assert toes.index(max(toes)) == 0


def test_a_wrong_vote_is_outvoted() -> None:
    toes = of(0.0, 0.0, 180.0, 0.0)
    assert toes is not None
    assert toes[0] > 30.0 * toes[DIRECTIONS // 2]


@cache
def moved(what: Distractor, seconds: float) -> Simulated:
    """Somebody who does that, the sensor put on any way."""
    items = (Item(distractor=what, duration_s=seconds),)
    return simulate(Scenario(items, MountKind.ANY, Quality.TYPICAL, 104.0, 4))


@pytest.mark.parametrize(
    "what", [Distractor.WALKING, Distractor.SQUATS, Distractor.SIT_TO_STAND, Distractor.MARCHING]
)
def test_what_legs_do_by_day_and_at_exercise_shows_where_the_toes_point(what: Distractor) -> None:
    done = moved(what, 40.0)
    motion, timeline = Motion(), Timeline()
    facing = Reps(motion).facing
    around = Surroundings(facing)
    for n, cell in enumerate(timeline.cells(done.signal.samples)):
        assert not isinstance(cell, Cut)
        moment = motion.step(cell)
        timeline.bias = motion.inclination.bias
        if n % 5 == 0:
            around.step(moment, resting=True, exercising=False)
    toward = tuple(done.mount.rotation.T[:, 0].tolist())
    assert len(facing.votes) >= 2
    assert all(dot(vote, toward) > 0.7 for vote in facing.votes)


def test_old_votes_are_forgotten_and_all_of_them_after_a_long_silence() -> None:
    done = moved(Distractor.WALKING, 40.0)
    motion, timeline = Motion(), Timeline()
    cells = [cell for cell in timeline.cells(done.signal.samples) if not isinstance(cell, Cut)]
    moment, facing = motion.step(cells[0]), Facing(motion)

    def at(t_s: float) -> int:
        facing.step(moment._replace(t_s=t_s), None, exercising=False)
        return len(facing.votes)

    assert at(0.0) == 0
    facing.vote(way(0.0), 0.0)
    for look in range(1, int(KEPT_S / AWAY_S)):
        assert at(look * AWAY_S) == 1
    facing.vote(way(0.0), KEPT_S - AWAY_S)
    assert facing.toes(AHEAD, ASIDE) is not None
    assert at(KEPT_S) == 2
    assert at(KEPT_S + 1.0) == 1
    assert facing.toes(AHEAD, ASIDE) is None
    assert at(KEPT_S + 2.0 + AWAY_S) == 0
