"""The other sensor: quaternions, a causal low-pass, a drifting bias, skewed axes, stamps of its own kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.accuracy.other.leg import Body, Track
from tests.accuracy.other.shapes import HZ, reddish
from tracker.samples import Floats, Samples

G = 9.80665


@dataclass(frozen=True, slots=True)
class Grade:
    """How bad: offset m/s2, bias deg/s, share lost, clock error, white noise (m/s2, deg/s), jitter of stamps (s)."""

    name: str
    offset: float
    bias: float
    lost: float
    clock: float
    acc_noise: float
    gyr_noise: float
    jitter_s: float


GRADES = (
    Grade("fine", 0.05, 0.2, 0.0, 0.0, 0.012, 0.04, 0.0),
    Grade("usual", 0.2, 0.8, 0.01, 0.004, 0.03, 0.1, 0.001),
    Grade("worst", 0.4, 2.0, 0.05, 0.015, 0.05, 0.2, 0.004),
)


def measured(
    track: Track, body: Body, grade: Grade, rate_hz: float, rng: np.random.Generator
) -> tuple[Samples, float]:
    """What it logs, with the holes the radio leaves, and its seconds per true second."""
    turned = _times(_axis(2, track.yaw), _times(_axis(1, track.pitch), _axis(0, track.roll)))
    tissue = body.flesh_rad * np.interp(
        np.arange(len(track)) - body.lag_s * HZ, np.arange(len(track)), track.flesh
    )
    loose = _times(_axis(0, tissue * np.cos(body.flesh_way)), _axis(1, tissue * np.sin(body.flesh_way)))
    strap, place = _strap(rng)
    shank_to_world, sensor_to_world = (
        turned,
        _times(_times(turned, loose), np.broadcast_to(strap, turned.shape)),
    )
    position = _walked(track) + _rotate(shank_to_world, np.broadcast_to(place, (len(track), 3)))
    force = np.gradient(np.gradient(position, axis=0), axis=0) * HZ**2
    force[:, 2] += G
    acc = _rotate(_conjugate(sensor_to_world), force)
    rate = np.gradient(sensor_to_world, axis=0) * HZ
    gyr = 2.0 * _times(_conjugate(sensor_to_world), rate)[:, 1:]
    cut_hz = min(0.45 * rate_hz, float(rng.choice([20.0, 40.0, 80.0])))
    clock = 1.0 + grade.clock * rng.uniform(-1.0, 1.0)
    true_s = np.arange(0.0, (len(track) - 1) / HZ, 1.0 / (rate_hz * clock))
    true_s = true_s + np.clip(rng.normal(0.0, 0.1 / rate_hz, len(true_s)), 0.0, 0.3 / rate_hz)
    acc, gyr = _read(acc, cut_hz, true_s), _read(gyr, cut_hz, true_s)
    n = len(true_s)
    skew = np.eye(3) + rng.normal(0.0, 0.004, (3, 3))
    drift = np.column_stack([reddish(n, 0.05 * grade.bias + 0.01, 20.0, rng) for _ in range(3)])
    acc = (
        acc @ skew
        + grade.offset * _direction(rng) * rng.uniform(0.4, 1.0)
        + rng.normal(0.0, grade.acc_noise, (n, 3))
    )
    gyr = gyr @ skew + np.radians(grade.bias * _direction(rng) * rng.uniform(0.4, 1.0) + drift)
    gyr += np.radians(rng.normal(0.0, grade.gyr_noise, (n, 3)))
    step = 16.0 * G / 32768.0
    acc, gyr = np.round(acc / step) * step, np.round(gyr / 0.00107) * 0.00107
    stamps = true_s * clock  # a fast clock counts too many seconds
    stamps = np.maximum.accumulate(stamps + rng.uniform(0.0, grade.jitter_s, n))
    kept = _kept(n, grade.lost, rate_hz, rng)
    fresh = np.concatenate(([True], np.diff(stamps) > 1e-6)) & kept
    return Samples(stamps[fresh], acc[fresh], gyr[fresh]), clock


def _walked(track: Track) -> Floats:
    """Where the ankle is: who has turned goes the way they face."""
    ahead, aside = np.diff(track.x, prepend=0.0), np.diff(track.y, prepend=0.0)
    c, s = np.cos(track.yaw), np.sin(track.yaw)
    return np.column_stack((np.cumsum(c * ahead - s * aside), np.cumsum(s * ahead + c * aside), track.z))


def _read(signal: Floats, cut_hz: float, at_s: Floats) -> Floats:
    """Through two leaks one after the other, late as they are, then sampled."""
    n = len(signal)
    f = np.fft.rfftfreq(2 * n, 1.0 / HZ)
    # each leak takes 3 dB at 1.55 times the corner of both together
    gain = 1.0 / (1.0 + 1j * f / (1.554 * cut_hz)) ** 2
    padded = np.vstack([signal, np.repeat(signal[-1:], n, axis=0)])
    start = padded[0]
    slow = np.fft.irfft(np.fft.rfft(padded - start, axis=0) * gain[:, None], 2 * n, axis=0)[:n] + start
    t = np.arange(n) / HZ
    return np.column_stack([np.interp(at_s, t, slow[:, k]) for k in range(3)])


def _kept(
    n: int, lost: float, rate_hz: float, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Bursts of loss of 40-450 ms, to the share asked for; now and then a long one."""
    kept = np.ones(n, dtype=bool)
    gone = 0
    while lost > 0.0 and gone < lost * n:
        long_s = rng.uniform(0.6, 1.5) if rng.random() < 0.03 else rng.uniform(0.04, 0.45)
        size = max(1, round(long_s * rate_hz))
        at = int(rng.integers(2, max(3, n - size - 2)))
        kept[at : at + size] = False
        gone += size
    return kept


def _strap(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Any side of the leg, any face, any edge, up to 15 deg askew; and where on the shank."""
    about, side = rng.uniform(0.0, 2 * np.pi), np.array([0.0])
    spin = _axis(2, side + about)[0]
    for _ in range(3):
        spin = _one(spin, _axis(int(rng.integers(3)), side + 0.5 * np.pi * rng.integers(4))[0])
    askew = np.radians(rng.uniform(0.0, 15.0))
    tilt = np.concatenate(([np.cos(askew / 2)], np.sin(askew / 2) * _direction(rng)))
    out = rng.uniform(0.035, 0.065)
    place = np.array([out * np.cos(about), out * np.sin(about), rng.uniform(0.06, 0.33)])
    return _one(tilt, spin), place


def _direction(rng: np.random.Generator) -> Floats:
    v = rng.normal(size=3)
    unit: Floats = v / np.linalg.norm(v)
    return unit


def _axis(k: int, angle: Floats) -> Floats:
    q = np.zeros((len(angle), 4))
    q[:, 0], q[:, 1 + k] = np.cos(angle / 2), np.sin(angle / 2)
    return q


def _one(a: Floats, b: Floats) -> Floats:
    product: Floats = _times(a[None], b[None])[0]
    return product


def _times(a: Floats, b: Floats) -> Floats:
    """Hamilton's product, row by row."""
    w, x, y, z = a.T
    p, q, r, s = b.T
    return np.column_stack(
        (
            w * p - x * q - y * r - z * s,
            w * q + x * p + y * s - z * r,
            w * r - x * s + y * p + z * q,
            w * s + x * r - y * q + z * p,
        )
    )


def _conjugate(q: Floats) -> Floats:
    turned: Floats = q * np.array([1.0, -1.0, -1.0, -1.0])
    return turned


def _rotate(q: Floats, v: Floats) -> Floats:
    pure = np.column_stack((np.zeros(len(v)), v))
    rotated: Floats = _times(_times(q, pure), _conjugate(q))[:, 1:]
    return rotated
