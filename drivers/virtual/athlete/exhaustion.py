"""A heel-rise test taken to its end: steady raises to a metronome, until something gives way.

| gives way | from the repetition after `after` on |
|---|---|
| strength | there is no further raise |
| knee | a straight one bends, a bent one straightens, over three raises; raises go on |
| height | a third of the full height |
| pace | 1.4 of the beat for every raise |
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np

from drivers.virtual.athlete.exercise import RepTruth, posed
from drivers.virtual.athlete.lift import RepPlan, for_each, heel_course, plan_set
from drivers.virtual.athlete.linkage import ankle
from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.postures import hold
from drivers.virtual.athlete.stance import Stretch
from tracker.setup import Exercise

SHORTENED = 0.33
SLOWER = 1.4
KNEE_REPS = 3  # so many raises until the knee is where it stays
FURTHER = 8  # raises after the one in which it gave way

TWIN = {
    Exercise.STANDING_CALF_RAISE: Exercise.STANDING_SOLEUS_RAISE,
    Exercise.STANDING_SOLEUS_RAISE: Exercise.STANDING_CALF_RAISE,
}


class GivesWay(StrEnum):
    """What ends the test."""

    STRENGTH = "strength"
    KNEE = "knee"
    HEIGHT = "height"
    PACE = "pace"


def take_test(
    exercise: Exercise, person: Person, after: int, gives: GivesWay, rng: np.random.Generator
) -> tuple[Stretch, list[RepTruth]]:
    """One leg, 30 a minute, `after` good raises; then what gives way, and 6 s on one's feet."""
    reps = after if gives is GivesWay.STRENGTH else after + FURTHER
    plans = plan_set(person, reps, rng, steady=True, slowest_s=1.0)
    if gives is GivesWay.HEIGHT:
        plans = [p if k < after else replace(p, share=SHORTENED * p.share) for k, p in enumerate(plans)]
    if gives is GivesWay.PACE:
        plans = _slowed(plans, after)
    course = heel_course(plans, tail_s=9.0)
    x, z = ankle(person, course * person.heel_rise_rad)
    vary = for_each(plans, rng.normal(size=len(plans)), len(course))
    held = hold(exercise, person, x, z, vary, rng)
    if gives is GivesWay.KNEE:
        other = hold(TWIN[exercise], person, x, z, vary, rng)
        w = for_each(plans, np.clip((np.arange(reps) - after + 1) / KNEE_REPS, 0.0, 1.0), len(course))
        held = replace(
            held,
            pitch=(1.0 - w) * held.pitch + w * other.pitch,
            flexion=(1.0 - w) * held.flexion + w * other.flexion,
        )
    return posed(person, plans, (course, course * person.heel_rise_rad), x, z, held, rng)


def _slowed(plans: list[RepPlan], after: int) -> list[RepPlan]:
    """Every raise from there on begins later, the longer the later; each way takes longer too."""
    found, late_s = [], 0.0
    for k, plan in enumerate(plans):
        beat_s = plan.end_s + plan.pause_s - plan.start_s
        factor = 1.0 if k < after else SLOWER
        found.append(
            replace(
                plan,
                start_s=plan.start_s + late_s,
                up_s=factor * plan.up_s,
                hold_s=factor * plan.hold_s,
                down_s=factor * plan.down_s,
                pause_s=factor * plan.pause_s,
            )
        )
        late_s += (factor - 1.0) * beat_s
    return found
