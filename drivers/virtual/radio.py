"""When notifications arrive, and which never do: losses in runs, arrivals in bursts, order kept.

Bursts as seen on real links (biomechanics 4): 1, 42, 1, 48 ms at a nominal 20 ms.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from drivers.virtual.device import Sent
from drivers.virtual.signal import RadioTrouble
from tracker.samples import Floats

SHORTEST_S = 0.0075
"""The shortest connection interval of Bluetooth LE."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One notification and the moment it is heard, on the world's clock."""

    arrival_s: float
    uuid: str
    data: bytes


class Air(Protocol):
    """What is between a device and who listens."""

    def carry(self, sent: Sent) -> list[Arrived]:
        """What becomes of this notification: nothing, itself, or more."""
        ...


class Radio:
    """An air with trouble: as `deliver`, one notification after another."""

    def __init__(self, trouble: RadioTrouble, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._interval_s = max(trouble.burst_s, SHORTEST_S)
        self._leave = 1.0 / max(trouble.loss_run, 1.0)
        self._enter = self._leave * trouble.loss_share / (1.0 - trouble.loss_share)
        self._losing = False
        self._last_s = -math.inf

    def carry(self, sent: Sent) -> list[Arrived]:
        """It waits for the next connection event, and a few events are missed; order is kept."""
        if sent.answer:
            return [Arrived(sent.sent_s, sent.uuid, sent.data)]
        draw = self._rng.random()
        self._losing = draw >= self._leave if self._losing else draw < self._enter
        event = math.floor(sent.sent_s / self._interval_s) + 1 + self._rng.binomial(2, 0.05)
        arrival_s = event * self._interval_s + self._rng.exponential(0.0008)
        if self._losing:
            return []
        self._last_s = max(self._last_s, arrival_s)
        return [Arrived(self._last_s, sent.uuid, sent.data)]


def deliver(sent_s: Floats, trouble: RadioTrouble, seed: int) -> list[float | None]:
    """Arrival of each notification on the world's clock, None where it is lost.

    A notification waits for the next connection event (every `burst_s`), and a few events are missed.
    """
    rng = np.random.default_rng(seed)
    n = len(sent_s)
    lost = lost_runs(n, trouble, rng)
    interval = max(trouble.burst_s, SHORTEST_S)
    events = (np.floor(sent_s / interval) + 1 + rng.binomial(2, 0.05, n)) * interval
    arrival = np.maximum.accumulate(events + rng.exponential(0.0008, n))
    return [None if gone else float(t) for t, gone in zip(arrival, lost, strict=True)]


def packet_size(rate_hz: float) -> int:
    """Samples a radio loses together: sensors of this kind send about thirteen packets a second."""
    return max(1, round(rate_hz / 13.0))


def lost_runs(n: int, trouble: RadioTrouble, rng: np.random.Generator) -> list[bool]:
    """A two-state chain: on average `loss_share` lost, in runs of `loss_run`."""
    if trouble.loss_share <= 0.0:
        return [False] * n
    leave = 1.0 / max(trouble.loss_run, 1.0)
    enter = leave * trouble.loss_share / (1.0 - trouble.loss_share)
    draws = rng.random(n)
    lost, state = [], False
    for draw in draws:
        state = draw < enter if not state else draw >= leave
        lost.append(bool(state))
    return lost
