"""Digits as blocks, readable from across the room: 3 by 5 dots, each drawn as large as there is room for."""

from __future__ import annotations

DOTS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "-": ("   ", "   ", "###", "   ", "   "),
    ":": (" ", "#", " ", "#", " "),
}
ROWS = 5
BLOCK = "█"
MOST = 3  # times as large as the smallest: 15 rows, more says no more


def blocks(text: str, width: int, height: int) -> list[str]:
    """The text in rows of blocks, as large as fits; as it stands, in one row, where no block does."""
    columns = sum(len(DOTS[sign][0]) for sign in text) + len(text) - 1
    size = min(MOST, height // ROWS, width // (2 * columns))
    if size < 1:
        return [text[:width]]
    rows = []
    for row in range(ROWS):
        line = " ".join(DOTS[sign][row] for sign in text).replace("#", BLOCK)
        wide = "".join(dot * (2 * size) for dot in line).rstrip()
        rows += [wide] * size
    return rows
