"""The terminal: whether the screen opens in it, what has room, which colours and signs it shows, its bell."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from ui.doctor.finding import Finding, Room, Verdict
from ui.view.blocks import BLOCK
from ui.view.braille import EMPTY
from ui.view.layout import layout_of
from ui.view.words import GLYPH, LINK_GLYPH

SIGNS = "".join([BLOCK, chr(EMPTY + 0xFF), *GLYPH.values(), *LINK_GLYPH.values()])
GOOD = "80x24"
RICH = ("truecolor", "24bit")


@dataclass(frozen=True, slots=True)
class Ends:
    """What the program is connected to. `size` is None where there is no terminal, or it does not tell."""

    keys: bool  # input is a terminal
    shown: bool  # output is
    size: os.terminal_size | None
    encoding: str


def ends_of(stdin: TextIO, stdout: TextIO) -> Ends:
    """Look at both."""
    size = None
    if shown := stdout.isatty():
        try:
            size = os.get_terminal_size(stdout.fileno())
        except (OSError, ValueError):
            size = None
        if size is not None and (size.columns < 1 or size.lines < 1):
            size = None
    return Ends(stdin.isatty(), shown, size, stdout.encoding or "ascii")


def terminal_findings(ends: Ends, environment: Mapping[str, str], platform: str) -> list[Finding]:
    """All but the bell."""
    if not ends.shown:
        words = f"output is a file or a pipe ({ends.encoding}), plain lines in place of the screen"
        return [_finding(Verdict.OK, words)]
    why_plain = _why_plain(ends, environment)
    first = [] if why_plain is None else [_finding(Verdict.LOOK, *why_plain)]
    return [
        *first,
        size_finding(ends.size),
        colours_finding(environment, platform),
        signs_finding(ends.encoding, platform),
    ]


def _why_plain(ends: Ends, environment: Mapping[str, str]) -> tuple[str, str] | None:
    """Why the screen does not open, and what to do."""
    if environment.get("TERM") == "dumb":
        return (
            "TERM=dumb, plain lines in place of the screen",
            "for the screen set TERM to what your terminal is",
        )
    if not ends.keys:
        return (
            "input is no terminal, plain lines in place of the screen",
            "for the screen do not redirect the input",
        )
    return None


def size_finding(size: os.terminal_size | None) -> Finding:
    """What of the live screen has room."""
    if size is None:
        return _finding(Verdict.LOOK, "does not tell its size", f"make it {GOOD} or larger")
    given = f"{size.columns}x{size.lines}"
    layout = layout_of(size.columns, size.lines)
    if layout.plot:
        return _finding(Verdict.OK, f"{given}, room for the whole live screen")
    short = (
        "for the live screen without the plot" if layout.sets and layout.facts else "for little but the count"
    )
    return _finding(Verdict.LOOK, f"{given}, room {short}", f"make it {GOOD} or larger")


def colours_finding(environment: Mapping[str, str], platform: str) -> Finding:
    """How many, as the screen finds it out; it tells nothing by colour alone."""
    if "NO_COLOR" in environment:
        return _finding(Verdict.OK, "no colours, as NO_COLOR asks")
    term = environment.get("TERM", "").lower()
    if environment.get("COLORTERM", "").strip().lower() in RICH:
        return _finding(Verdict.OK, "16 million colours")
    if platform == "win32":
        return _finding(Verdict.OK, "256 colours or more")
    if term in ("dumb", "unknown"):
        return _finding(Verdict.OK, f"no colours, as TERM={term} says")
    many = term.endswith(("-256color", "-kitty"))
    return _finding(Verdict.OK, "256 colours" if many else "16 colours")


def signs_finding(encoding: str, platform: str) -> Finding:
    """Whether the blocks of the count and the dots of the plot can be written."""
    try:
        SIGNS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        remedy = "set PYTHONUTF8=1" if platform == "win32" else "use a UTF-8 locale, as in LANG=C.UTF-8"
        words = f"{encoding} has no blocks for the count and no dots for the plot"
        return _finding(Verdict.LOOK, words, remedy)
    return _finding(Verdict.OK, f"{encoding}, blocks and dots can be written")


def bell_finding(stdout: TextIO) -> Finding:
    """Ring once. Nobody can tell from here whether it was heard."""
    stdout.write("\a")
    stdout.flush()
    words = "the bell was rung just now, listen"
    return _finding(
        Verdict.LOOK,
        words,
        "if you heard nothing, turn on the bell in the terminal's settings, and the volume up",
    )


def _finding(verdict: Verdict, words: str, remedy: str | None = None) -> Finding:
    return Finding(Room.TERMINAL, verdict, words, remedy)
