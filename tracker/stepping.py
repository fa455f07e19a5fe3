"""Whether the foot was set elsewhere just before a set, or just after it: the front leg of a lunge steps out, and back.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `STEP_RADS` | 0.9 rad/s | a step tips the shank by 8-25 deg there and back in a second | sway and a shifted weight 0.2; sitting down 0.3-0.8 |
| `ABOUT_S`, `BESIDE_S` | 4 s, 0.2 s | who has stepped into a posture begins within so long; the raise itself is left out | |
| `LOOKS` | 20 | two seconds of it, or nothing is said | |
| `REMEMBERED_S` | 60 s | so long after a step it may be asked for: what came before a set's first repetition is asked when that is over | a hold 30-60 |
| `WALKS` | 3 looks at `SWING_RADS` | who walks up, or off, has stepped whatever he did: nothing is said | one step has one such look at most |
"""

from __future__ import annotations

from collections import deque

from tracker.leaving import LOOK_S, SWING_RADS
from tracker.motion import Moment

STEP_RADS = 0.9
ABOUT_S = 4.0
BESIDE_S = 0.2
LOOKS = 20
WALKS = 3
REMEMBERED_S = 60.0


class Stepping:
    """Streaming, asked every look."""

    def __init__(self) -> None:
        self._rates: deque[tuple[float, float]] = deque(maxlen=round(REMEMBERED_S / LOOK_S))

    def step(self, m: Moment) -> None:
        """Advance by one look."""
        self._rates.append((m.t_s, m.rate_rads))

    def before(self, t_s: float) -> bool | None:
        """Before a set that began then; None where nothing is known of it."""
        return self._between(t_s - ABOUT_S, t_s - BESIDE_S)

    def after(self, t_s: float) -> bool | None:
        """After one that ended then."""
        return self._between(t_s + BESIDE_S, t_s + ABOUT_S)

    def _between(self, since_s: float, until_s: float) -> bool | None:
        rates = []
        for t_s, rate in reversed(self._rates):
            if t_s <= since_s:
                break
            if t_s < until_s:
                rates.append(rate)
        if len(rates) < LOOKS or sum(rate > SWING_RADS for rate in rates) >= WALKS:
            return None
        return max(rates) > STEP_RADS
