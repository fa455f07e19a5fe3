"""Whether a leg that leans in turn rises with it, or only rocks.

An accelerometer that is off by 0.4 m/s2 feels that in part along the vertical, and in another part once the shank has
turned: integrated twice from rest to rest, a leg that rocks about its ankle by 8 deg in 3 s seems to rise by 3 cm, each time
alike. But what an offset feigns goes as the lean itself, one hump a swing, while a heel that rises with the lean speeds up
as the lean does: upward as it leaves the rest, downward about the top. Over a whole row both are fitted at once, with
the course of the lean as it was, so that what is left of the rise is what no offset explains. Where the leg goes to and fro
as a sine the two are one, but for what an offset can be; there it says that it does not know.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `SMOOTH` | a quarter of a swing | sway leans without a rise, and by 0.5 deg at 0.5 Hz its lean speeds up by more than that of a slow raise | wider, a raise is a sine, and not told from an offset; narrower, sway takes of its height |
| `OFFSET_MS2` | 0.3 m/s2, one sigma | what the accelerometer is off by, along the turn (measure.py) | the worst, 0.5 |
| `SURE` | 2 sigma over the least repetition | known to 0.5 cm, 59 of 62 slow rows are higher | rocking with offsets of 0.1-0.4 m/s2: of 89 sessions whose turns measure alike one passes at 1 sigma, none at 2 |
| `LEVER_M` | 0.1 m, a radian of turning | a knee that goes to the wall and back does lift its sensor: 25 cm above the ankle of a shank that leans by 24 deg, by so much | slow raises 0.18-0.7 |
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np

from tracker.gates import MIN_RISE_M
from tracker.measure import RAW_MS2, TURNING_MS2, U
from tracker.motion import Moment
from tracker.rows import mean, vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S

SMOOTH = 0.25
OFFSET_MS2 = TURNING_MS2
SURE = 2.0
LEVER_M = 0.1
_SPAN = 5  # moments to one place
_SPAN_S = _SPAN * CELL_S
_WIDE = 2.0 / 3.0  # of a raised cosine: noise so far apart is another


def rises(moments: Sequence[Moment], turn: Floats, lasts_s: float) -> bool:
    """Whether it surely rises by a repetition's height: see `risen`."""
    rise_m, sigma_m = risen(moments, turn, lasts_s)
    return rise_m > max(MIN_RISE_M, LEVER_M * sqrt(float(turn @ turn))) + SURE * sigma_m


def risen(moments: Sequence[Moment], turn: Floats, lasts_s: float) -> tuple[float, float]:
    """How high it rises as it leans by `turn`, and the standard deviation of that, m. `moments` hold a row of swings of
    `lasts_s` each, from the rest before to the rest after; `turn`: of up in the sensor frame, shape (3,)."""
    n = len(moments) // _SPAN
    moments = moments[: n * _SPAN]
    raw = _means(np.fromiter(map(RAW_MS2, moments), np.float64, len(moments)))
    u = _means(vectors(map(U, moments)))
    turn_rad = sqrt(float(turn @ turn))
    across = np.cross(mean(u), turn / turn_rad)
    width = max(3, round(SMOOTH * lasts_s / _SPAN_S))
    bump = np.hanning(width + 2)[1:-1]
    bump /= bump.sum()
    felt, lean, aside = (np.convolve(x, bump, "valid") for x in (raw, u @ turn / turn_rad**2, u @ across))
    felt = felt[1:-1]
    # A metre of rise, an offset along the turn and one across, by which the leg seems to rise as it wanders, one along up.
    design = np.stack((np.diff(lean, 2) / _SPAN_S**2, lean[1:-1], aside[1:-1], np.ones(len(felt))))
    left = felt - np.linalg.lstsq(design.T, felt, rcond=None)[0] @ design
    # What is left over tells how sure it is; smoothed as it is, few of its values are others than their neighbours.
    own = len(felt) / (_WIDE * width)
    variance = float(left @ left) / max(own - len(design), 1.0)
    information = design @ design.T / variance
    information[1, 1] += 1.0 / (OFFSET_MS2 * turn_rad) ** 2
    information[2, 2] += 1.0 / OFFSET_MS2**2
    covariance = np.linalg.inv(information)
    rise_m = float(covariance[0] @ design @ felt) / variance
    return rise_m, sqrt(float(covariance[0, 0]))


def _means(rows: Floats) -> Floats:
    """Of `_SPAN` rows each, of which there is a whole number."""
    means: Floats = rows.reshape(-1, _SPAN, *rows.shape[1:]).mean(axis=1)
    return means
