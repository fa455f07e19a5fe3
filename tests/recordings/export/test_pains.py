"""Pain in what leaves the logbook: with the session, and with the set it was noted in."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from recordings.export.page import session_page
from recordings.export.pains import of_set, pain_words
from recordings.export.reps_csv import reps_csv
from recordings.logged import LoggedSession, SessionPain
from tests.recordings.export.making import FIRST_S, a_set, session, told
from tracker.training.pain import When
from ui.session_lines import session_lines

PAINS = (
    SessionPain(When.DURING, 2, FIRST_S + 11.0),
    SessionPain(When.DURING, 4, FIRST_S + 70.0),
    SessionPain(When.DURING, 3, FIRST_S + 110.0),
    SessionPain(When.AFTER, 1),
    SessionPain(When.MORNING, 0),
)


def sore() -> LoggedSession:
    """Two sets; pain noted in the first, in the rest after it, and in the second."""
    two = session(told(a_set(1, FIRST_S + 10.0, "bb"), a_set(2, FIRST_S + 100.0, "b")))
    return replace(two, pains=PAINS)


def test_pain_belongs_to_the_set_that_ran_or_was_over() -> None:
    one = sore()
    ledger = one.shown.ledger
    assert [of_set(one.pains, ledger, record) for record in ledger.sets] == [(2, 4), (3,)]


def test_the_table_has_pain_in_every_row() -> None:
    rows = list(csv.DictReader(io.StringIO(reps_csv(sore(), FIRST_S).removeprefix("\ufeff"))))
    assert [row["pain_of_set"] for row in rows] == ["4", "4", "3"]
    assert {(row["pain_during"], row["pain_after"], row["pain_next_morning"]) for row in rows} == {
        ("4", "1", "0")
    }


def test_the_page_says_it_of_the_session_and_of_each_set() -> None:
    page = session_page(sore(), FIRST_S)
    assert "during training 4, after training 1, the next morning 0; on a scale of 0 to 10" in page
    assert page.count("Pain noted in it or after it") == 2


def test_where_none_was_told_nothing_is_made_up() -> None:
    assert pain_words(session()) == ""
    assert "none told" in session_page(session(), FIRST_S)
    assert "Pain" not in "\n".join(session_lines(session(), [[None] * len(session().shown.ledger.sets)]))


def test_sessions_show_says_it_too() -> None:
    lines = session_lines(sore(), [[None, None]])
    assert "Pain: during training 4, after training 1, the next morning 0; on a scale of 0 to 10" in lines
    assert [line.strip() for line in lines if line.startswith("     pain")] == [
        "pain 2 of 10", "pain 4 of 10", "pain 3 of 10"
    ]  # fmt: skip
