"""What each posture makes a shank do, in figures: the likelihoods knee form is judged by (biomechanics 1).

Means and standard deviations between people; published ranges are taken as two deviations each way.

| posture | turn backward, deg per cm | forward lean at rest, deg | sway, deg in half a second |
|---|---|---|---|
| seated | 1.0-1.6: hip fixed, the ankle goes forward under the knee | -12..12: feet under the knee or before it | 0.06: still to 0.1 |
| bridge | as seated or more: the link through trunk and thigh is longer | -20..2: slightly backward | 0.12: a held hip trembles |
| straight | 0.3-0.7, less where the body follows the ankle, more where it does not | -3..12: half of a knee flexed by up to 18 | 0.25: sways 0.2-1 at 0.2-1 Hz, which half a second sees a quarter of |
| bent | as straight, a knee that gives more | 13-37: half of a knee flexed by 35-65 | the same |
| squat | between: the hip rises with a part of the ankle | 10-34 | the same |
| lunge | between | 3-29: the front shank | more: the base is narrow |

How often each is met is not known: each of the six alike, so that what is said of a shank that could be either is
no guess about what people like to do. Sway spreads are in powers of ten and wide, for people stand in many ways, and some hold on to something.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.setup import Group


@dataclass(frozen=True, slots=True)
class Posture:
    """Means, each with its spread. `returns_deg`: how far apart in tilt two bottoms in a row are; seated, the knee
    and the ball of the foot stay where they are."""

    name: str
    group: Group
    bent: bool
    flexion_deg: tuple[float, float]
    turn_deg_cm: tuple[float, float]
    lean_deg: tuple[float, float]
    sway_deg: tuple[float, float]
    returns_deg: tuple[float, float]
    stance: int  # 0 standing, 1 sitting, 2 lying, as in whereabouts.py
    held: bool = True  # by muscles, so nobody rests in it

    @property
    def feet(self) -> str:
        """Where they are: postures of the same feet follow each other in mid-set."""
        return "side by side" if self.name in ("straight", "bent", "squat") else self.name


_SEATED, _STRAIGHT, _BENT = Group.SEATED_LIKE, Group.STANDING_STRAIGHT, Group.STANDING_BENT_LIKE

POSTURES = (
    Posture("seated", _SEATED, True, (89, 8), (1.3, 0.15), (0, 6), (0.06, 0.3), (0.13, 0.4), 1, False),
    Posture("bridge", _SEATED, True, (100, 10), (1.6, 0.22), (-9, 6), (0.12, 0.3), (0.2, 0.38), 2),
    Posture("straight", _STRAIGHT, False, (5, 5), (0.5, 0.1), (4.5, 3.5), (0.27, 0.27), (0.38, 0.25), 0, False),
    Posture("bent", _BENT, True, (50, 9), (0.5, 0.13), (23.5, 6), (0.27, 0.27), (0.38, 0.25), 0),
    Posture("squat", _BENT, True, (95, 9), (0.8, 0.19), (22, 6), (0.3, 0.27), (0.4, 0.27), 0),
    Posture("lunge", _BENT, True, (88, 10), (0.8, 0.19), (15, 6.5), (0.4, 0.27), (0.5, 0.27), 0),
)  # fmt: skip
SEATED = POSTURES[0]
STRAIGHT = POSTURES[2]
