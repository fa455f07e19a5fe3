"""The table: a row a repetition, corrections in rows of their own, a sum that is the number on the screen."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from recordings.export.reps_csv import COLUMNS, SCHEMA, reps_csv
from recordings.logged import LoggedSession
from tests.recordings.export.making import (
    FIRST_S,
    HEADER,
    a_set,
    analysed_again,
    largest,
    session,
    told,
    varied,
)
from tracker.ledger import Ledger

GOLDEN = """\
"soleus.reps/1",3,"Ada","no","2026-03-01T18:30:05.250+02:00","yes","shown","0.1.0","2026-03-01T18:30:05.250+02:00",1,\
"rep",1,1,"2026-03-01T18:30:15.250+02:00",5010.000,"seated-soleus-raise","seated-soleus-raise","left","both",12.50,\
"Movesense 1","bent",0.970,6.40,0.80,-7.2,1.250,0.500,2.250,,,,,
"soleus.reps/1",3,"Ada","no","2026-03-01T18:30:05.250+02:00","yes","shown","0.1.0","2026-03-01T18:30:05.250+02:00",1,\
"partial",0,1,"2026-03-01T18:30:20.250+02:00",5015.000,"seated-soleus-raise","seated-soleus-raise","left","both",12.50,\
"Movesense 1","bent",0.970,2.50,0.80,-7.2,1.250,0.500,2.250,,,,,
"soleus.reps/1",3,"Ada","no","2026-03-01T18:30:05.250+02:00","yes","shown","0.1.0","2026-03-01T18:30:05.250+02:00",1,\
"correction-by-hand",1,,"2026-03-01T18:30:25.250+02:00",5020.000,"seated-soleus-raise","seated-soleus-raise","left",\
"both",12.50,"Movesense 1",,,,,,,,,,,,,
"""


def rows(one: LoggedSession, first_s: float | None = FIRST_S) -> list[dict[str, str]]:
    text = reps_csv(one, first_s).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def counted(found: list[dict[str, str]], account: str = "shown") -> dict[int, int]:
    """The sum of what counts, by set."""
    sums: dict[int, int] = {}
    for row in found:
        if row["account"] == account:
            sums[int(row["set"])] = sums.get(int(row["set"]), 0) + int(row["counts_as_reps"])
    return sums


def shown_counts(ledger: Ledger) -> dict[int, int]:
    return {record.index: record.count for record in ledger.sets}


def test_it_is_what_the_document_says() -> None:
    text = reps_csv(session(told(a_set(1, FIRST_S + 10.0, "bp+"))), FIRST_S)
    assert text.split("\r\n", 1)[1].replace("\r\n", "\n") == GOLDEN


def test_it_begins_with_the_mark_excel_knows_utf_8_by() -> None:
    assert reps_csv(session(), FIRST_S).encode().startswith(b"\xef\xbb\xbfschema,")


def test_every_line_ends_with_carriage_return_and_line_feed() -> None:
    lines = reps_csv(varied(), FIRST_S).split("\r\n")
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)


@pytest.mark.parametrize("one", [varied(), analysed_again(), largest()], ids=["varied", "again", "largest"])
def test_the_sum_of_what_counts_is_the_number_on_the_screen(one: LoggedSession) -> None:
    assert counted(rows(one)) == shown_counts(one.shown.ledger)


def test_a_row_is_a_repetition_a_partial_one_or_what_was_done_by_hand() -> None:
    kinds = [(row["set"], row["row"]) for row in rows(varied())]
    assert kinds == [
        *[("1", "rep")] * 3,
        ("1", "correction-by-hand"),
        ("1", "rep"),
        ("1", "partial"),
        ("1", "rep"),
        *[("2", "rep")],
        ("2", "undo-by-hand"),
        *[("2", "rep")] * 2,
    ]


def test_a_row_by_hand_has_no_figures_of_a_repetition() -> None:
    (row,) = (row for row in rows(varied()) if row["row"] == "correction-by-hand")
    assert not any(row[name] for name in COLUMNS[COLUMNS.index("form") :])


def test_a_hold_tells_how_long_it_was() -> None:
    assert [row["held_s"] for row in rows(varied()) if row["held_s"]] == ["3.250"]


def test_a_repetition_is_dated_by_the_sessions_start_and_not_by_when_the_sensor_was_switched_on() -> None:
    assert rows(session())[0]["started_at"] == "2026-03-01T18:30:15.250+02:00"


def test_without_a_recording_nobody_knows_the_time_of_day_but_the_rows_are_there() -> None:
    found = rows(session(), None)
    assert (found[0]["started_at"], found[0]["sensor_clock_s"]) == ("", "5010.000")


def test_a_re_analysis_stands_in_rows_of_its_own() -> None:
    found = rows(analysed_again())
    assert counted(found) == {1: 4}
    assert counted(found, "reanalysis") == {1: 1, 2: 3}
    assert {row["soleus_version"] for row in found if row["account"] == "reanalysis"} == {"0.2.0"}


def test_what_is_not_known_is_an_empty_cell() -> None:
    bare = replace(HEADER, person=None, side=None, legs=None, load_kg=None, declared=None)
    row = rows(session(told(a_set(1, FIRST_S, "b", ended=False)), header=bare))[0]
    assert [row[name] for name in ("person", "side", "legs", "load_kg", "declared", "exercise")] == [""] * 6


def test_a_simulated_session_says_so_in_every_row() -> None:
    found = rows(session(header=replace(HEADER, simulated=True)))
    assert {row["simulated"] for row in found} == {"yes"}


def test_a_session_without_sets_is_a_head_alone() -> None:
    assert reps_csv(session(told()), FIRST_S) == "\ufeff" + ",".join(COLUMNS) + "\r\n"


def test_every_row_names_the_schema() -> None:
    assert {row["schema"] for row in rows(varied())} == {SCHEMA}


def test_a_name_that_is_a_formula_is_text() -> None:
    row = rows(session(header=replace(HEADER, person='=HYPERLINK("x")')))[0]
    assert row["person"].startswith("'=")


def test_a_height_below_nought_stays_a_number() -> None:
    assert {row["rotation_deg"] for row in rows(session())} == {"-7.2"}


def test_a_time_no_calendar_has_is_an_empty_cell() -> None:
    assert rows(session(), -1e300)[0]["started_at"] == ""
