"""Ways to do a set, other than as it comes: each is something people do and counters stumble over.

| style | what is done |
|---|---|
| free | as it comes: a little of everything |
| metronome | to the beat of heel-raise tests, 30 a minute |
| paused | stays 0.5-4 s at the top and 0.5-5 s at the bottom, each time another while |
| slow | up and down in 1.8-4 s, as far as a sensor can see it |
| brisk | up in 0.3-0.55 s, no rest at either end |
| bouncing | dips at the top, springs at the bottom, before it is really over |
| held | holds of 3-60 s with a tremble, between raises |
| short | half of the raises after the third reach 18-42 % of the height |
| tired | loses up to 30 % of the height and slows to 0.6 of the pace |
| uneven | every raise has its own pace (0.35-2.5 s up) and height (75-110 %) |
| rested | once, mid-set, 4-9 s of rest |
| push-ups | small (2-3.5 cm) and 45-65 a minute, as at a desk |
| one a squat | in squats: down, one raise, up again |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drivers.virtual.athlete.lift import RepPlan, phases, steady_phases
from drivers.virtual.athlete.linkage import pitch_for_height
from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import clock, smooth
from drivers.virtual.athlete.sway import wander
from tracker.samples import Floats


class Style(StrEnum):
    """How a set is done."""

    FREE = "free"
    METRONOME = "metronome"
    PAUSED = "paused"
    SLOW = "slow"
    BRISK = "brisk"
    BOUNCING = "bouncing"
    HELD = "held"
    SHORT = "short"
    TIRED = "tired"
    UNEVEN = "uneven"
    RESTED = "rested"
    PUSH_UPS = "push-ups"
    ONE_A_SQUAT = "one a squat"


LONGEST_SET_HOLDS_S = 100.0
TREMBLES_S = 2.5


@dataclass(frozen=True, slots=True)
class _Habits:
    """What is drawn once for a set: the beat and size of push-ups, and after which raise there is a rest."""

    beat_s: float
    small: float
    rest_after: int


def plan_in_style(
    person: Person, reps: int, rng: np.random.Generator, style: Style, slowest_s: float
) -> list[RepPlan]:
    """Plans of a set in a style."""
    habits = _Habits(
        beat_s=60.0 / rng.uniform(45.0, 65.0),
        small=_share_of(person, rng.uniform(0.020, 0.035)),
        rest_after=int(rng.integers(2, max(3, reps - 1))),
    )
    plans: list[RepPlan] = []
    t, held_s = 1.0 + rng.uniform(0.0, 1.0), 0.0
    for k in range(reps):
        up, hold, down, pause = _tempo(style, phases(person, 1.0, rng), k, reps, habits, rng)
        if style is Style.HELD and held_s < LONGEST_SET_HOLDS_S and rng.random() < 0.5:
            hold = float(np.exp(rng.uniform(np.log(3.0), np.log(60.0))))
            held_s += hold
        share, partial = _size(style, person, k, reps, habits, rng)
        plan = RepPlan(
            start_s=t,
            up_s=float(np.clip(up, 0.3, slowest_s)),
            hold_s=float(hold),
            down_s=float(np.clip(down, 0.4, slowest_s)),
            pause_s=float(pause),
            share=float(np.clip(share, 0.12, 1.15)),
            partial=partial,
            skew=float(rng.uniform(0.8, 1.25)),
            down_skew=float(rng.uniform(0.8, 1.25)),
            bounce=float(rng.uniform(0.08, 0.18)) if style is Style.BOUNCING else 0.0,
            residue=0.0,
        )
        plans.append(plan)
        t = plan.end_s + plan.pause_s
    return plans


def _tempo(
    style: Style,
    own: tuple[float, float, float, float],
    k: int,
    reps: int,
    habits: _Habits,
    rng: np.random.Generator,
) -> tuple[float, float, float, float]:
    """Seconds up, at the top, down and at the bottom of raise `k`; `own` as the person would like it."""
    up, hold, down, pause = own
    match style:
        case Style.METRONOME:
            return steady_phases(rng)
        case Style.PAUSED:
            return up, rng.uniform(0.5, 4.0), down, rng.uniform(0.5, 5.0)
        case Style.SLOW:
            return rng.uniform(1.8, 4.0), hold, rng.uniform(1.8, 4.0), pause
        case Style.BRISK:
            return rng.uniform(0.3, 0.55), 0.0, rng.uniform(0.4, 0.6), rng.uniform(0.0, 0.1)
        case Style.BOUNCING:  # long enough that there is time for it
            return up, max(hold, rng.uniform(0.45, 0.9)), down, max(pause, 0.55)
        case Style.TIRED:
            slower = 1.0 + 0.67 * k / reps
            return up * slower, hold, down * slower, pause * slower
        case Style.UNEVEN:
            up, down = np.exp(rng.uniform(np.log(0.35), np.log(2.5), 2))
            return up, rng.exponential(0.5), down, rng.exponential(1.0)
        case Style.RESTED if k == habits.rest_after - 1:
            return up, hold, down, rng.uniform(4.0, 9.0)
        case Style.PUSH_UPS:
            up, down = habits.beat_s * rng.normal(0.42, 0.03), habits.beat_s * rng.normal(0.45, 0.03)
            return up, 0.0, down, max(0.0, habits.beat_s - up - down)
        case _:
            return own


def _size(
    style: Style, person: Person, k: int, reps: int, habits: _Habits, rng: np.random.Generator
) -> tuple[float, bool]:
    """The share of the full height raise `k` reaches, and whether it is a partial one."""
    usual = (1.0 - person.fatigue * k / 20.0) * rng.normal(1.0, 0.05)
    match style:
        case Style.SHORT if k >= 3 and rng.random() < 0.5:
            return usual * rng.uniform(0.18, 0.42), True
        case Style.TIRED:
            return (1.0 - 0.3 * k / max(reps, 10)) * rng.normal(1.0, 0.05), False
        case Style.UNEVEN:
            return rng.uniform(0.75, 1.1), False
        case Style.PUSH_UPS:
            return habits.small * rng.normal(1.0, 0.08), False
        case _:
            return float(usual), False


def trembled(course: Floats, plans: list[RepPlan], rng: np.random.Generator) -> Floats:
    """A held top is not still: the heel sinks by up to 4 %, wanders by 1 % and trembles at 4-9 Hz by a tenth of a
    millimetre or three. Draws nothing from `rng` but a child of it."""
    own = rng.spawn(1)[0]
    n = len(course)
    t = clock(n)
    for plan in plans:
        if plan.hold_s < TREMBLES_S:
            continue
        top_s = plan.start_s + plan.up_s
        since, left = t - top_s, top_s + plan.hold_s - t
        inside = smooth(since / 0.8) * smooth(left / 0.8)
        sunk = own.uniform(0.0, 0.04) * np.clip(since / plan.hold_s, 0.0, 1.0)
        shaking = wander(n, own.uniform(0.001, 0.006), 4.0, 9.0, own) + wander(n, 0.007, 0.2, 0.8, own)
        course = course + plan.share * inside * (shaking - sunk)
    return course


def _share_of(person: Person, height_m: float) -> float:
    """The share of a person's full heel rise that lifts the ankle so far."""
    return min(1.0, pitch_for_height(person, height_m) / person.heel_rise_rad)
