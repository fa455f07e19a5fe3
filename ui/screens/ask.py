"""One question, answered by one key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static


class Ask(ModalScreen[bool]):
    """True where the answer is yes; the key that asked says yes as well."""

    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask Vertical { width: auto; max-width: 100%; height: auto; padding: 0 1; background: $panel; border: round $primary; }
    Ask Static { width: auto; max-width: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter,q", "answer(True)", "yes"),
        Binding("n,escape", "answer(False)", "no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield Static("y yes   n no", markup=False)

    def action_answer(self, yes: bool) -> None:
        """That is it."""
        self.dismiss(yes)
