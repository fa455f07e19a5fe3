"""The exercise catalogue: all that is known of each, in the order it prints."""

from __future__ import annotations

from tracker.setup import Exercise, TimedExercise
from tracker.training.catalogue.entry import Entry, Slug
from tracker.training.catalogue.seated import SEATED
from tracker.training.catalogue.standing import STANDING
from tracker.training.catalogue.timed import TIMED

CATALOGUE: tuple[Entry, ...] = (*SEATED, *STANDING, *TIMED)

_BY_SLUG = {entry.slug: entry for entry in CATALOGUE}


def entry_of(slug: Slug) -> Entry:
    """What the catalogue says of it."""
    return _BY_SLUG[slug]


def slug_named(word: str) -> Slug | None:
    """The exercise of that slug, counted or timed; None where there is none."""
    for kind in (Exercise, TimedExercise):
        if word in list(kind):
            return kind(word)
    return None
