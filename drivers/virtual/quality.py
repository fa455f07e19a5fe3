"""How good the sensor, its strap and its radio are: three grades, and one draw from a grade.

Ranges from biomechanics 4: gyro bias 0.1-2 deg/s, accelerometer offset 0.05-0.5 m/s2 and 1 % scale, clock off
by up to 2 %, arrivals in bursts, losses in runs, 20 Hz low-pass, soft tissue of 1-4 deg.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drivers.virtual.signal import RadioTrouble
from tracker.samples import Floats


class Quality(StrEnum):
    """The grades."""

    GOOD = "good"
    TYPICAL = "typical"
    BAD = "bad"


@dataclass(frozen=True, slots=True, eq=False)
class Faults:
    """What is wrong with one sensor. SI units; `clock` is its seconds per true second; `low_pass_hz` None
    where it does not filter; `slip_rad` is how far the strap slips once in a session, mostly 0."""

    acc_offset_ms2: Floats
    acc_scale: Floats
    acc_noise_ms2: float
    gyr_bias_rads: Floats
    gyr_wander_rads: float
    gyr_noise_rads: float
    clock: float
    low_pass_hz: float | None
    soft_share: float
    slip_rad: float
    trouble: RadioTrouble


def draw_faults(quality: Quality, rng: np.random.Generator) -> Faults:
    """One sensor of a grade; `noise` is a sample's standard deviation at 100 Hz."""
    offset, bias, clock, loss, soft, slip = {
        Quality.GOOD: (0.05, 0.1, 0.0005, 0.0, 0.3, 0.0),
        Quality.TYPICAL: (0.15, 0.5, 0.003, 0.005, 0.7, 0.0),
        Quality.BAD: (0.4, 2.0, 0.02, 0.05, 1.0, 0.1),
    }[quality]
    direction, spin = rng.normal(size=3), rng.normal(size=3)
    slips = rng.random() < slip
    return Faults(
        acc_offset_ms2=direction / np.linalg.norm(direction) * offset * rng.uniform(0.3, 1.0),
        acc_scale=1.0 + rng.uniform(-1.0, 1.0, 3) * (0.002 if quality is Quality.GOOD else 0.01),
        acc_noise_ms2=float({"good": 0.01, "typical": 0.025, "bad": 0.05}[quality] * rng.uniform(0.7, 1.2)),
        gyr_bias_rads=np.radians(spin / np.linalg.norm(spin) * bias * rng.uniform(0.3, 1.0)),
        gyr_wander_rads=float(np.radians(0.02 if quality is Quality.GOOD else 0.06)),
        gyr_noise_rads=float(np.radians({"good": 0.05, "typical": 0.1, "bad": 0.25}[quality])),
        clock=float(1.0 + rng.uniform(-1.0, 1.0) * clock),
        low_pass_hz=20.0 if quality is Quality.BAD or rng.random() < 0.3 else None,
        soft_share=soft,
        slip_rad=float(np.radians(rng.uniform(5.0, 20.0))) if slips else 0.0,
        trouble=RadioTrouble(loss, 2.0, 0.015 if quality is Quality.GOOD else 0.045),
    )
