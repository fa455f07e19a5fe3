"""Sessions of the other leg, with their truth, and as plain CSV."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.virtual.truth import Segment, TrueRep, Truth
from tests.accuracy.other.leg import (
    WAYS,
    Body,
    Track,
    after_one_another,
    any_body,
    highest_m,
    lifted,
    shank_pitch,
)
from tests.accuracy.other.moves import DAILY, MOVES, SEATED, STANDING
from tests.accuracy.other.sensor import Grade, measured
from tests.accuracy.other.shapes import HZ, any_shape, bump, cosine, reddish
from tracker.samples import Floats, Samples
from tracker.setup import Exercise, Form

HEADER = "time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z"


@dataclass(frozen=True, slots=True, eq=False)
class Logged:
    """A recording and its truth, both on the sensor's clock."""

    samples: Samples
    truth: Truth


@dataclass(frozen=True, slots=True, eq=False)
class _Act:
    """A stretch: what it is called, how the person is held in it, how it moves, its repetitions."""

    name: str
    stance: str
    track: Track
    sway_deg: float
    exercise: Exercise | None = None
    reps: tuple[tuple[float, float, float, float, float, float, bool], ...] = ()
    knee_deg: float = 0.0


def logged_set(exercise: Exercise, reps: int, grade: Grade, rate_hz: float, seed: int) -> Logged:
    """A set with something before and after it."""
    rng = np.random.default_rng((seed, 2077))
    body = any_body(rng)
    around = [_move(str(rng.choice(DAILY)), rng.uniform(6.0, 14.0), rng) for _ in range(3)]
    acts = [around[0], _raises(exercise, reps, body, rng), around[1], around[2]]
    return _log(acts, body, grade, rate_hz, rng)


def logged_idle(names: tuple[str, ...], seconds: float, grade: Grade, rate_hz: float, seed: int) -> Logged:
    """Nothing to count."""
    rng = np.random.default_rng((seed, 2078))
    body = any_body(rng)
    acts: list[_Act] = []
    while sum(len(act.track) for act in acts) / HZ < seconds:
        acts.append(_move(str(rng.choice(names)), rng.uniform(10.0, 25.0), rng))
    return _log(acts, body, grade, rate_hz, rng)


def csv(logged: Logged) -> str:
    """As a logger writes it: four decimals of a second, five of the rest."""
    s = logged.samples
    rows = (
        ",".join((f"{t:.4f}", *(f"{v:.5f}" for v in (*a, *g))))
        for t, a, g in zip(s.t_s.tolist(), s.acc_ms2.tolist(), s.gyr_rads.tolist(), strict=True)
    )
    return "\n".join((HEADER, *rows, ""))


MOST = 1.08  # of the usual height, the highest of a set


def _raises(exercise: Exercise, reps: int, body: Body, rng: np.random.Generator) -> _Act:
    way = WAYS[exercise]
    full = min(rng.uniform(0.030, 0.075), highest_m(body) / MOST)
    pace = float(np.exp(rng.uniform(np.log(0.45), np.log(1.6))))
    top_s, rest_s = rng.choice([0.0, 0.3, 1.0, 2.5]), rng.choice([0.0, 0.3, 1.0, 2.5])
    up_shape, down_shape = any_shape(rng), any_shape(rng)
    fades = rng.uniform(0.0, 0.3)
    plans, t = [], 1.5
    for k in range(reps):
        up, hold = pace * rng.uniform(0.85, 1.2), top_s * rng.uniform(0.5, 1.5)
        down, wait = pace * rng.uniform(0.9, 1.5), rest_s * rng.uniform(0.5, 1.5)
        short = k >= 3 and rng.random() < 0.04
        high = full * (1.0 - fades * k / reps) * (rng.uniform(0.2, 0.4) if short else rng.uniform(0.9, MOST))
        plans.append((t, up, hold, down, high, short))
        t += up + hold + down + wait
    n = round((t + 1.5) * HZ)
    clock = np.arange(n) / HZ
    rise = np.zeros(n)
    for at, up, hold, down, high, _ in plans:
        rise += high * (up_shape((clock - at) / up) - down_shape((clock - at - up - hold) / down))
    pitch = shank_pitch(way, body, rise, rng)
    o = np.zeros(n)
    flesh = rise / full
    thud = sum((bump(clock, at + up + hold + down, 0.015) for at, up, hold, down, _, _ in plans), o)
    z = rise - rng.uniform(0.0, 0.0012) * thud * (1.0 if pace < 1.0 else 0.2)
    track = Track(lifted(body, rise), o, z, pitch, o, o, flesh)
    marks = tuple(_marks(rise, *plan) for plan in plans)
    stance = SEATED if exercise in (Exercise.SEATED_SOLEUS_RAISE, Exercise.SOLEUS_BRIDGE) else STANDING
    return _Act(exercise.value, stance, track, way.sway_deg, exercise, marks, float(rng.uniform(*way.knee)))


def _marks(
    rise: Floats, at: float, up: float, hold: float, down: float, high: float, short: bool
) -> tuple[float, float, float, float, float, float, bool]:
    """Start, top, peak, low and end in s, height in cm, partial."""
    first, last = round(at * HZ), round((at + up + hold + down) * HZ)
    own = rise[first : last + 1]
    above = np.flatnonzero(own >= 0.95 * own.max())
    low = np.flatnonzero(own >= 0.2 * own.max())[-1]
    a, b = above[0] / HZ, above[-1] / HZ
    return (
        at,
        at + a,
        at + 0.5 * (a + b),
        at + low / HZ,
        at + up + hold + down,
        100.0 * float(own.max()),
        short,
    )


def _move(name: str, seconds: float, rng: np.random.Generator) -> _Act:
    stance, moves = MOVES[name]
    pitch = float(np.radians(rng.uniform(-10.0, 8.0) if stance == SEATED else rng.uniform(-1.0, 6.0)))
    return _Act(name, stance, moves(float(seconds), pitch, rng), 0.02 if stance == SEATED else 0.25)


def _log(acts: list[_Act], body: Body, grade: Grade, rate_hz: float, rng: np.random.Generator) -> Logged:
    tracks: list[Track] = []
    begins: list[float] = []
    for before, act in zip([None, *acts], acts, strict=False):
        if before is not None:
            tracks.append(_between(before, act, rng))
        begins.append(sum(len(track) for track in tracks) / HZ)
        n = len(act.track)
        edge = cosine(np.arange(n) / (0.5 * HZ)) * cosine((n - 1 - np.arange(n)) / (0.5 * HZ))
        sway = np.radians(act.sway_deg)
        tracks.append(
            act.track.add(
                pitch=edge * reddish(n, sway, 0.4, rng),
                roll=edge * reddish(n, 0.6 * sway, 0.4, rng),
                yaw=edge * reddish(n, 0.4 * sway, 0.6, rng),
            )
        )
    samples, clock = measured(after_one_another(tracks), body, grade, rate_hz, rng)
    segments, reps = [], []
    for act, begin in zip(acts, begins, strict=True):
        form = None if act.exercise is None else Form.BENT if act.knee_deg > 22.0 else Form.STRAIGHT
        end = begin + (len(act.track) - 1) / HZ
        segments.append(Segment(begin * clock, end * clock, act.name, act.exercise, form))
        for start, top, peak, low, end_s, high, short in act.reps:
            assert form is not None
            at = [(begin + moment) * clock for moment in (start, top, peak, end_s, low)]
            reps.append(TrueRep(at[0], at[1], at[2], at[3], high, form, act.knee_deg, short, at[4]))
    return Logged(samples, Truth(segments, reps))


def _between(before: _Act, after: _Act, rng: np.random.Generator) -> Track:
    """From one to the next: a shift, or a tip forward and back where a chair comes into it."""
    a, b = float(before.track.pitch[-1]), float(after.track.pitch[0])
    chair = before.stance != after.stance
    seconds = rng.uniform(2.0, 3.0) if chair else rng.uniform(1.2, 2.2)
    way = Track.rest(seconds, 0.0)
    t = np.arange(len(way)) / HZ
    tip = np.radians(rng.uniform(11.0, 17.0)) * bump(t, 0.5 * seconds, 0.14 * seconds) if chair else 0.0 * t
    rolled = float(before.track.roll[-1])
    return way.add(pitch=a + (b - a) * cosine(t / t[-1]) + tip, roll=rolled * (1.0 - cosine(t / t[-1])))
