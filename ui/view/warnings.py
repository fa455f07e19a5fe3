"""When a person has to act: the sentences for it, and the rules behind them.

| constant | value | why |
|---|---|---|
| `DRIFT_REPS` | 3 | design: a drift is called within three repetitions; one may be a misread |
| `HEIGHT_DOWN` | 30 % | issue; peers stop a heel-rise test at half of the height, this comes before |
| `HEIGHT_REPS` | 2 | one low repetition is a slip |
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from drivers.source import NO_DATA, LinkState
from tracker.events import Repetition
from tracker.setup import Exercise, Form
from tracker.training.pain import Zones

DRIFT_REPS = 3
HEIGHT_DOWN = 0.3
HEIGHT_REPS = 2


def expected_form(declared: Exercise | None, reps: Sequence[Repetition]) -> Form | None:
    """The form a set is held against: the declared exercise's, else what its first repetitions all were."""
    if declared is not None:
        return declared.expected_form
    first = {rep.form for rep in reps[:DRIFT_REPS]}
    if len(reps) < DRIFT_REPS or len(first) != 1 or Form.UNCERTAIN in first:
        return None
    return first.pop()


def is_fault(form: Form, expected: Form | None) -> bool:
    """Whether a repetition was surely done with the other knee form."""
    return expected is not None and form not in (expected, Form.UNCERTAIN)


def form_warning(declared: Exercise | None, reps: Sequence[Repetition]) -> str | None:
    """The knee drifts from what was declared, or from how the set began."""
    expected = expected_form(declared, reps)
    last = reps[-DRIFT_REPS:]
    if len(last) < DRIFT_REPS or not all(is_fault(rep.form, expected) for rep in last):
        return None
    return f"Knee is drifting {last[-1].form}: last {DRIFT_REPS} reps"


def height_warning(reps: Sequence[Repetition]) -> str | None:
    """The heel no longer comes up."""
    last = reps[-HEIGHT_REPS:]
    if len(last) < HEIGHT_REPS:
        return None
    best_cm = max(rep.height_cm for rep in reps)
    down = 1.0 - sum(rep.height_cm for rep in last) / (len(last) * best_cm)
    return f"Height down {100 * down:.0f} %" if down >= HEIGHT_DOWN else None


def is_silent(state: LinkState, reason: str) -> bool:
    """Whether a link is weak because nothing comes, and not because much is lost."""
    return state is LinkState.WEAK and NO_DATA in reason


def pain_warning(score: int | None, zones: Zones) -> str | None:
    """Pain noted last is above what the zones call acceptable: said, and nothing is stopped."""
    if score is None or score <= zones.acceptable_to:
        return None
    return f"Pain {score}, above {zones.acceptable_to}: x offers something lighter"


def link_warning(state: LinkState, reason: str, since_s: float, which: str = "Sensor") -> str | None:
    """The sensor is silent, loses much, or is gone."""
    if state is LinkState.LOST:
        return f"{which} lost, looking for it ({floor(since_s)} s)"
    if is_silent(state, reason):
        return f"{which} is silent ({floor(since_s)} s)"
    if state is LinkState.WEAK:
        return reason
    if state is LinkState.CLOSED:
        return f"{which} let go: {reason}"
    return None
