"""The second sensor's stream: which way is up for it, and how it accelerates upward, moment by moment.

It shares its clock with the sensor on the shank (whoever reads two sensors aligns them), but not its packets: its
samples may come earlier or later than the shank's of the same moment.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import NamedTuple

from tracker.inclination import GRAVITY_MS2, Inclination
from tracker.samples import Samples
from tracker.timeline import CELL_S, Cut, Timeline
from tracker.vectors import Vector, dot

MEMORY_S = 30.0
"""Longer than the longest repetition that is measured whole, 24 s (motion.py)."""


class Tilt(NamedTuple):
    """One cell of the thigh's sensor: up in its frame, and its upward acceleration."""

    t_s: float
    up: Vector
    raw_ms2: float


class Thigh:
    """Streaming; `cut_s` is when the signal last began anew after a hole."""

    def __init__(self) -> None:
        self._timeline = Timeline()
        self._inclination = Inclination()
        self._tilts: deque[Tilt] = deque(maxlen=round(MEMORY_S / CELL_S))
        self.cut_s = float("-inf")

    def update(self, samples: Samples) -> None:
        """Take samples in."""
        inclination = self._inclination
        for cell in self._timeline.cells(samples):
            if isinstance(cell, Cut):
                inclination.reset()
                self.cut_s = cell.end_s
                continue
            inclination.step(cell)
            self._timeline.bias = inclination.bias
            up = (inclination.vx, inclination.vy, inclination.vz)
            raw = dot((cell.fx, cell.fy, cell.fz), up) - GRAVITY_MS2
            self._tilts.append(Tilt(cell.t_s, (inclination.ux, inclination.uy, inclination.uz), raw))

    def at(self, t_s: float) -> Tilt | None:
        """The last cell up to a moment; None where it is not from the tenth of a second before it."""
        place = self._place(t_s)
        tilt = self._tilts[place - 1] if place else None
        return tilt if tilt is not None and t_s - tilt.t_s <= 0.1 else None

    def stretch(self, first_s: float, last_s: float) -> list[Tilt]:
        """The cells after one moment up to another."""
        return list(islice(self._tilts, self._place(first_s), self._place(last_s)))

    def _place(self, t_s: float) -> int:
        """How many of the cells are up to a moment; most questions are about the last second."""
        tilts = self._tilts
        if not tilts or tilts[0].t_s > t_s:
            return 0
        recent = max(0, len(tilts) - round((tilts[-1].t_s - t_s) / CELL_S) - 2)
        while recent < len(tilts) and tilts[recent].t_s <= t_s:
            recent += 1
        while recent and tilts[recent - 1].t_s > t_s:
            recent -= 1
        return recent
