"""What a terminal can do, told from what it says of itself."""

from __future__ import annotations

import io
import os

import pytest

from ui.doctor.finding import Verdict
from ui.doctor.terminal import (
    Ends,
    bell_finding,
    colours_finding,
    ends_of,
    signs_finding,
    size_finding,
    terminal_findings,
)

GOOD = os.terminal_size((120, 36))


def ends(*, keys: bool = True, shown: bool = True, encoding: str = "utf-8") -> Ends:
    return Ends(keys, shown, GOOD if shown else None, encoding)


def test_a_good_terminal_is_ok_in_everything() -> None:
    findings = terminal_findings(ends(), {"TERM": "xterm-256color"}, "linux")
    assert {finding.verdict for finding in findings} == {Verdict.OK}
    assert len(findings) == 3


def test_a_pipe_is_ok_and_has_neither_size_nor_colours() -> None:
    (finding,) = terminal_findings(ends(shown=False, encoding="cp1252"), {"TERM": "dumb"}, "win32")
    assert finding.verdict is Verdict.OK
    assert "(cp1252), plain lines" in finding.words


@pytest.mark.parametrize(
    ("given", "environment", "words"),
    [(ends(), {"TERM": "dumb"}, "TERM=dumb"), (ends(keys=False), {"TERM": "xterm"}, "input is no terminal")],
)
def test_why_the_screen_will_not_open_is_told_first(
    given: Ends, environment: dict[str, str], words: str
) -> None:
    first = terminal_findings(given, environment, "linux")[0]
    assert first.verdict is Verdict.LOOK
    assert words in first.words
    assert first.remedy


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (300, 90)])
def test_a_size_with_room_for_everything_is_ok(size: tuple[int, int]) -> None:
    finding = size_finding(os.terminal_size(size))
    assert finding.verdict is Verdict.OK
    assert f"{size[0]}x{size[1]}" in finding.words


@pytest.mark.parametrize(
    ("size", "words"),
    [((70, 24), "without the plot"), ((80, 18), "without the plot"), ((20, 5), "little but the count")],
)
def test_a_size_without_room_is_told_with_a_better_one(size: tuple[int, int], words: str) -> None:
    finding = size_finding(os.terminal_size(size))
    assert finding.verdict is Verdict.LOOK
    assert words in finding.words
    assert "80x24" in (finding.remedy or "")


def test_a_terminal_that_does_not_tell_its_size_is_to_be_looked_at() -> None:
    assert size_finding(None).verdict is Verdict.LOOK


@pytest.mark.parametrize(
    ("environment", "platform", "words"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "linux", "no colours, as NO_COLOR asks"),
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "linux", "16 million colours"),
        ({"COLORTERM": "24bit"}, "win32", "16 million colours"),
        ({"TERM": "screen-256color"}, "linux", "256 colours"),
        ({"TERM": "xterm-kitty"}, "darwin", "256 colours"),
        ({"TERM": "xterm"}, "linux", "16 colours"),
        ({"TERM": "dumb"}, "linux", "no colours, as TERM=dumb says"),
        ({}, "linux", "16 colours"),
        ({}, "win32", "256 colours or more"),
    ],
)
def test_colours_are_told_and_any_number_will_do(
    environment: dict[str, str], platform: str, words: str
) -> None:
    finding = colours_finding(environment, platform)
    assert (finding.verdict, finding.words) == (Verdict.OK, words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_an_encoding_with_blocks_and_dots_is_ok(encoding: str) -> None:
    assert signs_finding(encoding, "linux").verdict is Verdict.OK


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "latin-1", "no-such-encoding"])
@pytest.mark.parametrize(
    ("platform", "hint"), [("linux", "UTF-8"), ("darwin", "UTF-8"), ("win32", "PYTHONUTF8")]
)
def test_an_encoding_without_them_is_told_with_a_better_one(encoding: str, platform: str, hint: str) -> None:
    finding = signs_finding(encoding, platform)
    assert finding.verdict is Verdict.LOOK
    assert hint in (finding.remedy or "")


def test_the_bell_rings_once_and_the_person_is_asked() -> None:
    written = io.StringIO()
    finding = bell_finding(written)
    assert written.getvalue() == "\a"
    assert finding.verdict is Verdict.LOOK
    assert "listen" in finding.words


class Shown(io.StringIO):
    """A terminal without a window, as some consoles of editors are."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_that_has_no_number_has_no_size() -> None:
    assert ends_of(Shown(), Shown()) == Ends(keys=True, shown=True, size=None, encoding="ascii")


def test_a_file_is_no_terminal() -> None:
    with io.TextIOWrapper(io.BytesIO(), encoding="cp1252") as file:
        assert ends_of(file, file) == Ends(keys=False, shown=False, size=None, encoding="cp1252")
