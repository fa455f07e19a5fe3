"""Laterals: the same purpose by a slightly different movement, when one is boring or hurts.

| because | suggested |
|---|---|
| bored | other exercises of the same purpose that load the tendon as much, and no more |
| pain | the same on both legs where one worked alone, and without its weight where it has one; then exercises of the same purpose one tier lower, or the next lower one that has any |

Where a purpose has nothing to offer the nearest other one is looked at, and the suggestion says so. What was done
least lately comes first: never done before long ago before yesterday. The order of the tiers is soleus's own
(tracker.training.catalogue.entry.Tier), that a painful exercise is swapped for a lighter one is commonly taught.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.training.catalogue import CATALOGUE, entry_of
from tracker.training.catalogue.entry import NEIGHBOURS, Entry, Equipment, Purpose, Slug, Tier


class Because(StrEnum):
    """Why something else is wanted."""

    BORED = "bored"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Lateral:
    """A suggestion; `why` is a sentence. `lightened`: it is the same exercise, made lighter."""

    entry: Entry
    why: str
    lightened: bool = False


def laterals(
    slug: Slug,
    because: Because,
    last_done: Mapping[Slug, date] | None = None,
    have: Iterable[Equipment] | None = None,
    *,
    one_leg: bool = False,
) -> list[Lateral]:
    """What to do in place of it, the best first. `last_done`: the day each was done last; `have`: the equipment at
    hand, None for all; `one_leg`: whether it is done on one leg alone."""
    now = entry_of(slug)
    tier = now.tier_on(one_leg=one_leg)
    lately = last_done or {}
    at_hand = frozenset(Equipment) if have is None else frozenset(have)
    found: list[Lateral] = []
    if because is Because.PAIN and now.tier < tier:
        words = f"the same on both legs: load tier {now.tier.value}, not {tier.value}"
        found.append(Lateral(now, words, lightened=True))
    if because is Because.PAIN and Equipment.WEIGHT in now.equipment:
        found.append(Lateral(now, "the same without the weight", lightened=True))
    lightened = len(found)
    for purpose in (now.purpose, *NEIGHBOURS[now.purpose]):
        others = [
            e for e in CATALOGUE if e.purpose is purpose and e is not now and set(e.equipment) <= at_hand
        ]
        fit = _fitting(others, because, tier)
        found += [_lateral(e, now, purpose, lately) for e in sorted(fit, key=lambda e: _age(e, lately))]
        if len(found) > lightened:
            break
    return found


def _fitting(others: list[Entry], because: Because, tier: Tier) -> list[Entry]:
    """Those whose tier is the one wanted."""
    if because is Because.BORED:
        return [e for e in others if e.tier is tier]
    lower = [e for e in others if e.tier < tier]
    highest = max((e.tier for e in lower), default=None)
    return [e for e in lower if e.tier is highest]


def _age(entry: Entry, lately: Mapping[Slug, date]) -> date:
    """Never comes first; ties keep the order of the catalogue."""
    return lately.get(entry.slug, date.min)


def _lateral(entry: Entry, now: Entry, purpose: Purpose, lately: Mapping[Slug, date]) -> Lateral:
    same = f"load tier {entry.tier.value}"
    aim = (
        "same purpose"
        if purpose is now.purpose
        else f"another purpose, the nearest there is: {purpose.value}"
    )
    day = lately.get(entry.slug)
    done = "not done yet" if day is None else f"last done {day.isoformat()}"
    return Lateral(entry, f"{aim}, {same}, {done}")
