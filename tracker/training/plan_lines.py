"""Where in a plan's text a key stands, so that a complaint can name the line. tomllib tells values, not places."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\s\"'-]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=(.*)$")
_MULTI = ('"""', "'''")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every table header and of every key on a line of its own, by its path: tables of an
    array are numbered from 0."""
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    open_quote: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quote is not None:
            open_quote = None if line.count(open_quote) % 2 else open_quote
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            table = _table(header.group(2), header.group(1) == "[[", counts)
            found.setdefault(table, number)
        elif key is not None:
            found.setdefault((*table, key.group(1).strip("\"'")), number)
            open_quote = next((quote for quote in _MULTI if key.group(2).count(quote) % 2), None)
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of that key; of the table it is in where it stands in none of its own; 1 at last."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


def _table(name: str, array: bool, counts: dict[Path, int]) -> Path:
    """The path of a header: every part that is an array stands for its last table."""
    path: Path = ()
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    for place, part in enumerate(parts):
        path = (*path, part)
        last = place == len(parts) - 1
        if last and array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
