"""Whether a leg that seems to rest stays up: a heel that is held, though its rise was not told.

A hole in a rise hides it from the live reading, and what follows looks like rest. But the shank leans as it does at the
top of the set's other repetitions, and gravity does not drift, so the set is not over; it is read again when the heel
has come down.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `STAYS_S` | 1 s | for so long it leans so before that is a stay | the top of a repetition, which ends by itself, 0-2 s |
"""

from __future__ import annotations

from tracker.phases import MAX_TOP_S
from tracker.trail import STEP_S

STAYS_S = 1.0


class Staying:
    """Streaming, asked ten times a second."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """The set is over, or nobody saw what the leg did."""
        self._since_s: float | None = None
        self._until_s = -MAX_TOP_S

    def step(self, t_s: float, *, up: bool) -> None:
        """`up`: the shank leans as at the top of a repetition (rereading.py)."""
        if not up:
            self._since_s = None
            return
        if self._since_s is None:
            self._since_s = t_s
        if STAYS_S <= t_s - self._since_s <= MAX_TOP_S:
            self._until_s = t_s

    def since_s(self, t_s: float) -> float | None:
        """When a stay began that goes on; None where there is none."""
        return self._since_s if t_s - self._until_s < STEP_S else None

    def idle_s(self, t_s: float) -> float:
        """How long there was none."""
        return t_s - self._until_s
