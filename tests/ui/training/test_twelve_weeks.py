"""docs/twelve-weeks.md is what the program prints, and says on the five days what the rules ask for."""

from __future__ import annotations

from pathlib import Path

from tests.ui.training.twelve_weeks import ASKED, page, said_on

PAGE = Path(__file__).parents[3] / "docs" / "twelve-weeks.md"


def test_the_page_in_docs_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_answers_of_the_five_days() -> None:
    answers = [next(line for line in said_on(day) if line.startswith("Pain says")) for day in ASKED]
    assert [words.split()[2].strip(",") for words in answers] == [
        "HOLD",
        "PROGRESS",
        "SWAP",
        "HOLD",
        "PROGRESS",
    ]


def test_held_weeks_end_at_a_lower_dose_than_the_calendar() -> None:
    assert "week 12 of 12, at the dose of week" in said_on(81)[0]


def test_every_day_ends_with_whose_decision_it_is() -> None:
    assert all(said_on(day)[-1].startswith("No diagnosis") for day in ASKED)
