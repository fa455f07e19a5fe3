"""Times of a file whose rows were stamped a packet at a time, as they arrived, set right.

A radio brings several samples at once. An app that stamps them as they arrive gives all of a packet one time, or times
a millisecond apart, and then nothing for as long as the packet lasted. The samples were taken evenly before their
stamp; so they are spread out again between the packet before and their own.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `WITHIN` | a quarter of the mean step | so close together no sampling comes that jitters by 30 % | 0.4 of a step, both neighbours off |
| `PACKED` | 45 % of all steps | with two samples a packet every other step is so short | rows told twice by mistake are few, or hold the same numbers |
| `LOST` | 1.5 times the time the samples take | packets come late by a third of it; longer, and one is missing | one packet lost, 2 times |
| `GAP_S` | 1 s | what lies longer between two rows is no packet's time | a packet of 50 samples at 52 Hz |
"""

from __future__ import annotations

import numpy as np

from tracker.samples import Floats

WITHIN = 0.25
PACKED = 0.45
LOST = 1.5
GAP_S = 1.0
LEAST = 20


def are_packed(rows: Floats) -> bool:
    """Whether about every other row or more comes close upon the one before, with other numbers; `rows`, shape (n, 7),
    begin with their time, which never decreases."""
    t_s = rows[:, 0]
    if len(t_s) < LEAST or t_s[-1] <= t_s[0]:
        return False
    close = np.diff(t_s) < WITHIN * _usual_s(t_s)
    same = np.all(rows[1:, 1:] == rows[:-1, 1:], axis=1)
    return float(np.mean(close & ~same)) >= PACKED


def spread(t_s: Floats) -> Floats:
    """The times at which the samples were taken, evenly before the stamp of their packet."""
    ends = np.flatnonzero(np.append(np.diff(t_s) >= WITHIN * _usual_s(t_s), True))
    sizes = np.diff(np.concatenate(([-1], ends)))
    stamps = t_s[ends]
    took = np.diff(stamps)
    step_s = float(np.median(took / sizes[1:]))
    took = np.concatenate(([sizes[0] * step_s], took))
    whole = sizes * step_s
    took = np.where(took > LOST * whole, whole, took)  # what was lost before it is a gap, and stays one
    left = np.arange(len(t_s)) - np.repeat(ends, sizes)  # 0 at the last of a packet, negative before it
    result: Floats = np.repeat(stamps, sizes) + left * np.repeat(took / sizes, sizes)
    return result


def _usual_s(t_s: Floats) -> float:
    """The mean step, gaps left aside."""
    steps = np.diff(t_s)
    kept = steps[steps <= GAP_S]
    return float(kept.sum() / max(1, len(kept)))
