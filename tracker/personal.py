"""The postures as one calibrated person takes them: what soft tissue, mount and build add is known, and taken off.

| constant | value | why | margin |
|---|---|---|---|
| `PEOPLE_DEG_CM` | 0.12, 0.2 | how people differ in the turn of their bones for a rise, straight and seated: the ranges of biomechanics 1 as four standard deviations | |
| `FLESH_DEG_CM` | 0.33 | flesh turns a sensor by 2 deg in 6 cm, one way or the other | |
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.calibration import OWN_LEAN_DEG, OWN_TURN_DEG_CM, Calibration
from tracker.setup import Group

if TYPE_CHECKING:
    from tracker.form import Posture

LUNGE = (0.4, 0.9, 0.25, 14.0, 6.0)
PEOPLE_DEG_CM = (0.12, 0.2)
FLESH_DEG_CM = 0.33


def personal(postures: tuple[Posture, ...], calibration: Calibration) -> tuple[Posture, ...]:
    """Each posture with this leg's turn: its own where it was measured, the people's plus its flesh elsewhere."""
    straight = next(p for p in postures if p.group is Group.STANDING_STRAIGHT)
    seated = next(p for p in postures if p.group is Group.SEATED_LIKE)
    off = (
        calibration.standing.backward_deg_cm - straight.turn_deg_cm,
        calibration.seated.backward_deg_cm - seated.turn_deg_cm,
    )
    weights = [1.0 / spread**2 for spread in PEOPLE_DEG_CM]
    precision = sum(weights) + 1.0 / FLESH_DEG_CM**2
    flesh = sum(w * x for w, x in zip(weights, off, strict=True)) / precision
    unsure = 1.0 / precision
    bent = next(p for p in postures if p.group is Group.STANDING_BENT_LIKE)
    lunge = replace(
        bent,
        prior=LUNGE[0] * bent.prior,
        turn_deg_cm=LUNGE[1],
        turn_spread=LUNGE[2],
        lean_deg=LUNGE[3],
        lean_spread=LUNGE[4],
    )
    rest = replace(bent, prior=bent.prior - lunge.prior)
    postures = (*(p for p in postures if p is not bent), rest, lunge)
    own = {straight: calibration.standing.backward_deg_cm, seated: calibration.seated.backward_deg_cm}
    return tuple(
        replace(p, turn_deg_cm=own[p], turn_spread=OWN_TURN_DEG_CM, lean_spread=OWN_LEAN_DEG)
        if p is straight
        else replace(p, turn_deg_cm=own[p], turn_spread=1.5 * OWN_TURN_DEG_CM)
        if p is seated
        else replace(p, turn_deg_cm=p.turn_deg_cm + flesh, turn_spread=(p.turn_spread**2 + unsure) ** 0.5)
        for p in postures
    )
