"""No two repetitions at one time: which of those found are ones that were told, and where one is over and the next begins.

What is measured by itself begins and ends where its own height says so: across a hole, or where nobody knew the level, by
up to a second too far into the next. Nobody raises a heel before it has come down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.events import Repetition
from tracker.measure import Shape

NEAR_S = 0.2
"""So far beside one that was told the top of the same one may be found: as much as its ends may be off."""


def paired(told: Sequence[Shape], found: Sequence[Shape]) -> list[tuple[int, int]]:
    """Places of those told and of those found that are one: each accounts for one in its time, the nearest first."""
    near = sorted(
        (abs(one.peak_s - shape.peak_s), k, n)
        for k, shape in enumerate(told)
        for n, one in enumerate(found)
        if shape.start_s - NEAR_S <= one.peak_s <= shape.end_s + NEAR_S
        or one.start_s <= shape.peak_s <= one.end_s
    )
    pairs: dict[int, int] = {}
    for _, k, n in near:
        if k not in pairs and n not in pairs.values():
            pairs[k] = n
    return sorted(pairs.items())


def fitted(shape: Shape, others: Iterable[Repetition]) -> Shape:
    """The same, begun no earlier than the one before it was over, and over when the next begins; its top stays."""
    start_s, end_s = shape.start_s, shape.end_s
    for one in others:
        if one.peak_s < shape.peak_s:
            start_s = max(start_s, one.end_s)
        else:
            end_s = min(end_s, one.start_s)
    if (start_s, end_s) == (shape.start_s, shape.end_s):
        return shape
    return replace(shape, start_s=min(start_s, shape.top_s), end_s=max(end_s, shape.leave_s))
