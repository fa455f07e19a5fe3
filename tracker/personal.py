"""The postures as one calibrated person takes them: what soft tissue, mount and build add is known, and taken off.

| constant | value | why | margin |
|---|---|---|---|
| `PEOPLE_DEG_CM` | 0.12, 0.2 | how people differ in the turn of their bones for a rise, straight and seated: the ranges of biomechanics 1 as four standard deviations | |
| `FLESH_DEG_CM` | 0.33 | flesh turns a sensor by 2 deg in 6 cm, one way or the other | |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.calibration import OWN_LEAN_DEG, OWN_TURN_DEG_CM, Calibration
from tracker.postures import SEATED, STRAIGHT, Posture

PEOPLE_DEG_CM = (0.12, 0.2)
FLESH_DEG_CM = 0.33


def personal(postures: Sequence[Posture], calibration: Calibration) -> tuple[Posture, ...]:
    """Each posture with this leg's turn: its own where it was measured, the people's plus its flesh elsewhere."""
    own = {
        STRAIGHT.name: calibration.standing.backward_deg_cm,
        SEATED.name: calibration.seated.backward_deg_cm,
    }
    off = (own[STRAIGHT.name] - STRAIGHT.turn_deg_cm[0], own[SEATED.name] - SEATED.turn_deg_cm[0])
    weights = [1.0 / spread**2 for spread in PEOPLE_DEG_CM]
    precision = sum(weights) + 1.0 / FLESH_DEG_CM**2
    flesh = sum(w * x for w, x in zip(weights, off, strict=True)) / precision
    unsure = 1.0 / precision

    def of(p: Posture) -> Posture:
        if p.name == STRAIGHT.name:
            turn = (own[p.name], OWN_TURN_DEG_CM)
            return replace(p, turn_deg_cm=turn, lean_deg=(p.lean_deg[0], OWN_LEAN_DEG))
        if p.name == SEATED.name:
            return replace(p, turn_deg_cm=(own[p.name], 1.5 * OWN_TURN_DEG_CM))
        mean, spread = p.turn_deg_cm
        return replace(p, turn_deg_cm=(mean + flesh, (spread**2 + unsure) ** 0.5))

    return tuple(of(p) for p in postures)
