"""All sets in one table, a row an account, and what they come to."""

from __future__ import annotations

from recordings.export.figures import Figures, figures, summed
from recordings.export.markup import Markup, join, tag
from recordings.export.pairing import Told
from recordings.export.set_words import account_words, by_hand_words, tempo_words
from recordings.export.words import GLYPH, figure
from recordings.logged import LoggedSession
from tracker.setup import Form

COLUMNS = (
    *("set", "count", "by hand", *(f"{GLYPH[form]} {form.value}" for form in Form), "partial"),
    *("mean cm", "best cm", "height loss", "up / top / down", "per min", "under tension"),
)


def overview(session: LoggedSession, told: list[Told]) -> Markup:
    """The table, or that there is nothing to put into it."""
    if not told:
        return tag("p", "No sets in this session.")
    declared = session.header.declared
    later = [
        "again" if len(session.accounts) == 2 else f"again, {a.soleus_version}" for a in session.accounts
    ]
    names = ["", *(f" {name}" for name in later[1:])]
    rows = [
        _row(f"{record.index}{names[place]}", figures(record, account.ledger, declared), place)
        for one in told
        for place, (account, record) in enumerate(zip(session.accounts, one, strict=True))
        if record is not None
    ]
    for place, account in enumerate(session.accounts):
        total = summed([figures(record, account.ledger, declared) for record in account.ledger.sets])
        rows.append(_row(f"all{names[place]}", total, place, total=True))
    keys = [f"Italic, again: {account_words(account)}." for account in session.accounts[1:]]
    head = tag("tr", *(tag("th", name, scope="col") for name in COLUMNS))
    return join(
        tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide"),
        *(tag("p", words) for words in keys),
    )


def _row(name: str, one: Figures, place: int, *, total: bool = False) -> Markup:
    summary = one.summary
    cells = (
        name,
        str(one.count),
        by_hand_words(one),
        *(str(one.by_form[form]) for form in Form),
        str(one.partials),
        figure(None if summary is None else summary.mean_height_cm, 1),
        figure(None if summary is None else summary.best_height_cm, 1),
        figure(None if summary is None else summary.height_loss_pct, 0, "%"),
        tempo_words(one),
        figure(None if summary is None else summary.cadence_per_min, 0),
        figure(one.time_under_tension_s, 0, "s"),
    )
    kinds = " ".join([*(["total"] if total else []), *(["again"] if place else [])])
    return tag("tr", *(tag("td", cell) for cell in cells), class_=kinds or None)
