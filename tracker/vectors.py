"""Three numbers as a vector: what the form judge and what it remembers compute with, a few times a repetition."""

from __future__ import annotations

from collections.abc import Iterable
from math import degrees, sqrt

Vector = tuple[float, float, float]
NOTHING: Vector = (0.0, 0.0, 0.0)


def dot(a: Vector, b: Vector) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def scaled(a: Vector, by: float) -> Vector:
    """Each part times `by`."""
    return by * a[0], by * a[1], by * a[2]


def plus(a: Vector, b: Vector, times: float = 1.0) -> Vector:
    """a and `times` b."""
    return a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]


def mean(rows: Iterable[Vector]) -> Vector:
    """Of at least one."""
    total, n = NOTHING, 0
    for row in rows:
        total = plus(total, row)
        n += 1
    return scaled(total, 1.0 / n)


def level(v: Vector, up: Vector) -> Vector:
    """What of v lies in the plane across `up`, a unit vector."""
    return plus(v, up, -dot(v, up))


def size(v: Vector) -> float:
    """Length."""
    return sqrt(dot(v, v))


def unit(v: Vector) -> Vector:
    """Of length 1; nothing stays nothing."""
    length = size(v)
    return NOTHING if length < 1e-9 else scaled(v, 1.0 / length)


def apart_deg(a: Vector, b: Vector) -> float:
    """Angle between two unit vectors, to a hundredth of itself up to 50 deg."""
    x, y, z = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    chord = sqrt(x * x + y * y + z * z)  # asked for several times a look, so written out
    return degrees(chord * (1.0 + chord * chord / 24.0))


def nearest_axis(up: Vector) -> Vector:
    """The sensor axis nearest to vertical, pointing up (biomechanics 4: the shank's own, when standing or sitting)."""
    k = max(range(3), key=lambda i: abs(up[i]))
    sign = 1.0 if up[k] > 0.0 else -1.0
    return sign * (k == 0), sign * (k == 1), sign * (k == 2)


def turn_rad(a: Vector, b: Vector) -> float:
    """Angle between two directions, small ones."""
    (ax, ay, az), (bx, by, bz) = a, b
    dx, dy, dz = bx - ax, by - ay, bz - az
    return sqrt(dx * dx + dy * dy + dz * dz)
