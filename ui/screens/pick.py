"""One of several answers, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ui.view.answers import Answer


class Pick(ModalScreen[Answer | None]):
    """Ends with the answer whose key was pressed; None on escape."""

    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick VerticalScroll { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 0 2;
                          background: $panel; border: round $primary; }
    """

    def __init__(self, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        for place, answer in enumerate(answers):
            self._bindings.bind(answer.key, f"pick({place})", answer.words)
        self._bindings.bind("escape,q", "pick(-1)", "never mind")

    def compose(self) -> ComposeResult:
        """The question, a line an answer."""
        lines = [f"{answer.key:>3}  {answer.words}" for answer in self._answers]
        with VerticalScroll():
            yield Static("\n".join([self._question, "", *lines, "", "esc  never mind"]), markup=False)

    def action_pick(self, place: int) -> None:
        """That is it."""
        self.dismiss(self._answers[place] if place >= 0 else None)
