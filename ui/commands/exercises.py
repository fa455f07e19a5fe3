"""`soleus exercises`: the catalogue, as a list or one exercise at a time."""

from __future__ import annotations

import argparse

from ui.exercise_lines import catalogue_lines, entry_lines
from ui.output import say


def run(chosen: argparse.Namespace) -> int:
    """Print; exit code."""
    if chosen.act == "show":
        from tracker.training.catalogue import entry_of

        lines = entry_lines(entry_of(chosen.slug))
    else:
        lines = catalogue_lines()
    for line in lines:
        say(line)
    return 0
