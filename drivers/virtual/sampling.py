"""A virtual sensor's signal at the rate, phase and low-pass its device was set to, and as counts of its registers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.readings import Ints
from drivers.virtual.sensor import low_pass
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Floats

GRAVITY_MS2 = 9.80665


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """What the device measures: `device_s` on its own clock since the signal began, `true_s` the same instants on the
    world's, both (n,); `acc_ms2`, `gyr_rads` (n, 3)."""

    device_s: Floats
    true_s: Floats
    acc_ms2: Floats
    gyr_rads: Floats

    def __len__(self) -> int:
        return len(self.device_s)

    @property
    def acc_g(self) -> Floats:
        """Acceleration in g."""
        return self.acc_ms2 / GRAVITY_MS2

    @property
    def gyr_dps(self) -> Floats:
        """Rotation in degrees a second."""
        return np.degrees(self.gyr_rads)


def sampled(
    signal: VirtualSignal, rate_hz: float, phase_s: float = 0.0, low_pass_hz: float | None = None
) -> Sampled:
    """The signal at that rate of the device's clock, first sample `phase_s` late. Without low-pass, at its own rate and
    phase, it is the signal to the bit; else straight lines between its samples."""
    of = signal.samples
    acc, gyr = of.acc_ms2, of.gyr_rads
    if low_pass_hz is not None and low_pass_hz < 0.5 * signal.rate_hz:
        acc, gyr = (low_pass(one, low_pass_hz, signal.rate_hz) for one in (acc, gyr))
    if rate_hz == signal.rate_hz and phase_s == 0.0:
        return Sampled(of.t_s, signal.true_t_s, acc, gyr)
    n = int((of.t_s[-1] - of.t_s[0] - phase_s) * rate_hz) + 1
    at_s: Floats = of.t_s[0] + phase_s + np.arange(n) / rate_hz
    return Sampled(
        at_s,
        np.interp(at_s, of.t_s, signal.true_t_s),
        _between(at_s, of.t_s, acc),
        _between(at_s, of.t_s, gyr),
    )


def counts(values: Floats, per_unit: float, bits: int = 16) -> Ints:
    """As a register holds them: rounded, and stopped at the ends of its range."""
    most = 2 ** (bits - 1)
    whole: Ints = np.clip(np.rint(values * per_unit), -most, most - 1).astype(np.int64)
    return whole


def _between(at_s: Floats, t_s: Floats, values: Floats) -> Floats:
    return np.stack([np.interp(at_s, t_s, values[:, k]) for k in range(values.shape[1])], axis=-1)
