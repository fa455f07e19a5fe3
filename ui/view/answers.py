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
from ui.view.shown import Goal

TEN = "t"
"""The key for pain of 10, which has two digits."""

PAIN_QUESTION = "Pain now, from 0 (none) to 10 (the worst there is)?"
MOST_SWAPS = 9  # a digit each


@dataclass(frozen=True, slots=True)
class Known:
    """What the logbook knows of the person that a session may want: their zones, when each exercise was done, and what
    the plan asks for today, with the goal it sets."""

    zones: Zones | None = None
    last_done: Mapping[Slug, date] = field(default_factory=dict)
    planned: Mapping[Slug, Goal] = field(default_factory=dict)


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


def swap_answers(now: Exercise | None, known: Known) -> list[Answer]:
    """What to go on with, of what can be counted: in place of the present exercise what loads as much, for who is
    bored, and what is lighter, for whom it hurts; then what else the plan asks for today; then all the others."""
    found: dict[Slug, str] = {}
    if now is not None:
        for because in Because:
            for one in laterals(now, because, known.last_done):
                if not one.lightened:
                    found.setdefault(one.entry.slug, _swap_words(one, because))
    for slug in known.planned:
        found.setdefault(slug, "the plan asks for it today")
    for entry in CATALOGUE:
        found.setdefault(entry.slug, f"load tier {entry.tier.value}")
    return _answers([(slug, words) for slug, words in found.items() if slug != now])


def _swap_words(one: Lateral, because: Because) -> str:
    word = "as much load" if because is Because.BORED else "lighter"
    return f"{word}: {one.why.removeprefix('same purpose, ')}"


def _answers(found: list[tuple[Slug, str]]) -> list[Answer]:
    counted = [(slug, words) for slug, words in found if isinstance(slug, Exercise)]
    return [
        Answer(str(number), f"{slug.label}, {words}", Control(ControlKind.DECLARE, text=slug.value))
        for number, (slug, words) in enumerate(counted[:MOST_SWAPS], start=1)
    ]


def swap_question(now: Exercise | None) -> str:
    """What is asked."""
    return "Go on with which exercise?" if now is None else f"In place of {now.label.lower()}?"
