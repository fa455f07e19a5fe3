"""The rise plot, drawn line by line: ten times cheaper than the plot packages, and Bluetooth shares its loop."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from ui.view.plot import plot_lines


class Rise(Widget):
    """Give it points; it draws what fits."""

    DEFAULT_CSS = "Rise { width: 1fr; }"

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._points: Sequence[tuple[float, float]] = ()
        self._lines: list[str] = []
        self._drawn: Size | None = None  # what the lines were drawn for; the widget may have grown since

    def show(self, points: Sequence[tuple[float, float]]) -> None:
        """Points (t_s, rise_cm), the newest last."""
        if points != self._points:
            self._points, self._drawn = points, None
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the picture; all are drawn at once when the first is asked for."""
        if self._drawn != self.size:
            self._drawn = self.size
            self._lines = plot_lines(self._points, self.size.width, self.size.height)
        text = self._lines[y] if y < len(self._lines) else ""
        return Strip([Segment(text.ljust(self.size.width), self.rich_style)])
