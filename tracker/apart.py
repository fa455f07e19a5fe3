"""No two repetitions at one time: which of those found are ones that were told, and where one is over and the next begins.

What is measured by itself begins and ends where its own height says so: across a hole, or where nobody knew the level, by
up to a second too far into the next; and what was told as one may have been two. Nobody raises a heel before it has come
down.
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
    """The same, begun no earlier than the one before it was over, and over when the next begins; but no later than at its
    top, where it surely is: then it is the other that reaches too far (`cut_back`)."""
    start_s, end_s = shape.start_s, shape.end_s
    for one in others:
        if one.peak_s < shape.peak_s:
            start_s = max(start_s, min(one.end_s, max(shape.top_s, one.peak_s)))
        else:
            end_s = min(end_s, max(one.start_s, min(shape.leave_s, one.peak_s)))
    if (start_s, end_s) == (shape.start_s, shape.end_s):
        return shape
    return replace(
        shape,
        start_s=start_s,
        top_s=max(shape.top_s, start_s),
        leave_s=min(shape.leave_s, end_s),
        low_s=min(shape.low_s, end_s),
        end_s=end_s,
    )


def cut_back(one: Repetition, newer: Repetition) -> Repetition:
    """What was told of one beside a newer one that is fitted: it reaches no further than to that."""
    start_s, end_s = one.start_s, one.end_s
    if one.peak_s < newer.peak_s:
        end_s = min(end_s, newer.start_s)
    else:
        start_s = max(start_s, newer.end_s)
    if (start_s, end_s) == (one.start_s, one.end_s):
        return one
    top_s, leave_s = min(max(one.top_s, start_s), end_s), min(one.end_s - one.down_duration_s, end_s)
    return replace(
        one,
        start_s=start_s,
        top_s=top_s,
        end_s=end_s,
        up_duration_s=top_s - start_s,
        top_duration_s=max(0.0, leave_s - top_s),
        down_duration_s=end_s - max(leave_s, top_s),
    )
