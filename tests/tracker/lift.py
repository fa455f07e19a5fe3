"""The plainest calf raises there are, for tests of single rules: minimum-jerk lifts of a sensor that turns with
them, straight from formulas, with white noise. What a leg really does is the virtual athlete's to say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.samples import Floats, Samples

G = 9.80665


@dataclass(frozen=True)
class Lifts:
    """What to do; see `samples()`."""

    count: int = 5
    height_cm: float = 6.0
    up_s: float = 0.8
    hold_s: float = 0.4
    down_s: float = 0.8
    pause_s: float = 0.8
    turn_deg: float = 3.0  # backward, in step with the rise
    lead_s: float = 4.0
    tail_s: float = 4.0
    rate_hz: float = 100.0
    acc_noise_ms2: float = 0.03
    gyr_noise_dps: float = 0.1
    acc_offset_ms2: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gyr_bias_dps: tuple[float, float, float] = (0.0, 0.0, 0.0)
    seed: int = 1

    @property
    def starts_s(self) -> list[float]:
        """When each rise begins."""
        period = self.up_s + self.hold_s + self.down_s + self.pause_s
        return [self.lead_s + k * period for k in range(self.count)]

    @property
    def tops_s(self) -> list[float]:
        """When each heel is fully up."""
        return [start + self.up_s for start in self.starts_s]

    def samples(self) -> Samples:
        """x forward, y left, z up at rest; the sensor frame is the world's, turned by the pitch."""
        period = self.up_s + self.hold_s + self.down_s + self.pause_s
        n = round((self.lead_s + self.count * period + self.tail_s) * self.rate_hz)
        t = np.arange(n) / self.rate_hz
        lift, acceleration, speed = np.zeros(n), np.zeros(n), np.zeros(n)
        for start in self.starts_s:
            for begin, length, sign in (
                (start, self.up_s, 1.0),
                (start + self.up_s + self.hold_s, self.down_s, -1.0),
            ):
                x = np.clip((t - begin) / length, 0.0, 1.0)
                lift += sign * (10 * x**3 - 15 * x**4 + 6 * x**5)
                speed += sign * (30 * x**2 - 60 * x**3 + 30 * x**4) / length
                acceleration += sign * (60 * x - 180 * x**2 + 120 * x**3) / length**2
        height_m = self.height_cm / 100.0
        pitch = -np.radians(self.turn_deg) * lift  # about y; positive tips the top forward
        force_x, force_z = 0.6 * height_m * acceleration, height_m * acceleration + G
        cos, sin = np.cos(pitch), np.sin(pitch)
        rng = np.random.default_rng(self.seed)
        acc = np.column_stack((cos * force_x - sin * force_z, np.zeros(n), sin * force_x + cos * force_z))
        gyr = np.column_stack((np.zeros(n), -np.radians(self.turn_deg) * speed, np.zeros(n)))
        acc += rng.normal(0.0, self.acc_noise_ms2, (n, 3)) + np.array(self.acc_offset_ms2)
        gyr += np.radians(rng.normal(0.0, self.gyr_noise_dps, (n, 3)) + np.array(self.gyr_bias_dps))
        return Samples(t, acc, gyr)


def resampled(samples: Samples, keep: Floats) -> Samples:
    """Only the samples where `keep` is true."""
    chosen = keep.astype(bool)
    return Samples(samples.t_s[chosen], samples.acc_ms2[chosen], samples.gyr_rads[chosen])
