"""Plain lines in a real terminal: what is typed reaches the session, is recorded, and stands in the logbook."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from recordings.logbook.book import Logbook
from tests.ui.live.test_terminal import given, terminal
from tests.ui.processes import DEADLINE_S, wait_until
from tracker.controls import ControlKind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")


def test_typed_lines_are_controls_and_the_pain_is_kept(tmp_path: Path) -> None:
    with terminal(tmp_path, "demo", "--plain", "--speed", "4", "--no-sound") as one:
        wait_until(lambda: one.counted() >= 1, "a repetition is stored")
        one.press("p 3\n")
        one.press("x soleus-bridge\n")
        wait_until(
            lambda: given(one.recording()) == [ControlKind.PAIN, ControlKind.DECLARE], "both are stored"
        )
        one.press("\x03")
        assert one.process.wait(DEADLINE_S) == 130
    assert "Pain 3 of 10" in one.out
    assert "From here on: Soleus bridge" in one.out
    with Logbook(tmp_path) as book:
        (row,) = book.sessions()
        assert [pain.score for pain in book.session(row.session_id).pains] == [3]
