"""A finding is one line anybody can hear, and findings come to one exit code."""

from __future__ import annotations

import pytest

from ui.doctor.finding import Finding, Room, Verdict, closing, exit_code


def found(room: Room, verdict: Verdict) -> Finding:
    return Finding(room, verdict, "so it is")


def test_a_line_begins_with_the_verdict_and_ends_with_what_to_do() -> None:
    line = Finding(Room.BLUETOOTH, Verdict.BAD, "off", "turn it on").line
    assert line == "bad   Bluetooth: off; turn it on"


def test_a_line_without_remedy_ends_with_the_words() -> None:
    assert Finding(Room.DATA, Verdict.OK, "can be written").line == "ok    data folder: can be written"


@pytest.mark.parametrize("name", ["two\nlines", "a\rb", "bell\a", "\x1b[31mred", "\udcff"])
def test_a_folder_of_any_name_leaves_a_line_of_printable_signs(name: str) -> None:
    line = Finding(Room.DATA, Verdict.OK, name, name).line
    assert line.isprintable()
    assert line.encode()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ([], 0),
        ([Room.BLUETOOTH], 3),
        ([Room.DATA], 2),
        ([Room.LOGBOOK], 2),
        ([Room.BLUETOOTH, Room.DATA], 2),
        ([Room.VERSIONS], 2),
    ],
)
def test_what_is_bad_gives_the_exit_code(bad: list[Room], code: int) -> None:
    rest = [found(room, Verdict.LOOK) for room in Room] + [found(room, Verdict.OK) for room in Room]
    assert exit_code(rest + [found(room, Verdict.BAD) for room in bad]) == code


def test_the_last_line_says_that_everything_is_ok() -> None:
    assert closing([found(room, Verdict.OK) for room in Room]) == "Everything is ok."


def test_the_last_line_counts_what_to_look_at() -> None:
    looks = [found(Room.TERMINAL, Verdict.LOOK)]
    assert closing(looks) == "Nothing is bad; 1 line to look at."
    assert closing(looks * 2) == "Nothing is bad; 2 lines to look at."


def test_the_last_line_names_each_room_that_is_bad_once() -> None:
    bad = [found(Room.DATA, Verdict.BAD)] * 2 + [found(Room.LOGBOOK, Verdict.BAD)]
    assert closing(bad).startswith("bad: data folder, logbook; ")
