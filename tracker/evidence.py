"""How likely what a run of repetitions shows is, in each posture.

A run is one repetition or some that are alike. What differs from person to person but is the same for all runs of a
set is laid out on two grids: how far soft tissue turns the sensor with each rise, and how far the shank's axis is
from where it is thought to be. So a change within a set shows as a change, whatever strap and flesh add to both.

How far a leg turns for its rise has two witnesses. The gyroscope's is the turn itself, with what soft tissue adds.
The accelerometer's is how far the sensor is carried forward: the ankle by `CARRY` of its rise in every posture, the
sensor above it by less, the further the shank turns back under it. Flesh that tilts a sensor does not carry it.

| constant | value | why | margin |
|---|---|---|---|
| `SOFT_DEG` | 1.75 deg | soft tissue turns a strapped sensor by 1-4, 3 as a rule, in any direction (biomechanics 4), of which one is seen: 3 / sqrt(3) | seated and straight are 5 apart at 6 cm |
| `SOFT_FALL` | 1.4 | little over bone, much over muscle: its chance falls by so much in the exponent for each `SOFT_DEG`, and 4 deg is not out of reach | |
| `REP_DEG`, `MEASURED_DEG` | 0.8, 0.5 deg | one repetition's turn against the person's mean (ten of one leg lie within 1.7, of the other within 2.3), and what is alike in all | |
| `CARRY`, `CARRY_SPREAD` | 0.7, 0.18 | an ankle 13 cm behind and 7 cm above the ball of the foot is carried by 0.70-0.86 of its rise of 3-6 cm, 5 cm above it by 0.5-0.6, from the edge of a step by 0.46-0.63 | seated 0.35 |
| `FORWARD` | 0.55, 0.2 | how far a sensor is carried for its rise, whatever the posture | |
| `ASIDE`, `TWIST_DEG` | 0.1, 1 deg | carried and turned out of the sagittal plane, beside what soft tissue does | |
| `ASIDE_LEAN_DEG` | 3 deg | a shank leans sideways by so much, beside what the mount is off by: a lean of 20 is forward or back, whatever repetitions that hardly push say of forward | |
| `ALONE_DEG` | 35 deg | so far from those before it the knee of a last one is another's (places between which the thigh rose or sank, knee.py) | knees of one set differ by 5-20 |
| `FLOOR` | 1e-6 | nothing seen is less likely than that: the strap was put on anew, a repetition was none | the usual is 0.1 |
| `THRUST_MS2`, `THRUST_FLOOR_MS2` | 0.03, 0.03 m/s2 | what sway pushes a standing leg by in one repetition; and what is alike in all: an accelerometer offset of 0.4, turned by 8 deg, half of it in phase | the ankle's own way forward 0.05-0.2 |
| `ABOVE_M` | 5-30 cm | the sensor above the ankle | |
| `REST_DEG` | 1.5 deg | one repetition's lean against the run's: sway, steps | |
| `FULL_LOOKS`, `LOOK_SPREAD` | 10, 0.9 | a second of looks counts in full; sway changes over half a second, so six looks are one of their own, and each is off by 0.35 in powers of ten (Rayleigh's spread, of a quartile) | |
| `UNUSUAL`, `UNUSUAL_LOG_DEG` | 0.1, -0.8 | so many are as still or as restless as nobody should be in that posture: they hold on to a wall, they talk | |
| `RETURNS_SHARE` | 0.5 | bottoms that differ and sway at rest are one cause seen twice | |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, hypot, log, log10, sqrt

import numpy as np

from tracker import bend
from tracker.bend import Bend
from tracker.cues import Cue
from tracker.leaned import ELSEWHERE, ELSEWHERE_DEG, OFFSETS
from tracker.measure import Shape
from tracker.postures import POSTURES, Posture
from tracker.samples import Floats
from tracker.strapping import Mount
from tracker.surroundings import Around
from tracker.vectors import NOTHING, Vector, apart_deg, mean, plus, scaled

SOFT_DEG = 1.75
SOFT_FALL = 1.4
REP_DEG = 0.8
MEASURED_DEG = 0.5
CARRY = 0.7
CARRY_SPREAD = 0.18
ABOVE_M = (0.05, 0.30)
REST_DEG = 1.5
RETURNS_SHARE = 0.5
UNUSUAL = 0.1
FULL_LOOKS = 10
LOOK_SPREAD = 0.9
UNUSUAL_LOG_DEG = -0.8
THRUST_MS2 = 0.03
THRUST_FLOOR_MS2 = 0.03
FORWARD = (0.55, 0.2)
TWIST_DEG = 1.0
ASIDE_LEAN_DEG = 3.0
ASIDE = 0.1
FLOOR = 1e-6
ALONE_DEG = 35.0

_Z = np.linspace(-2.25, 2.25, 7)
_FALL = np.exp(-SOFT_FALL * np.abs(_Z))
_PLACES = np.linspace(*ABOVE_M, 4)
_LOST = _PLACES * 100.0 * np.radians(1.0)  # of the carry, for each deg per cm of turn
SOFTS_PRIOR = np.log(_FALL / _FALL.sum())  # of what soft tissue adds, (softs,)


_Usual = list[tuple[float, float]]
"""What is usual in each posture, on a scale of powers of ten: mean and spread."""


class Table:
    """The postures as arrays, (postures, ...): of people at large, or of one person whose calibration is known."""

    def __init__(self, postures: Sequence[Posture] = POSTURES, soft_deg: float = SOFT_DEG) -> None:
        turns = np.array([p.turn_deg_cm for p in postures])
        bones = np.array(
            [p.turn_deg_cm for p in POSTURES]
        )  # flesh, which a calibrated turn has in it, carries nothing
        leans = np.array([p.lean_deg for p in postures])
        self.names = [p.name for p in postures]
        self.softs = soft_deg * _Z  # deg, positive when it adds to a backward turn
        self.turns, self.turn_spreads = turns[:, :1, None], turns[:, 1:, None]  # deg per cm: postures, 1, 1
        self.carries = CARRY - _LOST * bones[:, :1]  # postures, places
        self.carry_spreads = (_LOST * bones[:, 1:])[..., None]
        self.carry_variances = self.carry_spreads**2
        self.leans, self.lean_variances = leans[:, :1], leans[:, 1:] ** 2
        self.sways: _Usual = [(log10(deg), spread) for deg, spread in (p.sway_deg for p in postures)]
        self.returns: _Usual = [(log10(deg), spread) for deg, spread in (p.returns_deg for p in postures)]
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
    around: Around
    knee: Bend | None = None

    @staticmethod
    def of(shape: Shape, around: Around, knee: Bend | None = None) -> Rep:
        """From its figures."""
        lift = max(shape.lift_ms2, 1e-3)
        return Rep(
            scaled(shape.turn_rad, 57.29578),
            shape.height_m * 100.0,
            shape.up_at_start,
            scaled(shape.thrust, 1.0 / lift),
            (lift / THRUST_MS2) ** 2,
            lift,
            around,
            knee,
        )


class Run:
    """Repetitions alike, in a row. What they have in common is asked for with each repetition told in the three sets
    after them, and worked out when one of them is another."""

    def __init__(self, reps: Iterable[Rep]) -> None:
        self.reps = list(reps)

    def add(self, rep: Rep) -> None:
        """The next one."""
        self._forget()
        self.reps.append(rep)

    def pop(self) -> Rep:
        """The last one is another's."""
        self._forget()
        return self.reps.pop()

    def _forget(self) -> None:
        reps = self.reps
        self.__dict__.clear()
        self.reps = reps

    @cached_property
    def up(self) -> Vector:
        """Mean of up at the starts."""
        return mean(rep.up for rep in self.reps)

    @cached_property
    def turn_deg(self) -> Vector:
        """Mean turn."""
        return mean(rep.turn_deg for rep in self.reps)

    @cached_property
    def height_cm(self) -> float:
        """Mean height."""
        return sum(rep.height_cm for rep in self.reps) / len(self.reps)

    @cached_property
    def carry(self) -> tuple[Vector, float]:
        """How far it is carried for its rise, and the standard deviation of that."""
        total, weight = NOTHING, 0.0
        for rep in self.reps:
            total = plus(total, rep.carry, rep.weight)
            weight += rep.weight
        lift = sum(rep.lift_ms2 for rep in self.reps) / len(self.reps)
        return scaled(total, 1.0 / weight), sqrt(1.0 / weight + (THRUST_FLOOR_MS2 / lift) ** 2)

    @cached_property
    def knee(self) -> Bend | None:
        """As a second sensor tells it, by what was known last; None without. A last one alone elsewhere is none of them:
        who stands up rises too."""
        bends = [rep.knee for rep in self.reps if rep.knee is not None]
        if len(bends) > 2:
            degs = [bend.likeliest(one.answers).deg for one in bends[-3:]]
            if abs(degs[2] - degs[1]) > ALONE_DEG >= abs(degs[1] - degs[0]):
                return bends[-2]
        return bends[-1] if bends else None

    @cached_property
    def sway(self) -> tuple[float, int] | None:
        """Median in deg of the sway at rest before each, a second of looks counting in full; and how many looks told it."""
        rests = sorted(
            (rep.around.sway_deg, min(FULL_LOOKS, rep.around.sway_looks))
            for rep in self.reps
            if rep.around.sway_deg is not None
        )
        total, below = sum(looks for _, looks in rests), 0
        for deg, looks in rests:
            below += looks
            if 2 * below >= total:
                return deg, total
        return None

    @cached_property
    def returns_deg(self) -> float | None:
        """Median of how far apart in tilt the bottoms in a row are."""
        steps = sorted(apart_deg(a.up, b.up) for a, b in zip(self.reps, self.reps[1:], strict=False))
        return steps[len(steps) // 2] if len(steps) > 1 else None


def of_turning(table: Table, runs: Sequence[Run], forwards: Floats, cues: frozenset[Cue]) -> Floats:
    """Log likelihood of turn and carry, (runs, forwards, postures, softs); `forwards`: unit vectors, (forwards, 3)."""
    turns = np.array([run.turn_deg for run in runs])
    pushes = [run.carry for run in runs]
    carries = np.array([carry for carry, _ in pushes])
    rep = [MEASURED_DEG**2 + REP_DEG**2 / len(run.reps) for run in runs]
    lefts = all_across(runs, forwards)
    aside = np.zeros((len(runs), len(forwards)))
    if Cue.ROTATION in cues:
        turned_aside = (lefts * turns[:, None]).sum(axis=2)
        aside += _normal(turned_aside, _column([sqrt(one + SOFT_DEG**2 + TWIST_DEG**2) for one in rep], 2))
    along = carries @ forwards.T
    if Cue.SIGN in cues:
        carried_aside = (lefts * carries[:, None]).sum(axis=2)
        aside += _normal(carried_aside, _column([hypot(sigma, ASIDE) for _, sigma in pushes], 2))
    else:
        along = np.abs(along)
    # runs, forwards, postures, places, softs
    heights = _column([run.height_cm for run in runs], 5)
    turn_spreads = table.turn_spreads * heights
    a = (turns @ forwards.T)[:, :, None, None, None] - table.turns * heights
    a = a - table.softs
    var_a = turn_spreads * turn_spreads + _column(rep, 5)
    b = (along[:, :, None, None] - table.carries)[..., None]
    var_b = table.carry_variances + _column([sigma**2 for _, sigma in pushes], 5) + CARRY_SPREAD**2
    if Cue.ROTATION in cues and Cue.CARRY in cues:  # both witnesses of one turn
        shared = turn_spreads * table.carry_spreads
        det = var_a * var_b - shared * shared
        total = var_b * a
        total *= a
        both = (2.0 * shared) * a
        both *= b
        total += both
        total += var_a * b * b
        total /= det
        total += np.log(det)
        total *= -0.5
    elif Cue.ROTATION in cues:
        total = -0.5 * (a * a / var_a + np.log(var_a))
        if Cue.SIGN in cues:
            aside += _normal(
                along - FORWARD[0], _column([hypot(sigma, FORWARD[1]) for _, sigma in pushes], 2)
            )
    elif Cue.CARRY in cues:
        total = -0.5 * (b * b / var_b + np.log(var_b)) + 0.0 * a
    else:
        total = np.zeros_like(a)
    np.exp(total, out=total)
    likely: Floats = np.add.reduce(total, axis=3)
    likely /= total.shape[3]
    likely *= np.exp(aside)[:, :, None, None]
    likely += FLOOR
    return np.log(likely, out=likely)


def _column(figures: Sequence[float], dimensions: int) -> Floats:
    """One figure for each run, along the first of so many dimensions."""
    return np.array(figures).reshape(-1, *(1,) * (dimensions - 1))


def across(up: Vector, forwards: Floats) -> Floats:
    """To the left of each forward: up x forward. NumPy's own costs as much as all else that is asked of a run."""
    lefts: Floats = forwards @ np.array(_quarter_turn(up))
    return lefts


def all_across(runs: Sequence[Run], forwards: Floats) -> Floats:
    """The same in each run, (runs, forwards, 3)."""
    lefts: Floats = forwards @ np.array([_quarter_turn(run.up) for run in runs])
    return lefts


def _quarter_turn(up: Vector) -> tuple[Vector, Vector, Vector]:
    """About up, as a matrix behind the rows it turns."""
    x, y, z = up
    return (0.0, z, -y), (-z, 0.0, x), (y, -x, 0.0)


def of_tilt(table: Table, runs: Sequence[Run], forwards: Floats, mount: Mount) -> Floats:
    """Log likelihood of the lean at rest, (runs, forwards, postures, offsets)."""
    tipped = np.array([scaled(plus(mount.up, run.up, -1.0), 57.29578) for run in runs])
    leans = mount.lean_deg + tipped @ forwards.T
    aside = (all_across(runs, forwards) * tipped[:, None]).sum(axis=2)
    spread = np.sqrt(table.lean_variances + _column([REST_DEG**2 / len(run.reps) for run in runs], 4))
    off: Floats = leans[:, :, None, None] - table.leans - OFFSETS
    off /= spread
    off *= off
    off *= -0.5
    off -= np.log(spread)
    near, far = hypot(mount.lean_spread_deg, ASIDE_LEAN_DEG), hypot(ELSEWHERE_DEG, ASIDE_LEAN_DEG)
    usual = (1.0 - ELSEWHERE) * np.exp(_normal(aside, near)) + ELSEWHERE * np.exp(_normal(aside, far))
    off += np.log(usual + FLOOR)[:, :, None, None]
    return off


def of_quiet(table: Table, run: Run, cues: frozenset[Cue]) -> Floats:
    """Log likelihood of how still the leg is at rest and how well it comes back, (postures,)."""
    total = np.zeros(len(table.turns))
    if Cue.SWAY not in cues:
        return total
    sway, returns = run.sway, run.returns_deg
    if sway is not None:
        deg, looks = sway
        total += _usually(deg, table.sways, LOOK_SPREAD / sqrt(max(1, looks)))
    if returns is not None:
        share = RETURNS_SHARE if sway is not None else 1.0
        total += share * _usually(returns, table.returns)
    return total


def _usually(seen_deg: float, usual: _Usual, chance: float = 0.0) -> Floats:
    """Log likelihood on a scale of powers of ten, with those who are unusual; `chance`: spread of what was seen."""
    seen = log10(max(seen_deg, 0.001))
    unusual = UNUSUAL * exp(-0.5 * (seen - UNUSUAL_LOG_DEG) ** 2)
    told = []
    for mean_log, own in usual:
        spread = hypot(own, chance)
        off = (seen - mean_log) / spread
        told.append(log((1.0 - UNUSUAL) * exp(-0.5 * off * off) / spread + unusual))
    return np.array(told)


def of_knee(table: Table, run: Run, forwards: Floats) -> Floats:
    """Log likelihood of what a second sensor told, (forwards, postures); nought where there is none."""
    knee = run.knee
    if knee is None:
        return np.zeros((len(forwards), len(table.turns)))
    bends = [rep.knee for rep in run.reps if rep.knee is not None]
    return bend.of_knee(table.flexions, knee, across(run.up, forwards)) + bend.of_thigh(table.names, bends)


def _normal(x: Floats | float, sigma: Floats | float) -> Floats:
    result: Floats = -0.5 * (x / sigma) ** 2 - np.log(sigma)
    return result
