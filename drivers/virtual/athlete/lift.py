"""The heel through a set: every repetition with its own tempo, height, top and bottom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import arch, clock, seconds, smooth
from tracker.samples import Floats

BEAT_S = 2.0
"""A repetition of a steady set: the cadence of heel-raise tests, 30 a minute (biomechanics 3)."""


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
    down_skew: float
    bounce: float  # share of the height it dips in the hold, or springs back after landing
    residue: float  # share of the height it stays short of the floor

    @property
    def end_s(self) -> float:
        """When the heel is down."""
        return self.start_s + self.up_s + self.hold_s + self.down_s


def plan_set(
    person: Person, reps: int, rng: np.random.Generator, *, steady: bool, slowest_s: float
) -> list[RepPlan]:
    """Plans of a set. `steady`: to a metronome, without partials, bounces, long holds or pauses. Phases slower
    than `slowest_s` are not drawn: what no sensor can see is no test of a tracker."""
    plans: list[RepPlan] = []
    t = 1.0 + rng.uniform(0.0, 1.0)
    drift = rng.uniform(-0.2, 0.3)  # of the tempo over the set
    holds = not steady and rng.random() < 0.12
    for k in range(reps):
        drawn = steady_phases(rng) if steady else phases(person, 1.0 + drift * k / max(reps, 10), rng)
        up, hold, down, pause = drawn
        share = (1.0 - person.fatigue * k / 20.0) * rng.normal(1.0, 0.06)
        partial = not steady and k >= 3 and rng.random() < 0.04
        if partial:
            share *= rng.uniform(0.22, 0.38)
        if holds and not partial and rng.random() < 0.3:
            hold = rng.uniform(4.0, 12.0)
        if holds and k == reps - 1 and rng.random() < 0.25:
            hold = rng.uniform(30.0, 45.0)  # the isometric hold some end a set with
        plan = RepPlan(
            start_s=t,
            up_s=float(np.clip(up, 0.3, slowest_s)),
            hold_s=hold,
            down_s=float(np.clip(down, 0.4, slowest_s)),
            pause_s=pause,
            share=float(np.clip(share, 0.12, 1.15)),
            partial=partial,
            skew=float(rng.uniform(0.85, 1.2)),
            down_skew=float(rng.uniform(0.85, 1.2)),
            bounce=0.0 if steady or rng.random() > 0.1 else float(rng.uniform(0.06, 0.15)),
            residue=0.0 if steady or rng.random() > 0.15 else float(rng.uniform(0.0, 0.06)),
        )
        plans.append(plan)
        t = plan.end_s + pause
    return plans


def steady_phases(rng: np.random.Generator) -> tuple[float, float, float, float]:
    """The same to a metronome."""
    up, hold, down = 0.75 * rng.normal(1.0, 0.04), rng.uniform(0.1, 0.25), 0.75 * rng.normal(1.0, 0.04)
    return up, hold, down, BEAT_S - up - hold - down


def phases(person: Person, tempo: float, rng: np.random.Generator) -> tuple[float, float, float, float]:
    """Seconds up, at the top, down and at the bottom, as this person likes it, each time a little different."""
    pause = person.pause_s * rng.uniform(0.4, 1.6)
    if rng.random() < 0.05:  # a breath
        pause = min(6.0, pause + rng.uniform(2.0, 5.0))
    return (
        person.up_s * tempo * rng.normal(1.0, 0.1),
        person.hold_s * rng.uniform(0.5, 1.4),
        person.down_s * tempo * rng.normal(1.0, 0.12),
        pause,
    )


def heel_course(plans: list[RepPlan], tail_s: float) -> Floats:
    """Share of the full heel rise through the set, shape (n,) at the fine rate."""
    n = seconds(plans[-1].end_s + min(plans[-1].pause_s, 1.0) + tail_s)
    t = clock(n)
    course = np.zeros(n)
    floor = 0.0
    for plan in plans:
        top = plan.share
        up = smooth(np.clip((t - plan.start_s) / plan.up_s, 0.0, 1.0) ** plan.skew)
        down_at = plan.start_s + plan.up_s + plan.hold_s
        down = smooth(np.clip((t - down_at) / plan.down_s, 0.0, 1.0) ** plan.down_skew)
        rest = plan.residue * top
        course += (top - floor) * up - (top - rest) * down
        if plan.bounce > 0.0:
            if plan.hold_s > 0.4:  # dips at the top
                course -= plan.bounce * top * arch((t - plan.start_s - plan.up_s) / plan.hold_s)
            elif plan.pause_s > 0.5:  # springs back after landing
                course += plan.bounce * top * arch((t - plan.end_s) / min(plan.pause_s, 0.5))
        floor = rest
    return course


def for_each(plans: list[RepPlan], values: Floats, n: int) -> Floats:
    """A value for each repetition as a smooth course, shape (n,): it changes while the heel is near the floor,
    from the last fifth of one way down to the first fifth of the next way up."""
    t = clock(n)
    course = np.full(n, float(values[0]))
    for before, after, step in zip(plans, plans[1:], np.diff(values), strict=False):
        begin, end = before.end_s - 0.2 * before.down_s, after.start_s + 0.2 * after.up_s
        course += step * smooth((t - begin) / (end - begin))
    return course
