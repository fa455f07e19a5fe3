"""How far a count or a share can be trusted: 95 % bounds of what was seen."""

from __future__ import annotations

import math


def poisson_upper(count: int) -> float:
    """One-sided 95 % upper bound of a Poisson mean, by bisection of its distribution (Garwood 1936)."""
    low, high = float(count), count + 10.0 + 5.0 * math.sqrt(count)
    for _ in range(60):
        mid = 0.5 * (low + high)
        if _at_most(count, mid) > 0.05:
            low = mid
        else:
            high = mid
    return high


def _at_most(count: int, mean: float) -> float:
    """P(N <= count); in logarithms, for means of some hundreds."""
    logs = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(count + 1)]
    most = max(logs)
    return math.exp(most) * sum(math.exp(value - most) for value in logs)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Two-sided 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if of == 0:
        return 0.0, 1.0
    z = 1.959964
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half
