"""What the rules of repetitions find, before it has a number, a set and a form."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.explain import Verdict
from tracker.measure import Shape


@dataclass(frozen=True, slots=True)
class Began:
    """A rise is under way."""

    start_s: float


@dataclass(frozen=True, slots=True)
class Topped:
    """The tick."""

    top_s: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Down:
    """The heel is down again."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Settled:
    """Final figures of the repetition told last."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Dropped:
    """A rise that is no repetition; `ticked` if it had been told as one. `in_a_set`: whether it may be one all the same,
    once a set is known to go on there."""

    start_s: float
    top_s: float
    verdict: Verdict
    detail: str
    height_m: float
    turn_rad: float
    up_s: float
    ticked: bool
    in_a_set: bool = True

    @property
    def words(self) -> str:
        """Why, for a person."""
        return f"{self.verdict.value} ({self.detail})" if self.detail else self.verdict.value


@dataclass(frozen=True, slots=True)
class Swung:
    """Repetitions of a set that is known, as the lean of the shank tells them (swings.py)."""

    shapes: list[Shape]


Finding = Began | Topped | Down | Settled | Dropped | Swung
