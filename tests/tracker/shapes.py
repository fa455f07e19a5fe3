"""Measured repetitions as the form judge takes them, from the tilts of a shank."""

from __future__ import annotations

from math import cos, radians, sin

from tracker.cues import ALL_CUES, Cue
from tracker.form import Call, FormJudge
from tracker.measure import Shape
from tracker.setup import Exercise
from tracker.surroundings import Around


def turned(
    turn_deg: float,
    lean_deg: float = 0.0,
    height_cm: float = 6.0,
    thrust_ms2: float = 0.2,
    sideways_deg: float = 0.0,
) -> Shape:
    """The shank comes back by `turn_deg` from leaning forward by `lean_deg`; x forward, z along the shank."""
    lean = radians(lean_deg)
    up = (-sin(lean), 0.0, cos(lean))
    backward = (cos(lean) * radians(turn_deg), radians(sideways_deg), sin(lean) * radians(turn_deg))
    return Shape(
        start_s=0.0,
        top_s=0.8,
        peak_s=1.0,
        leave_s=1.2,
        hold_s=None,
        low_s=1.8,
        end_s=2.0,
        height_m=height_cm / 100.0,
        error_m=0.002,
        end_height_m=0.0,
        strain=0.5,
        shift_m=0.0,
        shake_ms2=0.3,
        turn_rad=backward,
        thrust=(thrust_ms2 * cos(lean), 0.0, thrust_ms2 * sin(lean)),
        lift_ms2=0.3,
        up_at_start=up,
    )


def judged(
    *shapes: Shape,
    sway_deg: float | None = None,
    declared: Exercise | None = None,
    times: int = 1,
    cues: frozenset[Cue] = ALL_CUES,
    around: Around | None = None,
) -> Call:
    """What a set of those repetitions says."""
    judge = FormJudge(declared, cues)
    for shape in shapes * times:
        judge.add(shape, around or Around(sway_deg))
    return judge.call()
