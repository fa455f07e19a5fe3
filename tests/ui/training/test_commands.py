"""`soleus lateral`, `timed`, `plan` and `pain`: what they say, what they keep, and what a slip is answered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from recordings.logbook import doings, pains
from recordings.logbook.book import Logbook
from recordings.plans import BUILT_IN
from tests.recordings.pieces import HEADER, recorded
from tests.ui.processes import Finished
from tracker.setup import Exercise, Legs, TimedExercise
from tracker.training.pain import PainNote, When
from ui.cli import main
from ui.commands import timed

Soleus = Callable[..., Finished]


def today() -> date:
    """Asked when it is needed: the suite may run past midnight."""
    return datetime.now().astimezone().date()


def yesterday() -> date:
    return today() - timedelta(days=1)


PLAN = """\
plan = "anns-plan"
title = "Ann's plan"
weeks = 4
[[exercise]]
slug = "seated-soleus-raise"
sets = 3
reps = 15
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Soleus:
    """The command line in this process, its data folder `tmp_path`."""
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))

    def run(*words: str | Path) -> Finished:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Finished(code, said.out, said.err)

    return run


def train(
    root: Path, on: date, exercise: Exercise = Exercise.SEATED_SOLEUS_RAISE, person: str | None = None
) -> None:
    """A session of that exercise on that day."""
    at = datetime.combine(on, datetime.min.time()).astimezone() + timedelta(hours=12)
    header = replace(HEADER, simulated=False, person=person, declared=exercise, started_at=at)
    with Logbook(root) as book:
        book.add(header, None, recorded().events, 60.0, True)


def told(root: Path, person: str | None = None) -> list[PainNote]:
    with Logbook(root) as book, book.reading() as connection:
        return pains.notes(connection, person)


def test_a_lateral_is_what_was_not_done_lately(here: Soleus, tmp_path: Path) -> None:
    train(tmp_path, yesterday())
    said = here("lateral", "soleus-bridge", "--because", "bored")
    assert said.code == 0
    assert (
        f"1. Seated soleus raise (seated-soleus-raise): same purpose, load tier 1, last done {yesterday()}"
        in said.out
    )
    assert "No diagnosis" in said.out


def test_a_lateral_needs_no_more_than_is_at_hand(here: Soleus) -> None:
    said = here("lateral", "seated-soleus-raise", "--because", "bored", "--have", "chair,weight")
    assert "soleus-bridge" not in said.out


@pytest.mark.parametrize(
    ("words", "told_words"),
    [
        (("lateral", "seated-soleus-raise"), "--because"),
        (("lateral", "toe-yoga", "--because", "pain"), "toe-yoga is no exercise"),
        (("lateral", "ankle-pump", "--because", "pain", "--have", "boat"), "boat is no equipment"),
        (("timed", "standing-calf-raise"), "counted by the sensor"),
        (("timed", "soleus-stretch", "--for", "soon"), "60s, 2min or 1:30"),
        (("timed", "soleus-stretch", "--for", "9h"), "9h is no time"),
        (("timed", "soleus-stretch", "--for", "500min"), "5 seconds to 4 hours"),
        (("pain", "11"), "whole numbers from 0"),
        (("pain", "-1"), "pain"),
        (("pain", "3.5"), "whole numbers from 0"),
        (("pain", "--when", "after"), "belong to a number"),
        (("pain", "3", "--on", "yesterday"), "2026-03-02 is one"),
        (("pain", "3", "--on", "0019-01-01"), "out of reach"),
        (("pain", "3", "--on", "2099-01-01"), "still to come"),
        (("pain", "3", "--when", "morning"), "name it with --on"),
        (("plan", "start", "miracle"), "miracle is no plan: name a file, or one of alfredson"),
        (("plan", "start", "missing.toml"), "missing.toml: no such file"),
        (("plan", "today"), "no plan runs"),
        (("plan", "stop"), "no plan runs"),
        (("live", "--load", "900"), "kilograms from 0 to 500"),
        (("live", "--side", "left", "--legs", "right"), "the leg that works wears no sensor"),
    ],
)
def test_a_slip_is_one_line_and_exit_code_2(here: Soleus, words: tuple[str, ...], told_words: str) -> None:
    said = here(*words)
    assert said.code == 2
    assert told_words in said.err
    assert len(said.err.splitlines()) == 1


def test_a_timed_exercise_is_kept_and_counts_for_the_plan(here: Soleus, tmp_path: Path) -> None:
    here("plan", "start", "soleus-starter")
    clock = iter(range(1000))
    timed.do(
        TimedExercise.SOLEUS_STRETCH, 30.0, Legs.LEFT, None,
        sound=False, clock=lambda: float(next(clock)), sleep=lambda seconds: None,
    )  # fmt: skip
    with Logbook(tmp_path) as book, book.reading() as connection:
        (one,) = doings.done(connection, None)
    assert (one.slug, one.span_s, one.legs) == (TimedExercise.SOLEUS_STRETCH, 30.0, Legs.LEFT)


def test_a_timer_broken_off_keeps_what_was_done(here: Soleus, tmp_path: Path) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds
        if now[0] >= 12.0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        timed.do(TimedExercise.ANKLE_PUMP, 60.0, None, None, sound=False, clock=lambda: now[0], sleep=sleep)
    with Logbook(tmp_path) as book, book.reading() as connection:
        (one,) = doings.done(connection, None)
    assert one.span_s == pytest.approx(12.0, abs=0.3)


def test_pain_goes_to_the_last_training_day_and_to_its_morning_when_that_was_before_today(
    here: Soleus, tmp_path: Path
) -> None:
    train(tmp_path, yesterday())
    said = here("pain", "2")
    assert said.out.startswith(f"Noted: pain 2 of 10 the morning after {yesterday()}")
    train(tmp_path, today())
    here("pain", "4")
    assert told(tmp_path) == [PainNote(yesterday(), When.MORNING, 2), PainNote(today(), When.AFTER, 4)]


def test_pain_says_hold_progress_or_swap_and_why(here: Soleus, tmp_path: Path) -> None:
    train(tmp_path, yesterday())
    here("pain", "1", "--when", "during", "--on", yesterday().isoformat())
    assert "HOLD" in here("pain").out
    assert "PROGRESS" in here("pain", "1", "--when", "morning").out
    said = here("pain", "8", "--when", "after", "--on", yesterday().isoformat()).out
    assert f"SWAP, something lighter. Because pain 8 of 10 after training on {yesterday()}, above 5" in said
    assert "pain-monitoring model" in said


def test_own_zones_are_those_of_pain_toml(here: Soleus, tmp_path: Path) -> None:
    train(tmp_path, yesterday())
    (tmp_path / "pain.toml").write_text("safe_to = 4\nacceptable_to = 6\n", encoding="utf-8")
    here("pain", "4", "--when", "after", "--on", yesterday().isoformat())
    said = here("pain", "4", "--when", "morning").out
    assert "PROGRESS" in said
    assert "Zones: 0 to 4 safe, 5 to 6 acceptable, 7 to 10 high" in said


def test_zones_that_are_none_are_told_with_their_line(here: Soleus, tmp_path: Path) -> None:
    (tmp_path / "pain.toml").write_text("safe_to = 4\nacceptable_to = 66\n", encoding="utf-8")
    said = here("pain")
    assert said.code == 2
    assert "pain.toml, line 2: acceptable_to cannot be 66" in said.err


def test_every_plan_that_comes_along_is_listed_and_shown(here: Soleus) -> None:
    listed = here("plan", "list").out
    for name in BUILT_IN:
        assert f"{name}: " in listed
        shown = here("plan", "show", name)
        assert shown.code == 0
        assert "Source: " in shown.out
    assert "None runs" in listed


def test_a_started_plan_says_what_is_due_and_what_was_done(here: Soleus, tmp_path: Path) -> None:
    path = tmp_path / "ann.toml"
    path.write_text(PLAN, encoding="utf-8")
    assert here("plan", "start", path, "--on", yesterday().isoformat()).code == 0
    train(tmp_path, yesterday())
    said = here("plan").out
    with Logbook(tmp_path) as book, book.reading() as connection:
        sets = len(doings.done(connection, None))
    assert "Ann's plan" in said
    assert "Seated soleus raise: 3 x 15, " in said
    assert "; done 0 of 3 sets" in said
    assert f"Done so far: {min(sets, 3)} of 6 sets" in said
    assert f"Not told yet: pain the morning after {yesterday()}" in said


def test_a_plan_edited_while_it_runs_changes_only_when_asked(here: Soleus, tmp_path: Path) -> None:
    path = tmp_path / "ann.toml"
    path.write_text(PLAN, encoding="utf-8")
    here("plan", "start", path, "--on", yesterday().isoformat())
    path.write_text(PLAN.replace("reps = 15", "reps = 8"), encoding="utf-8")
    said = here("plan", "today")
    assert "3 x 15" in said.out
    assert "has changed since it was taken in" in said.err
    taken = here("plan", "start", path)
    assert "goes on in its new words" in taken.out
    after = here("plan", "today")
    assert "3 x 8" in after.out
    assert after.err == ""
    assert "0 of 69 repetitions" in after.out  # 45 of yesterday by the old words, 24 of today by the new


def test_a_plan_made_wrong_while_it_runs_goes_on_as_it_was(here: Soleus, tmp_path: Path) -> None:
    path = tmp_path / "ann.toml"
    path.write_text(PLAN, encoding="utf-8")
    here("plan", "start", path)
    path.write_text(PLAN.replace("sets = 3", "sets = many"), encoding="utf-8")
    refused = here("plan", "start", path)
    assert (refused.code, "line 6" in refused.err) == (2, True)
    assert "3 x 15" in here("plan", "today").out
    path.unlink()
    assert "3 x 15" in here("plan", "today").out


def test_one_plan_at_a_time_and_the_same_words_twice_are_told(here: Soleus) -> None:
    here("plan", "start", "desk")
    assert "stop ends it first" in here("plan", "start", "alfredson").err
    assert "already, in these words" in here("plan", "start", "desk").err
    assert here("plan", "stop").code == 0
    assert here("plan", "start", "alfredson").code == 0


def test_plans_are_a_persons_own(here: Soleus) -> None:
    here("plan", "start", "desk", "--person", "Ann")
    said = here("plan", "today")
    assert said.code == 2
    assert "one runs for --person Ann" in said.err
    assert "Desk mode" in here("plan", "--person", "ann", "today").out
    assert "Desk mode" in here("plan", "today", "--person", "ANN").out


@pytest.mark.parametrize("kind", ["csv", "html"])
def test_a_plan_is_exported_and_never_over_another_file(here: Soleus, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    assert here("plan", "export", "--to", kind, out).code == 2
    here("plan", "start", "soleus-starter", "--on", yesterday().isoformat())
    train(tmp_path, yesterday())
    assert here("plan", "export", "--to", kind, out).code == 0
    text = out.read_text(encoding="utf-8-sig")
    assert "seated" in text.lower()
    assert "is there already" in here("plan", "export", "--to", kind, out).err
    assert here("plan", "export", "--to", kind, out, "--force").code == 0


def test_a_stopped_plan_can_still_be_exported(here: Soleus, tmp_path: Path) -> None:
    here("plan", "start", "desk")
    here("plan", "stop")
    assert "Desk mode" in here("plan", "export", "--to", "html", tmp_path / "a.html").out


def test_what_went_by_the_clock_is_listed_with_the_sessions(here: Soleus, tmp_path: Path) -> None:
    with Logbook(tmp_path) as book, book.writing() as connection:
        for name in ("Ann", None):
            at = datetime.now().astimezone()
            doings.enter_timed(connection, name, at, TimedExercise.ANKLE_PUMP, 90.0, None)
    assert f"By the clock: Ankle pump, 2 times, 3.0 min, last on {today()}" in here("sessions").out
