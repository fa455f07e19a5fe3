"""What has room on a terminal of this size: the plot goes first, the count never."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of the big number, and which parts are there beside it."""

    big_rows: int
    facts: bool
    plot: bool
    head: bool
    badge: bool
    tempo: bool
    sets: bool
    footer: bool


def layout_of(width: int, height: int) -> Layout:
    """The parts that fit, in the order they matter: count, warnings, form, what set, keys, sets, tempo, plot."""
    big_rows = next((rows for rows, least in ((15, 34), (10, 20), (5, 9)) if height >= least), 1)
    if width < 46:
        big_rows = min(big_rows, 5)
    return Layout(
        big_rows=big_rows,
        facts=width >= 36,
        plot=width >= 76 and height >= 20,
        head=height >= 10,
        badge=height >= 4,
        tempo=height >= 12,
        sets=height >= 14,
        footer=height >= 7,
    )
