"""Whatever a logbook may hold: both exports are made, well formed, and add up."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.export.page import session_page
from recordings.export.reps_csv import COLUMNS, reps_csv
from recordings.logged import Account, LoggedSession
from tests.recordings.export.making import STARTED, session
from tests.recordings.export.reading import Read
from tests.recordings.pieces import events, finite
from tracker.events import CountCorrected, Event, RepCounted, RepMeasured, RepPartial
from tracker.ledger import Ledger


def within_few_sets(event: Event, number: int) -> Event:
    """The event in a set that others share."""
    if isinstance(event, RepCounted | RepPartial | RepMeasured | CountCorrected):
        return replace(event, set_index=number)
    return event


told_of_few_sets = st.lists(st.builds(within_few_sets, events, st.integers(1, 2)), max_size=20)
accounts = st.builds(Account, st.just("0.1.0"), st.just(STARTED), st.booleans(), told_of_few_sets.map(Ledger))
sessions = st.lists(accounts, min_size=1, max_size=3).map(lambda told: session(*told))
clocks = st.none() | finite


@given(sessions, clocks)
@settings(deadline=None)
def test_any_session_is_a_well_formed_page(one: LoggedSession, first_s: float | None) -> None:
    found = Read(session_page(one, first_s))
    ids = [element.attributes["id"] for element in found.elements if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    assert "nan" not in found.one("body").text


@given(sessions, clocks)
@settings(deadline=None)
def test_any_session_is_a_table_of_numbers_and_text(one: LoggedSession, first_s: float | None) -> None:
    head, *rows = csv.reader(
        io.StringIO(reps_csv(one, first_s).removeprefix("\ufeff"), newline=""), strict=True
    )
    assert head == list(COLUMNS)
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        numbers = [
            value for name, value in cells.items() if name.endswith(("_cm", "_deg", "_s", "_kg")) and value
        ]
        assert all(abs(float(value)) < 1e10 for value in numbers)
