"""What a person can tell a running tracker; recorded at its sample position, so that replay repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ControlKind(StrEnum):
    """The kinds of controls."""

    PAUSE = "pause"  # nothing is counted until resume; an open repetition is dropped
    RESUME = "resume"
    NEXT_SET = "next_set"  # ends the running set, if any
    CORRECT = "correct"  # the count of the running or last set is off by `delta`
    UNDO = "undo"  # takes back the last counted repetition or the last correction
    DECLARE = "declare"  # ends the running set; what follows is the exercise with the slug `text`
    PAIN = "pain"  # pain of `delta`, 0 to 10, at this moment; changes no count
    MARK = "mark"  # `text` at this moment; changes nothing


@dataclass(frozen=True, slots=True)
class Control:
    """One control; `delta` belongs to CORRECT and PAIN, `text` to DECLARE and MARK."""

    kind: ControlKind
    delta: int = 0
    text: str = ""
