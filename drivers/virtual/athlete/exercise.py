"""The six exercises: a set of each as poses, with what is true of every repetition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.athlete.lift import RepPlan, heel_course, plan_set
from drivers.virtual.athlete.linkage import ankle, knee, shank_under_arc
from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import Poses, clock, smooth
from drivers.virtual.athlete.sway import restless
from tracker.samples import Floats
from tracker.setup import Exercise

FORWARD = {  # degrees the shank leans forward at rest (biomechanics 1), and how much of the rise the hip follows
    Exercise.STANDING_CALF_RAISE: (-2.0, 7.0),
    Exercise.STANDING_SOLEUS_RAISE: (15.0, 32.0),
    Exercise.SQUAT_SOLEUS_RAISE: (18.0, 34.0),
    Exercise.LUNGE_SOLEUS_RAISE: (5.0, 26.0),
}
TURN_DEG_CM = {  # backward turn for the rise of the ankle (biomechanics 1)
    Exercise.STANDING_CALF_RAISE: (0.25, 0.75),
    Exercise.STANDING_SOLEUS_RAISE: (0.25, 0.8),
    Exercise.SQUAT_SOLEUS_RAISE: (0.5, 1.2),
    Exercise.LUNGE_SOLEUS_RAISE: (0.4, 1.2),
}
FLEXION_DEG = {
    Exercise.STANDING_CALF_RAISE: (-4.0, 12.0),
    Exercise.STANDING_SOLEUS_RAISE: (35.0, 65.0),
    Exercise.SQUAT_SOLEUS_RAISE: (60.0, 100.0),
    Exercise.LUNGE_SOLEUS_RAISE: (50.0, 100.0),
}


@dataclass(frozen=True, slots=True)
class RepTruth:
    """One repetition as it was, times from the start of the stretch; `low_s`: down to 20 % of its height;
    `flexion_deg` at its top."""

    start_s: float
    top_s: float
    peak_s: float
    low_s: float
    end_s: float
    height_cm: float
    partial: bool
    flexion_deg: float


def perform(
    exercise: Exercise, person: Person, reps: int, rng: np.random.Generator, *, steady: bool, holds: bool
) -> tuple[Poses, list[RepTruth]]:
    """A set of an exercise, about two seconds of rest before and after it."""
    plans = plan_set(person, reps, steady, holds, rng)
    course = heel_course(plans, tail_s=1.5)
    x, z = ankle(person, course * person.heel_rise_rad)
    rise = z - person.ankle_height_m
    standing = True
    if exercise in (Exercise.SEATED_SOLEUS_RAISE, Exercise.SOLEUS_BRIDGE):
        standing = False
        pitch, flexion = _held_from_above(exercise, person, x, z, rng)
    else:
        low, high = FORWARD[exercise]
        rest = np.radians(rng.uniform(low, high))
        turn = np.radians(rng.uniform(*TURN_DEG_CM[exercise]) * 100.0)
        per_rep = 1.0 + 0.15 * _steps(plans, len(course), rng)
        pitch = rest - turn * rise * per_rep
        flexion = np.full(len(course), rng.uniform(*FLEXION_DEG[exercise])) + 15.0 * rise
    poses = Poses.still(len(course))
    poses = Poses(x, poses.y, z, pitch, poses.roll, poses.yaw, course, poses.jolt_ms2)
    poses = restless(poses, person, standing, rng)
    return poses, [_truth(plan, rise, flexion) for plan in plans]


def perform_squats(
    person: Person, reps: int, rng: np.random.Generator, *, steady: bool
) -> tuple[Poses, list[RepTruth]]:
    """One raise at the bottom of each squat: down, a breath, the raise, up again."""
    depth = np.radians(rng.uniform(18.0, 30.0))
    stand = np.radians(rng.uniform(-1.0, 5.0))
    base = plan_set(person, reps, True, False, rng)
    plans, t = [], 1.0
    descents: list[tuple[float, float, float, float]] = []
    for plan in base:
        down, wait, up = rng.uniform(0.9, 1.8), rng.uniform(0.35, 0.8), rng.uniform(0.8, 1.5)
        raised = RepPlan(
            t + down + wait, plan.up_s, plan.hold_s, plan.down_s, wait + up + rng.uniform(0.3, 1.5),
            plan.share, False, plan.skew, 0.0, 0.0,
        )  # fmt: skip
        descents.append((t, down, raised.end_s + wait, up))
        plans.append(raised)
        t = raised.end_s + raised.pause_s
    course = heel_course(plans, tail_s=1.5)
    x, z = ankle(person, course * person.heel_rise_rad)
    rise = z - person.ankle_height_m
    clock_s = clock(len(course))
    bend = np.zeros(len(course))
    for begin, down, rise_at, up in descents:
        bend += smooth((clock_s - begin) / down) - smooth((clock_s - rise_at) / up)
    turn = np.radians(rng.uniform(*TURN_DEG_CM[Exercise.SQUAT_SOLEUS_RAISE]) * 100.0)
    pitch = stand + depth * bend - turn * rise
    flexion = 5.0 + bend * rng.uniform(60.0, 95.0)
    still = Poses.still(len(course))
    poses = Poses(x, still.y, z, pitch, still.roll, still.yaw, np.maximum(course, 0.2 * bend), still.jolt_ms2)
    return restless(poses, person, True, rng), [_truth(plan, rise, flexion) for plan in plans]


def _held_from_above(
    exercise: Exercise, person: Person, x: Floats, z: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Seated, the hip is fixed on the chair; in a bridge the shoulders are, and trunk and thigh are one link."""
    if exercise is Exercise.SEATED_SOLEUS_RAISE:
        rest = float(np.radians(rng.uniform(-9.0, 7.0)))
        thigh_down = float(np.radians(rng.uniform(-8.0, 8.0)))  # the knee above or below the hip
        kx, kz = knee(person, float(x[0]), float(z[0]), rest)
        radius = person.thigh_m
        centre = (kx - radius * float(np.cos(thigh_down)), kz - radius * float(np.sin(thigh_down)))
    else:
        rest = float(np.radians(rng.uniform(-16.0, -2.0)))
        kx, kz = knee(person, float(x[0]), float(z[0]), rest)
        radius = person.thigh_m + person.trunk_m
        drop = kz - 0.1  # shoulders on the floor
        centre = (kx - float(np.sqrt(max(radius**2 - drop**2, 0.01))), 0.1)
    pitch = shank_under_arc(person, x, z, rest, centre, radius)
    kx_all = x + person.shank_m * np.sin(pitch)
    kz_all = z + person.shank_m * np.cos(pitch)
    thigh = np.arctan2(kz_all - centre[1], kx_all - centre[0])  # above the horizontal, from the hip
    flexion = 90.0 + np.degrees(thigh) - np.degrees(pitch)
    return pitch, flexion


def _steps(plans: list[RepPlan], n: int, rng: np.random.Generator) -> Floats:
    """A random number for each repetition, as a course that changes only while the heel is down."""
    values = np.zeros(n)
    for plan in plans:
        values[round(plan.start_s * FINE_HZ) :] = rng.normal()
    return values


def _truth(plan: RepPlan, rise: Floats, flexion: Floats) -> RepTruth:
    first, last = round(plan.start_s * FINE_HZ), round(plan.end_s * FINE_HZ)
    part = rise[first : last + 1]
    top = int(np.argmax(part))
    height = float(part[top] - rise[first])
    high = np.flatnonzero(part - rise[first] >= 0.95 * height)
    low = np.flatnonzero(part - rise[first] >= 0.2 * height)
    return RepTruth(
        start_s=plan.start_s,
        top_s=plan.start_s + int(high[0]) / FINE_HZ,
        peak_s=plan.start_s + 0.5 * (int(high[0]) + int(high[-1])) / FINE_HZ,
        low_s=plan.start_s + int(low[-1]) / FINE_HZ,
        end_s=plan.end_s,
        height_cm=100.0 * height,
        partial=plan.partial,
        flexion_deg=float(flexion[first + top]),
    )
