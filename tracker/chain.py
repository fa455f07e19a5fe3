"""Runs of repetitions as a chain: each is in some posture, mostly that of the run before it; what soft tissue and strap
add is the same in all. Forward and backward through the chain, each run's chances are told by all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracker.samples import Floats


def chain(
    seen: Floats, prior: Floats, changes: Sequence[Floats], shared: Floats
) -> tuple[Floats, list[Floats]]:
    """Log evidence of the whole chain, (forwards,), and the chances of the postures in each run, (forwards, postures).

    `seen`: log likelihood of each run, (runs, forwards, postures, softs, offsets); `prior`: of the postures in the first;
    `changes`: from each run to the next one, one fewer, the chances of its postures by those before (rows);
    `shared`: log prior of softs and offsets.
    """
    after: list[Floats | None] = [None]  # what the runs after each say, by its posture and what is shared
    for one, change in zip(seen[:0:-1], changes[::-1], strict=True):
        said = after[0]
        after.insert(0, _led(one if said is None else one + said, change.T))
    ahead = np.log(prior)[:, None, None] + shared
    chances: list[Floats] = []
    total = np.zeros(len(seen[0]))
    for k, (one, later) in enumerate(zip(seen, after, strict=True)):
        so_far = ahead + one
        joint = so_far if later is None else so_far + later
        most = joint.max(axis=(1, 2, 3))
        joint = joint - most[:, None, None, None]
        weights = np.exp(joint, out=joint).sum(axis=(2, 3))
        whole = weights.sum(axis=1)
        total = most + np.log(whole)
        chances.append(weights / whole[:, None])
        if k < len(changes):
            ahead = _led(so_far, changes[k])
    return total, chances


def changing(chance: float, to: Floats) -> Floats:
    """Chances of the next run's postures by those of this one (rows): the same, or, with that chance, drawn from the
    rows of `to`, of which there may be but one."""
    same: Floats = (1.0 - chance) * np.eye(to.shape[1]) + chance * to / to.sum(axis=1, keepdims=True)
    return same


def _led(by_posture: Floats, change: Floats) -> Floats:
    """What a run says by its postures, as said by those of its neighbour."""
    most = by_posture.max(axis=1, keepdims=True)
    likely = by_posture - most
    mixed: Floats = (change.T @ np.exp(likely, out=likely).reshape(*likely.shape[:2], -1)).reshape(
        likely.shape
    )
    mixed += 1e-30
    np.log(mixed, out=mixed)
    mixed += most
    return mixed
