"""Recordings that are not in the logbook are brought in from their own events; living ones are let be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.packet import Packet
from recordings.entries import to_line
from recordings.logbook.book import FILE, Logbook
from recordings.logbook.claim import FRESH_S, Claim, is_being_written, is_ended
from recordings.logbook.recovery import Recovered, duration_s, recover
from recordings.reader import read_recording
from recordings.writer import RecordingWriter
from tests.recordings.logbook.pieces import NOW, book_in, put, raw, refusal, same
from tests.recordings.pieces import HEADER, Clock, recorded
from tracker.errors import InputReason
from tracker.events import CountCorrected, SetStarted
from tracker.ledger import Ledger

NOW_S = NOW.timestamp()
posix = pytest.mark.skipif(os.name != "posix", reason="elsewhere a living session is told by its age alone")


def brought_in(book: Logbook, root: Path, **options: Callable[[int, int], bool]) -> Recovered:
    return recover(book, root / "recordings", now_s=lambda: NOW_S, **options)


def cut_off(root: Path, name: str, age_s: float = 3600.0) -> Path:
    """A recording of a program that was killed."""
    return put(root, name, recorded().entries[:300], age_s=age_s)


def test_a_recording_is_brought_in_as_it_was_shown(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        (number,) = brought_in(book, tmp_path).added
        session = book.session(number)
    assert (session.header, session.recording, session.whole) == (HEADER, path, True)
    assert same(session.shown.ledger, Ledger(recorded().events))


def test_it_is_the_same_as_if_it_had_been_entered_as_it_ended(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    length_s = duration_s(read_recording(path))
    with book_in(tmp_path) as book:
        (brought,) = (book.session(number) for number in brought_in(book, tmp_path).added)
    (tmp_path / FILE).unlink()
    with book_in(tmp_path) as book:
        added = book.session(book.add(HEADER, path, recorded().events, length_s, True))
    assert repr(replace(brought, accounts=())) == repr(replace(added, accounts=()))
    assert brought.shown.made_at == added.shown.made_at
    assert same(brought.shown.ledger, added.shown.ledger)


def test_its_length_is_that_of_its_signal(tmp_path: Path) -> None:
    recording = read_recording(put(tmp_path, "a.jsonl"))
    arrivals = [entry.arrival_s for entry in recording.entries if isinstance(entry, Packet)]
    assert duration_s(recording) == pytest.approx(arrivals[-1] - arrivals[0], abs=1.0)


def test_one_that_was_cut_off_is_brought_in_as_such(tmp_path: Path) -> None:
    cut_off(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        brought_in(book, tmp_path)
        (row,) = book.sessions()
    assert not row.whole


def test_what_is_known_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        brought_in(book, tmp_path)
        monkeypatch.setattr("recordings.logbook.recovery.read_recording", pytest.fail)
        assert brought_in(book, tmp_path) == Recovered()


def test_what_was_entered_as_it_ended_is_known(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        book.add(HEADER, path, [], 1.0, True)
        assert brought_in(book, tmp_path) == Recovered()


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        book.delete(book.add(HEADER, path, [], 1.0, True))
        assert brought_in(book, tmp_path) == Recovered()


def test_a_lost_logbook_is_made_anew_from_the_recordings(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        put(tmp_path, name)
    with book_in(tmp_path) as book:
        brought_in(book, tmp_path)
    (tmp_path / FILE).unlink()
    with book_in(tmp_path) as book:
        brought_in(book, tmp_path)
        assert [row.recording for row in book.sessions()] == ["recordings/a.jsonl", "recordings/b.jsonl"]


UNREADABLE = {
    "empty": b"",
    "of another kind": b"dear diary\n",
    "without its header": to_line(Packet(1.0, "data", b"")).encode(),
    "of a sensor nobody knows": recorded().data.replace(b'"movesense"', b'"stopwatch"', 1),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_unreadable_one_is_a_warning_and_the_others_come_in(data: bytes, tmp_path: Path) -> None:
    put(tmp_path, "b.jsonl")
    bad = put(tmp_path, "a.jsonl")
    bad.write_bytes(data)
    os.utime(bad, (0.0, 0.0))
    with book_in(tmp_path) as book:
        found = brought_in(book, tmp_path)
        assert len(book.sessions()) == len(found.added) == 1
    assert (len(found.warnings), "\n" in found.warnings[0]) == (1, False)
    assert bad.read_bytes() == data


def test_one_with_a_value_that_cannot_be_is_a_warning(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", [SetStarted(0.0, 1, 0.0), CountCorrected(1.0, 1, 10**30)], 0)
    put(tmp_path, "b.jsonl")
    with book_in(tmp_path) as book:
        found = brought_in(book, tmp_path)
    assert (len(found.added), len(found.warnings), "a.jsonl" in found.warnings[0]) == (1, 1, True)


def test_a_busy_logbook_is_an_error_and_nothing_is_lost(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl")
    with book_in(tmp_path) as book:
        with raw(tmp_path) as other:
            other.execute("BEGIN IMMEDIATE")
            assert refusal(lambda: brought_in(book, tmp_path)).reason is InputReason.LOGBOOK_BUSY
        assert len(brought_in(book, tmp_path).added) == 1


def test_it_stops_when_told_and_says_how_many_are_left(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        put(tmp_path, name)
    with book_in(tmp_path) as book:
        found = brought_in(book, tmp_path, go_on=lambda number, of: (number, of) == (1, 3))
        assert (len(found.added), found.left) == (1, 2)
        assert len(brought_in(book, tmp_path).added) == 2


def test_without_a_folder_there_is_nothing_to_bring_in(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        (tmp_path / "recordings").rmdir()
        assert brought_in(book, tmp_path) == Recovered()


class TestALivingSession:
    def test_that_wrote_just_now_is_let_be(self, tmp_path: Path) -> None:
        cut_off(tmp_path, "a.jsonl", age_s=FRESH_S - 0.5)
        with book_in(tmp_path) as book:
            assert brought_in(book, tmp_path) == Recovered(being_written=1)

    @posix
    def test_that_has_been_silent_for_an_hour_is_let_be(self, tmp_path: Path) -> None:
        claim = Claim(cut_off(tmp_path, "a.jsonl"))
        with book_in(tmp_path) as book:
            found = brought_in(book, tmp_path)
        claim.release()
        assert found == Recovered(being_written=1)

    def test_that_was_killed_is_brought_in(self, tmp_path: Path) -> None:
        Claim(cut_off(tmp_path, "a.jsonl")).release()
        with book_in(tmp_path) as book:
            assert len(brought_in(book, tmp_path).added) == 1

    def test_is_none_once_it_is_ended(self, tmp_path: Path) -> None:
        put(tmp_path, "a.jsonl", age_s=0.0)
        with book_in(tmp_path) as book:
            assert len(brought_in(book, tmp_path).added) == 1

    def test_is_none_for_a_clock_that_was_put_back_by_an_hour(self, tmp_path: Path) -> None:
        assert not is_being_written(cut_off(tmp_path, "a.jsonl", age_s=-3600.0), NOW_S)


def test_a_recording_being_written_is_not_ended_and_then_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    writer = RecordingWriter(path, HEADER, Clock())
    ended = [is_ended(path)]
    writer.write([Packet(1.0, "data", b"\x00" * 400)])
    writer.flush()
    ended.append(is_ended(path))
    writer.close(3)
    assert [*ended, is_ended(path)] == [False, False, True]


def test_a_claim_does_not_hinder_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    writer = RecordingWriter(path, HEADER, Clock())
    claim = Claim(path)
    writer.write([Packet(1.0, "data", b"\x01")])
    writer.close(1)
    claim.release()
    claim.release()
    assert len(read_recording(path).entries) == 2


def test_a_claim_on_nothing_is_no_trouble(tmp_path: Path) -> None:
    Claim(tmp_path / "gone.jsonl").release()
    assert not is_ended(tmp_path / "gone.jsonl")
    assert not is_being_written(tmp_path / "gone.jsonl", NOW_S)
