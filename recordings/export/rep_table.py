"""A set as a table of its repetitions: what the strip shows, in words and numbers."""

from __future__ import annotations

from recordings.export.happened import held_s, in_order
from recordings.export.markup import Markup, tag
from recordings.export.moments import moment
from recordings.export.rep_words import hand_words
from recordings.export.set_words import clock_words
from recordings.export.words import GLYPH, figure
from recordings.logged import Account, LoggedSession
from tracker.events import Repetition
from tracker.ledger import SetRecord

COLUMNS = ("rep", "began at", "knee", "bent %", "cm", "± cm", "up s", "top s", "down s", "note")


def rep_table(session: LoggedSession, record: SetRecord, account: Account, first_s: float | None) -> Markup:
    """Folded, and left out of print, unless it is opened."""
    rows = []
    for one in in_order(record, account.ledger):
        if not isinstance(one, Repetition):
            at = clock_words(moment(session, first_s, one.t_s))
            rows.append(("", at, *[""] * 7, hand_words(one)))
            continue
        hold_s = held_s(one, account.ledger.holds)
        rows.append(
            (
                "partial" if one.partial else str(one.index),
                clock_words(moment(session, first_s, one.start_s)),
                f"{GLYPH[one.form]} {one.form.value}",
                figure(100.0 * one.p_bent, 0),
                figure(one.height_cm, 1),
                figure(one.height_error_cm, 1),
                figure(one.up_duration_s, 1),
                figure(one.top_duration_s, 1),
                figure(one.down_duration_s, 1),
                "" if hold_s is None else f"held {figure(hold_s, 1, 's')}",
            )
        )
    if not rows:
        return tag("p", "No repetitions.")
    head = tag("tr", *(tag("th", name, scope="col") for name in COLUMNS))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag(
        "details",
        tag("summary", f"Set {record.index} as a table"),
        tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide"),
    )
