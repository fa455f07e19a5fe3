"""A leg raised lying on one's back is no heel: its shank lies level, which shows once the mount is known.

Without a calibration the sensor's nearest axis may be any of the shank's, and a leg that rises about the hip by ten
centimetres moves as a heel does.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `STOOD_S` | 1 s still | a shank upright along its axis: the mount is as it was calibrated, and what lies level then lies, on whatever side | a strap put on across the leg stands level from the first |
| `STRAPPED_S` | 10 s not seen | a strap is opened and closed in as much | a gap of the link |
| `LEVEL_DEG` | 55 deg | how far a shank may lean for a heel to rise under it: 35 standing bent, 33 in a squat, 16 back in a bridge, 3 more of flesh | kneeling leans 66-88, lying 84-150 |
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sqrt

from tracker.calibration import Calibration
from tracker.explain import Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled, Topped
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.vectors import Vector, apart_deg, dot

STOOD_S = 1.0
STRAPPED_S = 10.0
LEVEL_DEG = 55.0
_LEVEL = cos(radians(LEVEL_DEG))


class Lying:
    """Between the findings about repetitions and what is told of them."""

    def __init__(self, calibration: Calibration | None) -> None:
        self._axis = calibration.axis if calibration is not None else None
        self._ticked = False
        self._stood = False  # upright on the calibrated axis, in this session
        self._left = False  # the last one that came down was none

    def not_seen(self, seconds: float) -> None:
        """In so long a strap may have been put on anew."""
        self._stood = self._stood and seconds < STRAPPED_S

    def look(self, m: Moment) -> None:
        """What the leg does between repetitions."""
        if not self._stood and self._axis is not None and m.still_s >= STOOD_S:
            self._stood = dot(self._axis, m.u) >= _LEVEL

    def lies(self, shape: Shape) -> bool:
        """Whether a leg that stood before lies level as it rises: that says nothing of how the strap sits."""
        return self._axis is not None and self._stood and abs(dot(self._axis, shape.up_at_start)) < _LEVEL

    def sift(self, finding: Finding, up: Vector) -> Finding | None:
        """The finding, another in its place, or None where nothing is to be told; `up` is up in the sensor frame now."""
        if self._axis is None:
            return finding
        match finding:
            case Began():
                self._ticked = False
            case Topped():
                self._ticked = dot(self._axis, up) >= _LEVEL
                return finding if self._ticked else None
            case Down():
                self._left = dot(self._axis, finding.shape.up_at_start) < _LEVEL
                return self._dropped(finding) if self._left else finding
            case Settled() if self._left:
                return None
            case Dropped():
                return replace(finding, ticked=finding.ticked and self._ticked)
            case _:
                pass
        return finding

    def _dropped(self, finding: Down) -> Dropped:
        shape = finding.shape
        assert self._axis is not None
        return Dropped(
            shape.start_s,
            shape.top_s,
            Verdict.LYING,
            f"{apart_deg(self._axis, shape.up_at_start):.0f} deg",
            shape.height_m,
            sqrt(sum(c * c for c in shape.turn_rad)),
            shape.top_s - shape.start_s,
            self._ticked,
        )
