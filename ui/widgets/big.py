"""The big number."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from ui.view.blocks import blocks


class Big(Widget):
    """Digits as large as `fit()` allows."""

    DEFAULT_CSS = "Big { width: auto; }"

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._text = "0"
        self._room = Size(80, 5)
        self._rows = blocks("0", 80, 5)

    def fit(self, columns: int, rows: int) -> None:
        """Room there is."""
        self._room = Size(columns, rows)
        self.styles.height = rows
        self._draw()

    def show(self, text: str) -> None:
        """Another number."""
        if text != self._text:
            self._text = text
            self._draw()

    def _draw(self) -> None:
        width = self.get_content_width(self._room, self._room)
        self._rows = blocks(self._text, self._room.width, self._room.height)
        self.refresh(layout=width != self.get_content_width(self._room, self._room))

    def render(self) -> Text:
        """The blocks."""
        return Text("\n".join(self._rows), no_wrap=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the digits come out."""
        return max(len(row) for row in self._rows)
