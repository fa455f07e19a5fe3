"""How likely each posture is before the raises themselves are looked at: by where the athlete went, how long the leg
had leaned as it does in the set, and whether a foot was set for it.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `TIRING_S`, `TIRING_LEAST` | 3, 2.5 s, 0.12 | nobody rests in a squat, a lunge or a bridge, so the longer the leg leaned like that before the first raise, or after the last, the less it is one | the breath before a raise takes 1-2 |
| `STEPS`, `STEPS_ELSE` | 0.6 of lunges, 0.3 else | a lunge is stepped into: by the front leg, or by the one behind it, which no sensor shows. The others walk up to a wall, step onto a block, sit down | |
| `BOTH` | 0.75 | who stepped in steps out: the two are no two witnesses | |
| `DECLARED_ODDS` | 3 to 1 | a declared exercise is a prior that evidence overrules within a set | ten repetitions of plain evidence say 100 to 1 |
"""

from __future__ import annotations

from math import exp

import numpy as np

from tracker.postures import POSTURES
from tracker.samples import Floats
from tracker.setup import Group
from tracker.surroundings import After, Around
from tracker.whereabouts import BASE

TIRING_S = (3.0, 2.5)
TIRING_LEAST = 0.12
STEPS = {"lunge": 0.6}
STEPS_ELSE = 0.3
BOTH = 0.75
DECLARED_ODDS = 3.0

EVEN = np.full(len(POSTURES), 1.0 / len(POSTURES))
GROUPS = {group: np.array([p.group is group for p in POSTURES]) for group in Group}
_STEPS = [STEPS.get(p.name, STEPS_ELSE) for p in POSTURES]


def prior_of(around: Around | None, after: After | None, declared: Group | None) -> Floats:
    """Chances of the postures, by what was seen before a set and, once it is over, after it."""
    chances = [1.0] * len(POSTURES)
    if around is not None:
        rested_s = around.rested_s if after is None else max(around.rested_s, after.stayed_s)
        tiring = max(TIRING_LEAST, exp(-max(0.0, rested_s - TIRING_S[0]) / TIRING_S[1]))
        seen = [around.stepped, after.stepped] if after is not None else [around.stepped]
        steps = [stepped for stepped in seen if stepped is not None]
        share = BOTH if len(steps) > 1 else 1.0
        for k, posture in enumerate(POSTURES):
            chances[k] = around.chances[posture.stance] / BASE[posture.stance]
            if posture.held:
                chances[k] *= tiring
            for stepped in steps:
                chances[k] *= (_STEPS[k] if stepped else 1.0 - _STEPS[k]) ** share
    prior = np.array(chances)
    if declared is not None:
        prior[GROUPS[declared]] *= DECLARED_ODDS
    prior /= prior.sum()
    return prior
