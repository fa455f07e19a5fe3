"""The session every family is tried with: three sets, 4 + 3 raises seated and 4 standing, in a minute. Fed to the tracker
as plain numbers, it is counted as it was done."""

from __future__ import annotations

from functools import cache

from drivers.virtual.athlete.distractors import Distractor
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
SEED = 6


@cache
def simulated(rate_hz: float) -> Simulated:
    """The session at a sensor's rate."""
    return simulate(Scenario(ITEMS, quality=Quality.TYPICAL, rate_hz=rate_hz, seed=SEED, steady=True))


@cache
def directly(rate_hz: float) -> tuple[Event, ...]:
    """What the tracker says of the plain numbers."""
    tracker = Tracker()
    return (*tracker.update(simulated(rate_hz).signal.samples), *tracker.finish())


def sets_of(events: tuple[Event, ...] | list[Event]) -> list[int]:
    """Repetitions of each set."""
    return [event.summary.reps for event in events if isinstance(event, SetEnded)]


def counts_of(events: tuple[Event, ...] | list[Event]) -> list[RepCounted]:
    """The counts."""
    return [event for event in events if isinstance(event, RepCounted)]
