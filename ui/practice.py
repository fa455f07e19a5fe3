"""The practice sensor: a virtual athlete behind a virtual sensor, put on the air for a real link to find."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from drivers.families import family_named
from drivers.link import Link
from drivers.pace import Pace
from drivers.pair import Pair
from drivers.source import Place, Setting
from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.exhaustion import GivesWay
from drivers.virtual.beside import Beside
from drivers.virtual.bleak_backend import AIR, VirtualClient
from drivers.virtual.mount import MountKind, draw_mount
from drivers.virtual.playing import Playing
from drivers.virtual.practice import DEVICES, RATES_HZ
from drivers.virtual.quality import Quality
from drivers.virtual.radio import Radio
from drivers.virtual.scenario import Item, Scenario, calibration_items, demo_items, mix, simulate
from tracker.setup import Exercise

DEMO_SEED = 9
USUAL = "movesense"
Wishes = Mapping[str, Setting] | None
SECOND_ADDRESS = "00:00:00:00:00:02"


def demo_link(pace: Pace) -> Link:
    """About forty seconds, on a good sensor and steady legs."""
    return _link(USUAL, demo_items(), DEMO_SEED, Quality.GOOD, pace, steady=True)


def practice_link(seed: int, pace: Pace, slug: str = USUAL, wishes: Wishes = None) -> Link:
    """Several sets with everyday movement between them, on a typical sensor of that family."""
    return _link(slug, mix(True, seed), seed, Quality.TYPICAL, pace, steady=False, wishes=wishes)


def calibration_link(pace: Pace, seed: int = 1) -> Link:
    """The sequence a calibration asks for."""
    return _link(USUAL, calibration_items(), seed, Quality.GOOD, pace, steady=False)


def test_link(exercise: Exercise, pace: Pace, seed: int) -> Link:
    """A heel-rise test: a dozen raises on the feet until there is no strength for more, or a minute of them seated."""
    if exercise is Exercise.SEATED_SOLEUS_RAISE:
        items = (Item(distractor=Distractor.SITTING, duration_s=4.0), Item(exercise, 35))
    else:
        still = Item(distractor=Distractor.STANDING, duration_s=4.0)
        items = (still, Item(exercise, 12, gives=GivesWay.STRENGTH))
    return _link(USUAL, items, seed, Quality.GOOD, pace, steady=True)


def practice_pair(seed: int, slug: str, place: Place, pace: Pace, wishes: Wishes = None) -> Pair:
    """The same with a second sensor of the family: on the thigh, or on the other shank, which does the same."""
    scenario = Scenario(
        mix(True, seed), MountKind.STRAPPED, Quality.TYPICAL, RATES_HZ[slug], seed, thigh=place is Place.THIGH
    )
    simulated = simulate(scenario)
    second = simulated.thigh
    if second is None:  # the same movement, another strapping
        mount = draw_mount(MountKind.STRAPPED, np.random.default_rng((seed, 9)))
        second = simulate(scenario, mount=mount).signal
    first = Playing(DEVICES[slug](simulated.signal), pace, Radio(simulated.trouble, seed))
    beside = Beside(DEVICES[slug](second), first, SECOND_ADDRESS, Radio(simulated.trouble, seed + 1))
    one, other = _link_to(first, slug, pace, wishes), _link_to(beside, slug, pace, wishes, f", {place}")
    return Pair(one, other, place, pace)


def _link(
    slug: str,
    items: tuple[Item, ...],
    seed: int,
    quality: Quality,
    pace: Pace,
    *,
    steady: bool,
    wishes: Wishes = None,
) -> Link:
    simulated = simulate(Scenario(items, MountKind.STRAPPED, quality, RATES_HZ[slug], seed, steady))
    playing = Playing(DEVICES[slug](simulated.signal), pace, Radio(simulated.trouble, seed))
    return _link_to(playing, slug, pace, wishes)


def _link_to(playing: Playing, slug: str, pace: Pace, wishes: Wishes, what: str = "") -> Link:
    AIR[playing.address] = playing
    family = family_named(slug)
    return Link(
        family,
        playing.address,
        settings=family.wished(wishes or {}),
        name=f"{playing.name} (simulated{what})",
        pace=pace,
        backend=VirtualClient,
        is_over=lambda: playing.over,
    )
