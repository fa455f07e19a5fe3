"""The heel through a set: every repetition with its own tempo, height, top and bottom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import clock, seconds, smooth
from tracker.samples import Floats


@dataclass(frozen=True, slots=True)
class RepPlan:
    """One repetition: times in s, `share` of the person's full heel rise."""

    start_s: float
    up_s: float
    hold_s: float
    down_s: float
    pause_s: float
    share: float
    partial: bool
    skew: float  # above 1 the rise starts slowly and ends fast
    bounce: float  # share of the height it dips in the hold, or springs back after landing
    residue: float  # share of the height it stays short of the floor

    @property
    def end_s(self) -> float:
        """When the heel is down."""
        return self.start_s + self.up_s + self.hold_s + self.down_s


def plan_set(person: Person, reps: int, steady: bool, holds: bool, rng: np.random.Generator) -> list[RepPlan]:
    """Plans of a set. `steady`: no partials, bounces or long pauses; `holds`: some tops are held for 4-12 s."""
    plans: list[RepPlan] = []
    t = 1.0 + rng.uniform(0.0, 1.0)
    drift = rng.uniform(-0.2, 0.3)  # tempo over the set
    for k in range(reps):
        tempo = 1.0 + drift * k / max(reps, 10)
        share = (1.0 - person.fatigue * k / 20.0) * rng.normal(1.0, 0.06)
        partial = not steady and k >= 3 and rng.random() < 0.04
        if partial:
            share *= rng.uniform(0.25, 0.4)
        hold = person.hold_s * rng.uniform(0.5, 1.4)
        if holds and rng.random() < 0.3:
            hold = rng.uniform(4.0, 12.0)
        pause = person.pause_s * rng.uniform(0.4, 1.6)
        if not steady and rng.random() < 0.05:
            pause += rng.uniform(2.0, 5.0)
        plan = RepPlan(
            start_s=t,
            up_s=max(0.3, person.up_s * tempo * rng.normal(1.0, 0.1)),
            hold_s=hold,
            down_s=max(0.3, person.down_s * tempo * rng.normal(1.0, 0.12)),
            pause_s=pause,
            share=float(np.clip(share, 0.15, 1.15)),
            partial=partial,
            skew=float(rng.uniform(0.85, 1.2)),
            bounce=0.0 if steady or rng.random() > 0.1 else float(rng.uniform(0.06, 0.15)),
            residue=0.0 if steady or rng.random() > 0.15 else float(rng.uniform(0.0, 0.06)),
        )
        plans.append(plan)
        t = plan.end_s + pause
    return plans


def heel_course(plans: list[RepPlan], tail_s: float) -> Floats:
    """Share of the full heel rise through the set, shape (n,) at the fine rate."""
    n = seconds(plans[-1].end_s + plans[-1].pause_s + tail_s)
    t = clock(n)
    course = np.zeros(n)
    floor = 0.0
    for plan in plans:
        top = plan.share
        up = smooth(np.clip((t - plan.start_s) / plan.up_s, 0.0, 1.0) ** plan.skew)
        down_at = plan.start_s + plan.up_s + plan.hold_s
        down = smooth((t - down_at) / plan.down_s)
        rest = plan.residue * top
        course += (top - floor) * up - (top - rest) * down
        if plan.bounce > 0.0:
            if plan.hold_s > 0.4:  # dips at the top
                x = np.clip((t - plan.start_s - plan.up_s) / plan.hold_s, 0.0, 1.0)
                course -= plan.bounce * top * np.sin(np.pi * x) ** 4
            elif plan.pause_s > 0.5:  # springs back after landing
                x = np.clip((t - plan.end_s) / min(plan.pause_s, 0.5), 0.0, 1.0)
                course += plan.bounce * top * np.sin(np.pi * x) ** 4
        floor = rest
    return course
