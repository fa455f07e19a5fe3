"""What the tracker looked at and why it took it or left it: the record behind `--explain` and the plots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Why a candidate was taken or left, in words a person can act on."""

    COUNTED = "counted"
    PARTIAL = "partial: under half of the person's own height"
    TOO_LOW = "rise too low"
    TOO_FAST = "too fast for a heel"
    TOO_SLOW = "no top reached in time"
    TURNED = "the shank turned more than a heel rise turns it"
    SWUNG = "the shank swung sideways or far along the floor"
    LIFTED = "the foot was lifted: the ankle went another way than a raised heel's"
    LYING = "the shank lay level: a leg was raised, not a heel"
    NO_RETURN = "did not come back down"
    JERKED = "impacts of walking or running"
    UNSETTLED = "signal still settling"
    ALONE = "alone: no others within 40 s"
    PAUSED = "paused"
    CUT = "cut by a gap in the signal"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One rise the tracker considered; times on the time axis of the samples, unknown is None."""

    start_s: float
    top_s: float | None
    decided_s: float
    verdict: Verdict
    height_cm: float
    rotation_deg: float
    up_duration_s: float
    detail: str = ""

    @property
    def accepted(self) -> bool:
        """Whether it became a repetition, full or partial."""
        return self.verdict in (Verdict.COUNTED, Verdict.PARTIAL)


Observer = Callable[[Candidate], None]
