"""What really happened, in the schema of truth files: {"segments": [...], "reps": [...]}, on the file's own axis."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from tracker.setup import Exercise, Form


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one activity; `exercise` and `form` are None where there is nothing to count."""

    start_s: float
    end_s: float
    name: str
    exercise: Exercise | None
    form: Form | None


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition; `top_s`: first at 95 % of its height, `peak_s`: the middle of its top; `low_s`: down to
    20 % of it, which truth files leave out."""

    start_s: float
    top_s: float
    peak_s: float
    end_s: float
    height_cm: float
    form: Form
    knee_flexion_deg: float
    partial: bool
    low_s: float


@dataclass(frozen=True, slots=True)
class Truth:
    """Segments and repetitions in order of time."""

    segments: list[Segment]
    reps: list[TrueRep]

    def to_dict(self) -> dict[str, list[dict[str, object]]]:
        """As a truth file holds it."""
        return {
            "segments": [asdict(segment) for segment in self.segments],
            "reps": [{k: v for k, v in asdict(rep).items() if k != "low_s"} for rep in self.reps],
        }


def form_of(flexion_deg: float) -> Form:
    """Bent above 22 degrees: people told "straight" wander up to there (Hebert-Losier, JOSPT 2011)."""
    return Form.BENT if flexion_deg > 22.0 else Form.STRAIGHT
