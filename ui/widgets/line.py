"""Lines of text that are drawn anew only where they changed: twenty times a second most have not."""

from __future__ import annotations

from textual.widgets import Static


class Line(Static):
    """Text without markup."""

    def __init__(self, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__("", id=id, classes=classes, markup=False)
        self.text = ""

    def show(self, text: str) -> None:
        """Say this from now on."""
        if text != self.text:
            self.text = text
            self.update(text)
