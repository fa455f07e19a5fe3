"""How the athlete holds himself between movements: what a stretch begins and ends with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drivers.virtual.athlete.pose import Poses

SEATED_SWAY = 0.08
"""A leg on a chair keeps still to 0.1 deg where a standing one sways by 0.2-1 (biomechanics 1)."""


class Stance(StrEnum):
    """What carries the athlete. Bent knees and held squats are `STANDING`: the feet stay where they are."""

    SEATED = "seated"
    STANDING = "standing"
    ON_STEP = "on a step"
    LUNGING = "lunging"
    LYING = "lying"


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """One activity, at rest at both ends."""

    poses: Poses
    begins: Stance
    ends: Stance
