"""A plan as it leaves the logbook: the diary, the table, the page."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from html.parser import HTMLParser

from recordings.export.plan_csv import COLUMNS, plan_csv
from recordings.export.plan_page import plan_page
from recordings.plans import read_plan
from tests.ui.training.twelve_weeks import FIRST, history
from tracker.setup import Exercise
from tracker.training.adherence import adherence
from tracker.training.course import Course, Wording
from tracker.training.diary import Day, diary
from tracker.training.pain import PainNote, When, Zones, advise
from tracker.training.plan_text import parse_plan

LAST = FIRST + timedelta(days=83)


def written() -> list[Day]:
    course, done, notes = history()
    return diary(course, LAST, done, notes)


def table(person: str | None = "Ann") -> list[dict[str, str]]:
    course, _, _ = history()
    return list(csv.DictReader(io.StringIO(plan_csv(person, course, written()).removeprefix("\ufeff"))))


def page(person: str | None = "Ann") -> str:
    course, done, notes = history()
    one = adherence(course, LAST, done, notes)
    advice = advise(notes, [d.day for d in done], LAST)
    return plan_page(person, course, written(), one, advice, Zones(), LAST)


def test_the_diary_has_every_day_of_the_plan_and_what_was_skipped() -> None:
    days = written()
    assert len(days) == 36
    assert sum(day.trained for day in days) == 32
    assert [day.pain for day in days if not day.trained] == [(None, None, None)] * 4


def test_the_table_adds_up_to_what_the_adherence_says_was_done_and_asked() -> None:
    course, done, notes = history()
    one = adherence(course, LAST, done, notes)
    rows = table()
    for tally in one.tallies:
        mine = [row for row in rows if row["exercise"] == tally.slug]
        assert sum(int(row["sets_done"]) for row in mine) == tally.sets + tally.more_sets
        assert sum(int(row["sets_asked"]) for row in mine) == tally.sets_asked
        assert sum(int(row["reps_done"]) for row in mine) == tally.reps


def test_the_table_has_the_pain_of_each_day() -> None:
    rows = [row for row in table() if row["day"] == "2026-03-23"]
    assert {(row["pain_during"], row["pain_after"], row["pain_next_morning"]) for row in rows} == {
        ("7", "5", "3")
    }
    assert list(rows[0]) == list(COLUMNS)


def test_no_name_runs_in_a_spreadsheet() -> None:
    assert table("=1+1")[0]["person"] == "'=1+1"


class _Whole(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_says_what_was_done_why_and_by_which_rule() -> None:
    text = page("<b>Ann</b>")
    parser = _Whole()
    parser.feed(text)
    assert parser.open == []
    assert "<b>" not in text
    course, done, notes = history()
    one = adherence(course, LAST, done, notes)
    assert f"{one.sets} of {one.sets_asked}" in text
    assert "7 / 5 / 3" in text
    assert "the dose of week 3 stays" in text
    assert "Not a medical device" in text


def test_the_page_of_a_plan_that_has_just_begun_says_so() -> None:
    course = Course(FIRST, (Wording(FIRST, read_plan("desk")),))
    advice = advise([], [], FIRST)
    text = plan_page(None, course, [], adherence(course, FIRST, [], []), advice, Zones(), FIRST)
    assert "no name given" in text
    assert "Nothing yet." in text


def test_a_day_on_which_only_pain_was_told_is_in_it() -> None:
    plan = parse_plan(
        'plan = "x"\nweeks = 1\ndays = ["mon"]\n[[exercise]]\nslug = "soleus-bridge"\nsets = 1\nreps = 5\n',
        "x",
    )
    course = Course(FIRST, (Wording(FIRST, plan),))
    tuesday = FIRST + timedelta(days=1)
    days = diary(course, tuesday, [], [PainNote(tuesday, When.AFTER, 4)])
    assert [(day.day, day.pain) for day in days][1] == (tuesday, (None, 4, None))
    rows = plan_csv(None, course, days).splitlines()
    assert rows[2].endswith(",,4,")


def test_a_plan_cut_short_while_it_runs_keeps_the_days_it_had() -> None:
    long, short = (
        parse_plan(
            f'plan = "x"\nweeks = {weeks}\n[[exercise]]\nslug = "soleus-bridge"\nsets = 1\nreps = 5\n', "x"
        )
        for weeks in (8, 2)
    )
    course = Course(FIRST, (Wording(FIRST, long), Wording(FIRST + timedelta(days=30), short)))
    today = date(2026, 5, 1)
    days = diary(course, today, [], [])
    assert len(days) == 30
    assert days[-1].lines[0].slug is Exercise.SOLEUS_BRIDGE
    assert adherence(course, today, [], []).sets_asked == 30
