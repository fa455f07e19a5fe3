"""What came of a test: the figures a therapist reads, and nothing that was not measured.

| figure | how |
|---|---|
| repetitions | those without fault (referee.py) |
| height loss | the last three against the best three in a row, from six repetitions on |
| work index | body mass (and load) times gravity times total height. Named an index: work from heel displacement reads 21-25 % higher than that of the body's centre, while the symmetry of two legs is unbiased (Andreasen 2021) |
| cadence kept | the share of beats that had a repetition on the beat |
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from tracker.setup import Form, Legs, Side
from tracker.training.heelrise.ending import EndedBy, Fault
from tracker.training.heelrise.protocol import FIRST, Knee
from tracker.training.heelrise.referee import Referee

GRAVITY_MS2 = 9.80665
J_PER_KG_CM = GRAVITY_MS2 / 100.0


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took the test and how. `side`: the leg tested; `legs`: the legs that worked."""

    side: Side
    legs: Legs
    mass_kg: float | None = None
    load_kg: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A test in figures; what is unknown is None. `protocol` is the protocol's key: only equal ones compare."""

    slug: str
    knee: Knee
    protocol: str
    title: str
    side: Side
    legs: Legs
    ended_by: EndedBy
    ended_s: float
    reps: int
    heights_cm: tuple[float, ...]
    bent: int
    straight: int
    uncertain: int
    faults: tuple[Fault, ...]
    prompts: int
    cadence_per_min: float | None
    beats_kept_share: float | None
    mass_kg: float | None
    load_kg: float | None

    @property
    def best_height_cm(self) -> float | None:
        """The highest repetition."""
        return max(self.heights_cm, default=None)

    @property
    def total_height_cm(self) -> float:
        """All repetitions on top of each other."""
        return sum(self.heights_cm)

    @property
    def height_loss_pct(self) -> float | None:
        """How much lower the last three are than the best three in a row."""
        heights = self.heights_cm
        if len(heights) < 2 * FIRST:
            return None
        threes = [fmean(heights[k : k + FIRST]) for k in range(len(heights) - FIRST + 1)]
        return 100.0 * (1.0 - threes[-1] / max(threes))

    @property
    def work_index_j(self) -> float | None:
        """Mass times gravity times total height; None without the mass."""
        if self.mass_kg is None:
            return None
        return (self.mass_kg + (self.load_kg or 0.0)) * J_PER_KG_CM * self.total_height_cm


def result_of(referee: Referee, taken: Taken) -> Result | None:
    """The figures of an ended test; None where it never began."""
    ended = referee.ended
    if ended is None or not referee.beats:
        return None
    protocol = referee.protocol
    counted = referee.counted
    forms = [rep.form for rep in counted]
    tops = [rep.top_s for rep in counted]
    span_s = tops[-1] - tops[0] if len(tops) > 1 else 0.0
    return Result(
        slug=protocol.slug,
        knee=protocol.knee,
        protocol=protocol.key,
        title=protocol.title,
        side=taken.side,
        legs=taken.legs,
        ended_by=ended.by,
        ended_s=ended.t_s,
        reps=len(counted),
        heights_cm=tuple(rep.height_cm for rep in counted),
        bent=forms.count(Form.BENT),
        straight=forms.count(Form.STRAIGHT),
        uncertain=forms.count(Form.UNCERTAIN),
        faults=tuple(beat.fault for beat in referee.beats if beat.fault is not None),
        prompts=len(referee.prompts),
        cadence_per_min=60.0 * (len(tops) - 1) / span_s if span_s > 0.0 else None,
        beats_kept_share=_kept(referee) if protocol.beat_s is not None else None,
        mass_kg=taken.mass_kg,
        load_kg=taken.load_kg,
    )


def _kept(referee: Referee) -> float:
    """The share of beats up to the last rise that had a repetition on the beat, whatever else was wrong with it. The
    beats after it are the end of the test and no pace."""
    last = max(k for k, beat in enumerate(referee.beats) if beat.rep is not None)
    off = [beat.fault in (Fault.NO_RISE, Fault.PACE) for beat in referee.beats[: last + 1]]
    return 1.0 - sum(off) / len(off)
