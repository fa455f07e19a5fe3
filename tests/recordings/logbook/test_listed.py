"""The list: light rows, whose they are, and simulated sessions out of every statistic."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recordings.logbook.listing import Sums, sums
from tests.recordings.logbook.pieces import book_in
from tests.recordings.pieces import HEADER, STARTED, recorded
from tracker.events import CountCorrected, Event, RepCounted, SetEnded, SetStarted
from tracker.ledger import Ledger
from tracker.setup import Exercise, Form

REP = next(event.rep for event in recorded().events if isinstance(event, RepCounted))


def counted(*forms: Form) -> list[Event]:
    """One set, a repetition of each form."""
    reps = [replace(REP, rep_id=k, index=k, form=form) for k, form in enumerate(forms, start=1)]
    return [SetStarted(0.0, 1, 0.0), *(RepCounted(1.0, 1, rep) for rep in reps)]


def test_a_row_has_the_figures_that_were_shown(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(HEADER, tmp_path / "recordings" / "a.jsonl", recorded().events, 50.0, True)
        (row,) = book.sessions()
    totals = Ledger(recorded().events).totals
    assert (row.session_id, row.started_at, row.duration_s) == (number, STARTED, 50.0)
    assert (row.person, row.load_kg, row.simulated, row.whole) == ("Ada", 12.5, False, True)
    assert (row.bent, row.straight, row.uncertain) == (totals.bent, totals.straight, totals.uncertain)
    assert (row.partials, row.corrected, row.count) == (
        totals.partials,
        totals.corrected,
        totals.reps + totals.corrected,
    )
    assert (row.sets, row.exercises) == (3, (Exercise.SEATED_SOLEUS_RAISE,))
    assert row.recording == "recordings/a.jsonl"


def test_another_analysis_changes_nothing_in_the_list(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(HEADER, None, recorded().events, 50.0, True)
        before = book.sessions()
        book.add_account(number, counted(Form.STRAIGHT))
        assert book.sessions() == before


def test_a_session_without_a_set_is_listed_by_what_was_declared(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, [], 0.0, True)
        (row,) = book.sessions()
    assert (row.sets, row.count, row.exercises) == (0, 0, (Exercise.SEATED_SOLEUS_RAISE,))


def test_a_set_counted_by_hand_alone_names_no_exercise(tmp_path: Path) -> None:
    (ended,) = [event for event in recorded().events if isinstance(event, SetEnded)][:1]
    by_hand = replace(ended, summary=replace(ended.summary, reps=0, partials=0, corrected=2))
    with book_in(tmp_path) as book:
        book.add(replace(HEADER, declared=None), None, [SetStarted(0.0, 1, 0.0), by_hand], 1.0, True)
        assert book.sessions()[0].exercises == ()


def test_the_oldest_comes_first_whatever_the_offset_and_the_order_of_entering(tmp_path: Path) -> None:
    later = replace(HEADER, started_at=STARTED + timedelta(minutes=1))
    with book_in(tmp_path) as book:
        second, first = (book.add(header, None, [], 1.0, True) for header in (later, HEADER))
        assert [row.session_id for row in book.sessions()] == [first, second]


@pytest.mark.parametrize("name", ["Ada", "ada", "ADA"])
def test_a_person_has_the_sessions_of_their_name(name: str, tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        hers = book.add(HEADER, None, [], 1.0, True)
        book.add(replace(HEADER, person="Bob"), None, [], 1.0, True)
        book.add(replace(HEADER, person=None), None, [], 1.0, True)
        assert [row.session_id for row in book.sessions(name)] == [hers]


def test_persons_are_those_with_a_session(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        for person in ("Bob", "Ada", None, "Ada"):
            book.add(replace(HEADER, person=person), None, [], 1.0, True)
        assert book.persons() == ["Ada", "Bob"]


def test_simulated_sessions_are_out_of_every_sum(tmp_path: Path) -> None:
    real = [*counted(Form.BENT, Form.BENT, Form.STRAIGHT), CountCorrected(2.0, 1, 2)]
    with book_in(tmp_path) as book:
        book.add(HEADER, None, real, 1.0, True)
        book.add(replace(HEADER, simulated=True), None, counted(Form.UNCERTAIN), 1.0, True)
        rows = book.sessions()
    assert len(rows) == 2
    assert sums(rows) == Sums(sessions=1, count=5, bent=2, straight=1, uncertain=0, simulated=1)
