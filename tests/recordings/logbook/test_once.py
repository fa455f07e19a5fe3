"""A recording is in the logbook once, under a path that moves with the data folder; deleting leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.recordings.logbook.pieces import book_in, put, raw, refusal, same
from tests.recordings.pieces import HEADER, recorded
from tracker.errors import InputReason
from tracker.ledger import Ledger


def test_the_same_recording_is_entered_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        numbers = [book.add(HEADER, path, recorded().events, 50.0, True) for _ in range(2)]
        assert numbers[0] == numbers[1]
        assert len(book.sessions()) == 1


def test_a_whole_session_takes_the_place_of_one_thought_cut_off(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        early = book.add(HEADER, path, recorded().events[:40], 20.0, False)
        assert book.add(HEADER, path, recorded().events, 50.0, True) == early
        session = book.session(early)
    assert (session.whole, session.duration_s) == (True, 50.0)
    assert same(session.shown.ledger, Ledger(recorded().events))


def test_a_part_never_takes_the_place_of_more(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        number = book.add(HEADER, path, recorded().events, 50.0, False)
        book.add(HEADER, path, recorded().events[:40], 20.0, False)
        assert same(book.session(number).shown.ledger, Ledger(recorded().events))


def test_sessions_without_a_recording_are_each_their_own(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        assert book.add(HEADER, None, [], 1.0, True) != book.add(HEADER, None, [], 1.0, True)


def test_a_data_folder_that_moved_still_finds_its_recordings(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    path = put(before, "a.jsonl")
    with book_in(before) as book:
        number = book.add(HEADER, path, [], 1.0, True)
    before.rename(after)
    with book_in(after) as book:
        assert book.session(number).recording == after / "recordings" / "a.jsonl"


def test_a_recording_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    with book_in(tmp_path / "home") as book:
        number = book.add(HEADER, tmp_path / "b.jsonl", [], 1.0, True)
        assert book.session(number).recording == tmp_path / "b.jsonl"


def test_deleting_removes_the_session_and_the_recording(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        number = book.add(HEADER, path, recorded().events, 50.0, True)
        book.add_account(number, recorded().events)
        book.delete(number)
        assert refusal(lambda: book.session(number)).reason is InputReason.NO_SUCH_SESSION
    assert not path.exists()


@pytest.mark.parametrize(
    "table", ["persons", "sessions", "accounts", "sets", "reps", "holds", "gaps", "corrections"]
)
def test_deleting_leaves_no_row_behind(table: str, tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.delete(book.add(HEADER, None, recorded().events, 50.0, True))
    with raw(tmp_path) as connection:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_deleting_leaves_no_name_in_the_file(tmp_path: Path) -> None:
    person = "Augusta Ada King"
    with book_in(tmp_path) as book:
        book.delete(book.add(replace(HEADER, person=person), None, recorded().events, 50.0, True))
    assert not any(person.encode() in file.read_bytes() for file in tmp_path.iterdir() if file.is_file())


def test_a_person_with_another_session_stays(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(HEADER, None, [], 1.0, True)
        book.delete(book.add(HEADER, None, [], 1.0, True))
        assert book.persons() == ["Ada"]


def test_the_number_of_a_deleted_session_is_not_given_again(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        gone = book.add(HEADER, None, [], 1.0, True)
        book.delete(gone)
        assert book.add(HEADER, None, [], 1.0, True) > gone


def test_a_recording_already_gone_does_not_hinder_deleting(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        number = book.add(HEADER, path, [], 1.0, True)
        path.unlink()
        book.delete(number)
        assert book.sessions() == []


def test_a_recording_that_cannot_be_removed_keeps_its_session(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        number = book.add(HEADER, path, recorded().events, 1.0, True)
        path.unlink()
        path.mkdir()  # what unlink refuses on every system, also to root
        error = refusal(lambda: book.delete(number))
        assert (error.reason, str(path) in error.message) == (InputReason.NOT_WRITABLE, True)
        assert same(book.session(number).shown.ledger, Ledger(recorded().events))


def test_a_logbook_that_cannot_be_written_keeps_the_recording(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        number = book.add(HEADER, path, [], 1.0, True)
        with raw(tmp_path) as other:
            other.execute("BEGIN IMMEDIATE")
            assert refusal(lambda: book.delete(number)).reason is InputReason.LOGBOOK_BUSY
    assert path.exists()


@pytest.mark.parametrize("act", ["session", "delete", "account"])
def test_a_session_that_is_not_there_is_said_to_be_none(act: str, tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        acts = {
            "session": lambda: book.session(7),
            "delete": lambda: book.delete(7),
            "account": lambda: book.add_account(7, []),
        }
        error = refusal(acts[act])
    assert (error.reason, "7" in error.message) == (InputReason.NO_SUCH_SESSION, True)
