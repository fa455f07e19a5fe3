"""Whether the top of a repetition was held, from when to when, and how much of its height was kept.

A held heel sinks and wobbles, so its top is not where height is within a few percent of its greatest. How long the
rise took to get from 20 to 80 % tells when it was up, and the fall when it began. Over a long hold height is lost, more
so where it trembles and nothing is still; then how the shank leans tells it, for gravity does not drift.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `HOLD_S` | 3 s | design: a top kept for so long is a hold | ordinary tops last 0-2 s |
| `HELD_SHARE`, `LOW_SHARE` | 80 %, 20 % | a held heel sinks by 4 % and wobbles by 2 | where a rise is quick and plain |
| `ON_TO_TOP` | 40 % | of the time from 20 to 80 % a minimum-jerk movement takes from there to 95 % | |
| `LEANS_RAD`, `LEANS_SHARE`, `LEANS_S` | 40 % of the turn, where that is 2.5 deg or more, its mean over 0.5 s | a shank that leans so has its heel up: sway of 1 deg is as much, and soon over | a heel that is down, nought |
| `CROSSED_TO_TOP` | 36 % | of its time a minimum-jerk movement takes from there to 95 % | |
| `TO_TOP` | 81 % | and from its start | |
| `LET_GO` | half of the height | a heel that sank so far was let go and raised again | a tired hold wobbles by 20 % |
"""

from __future__ import annotations

from math import radians

import numpy as np

from tracker.samples import Floats

HOLD_S = 3.0
HELD_SHARE = 0.8
LOW_SHARE = 0.2
ON_TO_TOP = 0.4
LET_GO = 0.5
LEANS_RAD = radians(2.5)
LEANS_SHARE = 0.4
LEANS_S = 0.5
CROSSED_TO_TOP = 0.36
TO_TOP = 0.81


def hold_of(t_s: Floats, height: Floats, rise: float) -> tuple[float, float] | None:
    """From when to when the top of `height` was held, at times `t_s`; None where it was not for `HOLD_S`."""
    above = np.flatnonzero(height >= HELD_SHARE * rise)
    first, last = int(above[0]), int(above[-1])
    if float(height[first : last + 1].min()) <= LET_GO * rise:
        return None
    low = height <= LOW_SHARE * rise
    before, after = np.flatnonzero(low[:first]), np.flatnonzero(low[last:])
    start_s = end_s = 0.0
    if len(before):
        start_s = ON_TO_TOP * float(t_s[first] - t_s[before[-1]])
    if len(after):
        end_s = ON_TO_TOP * float(t_s[last + after[0]] - t_s[last])
    start_s, end_s = float(t_s[first]) + start_s, float(t_s[last]) - end_s
    return (start_s, end_s) if end_s - start_s >= HOLD_S else None


def hold_by_lean(
    t_s: Floats, u: Floats, rest: Floats, turn: Floats, up_s: float, down_s: float
) -> tuple[float, float] | None:
    """The same by how the shank leans: `u` is up in the sensor frame, shape (n, 3), `rest` at rest, `turn` how far it
    moves to the top; `up_s`, `down_s`: the time from the start to 95 % of the height and from there to the end. Where
    height drifts one of these is told too long, so the less is taken for both."""
    turned = float(turn @ turn)
    if turned < LEANS_RAD * LEANS_RAD:
        return None
    cells = min(len(t_s), round(LEANS_S / float(t_s[1] - t_s[0]))) if len(t_s) > 1 else 1
    share = np.convolve((u - rest) @ turn / turned, np.ones(cells) / cells, mode="same")
    edges = np.flatnonzero(np.diff(share > LEANS_SHARE, prepend=False, append=False))
    if not len(edges):
        return None
    runs = edges.reshape(-1, 2)
    first, last = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
    from_lean_s = CROSSED_TO_TOP / TO_TOP * min(up_s, down_s)
    start_s, end_s = float(t_s[first]) + from_lean_s, float(t_s[last - 1]) - from_lean_s
    return (start_s, end_s) if end_s - start_s >= HOLD_S else None


def kept_share(t_s: Floats, height: Floats, hold_s: tuple[float, float], rise: float) -> float:
    """The mean height of a hold, as a share of its best."""
    held = (t_s >= hold_s[0]) & (t_s <= hold_s[1])
    return float(height[held].sum() / held.sum()) / rise
