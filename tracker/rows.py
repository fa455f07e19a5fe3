"""What was seen one moment after the other, as rows of an array: the sums that measuring is made of.

NumPy takes as long to begin as it takes for a hundred numbers, and begins anew for each row it sums along: so along
three numbers it multiplies, with a column of ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tracker.samples import Floats

_THREE = np.ones(3)


def vectors(rows: Iterable[tuple[float, float, float]]) -> Floats:
    """As an array, (n, 3)."""
    return np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, 3)


def dots(a: Floats, b: Floats) -> Floats:
    """Scalar products, row by row, both (n, 3)."""
    products: Floats = (a * b) @ _THREE
    return products


def level_of(force: Floats, up: Floats) -> Floats:
    """What of these lies across up, row by row, both (n, 3)."""
    flat: Floats = force - dots(force, up)[:, None] * up
    return flat


def mean(rows: Floats) -> Floats:
    """Of all rows."""
    total: Floats = rows.sum(axis=0)
    return total / len(rows)


def rms(x: Floats) -> float:
    """Root mean square."""
    return sqrt(float(x @ x) / len(x))


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where flags stand in a row: first and one past the last."""
    inner = ((flags[1:] != flags[:-1]).nonzero()[0] + 1).tolist()
    edges = [*([0] if flags[0] else []), *inner, *([len(flags)] if flags[-1] else [])]
    return list(zip(edges[::2], edges[1::2], strict=True))


@lru_cache(maxsize=256)  # most repetitions take alike long
def slope(n: int) -> Floats:
    """A straight line through so many places, without a mean and of length 1."""
    line = np.linspace(-1.0, 1.0, n)
    line /= sqrt(float(line @ line))
    return line
