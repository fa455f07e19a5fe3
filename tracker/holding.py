"""Whether the top of a repetition was held, from when to when, and how much of its height was kept.

A held heel sinks and wobbles, so its top is not where height is within a few percent of its greatest. How long the
rise took to get from 20 to 80 % tells when it was up, and the fall when it began.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `HOLD_S` | 3 s | design: a top kept for so long is a hold | ordinary tops last 0-2 s |
| `HELD_SHARE`, `LOW_SHARE` | 80 %, 20 % | a held heel sinks by 4 % and wobbles by 2 | where a rise is quick and plain |
| `ON_TO_TOP` | 40 % | of the time from 20 to 80 % a minimum-jerk movement takes from there to 95 % | |
| `LET_GO` | half of the height | a heel that sank so far was let go and raised again | a tired hold wobbles by 20 % |
"""

from __future__ import annotations

import numpy as np

from tracker.samples import Floats

HOLD_S = 3.0
HELD_SHARE = 0.8
LOW_SHARE = 0.2
ON_TO_TOP = 0.4
LET_GO = 0.5


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


def kept_share(t_s: Floats, height: Floats, hold_s: tuple[float, float], rise: float) -> float:
    """The mean height of a hold, as a share of its best."""
    held = (t_s >= hold_s[0]) & (t_s <= hold_s[1])
    return float(height[held].sum() / held.sum()) / rise
