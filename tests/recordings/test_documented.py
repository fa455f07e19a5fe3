"""docs/recording-format.md says what the code does."""

from __future__ import annotations

import json
from pathlib import Path

from recordings.csv_cells import HEADER as CSV_HEADER
from recordings.entries import End, from_line, to_line
from recordings.header import SCHEMA, SCHEMA_VERSION, Header

TEXT = (Path(__file__).parents[2] / "docs" / "recording-format.md").read_text(encoding="utf-8")
EXAMPLES = [block.partition("```")[0].strip() for block in TEXT.split("```json\n")[1:]]


def test_the_documented_header_is_read_and_written_as_it_stands() -> None:
    written = json.loads(EXAMPLES[0])
    assert Header.from_dict(written, "docs").to_dict() == written


def test_the_documented_entries_are_read_and_written_as_they_stand() -> None:
    lines = EXAMPLES[1].splitlines()
    assert [to_line(from_line(line)).rstrip() for line in lines] == lines
    assert isinstance(from_line(lines[-1]), End)
    assert {line[:3] for line in lines} == {'["l', '["p', '["b', '["c', '["e'}


def test_the_present_schema_has_its_row() -> None:
    assert f"`{SCHEMA}/`" in TEXT
    assert f"\n| {SCHEMA_VERSION} |" in TEXT


def test_the_columns_of_a_csv_file_are_documented() -> None:
    assert CSV_HEADER in TEXT
