"""`soleus lateral`: what can take an exercise's place when it is boring or hurts."""

from __future__ import annotations

import argparse

from recordings.home import home
from recordings.logbook.book import Logbook
from recordings.trained import trained
from tracker.training.catalogue.entry import Equipment
from tracker.training.laterals import Because, laterals
from ui.output import say
from ui.training_lines import lateral_lines


def run(chosen: argparse.Namespace) -> int:
    """Print the suggestions; exit code."""
    root = home()
    with Logbook(root) as book:
        known = trained(book, root, chosen.person)
    because = Because(chosen.because)
    have = None if chosen.have is None else [Equipment(word) for word in chosen.have]
    found = laterals(chosen.slug, because, known.last_done, have, one_leg=chosen.one_leg)
    for line in lateral_lines(chosen.slug, because, found):
        say(line)
    return 0
