"""Tables and figures as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table and the blank line after it."""
    return [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows), ""]


def pct(value: float) -> str:
    """A share; a dash where there was nothing to share."""
    if math.isnan(value):
        return "-"
    whole = value >= 99.95 or abs(value) < 0.05
    return f"{abs(value):.0f} %" if whole else f"{value:.1f} %"


def number(value: float, places: int = 2, unit: str = "", *, signed: bool = False) -> str:
    """A figure with its unit."""
    if math.isnan(value):
        return "-"
    return f"{value:{'+' if signed else ''}.{places}f}{f' {unit}' if unit else ''}"


def picture(file: str, words: str) -> str:
    """One of the pictures beside the report."""
    return f"![{words}](accuracy/{file})"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def times(count: int) -> str:
    """As people say it."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
