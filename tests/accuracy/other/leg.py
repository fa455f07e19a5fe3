"""A leg as tables, not as a chain: how the shank stands and turns in each exercise (biomechanics 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tests.accuracy.other.shapes import HZ
from tracker.samples import Floats
from tracker.setup import Exercise


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A stretch at `HZ`: ankle in m, shank angles in rad (pitch: top forward), `flesh` 0-1."""

    x: Floats
    y: Floats
    z: Floats
    pitch: Floats
    roll: Floats
    yaw: Floats
    flesh: Floats

    def __len__(self) -> int:
        return len(self.x)

    @staticmethod
    def rest(seconds: float, pitch: float) -> Track:
        """Nothing."""
        n = max(1, round(seconds * HZ))
        o = np.zeros(n)
        return Track(o, o, o, np.full(n, pitch), o, o, o)

    def add(self, **more: Floats) -> Track:
        """With these on top."""
        return replace(self, **{name: getattr(self, name) + course for name, course in more.items()})


FIELDS = ("x", "y", "z", "pitch", "roll", "yaw", "flesh")
PLACES = ("x", "y", "z", "yaw")


def after_one_another(tracks: list[Track]) -> Track:
    """One track; places go on from where the last one ended."""
    joined: dict[str, list[Floats]] = {name: [] for name in FIELDS}
    for track in tracks:
        for name in FIELDS:
            course = getattr(track, name)
            if name in PLACES and joined[name]:
                course = course + (joined[name][-1][-1] - course[0])
            joined[name].append(course)
    return Track(**{name: np.concatenate(parts) for name, parts in joined.items()})


@dataclass(frozen=True, slots=True)
class Way:
    """An exercise: the knee (deg), the shank at rest (deg), and what it turns back (deg a cm); for `arc` the knee
    goes straight up instead, but for a share."""

    knee: tuple[float, float]
    rest: tuple[float, float]
    per_cm: tuple[float, float]
    arc: bool
    sway_deg: float


WAYS = {
    Exercise.SEATED_SOLEUS_RAISE: Way((80.0, 100.0), (-8.0, 8.0), (0.0, 0.0), True, 0.02),
    Exercise.SOLEUS_BRIDGE: Way((75.0, 110.0), (-15.0, -3.0), (1.1, 1.8), False, 0.05),
    Exercise.STANDING_CALF_RAISE: Way((-5.0, 15.0), (-2.0, 7.0), (0.3, 0.7), False, 0.25),
    Exercise.STANDING_SOLEUS_RAISE: Way((35.0, 60.0), (16.0, 33.0), (0.25, 0.75), False, 0.25),
    Exercise.SQUAT_SOLEUS_RAISE: Way((80.0, 110.0), (17.0, 33.0), (0.5, 1.1), False, 0.25),
    Exercise.LUNGE_SOLEUS_RAISE: Way((70.0, 100.0), (6.0, 26.0), (0.5, 1.1), False, 0.45),
}


@dataclass(frozen=True, slots=True)
class Body:
    """Bones in m, and how much the strap moves on the flesh (rad)."""

    toe_m: float
    heel_m: float
    shank_m: float
    flesh_rad: float
    flesh_way: float
    lag_s: float


def any_body(rng: np.random.Generator) -> Body:
    """Short to tall."""
    tall = rng.uniform(0.86, 1.14)
    return Body(
        toe_m=0.131 * tall * rng.uniform(0.93, 1.07),
        heel_m=0.068 * tall * rng.uniform(0.9, 1.1),
        shank_m=0.405 * tall,
        flesh_rad=float(np.radians(rng.uniform(0.5, 3.0))),
        flesh_way=float(rng.uniform(0.0, 2 * np.pi)),
        lag_s=float(rng.uniform(0.0, 0.08)),
    )


def highest_m(body: Body) -> float:
    """How high the ankle gets with the foot as steep as feet get, 40 deg: above the ball itself it would have to go
    forward at an infinite rate."""
    flat_rad = np.arctan2(body.heel_m, body.toe_m)
    return float(np.hypot(body.toe_m, body.heel_m) * np.sin(flat_rad + np.radians(40.0)) - body.heel_m)


def lifted(body: Body, rise_m: Floats) -> Floats:
    """How far forward the ankle goes (m) as it rises by so much: it goes round the ball of the foot."""
    reach = np.hypot(body.toe_m, body.heel_m)
    forward: Floats = np.sqrt(body.toe_m**2) - np.sqrt(
        np.maximum(reach**2 - (body.heel_m + rise_m) ** 2, 0.0)
    )
    return forward


def shank_pitch(way: Way, body: Body, rise_m: Floats, rng: np.random.Generator) -> Floats:
    """What the shank does meanwhile, rad."""
    rest = np.radians(rng.uniform(*way.rest))
    if way.arc:
        keeps = rng.uniform(0.85, 1.05)
        pitch: Floats = np.arcsin(
            np.clip(np.sin(rest) - keeps * lifted(body, rise_m) / body.shank_m, -1.0, 1.0)
        )
        return pitch
    turned: Floats = rest - np.radians(rng.uniform(*way.per_cm)) * 100.0 * rise_m
    return turned
