"""How likely what a run of repetitions shows is, in each posture.

A run is one repetition or some that are alike. What differs from person to person but is the same for all runs of a
set is laid out on two grids: how far soft tissue turns the sensor with each rise, and how far the shank's axis is
from where it is thought to be. So a change within a set shows as a change, whatever strap and flesh add to both.

How far a leg turns for its rise has two witnesses. The gyroscope's is the turn itself, with what soft tissue adds.
The accelerometer's is how far the sensor is carried forward: the ankle by `CARRY` of its rise in every posture, the
sensor above it by less, the further the shank turns back under it. Flesh that tilts a sensor does not carry it.

| constant | value | why | margin |
|---|---|---|---|
| `SOFT_DEG` | 2 deg | soft tissue turns a strapped sensor by 1-4 in any direction (biomechanics 4), of which one is seen | seated and straight are 5 apart at 6 cm |
| `REP_DEG`, `MEASURED_DEG` | 1.5, 0.5 deg | one repetition's turn against the person's mean, and what is alike in all | |
| `CARRY`, `CARRY_SPREAD` | 0.7, 0.18 | an ankle 13 cm behind and 7 cm above the ball of the foot is carried by 0.70-0.86 of its rise of 3-6 cm, 5 cm above it by 0.5-0.6, from the edge of a step by 0.46-0.63 | seated 0.35 |
| `FORWARD` | 0.55, 0.2 | how far a sensor is carried for its rise, whatever the posture | |
| `ASIDE`, `TWIST_DEG` | 0.1, 1 deg | carried and turned out of the sagittal plane, beside what soft tissue does | |
| `FLOOR` | 1e-6 | nothing seen is less likely than that: the strap was put on anew, a repetition was none | the usual is 0.1 |
| `THRUST_MS2`, `THRUST_FLOOR_MS2` | 0.03, 0.03 m/s2 | what sway pushes a standing leg by in one repetition; and what is alike in all: an accelerometer offset of 0.4, turned by 8 deg, half of it in phase | the ankle's own way forward 0.05-0.2 |
| `ABOVE_M` | 5-30 cm | the sensor above the ankle | |
| `REST_DEG` | 1.5 deg | one repetition's lean against the run's: sway, steps | |
| `ELSEWHERE`, `ELSEWHERE_DEG` | 0.08, 9 deg | now and then the strap sits otherwise than was seen: it slipped, it was put on anew | |
| `UNUSUAL`, `UNUSUAL_LOG_DEG` | 0.15, -0.8 | so many are as still or as restless as nobody should be in that posture: they hold on to a wall, they talk | |
| `RETURNS_SHARE` | 0.5 | bottoms that differ and sway at rest are one cause seen twice | |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, hypot, log10, sqrt

import numpy as np

from tracker.cues import Cue
from tracker.knee import Flexion
from tracker.measure import Shape
from tracker.postures import POSTURES, Posture
from tracker.samples import Floats
from tracker.strapping import Mount
from tracker.vectors import NOTHING, Vector, apart_deg, mean, plus, scaled

SOFT_DEG = 2.0
REP_DEG = 1.5
MEASURED_DEG = 0.5
CARRY = 0.7
CARRY_SPREAD = 0.18
ABOVE_M = (0.05, 0.30)
REST_DEG = 1.5
ELSEWHERE = 0.08
ELSEWHERE_DEG = 9.0
RETURNS_SHARE = 0.5
UNUSUAL = 0.15
UNUSUAL_LOG_DEG = -0.8
THRUST_MS2 = 0.03
THRUST_FLOOR_MS2 = 0.03
FORWARD = (0.55, 0.2)
TWIST_DEG = 1.0
ASIDE = 0.1
FLOOR = 1e-6

_Z = np.linspace(-2.25, 2.25, 7)
_BELL = np.exp(-0.5 * _Z * _Z) / np.exp(-0.5 * _Z * _Z).sum()
OFFSETS = np.linspace(-18.0, 18.0, 13)  # deg, positive when the axis leans further forward than thought
_PLACES = np.linspace(*ABOVE_M, 4)
_LOST = _PLACES * 100.0 * np.radians(1.0)  # of the carry, for each deg per cm of turn


class Table:
    """The postures as arrays, (postures, ...): of people at large, or of one person whose calibration is known."""

    def __init__(self, postures: Sequence[Posture] = POSTURES, soft_deg: float = SOFT_DEG) -> None:
        turns = np.array([p.turn_deg_cm for p in postures])
        bones = np.array(
            [p.turn_deg_cm for p in POSTURES]
        )  # flesh, which a calibrated turn has in it, carries nothing
        leans = np.array([p.lean_deg for p in postures])
        self.softs = soft_deg * _Z  # deg, positive when it adds to a backward turn
        self.turns, self.turn_spreads = turns[:, :1], turns[:, 1:]  # deg per cm
        self.carries = CARRY - _LOST * bones[:, :1]  # postures, places
        self.carry_spreads = _LOST * bones[:, 1:]
        self.leans, self.lean_spreads = leans[:, :1], leans[:, 1:]
        self.sways = np.array([p.sway_deg for p in postures])
        self.returns = np.array([p.returns_deg for p in postures])
        self.flexions = np.array([p.flexion_deg for p in postures])


@dataclass(slots=True)
class Rep:
    """What one repetition adds, in the sensor frame: turn in deg, carry per rise with its weight."""

    turn_deg: Vector
    height_cm: float
    up: Vector
    carry: Vector
    weight: float
    lift_ms2: float
    sway_deg: float | None
    knee: tuple[Flexion, ...] = ()

    @staticmethod
    def of(shape: Shape, sway_deg: float | None, knee: tuple[Flexion, ...] = ()) -> Rep:
        """From its figures."""
        lift = max(shape.lift_ms2, 1e-3)
        return Rep(
            scaled(shape.turn_rad, 57.29578),
            shape.height_m * 100.0,
            shape.up_at_start,
            scaled(shape.thrust, 1.0 / lift),
            (lift / THRUST_MS2) ** 2,
            lift,
            sway_deg,
            knee,
        )


@dataclass(slots=True)
class Run:
    """Repetitions alike, in a row."""

    reps: list[Rep] = field(default_factory=list)

    @property
    def up(self) -> Vector:
        """Mean of up at the starts."""
        return mean(rep.up for rep in self.reps)

    @property
    def turn_deg(self) -> Vector:
        """Mean turn."""
        return mean(rep.turn_deg for rep in self.reps)

    @property
    def height_cm(self) -> float:
        """Mean height."""
        return sum(rep.height_cm for rep in self.reps) / len(self.reps)

    def carry(self) -> tuple[Vector, float]:
        """How far it is carried for its rise, and the standard deviation of that."""
        total, weight = NOTHING, 0.0
        for rep in self.reps:
            total = plus(total, rep.carry, rep.weight)
            weight += rep.weight
        lift = sum(rep.lift_ms2 for rep in self.reps) / len(self.reps)
        return scaled(total, 1.0 / weight), sqrt(1.0 / weight + (THRUST_FLOOR_MS2 / lift) ** 2)

    @property
    def knee(self) -> tuple[Flexion, ...]:
        """Its flexion as a second sensor measured it, by what was known last; empty without."""
        return self.reps[-1].knee

    def sway_deg(self) -> float | None:
        """Median of the sway at rest before each."""
        seen = sorted(rep.sway_deg for rep in self.reps if rep.sway_deg is not None)
        return seen[len(seen) // 2] if seen else None

    def returns_deg(self) -> float | None:
        """Median of how far apart in tilt the bottoms in a row are."""
        steps = sorted(apart_deg(a.up, b.up) for a, b in zip(self.reps, self.reps[1:], strict=False))
        return steps[len(steps) // 2] if len(steps) > 1 else None


def of_turning(table: Table, run: Run, forwards: Floats, cues: frozenset[Cue]) -> Floats:
    """Log likelihood of turn and carry, (forwards, postures, softs); `forwards`: unit vectors, (forwards, 3)."""
    n, height = len(run.reps), run.height_cm
    lefts = np.cross(np.array(run.up), forwards)
    aside = np.zeros(len(forwards))
    turned, rep = np.array(run.turn_deg), MEASURED_DEG**2 + REP_DEG**2 / n
    a = (forwards @ turned)[:, None, None, None] - (table.turns * height)[:, None] - table.softs
    var_a = (table.turn_spreads * height)[:, None] ** 2 + rep
    if Cue.ROTATION in cues:
        aside += _normal(lefts @ turned, sqrt(rep + SOFT_DEG**2 + TWIST_DEG**2))
    carry, sigma = run.carry()
    along = forwards @ np.array(carry)
    if Cue.SIGN in cues:
        aside += _normal(lefts @ np.array(carry), hypot(sigma, ASIDE))
    else:
        along = np.abs(along)
    b = (along[:, None, None] - table.carries)[..., None]
    var_b = (table.carry_spreads**2)[..., None] + sigma**2 + CARRY_SPREAD**2
    if Cue.ROTATION in cues and Cue.CARRY in cues:  # both witnesses of one turn
        shared = -(table.turn_spreads * height * table.carry_spreads)[..., None]
        det = var_a * var_b - shared**2
        total = -0.5 * ((var_b * a * a - 2.0 * shared * a * b + var_a * b * b) / det + np.log(det))
    elif Cue.ROTATION in cues:
        total = -0.5 * (a * a / var_a + np.log(var_a))
        aside += _normal(along - FORWARD[0], hypot(sigma, FORWARD[1])) if Cue.SIGN in cues else 0.0
    elif Cue.CARRY in cues:
        total = -0.5 * (b * b / var_b + np.log(var_b)) + 0.0 * a
    else:
        total = np.zeros_like(a)
    likely = np.exp(total).mean(axis=2) * np.exp(aside)[:, None, None]
    result: Floats = np.log(likely + FLOOR)
    return result


def of_tilt(table: Table, run: Run, forwards: Floats, mount: Mount) -> Floats:
    """Log likelihood of the lean at rest, (forwards, postures, offsets)."""
    leans = mount.lean_deg + 57.29578 * (forwards @ np.array(plus(mount.up, run.up, -1.0)))
    spread = np.sqrt(table.lean_spreads**2 + REST_DEG**2 / len(run.reps))
    return _normal(leans[:, None, None] - table.leans - OFFSETS, spread)


def offsets_prior(mount: Mount) -> Floats:
    """Log prior of how far the axis is from where it is thought to be."""
    near = (1.0 - ELSEWHERE) * np.exp(_normal(OFFSETS, mount.lean_spread_deg))
    far = ELSEWHERE * np.exp(_normal(OFFSETS, ELSEWHERE_DEG))
    result: Floats = np.log((near + far) / (near + far).sum())
    return result


def softs_prior() -> Floats:
    """Log prior of what soft tissue adds."""
    result: Floats = np.log(_BELL)
    return result


def of_quiet(table: Table, run: Run, cues: frozenset[Cue]) -> Floats:
    """Log likelihood of how still the leg is at rest and how well it comes back, (postures,)."""
    total = np.zeros(len(table.turns))
    if Cue.SWAY not in cues:
        return total
    sway, returns = run.sway_deg(), run.returns_deg()
    if sway is not None:
        total += _usually(sway, np.log10(table.sways[:, 0]), table.sways[:, 1])
    if returns is not None:
        share = RETURNS_SHARE if sway is not None else 1.0
        total += share * _usually(returns, np.log10(table.returns[:, 0]), table.returns[:, 1])
    return total


def _usually(seen_deg: float, expected: Floats, spread: Floats) -> Floats:
    """Log likelihood on a scale of powers of ten, with those who are unusual."""
    seen = log10(max(seen_deg, 0.001))
    usual = (1.0 - UNUSUAL) * np.exp(_normal(seen - expected, spread))
    result: Floats = np.log(usual + UNUSUAL * exp(_normal(seen - UNUSUAL_LOG_DEG, 1.0)))
    return result


def of_knee(table: Table, run: Run) -> Floats:
    """Log likelihood of the measured knee, (postures,); nought where nothing measured it."""
    total = np.zeros(len(table.turns))
    if run.knee:
        seen = sum(
            one.chance * np.exp(_normal(one.deg - table.flexions[:, 0], _both(table, one)))
            for one in run.knee
        )
        total = np.log(seen + 1e-12)
    return total


def answers(table: Table, chances: Floats, knee: tuple[Flexion, ...]) -> list[float]:
    """The chances of a measured knee's answers, in the light of those of the postures."""
    fits = [
        one.chance * float(chances @ np.exp(_normal(one.deg - table.flexions[:, 0], _both(table, one))))
        + 1e-12
        for one in knee
    ]
    return [fit / sum(fits) for fit in fits]


def _both(table: Table, one: Flexion) -> Floats:
    spread: Floats = np.hypot(table.flexions[:, 1], one.spread_deg)
    return spread


def _normal(x: Floats | float, sigma: Floats | float) -> Floats:
    result: Floats = -0.5 * (x / sigma) ** 2 - np.log(sigma)
    return result
