"""The second sensor's stream: which way is up for it, and how it accelerates upward, moment by moment.

It shares its clock with the sensor on the shank (whoever reads two sensors aligns them), but not its packets: its
samples may come earlier or later than the shank's of the same moment.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import NamedTuple

import numpy as np

from tracker.inclination import Inclination
from tracker.samples import Samples
from tracker.steady import GRAVITY_MS2
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
    """Streaming: `give` samples, `advance` to a moment, ask for it."""

    def __init__(self) -> None:
        self._timeline = Timeline()
        self._inclination = Inclination()
        self._tilts: deque[Tilt] = deque(maxlen=round(MEMORY_S / CELL_S))
        self._coming: deque[Samples] = deque()
        self.given = False  # whether there were any

    def give(self, samples: Samples) -> None:
        """Samples as they come; they are looked at when their time has come."""
        if len(samples):
            self._coming.append(samples)
            self.given = True

    def advance(self, until_s: float) -> None:
        """Look at what was given, up to a moment: what is known then depends on no cutting."""
        while self._coming:
            samples = self._coming[0]
            ready = int(np.searchsorted(samples.t_s, until_s, side="right"))
            if ready == 0:
                return
            self._take(samples[:ready])
            if ready < len(samples):
                self._coming[0] = samples[ready:]
                return
            self._coming.popleft()

    def _take(self, samples: Samples) -> None:
        inclination = self._inclination
        for cell in self._timeline.cells(samples):
            if isinstance(cell, Cut):
                inclination.reset()
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
        behind = max(0, round((tilts[-1].t_s - t_s) / CELL_S))
        recent = max(0, len(tilts) - behind - 2)
        while recent < len(tilts) and tilts[recent].t_s <= t_s:
            recent += 1
        while recent and tilts[recent - 1].t_s > t_s:
            recent -= 1
        return recent
