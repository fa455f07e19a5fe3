"""A repetition that ends at its top: whoever did a set on a step with raised heels steps down from up there.

Its rise is like those before it, and the heel was seen to stay up: it is one, however the leg comes down from there, and
if the signal ends there.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SET` | 3 in a row | what they have in common is known then (hindsight.py) | |
| `HEIGHT` | 75-150 % of theirs | heights vary by 15 % | back to level from below it, a third to six tenths of theirs; onto a step of 16 cm, twice |
| `LOST` | a tenth of its time | more of it unseen, and what seems its top may be the ground | a hole of 0.2 s in 2 s |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from tracker.explain import Verdict
from tracker.holding import HOLD_S
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.usual import are_alike

SET = 3
HEIGHT = (0.75, 1.5)
LOST = 0.1
LEFT = (Verdict.SWUNG, Verdict.JERKED, Verdict.TURNED, Verdict.NO_RETURN)
"""What is said of a leg that steps down, and of a fall that was not seen well."""


def stayed_up(
    verdict: Verdict, up: Shape, last_s: float, before: Sequence[Shape], rise: Sequence[Moment]
) -> Shape | None:
    """The repetition that a rise `up` was which was still at its top at `last_s`, None where it was none; `before`: the
    ones counted in a row before it, `rise`: the moments from its start until then."""
    if verdict not in LEFT or len(before) < SET or sum(m.hole for m in rise) > LOST * len(rise):
        return None
    usual_m = median(shape.height_m for shape in before)
    if not HEIGHT[0] * usual_m < up.height_m < HEIGHT[1] * usual_m:
        return None
    if not all(are_alike(up, shape) for shape in before):
        return None
    hold_s = (up.top_s, last_s) if last_s - up.top_s >= HOLD_S else None
    return replace(
        up,
        peak_s=0.5 * (up.top_s + last_s),
        leave_s=last_s,
        low_s=last_s,
        end_s=last_s,
        hold_s=hold_s,
        kept_share=None,
    )
