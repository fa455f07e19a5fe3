"""All keys, made from the deeds themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ui.deeds import Deed


class Help(ModalScreen[None]):
    """Leaves by any of the keys one would try."""

    DEFAULT_CSS = """
    Help { align: center middle; }
    Help VerticalScroll { width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 1 3;
                          background: $panel; border: round $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "dismiss", "close", priority=True)
    ]

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__()
        self._deeds = deeds

    def compose(self) -> ComposeResult:
        """A line a deed."""
        lines = [f"{deed.key_name:>8}  {deed.words}" for deed in self._deeds]
        with VerticalScroll():
            yield Static("\n".join(["Keys", "", *lines, "", "  ctrl+p  find a command"]), markup=False)
