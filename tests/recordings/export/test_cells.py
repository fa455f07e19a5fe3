"""Cells no spreadsheet runs: whatever the text, whatever sign is taken for the separator."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recordings.export import cells
from recordings.export.words import plain

HOSTILE = (
    '=HYPERLINK("http://example.org","click")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "\ufe621",
    "\ufe631",
    "\ufe661",
    "\ufe6bA1",
    "\u22121",
    '"=1+1',
    "Ada;=1+1",
    "Ada,=1+1",
    'Ada;"=1+1"',
    "Ada;\u3000\uff1d1+1",
    "=cmd|' /C calc'!A0",
)
FOLDED = ("Ada\t=1+1", "Ada\r\n=1+1", "Ada\u2028=1+1")
"""Separators that become spaces, so that nothing starts behind them."""
pieces = st.sampled_from(
    [
        "=",
        "+",
        "-",
        "@",
        "\uff1d",
        "\ufe63",
        "\u2212",
        " ",
        "\t",
        "\r",
        "\n",
        "\u200b",
        ";",
        ",",
        "|",
        '"',
        "a",
    ]
)
texts = st.one_of(st.text(), st.lists(pieces, max_size=8).map("".join), st.sampled_from(HOSTILE + FOLDED))


def would_run(cell: str) -> bool:
    """Whether any spreadsheet may take it for a formula: told here by another way than in the code."""
    seen = unicodedata.normalize("NFKC", cell).replace("\N{MINUS SIGN}", "-")
    while seen and not (seen[0].isprintable() and not seen[0].isspace()):
        seen = seen[1:]
    return seen[:1] in tuple("=+-@")


def read(line: str, separator: str = ",") -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=separator, strict=separator == ",")
    return row


@given(texts)
def test_no_text_starts_a_formula(value: str) -> None:
    (cell,) = read(cells.text(value))
    assert not would_run(cell)


@given(texts, texts, st.sampled_from([";", "\t", "|"]))
def test_nor_where_another_sign_is_taken_for_the_separator(one: str, other: str, separator: str) -> None:
    line = ",".join([cells.whole(3), cells.text(one), cells.number(-7.25, 1), cells.text(other)])
    assert not any(would_run(cell) for cell in read(line, separator))


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_is_marked_as_text(value: str) -> None:
    assert cells.MARK in cells.text(value)


@given(texts)
@example("\ud800")
def test_a_text_is_one_line_of_utf_8(value: str) -> None:
    assert len(cells.text(value).encode().decode().splitlines()) == 1


@given(
    st.text(alphabet=st.characters(categories=("L", "Nd", "Zs"), include_characters="'.()-/&"), min_size=1)
)
def test_a_text_that_cannot_run_reads_back_as_it_was(value: str) -> None:
    (cell,) = read(cells.text("x" + value))
    assert cell == "x" + value


@given(texts)
def test_nothing_but_marks_is_added(value: str) -> None:
    (cell,) = read(cells.text(value))
    assert cell.replace(cells.MARK, "") == plain(value).replace(cells.MARK, "")


def test_what_turns_the_direction_of_writing_is_left_out() -> None:
    assert cells.text("Ada\u202efdp.exe") == '"Adafdp.exe"'


def test_a_quote_is_doubled() -> None:
    assert cells.text('the "Ada"') == '"the ""Ada"""'


def test_no_text_is_an_empty_cell() -> None:
    assert cells.text(None) == ""


@given(st.floats(-1e8, 1e8))
def test_a_number_stays_one_below_nought_too(value: float) -> None:
    assert float(cells.number(value, 3)) == pytest.approx(value, abs=5.001e-4)


def test_a_number_has_a_decimal_point_and_no_mark() -> None:
    assert cells.number(-7.25, 2) == "-7.25"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), 1e300])
def test_what_is_no_number_is_an_empty_cell(value: float | None) -> None:
    assert cells.number(value, 2) == ""


def test_nought_has_no_sign() -> None:
    assert cells.number(-0.001, 2) == "0.00"
