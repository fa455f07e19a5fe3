"""The page for a therapist: what stands on it, that nothing in it is run or fetched, and that it is always the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.export.page import session_page
from recordings.logged import LoggedSession
from tests.recordings.export.making import (
    FIRST_S,
    HEADER,
    STARTED,
    a_set,
    analysed_again,
    largest,
    session,
    told,
    varied,
)
from tests.recordings.export.reading import Read
from tracker.events import CountCorrected, SignalGap
from tracker.setup import Legs

SIMULATED = replace(HEADER, simulated=True)
SESSIONS = {
    "varied": varied(),
    "analysed again": analysed_again(),
    "largest": largest(),
    "no sets": session(told()),
    "a set without repetitions": session(told(a_set(1, FIRST_S, "+"))),
    "simulated": session(header=SIMULATED),
}
HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
EVERY = pytest.mark.parametrize("one", SESSIONS.values(), ids=SESSIONS.keys())


def read(one: LoggedSession, first_s: float | None = FIRST_S) -> Read:
    return Read(session_page(one, first_s))


@pytest.fixture(scope="module")
def page() -> Read:
    """Of the session with everything in it."""
    return read(varied())


@EVERY
def test_every_element_is_closed_in_its_turn(one: LoggedSession) -> None:
    assert read(one).one("h1").text == "Calf-raise session"


@EVERY
def test_nothing_is_run_or_fetched(one: LoggedSession) -> None:
    text = session_page(one, FIRST_S)
    asked = {name for element in Read(text).elements for name in element.attributes}
    assert not {
        name for name in asked if name.startswith("on") or name in ("src", "href", "style", "xlink:href")
    }
    assert not Read(text).all("script") + Read(text).all("link") + Read(text).all("img")
    assert set(re.findall(r"url\((.)", text)) <= {"#"}
    assert "@import" not in text
    assert "://" not in text


@EVERY
def test_the_browser_is_told_to_run_and_fetch_nothing(one: LoggedSession) -> None:
    policies = [element.attributes.get("content") for element in read(one).all("meta")]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies


@EVERY
def test_ids_are_unique_and_all_that_is_named_is_there(one: LoggedSession) -> None:
    found = read(one)
    ids = [element.attributes["id"] for element in found.elements if "id" in element.attributes]
    named = {word for one in found.all("svg") for word in one.attributes["aria-labelledby"].split()}
    drawn = {
        element.attributes["fill"][5:-1]
        for element in found.elements
        if element.attributes.get("fill", "").startswith("url(")
    }
    assert len(set(ids)) == len(ids)
    assert named | drawn <= set(ids)


@EVERY
def test_the_same_session_makes_the_same_bytes(one: LoggedSession) -> None:
    assert session_page(one, FIRST_S).encode() == session_page(one, FIRST_S).encode()


@given(st.one_of(st.text(), st.sampled_from([HOSTILE, "\ud800", "\0", "]]>", "<!--", "&lt;"])))
def test_no_name_becomes_markup(name: str) -> None:
    quiet = read(session())
    header = replace(HEADER, person=name, sensor=replace(HEADER.sensor, name=name))
    loud = read(session(header=header))
    assert [one.name for one in loud.elements] == [one.name for one in quiet.elements]
    session_page(session(header=header), FIRST_S).encode()


def test_a_name_is_shown_as_it_is() -> None:
    header = replace(HEADER, person=HOSTILE)
    assert read(session(header=header)).facts()["Person"] == [HOSTILE]


def test_it_says_who_when_what_and_with_what(page: Read) -> None:
    facts = {name: values[0] for name, values in page.facts().items()}
    assert facts["Person"] == "Ada"
    assert facts["Period"] == "2026-03-01 18:30 to 18:32 (UTC+02:00), 2 min 0 s"
    assert facts["Exercise, as declared"] == "Seated soleus raise"
    assert facts["Legs working"] == "both"
    assert facts["Load"] == "12.5 kg"
    assert facts["Sensor"] == "Movesense 1, 104 Hz"
    assert facts["Sensor worn on"] == "left shank"


def test_what_was_not_given_is_said_to_be_so() -> None:
    header = replace(HEADER, person=None, side=None, legs=None, load_kg=None, declared=None)
    facts = read(replace(session(told(), header=header), recording=None)).facts()
    names = ("Person", "Exercise, as declared", "Legs working", "Load", "Sensor worn on", "Recording")
    assert [facts[name] for name in names] == [
        ["no name given"],
        ["none declared"],
        ["not given"],
        ["none given"],
        ["not given"],
        ["none kept"],
    ]


def test_no_load_is_another_thing_than_a_load_of_nothing() -> None:
    assert read(session(header=replace(HEADER, load_kg=0.0))).facts()["Load"] == ["0 kg"]


def test_one_leg_is_said_to_work_alone() -> None:
    assert read(session(header=replace(HEADER, legs=Legs.RIGHT))).facts()["Legs working"] == ["right only"]


def test_a_session_past_midnight_ends_on_the_next_day() -> None:
    late = replace(
        HEADER, started_at=STARTED.replace(hour=23, minute=59, tzinfo=timezone(timedelta(hours=-3.5)))
    )
    (words,) = read(session(header=late)).facts()["Period"]
    assert words == "2026-03-01 23:59 to 2026-03-02 00:01 (UTC-03:30), 2 min 0 s"


def test_the_table_of_sets_holds_count_forms_height_tempo_and_time(page: Read) -> None:
    assert page.rows(0) == [
        ["1", "6", "+1", "3", "1", "1", "1", "6.3", "6.4", "8 %", "1.2 / 0.5 / 2.2 s", "12", "24 s"],
        ["2", "3", "1 undone", "2", "1", "0", "0", "—", "—", "—", "1.2 / 0.5 / 2.2 s", "—", "12 s"],
        ["all", "9", "+1, 1 undone", "5", "2", "1", "1", "—", "—", "—", "—", "—", "36 s"],
    ]


def test_declared_form_stands_against_called_form(page: Read) -> None:
    facts = page.facts()
    assert facts["Declared"][0] == "Seated soleus raise, knee bent"
    assert facts["Called"][0] == "◆ knee bent 97 %; 3 of 5 as declared, 1 straight, 1 uncertain"


def test_forms_are_told_in_words_and_glyphs(page: Read) -> None:
    assert page.facts()["Repetitions by form"][0] == "◆ bent 3, ▮ straight 1, ? uncertain 1; partial 1"


def test_what_was_done_by_hand_is_marked_as_such(page: Read) -> None:
    assert page.facts()["Corrected by hand"] == ["+1", "1 undone"]
    assert [row[-1] for row in page.rows(1) if "hand" in row[-1]] == ["by hand +1"]
    assert [row[-1] for row in page.rows(2) if "hand" in row[-1]] == ["undone by hand"]


def test_corrections_that_cancel_are_still_told() -> None:
    assert read(session(told(a_set(1, FIRST_S, "b+-")))).facts()["Corrected by hand"] == ["+0"]


def test_a_gain_in_height_is_no_loss() -> None:
    one = session()
    record = one.shown.ledger.sets[0]
    assert record.summary is not None
    record.summary = replace(record.summary, height_loss_pct=-3.2)
    assert read(one).facts()["Height loss"] == ["none, 3 % higher"]


def test_a_set_begins_at_the_time_of_day(page: Read) -> None:
    assert [one.text for one in page.all("h3")] == [
        "Set 1: 6 repetitions, from 18:30:15",
        "Set 2: 3 repetitions, from 18:31:15",
    ]


def test_without_a_recording_no_time_of_day_is_made_up() -> None:
    found = read(varied(), None)
    assert found.all("h3")[0].text == "Set 1: 6 repetitions"
    assert {row[1] for row in found.rows(1)} == {"—"}


def test_a_set_that_was_cut_off_says_so(page: Read) -> None:
    cut_off = [one.text for one in page.all("p") if "cut off" in one.text.lower()]
    assert len(cut_off) == 2


def test_a_repetition_taken_back_after_the_set_is_told() -> None:
    one = session()
    ledger = one.shown.ledger
    ledger.add(CountCorrected(FIRST_S + 90.0, 1, -1, ledger.sets[0].reps[-1].rep_id))
    assert "changed after the set had ended" in read(one).one("body").text


def test_lost_signal_is_told() -> None:
    one = session()
    one.shown.ledger.add(SignalGap(FIRST_S + 50.0, FIRST_S + 40.0, FIRST_S + 47.5))
    assert "Signal lost once, 7.5 s in all" in read(one).one("body").text


def test_a_re_analysis_stands_beside_what_was_shown() -> None:
    found = read(analysed_again())
    assert [one.text for one in found.all("h4")][2:] == [
        "As shown on the screen, soleus 0.1.0",
        "Re-analysed 2026-11-23 by soleus 0.2.0",
    ]
    assert [row[:2] for row in found.rows(0)] == [
        ["1 again", "1"],
        ["1", "4"],
        ["2 again", "3"],
        ["all", "4"],
        ["all again", "4"],
    ]


def test_two_re_analyses_are_told_apart() -> None:
    again = (told(a_set(1, FIRST_S), version=f"0.{k}.0", shown=False) for k in (2, 3))
    found = read(session(told(a_set(1, FIRST_S)), *again))
    assert [row[0] for row in found.rows(0)][:3] == ["1", "1 again, 0.2.0", "1 again, 0.3.0"]


def test_a_set_only_the_re_analysis_has_says_so() -> None:
    assert (
        read(analysed_again()).all("h3")[0].text
        == "Only in the re-analysis: set 1: 1 repetition, from 18:30:10"
    )


def test_a_single_account_needs_no_name() -> None:
    assert read(session()).all("h4") == []


def test_a_simulated_session_says_so_at_the_top_at_every_set_in_the_title_and_on_every_page() -> None:
    text = session_page(session(header=SIMULATED), FIRST_S)
    found = Read(text)
    assert found.one("p", "simulated").text.startswith("SIMULATED")
    assert [one.text for one in found.all("span", "stamp")] == ["SIMULATED"]
    assert found.all("title")[0].text.startswith("SIMULATED")
    assert "@top-center" in found.one("style").text


def test_a_real_session_is_not_called_simulated(page: Read) -> None:
    assert not page.all("p", "simulated") + page.all("span", "stamp")
    assert "SIMULATED" not in page.one("html").text


def test_method_and_limits_take_three_lines(page: Read) -> None:
    lines = [one.text for one in page.all("p") if one.text.startswith(("Method", "Limits", "Not a medical"))]
    assert len(lines) == 3
    assert "one motion sensor on the shank" in lines[0]
    assert "simulated legs only" in lines[1]
    assert "Not a medical device" in lines[2]


def test_a_session_without_sets_says_so() -> None:
    assert "No sets in this session." in read(session(told())).one("body").text


def test_a_set_counted_by_hand_alone_has_its_count() -> None:
    assert read(session(told(a_set(1, FIRST_S, "++")))).all("h3")[0].text.startswith("Set 1: 2 repetitions")


def test_durations_no_leg_can_have_are_not_printed() -> None:
    one = session()
    record = one.shown.ledger.sets[0]
    record.reps = [replace(known, up_duration_s=1.7e308) for known in record.reps]
    facts = read(one).facts()
    assert facts["Tempo: up / top / down"] == ["— / 0.5 / 2.2 s"]
    assert facts["Time under tension"] == ["—"]


def test_twenty_sets_and_two_hundred_repetitions_are_all_there() -> None:
    found = read(largest())
    assert len(found.all("section")) == 20
    assert len(found.rows(20)) == 200
    assert len(found.all("rect", "full") + found.all("rect", "partial")) == 19 * 15 + 200
