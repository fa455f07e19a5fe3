"""Blocks, braille and the plot as lines of text."""

from __future__ import annotations

import itertools
from math import pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.view.blocks import BLOCK, blocks
from ui.view.braille import BITS, EMPTY, curve
from ui.view.layout import layout_of
from ui.view.plot import plot_lines, top_of


@given(st.integers(-99, 9999), st.integers(1, 200), st.integers(1, 60))
def test_a_number_fits_its_room_and_is_never_empty(number: int, width: int, height: int) -> None:
    rows = blocks(str(number), width, height)
    assert 1 <= len(rows) <= height
    assert 1 <= max(len(row) for row in rows) <= width


def test_no_two_digits_look_alike() -> None:
    assert len({tuple(blocks(str(digit), 10, 5)) for digit in range(10)}) == 10


@pytest.mark.parametrize(("height", "rows"), [(5, 5), (9, 5), (10, 10), (15, 15), (40, 15)])
def test_digits_grow_with_their_room(height: int, rows: int) -> None:
    assert len(blocks("8", 200, height)) == rows


def test_without_room_for_blocks_the_number_stands_as_it_is() -> None:
    assert blocks("12", 5, 1) == ["12"]
    assert BLOCK not in blocks("12", 5, 1)[0]


def dots(lines: list[str]) -> set[tuple[int, int]]:
    """Places (x, y) of the dots drawn, from the upper left."""
    return {
        (2 * column + side, 4 * row + down)
        for row, line in enumerate(lines)
        for column, sign in enumerate(line)
        for side in (0, 1)
        for down in range(4)
        if sign != " " and (ord(sign) - EMPTY) & BITS[side][down]
    }


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=400), st.integers(1, 60), st.integers(1, 20))
def test_a_curve_stays_in_its_frame_and_has_no_holes(values: list[float], width: int, height: int) -> None:
    points = [(10.0 * k / len(values), value) for k, value in enumerate(values)]
    drawn = dots(curve(points, width, height, 0.0, 10.0, -1.0, 8.0))
    columns = sorted({x for x, _ in drawn})
    assert all(0 <= x < 2 * width and 0 <= y < 4 * height for x, y in drawn)
    by_column = [sorted(y for x, y in drawn if x == column) for column in columns]
    assert all(ys == list(range(ys[0], ys[-1] + 1)) for ys in by_column)
    for before, after in itertools.pairwise(by_column):
        assert before[0] - 1 <= after[-1]
        assert after[0] - 1 <= before[-1]


def test_a_rise_is_drawn_upward() -> None:
    drawn = dots(curve([(0.0, 0.0), (5.0, 4.0), (9.9, 8.0)], 10, 4, 0.0, 10.0, 0.0, 8.0))
    assert min(y for x, y in drawn if x == max(x for x, _ in drawn)) == 0
    assert max(y for x, y in drawn if x == 0) == 15


def test_the_plot_fills_its_lines_exactly() -> None:
    points = [(0.02 * k, 3.0 + 3.0 * sin(0.02 * pi * k)) for k in range(500)]
    lines = plot_lines(points, 60, 10)
    assert len(lines) == 10
    assert all(len(line) == 60 for line in lines[1:-1])


@pytest.mark.parametrize(
    ("most_cm", "top_cm"), [(0.5, 6.0), (5.9, 8.0), (7.0, 8.0), (8.5, 10.0), (90.0, 20.0)]
)
def test_the_axis_grows_by_whole_steps(most_cm: float, top_cm: float) -> None:
    assert top_of([(0.0, most_cm)]) == top_cm


@given(st.integers(1, 300), st.integers(1, 100))
def test_what_is_laid_out_leaves_room_for_the_count(width: int, height: int) -> None:
    fits = layout_of(width, height)
    assert 1 <= fits.big_rows <= height
    assert fits.plot <= (width >= 76 and height >= 20)


def test_the_plot_goes_first_when_a_terminal_shrinks() -> None:
    parts = [layout_of(120, height) for height in range(40, 0, -1)]
    gone = {name: next(k for k, fits in enumerate(parts) if not getattr(fits, name))
            for name in ("plot", "sets", "tempo", "head", "footer", "badge")}  # fmt: skip
    assert min(gone, key=lambda name: gone[name]) == "plot"
