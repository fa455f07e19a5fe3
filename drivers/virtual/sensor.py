"""The sensor on the shank, or on thigh or foot: from the athlete's poses to what its registers read."""

from __future__ import annotations

import numpy as np

from drivers.virtual.athlete.person import FINE_HZ, Person
from drivers.virtual.athlete.pose import Poses, clock
from drivers.virtual.mount import Mount
from drivers.virtual.quality import Faults
from drivers.virtual.signal import VirtualSignal
from drivers.virtual.strap import Wear, Worn, held
from tracker.samples import Floats, Samples

GRAVITY_MS2 = 9.80665
ACC_STEP_MS2 = 8.0 * GRAVITY_MS2 / 32768.0  # 16 bits over +-8 g
TIGHT = Wear()
GYR_STEP_RADS = float(np.radians(1000.0)) / 32768.0  # 16 bits over +-1000 deg/s


def measure(
    poses: Poses,
    person: Person,
    mount: Mount,
    faults: Faults,
    rate_hz: float,
    rng: np.random.Generator,
    wear: Wear = TIGHT,
) -> tuple[VirtualSignal, Floats]:
    """The signal on the sensor's own clock, and the true direction of up in the sensor frame, (n, 3)."""
    bone, place = _segment(poses, person, wear.worn, mount.place_m)
    along = bone[:, :, 2]
    strap, slid = held(poses, person, faults, wear, _force(place, bone) if wear.slack_m else along, rng)
    rotation: Floats = bone @ strap @ mount.rotation
    thrown = poses.shake_m * _SHAKEN[wear.worn]
    place = place - slid[:, None] * along
    place += thrown[:, None] * (along + 0.4 * bone[:, :, 0])  # mostly along the bone
    acc = _force(place, rotation)
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


_SHAKEN = {Worn.SHANK: 1.0, Worn.THIGH: 0.4, Worn.FOOT: 1.5}
"""How much of what shakes the shank's flesh arrives: knees take most of it, the foot is where it comes from."""


def _force(place: Floats, rotation: Floats) -> Floats:
    """Specific force at a moving place, in the frame of a rotation, (n, 3)."""
    force = np.zeros_like(place)
    force[1:-1] = (place[2:] - 2.0 * place[1:-1] + place[:-2]) * FINE_HZ**2
    force[:, 2] += GRAVITY_MS2
    turned: Floats = (force[:, None, :] @ rotation)[:, 0, :]
    return turned


def _segment(poses: Poses, person: Person, worn: Worn, place_m: Floats) -> tuple[Floats, Floats]:
    """The segment's frame in the world, (n, 3, 3), and the sensor's place, (n, 3)."""
    turned = poses.heading + poses.yaw
    shank = _tilted(turned, poses.pitch, poses.roll)
    ankle = _ankle(poses)
    if worn is Worn.SHANK:
        return shank, ankle + shank @ place_m
    if worn is Worn.FOOT:
        foot = _tilted(poses.heading, poses.foot, 0.3 * poses.roll)
        return foot, ankle + foot @ ON_INSTEP_M
    thigh = _tilted(poses.heading + 0.3 * poses.yaw, poses.thigh, 0.7 * poses.roll)
    knee = ankle + person.shank_m * shank[:, :, 2]
    return thigh, knee + thigh @ place_m


ON_INSTEP_M = np.array([0.05, 0.0, 0.0])


def _tilted(turned: Floats, pitch: Floats, roll: Floats) -> Floats:
    """Segment to world, (n, 3, 3): heading and yaw about z, then pitch about y, then roll about x."""
    cy, sy = np.cos(turned), np.sin(turned)
    cp, sp = np.cos(pitch), np.sin(pitch)
    cr, sr = np.cos(roll), np.sin(roll)
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
