"""The session every family is tried with: three sets, 4 + 3 raises seated and 4 standing, in a minute, by an athlete whom the
tracker counts right where it gets the plain numbers at any of the rates. What is tried is the way of the bytes."""

from __future__ import annotations

from functools import cache

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.practice import RATES_HZ
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from tracker.events import Event, RepCounted, SetEnded
from tracker.setup import Exercise
from tracker.tracker import Tracker

ITEMS = (
    Item(distractor=Distractor.SITTING, duration_s=4.0),
    Item(Exercise.SEATED_SOLEUS_RAISE, 4),
    Item(distractor=Distractor.SITTING, duration_s=9.0),
    Item(Exercise.SEATED_SOLEUS_RAISE, 3),
    Item(distractor=Distractor.STANDING, duration_s=5.0),
    Item(Exercise.STANDING_CALF_RAISE, 4),
    Item(distractor=Distractor.STANDING, duration_s=3.0),
)
SETS = [4, 3, 4]
SEEDS: tuple[int, ...] = (12, 11, 10, 4, 1, 9, *range(13, 40))
ALL_RATES_HZ = (*sorted(set(RATES_HZ.values())), 52.0)


@cache
def _session(seed: int, rate_hz: float) -> Simulated:
    return simulate(Scenario(ITEMS, quality=Quality.TYPICAL, rate_hz=rate_hz, seed=seed, steady=True))


@cache
def _said(seed: int, rate_hz: float) -> tuple[Event, ...]:
    tracker = Tracker()
    return (*tracker.update(_session(seed, rate_hz).signal.samples), *tracker.finish())


@cache
def athlete() -> int:
    """The seed of the first athlete whose plain numbers are counted right at every rate."""
    return next(
        seed for seed in SEEDS if all(sets_of(_said(seed, rate_hz)) == SETS for rate_hz in ALL_RATES_HZ)
    )


def simulated(rate_hz: float) -> Simulated:
    """The session at a sensor's rate."""
    return _session(athlete(), rate_hz)


def directly(rate_hz: float) -> tuple[Event, ...]:
    """What the tracker says of the plain numbers."""
    return _said(athlete(), rate_hz)


def mid_rep_s() -> float:
    """The athlete is on the way up in the second repetition of the second set."""
    rep = simulated(104.0).truth.reps[SETS[0] + 1]
    return 0.5 * (rep.start_s + rep.top_s)


def sets_of(events: tuple[Event, ...] | list[Event]) -> list[int]:
    """Repetitions of each set."""
    return [event.summary.reps for event in events if isinstance(event, SetEnded)]


def counts_of(events: tuple[Event, ...] | list[Event]) -> list[RepCounted]:
    """The counts."""
    return [event for event in events if isinstance(event, RepCounted)]
