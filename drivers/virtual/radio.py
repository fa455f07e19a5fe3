"""When notifications arrive, and which never do: losses in runs, arrivals in bursts, order kept.

Bursts as seen on real links (biomechanics 4): 1, 42, 1, 48 ms at a nominal 20 ms.
"""

from __future__ import annotations

import numpy as np

from drivers.virtual.signal import RadioTrouble
from tracker.samples import Floats


def deliver(sent_s: Floats, trouble: RadioTrouble, seed: int) -> list[float | None]:
    """Arrival of each notification on the world's clock, None where it is lost.

    A notification waits for the next connection event (every `burst_s`), and a few events are missed.
    """
    rng = np.random.default_rng(seed)
    n = len(sent_s)
    lost = lost_runs(n, trouble, rng)
    interval = max(trouble.burst_s, 0.0075)  # the shortest connection interval of Bluetooth LE
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
