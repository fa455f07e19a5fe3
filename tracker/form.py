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

The spreads below are those ranges as two standard deviations, plus soft tissue of 1-4 deg in any direction
(`SOFT_DEG`) and a mount up to 15 deg askew (`ASKEW_DEG`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, exp, log, log10, sqrt

from tracker.measure import Shape
from tracker.setup import Exercise, Form, Group

SOFT_DEG = 2.0
ASKEW_DEG = 7.5
REP_DEG = 1.5  # one repetition's turn against the person's mean: tempo, sway, measurement
CALLED = (
    0.8  # a form is called from this probability on, else it is uncertain: physical therapists agree in 83 %
)
DECLARED_ODDS = 3.0  # a declared exercise is believed three to one; evidence overrules it within a set


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
    sway_deg: float  # of the rest tilt over half a second, as a power of ten with SWAY_SPREAD


POSTURES = (
    Posture(Group.SEATED_LIKE, True, 0.30, 88.0, 1.3, 0.25, 0.0, 7.0, 0.03),
    Posture(Group.SEATED_LIKE, True, 0.10, 95.0, 1.7, 0.45, -10.0, 8.0, 0.05),
    Posture(Group.STANDING_STRAIGHT, False, 0.35, 5.0, 0.5, 0.25, 5.0, 4.0, 0.2),
    Posture(Group.STANDING_BENT_LIKE, True, 0.25, 50.0, 0.6, 0.4, 25.0, 7.0, 0.25),
)
SWAY_SPREAD = 0.6  # in powers of ten: a factor of four either way, for sway is the weakest cue


@dataclass(frozen=True, slots=True)
class Call:
    """A form with its probability; `group` with its own."""

    form: Form
    p_bent: float
    flexion_deg: float | None
    group: Group
    group_confidence: float


class FormJudge:
    """Evidence of one set, repetition by repetition; `forward` carries over, the strap stays where it is."""

    def __init__(self, declared: Exercise | None) -> None:
        self._declared = declared
        self._forward = [0.0, 0.0, 0.0]
        self._before = self._forward
        self.new_set()

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

    def add(self, shape: Shape, sway_deg: float | None) -> None:
        """Take a repetition in."""
        self._turns.append(shape.turn_rad)
        self._heights.append(shape.height_m * 100.0)
        self._ups.append(shape.up_at_start)
        if sway_deg is not None:
            self._sways.append(sway_deg)
        self._before = list(self._forward)
        self._push_forward(shape)

    def replace_last(self, shape: Shape) -> None:
        """The last repetition has been measured anew."""
        self._turns[-1] = shape.turn_rad
        self._heights[-1] = shape.height_m * 100.0
        self._ups[-1] = shape.up_at_start
        self._forward = self._before
        self._push_forward(shape)

    def _push_forward(self, shape: Shape) -> None:
        self._forward = [0.95 * old + new for old, new in zip(self._forward, shape.thrust, strict=True)]

    def rotation_deg(self, shape: Shape) -> float:
        """Backward turn of the shank in this repetition; forward is where the ankle was carried so far."""
        fx, fy, fz = self._direction(shape.up_at_start)
        x, y, z = shape.turn_rad
        return degrees(x * fx + y * fy + z * fz)

    def call(self) -> Call:
        """What the set so far says."""
        n = len(self._heights)
        if n == 0:
            return self._weigh([0.0] * len(POSTURES))
        height = sum(self._heights) / n
        ups = [sum(u[i] for u in self._ups) / n for i in range(3)]
        turns = [sum(t[i] for t in self._turns) / n for i in range(3)]
        f = self._direction((ups[0], ups[1], ups[2]))
        turn = degrees(sum(a * b for a, b in zip(turns, f, strict=True)))
        lean = _lean_deg((ups[0], ups[1], ups[2]), f)
        sway = sum(self._sways) / len(self._sways) if self._sways else None
        scores = []
        for p in POSTURES:
            spread = sqrt((p.turn_spread * height) ** 2 + SOFT_DEG**2 + REP_DEG**2 / n)
            score = _normal(turn - p.turn_deg_cm * height, spread)
            score += _normal(lean - p.lean_deg, sqrt(p.lean_spread**2 + ASKEW_DEG**2))
            if sway is not None:
                score += _normal(log10(max(sway, 0.005) / p.sway_deg), SWAY_SPREAD)
            scores.append(score)
        return self._weigh(scores)

    def _weigh(self, scores: list[float]) -> Call:
        declared = self._declared
        weights = []
        for p, score in zip(POSTURES, scores, strict=True):
            odds = DECLARED_ODDS if declared is not None and declared.group is p.group else 1.0
            weights.append(log(p.prior * odds) + score)
        best = max(weights)
        shares = [exp(w - best) for w in weights]
        total = sum(shares)
        shares = [s / total for s in shares]
        p_bent = sum(s for s, p in zip(shares, POSTURES, strict=True) if p.bent)
        flexion = sum(s * p.flexion_deg for s, p in zip(shares, POSTURES, strict=True))
        groups = {g: sum(s for s, p in zip(shares, POSTURES, strict=True) if p.group is g) for g in Group}
        group = max(groups, key=lambda g: groups[g])
        form = Form.BENT if p_bent >= CALLED else Form.STRAIGHT if p_bent <= 1.0 - CALLED else Form.UNCERTAIN
        return Call(form, p_bent, flexion, group, groups[group])

    def _direction(self, up: tuple[float, float, float]) -> tuple[float, float, float]:
        """Unit vector forward, sensor frame, level with the ground."""
        x, y, z = self._forward
        along = x * up[0] + y * up[1] + z * up[2]
        x, y, z = x - along * up[0], y - along * up[1], z - along * up[2]
        size = sqrt(x * x + y * y + z * z)
        if size < 1e-9:
            return 0.0, 0.0, 0.0
        return x / size, y / size, z / size


def _lean_deg(up: tuple[float, float, float], forward: tuple[float, float, float]) -> float:
    """Forward lean of the shank, whose axis is the sensor axis nearest to vertical (biomechanics 4)."""
    axis = max(range(3), key=lambda i: abs(up[i]))
    sign = 1.0 if up[axis] > 0.0 else -1.0
    return degrees(sum((sign * (i == axis) - up[i]) * forward[i] for i in range(3)))


def _normal(x: float, sigma: float) -> float:
    return -0.5 * (x / sigma) ** 2 - log(sigma)
