"""The rise as a plot wants it: the live height without the steps by which it is corrected at each rest.

Between two rests the integrated height drifts by a centimetre or so; at the second rest, or where a fall turned
out to have ended, it is known again and jumps there. Drawn, such a jump looks like a movement. Once it is known, it
is spread over the time since height was known before, in which it came about. What has not come to rest yet is
drawn as it was felt.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.motion import Moment
from tracker.timeline import CELL_S

STEP_M = 0.002  # a sixth of the least rise that counts (gates.py)


def levelled(moments: Sequence[Moment]) -> list[tuple[float, float]]:
    """Time in s and height above the rest in cm, one point a moment."""
    heights = [moment.h_m for moment in moments]
    rest, corrected_m = 0, 0.0  # where the leg last was still, and by how much height was corrected since
    for k in range(1, len(moments)):
        before, now = moments[k - 1], moments[k]
        step_m = now.h_m - before.h_m - 0.5 * CELL_S * (before.v_ms + now.v_ms)
        corrected_m += step_m
        if now.still_s > 0.0 or abs(step_m) > STEP_M:
            for j in range(rest + 1, k):
                heights[j] += corrected_m * (j - rest) / (k - rest)
            rest, corrected_m = k, 0.0
    return [(moment.t_s, 100.0 * height) for moment, height in zip(moments, heights, strict=True)]
