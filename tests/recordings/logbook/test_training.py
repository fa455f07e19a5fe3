"""Pain, timed exercises and plans in the logbook; logbooks of the version before open and keep what they hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from recordings.logbook import courses, doings, pains
from recordings.logbook.book import FILE
from recordings.logbook.file import opened
from recordings.logbook.recovery import recover
from recordings.logbook.schema import MIGRATIONS
from recordings.logged import SessionPain
from recordings.plans import built_in_text
from tests.recordings.logbook.pieces import AT_ONCE_S, NOW, book_in, put, raw, refusal
from tests.recordings.pieces import HEADER, recorded
from tracker.errors import InputReason
from tracker.events import Event, PainNoted
from tracker.setup import Exercise, Legs, TimedExercise
from tracker.training.pain import PainNote, When

REAL = replace(HEADER, simulated=False, person="Ada", declared=Exercise.SEATED_SOLEUS_RAISE, load_kg=12.0)
DAY = REAL.started_at.date()
SORE: list[Event] = [*recorded().events, PainNoted(9.0, 4), PainNoted(5.0, 2)]


def test_a_logbook_of_the_version_before_opens_and_keeps_its_sessions(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    opened(tmp_path / FILE, AT_ONCE_S, MIGRATIONS[:1]).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute(
            "INSERT INTO sessions (started_at, duration_s, whole, simulated, soleus_version, sensor_family,"
            " sensor_name, sensor_address, sensor_settings) VALUES ('2026-01-05T18:00:00+01:00', 60.0, 1, 0, '0.1',"
            " 'movesense', 'M', 'A', '{}')"
        )
        connection.execute(
            "INSERT INTO accounts (session_id, soleus_version, made_at, shown)"
            " VALUES (1, '0.1', '2026-01-05T18:00:00+01:00', 1)"
        )
    with book_in(tmp_path) as book:
        assert len(book.sessions()) == 1
        with book.reading() as connection:
            assert pains.notes(connection, None) == []
    with raw(tmp_path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_pain_of_a_session_comes_with_it_and_goes_with_it(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(REAL, None, SORE, 60.0, True)
        assert book.session(number).pains == (
            SessionPain(When.DURING, 2, 5.0),
            SessionPain(When.DURING, 4, 9.0),
        )
        book.delete(number)
        with book.reading() as connection:
            assert pains.notes(connection, "Ada") == []


def test_pain_is_entered_once_though_its_session_goes_in_again_as_more(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        place = tmp_path / "recordings" / "a.jsonl"
        number = book.add(REAL, place, SORE, 30.0, False)
        with book.writing() as connection:
            pains.tell(connection, PainNote(DAY, When.AFTER, 1), "Ada", NOW, number)
        assert book.add(REAL, place, SORE, 60.0, True) == number
        assert [(one.when, one.score) for one in book.session(number).pains] == [
            (When.DURING, 2), (When.DURING, 4), (When.AFTER, 1)
        ]  # fmt: skip


def test_a_recording_brought_in_later_brings_its_pain(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", [*recorded().entries, PainNoted(7.0, 3)])
    with book_in(tmp_path) as book:
        (number,) = recover(book, tmp_path / "recordings", now_s=NOW.timestamp).added
        assert [one.score for one in book.session(number).pains] == [3]


def test_the_last_word_on_a_morning_is_the_one_that_stands(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            for score in (5, 1):
                pains.tell(connection, PainNote(DAY, When.MORNING, score), "Ada", NOW, None)
        with book.reading() as connection:
            assert pains.notes(connection, "ada") == [PainNote(DAY, When.MORNING, 1)]
            assert pains.notes(connection, None) == []


def test_simulated_sessions_are_in_no_pain_and_no_doing(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        book.add(replace(REAL, simulated=True), None, SORE, 60.0, True)
        with book.reading() as connection:
            assert (pains.notes(connection, "Ada"), doings.done(connection, "Ada")) == ([], [])


def test_a_set_is_a_doing_with_the_figures_that_were_shown(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(REAL, None, recorded().events, 60.0, True)
        ledger = book.session(number).shown.ledger
        with book.reading() as connection:
            found = doings.done(connection, "Ada")
    assert [one.reps for one in found] == [record.count for record in ledger.sets]
    assert [one.formed for one in found] == [len(record.reps) for record in ledger.sets]
    assert sum(one.tension_s for one in found) > 0.0
    assert {(one.day, one.load_kg, one.legs) for one in found} == {(DAY, 12.0, REAL.legs)}
    for one, record in zip(found, ledger.sets, strict=True):
        assert abs(one.tension_s - record.time_under_tension_s) < 1e-9


def test_a_timed_exercise_is_a_doing(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            doings.enter_timed(connection, None, NOW, TimedExercise.SOLEUS_STRETCH, 45.0, Legs.LEFT)
        with book.reading() as connection:
            (one,) = doings.done(connection, None)
    assert (one.slug, one.span_s, one.legs, one.day) == (
        TimedExercise.SOLEUS_STRETCH, 45.0, Legs.LEFT, NOW.date()
    )  # fmt: skip


def test_a_plan_keeps_each_of_its_wordings_and_its_end(tmp_path: Path) -> None:
    start, later = date(2026, 3, 2), date(2026, 3, 20)
    longer = built_in_text("soleus-starter").replace("weeks = 6", "weeks = 8", 1)
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            courses.begin(
                connection, "Ada", "soleus-starter", start, "a.toml", built_in_text("soleus-starter")
            )
            row = courses.running(connection, "ADA")
            assert row is not None
            courses.reword(connection, row.run_id, later, "a.toml", longer)
        with book.reading() as connection:
            row = courses.running(connection, "Ada")
            assert row is not None
            assert row.course.plan_on(later - timedelta(days=1)).weeks == 6
            assert row.course.plan_on(later).weeks == 8
            assert courses.running(connection, None) is None
        with book.writing() as connection:
            courses.stop(connection, row.run_id, later)
            assert courses.running(connection, "Ada") is None
            (row,) = courses.courses(connection, "Ada")
            assert row.course.stopped == later + timedelta(days=1)


def test_a_plan_that_cannot_be_read_any_more_is_told_as_damage(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        with book.writing() as connection:
            courses.begin(connection, None, "x", DAY, "a.toml", built_in_text("desk"))
            connection.execute("UPDATE plan_runs SET started_on = 'yesterday'")

        def read() -> None:
            with book.reading() as connection:
                courses.courses(connection, None)

        assert refusal(read).reason is InputReason.LOGBOOK_DAMAGED


def test_what_is_told_of_a_day_is_told_of_its_sessions(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(REAL, None, [], 60.0, True)
        simulated = book.add(replace(REAL, simulated=True), None, [], 60.0, True)
        with book.writing() as connection:
            pains.tell(connection, PainNote(DAY, When.MORNING, 1), "ada", NOW, None)
            pains.tell(connection, PainNote(DAY, When.MORNING, 6), "Bob", NOW, None)
        assert book.session(number).pains == (SessionPain(When.MORNING, 1),)
        assert book.session(simulated).pains == ()


def test_what_is_said_of_the_day_puts_a_slip_of_the_key_right(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        number = book.add(REAL, None, [*recorded().events, PainNoted(5.0, 9)], 60.0, True)
        with book.writing() as connection:
            pains.tell(connection, PainNote(DAY, When.DURING, 3), "ada", NOW, None)
        assert book.session(number).pains == (SessionPain(When.DURING, 3),)


def test_two_sessions_of_a_day_keep_their_own_pain(tmp_path: Path) -> None:
    with book_in(tmp_path) as book:
        first, second = (book.add(REAL, None, [], 60.0, True) for _ in range(2))
        with book.writing() as connection:
            for number, score in ((first, 4), (second, 1), (second, 2)):
                pains.tell(connection, PainNote(DAY, When.AFTER, score), "Ada", NOW, number)
        assert [book.session(number).pains[0].score for number in (first, second)] == [4, 2]
