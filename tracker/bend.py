"""What a second sensor tells of a raise: the knee's flexion, as chances, and how the thigh took part in it.

It is weighed with the rest of what is known of the postures (evidence.py), not put in its place: where the angle alone
leaves two postures open, how still the leg is and how the shank turns decide, and where nothing does it stays open.

| posture | thigh's turn, deg per cm of rise | its share of the rise |
|---|---|---|
| seated | 1.4: the knee rises as the ankle does, the hip stays, a thigh is 42 cm long | 0.3-0.9: less, the nearer the hip it is worn |
| bridge | 0.6: thigh and trunk turn as one link about the shoulders | 0.6-0.9 |
| straight | 0.3-0.7: as the shank does | nearly all; noise of the shank's takes a tenth off |
| bent | as straight | more than all: the shank that leaned forward comes upright |
| squat, lunge | between: the hip rises with a part | |

| constant | value | why | margin |
|---|---|---|---|
| `FLESH_DEG_CM` | 0.3 | flesh under the thigh's strap, 2 deg in 6 cm | seated and straight are 0.9 apart |
| `REP_DEG_CM`, `REP_SHARE` | 0.2, 0.15 | one raise against the mean of a set | |
| `UNUSUAL` | 0.05 | a raise cut by noise, a strap that slides: nothing is less likely | |
| `ACROSS` | 0.3 | a left so far across the axis tells neither of its ends: 72 deg | the two are of one leg, 20 deg apart at most |
| `BENT_DEG` | 22 deg | bent above (Hebert-Losier, JOSPT 2011) | |
| `NEAR_DEG` | 20 deg | answers so near are one: a knee is told to 5-8 by the sensors' own edges | a thigh told level or upright, 90 |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from tracker.samples import Floats
from tracker.vectors import Vector

FLESH_DEG_CM = 0.3
REP_DEG_CM = 0.2
REP_SHARE = 0.15
UNUSUAL = 0.05
BENT_DEG = 22.0
NEAR_DEG = 20.0
ACROSS = 0.3

THIGHS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "seated": ((1.35, 0.3), (0.55, 0.17)),
    "bridge": ((0.65, 0.25), (0.65, 0.15)),
    "straight": ((0.5, 0.2), (0.87, 0.12)),
    "bent": ((0.45, 0.25), (1.15, 0.22)),
    "squat": ((0.8, 0.35), (0.92, 0.2)),
    "lunge": ((0.75, 0.3), (0.87, 0.2)),
}


@dataclass(frozen=True, slots=True)
class Flexion:
    """`deg` to `spread_deg`, with this chance; where more than one is possible there are several. `ahead`: the part of
    the chance in which the shank's top tips forward about the first end of its axis."""

    chance: float
    deg: float
    spread_deg: float
    ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class Bend:
    """Of one raise: the knee's possible angles, at least one, and the thigh's part: how far it turned for the shank's
    rise, either way, and its share of it; None where too little was seen. `left`: the first end of the shank's axis, in
    its sensor's frame; None where which of the ends is left makes no difference."""

    answers: tuple[Flexion, ...]
    turn_deg_cm: float | None = None
    share: float | None = None
    left: Vector | None = None

    def ends(self, lefts: Floats) -> Floats:
        """Chances that each answer goes with each of these being the shank's left, (lefts, answers): together with what
        was known of that before the raise."""
        ahead = np.array([one.ahead for one in self.answers])
        whole = np.array([one.chance for one in self.answers])
        if self.left is None:
            return np.tile(whole, (len(lefts), 1))
        along = lefts @ np.array(self.left)
        return np.where(
            along[:, None] > ACROSS, ahead, np.where(along[:, None] < -ACROSS, whole - ahead, 0.5 * whole)
        )


def likeliest(answers: Sequence[Flexion]) -> Flexion:
    """Of the answers near each other, those that have the most of the chance, as one."""
    chance, deg, off = _columns(answers)
    near = np.exp(-0.5 * ((deg[:, None] - deg) / (0.5 * NEAR_DEG)) ** 2) @ chance
    here = np.abs(deg - deg[int(np.argmax(near))]) < NEAR_DEG
    whole = float(chance[here].sum())
    middle = float(chance[here] @ deg[here]) / whole
    within = off[here] ** 2 + (deg[here] - middle) ** 2
    return Flexion(whole, middle, sqrt(float(chance[here] @ within) / whole))


def of_knee(flexions: Floats, bend: Bend, lefts: Floats) -> Floats:
    """Log likelihood of the angle with each of these being the shank's left, (lefts, postures); `flexions` are the means
    and spreads of the postures, (postures, 2)."""
    result: Floats = np.log(bend.ends(lefts) @ _fits(flexions, bend.answers).T + 1e-12)
    return result


def of_thigh(names: Sequence[str], bends: Sequence[Bend]) -> Floats:
    """Log likelihood of the thigh's part in the raises of a run, (postures,)."""
    total = np.zeros(len(names))
    for k, (values, least, rep) in enumerate(
        (
            ([one.turn_deg_cm for one in bends if one.turn_deg_cm is not None], FLESH_DEG_CM, REP_DEG_CM),
            ([one.share for one in bends if one.share is not None], 0.0, REP_SHARE),
        )
    ):
        if not values:
            continue
        usual, spread = np.array([THIGHS[name][k] for name in names]).T
        spread = np.sqrt(spread**2 + least**2 + rep**2 / len(values))
        total += np.log(np.exp(_normal(float(np.median(values)) - usual, spread)) + UNUSUAL)
    return total


def seen_as(flexions: Floats, chances: Floats, bend: Bend, lefts: Floats) -> tuple[float, float, float]:
    """The knee in the light of the postures and of which way is left, whose chances have the angle in them, (lefts,
    postures): the probability that it is bent, its flexion in deg, and the spread of that."""
    fits = bend.ends(lefts)[:, None, :] * _fits(flexions, bend.answers) + 1e-15
    weights = (chances[..., None] * fits / fits.sum(axis=2, keepdims=True)).sum(axis=0).ravel()
    usual, usually = flexions[:, :1], flexions[:, 1:]
    _, deg, off = _columns(bend.answers)
    sure = 1.0 / usually**2 + 1.0 / off**2
    means = ((usual / usually**2 + deg / off**2) / sure).ravel()
    within = (1.0 / np.sqrt(sure)).ravel()
    above = np.array([0.5 * (1.0 + erf(z / sqrt(2.0))) for z in (means - BENT_DEG) / within])
    flexion = float(weights @ means)
    spread = sqrt(float(weights @ (within**2 + (means - flexion) ** 2)))
    return min(1.0, float(weights @ above)), flexion, spread


def _fits(flexions: Floats, answers: Sequence[Flexion]) -> Floats:
    """Likelihood of each answer in each posture, (postures, answers)."""
    _, deg, off = _columns(answers)
    likely: Floats = np.exp(_normal(deg - flexions[:, :1], np.hypot(flexions[:, 1:], off)))
    return likely


def _columns(answers: Sequence[Flexion]) -> tuple[Floats, Floats, Floats]:
    chance, deg, off = np.array([(one.chance, one.deg, one.spread_deg) for one in answers]).T
    return chance, deg, off


def _normal(x: Floats, sigma: Floats) -> Floats:
    result: Floats = -0.5 * (x / sigma) ** 2 - np.log(sigma)
    return result
