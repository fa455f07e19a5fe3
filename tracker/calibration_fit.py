"""From the stretches of a calibration's sequence to the calibration: the shank's axes, and how this leg raises.

Standing straight gives the axis. Sitting down and standing up tip the shank forward in the sagittal plane, and
nothing else tips it as far: they give the plane and which way is forward. So does what a seated raise turns the
shank more than a standing one, backward: the calf bulges alike in both, and what it turns the sensor by cancels.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `RISE_CM` | 6 cm | the rise at which raises are weighed against tips: 0.8 deg/cm more make 5 deg, a tip 13-20 | |
| `PLAIN` | 3 to 1 | the tips lie along one line, by their squares | a foot that is only set elsewhere turns in two |
| `APART_DEG_CM` | 0.25 | seated raises turn the shank by 0.8 deg/cm more than straight ones | the same raises done twice 0.1 |
| `SAME_DEG` | 10 deg | the standing raises begin as the athlete stood | sitting with feet pulled back or stretched out 10 and more |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import acos, degrees, sqrt

import numpy as np

from tracker.calibration import Calibration, Raises, Vector, shank_frame
from tracker.measure import Shape
from tracker.samples import Floats

RISE_CM = 6.0
PLAIN = 3.0
APART_DEG_CM = 0.25
SAME_DEG = 10.0


class UnfitError(Exception):
    """The sequence gives no calibration; the message says why, for a person, as a part of a sentence."""


@dataclass(slots=True)
class Found:
    """The stretches of the sequence. `tips`: changes of posture as tilts before, on the way, and after."""

    standing_up: Vector | None = None
    sitting_up: Vector | None = None
    tips: list[tuple[Vector, list[Vector], Vector]] = field(default_factory=list)
    standing: list[Shape] = field(default_factory=list)
    seated: list[Shape] = field(default_factory=list)
    standing_sway_deg: float | None = None
    seated_sway_deg: float | None = None


def fit(found: Found) -> Calibration:
    """The calibration; UnfitError where what was found cannot be the sequence."""
    assert found.standing_up is not None
    assert found.sitting_up is not None
    up_raising = mean_of([shape.up_at_start for shape in found.standing])
    if degrees(angle_rad(found.standing_up, up_raising)) > SAME_DEG:
        raise UnfitError("the first stillness and the standing raises are not of one posture: stand for both")
    up = mean_of([found.standing_up, up_raising])
    axis, forward = shank_frame(up, _forward(found, up))
    standing = _raises(found.standing, axis, forward, found.standing_sway_deg)
    seated = _raises(found.seated, axis, forward, found.seated_sway_deg)
    if seated.backward_deg_cm - standing.backward_deg_cm < APART_DEG_CM:
        raise UnfitError(
            "the shank turns in the last three raises as in the three before: do three standing with straight"
            " knees, then three seated"
        )
    whole = Calibration(axis, forward, 0.0, standing, seated)
    return Calibration(axis, forward, whole.lean_deg(found.sitting_up), standing, seated)


def _forward(found: Found, up: Vector) -> Vector:
    """Forward, level when standing, in the sensor frame."""
    level = np.eye(3) - np.outer(up, up)
    turn = (_turn_cm(found.seated) - _turn_cm(found.standing)) * RISE_CM @ level
    squares = np.outer(turn, turn)
    paths = []
    for before, path, after in found.tips:
        course = np.array([before, *path, after]) @ level
        off = course - 0.5 * (course[0] + course[-1])
        tip = off[int(np.argmax((off * off).sum(axis=1)))]
        squares += np.outer(tip, tip)
        paths.append(course)
    sizes, lines = np.linalg.eigh(squares)
    if sizes[2] < PLAIN * sizes[1]:
        raise UnfitError("sitting down and standing up turned the shank every way: keep the foot where it is")
    line = lines[:, 2]
    vote = float(turn @ line) + sum(_tipped_against(course @ line) for course in paths)
    line = line if vote > 0.0 else -line
    return float(line[0]), float(line[1]), float(line[2])


def _turn_cm(shapes: list[Shape]) -> Floats:
    """Turn for a centimetre of rise, rad: change of up in the sensor frame."""
    turns: Floats = np.sum([shape.turn_rad for shape in shapes], axis=0)
    return turns / (100.0 * sum(shape.height_m for shape in shapes))


def _tipped_against(course: Floats) -> float:
    """How far a course goes beyond both its ends, downward more than upward: up tips back as the shank tips
    forward."""
    first, last = float(course[0]), float(course[-1])
    return (min(first, last) - float(course.min())) - (float(course.max()) - max(first, last))


def _raises(shapes: list[Shape], axis: Vector, forward: Vector, sway_deg: float | None) -> Raises:
    left = np.cross(axis, forward)
    height_cm = 100.0 * sum(shape.height_m for shape in shapes) / len(shapes)
    turn = np.degrees(_turn_cm(shapes))
    return Raises(height_cm, float(turn @ np.array(forward)), -float(turn @ left), sway_deg)


def mean_of(ups: list[Vector]) -> Vector:
    """The mean direction."""
    x, y, z = (sum(u[k] for u in ups) for k in range(3))
    size = sqrt(x * x + y * y + z * z)
    return x / size, y / size, z / size


def angle_rad(a: Vector, b: Vector) -> float:
    """Between two directions."""
    return acos(max(-1.0, min(1.0, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])))
