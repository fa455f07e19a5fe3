"""Where thigh and shank are upright, in their sensors' frames: weighed over all the ways the sensors may sit.

Four things are unknown: which end of the thigh's axis points to the left, how far round it the bone lies, the same end
of the shank's, and by how much its bone is off from where its mount says. What is known of the thigh's sensor is that
one of its edges lies along the bone, up to 15 deg askew; and every place where the leg rested is one to stand or to
sit at, or another that knees allow. Each way of sitting is weighed by how well it makes sense of all the places, and
what stays open stays so: the knee's flexion comes as chances.

| constant | value | why | margin |
|---|---|---|---|
| `ASKEW_DEG` | 5.5 deg | 15 deg at most about any axis, as one standard deviation each way (strapping.py) | |
| `LOOSE` | 5 % | of thighs wear it no way of these | |
| `STANDING_DEG`, `STANDING_LEAN_DEG` | 4, 3; 4, 5 deg | knee and shank of who stands at ease (Hebert-Losier; biomechanics 2) | sitting 80 apart |
| `SITTING_DEG`, `SITTING_LEAN_DEG` | -87, 8; -2, 10 deg | thighs on a chair are level, or a little lower at the knee; feet are put anywhere | |
| `RESTS` | 0.4, 0.4, 0.2 | standing, sitting, and all else: legs crossed or stretched, kneeling, a squat | |
| `BENDS_DEG`, `PAST_DEG` | -8..150, 4 deg | what knees allow | |
| `STRIDING` | 0.7: -5, 7; 0.1: -22, 9; 0.15: -45, 12 deg | the mean of a thigh that swings as in walking: it walks, from 25 forward to 15 back; climbs stairs; or cycles, from 15 to 75 forward. One in twenty does something else | |
| `STILL`, `STILL_SPREAD` | -0.35, -0.7; 0.35, 0.5 | sway of thighs in half a second, standing and on a chair, powers of ten of a degree | many hold on to something |
| `AHEAD_M`, `AHEAD_SPREAD_M` | 0.12, 0.04 m | the hip of who raises a heel is over the ball of the foot, 13 cm before the ankle, or behind it | a leg that leaned forward as one by 17 deg 0.25 |
| `SEGMENT_M` | 0.43 m | shank and thigh, each a quarter of the body | |
| `UNBALANCED` | 5 % | who leans against a wall | |
| `NONE` | 2 % | a place that makes no sense: a hole, a sensor that was touched | |
| `ELSEWHERE`, `ELSEWHERE_DEG` | 0.08, 9 deg | as evidence.py has it for the shank | |
| `FLESH_DEG` | 2.5 deg | calf and thigh under two straps | |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, degrees, exp, hypot, log10

import numpy as np

from tracker.bend import Flexion
from tracker.places import Place
from tracker.samples import Floats
from tracker.strapping import Mount
from tracker.vectors import Vector, cross, dot, level, unit

ASKEW_DEG = 5.5
LOOSE = 0.05
STANDING_DEG = (4.0, 3.0)
STANDING_LEAN_DEG = (4.0, 5.0)
SITTING_DEG = (-87.0, 8.0)
SITTING_LEAN_DEG = (-2.0, 10.0)
RESTS = (0.4, 0.4, 0.2)
BENDS_DEG = (-8.0, 150.0)
PAST_DEG = 4.0
STRIDING = ((0.7, -5.0, 7.0), (0.1, -22.0, 9.0), (0.15, -45.0, 12.0))
STILL = (-0.35, -0.7)
STILL_SPREAD = (0.35, 0.5)
AHEAD_M = 0.12
AHEAD_SPREAD_M = 0.04
SEGMENT_M = 0.43
UNBALANCED = 0.05
NONE = 0.02
ELSEWHERE = 0.08
ELSEWHERE_DEG = 9.0
FLESH_DEG = 2.5
STEP_DEG = 3.0
CELL_DEG = 4.0
LEAST = 1e-3

_ROUND = np.arange(-180.0, 180.0, STEP_DEG)
_OFF = np.arange(-15.0, 15.1, STEP_DEG)
_ENDS = np.array([1.0, -1.0])
_AXES: tuple[Vector, ...] = (
    (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axes:
    """What is known of the axes both segments turn about: a line in each sensor's frame with the chance that its
    first end points to the left; the thigh's to `line_deg`."""

    thigh: Vector
    thigh_left: float
    shank: Vector
    shank_left: float
    line_deg: float


class Upright:
    """Chances of all the ways the two sensors may sit, (ends of the thigh's line, round it, ends of the shank's, off)."""

    def __init__(self, axes: Axes, mount: Mount) -> None:
        self._axes, self._mount = axes, mount
        line = axes.thigh
        apart = max(_AXES[::2], key=lambda axis: 1.0 - abs(dot(axis, line)))
        self._from = unit(level(apart, line))
        self._aside = cross(line, self._from)
        near = LOOSE / 360.0 + np.zeros(len(_ROUND))
        out_deg = hypot(ASKEW_DEG, axes.line_deg)
        total = sum(_bell(degrees(asin(_one(dot(axis, line)))), out_deg) for axis in _AXES)
        for axis in _AXES:
            weight = _bell(degrees(asin(_one(dot(axis, line)))), out_deg) / total
            off = _wrapped(_ROUND - self._turned(axis))
            near += (1.0 - LOOSE) * weight * _normal(off, ASKEW_DEG)
        spread = hypot(mount.lean_spread_deg, 0.5 * STEP_DEG)
        strapped = (1.0 - ELSEWHERE) * _normal(_OFF, spread) + ELSEWHERE * _normal(_OFF, ELSEWHERE_DEG)
        thigh = np.array([axes.thigh_left, 1.0 - axes.thigh_left])
        shank = np.array([axes.shank_left, 1.0 - axes.shank_left])
        self._log: Floats = np.log(
            thigh[:, None, None, None] * near[:, None, None] * shank[:, None] * strapped + 1e-30
        )

    def _turned(self, up: Vector) -> float:
        """How far round the thigh's line, deg."""
        return degrees(np.arctan2(dot(up, self._aside), dot(up, self._from)))

    def tip_deg(self, thigh: Vector) -> Floats:
        """How far the thigh's top has tipped forward, (ends, round, 1, 1)."""
        off = _wrapped(_ROUND - self._turned(thigh))
        return (_ENDS[:, None] * off)[:, :, None, None]

    def lean_deg(self, shank: Vector) -> Floats:
        """How far the shank's top leans forward, (1, 1, ends, off)."""
        line = self._axes.shank
        a, b = level(self._mount.up, line), level(shank, line)
        swung = -degrees(np.arctan2(dot(cross(a, b), line), dot(a, b)))
        return (self._mount.lean_deg + _ENDS[:, None] * swung + _OFF)[None, None]

    def see(self, places: Iterable[Place]) -> None:
        """The leg rested there."""
        for place in places:
            tip, lean = self.tip_deg(place.thigh), self.lean_deg(place.shank)
            flexion = lean - tip
            stands, sits, other = _still(place)
            likely = (
                stands
                * _normal(flexion - STANDING_DEG[0], STANDING_DEG[1])
                * _normal(lean - STANDING_LEAN_DEG[0], STANDING_LEAN_DEG[1])
            )
            likely = likely + sits * _normal(tip - SITTING_DEG[0], SITTING_DEG[1]) * _normal(
                lean - SITTING_LEAN_DEG[0], SITTING_LEAN_DEG[1]
            )
            past = np.maximum(0.0, np.maximum(BENDS_DEG[0] - flexion, flexion - BENDS_DEG[1]))
            likely = likely + other * np.exp(-0.5 * (past / PAST_DEG) ** 2) / (150.0 * 100.0)
            self._log = self._log + np.log(likely + NONE / 360.0**2)

    def walked(self, thigh: Vector) -> None:
        """The thigh's mean over strides, or what looks like strides."""
        tip = self.tip_deg(thigh)
        likely = sum(share * _normal(tip - mean, spread) for share, mean, spread in STRIDING)
        self._log = self._log + np.log(likely + (1.0 - sum(share for share, *_ in STRIDING)) / 360.0)

    def bears(self, shank: Vector, thigh: Vector) -> None:
        """The foot bears the body there, or rests before a chair: the hip is not far ahead of it."""
        tip, lean = np.radians(self.tip_deg(thigh)), np.radians(self.lean_deg(shank))
        far = np.maximum(0.0, SEGMENT_M * (np.sin(lean) + np.sin(tip)) - AHEAD_M)
        self._log = self._log + np.log(np.exp(-0.5 * (far / AHEAD_SPREAD_M) ** 2) + UNBALANCED)

    def flexion(self, shank: Vector, thigh: Vector) -> tuple[Flexion, ...]:
        """Of one posture."""
        weights = np.exp(self._log - self._log.max())
        weights /= weights.sum()
        deg = self.lean_deg(shank) - self.tip_deg(thigh)
        deg = np.broadcast_to(_wrapped(deg - 70.0) + 70.0, weights.shape).ravel()
        cells = np.floor((deg + 110.0) / CELL_DEG).astype(int)
        flat = weights.ravel()
        chances = np.bincount(cells, flat)
        first = np.bincount(cells, flat * deg)
        second = np.bincount(cells, flat * deg * deg)
        ahead = np.bincount(cells, (weights * (_ENDS[:, None] > 0.0)).ravel())
        kept = list(np.flatnonzero(chances > LEAST))
        whole = sum(chances[k] for k in kept)
        found = []
        for k in kept:
            middle = first[k] / chances[k]
            spread = max(0.0, second[k] / chances[k] - middle * middle)
            off = float(np.sqrt(spread + FLESH_DEG**2))
            found.append(Flexion(float(chances[k] / whole), float(middle), off, float(ahead[k] / whole)))
        return tuple(found)


def _still(place: Place) -> tuple[float, float, float]:
    """Standing, sitting or else, by how the thigh sways."""
    if place.sways < 5:
        return RESTS
    sway = log10(place.sway_deg + 0.01)
    stands, sits = (
        exp(-0.5 * ((sway - usual) / spread) ** 2) / spread + 0.3
        for usual, spread in zip(STILL, STILL_SPREAD, strict=True)
    )
    whole = (RESTS[0] * stands + RESTS[1] * sits) / (RESTS[0] + RESTS[1])
    return RESTS[0] * stands / whole, RESTS[1] * sits / whole, RESTS[2]


def _bell(x: float, sigma: float) -> float:
    return exp(-0.5 * (x / sigma) ** 2) + 1e-9


def _one(x: float) -> float:
    return max(-1.0, min(1.0, x))


def _normal(x: Floats, sigma: float) -> Floats:
    result: Floats = np.exp(-0.5 * (x / sigma) ** 2) / (2.5066 * sigma)
    return result


def _wrapped(deg: Floats) -> Floats:
    result: Floats = (deg + 180.0) % 360.0 - 180.0
    return result
