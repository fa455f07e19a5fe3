"""The catalogue in plain lines: what a therapist would look for, each figure with its source."""

from __future__ import annotations

from tracker.training.catalogue import CATALOGUE
from tracker.training.catalogue.entry import Cited, Entry, Purpose
from tracker.training.laterals import Because, laterals

DISCLAIMER = (
    "No diagnosis and no medical advice: what to train, how much, and whether with pain, is for you and your therapist"
    " to say."
)


def catalogue_lines() -> list[str]:
    """All exercises by purpose, a line each."""
    lines: list[str] = []
    width = max(len(entry.slug) for entry in CATALOGUE)
    for purpose in Purpose:
        lines += [*([""] if lines else []), f"For {purpose.value}:"]
        for entry in CATALOGUE:
            if entry.purpose is purpose:
                form = "" if entry.form is None else f", knee {entry.form}"
                lines.append(
                    f"  {entry.slug:{width}}  load tier {entry.tier.value}{form}, {counted_words(entry)}"
                )
    return [
        *lines,
        "",
        "Load tier: how much the Achilles tendon is loaded, 0 hardly, 3 most; on one leg it is a tier more for some.",
        "More of one: soleus exercises show SLUG",
        DISCLAIMER,
    ]


def entry_lines(entry: Entry) -> list[str]:
    """All that is known of one."""
    tier = f"Load tier: {entry.tier.words}"
    if entry.one_leg_tier is not None:
        tier += f"; on one leg alone {entry.one_leg_tier.words}"
    return [
        f"{entry.name} ({entry.slug})",
        entry.what_for,
        "",
        "Set-up:",
        *(f"  {number}. {line}" for number, line in enumerate(entry.set_up, start=1)),
        f"Sensor: {entry.sensor}",
        f"Knee: {'any' if entry.form is None else entry.form.value}",
        f"Counted: {counted_words(entry)}",
        f"Equipment: {', '.join(one.words for one in entry.equipment) or 'none'}",
        tier,
        f"  {_cited(entry.tier_why)}",
        "What the sensor shows when it goes wrong:",
        *(f"  - {fault}" for fault in entry.faults),
        *(["Known of it:", *(f"  - {_cited(fact)}" for fact in entry.facts)] if entry.facts else []),
        f"In its place when bored: {_names(entry, Because.BORED)}",
        f"In its place when it hurts: {_names(entry, Because.PAIN)}",
        DISCLAIMER,
    ]


def counted_words(entry: Entry) -> str:
    """As in "repetitions or seconds held at the top"."""
    return " or ".join(one.value for one in entry.counted)


def _cited(fact: Cited) -> str:
    return f"{fact.words} ({fact.source.words})"


def _names(entry: Entry, because: Because) -> str:
    names = []
    for one in laterals(entry.slug, because):
        other = "" if one.entry.purpose is entry.purpose else " (another purpose)"
        names.append(one.why if one.lightened else f"{one.entry.slug}{other}")
    nothing = "nothing of its kind" if because is Because.BORED else "rest; nothing here is lighter"
    return ", ".join(names) or nothing
