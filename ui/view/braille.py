"""A curve in braille dots: two across and four down a character, no terminal needed to draw it."""

from __future__ import annotations

from collections.abc import Sequence

EMPTY = 0x2800
BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # left and right column, from the top


def curve(
    points: Sequence[tuple[float, float]],
    width: int,
    height: int,
    first_x: float,
    last_x: float,
    low: float,
    high: float,
) -> list[str]:
    """Points (x, y), x rising, as lines of characters; each column of dots is filled from its least to its
    greatest value and joined to the one before it. What lies outside is drawn at the edge."""
    across, down = 2 * width, 4 * height
    cells = [[0] * width for _ in range(height)]
    per_x = across / (last_x - first_x)
    per_y = (down - 1) / (high - low)
    before: int | None = None
    column, least, most, end = -1, 0, 0, 0

    def draw(x: int, top: int, bottom: int) -> None:
        bits, place = BITS[x & 1], x >> 1
        for y in range(top, bottom + 1):
            cells[y >> 2][place] |= bits[y & 3]

    for x_value, y_value in points:
        x = int((x_value - first_x) * per_x)
        if not 0 <= x < across:
            continue
        y = down - 1 - min(down - 1, max(0, round((y_value - low) * per_y)))
        if x != column:
            if column >= 0:
                draw(column, least, most)
                before = end
            column, least, most = x, y, y
            if before is not None:  # joined, without covering the same dot twice
                least, most = min(y, before + (y > before)), max(y, before - (y < before))
        else:
            least, most = min(least, y), max(most, y)
        end = y
    if column >= 0:
        draw(column, least, most)
    # The empty pattern is a space: some fonts draw rings for it, and a screen reader spells it.
    return ["".join(chr(EMPTY + bits) if bits else " " for bits in row) for row in cells]
