"""One set on the page: its figures as each account tells them, side by side, the strip, and the strip as a table."""

from __future__ import annotations

from recordings.export.figures import figures
from recordings.export.happened import in_order
from recordings.export.markup import Markup, join, pairs, tag
from recordings.export.moments import moment
from recordings.export.pains import of_set
from recordings.export.pairing import Told
from recordings.export.rep_table import rep_table
from recordings.export.set_words import (
    account_words,
    by_hand_words,
    called_words,
    clock_words,
    forms_words,
    loss_words,
    seen_words,
    tempo_words,
)
from recordings.export.strip import PER_STRIP, PER_STRIP_BESIDE, strips
from recordings.export.words import UNKNOWN, figure, repetitions
from recordings.logged import Account, LoggedSession
from tracker.ledger import SetRecord


def set_section(
    session: LoggedSession, told: Told, first_s: float | None, axis: tuple[float, float], key: str
) -> Markup:
    """A section; `key` is unique on the page."""
    first = next(record for record in told if record is not None)
    title = f"Set {first.index}: {repetitions(first.count)}"
    begun = moment(session, first_s, first.start_s)
    if begun is not None:
        title += f", from {clock_words(begun)}"
    if told[0] is None:
        title = f"Only in the re-analysis: {title[0].lower()}{title[1:]}"
    stamp = (Markup(" "), tag("span", "SIMULATED", class_="stamp")) if session.header.simulated else ()
    blocks = []
    for place, (account, record) in enumerate(zip(session.accounts, told, strict=True), start=1):
        head = [tag("h4", account_words(account))] if len(told) > 1 else []
        if record is None:
            inside = [tag("p", "No such set in this account.")]
        else:
            happened = in_order(record, account.ledger)
            name = f"Set {record.index}" + (f", {account_words(account)}" if len(told) > 1 else "")
            per_strip = PER_STRIP if len(told) == 1 else PER_STRIP_BESIDE
            inside = [
                _facts(session, account, record),
                strips(happened, account.ledger.holds, axis, name, f"{key}-account{place}", per_strip),
                rep_table(session, record, account, first_s),
            ]
        blocks.append(tag("div", *head, *inside))
    return tag("section", tag("h3", title, *stamp), tag("div", *blocks, class_="told"), class_="set")


def _facts(session: LoggedSession, account: Account, record: SetRecord) -> Markup:
    one = figures(record, account.ledger, session.header.declared)
    summary = one.summary
    facts = {
        "Repetitions by form": forms_words(one) + (f"; partial {one.partials}" if one.partials else ""),
        "Declared": "nothing" if one.declared is None else f"{one.declared.label}, knee {one.expected}",
        "Called": called_words(one),
        "Movement seen": seen_words(one),
        "Height, mean and best": UNKNOWN
        if summary is None
        else f"{figure(summary.mean_height_cm, 1, 'cm')}, {figure(summary.best_height_cm, 1, 'cm')}",
        "Height loss": UNKNOWN if summary is None else loss_words(summary.height_loss_pct),
        "Tempo: up / top / down": tempo_words(one),
        "Cadence": UNKNOWN if summary is None else figure(summary.cadence_per_min, 0, "/min"),
        "Time under tension": figure(one.time_under_tension_s, 0, "s"),
    }
    pain = of_set(session.pains, account.ledger, record)
    if pain:
        facts["Pain noted in it or after it"] = ", ".join(str(score) for score in pain)
    if one.corrections or one.undone:
        facts["Corrected by hand"] = by_hand_words(one)
    notes = []
    if summary is None:
        notes.append("This set was cut off before it ended: what is told at its end is not known.")
    if one.changed_since:
        notes.append(
            "Repetitions changed after the set had ended: height, cadence and form are as they were told at its end."
        )
    return join(
        pairs(facts, class_="figures"),
        *(tag("p", words) for words in notes),
    )
