"""Runs of repetitions as a chain: each is in some posture, mostly that of the run before it; what soft tissue and strap
add is the same in all. Forward and backward through the chain, each run's chances are told by all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracker.samples import Floats


def chain(
    seen: Sequence[Floats], priors: Sequence[Floats], changes: Sequence[float], shared: Floats
) -> tuple[Floats, list[Floats]]:
    """Log evidence of the whole chain, (forwards,), and the chances of the postures in each run, (forwards, postures).

    `seen`: log likelihood of each run, (forwards, postures, softs, offsets); `priors`: of the postures in each run where it
    is drawn anew; `changes`: the chance of that between one run and the next, one fewer; `shared`: log prior of
    softs and offsets.
    """
    after = [np.zeros_like(seen[0])]  # what the runs after each say, by its posture and what is shared
    for one, prior, change in zip(seen[:0:-1], priors[:0:-1], changes[::-1], strict=True):
        after.insert(0, _before(one + after[0], prior, change))
    ahead = np.log(priors[0])[:, None, None] + shared
    chances: list[Floats] = []
    total = np.zeros(len(seen[0]))
    for k, (one, later) in enumerate(zip(seen, after, strict=True)):
        joint = ahead + one + later
        most = joint.max(axis=(1, 2, 3))
        weights = np.exp(joint - most[:, None, None, None]).sum(axis=(2, 3))
        whole = weights.sum(axis=1)
        total = most + np.log(whole)
        chances.append(weights / whole[:, None])
        if k < len(changes):
            ahead = _after(ahead + one, priors[k + 1], changes[k])
    return total, chances


def _after(by_posture: Floats, prior: Floats, change: float) -> Floats:
    """From a run's postures to the next one's."""
    most = by_posture.max(axis=1, keepdims=True)
    total = np.exp(by_posture - most)
    mixed = (1.0 - change) * total + change * prior[:, None, None] * total.sum(axis=1, keepdims=True)
    result: Floats = np.log(mixed + 1e-30) + most
    return result


def _before(by_posture: Floats, prior: Floats, change: float) -> Floats:
    """From what speaks for a run's postures to what speaks for those of the one before it."""
    most = by_posture.max(axis=1, keepdims=True)
    total = np.exp(by_posture - most)
    mixed = (1.0 - change) * total + change * (prior[:, None, None] * total).sum(axis=1, keepdims=True)
    result: Floats = np.log(mixed + 1e-30) + most
    return result
