"""What others of an age and sex reach in the straight-knee heel-rise test, and for which tests nobody knows.

Repetitions by decade of life and sex, single leg, straight knee, 10 deg incline, 60 beats a minute: Hebert-Losier 2017,
566 people of 20-81 years. The values are as clinics retell them, not read in the paper itself; where two retellings
differ by one, both stand here.

Of 500 people of several countries the median was 25 on the dominant and 24 on the other leg, with no difference between
sides (Sleeswijk Visser 2025). For the bent knee and for seated raises no norms were found; straight-knee ones say nothing
about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import InputError, InputReason
from tracker.training.heelrise.protocol import HEEL_RISE, Knee, Protocol

SOURCE = "Hebert-Losier 2017, 566 people; as retold by clinics, not read in the paper itself"
NO_NORMS = "No norms exist for this test: compare with your own earlier results and with the other leg."
OF_ONE_LEG = "The norms are of one leg without a load: this test is not compared with them."
YOUNGEST, OLDEST = 20, 89
LEAST_AGE, MOST_AGE = 5, 110


class Sex(StrEnum):
    """As the norms are tabled."""

    MALE = "male"
    FEMALE = "female"


BY_DECADE = {
    Sex.MALE: ((37, 37), (32, 33), (28, 28), (23, 24), (19, 19), (14, 15), (10, 10)),
    Sex.FEMALE: ((30, 31), (27, 27), (24, 25), (21, 22), (19, 19), (16, 17), (13, 14)),
}
"""From the twenties to the eighties: the lowest and the highest value retold."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual, as a range of the retellings."""

    low: int
    high: int
    decade: int
    sex: Sex

    @property
    def words(self) -> str:
        """As in "usual for women in their 40s: 24-25 repetitions (...)"."""
        who = "men" if self.sex is Sex.MALE else "women"
        reps = f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"
        return f"usual for {who} in their {self.decade}s: {reps} repetitions, on a 10 deg incline ({SOURCE})"


def check_age(age: int) -> int:
    """An age a person can have; InputError else."""
    if not LEAST_AGE <= age <= MOST_AGE:
        raise InputError(
            InputReason.BAD_VALUE, f"an age of {age} years makes no sense here: {LEAST_AGE} to {MOST_AGE}"
        )
    return age


def norm_for(protocol: Protocol, age: int, sex: Sex) -> Norm | str:
    """The norm, or the sentence why there is none."""
    check_age(age)
    if protocol.slug != HEEL_RISE or protocol.knee is not Knee.STRAIGHT:
        return NO_NORMS
    if not YOUNGEST <= age <= OLDEST:
        return f"The norms reach from {YOUNGEST} to {OLDEST} years; at {age} there is none to compare with."
    low, high = BY_DECADE[sex][age // 10 - 2]
    return Norm(low, high, age // 10 * 10, sex)
