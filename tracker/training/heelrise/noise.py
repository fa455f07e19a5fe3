"""What of a change is more than noise: the minimal detectable change (MDC) of each figure, with its source.

MDC at 95 % is 1.96 * sqrt(2) * SEM, the standard error of measurement of one test.

| figure | SEM | MDC | source |
|---|---|---|---|
| repetitions | 6.7 | 18.6 | Byrne 2017: 38 people, at least a week apart, linear encoder |
| best height | 0.8 cm | 2.2 cm | the same |
| work | 419 J | 1161 J | the same |

An older study of 17 people has an SEM of 2.07 repetitions (Ross and Fontenot 2000), which makes 5.7: how much noise
there is depends on who measures whom. The larger stands here: to call noise a change is the worse mistake. Both were
measured with the knee straight, standing; for the bent-knee twin and the seated test nobody seems to have published one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from tracker.training.heelrise.protocol import HEEL_RISE, Knee

SEM_REPS = 6.7
SEM_HEIGHT_CM = 0.8
SEM_WORK_J = 419.0
BYRNE = "Byrne 2017, 38 people"


def mdc(sem: float) -> float:
    """The least change that is more than noise, at 95 %."""
    return 1.96 * sqrt(2.0) * sem


@dataclass(frozen=True, slots=True)
class Change:
    """A figure now against then. `mdc` None where nobody has published one for the test."""

    figure: str
    unit: str
    now: float
    then: float
    mdc: float | None

    @property
    def beyond_noise(self) -> bool | None:
        """Whether it is more than noise; None where that is not known."""
        return None if self.mdc is None else abs(self.now - self.then) >= self.mdc

    @property
    def words(self) -> str:
        """As in "repetitions +3: within noise (changes under 18.6 are; Byrne 2017, 38 people)"."""
        change = self.now - self.then
        places = 0 if self.unit == "" else 1
        head = f"{self.figure} {change:+.{places}f}{' ' + self.unit if self.unit else ''}"
        if self.mdc is None:
            return f"{head}: how much of that is noise is not known, no study of this test was found"
        verdict = "more than noise" if self.beyond_noise else "within noise"
        return f"{head}: {verdict} (changes under {self.mdc:.1f} are; {BYRNE})"


def published(slug: str, knee: Knee) -> bool:
    """Whether the figures above are of this test."""
    return slug == HEEL_RISE and knee is Knee.STRAIGHT
