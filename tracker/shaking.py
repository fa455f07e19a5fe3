"""How a sensor shakes in one raise, and a leg in a hold: firm flesh shakes it a little, a slack strap lets it swing.

A sensor on a slack strap is a pendulum of 4-8 Hz that every start, stop and landing sets swinging; flesh under a
firm one shakes at 7-13 Hz and is damped out at once (biomechanics 2: a strapped calf's raw rate is up to twice the
smooth one).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import degrees

import numpy as np

from tracker.measure import Shape, U
from tracker.motion import Moment
from tracker.past import between
from tracker.rows import vectors
from tracker.timeline import CELL_S

SLOW_HZ = (0.3, 2.5)
SWING_HZ = (3.5, 9.0)
LEAST = 40  # moments: 0.8 s
SWAYS_S = 0.5  # half of the quickest sway, 1 Hz; a tired calf trembles at 3-12


def shaking_dps(moments: Sequence[Moment]) -> tuple[float, float] | None:
    """Root mean square of the rate of tilt, deg/s: of the raise itself, and of what swings. None where the stretch
    is too short."""
    if len(moments) < LEAST:
        return None
    rate = degrees(1.0) * np.diff(vectors(map(U, moments)), axis=0) / CELL_S
    window = np.hanning(len(rate))[:, None]
    power = (np.abs(np.fft.rfft((rate - rate.mean(axis=0)) * window, axis=0)) ** 2).sum(axis=1)
    hz = np.fft.rfftfreq(len(rate), CELL_S)
    scale = float((window**2).sum()) * len(rate) / 2.0

    def within(low_hz: float, high_hz: float) -> float:
        return float(np.sqrt(power[(hz >= low_hz) & (hz < high_hz)].sum() / scale))

    return within(*SLOW_HZ), within(*SWING_HZ)


def tremble_deg(moments: Sequence[Moment]) -> float | None:
    """Root mean square of the tilt about its own mean over `SWAYS_S`, deg: sway is slower, and no tremble. None where
    the stretch is too short."""
    width = round(SWAYS_S / CELL_S)
    if len(moments) < 2 * width:
        return None
    ups = vectors(map(U, moments))
    box = np.ones(width) / width
    mean = np.stack([np.convolve(ups[:, k], box, mode="valid") for k in range(3)], axis=1)
    first = width // 2
    off = ups[first : first + len(mean)] - mean
    return degrees(float(np.sqrt((off * off).sum() / len(off))))


def tremble_of(memory: deque[Moment], shape: Shape) -> float | None:
    """Of a hold, as far as it is remembered."""
    if shape.hold_s is None:
        return None
    first_s, last_s = shape.hold_s
    return tremble_deg(between(memory, first_s + 0.5, last_s - 0.5))
