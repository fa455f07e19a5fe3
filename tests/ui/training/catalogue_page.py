"""The catalogue as it prints. `uv run python -m tests.ui.training.catalogue_page` prints docs/exercises.md."""

from __future__ import annotations

from tracker.training.catalogue import CATALOGUE
from ui.exercise_lines import catalogue_lines, entry_lines


def page() -> str:
    """The page in docs."""
    lines = [
        "# The exercise catalogue as it prints",
        "",
        "`soleus exercises`, then `soleus exercises show SLUG` of each. The page is made by",
        "`uv run python -m tests.ui.training.catalogue_page`, and a test holds it to what the program prints. What it",
        "prints is data in `tracker/training/catalogue/`.",
        "",
        "```text",
        *catalogue_lines(),
        "```",
    ]
    for entry in CATALOGUE:
        lines += ["", f"## {entry.name}", "", "```text", *entry_lines(entry), "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
