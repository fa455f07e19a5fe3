"""What is typed in a plain session does what the keys of the screen do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.live.stage import summary
from tracker.controls import Control, ControlKind
from tracker.events import Declared, PainNoted, Paused, Resumed, SetEnd, SetEnded
from tracker.ledger import Ledger
from tracker.setup import Exercise
from ui.plain import PlainLines, mistaken_words
from ui.typed import HELP, understood


def heard(line: str, *, paused: bool = False) -> Control | list[str]:
    return understood(line, paused=paused, choices=lambda: ["choices"])


@pytest.mark.parametrize(
    ("line", "control"),
    [
        ("p 3\n", Control(ControlKind.PAIN, delta=3)),
        ("pain 10\n", Control(ControlKind.PAIN, delta=10)),
        ("x squat-soleus-raise\n", Control(ControlKind.DECLARE, text="squat-soleus-raise")),
        ("u\n", Control(ControlKind.UNDO)),
        ("n\n", Control(ControlKind.NEXT_SET)),
        ("+\n", Control(ControlKind.CORRECT, delta=1)),
        ("-\n", Control(ControlKind.CORRECT, delta=-1)),
        (" \n", Control(ControlKind.PAUSE)),
        ("SPACE\n", Control(ControlKind.PAUSE)),
    ],
)
def test_a_line_is_a_control(line: str, control: Control) -> None:
    assert heard(line) == control


def test_space_in_a_pause_goes_on() -> None:
    assert heard("space\n", paused=True) == Control(ControlKind.RESUME)


@pytest.mark.parametrize("line", ["p\n", "p 11\n", "p -1\n", "p much\n", "p 3.5\n"])
def test_a_pain_that_is_none_is_told_what_is(line: str) -> None:
    assert heard(line) == ["Pain is a whole number from 0 to 10: p 3"]


@pytest.mark.parametrize("line", ["x\n", "x toe-yoga\n", "swap\n"])
def test_x_alone_says_what_may_follow(line: str) -> None:
    assert heard(line) == ["choices"]


@pytest.mark.parametrize("line", ["\n", "what\n", "n n\n", "?\n"])
def test_anything_else_is_told_what_may_be_typed(line: str) -> None:
    assert heard(line) == [HELP]


@pytest.mark.parametrize(
    ("score", "line"), [(3, "Pain 3 of 10"), (7, "Pain 7, above 5: x offers something lighter")]
)
def test_plain_lines_tell_pain_and_what_to_do_about_it(score: int, line: str) -> None:
    written: list[str] = []
    PlainLines(written.append).events([PainNoted(1.0, score)])
    assert written == [line]


def test_plain_lines_know_what_is_done_and_whether_it_is_held() -> None:
    lines = PlainLines(lambda line: None)
    lines.events([Declared(1.0, Exercise.SOLEUS_BRIDGE), Paused(2.0)])
    assert (lines.declared, lines.paused) == (Exercise.SOLEUS_BRIDGE, True)
    lines.events([Resumed(3.0)])
    assert not lines.paused


def test_the_wrong_exercise_done_is_told_at_the_end_and_counts_as_what_it_was() -> None:
    right = summary(1, 10, 0.0, 20.0)
    wrong = replace(summary(2, 10, 30.0, 50.0), declared=Exercise.STANDING_CALF_RAISE)
    ended = [SetEnded(one.end_s, SetEnd.PAUSE, one) for one in (right, wrong)]
    assert mistaken_words(Ledger(ended)) == (
        "Taken for another exercise than declared, and in the logbook as that: set 2 seated soleus raise"
    )
    assert mistaken_words(Ledger(ended[:1])) is None
