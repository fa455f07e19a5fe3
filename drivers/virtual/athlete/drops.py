"""Heel drops from a step: the leg lowers below the step's level, the other leg or both lift again.

A repetition of the truth is a lift and the drop after it, as a sensor sees them: from the bottom (from level, the
first) over the top to the next bottom. An athlete who stepped onto the step with raised heels begins with a drop
that has no lift, and ends at the top: the step down is the fall of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.athlete.lift import RepPlan
from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import clock, seconds, smooth
from tracker.samples import Floats

PEAK = 10.0 / np.sqrt(3.0)


@dataclass(frozen=True, slots=True)
class Drop:
    """Lift from `bottom` to `top` (foot pitch, rad), then down to `next_bottom`; s from the start of the stretch."""

    lift_s: float
    lifts_s: float
    stays_s: float
    drops_s: float
    waits_s: float
    bottom: float
    top: float
    next_bottom: float

    @property
    def drop_s(self) -> float:
        """When it goes down."""
        return self.lift_s + self.lifts_s + self.stays_s

    @property
    def end_s(self) -> float:
        """When it is at its bottom."""
        return self.drop_s + self.drops_s


def plan_drops(
    person: Person, reps: int, rng: np.random.Generator, *, slowest_s: float
) -> tuple[float, list[Drop]]:
    """Foot pitch at the start, and the plans. From the top as often as from level."""
    full, below = person.heel_rise_rad, -np.radians(rng.uniform(8.0, 20.0))
    from_top = bool(rng.random() < 0.4)
    drops_s, lifts_s = rng.uniform(1.0, 3.5), rng.uniform(0.5, 1.3)
    stays_s, waits_s = rng.uniform(0.2, 2.0), rng.uniform(0.1, 1.5)
    t = rng.uniform(1.0, 2.5)
    at = full * rng.normal(1.0, 0.05) if from_top else 0.0
    begin = float(at)
    plans: list[Drop] = []
    if from_top:  # down first, with no lift before
        bottom = below * rng.normal(1.0, 0.1)
        plans.append(Drop(t, 0.0, 0.0, _slow(drops_s, rng, slowest_s), waits_s, begin, begin, float(bottom)))
        t, at = plans[0].end_s + waits_s, bottom
    for k in range(reps):
        top = full * (1.0 - 0.5 * person.fatigue * k / 20.0) * rng.normal(1.0, 0.05)
        ends_up = from_top and k == reps - 1
        plan = Drop(
            lift_s=t,
            lifts_s=float(np.clip(lifts_s * rng.normal(1.0, 0.1), 0.4, slowest_s)),
            stays_s=float(stays_s * rng.uniform(0.6, 1.5)),
            drops_s=0.0 if ends_up else _slow(drops_s, rng, slowest_s),
            waits_s=float(waits_s * rng.uniform(0.6, 1.5)),
            bottom=float(at),
            top=float(top),
            next_bottom=float(top if ends_up else below * rng.normal(1.0, 0.1)),
        )
        plans.append(plan)
        t, at = plan.end_s + plan.waits_s, plan.next_bottom
    return begin, plans


def drop_course(begin: float, plans: list[Drop]) -> Floats:
    """Foot pitch through the set, rad, shape (n,): a person who ends below comes back to level."""
    last = plans[-1]
    t = clock(seconds(last.end_s + last.waits_s + 2.5))
    pitch = np.full(len(t), begin)
    for plan in plans:
        if plan.lifts_s > 0.0:
            pitch += (plan.top - plan.bottom) * smooth((t - plan.lift_s) / plan.lifts_s)
        if plan.drops_s > 0.0:
            pitch += (plan.next_bottom - plan.top) * smooth((t - plan.drop_s) / plan.drops_s)
    if last.next_bottom < 0.0:
        pitch -= last.next_bottom * smooth((t - last.end_s - last.waits_s) / 1.0)
    return pitch


def slowest_drop_s(person: Person, least_ms2: float) -> float:
    """The slowest way over the least height that still peaks at so much acceleration."""
    height_m = 0.8 * person.ball_to_ankle_m * float(np.sin(person.heel_rise_rad))
    return float(np.sqrt(PEAK * height_m / least_ms2))


def as_rep(drop: Drop, n: int) -> RepPlan:
    """Its times as those of a raise in a stretch of `n` fine samples. One that ends at its top stays there to the
    end of the stretch; no heel meets a floor."""
    ends_up = drop.drops_s == 0.0
    return RepPlan(
        start_s=drop.lift_s,
        up_s=drop.lifts_s,
        hold_s=(n - 1) / FINE_HZ - drop.lift_s - drop.lifts_s if ends_up else drop.stays_s,
        down_s=drop.drops_s,
        pause_s=drop.waits_s,
        share=1.0,
        partial=False,
        skew=1.0,
        down_skew=1.0,
        bounce=0.0,
        residue=1.0,
    )


def _slow(drops_s: float, rng: np.random.Generator, slowest_s: float) -> float:
    return float(np.clip(drops_s * rng.normal(1.0, 0.12), 0.5, slowest_s))
