"""What goes in comes out again: header and ledger, to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.header import Header
from recordings.logbook.book import Logbook
from recordings.logbook.rows import columns
from tests.recordings.logbook.pieces import NOW, book_in, entered, events, headers, raw, refusal, same
from tests.recordings.pieces import HEADER, STARTED, recorded
from tracker.errors import InputReason
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    RepCounted,
    Repetition,
    SetEnd,
    SetEnded,
    SetStarted,
    SetSummary,
    SetWithdrawn,
    SignalGap,
)
from tracker.ledger import Ledger
from tracker.setup import Form
from tracker.version import __version__

REP = next(event.rep for event in recorded().events if isinstance(event, RepCounted))
ENDED = [event for event in recorded().events if isinstance(event, SetEnded)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logbook]:
    """One that is never emptied."""
    with book_in(tmp_path_factory.mktemp("full")) as book:
        yield book


@settings(max_examples=200, deadline=None)
@given(told=events)
def test_any_ledger_comes_back_to_the_last_bit(told: list[Event], full: Logbook) -> None:
    number = full.add(HEADER, None, told, 1.0, True)
    assert same(full.session(number).shown.ledger, Ledger(told))


@settings(max_examples=200, deadline=None)
@given(header=headers, duration_s=st.floats(0.0, 1e9), whole=st.booleans())
def test_any_header_comes_back(header: Header, duration_s: float, whole: bool, full: Logbook) -> None:
    session = full.session(full.add(header, None, [], duration_s, whole))
    assert repr(session.header.to_dict()) == repr(header.to_dict())
    assert (session.duration_s, session.whole, session.recording) == (duration_s, whole, None)


def test_a_recorded_session_comes_back(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        session = book.session(book.add(HEADER, None, recorded().events, 50.0, True))
    assert same(session.shown.ledger, Ledger(recorded().events))
    assert session.header == HEADER


def test_the_reasons_of_the_sets_ends_come_back(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        reasons = book.end_reasons(book.add(HEADER, None, recorded().events, 50.0, True))
    assert reasons == [[event.reason for event in ENDED]]


def test_a_set_that_was_cut_off_has_no_reason(tmp_path: Path) -> None:
    told: list[Event] = [SetStarted(1.0, 1, 0.5), RepCounted(2.0, 1, REP)]
    with book_in(tmp_path) as book:
        assert book.end_reasons(book.add(HEADER, None, told, 50.0, False)) == [[None]]


def test_of_two_sets_with_one_number_each_keeps_its_reason(tmp_path: Path) -> None:
    summary = ENDED[0].summary
    told: list[Event] = [
        SetStarted(0.0, summary.index, 0.0),
        SetEnded(1.0, SetEnd.WALKED, summary),
        SetStarted(2.0, summary.index, 2.0),
        SetEnded(3.0, SetEnd.GAP, replace(summary, start_s=2.0)),
    ]
    with book_in(tmp_path) as book:
        assert book.end_reasons(book.add(HEADER, None, told, 1.0, True)) == [[SetEnd.WALKED, SetEnd.GAP]]


def test_the_reasons_stay_with_their_sets_where_one_before_them_was_none(tmp_path: Path) -> None:
    summary = ENDED[0].summary
    told: list[Event] = []
    for k, reason in enumerate((SetEnd.WALKED, SetEnd.PAUSE, SetEnd.GAP), start=1):
        told += [SetStarted(10.0 * k, k, 0.0), SetEnded(10.0 * k + 5.0, reason, replace(summary, index=k))]
    with book_in(tmp_path) as book:
        number = book.add(HEADER, None, [*told, SetWithdrawn(60.0, 2, "alone")], 60.0, True)
        assert book.end_reasons(number) == [[SetEnd.WALKED, SetEnd.GAP]]


def test_a_set_that_was_cut_off_has_no_reason_of_those_that_were_none(tmp_path: Path) -> None:
    summary = ENDED[0].summary
    told: list[Event] = []
    for k in range(2, 30):  # they are gone from memory, and the cut off one takes the place of one of them
        told += [
            SetStarted(10.0 * k, k, 0.0),
            SetEnded(10.0 * k + 5.0, SetEnd.PAUSE, replace(summary, index=k)),
        ]
    told += [SetWithdrawn(400.0, k, "alone") for k in range(2, 30)]
    told += [SetStarted(500.0 + k, 30 + k, 0.0) for k in range(30)]
    with book_in(tmp_path) as book:
        assert book.end_reasons(book.add(HEADER, None, told, 600.0, False)) == [[None] * 30]


def test_what_was_shown_is_of_the_version_that_recorded_it_and_of_its_time(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        shown = book.session(book.add(replace(HEADER, soleus_version="0.0.7"), None, [], 1.0, True)).shown
    assert (shown.soleus_version, shown.made_at, shown.shown) == ("0.0.7", STARTED, True)


def test_another_analysis_stands_behind_what_was_shown(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(replace(HEADER, soleus_version="0.0.7"), None, recorded().events, 1.0, True)
        book.add_account(number, recorded().events[:40])
        shown, later = book.session(number).accounts
    assert same(shown.ledger, Ledger(recorded().events))
    assert same(later.ledger, Ledger(recorded().events[:40]))
    assert (later.soleus_version, later.made_at, later.shown) == (__version__, NOW, False)


def test_the_same_versions_next_analysis_takes_the_place_of_its_last(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(HEADER, None, recorded().events, 1.0, True)
        book.add_account(number, [])
        book.add_account(number, recorded().events)
        accounts = book.session(number).accounts
    assert len(accounts) == 2
    assert same(accounts[1].ledger, Ledger(recorded().events))


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_a_number_that_is_none_is_refused(bad: float, tmp_path: Path) -> None:
    told = [RepCounted(1.0, 1, replace(REP, height_error_cm=bad))]
    with book_in(tmp_path) as book:
        error = refusal(lambda: book.add(HEADER, None, told, 1.0, True))
        assert error.reason is InputReason.BAD_VALUE
        assert book.sessions() == []


@pytest.mark.parametrize(
    "rep",
    [replace(REP, rep_id=2**63), replace(REP, p_bent=1.5), replace(REP, p_bent=-0.1)],
    ids=["a number beyond 64 bits", "more than certain", "less than impossible"],
)
def test_a_value_that_cannot_be_is_refused_and_leaves_nothing(rep: Repetition, tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        error = refusal(lambda: book.add(HEADER, None, [RepCounted(1.0, 1, rep)], 1.0, True))
        assert error.reason is InputReason.BAD_VALUE
        assert (book.sessions(), book.persons()) == ([], [])


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        error = refusal(lambda: book.add(replace(HEADER, person="\ud800"), None, [], 1.0, True))
    assert error.reason is InputReason.BAD_VALUE


@pytest.mark.parametrize(
    ("table", "kind"),
    [("reps", Repetition), ("holds", HoldEnded), ("gaps", SignalGap), ("corrections", CountCorrected)],
)
def test_a_table_has_a_column_for_every_field(table: str, kind: type, tmp_path: Path) -> None:
    entered(tmp_path)
    with raw(tmp_path) as connection:
        there = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    keys = {"account_id", "place", "set_place"}
    assert [name for name in there if name not in keys] == columns(kind)


def test_a_set_has_a_column_for_every_figure_of_its_summary(tmp_path: Path) -> None:
    entered(tmp_path)
    with raw(tmp_path) as connection:
        there = {name for _, name, *_ in connection.execute("PRAGMA table_info(sets)")}
    assert {field.name for field in fields(SetSummary)} - there == {"index"}  # a word of SQL: it is `number`


def test_a_value_no_version_wrote_makes_it_damaged(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(HEADER, None, recorded().events, 1.0, True)
        with raw(tmp_path) as connection:
            connection.execute("UPDATE sets SET exercise = 'cartwheel'")
        error = refusal(lambda: book.session(number))
        assert error.reason is InputReason.LOGBOOK_DAMAGED
        assert refusal(book.sessions).reason is InputReason.LOGBOOK_DAMAGED


def test_forms_are_told_in_words(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, recorded().events, 1.0, True)
    with raw(tmp_path) as connection:
        forms = {form for (form,) in connection.execute("SELECT form FROM reps")}
    assert forms <= {form.value for form in Form}
