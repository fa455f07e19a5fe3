"""Whether the athlete stands, sits or lies, from what happened since he was last seen walking.

Who walks stands. From there only sitting down leads onto a chair, and it tips the shank forward and back by 13-20 deg
(biomechanics 2), as does getting up; so does a squat, which leads nowhere. Whoever lies down passes through the
shank lying level. How still a leg rests tells the three as well, and it stays what it is until the leg moves so. What is said here are chances, to be weighed with what the set itself shows.

| constant | value | why | margin |
|---|---|---|---|
| `WALKED` | 0.9, 0.08, 0.02 | standing, sitting, lying, once three strides were seen | a sit-down that is part of the last stride |
| `FORGET_S` | 180 s | in so much time who knows where he went, in steps that showed nothing | a rest between sets 60-120 |
| `BASE` | 0.5, 0.4, 0.1 | nothing known; a judgement of the form is multiplied by what is told here over this | |
| `TIPPED_DEG` | 9-40 deg | forward and back between two rests: 13-20 in sit-downs, and what a net change adds | sway and a shifted weight 4; a stretched leg 50 and more |
| `TIPPED_S` | 0.5 s | a sit-down or a stand-up takes 1-2.5 s | a landing heel 0.3 |
| `STEADY_DEG` | 1.2 deg in half a second | sway and a car's shaking | a sit-down turns by 5 in it |
| `AFTER_S` | 1.2 s | the last stride itself tips the shank for so long after its swing | |
| `TIPPED` | rows | where such a movement leads: a standing athlete sits down as often as he squats or steps, a sitting one stands up or sets his foot elsewhere | |
| `LEVEL_DEG`, `LEVEL_S` | 55 deg, 0.5 s | the shank of somebody who kneels, lies down or stretches the leg | a deep squat 35 |
| `LEVELLED` | rows | where that leads: onto the floor, from the floor, or back to the chair the leg was stretched on | |
| `SWAYS` | 0.25, 0.06, 0.12 deg in half a second; 0.35-0.4 | how much legs sway that stand, sit, lie, and how people differ, in powers of ten (postures.py) | |
| `ODD` | 0.15 | people who hold on to something, and restless ones: no rest is trusted by more than seven to one | |
| `LEAST` | 0.05 | many rests do not make sure: one person's legs are always alike | |
"""

from __future__ import annotations

from collections import deque
from math import exp, log10

from tracker.gait import Gait
from tracker.leaving import LOOK_S
from tracker.motion import Moment
from tracker.vectors import Vector, apart_deg

Chances = tuple[float, float, float]
"""Of standing, sitting and lying."""

WALKED: Chances = (0.9, 0.08, 0.02)
BASE: Chances = (0.5, 0.4, 0.1)
TIPPED_DEG = (9.0, 40.0)
TIPPED_S = 0.5
FORGET_S = 180.0
STEADY_DEG = 1.2
AFTER_S = 1.2
TIPPED: tuple[Chances, Chances, Chances] = ((0.55, 0.45, 0.0), (0.6, 0.4, 0.0), (0.1, 0.1, 0.8))
LEVEL_DEG = 55.0
LEVEL_S = 0.5
LEVELLED: tuple[Chances, Chances, Chances] = ((0.2, 0.3, 0.5), (0.15, 0.6, 0.25), (0.6, 0.1, 0.3))
SWAYS = ((-0.6, 0.35), (-1.2, 0.35), (-0.92, 0.4))
ODD = 0.15
LEAST = 0.05
LAG = round(0.5 / LOOK_S)
_FADE = 1.0 - exp(-LOOK_S / FORGET_S)


class Whereabouts:
    """Streaming, asked every look; `chances` are those of now."""

    def __init__(self, gait: Gait) -> None:
        self._gait = gait
        self.chances = BASE
        self._before: Chances | None = None  # the last rest, until the leg goes elsewhere
        self._rest: Vector | None = None  # up where the leg last rested
        self._far_deg = 0.0
        self._moving_s = 0.0
        self._level_s = 0.0
        self._past: deque[Vector] = deque(maxlen=LAG)

    def step(self, m: Moment, *, walked: bool, exercising: bool) -> None:
        """Advance by one look; `walked`: a stride has just been completed."""
        if walked:
            self.chances, self._before = WALKED, None
        else:
            (stands, sits, lies), (a, b, c) = self.chances, BASE
            self.chances = (
                stands + _FADE * (a - stands),
                sits + _FADE * (b - sits),
                lies + _FADE * (c - lies),
            )
        past = self._past
        before = past[0] if len(past) == LAG else None
        past.append(m.u)
        if walked or exercising:
            self._rest = None
            return
        still = before is not None and apart_deg(m.u, before) < STEADY_DEG
        if self._rest is None:
            swung_s = self._gait.swung_s
            if still or (swung_s is not None and m.t_s - swung_s > AFTER_S):
                self._rest_at(m.u)
            return
        far = apart_deg(m.u, self._rest)
        self._far_deg = max(self._far_deg, far)
        before_s = self._level_s
        self._level_s = before_s + LOOK_S if far > LEVEL_DEG else 0.0
        if before_s < LEVEL_S <= self._level_s:
            self._move(LEVELLED)
        if not still:
            self._moving_s += LOOK_S
            return
        if TIPPED_DEG[0] < self._far_deg < TIPPED_DEG[1] and self._moving_s > TIPPED_S:
            self._move(TIPPED)
        self._rest_at(m.u)

    def rested(self, sway_deg: float | None) -> None:
        """The leg rested, and swayed by so much."""
        self._before = self.chances
        if sway_deg is None:
            return
        seen = log10(max(sway_deg, 0.01))
        told = [exp(-0.5 * ((seen - usual) / spread) ** 2) + ODD for usual, spread in SWAYS]
        whole = sum(chance * one for chance, one in zip(self.chances, told, strict=True))
        a, b, c = (max(LEAST, chance * one / whole) for chance, one in zip(self.chances, told, strict=True))
        self.chances = (a / (a + b + c), b / (a + b + c), c / (a + b + c))

    def unsay(self) -> None:
        """The last rest is to say nothing, unless the leg went elsewhere since."""
        if self._before is not None:
            self.chances, self._before = self._before, None

    def _move(self, leads: tuple[Chances, Chances, Chances]) -> None:
        self._before = None
        a, b, c = (tuple(chance * to for to in row) for chance, row in zip(self.chances, leads, strict=True))
        self.chances = (a[0] + b[0] + c[0], a[1] + b[1] + c[1], a[2] + b[2] + c[2])

    def _rest_at(self, up: Vector) -> None:
        self._rest = up
        self._far_deg = self._moving_s = self._level_s = 0.0
