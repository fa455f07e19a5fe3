"""What training adds to a session: the plan's goal, a morning asked for, pain asked after; nothing stands in its way."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from recordings.logbook import courses, pains
from recordings.logbook.book import FILE, Logbook
from recordings.plans import built_in_text
from tests.recordings.pieces import HEADER, recorded
from tracker.setup import Exercise, TimedExercise
from tracker.training.pain import PainNote, When
from ui import training_session
from ui.running import Ended
from ui.training_session import Begun, ask_after, begin, due_time_s
from ui.view.shown import Goal


def today() -> date:
    """Asked when it is needed: the suite may run past midnight."""
    return datetime.now().astimezone().date()


def yesterday() -> date:
    return today() - timedelta(days=1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))
    monkeypatch.setattr(training_session, "_can_ask", lambda: True)
    return tmp_path


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """The terminal answers with these; the questions it was asked."""
    asked: list[str] = []
    left: Iterator[str] = iter(answers)

    def question(words: str) -> str:
        asked.append(words)
        return next(left)

    monkeypatch.setattr(training_session, "question", question)
    return asked


def chosen(exercise: Exercise | None = None, **given: object) -> argparse.Namespace:
    usual = {"exercise": exercise, "goal": None, "sets": None, "rest": None, "load": None, "person": None}
    return argparse.Namespace(**(usual | given))


def start(root: Path, name: str) -> None:
    with Logbook(root) as book, book.writing() as connection:
        courses.begin(connection, None, name, yesterday(), name, built_in_text(name))


def train_yesterday(root: Path) -> int:
    at = datetime.now().astimezone() - timedelta(days=1)
    header = replace(HEADER, simulated=False, person=None, started_at=at)
    with Logbook(root) as book:
        return book.add(header, None, recorded().events, 60.0, True)


def notes(root: Path) -> list[PainNote]:
    with Logbook(root) as book, book.reading() as connection:
        return pains.notes(connection, None)


def test_the_plan_gives_goal_rest_and_load(root: Path) -> None:
    start(root, "alfredson")
    begun = begin(chosen(Exercise.HEEL_DROP_BENT), simulated=False)
    assert (begun.goal, begun.load_kg) == (Goal(15, 3, 60.0), 0.0)
    assert set(begun.known.planned) == {Exercise.HEEL_DROP_STRAIGHT, Exercise.HEEL_DROP_BENT}


def test_the_command_line_comes_before_the_plan(root: Path) -> None:
    start(root, "alfredson")
    begun = begin(chosen(Exercise.HEEL_DROP_BENT, goal=8, sets=2, rest=30.0, load=5.0), simulated=False)
    assert (begun.goal, begun.load_kg) == (Goal(8, 2, 30.0), 5.0)


def test_another_exercise_than_the_plans_is_said_and_not_hindered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(root, "alfredson")
    begun = begin(chosen(Exercise.SQUAT_SOLEUS_RAISE), simulated=False)
    assert begun.goal == Goal()
    assert "and not for squat soleus raise" in capsys.readouterr().out


def test_a_simulated_session_is_asked_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    train_yesterday(root)
    asked = answering(monkeypatch)
    assert begin(chosen(), simulated=True) == Begun(Goal(), None)
    assert asked == []


def test_a_morning_not_told_is_asked_for_at_the_next_start_until_it_is_a_number(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_yesterday(root)
    asked = answering(monkeypatch, "eleven", "11", "2")
    begin(chosen(), simulated=False)
    assert len(asked) == 3
    assert f"morning after your training of {yesterday():%a} {yesterday()}" in asked[0]
    assert notes(root) == [PainNote(yesterday(), When.MORNING, 2)]
    begin(chosen(), simulated=False)
    assert len(asked) == 3


def test_enter_skips_and_the_session_begins(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    train_yesterday(root)
    answering(monkeypatch, "")
    assert begin(chosen(), simulated=False).goal == Goal()
    assert notes(root) == []


def test_where_nobody_can_be_asked_a_line_says_how_to_tell_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    train_yesterday(root)
    monkeypatch.setattr(training_session, "_can_ask", lambda: False)
    begin(chosen(), simulated=False)
    assert f"soleus pain 0-10 --when morning --on {yesterday()}" in capsys.readouterr().err


def test_a_logbook_in_trouble_is_one_line_and_the_session_begins(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / FILE).write_bytes(b"nonsense" * 1000)
    assert begin(chosen(load=7.5), simulated=False) == Begun(Goal(), 7.5)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_pain_is_asked_after_a_session_and_stands_with_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = train_yesterday(root)
    asked = answering(monkeypatch, "3", "1")
    ask_after(Ended(None, number, yesterday()), None)
    assert [words.split(",")[0] for words in asked] == ["Pain during training", "Pain after training"]
    with Logbook(root) as book:
        assert [(one.when, one.score) for one in book.session(number).pains] == [
            (When.DURING, 3),
            (When.AFTER, 1),
        ]


def test_what_was_noted_with_a_key_is_not_asked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = train_yesterday(root)
    asked = answering(monkeypatch, "")
    ask_after(Ended(None, number, yesterday(), pain_noted=True), None)
    assert len(asked) == 1


def test_a_session_that_was_not_kept_is_asked_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch)
    ask_after(Ended(None, None), None)
    assert asked == []


def test_a_timed_exercise_takes_as_long_as_the_plan_says(root: Path) -> None:
    assert due_time_s(TimedExercise.SOLEUS_STRETCH, None) == 60.0
    with Logbook(root) as book, book.writing() as connection:
        text = built_in_text("soleus-starter").replace('["mon", "wed", "fri"]', '"every day"')
        courses.begin(connection, None, "soleus-starter", yesterday(), "x", text)
    assert due_time_s(TimedExercise.SOLEUS_STRETCH, None) == 30.0
