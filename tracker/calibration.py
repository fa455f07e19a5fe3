"""What one person's strapping looks like: where the shank points in the sensor's frame, and how this leg raises.

Fitted once from a short sequence (calibrating.py) and handed to the tracker with its `Setup`. A strap put on
the same way again is the same within a few degrees; fitting.py says when it is not.

The frame is that of the shank: `axis` along the bone from ankle to knee, `forward` across it, in the sagittal
plane. Nobody stands with a shank that is upright to the degree, so the axis is laid where standing straight leans
by `STANDING_LEAN_DEG`: leans are then told against this person's own straight leg, on the scale of all people.

| constant | value | why | margin |
|---|---|---|---|
| `STANDING_LEAN_DEG` | 4 deg | the shank of people who stand straight leans forward by 1-8 | only its difference to a bent leg (15-35) is used |
| `OWN_LEAN_DEG` | 3 deg | one person's straight leg from day to day, as a standard deviation: knee of 5 deg more or less, weight on heel or toe | bent leans by 12 more |
| `OWN_TURN_DEG_CM` | 0.12 | the same leg's turn from set to set: how far the body follows, where the foot stands | seated and straight are 0.8 apart |
| `AGAIN_DEG` | 3 deg | how alike one person straps a sensor on twice, along its long edge | mounts at large are 7.5 |
| `FORWARD_DEG` | 10 deg | how far round the shank the strap may have crept since | rotation is read as its cosine: 0.985 |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import atan2, cos, degrees, radians, sin, sqrt

Vector = tuple[float, float, float]

STANDING_LEAN_DEG = 4.0
OWN_LEAN_DEG = 3.0
OWN_TURN_DEG_CM = 0.12
AGAIN_DEG = 3.0
FORWARD_DEG = 10.0
UNIT = 1e-3
"""How far from one, and from a right angle, vectors of a stored calibration may be: it keeps six digits."""


@dataclass(frozen=True, slots=True)
class Raises:
    """How this leg raises in one posture: means of its three. `backward_deg_cm` is the top of the shank going
    backward for a centimetre of rise, `left_deg_cm` its going left, flesh and all; `sway_deg` as in sway.py,
    None where there was no rest to see it in."""

    height_cm: float
    backward_deg_cm: float
    left_deg_cm: float
    sway_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """`axis` and `forward` are unit vectors in the sensor frame, at right angles (ValueError otherwise);
    `sitting_lean_deg` is the lean of the shank while sitting still; `standing` and `seated` how it raises."""

    axis: Vector
    forward: Vector
    sitting_lean_deg: float
    standing: Raises
    seated: Raises

    def __post_init__(self) -> None:
        lengths = (_dot(self.axis, self.axis), _dot(self.forward, self.forward))
        if any(abs(length - 1.0) > UNIT for length in lengths) or abs(_dot(self.axis, self.forward)) > UNIT:
            raise ValueError("axes of a calibration are unit vectors at right angles")
        if min(self.standing.height_cm, self.seated.height_cm) <= 0.0:
            raise ValueError("heights of a calibration are above nought")

    @property
    def left(self) -> Vector:
        """To the left of the leg, the axis the knee bends about, in the sensor frame."""
        return _cross(self.axis, self.forward)

    def lean_deg(self, up: Vector) -> float:
        """Forward lean of the shank; `up` is up in the sensor frame."""
        return degrees(atan2(-_dot(up, self.forward), _dot(up, self.axis)))

    def side_deg(self, up: Vector) -> float:
        """Lean of the shank to the left, out of the sagittal plane."""
        along = sqrt(_dot(up, self.axis) ** 2 + _dot(up, self.forward) ** 2)
        return degrees(atan2(-_dot(up, self.left), along))

    def askew_deg(self) -> float:
        """How far the sensor's nearest edge is from the bone."""
        return degrees(atan2(*_across_and_along(self.axis)))

    def numbers(self) -> dict[str, float]:
        """As a recording's header keeps it; what is None is left out."""
        found: dict[str, float] = {"sitting_lean_deg": self.sitting_lean_deg}
        for name, vector in (("axis", self.axis), ("forward", self.forward)):
            found |= {f"{name}_{letter}": value for letter, value in zip("xyz", vector, strict=True)}
        for name, raises in (("standing", self.standing), ("seated", self.seated)):
            for field in fields(Raises):
                value = getattr(raises, field.name)
                if value is not None:
                    found[f"{name}_{field.name}"] = value
        return found

    @staticmethod
    def from_numbers(numbers: Mapping[str, float]) -> Calibration:
        """The calibration again; ValueError or KeyError where the numbers are none."""

        def raises(name: str) -> Raises:
            return Raises(
                numbers[f"{name}_height_cm"],
                numbers[f"{name}_backward_deg_cm"],
                numbers[f"{name}_left_deg_cm"],
                numbers.get(f"{name}_sway_deg"),
            )

        def vector(name: str) -> Vector:
            return numbers[f"{name}_x"], numbers[f"{name}_y"], numbers[f"{name}_z"]

        return Calibration(
            vector("axis"),
            vector("forward"),
            numbers["sitting_lean_deg"],
            raises("standing"),
            raises("seated"),
        )


def shank_frame(standing_up: Vector, forward: Vector) -> tuple[Vector, Vector]:
    """Axis and forward of a shank from up in the sensor frame while it stands straight, and roughly forward."""
    along = _dot(forward, standing_up)
    x, y, z = (f - along * u for f, u in zip(forward, standing_up, strict=True))
    size = sqrt(x * x + y * y + z * z)
    level = (x / size, y / size, z / size)
    c, s = cos(radians(STANDING_LEAN_DEG)), sin(radians(STANDING_LEAN_DEG))
    return _sum(standing_up, c, level, s), _sum(level, c, standing_up, -s)


def _sum(a: Vector, p: float, b: Vector, q: float) -> Vector:
    return p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]


def _across_and_along(axis: Vector) -> tuple[float, float]:
    along = max(abs(x) for x in axis)
    return sqrt(max(0.0, _dot(axis, axis) - along * along)), along


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
