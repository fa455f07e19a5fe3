"""A check is waited for as long as it is worth it, and the person is told that it goes on."""

from __future__ import annotations

import itertools
import threading

import pytest

from ui.doctor.patience import in_time
from ui.output import Progress


class Told(Progress):
    """A progress that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("Looking,", quiet=True)
        self.lines: list[str] = []
        self.is_done = False

    def at(self, how_far: str) -> None:
        self.lines.append(how_far)

    def done(self) -> None:
        self.is_done = True


def test_a_check_in_time_gives_its_result() -> None:
    told = Told()
    assert in_time(lambda: "fine", told) == "fine"
    assert told.is_done


def test_a_check_that_fails_fails_here() -> None:
    def fail() -> None:
        raise LookupError("nothing")

    with pytest.raises(LookupError, match="nothing"):
        in_time(fail, Told())


def test_a_check_that_never_ends_is_left_behind_and_was_told_of() -> None:
    told, never = Told(), threading.Event()
    clock = itertools.count().__next__  # a second goes by each time it is looked at
    try:
        with pytest.raises(TimeoutError, match="within 3 s"):
            in_time(never.wait, told, 3.0, lambda: float(clock()))
    finally:
        never.set()
    assert told.lines
    assert told.is_done
