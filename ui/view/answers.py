"""What a person may answer in mid-session, with keys: their pain, and the exercise to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.controls import Control, ControlKind
from tracker.events import MOST_PAIN
from tracker.setup import Exercise
from tracker.training.catalogue import CATALOGUE
from tracker.training.catalogue.entry import Slug
from tracker.training.laterals import Because, Lateral, laterals
from tracker.training.pain import Zones

TEN = "t"
"""The key for pain of 10, which has two digits."""

PAIN_QUESTION = "Pain now, from 0 (none) to 10 (the worst there is)?"
MOST_SWAPS = 9  # a digit each


@dataclass(frozen=True, slots=True)
class Known:
    """What the logbook knows of the person that a session may want: their zones, and when each exercise was done."""

    zones: Zones | None = None
    last_done: Mapping[Slug, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One of them: its key, its words, and what it tells the session."""

    key: str
    words: str
    control: Control


def pain_answers(zones: Zones | None = None) -> list[Answer]:
    """0 to 10, each with its zone."""
    zone = zones or Zones()
    return [
        Answer(
            TEN if score == MOST_PAIN else str(score),
            f"{score}  {zone.name(score)}" if score == MOST_PAIN else zone.name(score),
            Control(ControlKind.PAIN, delta=score),
        )
        for score in range(MOST_PAIN + 1)
    ]


def swap_answers(now: Exercise | None, last_done: Mapping[Slug, date]) -> list[Answer]:
    """What may take the place of the present exercise, and can be counted: as much load first, for who is bored,
    then what is lighter, for whom it hurts. Everything that is counted, where nobody knows what is done."""
    if now is None:
        return _answers([(entry.slug, f"load tier {entry.tier.value}") for entry in CATALOGUE])
    found: list[tuple[Slug, str]] = []
    for because in Because:
        for one in laterals(now, because, last_done):
            if not one.lightened and one.entry.slug not in [slug for slug, _ in found]:
                found.append((one.entry.slug, _swap_words(one, because)))
    return _answers(found)


def _swap_words(one: Lateral, because: Because) -> str:
    word = "as much load" if because is Because.BORED else "lighter"
    return f"{word}: {one.why}"


def _answers(found: list[tuple[Slug, str]]) -> list[Answer]:
    counted = [(slug, words) for slug, words in found if isinstance(slug, Exercise)]
    return [
        Answer(str(number), f"{slug.label}, {words}", Control(ControlKind.DECLARE, text=slug.value))
        for number, (slug, words) in enumerate(counted[:MOST_SWAPS], start=1)
    ]


def swap_question(now: Exercise | None) -> str:
    """What is asked."""
    return "Go on with which exercise?" if now is None else f"In place of {now.label.lower()}?"
