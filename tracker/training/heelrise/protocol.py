"""The test protocols: what is asked, how fast, and when it is over.

Figures of different protocols are never compared: the same players did 33.9 heel raises uncued and 21.9 cued at 30 a
minute (Green 2024), so the protocol is part of every result.

| field | value | why | source |
|---|---|---|---|
| `cadence_per_min` | 30 | 60 beats a minute, one up and one down | Hebert-Losier 2022 (Calf Raise application) |
| `pace_tolerance` | 25 % | a beat kept by ear strays by 10 %; a third more is every third beat missed | soleus's own choice |
| `least_share` | 50 % of the first three | less than half of one's own range ends the test | commonly taught (Lunsford and Perry 1995) |
| `prompts` | 2 | two prompts in a row that nothing follows end the test | Hebert-Losier 2022 |
| `lasts_s` of the seated test | 60 s | repetitions in a minute, unloaded | Hoffmann 2024 |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.setup import Exercise, Form


class Knee(StrEnum):
    """The knee the test asks for."""

    STRAIGHT = "straight"
    BENT = "bent"

    @property
    def form(self) -> Form:
        """The form of its repetitions."""
        return Form.STRAIGHT if self is Knee.STRAIGHT else Form.BENT


FIRST = 3
"""Repetitions that say how high this person rises."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """One test. `lasts_s`: None where it runs to exhaustion. `cadence_per_min`: None where the pace is free."""

    slug: str
    title: str
    knee: Knee
    exercise: Exercise
    cadence_per_min: float | None = None
    lasts_s: float | None = None
    pace_tolerance: float = 0.25
    least_share: float = 0.5
    prompts: int = 2

    @property
    def beat_s(self) -> float | None:
        """From one repetition to the next."""
        return None if self.cadence_per_min is None else 60.0 / self.cadence_per_min

    @property
    def key(self) -> str:
        """Results with the same key may be compared."""
        pace = "free" if self.cadence_per_min is None else f"{self.cadence_per_min:g}/min"
        length = "to exhaustion" if self.lasts_s is None else f"{self.lasts_s:g} s"
        return f"{self.slug}, knee {self.knee.value}, {pace}, {length}, least {self.least_share:.0%}"


HEEL_RISE = "heel-rise"
SEATED_60 = "seated-60"


def heel_rise(knee: Knee, least_share: float = 0.5) -> Protocol:
    """The heel-rise test to exhaustion, or its bent-knee twin: one leg, 30 a minute."""
    return Protocol(
        HEEL_RISE,
        f"Heel-rise test, knee {knee.value}",
        knee,
        Exercise.STANDING_CALF_RAISE if knee is Knee.STRAIGHT else Exercise.STANDING_SOLEUS_RAISE,
        cadence_per_min=30.0,
        least_share=least_share,
    )


def seated_60() -> Protocol:
    """Seated heel raises in 60 seconds, at one's own pace."""
    return Protocol(
        SEATED_60,
        "Seated heel raises in 60 s",
        Knee.BENT,
        Exercise.SEATED_SOLEUS_RAISE,
        lasts_s=60.0,
    )
