"""What can be wrong with a repetition of a test, and why a test ended, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a repetition, or with a beat that had none."""

    NO_RISE = "no heel rise on the beat"
    PACE = "pace lost"
    HEIGHT = "too low"
    KNEE = "knee moved"

    @property
    def prompt(self) -> str:
        """What is said to the person."""
        return _PROMPTS[self]


_PROMPTS = {
    Fault.NO_RISE: "Rise on the beat.",
    Fault.PACE: "Keep to the beat.",
    Fault.HEIGHT: "Higher: rise as high as at the start.",
    Fault.KNEE: "Mind your knee: keep it as it was at the start.",
}


class EndedBy(StrEnum):
    """Why a test is over. The first five are results; the others broke it off, and what they leave is kept but not
    compared."""

    NO_RISE = "no heel rise after two prompts"
    PACE = "pace lost, two prompts unanswered"
    HEIGHT = "height under the set share of the first repetitions, two prompts unanswered"
    KNEE = "knee moved, two prompts unanswered"
    TIME = "time is over"
    WRONG_FORM = "the knee was wrong from the first repetition: another exercise than the test's"
    SIGNAL_LOST = "the sensor was lost during the test"
    BROKEN_OFF = "it stopped before the rules ended it"

    @property
    def is_result(self) -> bool:
        """Whether what came of it is a result of the test."""
        return self not in (EndedBy.WRONG_FORM, EndedBy.SIGNAL_LOST, EndedBy.BROKEN_OFF)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something was wrong and is said once; `unanswered` prompts came before it in a row."""

    t_s: float
    fault: Fault
    rep: int  # how many repetitions counted before it
    unanswered: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The test is over."""

    t_s: float
    by: EndedBy
