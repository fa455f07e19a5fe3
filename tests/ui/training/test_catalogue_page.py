"""docs/exercises.md is what the program prints."""

from __future__ import annotations

from pathlib import Path

from tests.ui.training.catalogue_page import page

PAGE = Path(__file__).parents[3] / "docs" / "exercises.md"


def test_the_page_in_docs_is_what_the_program_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
