"""The sensor on the shank: from the athlete's poses to what its registers read."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import Poses, clock, smooth
from drivers.virtual.mount import Mount
from drivers.virtual.quality import Faults
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Floats, Samples

GRAVITY_MS2 = 9.80665
ACC_STEP_MS2 = 8.0 * GRAVITY_MS2 / 32768.0  # 16 bits over +-8 g
GYR_STEP_RADS = float(np.radians(1000.0)) / 32768.0  # 16 bits over +-1000 deg/s


def measure(
    poses: Poses, person: Person, mount: Mount, faults: Faults, rate_hz: float, rng: np.random.Generator
) -> tuple[VirtualSignal, Floats]:
    """The signal on the sensor's own clock, and the true direction of up in the sensor frame, (n, 3)."""
    rotation = _orientation(poses, person, mount, faults, rng)
    shank = _shank(poses)
    place = np.column_stack((poses.x, poses.y, poses.z)) + shank @ mount.place_m
    force = np.gradient(np.gradient(place, axis=0), axis=0) * FINE_HZ**2
    force[:, 2] += GRAVITY_MS2
    force += poses.jolt_ms2[:, None] * shank[:, :, 2]
    acc = np.einsum("nij,ni->nj", rotation, force)
    gyr = _angular_rate(rotation)
    up = rotation[:, 2, :]
    if faults.low_pass_hz is not None:
        acc, gyr = _low_pass(acc, faults.low_pass_hz), _low_pass(gyr, faults.low_pass_hz)

    n = int((len(poses) - 1) / FINE_HZ * rate_hz * faults.clock)
    device_s = np.arange(n) / rate_hz
    true_s = device_s / faults.clock
    fine_s = clock(len(poses))
    acc = _sample(true_s, fine_s, acc) * faults.acc_scale + faults.acc_offset_ms2
    gyr = _sample(true_s, fine_s, gyr) + faults.gyr_bias_rads
    gyr += faults.gyr_wander_rads * np.sin(2 * np.pi * (true_s[:, None] / 600.0 + rng.random(3)))
    per_sample = np.sqrt(rate_hz / 100.0)  # noise is a density: faster sampling sees more of it
    acc += rng.normal(0.0, faults.acc_noise_ms2 * per_sample, acc.shape)
    gyr += rng.normal(0.0, faults.gyr_noise_rads * per_sample, gyr.shape)
    acc = np.clip(np.round(acc / ACC_STEP_MS2), -32768, 32767) * ACC_STEP_MS2
    gyr = np.clip(np.round(gyr / GYR_STEP_RADS), -32768, 32767) * GYR_STEP_RADS
    return VirtualSignal(Samples(device_s, acc, gyr), true_s, rate_hz), _sample(true_s, fine_s, up)


def _shank(poses: Poses) -> Floats:
    """Shank to world, (n, 3, 3): yaw about z, then pitch about y, then roll about x."""
    cy, sy = np.cos(poses.yaw), np.sin(poses.yaw)
    cp, sp = np.cos(poses.pitch), np.sin(poses.pitch)
    cr, sr = np.cos(poses.roll), np.sin(poses.roll)
    rows = [
        [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
        [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
        [-sp, cp * sr, cp * cr],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=1)


def _orientation(
    poses: Poses, person: Person, mount: Mount, faults: Faults, rng: np.random.Generator
) -> Floats:
    """Sensor to world: the shank, the tissue that tilts with the calf, the strap that may slip, the mount."""
    n = len(poses)
    tilt = person.soft_rad * faults.soft_share * poses.contraction
    ax = tilt * np.cos(person.soft_azimuth_rad)
    ay = tilt * np.sin(person.soft_azimuth_rad)
    slip = np.zeros(n)
    if faults.slip_rad > 0.0:
        at = rng.uniform(0.2, 0.8) * n / FINE_HZ
        slip = faults.slip_rad * smooth((clock(n) - at) / 0.4)
    one = np.ones(n)
    small = np.stack(
        [
            np.stack([one, -slip, ay], axis=-1),
            np.stack([slip, one, -ax], axis=-1),
            np.stack([-ay, ax, one], axis=-1),
        ],
        axis=1,
    )
    small = _orthonormal(small)
    rotation: Floats = _shank(poses) @ small @ mount.rotation
    return rotation


def _orthonormal(matrix: Floats) -> Floats:
    """Gram-Schmidt by columns: the small-angle matrix as a true rotation."""
    x = matrix[:, :, 0] / np.linalg.norm(matrix[:, :, 0], axis=1)[:, None]
    y = matrix[:, :, 1] - (matrix[:, :, 1] * x).sum(axis=1)[:, None] * x
    y = y / np.linalg.norm(y, axis=1)[:, None]
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def _angular_rate(rotation: Floats) -> Floats:
    """Body rates from one orientation to the next; exact for the step, so its integral closes."""
    step = np.einsum("nji,njk->nik", rotation[:-1], rotation[1:])
    vector = 0.5 * np.stack(
        [step[:, 2, 1] - step[:, 1, 2], step[:, 0, 2] - step[:, 2, 0], step[:, 1, 0] - step[:, 0, 1]], axis=-1
    )
    sine = np.linalg.norm(vector, axis=1)
    scale = np.where(sine > 1e-9, np.arcsin(np.clip(sine, 0.0, 1.0)) / np.maximum(sine, 1e-12), 1.0)
    rate = vector * scale[:, None] * FINE_HZ
    centred: Floats = np.vstack([rate[:1], 0.5 * (rate[:-1] + rate[1:]), rate[-1:]])
    return centred


def _low_pass(signal: Floats, cut_hz: float) -> Floats:
    """A Gaussian kernel with its -3 dB at `cut_hz`, without delay."""
    sigma = 0.1325 / cut_hz * FINE_HZ
    reach = int(4 * sigma) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(signal, ((reach, reach), (0, 0)), mode="edge")
    return np.stack(
        [np.convolve(padded[:, k], kernel, mode="valid") for k in range(signal.shape[1])], axis=-1
    )


def _sample(at_s: Floats, fine_s: Floats, signal: Floats) -> Floats:
    return np.stack([np.interp(at_s, fine_s, signal[:, k]) for k in range(signal.shape[1])], axis=-1)
