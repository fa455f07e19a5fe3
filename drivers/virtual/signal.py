"""What a virtual sensor measured, before any radio: the hand-over from the sensor model to the devices."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.samples import Floats, Samples


@dataclass(frozen=True, slots=True, eq=False)
class VirtualSignal:
    """`samples` are complete and carry the sensor's own, wrong clock; `true_t_s`, shape (n,), are the same
    instants on the world's clock, from 0. `rate_hz` is what the sensor says its rate is."""

    samples: Samples
    true_t_s: Floats
    rate_hz: float


@dataclass(frozen=True, slots=True)
class RadioTrouble:
    """What the radio does to notifications: the share lost, in runs of so many on average, and how far
    arrivals bunch up (the connection interval, seconds)."""

    loss_share: float = 0.0
    loss_run: float = 3.0
    burst_s: float = 0.03
