"""Where the figures come from, and how well each source is known.

A figure stands beside its source wherever it is printed. What was only heard (a number every clinic uses and nobody
here has read in a study) says so in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a source is known."""

    READ = "read in the source or its abstract"
    SECONDARY = "as retold by others, not read in the source itself"
    TAUGHT = "commonly taught, no primary source read"
    OWN = "soleus's own choice, no study behind it"


@dataclass(frozen=True, slots=True)
class Source:
    """Author, year and place; what was taught or chosen has none."""

    name: str
    standing: Standing

    @property
    def words(self) -> str:
        """As it is printed behind a figure."""
        if not self.name or self.standing is Standing.READ:
            return self.name or self.standing.value
        return f"{self.name}; {self.standing.value}"


TAUGHT = Source("", Standing.TAUGHT)
OWN = Source("", Standing.OWN)

BAXTER = Source("Baxter 2021, Med Sci Sports Exerc 53:124, 8 people", Standing.READ)
BAXTER_RETOLD = Source("Baxter 2021, Med Sci Sports Exerc 53:124", Standing.SECONDARY)
KNEE_ANGLES = Source("Hebert-Losier 2011, J Orthop Sports Phys Ther", Standing.READ)
KNEE_SHARES = Source("Hebert-Losier 2012, J Strength Cond Res 26:3124", Standing.READ)
KINOSHITA = Source("Kinoshita 2023, Front Physiol, 10.3389/fphys.2023.1272106", Standing.READ)
ALFREDSON = Source("Alfredson 1998, as tabled by a later trial", Standing.READ)
BEYER = Source("Beyer 2015, Am J Sports Med, 10.1177/0363546515584760", Standing.READ)
HAMILTON = Source("Hamilton 2022, iScience, PMC9404652", Standing.READ)
PAIN_MODEL = Source("pain-monitoring model: Thomee 1997, Silbernagel 2007", Standing.SECONDARY)

ALL = (
    *(BAXTER, BAXTER_RETOLD, KNEE_ANGLES, KNEE_SHARES, KINOSHITA, ALFREDSON, BEYER, HAMILTON, PAIN_MODEL),
    *(TAUGHT, OWN),
)
