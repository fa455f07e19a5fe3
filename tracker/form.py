"""Knee bent or straight, and which group of exercises, from what one shank shows.

One shank sensor does not measure the knee; it infers the form. Four postures are weighed against each other
by what geometry makes the shank do in each (biomechanics 1): how far it turns backward for a rise, how far
forward it leans at rest, how much it sways. What differs between people (soft tissue, mount, build) is the
same in every repetition of a set, so a set's evidence is that of its means: the spread between people stays,
the spread between repetitions shrinks.

| posture | backward turn, deg per cm | forward lean at rest, deg | sway, deg |
|---|---|---|---|
| seated, knee 90 | 1.0-1.6 | near upright, feet under the knee or before it | under 0.1 |
| bridge | like seated or larger | slightly backward | as seated, more effort |
| standing, straight | 0.3-0.7 | a little forward | 0.2-1 |
| standing, bent 35-65 (squat, lunge) | small to between | 15-35 | 0.2-1 and more |

The spreads below are those ranges as two standard deviations, plus soft tissue and mount:

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SOFT_DEG` | 2 deg | soft tissue turns a strapped sensor by 1-4 in any direction (biomechanics 4) | seated and straight are 4 apart at 6 cm |
| `ASKEW_DEG` | 7.5 deg | mounts are up to 15 askew, as two standard deviations | standing bent leans by 15-35 |
| `THRUST_MS2`, `THRUST_FLOOR_MS2` | 0.03, 0.015 m/s2 | what sway and gravity's leaks push a standing leg by in one repetition, and what of it is alike in all | the ankle's own way forward 0.05-0.2 |
| `PLAIN` | 4 sigma | from there on the thrust's own direction is within 15 deg | 3 sigma is within 20 |
| `REP_DEG` | 1.5 deg | one repetition's turn against the person's mean: tempo, sway, measurement | seated and straight are 4 apart |
| `REST_DEG` | 0.8 deg | what is left of soft tissue once it was measured on this leg: its own change from set to set | a fifth of the least that tells seated from straight |
| `KEEP` | 0.95 a repetition | a strap creeps round: an old repetition counts half after fourteen | a set has 8-25 |
| `CALLED` | 0.65 | a form is called from odds of two to one on, else it is uncertain | 0.5 is a coin |
| `DECLARED_ODDS` | 3 to 1 | a declared exercise is a prior that evidence overrules within a set | ten repetitions of plain evidence say 100 to 1 |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import degrees, erf, exp, log, log10, sqrt

from tracker.calibration import AGAIN_DEG, Calibration
from tracker.cues import ALL_CUES, Cue
from tracker.measure import Shape
from tracker.personal import personal
from tracker.setup import Exercise, Form, Group

Vector = tuple[float, float, float]

SOFT_DEG = 2.0
ASKEW_DEG = 7.5
THRUST_MS2 = 0.03
THRUST_FLOOR_MS2 = 0.015
PLAIN = 4.0
REST_DEG = 0.8
KEEP = 0.95
REP_DEG = 1.5
CALLED = 0.65
DECLARED_ODDS = 3.0


@dataclass(frozen=True, slots=True)
class Posture:
    """What a posture makes the shank do: means and standard deviations between people."""

    group: Group
    bent: bool
    prior: float
    flexion_deg: float
    turn_deg_cm: float
    turn_spread: float
    lean_deg: float
    lean_spread: float
    sway_deg: float  # of the rest tilt over half a second
    sway_spread: float  # in powers of ten; wide standing, for many hold on to something


POSTURES = (
    Posture(Group.SEATED_LIKE, True, 0.35, 88.0, 1.3, 0.2, 0.0, 7.0, 0.06, 0.3),
    Posture(Group.SEATED_LIKE, True, 0.10, 95.0, 1.7, 0.4, -10.0, 8.0, 0.09, 0.35),
    Posture(Group.STANDING_STRAIGHT, False, 0.30, 5.0, 0.5, 0.2, 4.0, 4.0, 0.25, 0.55),
    Posture(Group.STANDING_BENT_LIKE, True, 0.25, 50.0, 0.65, 0.35, 23.0, 8.0, 0.3, 0.55),
)


@dataclass(frozen=True, slots=True)
class Call:
    """A form with its probability; `group` with its own."""

    form: Form
    p_bent: float
    flexion_deg: float | None
    group: Group
    group_confidence: float
    lean_deg: float  # expected of the postures, not measured: the mount is askew by as much


class FormJudge:
    """Evidence of one set, repetition by repetition; `forward` carries over, the strap stays where it is."""

    def __init__(
        self,
        declared: Exercise | None,
        cues: frozenset[Cue] = ALL_CUES,
        calibration: Calibration | None = None,
    ) -> None:
        self._declared = declared if Cue.DECLARED in cues else None
        self._cues = cues
        self.calibration = calibration
        self._forward = [0.0, 0.0, 0.0]
        self._pushes = 0.0
        self._before = (self._forward, 0.0)
        self.new_set()

    def declare(self, exercise: Exercise) -> None:
        """The prior from here on; forward stays what it is, for the sensor stayed where it was strapped."""
        self._declared = exercise

    def new_set(self) -> None:
        """A new set is a new posture: only the direction of forward is kept."""
        self._turns: list[tuple[float, float, float]] = []
        self._heights: list[float] = []
        self._ups: list[tuple[float, float, float]] = []
        self._sways: list[float] = []

    @property
    def posture(self) -> tuple[float, float, float] | None:
        """Up in the sensor frame at the start of the set's last repetition."""
        return self._ups[-1] if self._ups else None

    @property
    def calibration(self) -> Calibration | None:
        """How the sensor sits on this leg, where that is known and holds."""
        return self._calibration

    @calibration.setter
    def calibration(self, known: Calibration | None) -> None:
        self._calibration = known
        self._postures = POSTURES if known is None else personal(POSTURES, known)
        self._soft_deg, self._askew_deg = (SOFT_DEG, ASKEW_DEG) if known is None else (REST_DEG, AGAIN_DEG)

    def add(self, shape: Shape, sway_deg: float | None) -> None:
        """Take a repetition in."""
        if Cue.MEMORY not in self._cues:
            self.new_set()
            self._forward, self._pushes = [0.0, 0.0, 0.0], 0.0
        self._turns.append(shape.turn_rad)
        self._heights.append(shape.height_m * 100.0)
        self._ups.append(shape.up_at_start)
        if sway_deg is not None and Cue.SWAY in self._cues:
            self._sways.append(sway_deg)
        self._before = (list(self._forward), self._pushes)
        self._push_forward(shape)

    def replace_last(self, shape: Shape) -> None:
        """The last repetition has been measured anew."""
        self._turns[-1] = shape.turn_rad
        self._heights[-1] = shape.height_m * 100.0
        self._ups[-1] = shape.up_at_start
        self._forward, self._pushes = list(self._before[0]), self._before[1]
        self._push_forward(shape)

    def _push_forward(self, shape: Shape) -> None:
        self._forward = [KEEP * old + new for old, new in zip(self._forward, shape.thrust, strict=True)]
        self._pushes = KEEP * self._pushes + 1.0

    def rotation_deg(self, shape: Shape) -> float:
        """Backward turn of the shank in this repetition; forward is where the ankle was carried so far."""
        line, p_forward = self._sagittal(shape.up_at_start, shape.turn_rad)
        return degrees(_dot(shape.turn_rad, line)) * (1.0 if p_forward >= 0.5 else -1.0)

    def call(self) -> Call:
        """What the set so far says."""
        n = len(self._heights)
        if n == 0:
            return self._weigh([0.0] * len(self._postures))
        height = sum(self._heights) / n
        up = _mean(self._ups)
        turned = _mean(self._turns)
        line, p_forward = self._sagittal(up, turned)
        turn = degrees(_dot(turned, line))
        known = self._calibration
        lean = _lean_deg(up, line) if known is None else known.lean_deg(up)
        sway = sum(self._sways) / len(self._sways) if self._sways else None
        turning, tilting = Cue.ROTATION in self._cues, Cue.REST_TILT in self._cues
        p_forward = p_forward if Cue.SIGN in self._cues else 0.5
        scores = []
        for p in self._postures:
            spread = sqrt((p.turn_spread * height) ** 2 + self._soft_deg**2 + REP_DEG**2 / n)
            lean_spread = sqrt(p.lean_spread**2 + self._askew_deg**2)
            score = _log_sum(
                log(share)
                + (_normal(sign * turn - p.turn_deg_cm * height, spread) if turning else 0.0)
                + (_normal(sign * lean - p.lean_deg, lean_spread) if tilting else 0.0)
                for sign, share in ((1.0, p_forward), (-1.0, 1.0 - p_forward))
            )
            if sway is not None:
                score += _normal(log10(max(sway, 0.005) / p.sway_deg), p.sway_spread)
            scores.append(score)
        return self._weigh(scores)

    def _sagittal(self, up: Vector, turned: Vector) -> tuple[Vector, float]:
        """The line the shank turns along, level with the ground, and the probability that it points forward.

        The thrust gives both where it is plain. Slow repetitions hardly push: then the turn itself gives the
        line, and the thrust only votes for one of its ends.
        """
        if self._calibration is not None:
            return _unit(_level(self._calibration.forward, up)), 0.999
        n = max(self._pushes, 1e-9)
        thrust = _level(tuple(x / n for x in self._forward), up)  # type: ignore[arg-type]
        sigma = sqrt(THRUST_MS2**2 / n + THRUST_FLOOR_MS2**2)
        size = sqrt(_dot(thrust, thrust))
        line = _unit(thrust if size > PLAIN * sigma else _level(turned, up))
        vote = _dot(thrust, line) / sigma
        return line, min(0.999, max(0.001, 0.5 * (1.0 + erf(vote / sqrt(2.0)))))

    def _weigh(self, scores: list[float]) -> Call:
        declared = self._declared
        weights = []
        for p, score in zip(self._postures, scores, strict=True):
            odds = DECLARED_ODDS if declared is not None and declared.group is p.group else 1.0
            weights.append(log(p.prior * odds) + score)
        best = max(weights)
        shares = [exp(w - best) for w in weights]
        total = sum(shares)
        shares = [s / total for s in shares]
        p_bent = sum(s for s, p in zip(shares, self._postures, strict=True) if p.bent)
        flexion = sum(s * p.flexion_deg for s, p in zip(shares, self._postures, strict=True))
        lean = sum(s * p.lean_deg for s, p in zip(shares, self._postures, strict=True))
        groups = {
            g: sum(s for s, p in zip(shares, self._postures, strict=True) if p.group is g) for g in Group
        }
        group = max(groups, key=lambda g: groups[g])
        form = Form.BENT if p_bent >= CALLED else Form.STRAIGHT if p_bent <= 1.0 - CALLED else Form.UNCERTAIN
        return Call(form, p_bent, flexion, group, groups[group], lean)


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _mean(rows: list[Vector]) -> Vector:
    n = len(rows)
    return sum(r[0] for r in rows) / n, sum(r[1] for r in rows) / n, sum(r[2] for r in rows) / n


def _level(v: Vector, up: Vector) -> Vector:
    along = _dot(v, up)
    return v[0] - along * up[0], v[1] - along * up[1], v[2] - along * up[2]


def _unit(v: Vector) -> Vector:
    size = sqrt(_dot(v, v))
    return (0.0, 0.0, 0.0) if size < 1e-9 else (v[0] / size, v[1] / size, v[2] / size)


def _log_sum(logs: Iterable[float]) -> float:
    values = list(logs)
    best = max(values)
    return best + log(sum(exp(value - best) for value in values))


def _lean_deg(up: Vector, forward: Vector) -> float:
    """Forward lean of the shank, whose axis is the sensor axis nearest to vertical (biomechanics 4)."""
    axis = max(range(3), key=lambda i: abs(up[i]))
    sign = 1.0 if up[axis] > 0.0 else -1.0
    return degrees(sum((sign * (i == axis) - up[i]) * forward[i] for i in range(3)))


def _normal(x: float, sigma: float) -> float:
    return -0.5 * (x / sigma) ** 2 - log(sigma)
