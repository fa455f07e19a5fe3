"""The list of sets: the newest that fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widget import Widget


class Sets(Widget):
    """One line a set, the newest last and always in sight."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._rows: tuple[str, ...] = ()

    def show(self, rows: Sequence[str]) -> None:
        """These lines."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.refresh()

    def render(self) -> Text:
        """What fits."""
        return Text("\n".join(self._rows[-max(1, self.size.height) :]), no_wrap=True, overflow="ellipsis")
