"""Whether a calibration fits today's strapping: raises lean and turn in the sagittal plane, if it does.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SIDE_DEG` | 22 deg | out of the plane at the start of raises, as the mean of `RAISES`: legs roll by up to 12, a strap put on again is 3 askew | another face of the sensor to the skin 90 |
| `TURNED_DEG` | 160 deg | no leg stands on its head: upside down 180, and 15 askew | a leg raised lying 150 |
| `TURN_DEG`, `ACROSS_DEG` | 6, 45 deg | turns of this size or more, flesh taken off, that lie so far off the plane, in the mean of `RAISES` | what is left of the flesh turns by 1-2 across 6 |
| `RAISES` | 3 | one raise is no proof, and a set is not over | |
"""

from __future__ import annotations

from math import atan2, degrees, hypot

from tracker.calibration import Calibration
from tracker.measure import Shape
from tracker.vectors import dot

SIDE_DEG = 22.0
TURNED_DEG = 160.0
TURN_DEG = 6.0
ACROSS_DEG = 45.0
RAISES = 3


class Fitting:
    """Asked with each raise; `raised` gives the reason in words once it is plain that the calibration does not fit."""

    def __init__(self, known: Calibration) -> None:
        self._known = known
        self._leans: list[tuple[float, float]] = []
        self._turns: list[tuple[float, float]] = []

    def raised(self, shape: Shape) -> str | None:
        """A repetition was counted."""
        known, up = self._known, shape.up_at_start
        self._leans = [*self._leans[1 - RAISES :], (abs(known.lean_deg(up)), known.side_deg(up))]
        cm = 100.0 * shape.height_m
        flesh = 0.5 * (known.standing.left_deg_cm + known.seated.left_deg_cm)
        back = degrees(dot(shape.turn_rad, known.forward))
        left = -degrees(dot(shape.turn_rad, known.left)) - flesh * cm
        if hypot(back, left) > TURN_DEG:
            self._turns = [*self._turns[1 - RAISES :], (back, left)]
        if len(self._leans) >= RAISES:
            lean, side = (sum(one[k] for one in self._leans) / RAISES for k in (0, 1))
            if abs(side) > SIDE_DEG:
                return f"it sits {abs(side):.0f} deg across the leg"
            if lean > TURNED_DEG:
                return "it is upside down"
        if len(self._turns) >= RAISES:
            back, left = (sum(one[k] for one in self._turns) / RAISES for k in (0, 1))
            across = abs(degrees(atan2(left, back)))
            if across > ACROSS_DEG:
                return f"it is turned round the leg by about {across:.0f} deg"
        return None
