"""Where a leg that repeats itself is lowest, when neither its height nor its velocity is known.

Between one lowest point and the next it is as fast at the end as at the start; so a mean over seconds is no movement, and
what is left without it tells the lowest points (rhythm.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `MEAN_S` | 3 s | three of the quickest, one of the slowest that have no rest between: a mean over it leaves a tenth of the speed | an offset of 0.3 m/s2 not yet learned is a slope of speed, and gone |
| `NEAR` | 0.12 s | how far a lowest point may be off before it is set right: a tenth of a slow one | half of the quickest fall, 0.2 |
| `DIP`, `DIP_M` | 40 % of what is usual, 0.8 cm | between two tops the heel falls by more | a bounce at the top, 15 %; noise integrated over 3 s 0.3 cm |
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tracker.samples import Floats
from tracker.timeline import CELL_S

MEAN_S = 3.0
DIP = 0.4
DIP_M = 0.008
NEAR = round(0.12 / CELL_S)
_HALF = round(0.5 * MEAN_S / CELL_S)


def about_lowest(raw: Floats) -> tuple[list[int], Floats]:
    """Places of the lowest points to within `NEAR`, and the velocity without its mean."""
    means = _means(len(raw))
    speed = means.without(raw).cumsum() * CELL_S
    speed = means.without(speed)
    height = means.without(speed.cumsum() * CELL_S)
    dip = max(DIP_M, DIP * _spread(height))
    bottoms: list[int] = []
    steps = height[1:] - height[:-1]
    turns = (steps[1:] * steps[:-1] <= 0.0).nonzero()[
        0
    ] + 1  # between two of them nothing is lowest or highest
    places = [0, *turns.tolist(), len(height) - 1]
    at, low, high, falling = 0, float(height[0]), float(height[0]), True
    for k, h in zip(places, height[places].tolist(), strict=True):
        if falling:
            if h < low:
                at, low = k, h
            elif h - low > dip:
                if at > 0:
                    bottoms.append(at)
                high, falling = h, False
        elif h > high:
            high = h
        elif high - h > dip:
            at, low, falling = k, h, True
    return bottoms, speed


def _spread(height: Floats) -> float:
    """Of all but the lowest and the highest tenth; as numpy.quantile tells them, which takes a third of all this."""
    ordered = np.sort(height)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        k, over = int(place), place - int(place)
        a, b = float(ordered[k]), float(ordered[min(k + 1, len(ordered) - 1)])
        return a + (b - a) * over if over < 0.5 else b - (b - a) * (1.0 - over)

    return at(0.9) - at(0.1)


def set_right(raw: Floats, bottoms: list[int]) -> list[int]:
    """A leg that repeats itself has no mean velocity from one lowest point to the next: where that is nought, it turns."""
    if len(bottoms) < 2:
        return list(bottoms)
    sums = np.cumsum(raw)
    ways: list[float] = np.cumsum(sums).tolist()
    speeds: list[float] = sums.tolist()  # from the first place on, in cells; ways too
    right: list[int] = []
    for k, bottom in enumerate(bottoms):
        a, b = (k, k + 1) if k + 1 < len(bottoms) else (k - 1, k)
        first, n = bottoms[a] - 1, bottoms[b] - bottoms[a]
        gained = speeds[first + n] - speeds[first]
        mean = (ways[first + n] - ways[first]) / n - speeds[first] - 0.5 * (n + 1) * gained / n
        # Where velocity is that at this bottom and that mean together.
        lo, hi = max(0, bottom - NEAR), min(len(raw), bottom + NEAR + 1)
        off = [abs(speed - speeds[bottom] - mean) for speed in speeds[lo:hi]]
        right.append(lo + off.index(min(off)))
    return sorted(set(right))


class _Means:
    """Means over `MEAN_S` about each of so many places, over less at the ends."""

    def __init__(self, n: int) -> None:
        place = np.arange(n)
        half = np.minimum(_HALF, np.minimum(place, place[::-1]) + _HALF // 2)
        self._first, self._last = np.maximum(0, place - half), np.minimum(n, place + half + 1)
        self._lasts = (self._last - self._first).astype(np.float64)

    def without(self, x: Floats) -> Floats:
        """What is left of x without them."""
        total = np.zeros(len(x) + 1)
        x.cumsum(out=total[1:])
        means: Floats = total.take(self._last)
        means -= total.take(self._first)
        means /= self._lasts
        return np.subtract(x, means, out=means)


@lru_cache(maxsize=2)  # the window is full unless something struck the leg
def _means(n: int) -> _Means:
    return _Means(n)
