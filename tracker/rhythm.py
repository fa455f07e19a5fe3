"""A set that began without a rest before it, found by what repeats.

A leg that was not still for seconds, and then rises once, walks, fidgets or is driven about: so one rise counts only
after a rest, and velocity is known only from one. Who does a set without pauses has neither, but repeats himself: as
high, in the same time, with the same turn of the shank, from the same place. From one lowest point to another (lowest.py)
a leg that repeats itself does not speed up, so a mean of the acceleration is the accelerometer's offset. From one to the
next each is measured and judged as any repetition, and told as soon as several in a row are alike; where they are not,
once more by the gravity that they show themselves (levelling.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `ALIKE` | 3 in a row | two may be so by chance | in a car and fidgeting, seldom two |
| `HEIGHT` | 1.5 times | of the lowest, the highest: repetitions vary by 15 %, measured without a rest by 10 more | in a car, 1.2-12 cm |
| `TEMPO`, `TEMPO_S` | 1.4 times and 0.1 s | of the shortest, the longest: tempo drifts by a tenth from one to the next | fidgeting, twice and more |
| `PAUSED`, `PAUSED_S` | 1.6 times and 0.3 s | the same with the pauses at top and bottom, which vary more | what a leg does by chance, 3 times and more |
| `PLACE_RAD` | 2.5 deg | the foot stays: sway of 1 deg at either time, and what tilt is off by | steps and shifts, 3-8 |
| `TURN_RAD`, `TURN_SHARE` | 2 deg and a quarter of the turn | how far the turn of one is from the others', as a vector: flesh and sway | a leg that fidgets turns as it comes, 3-10 |
| `WINDOW_S` | 12 s | four of the slowest | what is remembered, 24 s (motion.py) |
| `LEAST` | 3 s | three of the quickest, and what lies around them | |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import radians, sqrt
from typing import NamedTuple

import numpy as np

from tracker.ankle import Carried, carried
from tracker.carry import Carries
from tracker.footing import UNTOLD, look, twist_rad
from tracker.gates import MAX_JOLT_MS2, MIN_WHOLE_S, back_of, judge_footing, judge_return, judge_rise
from tracker.levelling import Levelled
from tracker.levelling import offset_ms2 as shown_ms2
from tracker.lowest import NEAR, about_lowest, set_right
from tracker.measure import RAW_MS2, Shape, U, measure
from tracker.motion import Moment
from tracker.past import Past
from tracker.rows import vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S
from tracker.vectors import turn_rad

ALIKE = 3
HEIGHT = 1.5
TEMPO = 1.4
TEMPO_S = 0.1
PAUSED = 1.6
PAUSED_S = 0.3
PLACE_RAD = radians(2.5)
TURN_RAD = radians(2.0)
TURN_SHARE = 0.25
WINDOW_S = 12.0
WINDOW = round(WINDOW_S / CELL_S)
LEAST = round(3.0 / CELL_S)
QUICKEST = round(MIN_WHOLE_S / CELL_S) - 1  # what is shorter is none (gates.py), and need not be measured


class Repeated(NamedTuple):
    """A repetition, the numbers of the moments it begins and ends at, and how its ankle went along."""

    first_n: int
    last_n: int
    shape: Shape
    carried: Carried | None


class Window:
    """The last `WINDOW_S` without a strike, as arrays; what was seen before is not gone through again."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._until_n = -1  # the last moment that was seen
        self._raw, self._u = np.zeros(0), np.zeros((0, 3))

    def look(self) -> tuple[Floats, Floats]:
        """Vertical acceleration as measured, and up in the sensor frame, up to the present."""
        past = self._past
        before = len(self._raw) if past.place(self._until_n) >= 0 else 0
        fresh = past.stretch(max(self._until_n, past.n - WINDOW) + 1)
        self._until_n = past.n
        struck = max([k for k, m in enumerate(fresh) if m.jolt_ms2 > MAX_JOLT_MS2], default=-1)
        if struck >= 0:
            before, fresh = 0, fresh[struck + 1 :]
        keep = len(self._raw) - min(before, WINDOW - len(fresh))
        raw = np.fromiter(map(RAW_MS2, fresh), np.float64, len(fresh))
        self._raw = np.concatenate((self._raw[keep:], raw))
        self._u = np.concatenate((self._u[keep:], vectors(map(U, fresh))))
        return self._raw, self._u


def find(
    past: Past, window: Window, offset_ms2: tuple[float, float, float], carries: Carries
) -> list[Repeated]:
    """The last repetitions in a row that are alike, oldest first; empty where they are fewer than `ALIKE`."""
    raw, u = window.look()
    if len(raw) < LEAST:
        return []
    first_n = past.n - len(raw) + 1
    raw = raw - u @ np.array(offset_ms2)
    bottoms, speed = about_lowest(raw)
    if not _may_repeat(bottoms):
        return []
    spans = list(pairwise(set_right(raw, bottoms)))
    found: list[Repeated] = []
    for first, last in _even(spans, u):
        begins = spans[first][0]
        here = slice(begins, spans[last - 1][1] + 1)
        inside = [(a - begins, b - begins) for a, b in spans[first:last]]
        row = _repeated(past, first_n + begins, inside, raw[here], u[here], speed[here], offset_ms2)
        found = row or found
    found = [one._replace(carried=carried(past.stretch(one.first_n, one.last_n), one.shape)) for one in found]
    ways = [one.carried for one in found if one.carried is not None]
    return [] if any(carries.judge(*ways[: k + 1]) for k in range(len(ways))) else found


def _repeated(
    past: Past,
    first_n: int,
    spans: Sequence[tuple[int, int]],
    raw: Floats,
    u: Floats,
    speed: Floats,
    offset_ms2: tuple[float, float, float],
) -> list[Repeated]:
    """The last of these in a row that are alike, as they were seen, or else with up told anew by themselves; `raw` (without
    the offset), `u` and `speed` begin at moment `first_n`."""
    stretch = past.stretch(first_n, first_n + len(raw) - 1)
    known = shown_ms2(raw[:-1], u[:-1], offset_ms2)
    row = _row(past, first_n, lambda first, end: stretch[first:end], spans, speed, known)
    if row:
        return row
    anew = Levelled(stretch, spans)
    felt = anew.raw_ms2 - anew.u @ np.array(offset_ms2)
    known = shown_ms2(felt[:-1], anew.u[:-1], offset_ms2)
    return _row(past, first_n, anew.moments, spans, speed, known)


def _row(
    past: Past,
    first_n: int,
    moments: Callable[[int, int], Sequence[Moment]],
    spans: Sequence[tuple[int, int]],
    speed: Floats,
    offset_ms2: tuple[float, float, float],
) -> list[Repeated]:
    """The last of these in a row that are alike; `moments` (from a place up to another) and `speed` begin at moment
    `first_n`."""
    found: list[Repeated] = []
    row: list[Repeated] = []
    for k, (a, b) in enumerate(spans):
        if len(row) + len(spans) - k < ALIKE:
            break  # too few are left
        shape = None
        if b - a >= QUICKEST:
            shape = _measured(past, first_n + a, moments(a, b + 1), float(speed[a:b].max()), offset_ms2)
        if shape is None:
            row = []
            continue
        while row and not _alike([*(one.shape for one in row), shape]):
            del row[0]
        row.append(Repeated(first_n + a, first_n + b, shape, None))
        if len(row) >= ALIKE:
            found = list(row)
    return found


def _may_repeat(bottoms: Sequence[int]) -> bool:
    """Whether `ALIKE` in a row may be long enough once their ends are set right: a leg that walks swings quicker."""
    row = 0
    for a, b in pairwise(bottoms):
        row = row + 1 if b - a >= QUICKEST - 2 * NEAR else 0
        if row == ALIKE:
            return True
    return False


def _even(spans: Sequence[tuple[int, int]], u: Floats) -> list[tuple[int, int]]:
    """Where `ALIKE` or more follow one another that take alike long and begin and end in one place: the first and one
    past the last. What is cheap to see is asked first."""
    runs: list[tuple[int, int]] = []
    first = 0
    for k in range(len(spans) + 1):
        if k < len(spans):
            a, b = spans[k]
            before = spans[k - 1] if k > first else spans[k]
            lasts, lasted = (b - a) * CELL_S, (before[1] - before[0]) * CELL_S
            step = u[b] - u[a]
            in_place = sqrt(float(step @ step)) <= 2.0 * PLACE_RAD
            if in_place and max(lasts, lasted) <= PAUSED * min(lasts, lasted) + PAUSED_S:
                continue
        if k - first >= ALIKE:
            runs.append((first, k))
        first = k + 1 if k < len(spans) and not in_place else k
    return runs


def _measured(
    past: Past,
    first_n: int,
    whole: Sequence[Moment],
    fastest_ms: float,
    offset_ms2: tuple[float, float, float],
) -> Shape | None:
    """The repetition between two lowest points, of which the first is moment `first_n`; None where it is none of a heel."""
    shape = measure(whole, offset_ms2, 0.0, 0.0)
    up = [m for m in whole if m.t_s <= shape.top_s]
    up_s = shape.top_s - shape.start_s
    verdict = (
        judge_rise(
            shape.height_m,
            max(turn_rad(whole[0].u, m.u) for m in whole),
            up_s,
            past.hardest_jolt_ms2(first_n, shape.leave_s),
        )
        or judge_footing(
            look(past.stretch(first_n - UNTOLD, first_n), up, whole), fastest_ms, up_s, among_others=True
        )
        or judge_return(
            back_of(
                shape,
                turn_rad=turn_rad(whole[0].u, whole[-1].u),
                lost_rad=past.lost_rad(first_n),
                twist_rad=twist_rad(whole),
                among_others=True,
            )
        )
    )

    return shape if verdict is None else None


def _alike(shapes: Sequence[Shape]) -> bool:
    lasted = [shape.end_s - shape.start_s for shape in shapes]
    heights = [shape.height_m for shape in shapes]
    return (
        max(heights) <= HEIGHT * min(heights)
        and max(lasted) <= TEMPO * min(lasted) + TEMPO_S
        and all(_as(shapes[-1], shape) for shape in shapes[:-1])
    )


def _as(a: Shape, b: Shape) -> bool:
    """Whether two start from the same place and turn the same way."""
    size = max(turn_rad(a.turn_rad, (0.0, 0.0, 0.0)), turn_rad(b.turn_rad, (0.0, 0.0, 0.0)))
    return (
        turn_rad(a.up_at_start, b.up_at_start) <= PLACE_RAD
        and turn_rad(a.turn_rad, b.turn_rad) <= TURN_RAD + TURN_SHARE * size
    )
