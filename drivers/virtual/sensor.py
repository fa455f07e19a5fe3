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
    shank = _shank(poses)
    tilt, slid = _strap(poses, person, faults, rng)
    rotation: Floats = shank @ tilt @ mount.rotation
    place = _ankle(poses) + (shank @ mount.place_m) - slid[:, None] * shank[:, :, 2]
    place += poses.shake_m[:, None] * (shank[:, :, 2] + 0.4 * shank[:, :, 0])  # mostly along the bone
    force = np.zeros_like(place)
    force[1:-1] = (place[2:] - 2.0 * place[1:-1] + place[:-2]) * FINE_HZ**2
    force[:, 2] += GRAVITY_MS2
    acc = (force[:, None, :] @ rotation)[:, 0, :]
    gyr = _angular_rate(rotation)
    up = rotation[:, 2, :]
    # Sensors filter below half their rate, so nothing folds back.
    cut_hz = min(0.4 * rate_hz, faults.low_pass_hz or np.inf)
    acc, gyr = low_pass(acc, cut_hz), low_pass(gyr, cut_hz)

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
    """Shank to world, (n, 3, 3): heading and yaw about z, then pitch about y, then roll about x."""
    turned = poses.heading + poses.yaw
    cy, sy = np.cos(turned), np.sin(turned)
    cp, sp = np.cos(poses.pitch), np.sin(poses.pitch)
    cr, sr = np.cos(poses.roll), np.sin(poses.roll)
    rows = [
        [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
        [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
        [-sp, cp * sr, cp * cr],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=1)


def _ankle(poses: Poses) -> Floats:
    """Where the ankle is in the world, (n, 3): its steps turned by the heading they are made in."""
    dx, dy = np.diff(poses.x, prepend=poses.x[0]), np.diff(poses.y, prepend=poses.y[0])
    cos, sin = np.cos(poses.heading), np.sin(poses.heading)
    return np.column_stack((np.cumsum(cos * dx - sin * dy), np.cumsum(sin * dx + cos * dy), poses.z))


def _strap(poses: Poses, person: Person, faults: Faults, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """How the sensor is turned against the bone, (n, 3, 3), and how far it has slid down it, m: the calf bulges
    and tilts it, and a strap may slip once, round the leg, down and askew."""
    n = len(poses)
    bulge = person.soft_rad * faults.soft_share * poses.contraction
    ax = bulge * np.cos(person.soft_azimuth_rad)
    ay = bulge * np.sin(person.soft_azimuth_rad)
    slip, slid = np.zeros(n), np.zeros(n)
    if faults.slip_rad > 0.0:
        course = smooth((clock(n) - rng.uniform(0.2, 0.8) * n / FINE_HZ) / 0.4)
        slip = faults.slip_rad * course
        slid = rng.uniform(0.0, 0.02) * course
        ax = ax + np.radians(rng.uniform(-4.0, 4.0)) * course
        ay = ay + np.radians(rng.uniform(-4.0, 4.0)) * course
    one = np.ones(n)
    small = np.stack(
        [
            np.stack([one, -slip, ay], axis=-1),
            np.stack([slip, one, -ax], axis=-1),
            np.stack([-ay, ax, one], axis=-1),
        ],
        axis=1,
    )
    return _orthonormal(small), slid


def _orthonormal(matrix: Floats) -> Floats:
    """Gram-Schmidt by columns: the small-angle matrix as a true rotation."""
    x = matrix[:, :, 0] / np.linalg.norm(matrix[:, :, 0], axis=1)[:, None]
    y = matrix[:, :, 1] - (matrix[:, :, 1] * x).sum(axis=1)[:, None] * x
    y = y / np.linalg.norm(y, axis=1)[:, None]
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def _angular_rate(rotation: Floats) -> Floats:
    """Body rates from one orientation to the next; exact for the step, so its integral closes."""
    step = rotation[:-1].transpose(0, 2, 1) @ rotation[1:]
    vector = 0.5 * np.stack(
        [step[:, 2, 1] - step[:, 1, 2], step[:, 0, 2] - step[:, 2, 0], step[:, 1, 0] - step[:, 0, 1]], axis=-1
    )
    sine = np.linalg.norm(vector, axis=1)
    scale = np.where(sine > 1e-9, np.arcsin(np.clip(sine, 0.0, 1.0)) / np.maximum(sine, 1e-12), 1.0)
    rate = vector * scale[:, None] * FINE_HZ
    centred: Floats = np.vstack([rate[:1], 0.5 * (rate[:-1] + rate[1:]), rate[-1:]])
    return centred


def low_pass(signal: Floats, cut_hz: float, rate_hz: float = FINE_HZ) -> Floats:
    """A Gaussian kernel with its -3 dB at `cut_hz`, without delay; `signal` is (n, channels)."""
    sigma = 0.1325 / cut_hz * rate_hz
    reach = int(4 * sigma) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(signal, ((reach, reach), (0, 0)), mode="edge")
    return np.stack(
        [np.convolve(padded[:, k], kernel, mode="valid") for k in range(signal.shape[1])], axis=-1
    )


def _sample(at_s: Floats, fine_s: Floats, signal: Floats) -> Floats:
    return np.stack([np.interp(at_s, fine_s, signal[:, k]) for k in range(signal.shape[1])], axis=-1)
