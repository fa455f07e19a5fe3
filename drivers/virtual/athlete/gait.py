"""Walking, running and stairs: the shank swings through 70 degrees and more, the foot strikes the floor, the body turns corners.

A stride is read from a table of a few points of the gait cycle, heel strike to heel strike (the shank reclines at
heel strike, is upright in mid-stance and far forward as the toes leave), run through at a varying pace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drivers.virtual.athlete.person import Person
from drivers.virtual.athlete.pose import Poses, clock, seconds, smooth
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.sway import wander
from drivers.virtual.athlete.tissue import ring
from tracker.samples import Floats

MID_STANCE = 0.25
"""Where in the cycle a walk begins and ends: the foot flat, the shank upright."""


@dataclass(frozen=True, slots=True)
class _Cycle:
    """Points of a cycle as (phase, value): shank pitch (deg), ankle above the floor it will stand on (share of
    the lift), ankle advance (share of the stride)."""

    pitch: tuple[tuple[float, float], ...]
    lift: tuple[tuple[float, float], ...]
    advance: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Size:
    """A stride in m, how far the ankle comes up in it, and how hard the foot strikes."""

    length_m: float
    lift_m: float
    hardness_ms2: float


_LEVEL = _Cycle(
    pitch=(
        (0.0, -18), (0.08, -9), (0.25, 4), (0.4, 18), (0.54, 38), (0.63, 49), (0.72, 42), (0.85, 4), (0.94, -19), (1.0, -18),
    ),
    lift=((0.0, 0.0), (0.35, 0.0), (0.5, 0.2), (0.62, 0.7), (0.7, 1.0), (0.8, 0.7), (0.92, 0.2), (1.0, 0.0)),
    advance=((0.0, 0.0), (0.4, 0.0), (0.62, 0.06), (0.97, 1.0), (1.0, 1.0)),
)  # fmt: skip
_UP = _Cycle(
    pitch=((0.0, 8), (0.25, 12), (0.45, 22), (0.58, 38), (0.68, 42), (0.82, 12), (0.93, 2), (1.0, 8)),
    lift=((0.0, 0.0), (0.4, 0.0), (0.55, 0.15), (0.7, 0.8), (0.84, 1.0), (0.97, 0.1), (1.0, 0.0)),
    advance=((0.0, 0.0), (0.45, 0.0), (0.62, 0.05), (0.95, 1.0), (1.0, 1.0)),
)
_DOWN = _Cycle(
    pitch=((0.0, -4), (0.2, 8), (0.4, 24), (0.55, 42), (0.66, 52), (0.8, 30), (0.92, -2), (1.0, -4)),
    lift=((0.0, 0.0), (0.45, 0.0), (0.6, 0.5), (0.72, 1.0), (0.85, 0.8), (0.97, 0.1), (1.0, 0.0)),
    advance=((0.0, 0.0), (0.45, 0.0), (0.62, 0.08), (0.95, 1.0), (1.0, 1.0)),
)
_THIGH = (
    (0.0, -24), (0.1, -22), (0.25, -6), (0.4, 4), (0.54, 12), (0.63, 2), (0.72, -16), (0.82, -28), (0.94, -25), (1.0, -24),
)  # fmt: skip
_FOOT = ((0.0, -18), (0.1, 0), (0.38, 0), (0.54, 32), (0.63, 58), (0.75, 25), (0.87, -3), (1.0, -18))
_RUN = _Cycle(
    pitch=((0.0, -8), (0.1, 4), (0.25, 22), (0.36, 42), (0.5, 76), (0.6, 84), (0.72, 60), (0.88, -2), (0.95, -10), (1.0, -8)),
    lift=((0.0, 0.0), (0.25, 0.02), (0.36, 0.2), (0.5, 0.8), (0.6, 1.0), (0.75, 0.75), (0.9, 0.3), (1.0, 0.0)),
    advance=((0.0, 0.0), (0.3, 0.02), (0.5, 0.15), (0.92, 1.0), (1.0, 1.0)),
)  # fmt: skip


def run(person: Person, duration_s: float, rng: np.random.Generator) -> Stretch:
    """A jog: faster strides, the heel kicked up behind, the foot strikes hard."""
    hasty = replace(person, step_hz=person.step_hz * float(rng.uniform(1.45, 1.6)))
    size = _Size(rng.uniform(1.6, 2.3), rng.uniform(0.22, 0.34), rng.uniform(60.0, 120.0))
    return _strides(hasty, duration_s, rng, _RUN, size, 0.0)


def walk(person: Person, duration_s: float, rng: np.random.Generator, *, stair_m: float = 0.0) -> Stretch:
    """Strides of one leg; `stair_m` climbs so much each stride, or comes down."""
    if stair_m:
        size = _Size(rng.uniform(0.5, 0.6), rng.uniform(0.06, 0.1), 0.4 * rng.uniform(25.0, 70.0))
        return _strides(person, duration_s, rng, _UP if stair_m > 0.0 else _DOWN, size, stair_m)
    size = _Size(rng.uniform(0.95, 1.35), rng.uniform(0.10, 0.15), rng.uniform(25.0, 70.0))
    return _strides(person, duration_s, rng, _LEVEL, size, 0.0)


def _strides(
    person: Person, duration_s: float, rng: np.random.Generator, cycle: _Cycle, of: _Size, stair_m: float
) -> Stretch:
    strides = max(2, round(duration_s * person.step_hz))
    phase = _pace(person, strides, rng)
    n = len(phase)
    size = _per_stride(phase, rng.normal(1.0, 0.04, strides + 2))
    turn = np.cumsum(
        np.radians(np.where(rng.random(strides + 2) < 0.12, 70.0, 4.0) * rng.normal(size=strides + 2))
    )
    pitch = _periodic(cycle.pitch, phase)
    thigh = _periodic(_THIGH, phase)
    advance = _advancing(cycle.advance, phase)
    thrown = np.zeros(n)
    for strike in range(1, strides + 1):
        at = float(np.interp(strike, phase, clock(n)))
        thrown += ring(n, at, of.hardness_ms2 * rng.normal(1.0, 0.15), rng.uniform(14.0, 24.0))
    sideways = np.radians(rng.uniform(1.0, 4.0)) * np.sin(2 * np.pi * (phase - MID_STANCE))
    poses = Poses(
        x=of.length_m * advance,
        y=np.zeros(n),
        z=person.ankle_height_m
        + of.lift_m * size * (_periodic(cycle.lift, phase) - _periodic(cycle.lift, phase[:1]))
        + stair_m * _advancing(cycle.advance, phase + 0.06),
        pitch=np.radians(pitch[0] + size * (pitch - pitch[0])),
        roll=sideways,
        yaw=0.5 * sideways,
        heading=_per_stride(phase, turn - turn[0]),
        contraction=0.6 * np.clip(_periodic(cycle.lift, phase + 0.1), 0.0, 1.0),
        shake_m=thrown,
        loaded=np.ones(n),
        thigh=np.radians(thigh),
        foot=np.radians(_periodic(_FOOT, phase)),
    )
    return Stretch(poses, Stance.STANDING, Stance.STANDING)


def _pace(person: Person, strides: int, rng: np.random.Generator) -> Floats:
    """Phase through the walk, in strides: sets off and stops within a second, at mid-stance."""
    n = seconds(strides / person.step_hz + 0.7)
    t = clock(n)
    rate = smooth(t / 0.7) * smooth((t[-1] - t) / 0.7) * (1.0 + wander(n, 0.04, 0.1, 0.5, rng))
    gone = np.cumsum(rate) - rate[0]
    phase: Floats = MID_STANCE + strides * gone / gone[-1]
    return phase


def _per_stride(phase: Floats, values: Floats) -> Floats:
    """A value for each stride that changes around mid-stance."""
    since = phase - MID_STANCE + 0.1
    stride = np.clip(np.floor(since).astype(int), 0, len(values) - 2)
    course: Floats = values[stride] + (values[stride + 1] - values[stride]) * smooth((since - stride) / 0.2)
    return course


_GRID = np.arange(4000) / 4000.0


def _rounded(course: Floats) -> Floats:
    """A table of one cycle under a Gaussian of 2.5 % of it, going round."""
    k = np.fft.rfftfreq(len(course), 1.0 / len(course))
    rounded: Floats = np.fft.irfft(
        np.fft.rfft(course) * np.exp(-0.5 * (2 * np.pi * 0.025 * k) ** 2), len(course)
    )
    return rounded


def _periodic(points: tuple[tuple[float, float], ...], phase: Floats) -> Floats:
    at, values = zip(*points, strict=True)
    table = _rounded(np.interp(_GRID, at, values))
    course: Floats = np.interp(phase % 1.0, np.append(_GRID, 1.0), np.append(table, table[0]))
    return course


def _advancing(points: tuple[tuple[float, float], ...], phase: Floats) -> Floats:
    """The same for a course that grows by 1 each cycle, from 0 at the first phase."""
    at, values = zip(*points, strict=True)
    ripple = tuple(zip(at, np.subtract(values, at), strict=True))
    course: Floats = phase + _periodic(ripple, phase)
    course -= course[0]
    return course
