"""The rise into a hold and the fall out of it, each measured by itself, from stillness to stillness.

How the shank leans tells that the heel stays up, and for as long as that it is no witness that it ever rose: a knee that
falls aside leans as well. So what was seen of the rise and the fall must say so, whatever lies between them. Velocity
being nought at both ends of it, a constant error of acceleration has no part in how high a movement goes.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `HALFWAY`, `ROOM_S` | 45 % of the way, 0.2 s | where a minimum-jerk movement is at 40 % of its height, by which a lean is told; and on either side, for one that is slower | the rest before it |
| `TOP` | 81 % of the way | where a minimum-jerk movement is at 95 % | |
| `UP_S` | 0.5 s | over which a tilt is a mean, to tell that a heel that is held stays up: tremble and noise are over | between two quick repetitions it is down for as long |
| `SURELY` | 1 sigma above half of a repetition | the one edge that was seen says so, whatever the other does | a leg that leans and does not rise: nought, 2 sigma and more below |
| `AS_OTHERS` | 5 to 1, as a logarithm | who leans in a set as far, the same way and no longer than in its repetitions is in one: a rise of 3 s is felt to 4 cm only | a leg that leans for 1 s and does not rise is felt to 0.5 cm: 1 to 1000 |
| `SHAPE` | 4.1 heights a squared time | the acceleration of a minimum-jerk movement, rms: so much may be unseen in a hole, all of it one way | |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from tracker.samples import Floats
from tracker.smoother import JOINED, NOISE_MS2, SHARE, TURNING_MS2
from tracker.trail import STEP_S, Step

HALFWAY = 0.45
ROOM_S = 0.2
UP_S = 0.5
SURELY = 1.0
AS_OTHERS = log(5.0)
SHAPE = 4.1
TOP = 0.81


@dataclass(frozen=True, slots=True)
class Edges:
    """How a repetition rises and falls: its height, and the time each takes, from stillness to stillness."""

    height_m: float
    up_s: float
    down_s: float

    def times_s(self, up_s: float, down_s: float) -> tuple[float, float, float, float]:
        """Start, top, leaving of the top and end of one that leans as at a top from `up_s` to `down_s`; one that is
        over sooner than the usual ones rise and fall is left where it is reached."""
        top_s, leave_s = up_s + (TOP - HALFWAY) * self.up_s, down_s - (TOP - HALFWAY) * self.down_s
        if top_s > leave_s:
            top_s = leave_s = up_s + (down_s - up_s) * self.up_s / (self.up_s + self.down_s)
        return up_s - HALFWAY * self.up_s, top_s, leave_s, down_s + HALFWAY * self.down_s


def mean_up(steps: Sequence[Step]) -> Floats:
    """Up in the sensor frame around each step, its mean over `UP_S`, shape (n, 3)."""
    u = np.array([step.u for step in steps])
    window = np.ones(min(round(UP_S / STEP_S), len(steps)))
    share = np.convolve(np.ones(len(steps)), window, mode="same")
    return np.array([np.convolve(u[:, k], window, mode="same") / share for k in range(3)]).T


def held_around(up: NDArray[np.bool_], top: int, before: int, after: int) -> tuple[int, int]:
    """From which step to which it leans as at a top (`up`) without a break around `top`; that alone, if it does not, or if
    by its height it was down meanwhile, before the tops `before` or `after` it: in a hole a lean is not seen to change."""
    down = np.flatnonzero(np.logical_not(up))
    next_down = int(np.searchsorted(down, top))
    first = int(down[next_down - 1]) + 1 if next_down else 0
    last = int(down[next_down]) - 1 if next_down < len(down) else len(up) - 1
    alone = (first > before or before == 0) and (last < after or after == len(up) - 1)
    return (first, last) if up[top] and alone else (top, top)


def is_raised(
    steps: Sequence[Step],
    offset_ms2: tuple[float, float, float],
    first: int,
    last: int,
    edges: Edges,
    *,
    usual_s: float,
) -> bool:
    """Whether what was seen of the movements by which the leg comes to lean as at a top, from step `first` to step
    `last`, is a rise and a fall: one of them surely of half a repetition, for the other may not have been where the
    lean began to show; or their mean, each by how well it is known, rather that of a heel than of none. One that
    leans no longer than `usual_s`, as long as the others take, does what they do unless its height tells otherwise."""
    up_s, down_s = edges.up_s, edges.down_s
    rise_m, rise_sigma_m = _measured(
        steps, offset_ms2, first, (HALFWAY * up_s, (1.0 - HALFWAY) * up_s), edges.height_m
    )
    fall_m, fall_sigma_m = _measured(
        steps, offset_ms2, last, ((1.0 - HALFWAY) * down_s, HALFWAY * down_s), edges.height_m
    )
    half_m = 0.5 * edges.height_m
    if max(rise_m - SURELY * rise_sigma_m, -fall_m - SURELY * fall_sigma_m) > half_m:
        return True
    rise, fall = 1.0 / rise_sigma_m**2, 1.0 / fall_sigma_m**2
    told = edges.height_m * (rise * rise_m - fall * fall_m - half_m * (rise + fall))
    return told + (AS_OTHERS if (last - first) * STEP_S <= usual_s else 0.0) > 0.0


def _measured(
    steps: Sequence[Step],
    offset_ms2: tuple[float, float, float],
    at: int,
    around_s: tuple[float, float],
    height_m: float,
) -> tuple[float, float]:
    """How far up it goes around a step, m, so long before it and after it; and the standard deviation, of what may go
    as far as `height_m`."""
    before, after = (round((seconds + ROOM_S) / STEP_S) for seconds in around_s)
    within = steps[max(0, at - before) : at + after + 1]
    u = np.array([step.u for step in within])
    a = np.array([step.raw_ms2 for step in within]) - u @ np.array(offset_ms2)
    n = len(within)
    # What an acceleration in a step adds, velocity closed:
    arm = (0.5 * n - np.arange(n) - 0.5) * STEP_S * STEP_S
    noise = arm * np.hypot(NOISE_MS2, SHARE * np.array([step.rms_ms2 for step in within]))
    unseen = np.abs(arm) * np.array([step.hole for step in within])
    turned = u[-1] - u[0]
    sigma_m = sqrt(
        JOINED * float(noise @ noise)
        + (float(unseen.sum()) * SHAPE * height_m / sum(around_s) ** 2) ** 2
        + (TURNING_MS2 * float(np.sqrt(turned @ turned)) * (n * STEP_S) ** 2 / 8.0) ** 2
    )
    return float(arm @ a), sigma_m
