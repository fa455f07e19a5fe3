"""Cells of a table that spreadsheets open: text that is never run, numbers that stay numbers.

Excel, LibreOffice and Sheets run a cell that begins with = + - or @, some of them behind spaces, in full width, or
behind a tab. A program that takes another sign for the separator sees cells where we see one, so what follows such
a sign inside a text is held to the same. A mark in front (') makes it text. All text stands in quotes (RFC 4180).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from recordings.export.words import known, plain

MARK = "'"
LINE_END = "\r\n"
BOM = "\ufeff"
_SEPARATORS = re.compile('([,;|"])')
_RUN = tuple("=+-@")
_MINUS = "\N{MINUS SIGN}"  # no compatibility form of "-", but read as one


def text(value: str | None) -> str:
    """Quoted and harmless; nothing for None."""
    if value is None:
        return ""
    harmless = "".join(
        MARK + part if starts_formula(part) else part for part in _SEPARATORS.split(plain(value))
    )
    return '"' + harmless.replace('"', '""') + '"'


def number(value: float | None, digits: int) -> str:
    """With a decimal point and so many digits behind it; nothing where it is not known."""
    value = known(value)
    return "" if value is None else f"{value:z.{digits}f}"


def whole(value: int) -> str:
    """A whole number."""
    return str(value)


def moment(value: datetime | None) -> str:
    """ISO 8601 with offset; nothing where it is not known."""
    return "" if value is None else f'"{value.isoformat(timespec="milliseconds")}"'


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The whole file: a head of plain names, then the rows."""
    return BOM + "".join(",".join(row) + LINE_END for row in (head, *rows))


def starts_formula(part: str) -> bool:
    """Whether a spreadsheet might run it, whatever space or invisible sign stands before."""
    for one in part:
        if unicodedata.category(one)[0] in "CZ":
            continue
        return one == _MINUS or unicodedata.normalize("NFKC", one).startswith(_RUN)
    return False
