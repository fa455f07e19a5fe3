"""What the shank did over the last minutes, in steps of a tenth of a second: coarse, so that it may be long.

Moments (motion.py) are kept for 24 s, a repetition measured whole; a set that is read again (rereading.py) asks
about holds of a minute and what came before its first repetition.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from math import sqrt
from typing import NamedTuple

from tracker.motion import Moment
from tracker.timeline import CELL_S, Quaternion

STEP = 5
"""Moments in a step: 0.1 s. The quickest rise takes 0.3 s."""

STEP_S = STEP * CELL_S

UNSEEN = (0.0, 0.0, 0.0)
"""The force where a hole cut the signal: none was seen."""

_new = tuple.__new__  # a named tuple's own constructor costs as much again as the tuple

LATELY = 10
"""How many steps before a hole tell how the leg moved: a second."""

KEPT_S = 120.0
"""The longest hold that counts, 90 s (phases.py), and a pause on either side of it."""


class Step(NamedTuple):
    """A tenth of a second that ends at `t_s`. `raw_ms2`: mean vertical acceleration as measured, and `rms_ms2` its
    root mean square; `hole`: the share of it that was drawn across missing samples; `u`: up in the sensor frame, mean; `jolt_ms2`,
    `rate_rads`: the most of each; `still_s`, `up`, `turn`: at its end, as in Moment; `force`: mean, in the carried frame.
    `off_rad`: by how much up may be off for what holes hid, once that is told (plumb.py)."""

    t_s: float
    raw_ms2: float
    rms_ms2: float
    hole: float
    u: tuple[float, float, float]
    jolt_ms2: float
    rate_rads: float
    still_s: float
    up: tuple[float, float, float]
    turn: Quaternion
    force: tuple[float, float, float]
    off_rad: float = 0.0


class Trail:
    """Streaming; `steps` are in a row, oldest first."""

    def __init__(self) -> None:
        self.steps: deque[Step] = deque(maxlen=round(KEPT_S / STEP_S))

    def clear(self) -> None:
        """After a hole nobody can bridge, or a pause: what was before is not joined to what follows."""
        self.steps.clear()

    def bridge(self, end_s: float) -> None:
        """A hole that cut the signal and ends there, as steps that nobody saw."""
        last = self.steps[-1]
        lately = list(self.steps)[-LATELY:]
        rms = sum(step.rms_ms2 for step in lately) / len(lately)
        rate = sum(step.rate_rads for step in lately) / len(lately)
        for k in range(1, round((end_s - last.t_s) / STEP_S) + 1):
            t_s = last.t_s + k * STEP_S
            self.steps.append(
                last._replace(
                    t_s=t_s,
                    raw_ms2=0.0,
                    rms_ms2=rms,
                    hole=1.0,
                    jolt_ms2=0.0,
                    rate_rads=rate,
                    still_s=0.0,
                    force=UNSEEN,
                )
            )

    def take(self, memory: deque[Moment]) -> None:
        """One step from the last moments remembered."""
        raw = energy = ux = uy = uz = fx = fy = fz = jolt = rate = 0.0
        holes = 0
        n = min(STEP, len(memory))
        for m in islice(reversed(memory), n):
            _, _, _, _, _, a, (x, y, z), (p, q, r), _, _, turning, hard, _, hole = m
            raw += a
            energy += a * a
            ux += x
            uy += y
            uz += z
            fx += p
            fy += q
            fz += r
            if hard > jolt:
                jolt = hard
            if turning > rate:
                rate = turning
            holes += hole
        m = memory[-1]
        root = sqrt(energy / n)
        u = (ux / n, uy / n, uz / n)
        force = (fx / n, fy / n, fz / n)
        self.steps.append(
            _new(Step, (m.t_s, raw / n, root, holes / n, u, jolt, rate, m.still_s, m.up, m.turn, force, 0.0))
        )

    def between(self, first_s: float, last_s: float) -> list[Step]:
        """The steps that end within a stretch of time, as far as they are remembered."""
        found: list[Step] = []
        for step in reversed(self.steps):
            t_s = step.t_s
            if t_s < first_s:
                break
            if t_s <= last_s:
                found.append(step)
        found.reverse()
        return found

    def lost_s(self, first_s: float, last_s: float) -> float:
        """How much of a stretch of time was not seen, as far as it is remembered."""
        return STEP_S * sum(step.hole for step in self.between(first_s, last_s))
