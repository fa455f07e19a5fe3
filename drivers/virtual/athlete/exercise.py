"""A set of an exercise as poses, with what is true of every repetition."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drivers.virtual.athlete.drops import as_rep, drop_course, plan_drops, slowest_drop_s
from drivers.virtual.athlete.lift import RepPlan, for_each, heel_course, plan_set
from drivers.virtual.athlete.linkage import ankle, shank_under
from drivers.virtual.athlete.person import FINE_HZ, REFERENCE_SPEED_MS, Person
from drivers.virtual.athlete.pose import Poses, clock, smooth
from drivers.virtual.athlete.postures import Held, hip_follows, hip_path, hold
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.style import Style, plan_in_style, trembled
from drivers.virtual.athlete.tissue import bulge, ring, shaken
from tracker.samples import Floats
from tracker.setup import Exercise, Side

VISIBLE_MS2 = 0.05
"""The least peak of vertical acceleration a raise without turn can be seen by (biomechanics 3)."""
PEAK = 10.0 / np.sqrt(3.0)
"""Peak acceleration of a minimum-jerk course, in lengths over time squared."""


@dataclass(frozen=True, slots=True)
class RepTruth:
    """One repetition as it was, times from the start of the stretch; `low_s`: down to 20 % of its height;
    `flexion_deg` its mean."""

    start_s: float
    top_s: float
    peak_s: float
    low_s: float
    end_s: float
    height_cm: float
    partial: bool
    flexion_deg: float


def perform(
    exercise: Exercise,
    person: Person,
    reps: int,
    rng: np.random.Generator,
    *,
    steady: bool,
    style: Style = Style.FREE,
) -> tuple[Stretch, list[RepTruth]]:
    """A set of an exercise, with a second or two of rest before and after it. Push-ups are small and fast by name."""
    if exercise is Exercise.SOLEUS_PUSH_UP:
        style = Style.PUSH_UPS
    if exercise in HEEL_DROPS:
        return perform_drops(exercise, person, reps, rng)
    edge = exercise in _ON_EDGE and not steady and rng.random() < 0.15  # the heel hangs over a step
    rest_foot = -float(np.radians(rng.uniform(8.0, 20.0))) if edge else 0.0
    plans = _plans(exercise, person, reps, rng, steady, style)
    course = trembled(heel_course(plans, tail_s=1.5), plans, rng)
    foot = rest_foot + course * (person.heel_rise_rad - rest_foot)
    x, z = ankle(person, foot)
    vary = for_each(plans, rng.normal(size=len(plans)), len(course))
    held = hold(exercise, person, x, z, vary, rng)
    if edge:
        held = replace(held, stance=Stance.ON_STEP)
    return posed(person, plans, (course, foot), x, z, held, rng)


def perform_squats(person: Person, reps: int, rng: np.random.Generator) -> tuple[Stretch, list[RepTruth]]:
    """One raise at the bottom of each squat: down, a breath, the raise, up again."""
    slowest_s = _slowest_s(Exercise.SQUAT_SOLEUS_RAISE, person)
    plans, squats = _at_the_bottom(plan_set(person, reps, rng, steady=False, slowest_s=slowest_s), rng)
    course = heel_course(plans, tail_s=1.5)
    foot = course * person.heel_rise_rad
    x, z = ankle(person, foot)
    t = clock(len(course))
    bend = np.zeros(len(course))
    for down_at, down, up_at, up in squats:
        bend += smooth((t - down_at) / down) - smooth((t - up_at) / up)
    stand, tip = np.radians(rng.uniform(0.0, 4.0)), np.radians(rng.uniform(15.0, 26.0))
    upright, deep = np.radians(rng.uniform(4.0, 8.0)), np.radians(rng.uniform(75.0, 100.0))
    vary = for_each(plans, rng.normal(size=len(plans)), len(course))
    follows = hip_follows(person, float(upright + deep), float(stand + tip), vary, rng)
    hip = hip_path(person, x, z, stand + tip * bend, upright + deep * bend, follows)
    pitch, flexion = shank_under(person, x, z, hip, person.thigh_m)
    held = Held(pitch, flexion, Stance.STANDING, 1.0, 1.0)
    return posed(person, plans, (course, foot), x, z, held, rng)


def perform_drops(
    exercise: Exercise, person: Person, reps: int, rng: np.random.Generator
) -> tuple[Stretch, list[RepTruth]]:
    """Heel drops from a step, the knee straight or bent."""
    begin, drops = plan_drops(person, reps, rng, slowest_s=slowest_drop_s(person, VISIBLE_MS2))
    foot = drop_course(begin, drops)
    plans = [as_rep(drop, len(foot)) for drop in drops if drop.lifts_s > 0.0]
    x, z = ankle(person, foot)
    vary = for_each(plans, rng.normal(size=len(plans)), len(foot))
    held = replace(hold(exercise, person, x, z, vary, rng), stance=Stance.ON_STEP)
    course: Floats = np.maximum(foot / person.heel_rise_rad, 0.0)
    return posed(person, plans, (course, foot), x, z, held, rng)


def _plans(
    exercise: Exercise, person: Person, reps: int, rng: np.random.Generator, steady: bool, style: Style
) -> list[RepPlan]:
    slowest_s = _slowest_s(exercise, person)
    if steady or style is Style.FREE:
        return plan_set(person, reps, rng, steady=steady, slowest_s=slowest_s)
    return plan_in_style(person, reps, rng, style, slowest_s)


HEEL_DROPS = (Exercise.HEEL_DROP_STRAIGHT, Exercise.HEEL_DROP_BENT)
_ON_EDGE = (Exercise.STANDING_CALF_RAISE, Exercise.STANDING_SOLEUS_RAISE)
_TURNING = (Exercise.SEATED_SOLEUS_RAISE, Exercise.SOLEUS_BRIDGE, Exercise.SOLEUS_PUSH_UP)


def _slowest_s(exercise: Exercise, person: Person) -> float:
    """Seated legs turn by more than 2 deg and so are seen at any tempo; the others by how they accelerate."""
    if exercise in _TURNING:
        return 4.0
    tired = 0.7 * person.ball_to_ankle_m * float(np.sin(person.heel_rise_rad))
    return min(4.0, float(np.sqrt(PEAK * tired / VISIBLE_MS2)))


def _at_the_bottom(
    base: list[RepPlan], rng: np.random.Generator
) -> tuple[list[RepPlan], list[tuple[float, float, float, float]]]:
    """The same raises, each in a squat of its own: (down at, takes, up at, takes), s."""
    plans: list[RepPlan] = []
    squats: list[tuple[float, float, float, float]] = []
    t = 1.0
    for plan in base:
        down, wait, up = rng.uniform(0.9, 1.8), rng.uniform(0.35, 0.8), rng.uniform(0.8, 1.5)
        pause = wait + up + rng.uniform(0.3, 1.5)
        raised = replace(plan, start_s=t + down + wait, pause_s=pause, bounce=0.0, residue=0.0)
        squats.append((t, down, raised.end_s + wait, up))
        plans.append(raised)
        t = raised.end_s + raised.pause_s
    plans[-1] = replace(plans[-1], pause_s=0.0)
    return plans, squats


def posed(
    person: Person,
    plans: list[RepPlan],
    heel: tuple[Floats, Floats],
    x: Floats,
    z: Floats,
    held: Held,
    rng: np.random.Generator,
) -> tuple[Stretch, list[RepTruth]]:
    """Raises of a held posture as poses, with the truth of each. `heel`: its course as a share of the full rise, and
    the pitch of the foot."""
    course, foot = heel
    n = len(course)
    strength = for_each(plans, rng.normal(1.0, 0.15, len(plans)), n)
    outward = 1.0 if person.side is Side.LEFT else -1.0
    lean = for_each(plans, np.radians(rng.normal(0.0, 0.6, len(plans))), n)
    zero = np.zeros(n)
    still = Poses(
        x=x,
        y=zero,
        z=z,
        pitch=held.pitch,
        roll=lean * course,
        yaw=outward * person.twist_rad * strength * course,
        heading=zero,
        contraction=bulge(course, strength),
        shake_m=zero,
        loaded=held.loaded * (1.0 + 0.5 * course),
        thigh=held.pitch - held.flexion,
        foot=foot,
    )
    poses = shaken(still, person, rng, braced=held.braced)
    truths = [_truth(plan, z, held.flexion) for plan in plans]
    for plan, true in zip(plans, truths, strict=True):
        if plan.residue == 0.0:  # the heel meets the floor
            speed = 1.875 * true.height_cm / 100.0 / plan.down_s / REFERENCE_SPEED_MS
            size = rng.uniform(0.3, 3.0) * min(speed, 2.0)
            poses = poses.plus(shake_m=ring(n, plan.end_s - 0.1 * plan.down_s, size, rng.uniform(10.0, 18.0)))
    return Stretch(poses, held.stance, held.stance), truths


def _truth(plan: RepPlan, z: Floats, flexion: Floats) -> RepTruth:
    first, last = round(plan.start_s * FINE_HZ), round(plan.end_s * FINE_HZ)
    rise = z[first : last + 1] - z[first]
    height = float(rise.max())
    high = np.flatnonzero(rise >= 0.95 * height)
    low = np.flatnonzero(rise >= 0.2 * height)
    return RepTruth(
        start_s=plan.start_s,
        top_s=plan.start_s + int(high[0]) / FINE_HZ,
        peak_s=plan.start_s + 0.5 * (int(high[0]) + int(high[-1])) / FINE_HZ,
        low_s=plan.start_s + int(low[-1]) / FINE_HZ,
        end_s=plan.end_s,
        height_cm=100.0 * height,
        partial=plan.partial,
        flexion_deg=float(np.degrees(flexion[first : last + 1].mean())),
    )
