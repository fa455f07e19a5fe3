"""A set too slow to be felt, found by how the shank leans: turns alike in a row, each from one rest to the next.

A raise of 4 cm in 3 s speeds up by 0.03 m/s2. Live that looks still for most of its way, and is held there (motion.py):
of a set of those one or two are felt, or none. But gravity in the sensor frame does not drift: it tells when the shank
leaves its rest and when it is back, of seated legs to a tenth of a second. Between two rests so known the
doubly integrated acceleration closes by itself, whatever looked still, and tells a height to 1 cm where it told none
(measure.py). Whoever rocks, shifts his weight or presses a pedal turns the shank as well, but does not lift it; what an
offset of the accelerometer makes of that is told from a rise by the whole row (raising.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `ALIKE` | 3 in a row | as in rhythm.py | weight shifts, seldom three alike, and 0.1-0.3 cm high |
| `KEPT_S` | 40 s | three of the slowest, 13 s each | |
| `CALM_MS2`, `TURNS_RADS`, `AWAY_RAD` | 3 m/s2, 30 deg/s, 16 deg | from there on back the leg has stayed in place: a slow rise of 12 deg in 1.8 s peaks at 13 deg/s, and the worst accelerometer is off by 0.5 m/s2 | strides 5, 50 deg/s |
| `LAG_S` | 1 s | a turn of slow raises shows in as much, a drift does not | |
| `LEAST_RAD` | 1.2 deg | what must be turned by each: tilt is steady to 0.2 deg in seconds | sway of 0.5 deg either way |
| `DIP` | 45 % of all turning | between two rests it leans by more | a bounce at the top, 15 % |
| `FOOT` | 15 % of the turn | the middle of where it leans less is the rest: a place alone is moved by noise | |
| `SLOWEST_S`, `QUICKEST_S` | 13 s, 3.2 s | 4 s up, 5 s held, 4 s down; quicker ones are felt | legs that bounce or fidget, 0.2-2 |
| `TURN_RAD`, `TURN_SHARE` | 0.8 deg and 30 % of the turn | how far the turn of one is from the others', as a vector: sway and flesh | a leg that fidgets turns as it comes, 3-10 |
| `PLACE_RAD`, `PLACE_SHARE` | 1 deg and 25 % of the turn | it comes back: what tilt wanders by in a repetition, and a rest that is cut short | a foot set elsewhere, 3-8 |
| `TEMPO`, `TEMPO_S` | 1.7 times and 0.3 s | of the shorter of two in a row, the longer: pauses vary | |
| `HEIGHT` | half of the middle one, and its error | so far each is from that, either way | what noise makes of nothing is nought as often as it is high; what an offset makes of a turn is alike each time, and is raising.py's to tell |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile
from math import inf, radians, sqrt
from statistics import median
from typing import NamedTuple

import numpy as np

from tracker.ankle import carried
from tracker.carry import Carries
from tracker.explain import Verdict
from tracker.footing import UNTOLD, look, twist_rad
from tracker.gates import back_of, judge_footing, judge_return, judge_rise
from tracker.measure import Shape, measure
from tracker.motion import Moment
from tracker.past import furthest_rad
from tracker.raising import rises
from tracker.rhythm import Repeated
from tracker.rows import dots, mean, vectors
from tracker.samples import Floats
from tracker.timeline import CELL_S
from tracker.vectors import turn_rad

ALIKE = 3
KEPT_S = 40.0
CALM_MS2 = 3.0
TURNS_RADS = radians(30.0)
AWAY_RAD = radians(16.0)
LAG_S = 1.0
LEAST_RAD = radians(1.2)
DIP = 0.45
FOOT = 0.15
QUICKEST_S = 3.2
SLOWEST_S = 13.0
TURN_RAD = radians(0.8)
TURN_SHARE = 0.3
PLACE_RAD = radians(1.0)
PLACE_SHARE = 0.25
TEMPO = 1.7
TEMPO_S = 0.3
HEIGHT = 0.5
FASTEST = 1.875  # of a minimum-jerk movement, of its mean

STEP = 5
"""Moments from one place to the next, 0.1 s, as lean is looked at."""

OFTEN = 10 * STEP
"""What is new is taken once a second: a multiple of `STEP`, and a divisor of how often a set is looked for."""

STEP_S = STEP * CELL_S
_MOST = round(KEPT_S / STEP_S)
_NONE = np.empty((0, 3))
_LAG = round(LAG_S / STEP_S)
_LEAST = round(ALIKE * QUICKEST_S / STEP_S)


class Swing(NamedTuple):
    """A turn from one rest to the next: their places, and how the shank leans between the two."""

    first: int
    last: int
    turn: Floats
    turn_rad: float
    back_rad: float

    def is_one(self) -> bool:
        """Whether it may be a slow repetition: it takes its time, turns the shank and brings it back."""
        slow = QUICKEST_S <= self.lasts_s <= SLOWEST_S and self.turn_rad > LEAST_RAD
        return slow and self.back_rad < PLACE_RAD + PLACE_SHARE * self.turn_rad

    @property
    def lasts_s(self) -> float:
        """From rest to rest."""
        return (self.last - self.first) * STEP_S

    def is_like(self, other: Swing) -> bool:
        """Whether it turns the shank as another did."""
        off = self.turn - other.turn
        return sqrt(float(off @ off)) < TURN_RAD + TURN_SHARE * other.turn_rad

    def follows(self, other: Swing) -> bool:
        """Whether it takes about as long as the one before."""
        both = (self.lasts_s, other.lasts_s)
        return max(both) < TEMPO * min(both) + TEMPO_S


class Swings:
    """Streaming: `take()` what is new every `OFTEN` moments, and `find()` now and then just after that."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque(maxlen=round(KEPT_S / CELL_S))
        self._taken_s = -inf
        self._u = (
            _NONE  # up in the sensor frame at every `STEP`th of them, since the leg moved off or was struck
        )
        self._fresh = 0  # so many of the last of them are not in it yet

    def take(self, memory: deque[Moment]) -> None:
        """The last moments there are. What was before a gap is not joined to what follows."""
        unseen_s = memory[-1].t_s - self._taken_s
        fresh = list(islice(reversed(memory), round(min(unseen_s, KEPT_S) / CELL_S)))
        if not fresh:
            return
        if fresh[-1].t_s - self._taken_s > 1.5 * CELL_S:
            self.pass_over(fresh[0].t_s)
        self._taken_s = fresh[0].t_s
        self._moments.extend(reversed(fresh))
        self._fresh += len(fresh)

    def pass_over(self, t_s: float) -> None:
        """Nor is what was before a pause, of which this is a moment."""
        self._moments.clear()
        self._u, self._fresh = _NONE, 0
        self._taken_s = t_s

    def find(self, n: int, offset_ms2: tuple[float, float, float], carries: Carries) -> list[Repeated]:
        """The last in a row that are repetitions of one set, oldest first; empty where they are fewer than `ALIKE`. The
        present moment is of number `n`."""
        u = self._in_place()
        if len(u) < _LEAST or _is_steady(u):
            return []
        turned = u[_LAG:] - u[:-_LAG]
        axis = np.linalg.eigh(turned.T @ turned)[1][:, 2]
        lean = (u - u[-1]) @ axis
        low, high = np.quantile(lean, (0.05, 0.95)).tolist()
        if high - low < LEAST_RAD:
            return []
        rows = (_row(u, (way * lean).tolist(), DIP * (high - low)) for way in (1.0, -1.0))
        told = [self._told(row, len(u) - 1, n, offset_ms2, carries) for row in rows if row]
        # Seen from its tops, a set of raises is one of dips; should both be high, one is much higher.
        return max(told, key=lambda row: sum(one.shape.height_m for one in row), default=[])

    def _in_place(self) -> Floats:
        """Up in the sensor frame at every `STEP`th moment since the leg came to this place, the present last."""
        places = list(islice(reversed(self._moments), 0, self._fresh, STEP))
        calm = list(takewhile(lambda m: m.jolt_ms2 <= CALM_MS2 and m.rate_rads <= TURNS_RADS, places))
        before = self._u if len(calm) == len(places) else _NONE
        self._u = u = np.concatenate((before, vectors(m.u for m in reversed(calm))))[-_MOST:]
        self._fresh = 0
        off = u - u[-1:]
        away = (dots(off, off) > AWAY_RAD * AWAY_RAD).nonzero()[0]
        return u[away[-1] + 1 :] if len(away) else u

    def _told(
        self,
        row: Sequence[Swing],
        present: int,
        n: int,
        offset_ms2: tuple[float, float, float],
        carries: Carries,
    ) -> list[Repeated]:
        """What these are, the `present` being of that place; empty unless each is a repetition."""
        first, last = (STEP * (present - place) for place in (row[0].first, row[-1].last))
        turn = mean(np.array([swing.turn for swing in row]))
        if not rises(self._as_told(first, last), turn, (first - last) * CELL_S / len(row)):
            return []
        found = []
        for swing in row:
            first, last = (STEP * (present - place) for place in (swing.first, swing.last))
            whole = self._between(first, last)
            shape = measure(whole, offset_ms2, 0.0, 0.0)
            if _judged(self._between(first + UNTOLD, first), whole, shape) is not None:
                return []
            found.append(Repeated(n - first, n - last, shape, carried(whole, shape)))
        middle_m = median(one.shape.height_m for one in found)
        if any(
            abs(s.height_m - middle_m) > HEIGHT * middle_m + s.error_m for s in (one.shape for one in found)
        ):
            return []
        ways = [one.carried for one in found if one.carried is not None]
        return [] if any(carries.judge(*ways[: k + 1]) for k in range(len(ways))) else found

    def _between(self, first: int, last: int) -> list[Moment]:
        """The moments from so many ago to so many ago. What looked still may have risen slowly."""
        return [m._replace(still_s=0.0) for m in self._as_told(first, last)]

    def _as_told(self, first: int, last: int) -> list[Moment]:
        """The same, as they were told."""
        latest = len(self._moments) - 1
        return list(islice(self._moments, max(0, latest - first), latest - last + 1))


def _is_steady(u: Floats) -> bool:
    """Whether it turns by less than a row has to, whichever way that is looked at."""
    spread = u.max(axis=0) - u.min(axis=0)
    return float(spread @ spread) < LEAST_RAD * LEAST_RAD


def _judged(before: Sequence[Moment], whole: Sequence[Moment], shape: Shape) -> tuple[Verdict, str] | None:
    """Why what was measured of these moments is no repetition."""
    seen = [m.rate_rads for m in whole if not m.hole]
    if not seen:
        return Verdict.CUT, ""
    up_s = shape.top_s - shape.start_s
    back = back_of(
        shape,
        turn_rad=turn_rad(whole[0].u, whole[-1].u),
        lost_rad=(len(whole) - len(seen)) * CELL_S * sum(seen) / len(seen),
        twist_rad=twist_rad(whole),
        among_others=True,
    )
    up = [m for m in whole if m.t_s <= shape.top_s]
    return (
        judge_rise(shape.height_m, furthest_rad(whole, whole[0].u), up_s, max(m.jolt_ms2 for m in whole))
        or judge_footing(look(before, up, whole), FASTEST * shape.height_m / up_s, up_s, among_others=True)
        or judge_return(back)
    )


def _row(u: Floats, lean: list[float], dip: float) -> list[Swing]:
    """The last `ALIKE` or more in a row that are alike, where the shank leans by `lean` as it is raised."""
    feet = _feet(lean, dip)
    row: list[Swing] = []
    found: list[Swing] = []
    for a, b in pairwise(feet):
        top = max(range(a, b + 1), key=lean.__getitem__)
        turn, back = u[top] - 0.5 * (u[a] + u[b]), u[b] - u[a]
        swing = Swing(a, b, turn, sqrt(float(turn @ turn)), sqrt(float(back @ back)))
        if row and not (swing.follows(row[-1]) and all(swing.is_like(one) for one in row)):
            row = []
        row = [*row, swing] if swing.is_one() else []
        if len(row) >= ALIKE:
            found = row
    return found


def _feet(lean: Sequence[float], dip: float) -> list[int]:
    """Where it rests: the middle of what leans no more than by `FOOT`, between two turns by `dip` or more."""
    turns = _turns(lean, dip)
    feet = []
    for k, (place, is_top) in enumerate(turns):
        if is_top:
            continue
        before = turns[k - 1][0] if k > 0 else None
        after = turns[k + 1][0] if k + 1 < len(turns) else None
        tops = [lean[top] for top in (before, after) if top is not None]
        level = lean[place] + FOOT * (min(tops) - lean[place]) if tops else lean[place]
        first = last = place
        while first > (before or 0) and lean[first - 1] < level:
            first -= 1
        while last < (after or len(lean) - 1) and lean[last + 1] < level:
            last += 1
        if before is None:  # it may have rested for long
            first = max(first, 2 * place - last)
        if after is None:
            last = min(last, 2 * place - first)
        feet.append((first + last) // 2)
    return feet


def _turns(lean: Sequence[float], dip: float) -> list[tuple[int, bool]]:
    """Where it turns back by `dip` or more, and whether that is a top."""
    turns: list[tuple[int, bool]] = []
    low = high = 0  # places of the lowest and the highest since the last turn
    for k, here in enumerate(lean):
        if here < lean[low]:
            low = k
        if here > lean[high]:
            high = k
        is_top = turns[-1][1] if turns else None
        if is_top is not False and here - lean[low] > dip:
            turns.append((low, False))
            high = k
        elif is_top is not True and lean[high] - here > dip:
            turns.append((high, True))
            low = k
    return turns
