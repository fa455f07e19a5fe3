"""The rise plot: the last ten seconds of the heel's height, with an axis in centimetres."""

from __future__ import annotations

from collections.abc import Sequence

from ui.view.braille import curve

SPAN_S = 10.0
STEP_CM = 2.0  # the axis grows and shrinks by whole steps, so that it does not breathe with every repetition
LEAST_TOP_CM = 6.0
BELOW_CM = -1.0  # a little below the floor: sway and drift are seen as such
MOST_TOP_CM = 20.0
AXIS = 5  # columns of "  8 ┤"


def top_of(points: Sequence[tuple[float, float]]) -> float:
    """Where the axis ends, in cm."""
    most = max((y for _, y in points), default=0.0)
    steps = -(-(most + 0.2) // STEP_CM)
    return min(MOST_TOP_CM, max(LEAST_TOP_CM, steps * STEP_CM))


def plot_lines(points: Sequence[tuple[float, float]], width: int, height: int) -> list[str]:
    """Points (t_s, rise_cm) as `height` lines of `width` characters: a heading, the curve, the time axis."""
    rows = height - 2
    if rows < 2 or width < AXIS + 10:
        return [""] * height
    last_s = points[-1][0] if points else 0.0
    high_cm = top_of(points)
    drawn = curve(points, width - AXIS, rows, last_s - SPAN_S, last_s, BELOW_CM, high_cm)
    labels = {_row_of(value, rows, high_cm): value for value in (0.0, high_cm / 2.0, high_cm)}
    lines = [
        f"{labels[row]:3.0f} ┤{line}" if row in labels else f"    │{line}" for row, line in enumerate(drawn)
    ]
    return ["rise cm", *lines, f"    └ last {SPAN_S:.0f} s"]


def _row_of(value_cm: float, rows: int, high_cm: float) -> int:
    dots = 4 * rows - 1
    return (dots - round((value_cm - BELOW_CM) / (high_cm - BELOW_CM) * dots)) // 4
