"""How high a repetition is beside the others of its set, by its height and by how far the shank turned for it.

After a hole, or where a foot shifts, a height may be off by half of itself; how far the shank leans at the top is told
by gravity, whatever the velocity was. In a set whose shank turns with each rise the two are weighed, each by how well
it is known. So a partial one measured too high, or a wobble between two repetitions that turned nothing, shows once
the others are known.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `HALF` | half of the others' height | a partial one (sets.py) | |
| `LEAST`, `NEAREST` | 3 others, the nearest 9 | as for what is missed (hindsight.py) | |
| `SURELY` | 3 sigma below the others, their own spread included | what was told is not set right for a doubt | partial ones and wobbles 3.3 and more; full ones measured under half 2.8 at most |

How alike repetitions are, and how far sway turns the shank, is `HEIGHT_SHARE` and `SWAY_RAD` of usual.py; a turn that
tells is `TELLING_RAD`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import hypot

import numpy as np

from tracker.measure import Shape
from tracker.usual import HEIGHT_SHARE, SWAY_RAD, TELLING_RAD, Usual

HALF = 0.5
LEAST = 3
NEAREST = 9
SURELY = 3.0


def short_ones(full: Mapping[int, Shape], lost_rad: Mapping[int, float]) -> dict[int, Shape]:
    """Of the full repetitions of a set by their numbers those that surely are partial ones beside the others nearest to
    them in time, as `as_partial` has them."""
    short: dict[int, Shape] = {}
    in_time = sorted(full.items(), key=lambda one: one[1].start_s) if len(full) > LEAST else []
    for k, (number, shape) in enumerate(in_time):  # the nearest are among as many on either side
        beside = in_time[max(0, k - NEAREST) : k + NEAREST + 1]
        others = [one for _, one in beside if one is not shape]
        others.sort(key=lambda one: abs(one.start_s - shape.start_s))
        partial = as_partial(shape, Usual(others[:NEAREST]), lost_rad[number])
        if partial is not None:
            short[number] = partial
    return short


def as_partial(shape: Shape, usual: Usual, lost_rad: float) -> Shape | None:
    """The repetition with its height as both tell it, if that is surely under half of the others'; None if it is not,
    or if the shank turns too little in them to tell. `lost_rad`: by how much its turn may be off for what was not
    seen."""
    if usual.turn_rad < TELLING_RAD:
        return None
    risen, turned = (
        shape.height_m / usual.height_m,
        float(np.array(shape.turn_rad) @ usual.along) / usual.turn_rad,
    )
    risen_sigma = hypot(shape.error_m / usual.height_m, HEIGHT_SHARE)
    turned_sigma = hypot((SWAY_RAD + lost_rad) / usual.turn_rad, HEIGHT_SHARE)
    by_height, by_turn = 1.0 / risen_sigma**2, 1.0 / turned_sigma**2
    share = (by_height * risen + by_turn * turned) / (by_height + by_turn)
    sigma = (by_height + by_turn) ** -0.5
    if share >= HALF or 1.0 - share < SURELY * hypot(sigma, HEIGHT_SHARE):
        return None
    return replace(shape, height_m=max(0.0, share) * usual.height_m, error_m=sigma * usual.height_m)
