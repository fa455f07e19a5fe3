"""`uv run python -m tests.accuracy.worn`: how often a sensor worn wrong is told, and one worn well is called wrong.

Each way of wearing it wrong has a session in which it can show; the athletes are those of the report unless `--tune`
is given. What is printed goes into docs/calibration.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.mount import Mount, MountKind, turn
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import (
    PERFORMED,
    Item,
    Scenario,
    Simulated,
    bustle_only,
    mix,
    set_of,
    simulate,
)
from drivers.virtual.strap import Wear, Worn
from tests.accuracy.athletes import Lot, seed_of
from tests.accuracy.calibrated import calibrated
from tests.accuracy.runner import run
from tracker.events import Fault, WornWrong
from tracker.samples import Samples
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker

SEATED, STANDING, BENT = (
    Exercise.SEATED_SOLEUS_RAISE,
    Exercise.STANDING_CALF_RAISE,
    Exercise.STANDING_SOLEUS_RAISE,
)
BOTH_POSTURES = (
    Item(still=Stance.SEATED, duration_s=4.0),
    Item(SEATED, 6),
    Item(distractor=Distractor.WALKING, duration_s=8.0),
    Item(STANDING, 6),
    Item(still=Stance.STANDING, duration_s=3.0),
)


@dataclass(frozen=True, slots=True)
class Session:
    """What was told of one session: faults in the order they were told, and how long it lasted."""

    told: tuple[Fault, ...]
    lasted_s: float


def wrong(items: Callable[[int], tuple[Item, ...]], wear: Wear, seed: int) -> Session:
    """A sensor worn like that."""
    return heard(_one(items(seed), seed, wear).signal.samples)


def other_leg(seed: int) -> Session:
    """The thigh's sensor is on the leg that stays on the floor."""
    shank = _one((Item(SEATED, 8),), seed).signal.samples
    still = (Item(still=Stance.SEATED, duration_s=float(shank.t_s[-1]) + 2.0),)
    beside = _one(still, seed + 1, thigh=True).thigh
    assert beside is not None
    return heard(shank, beside.samples)


def again(by_deg: float, upside_down: bool, seed: int) -> Session | None:
    """Yesterday's profile; today the sensor is turned round the leg, or end over end. None without a profile."""
    one, known = calibrated(_scenario(set_of(SEATED, 8, False, seed), seed))
    if known is None:
        return None
    way = turn(np.array([0.0, 0.0, 1.0]), np.radians(by_deg))
    if upside_down:
        way = turn(np.array([1.0, 0.0, 0.0]), np.pi)
    place = one.mount.place_m if upside_down else way @ one.mount.place_m
    today = _scenario(set_of(SEATED, 8, False, seed + 1), seed + 1)
    made = simulate(today, one.person, Mount(place, way @ one.mount.rotation))
    return heard(made.signal.samples, setup=Setup(calibration=known))


def well(items: Callable[[int], tuple[Item, ...]], seed: int) -> Session:
    """Worn as it should be."""
    return heard(_one(items(seed), seed).signal.samples)


def heard(shank: Samples, thigh: Samples | None = None, setup: Setup | None = None) -> Session:
    """What the tracker tells of it."""
    tracker = Tracker(setup)
    if thigh is not None:
        tracker.update_thigh(thigh)
    events = tracker.update(shank) + tracker.finish()
    told = tuple(event.fault for event in events if isinstance(event, WornWrong))
    return Session(told, float(shank.t_s[-1] - shank.t_s[0]))


def _scenario(
    items: tuple[Item, ...], seed: int, wear: Wear | None = None, *, thigh: bool = False
) -> Scenario:
    """Good and typical sensors in turn: those of the worst grade slip by themselves."""
    quality = (Quality.GOOD, Quality.TYPICAL)[seed % 2]
    return Scenario(items, MountKind.ANY, quality, 100.0, seed, wear=wear or Wear(), thigh=thigh)


def _one(items: tuple[Item, ...], seed: int, wear: Wear | None = None, *, thigh: bool = False) -> Simulated:
    return simulate(_scenario(items, seed, wear, thigh=thigh))


WRONG: tuple[tuple[str, Fault, Callable[[int], Session | None]], ...] = (
    ("on the thigh", Fault.THIGH, partial(wrong, lambda seed: BOTH_POSTURES, Wear(Worn.THIGH))),
    ("on the foot", Fault.FOOT, partial(wrong, lambda seed: set_of(SEATED, 9, False, seed), Wear(Worn.FOOT))),
    ("slips in a set", Fault.SLIPPED, partial(wrong, lambda seed: (Item(SEATED, 14),), Wear(slips=True))),
    (
        "slack strap",
        Fault.SLACK,
        partial(wrong, lambda seed: (Item(BENT, 10),), Wear(slack_m=0.03, slack_hz=5.0)),
    ),
    ("the other leg's thigh", Fault.OTHER_LEG, other_leg),
    ("profile, turned by 100 deg", Fault.PROFILE, partial(again, 100.0, False)),
    ("profile, end over end", Fault.PROFILE, partial(again, 0.0, True)),
)
WELL: tuple[tuple[str, Callable[[int], Session]], ...] = (
    ("sets", partial(well, lambda seed: set_of(PERFORMED[seed % len(PERFORMED)], 10, False, seed))),
    ("everyday movement", partial(well, lambda seed: bustle_only(seed, 8))),
    ("mixed sessions", partial(well, lambda seed: mix(True, seed))),
)


def _work(task: tuple[bool, int, int]) -> tuple[int, Session | None]:
    is_wrong, row, seed = task
    return row, WRONG[row][2](seed) if is_wrong else WELL[row][1](seed)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m tests.accuracy.worn", description=__doc__)
    parser.add_argument("--tune", dest="lot", action="store_const", const=Lot.TUNING, default=Lot.REPORT)
    parser.add_argument("--sessions", type=int, default=24, help="of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first athlete")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(sys.argv[1:] if words is None else words)
    seeds = [seed_of(given.lot, given.first + k) for k in range(given.sessions)]
    tasks = [(True, row, seed) for row in range(len(WRONG)) for seed in seeds]
    tasks += [(False, row, seed) for row in range(len(WELL)) for seed in seeds]
    found = run("Wearing", _work, tasks, given.processes)
    for row, (name, fault, _) in enumerate(WRONG):
        of = [s for (w, r, _), (_, s) in zip(tasks, found, strict=True) if w and r == row and s is not None]
        print(f"worn wrong, {name:28} told in {sum(fault in s.told for s in of)} of {len(of)}")
    for row, (name, _) in enumerate(WELL):
        of = [
            s for (w, r, _), (_, s) in zip(tasks, found, strict=True) if not w and r == row and s is not None
        ]
        told = [fault.value for s in of for fault in s.told]
        words_told = ", ".join(f"{told.count(one)} {one}" for one in sorted(set(told))) or "nothing"
        print(f"worn well,  {name:28} told in {sum(s.lasted_s for s in of) / 3600.0:.2f} h: {words_told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
