"""Reads a stretch of a set again and finds the repetitions in it, by what those already counted have in common (usual.py).

Live, a rise is judged alone, by what any leg may do. Once some of a set are counted, the person's own height, tempo,
place and direction of tilt are known, and a repetition that fell into a hole, rose too slowly to be felt or began
before the signal had settled shows in the height solved for in hindsight (smoother.py). Over a hold of half a minute
that height dips where holes were; there how the shank leans says that the heel stayed up, or that no foot is there.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LEVEL_SHARE` | 50 % of the person's own height, and a sigma | how far a bottom may be from nought, solved for without knowing it is one; what lies far from those known is not known better | |
| `UNLIKE`, `UNLIKE_AMID` | 1.2, amid a set 2 | sum of squares: how far lean, turn, across, height are from the others. Each may go to its limit alone, not two; amid a set little else is done | usual ones 0.1-1.0, standing up 1.7-8 |
| `NEAR_RAD` | 6 deg | of these: the shank leans as it did before the others: sway of 1 deg, and what a hole or a walk before leaves of tilt | another posture, 8 and more |
| `AWAY_RAD`, `AWAY_SHARE` | 6 deg + 160 % of the turn of the others | a leg that leaves the posture of the set does something else | walking 30-70, sitting down 13-20 |
| `HIGHER` | 50 % of the others' height | as `LEAST_SHARE` (usual.py) | |
| `QUICKEST`, `TEMPO`, `TEMPO_S` | 60 % to twice the others' time, and a second | tempo drifts by a third in a set; pauses at the top | a foot set elsewhere, half of it |
| `FOOT` | 12 % of its height | it is down there: what goes on falling is drift | a bounce at the top leaves 75 |
| `ABOUT` | 0.3 s | how far from a foot the lean of a hold may seem to begin: half of what it is a mean over (edges.py), and a step | the rise itself, a third of which lies between |
| `LED` | half of the way from `FOOT` to 95 % | a minimum-jerk movement has taken so long before it, and takes so long after | |
| `LOW` | 20 % of the height | where a fall is over (phases.py) | |
| `SURE`, `SURE_AMID` | 3 sigma, amid a set 2 | so sure a rise must be, by all that is known of it | one that neither turns the shank nor is felt, 1-2 |
| `DIP` | 40 % of the person's own height | between two repetitions the heel falls by more | a bounce at the top, 15 % |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import radians

import numpy as np
from numpy.typing import NDArray

from tracker.edges import held_around, is_raised, mean_up
from tracker.footing import twisted_rad
from tracker.gates import LOST_SHARE, MAX_JOLT_MS2, MAX_TWIST_RAD, MIN_WHOLE_S, SHIFT_S
from tracker.holding import HOLD_S, hold_of, kept_share
from tracker.measure import TOP_SHARE, Shape, U
from tracker.phases import STILL_UP
from tracker.rows import dots, vectors
from tracker.samples import Floats
from tracker.smoother import Solved, heights
from tracker.trail import STEP_S, Step
from tracker.usual import (
    ASIDE_RAD,
    ASIDE_SHARE,
    HEIGHT_SHARE,
    LEAST_SHARE,
    MOST_SHARE,
    TELLING_RAD,
    TURN_LEAST,
    TURN_SHARE,
    Usual,
)

LEVEL_SHARE = 0.5
UNLIKE = 1.2
UNLIKE_AMID = 2.0
NEAR_RAD = radians(6.0)
AWAY_RAD = radians(6.0)
AWAY_SHARE = 1.6
HIGHER = 0.5
QUICKEST = 0.6
TEMPO = 2.0
TEMPO_S = 1.0
FOOT = 0.12
SURE = 3.0
SURE_AMID = 2.0
DIP = 0.4
ABOUT = round(0.3 / STEP_S)
LED = 0.5
LOW = 0.2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps to be read, the times in them at which the heel is known to be down, and from when to when the set is known
    to go on, or those read with it."""

    steps: list[Step]
    bottoms_s: tuple[float, ...]
    sets_s: tuple[tuple[float, float], ...]

    def places(self) -> list[int]:
        """Where in the steps those times are."""
        times = [step.t_s for step in self.steps]
        found = [bisect_left(times, t_s) for t_s in self.bottoms_s]
        return [place for place in found if 0 <= place < len(times)]


def in_place(steps: Sequence[Step], usual: Usual) -> list[bool]:
    """Whether the leg stands where the set is done, and nothing strikes it."""
    off = vectors(map(U, steps)) - usual.rest
    near = (np.sqrt(dots(off, off)) <= AWAY_RAD + AWAY_SHARE * usual.turn_rad).tolist()
    return [here and step.jolt_ms2 <= MAX_JOLT_MS2 for here, step in zip(near, steps, strict=True)]


def runs_in_place(steps: list[Step], usual: Usual) -> list[list[Step]]:
    """The stretches in which it does so without a break."""
    runs: list[list[Step]] = []
    before = False
    for step, here in zip(steps, in_place(steps, usual) if steps else [], strict=True):
        if here:
            if before:
                runs[-1].append(step)
            else:
                runs.append([step])
        before = here
    return runs


def moves(steps: list[Step], least_s: float, usual: Usual) -> bool:
    """Whether the leg does something in place for as long, or turns as in a repetition, or was not seen."""
    here = [step for run in runs_in_place(steps, usual) for step in run]
    if sum(step.still_s <= 0.0 or step.hole > 0.0 for step in here) * STEP_S >= least_s:
        return True
    return any(usual.shows(step.u) for step in here)


def read(
    stretch: Stretch, usual: Usual, offset_ms2: tuple[float, float, float]
) -> tuple[list[Shape], list[float]]:
    """The repetitions found, oldest first, and, where any may be, when the leg was up at all, those and others. Their
    figures are those of the usual one where a hole may hide them."""
    steps = stretch.steps
    if len(steps) < max(5.0, QUICKEST * usual.shortest_s / STEP_S):  # no foot lies so near to another
        return [], []
    solved = heights(steps, offset_ms2, usual.height_m, stretch.places(), usual.tilt)
    height = solved.height_m
    up = usual.is_up(mean_up(steps))
    u, off_rad = np.array([step.u for step in steps]), np.array([step.off_rad for step in steps])
    leans = usual.share_of_turn(u, off_rad)
    rests = usual.share_of_turn(u, -off_rad) < TURN_LEAST
    found = []
    tops = tops_apart(_tops(height, DIP * usual.height_m), height, up & (leans > TURN_LEAST), up & ~rests)
    reach = round((TEMPO * usual.longest_s + TEMPO_S) / STEP_S)
    for top, before, after in zip(tops, [0, *tops], [*tops[1:], len(steps) - 1], strict=False):
        begins, ends = held_around(up, top, before, after)
        leans_s = (ends - begins) * STEP_S
        is_held = leans_s >= HOLD_S
        is_long = (
            is_held or leans_s > usual.lasted_s
        )  # a lean that is none of a repetition, if it did not rise
        first, last = _feet(height, top, max(before, begins - reach), min(after, ends + reach), begins, ends)
        whole = steps[first : last + 1]
        rise_m = float(height[top] - max(height[first], height[last]))
        amid = any(a < steps[top].t_s < b for a, b in stretch.sets_s)
        if (
            _is_one(height, first, top, last, steps, usual, held_s=leans_s)
            and _is_level(solved, (first, last), usual)
            and (not is_long or (first - ABOUT <= begins and ends <= last + ABOUT))
            and max(leans[first], leans[last]) < STILL_UP
            and _stays(whole)
            and _unlike(whole, top - first, rise_m, usual, float(max(off_rad[first], off_rad[last])))
            < (UNLIKE_AMID if amid else UNLIKE)
            and rise_m > (SURE_AMID if amid else SURE) * solved.sigma_m(top, first, last)
            and (
                not is_long or is_raised(steps, offset_ms2, begins, ends, usual.edges, usual_s=usual.lasted_s)
            )
        ):
            found.append(_shape(height, first, top, last, steps, usual, (begins, ends) if is_held else None))
    return found, [steps[top].t_s for top in tops]


def _tops(height: Floats, dip_m: float) -> list[int]:
    """Highest points between which the heel falls by `dip_m` at least, risen and fallen by as much."""
    tops, low, high, at, up = [], float(height[0]), 0.0, 0, False
    for k, h in enumerate(height.tolist()):
        if not up:
            low = min(low, h)
            if h - low > dip_m:
                up, high, at = True, h, k
        else:
            if h > high:
                high, at = h, k
            if high - h > dip_m:
                tops.append(at)
                up, low = False, h
    return tops


def tops_apart(
    tops: Sequence[int], height: Floats, surely: NDArray[np.bool_], up: NDArray[np.bool_]
) -> list[int]:
    """Of tops between which the shank leans as at one (`up`), and does so surely where it is low, the highest: what dips
    there is an error of the height."""
    kept: list[int] = []
    for top in tops:
        if kept and up[kept[-1] : top + 1].all():
            dip = height[kept[-1] : top + 1]
            low = dip < 0.5 * (float(dip.min()) + min(float(dip[0]), float(dip[-1])))
            if surely[kept[-1] : top + 1][low].any():
                kept[-1] = max(kept[-1], top, key=lambda k: float(height[k]))
                continue
        kept.append(top)
    return kept


def _feet(height: Floats, top: int, before: int, after: int, begins: int, ends: int) -> tuple[int, int]:
    """Where it is down on either side, no further than there, and not while it leans as at a top, from `begins` to
    `ends`."""
    high = float(height[top])
    low = max(
        float(height[before : top + 1].min()), float(height[top : after + 1].min())
    )  # what is lower drifted
    level = low + FOOT * (high - low)

    def foot(way: list[float]) -> int:
        """Of the heights from the top on."""
        return next((k for k, h in enumerate(way) if h <= level), len(way) - 1)

    return (
        begins - foot(height[before : begins + 1][::-1].tolist()),
        ends + foot(height[ends : after + 1].tolist()),
    )


def _is_one(
    height: Floats, first: int, top: int, last: int, steps: Sequence[Step], usual: Usual, held_s: float
) -> bool:
    """Whether a top with its feet is a repetition by its height and its time, without that for which its
    tilt shows that it was held."""
    rise_m = float(height[top] - max(height[first], height[last]))
    lasted_s = steps[last].t_s - steps[first].t_s  # from foot to foot; the whole is longer by what was `LED`
    whole_s = lasted_s + LED * (lasted_s - _up_s(height, first, top, last))
    return (
        LEAST_SHARE * usual.height_m < rise_m < MOST_SHARE * usual.height_m
        and QUICKEST * usual.shortest_s < lasted_s < usual.longest_s * TEMPO + TEMPO_S + held_s
        and whole_s > MIN_WHOLE_S
    )


def _is_level(solved: Solved, feet: tuple[int, int], usual: Usual) -> bool:
    """Whether the feet are on the ground, as far as their height is known so far from a bottom."""
    levels = [abs(float(solved.height_m[foot])) - LEVEL_SHARE * usual.height_m for foot in feet]
    return all(over_m < 0.0 or over_m < solved.off_m(foot) for over_m, foot in zip(levels, feet, strict=True))


def _up_s(height: Floats, first: int, top: int, last: int) -> float:
    """For how long it is up there, as `_shape` has it."""
    path = height[first : last + 1] - max(height[first], height[last])
    up = np.flatnonzero(path >= TOP_SHARE * float(path[top - first]))
    return STEP_S * float(up[-1] - up[0])


def lost_rad(whole: Sequence[Step]) -> float:
    """By how much the tilt may be off for what was not seen: half of the turning seen, over what was lost (gates.py)."""
    seen = [step.rate_rads for step in whole if step.hole < 1.0]
    lost = STEP_S * sum(step.hole for step in whole)
    return LOST_SHARE * lost * sum(seen) / len(seen) if seen else 0.0


def _unlike(whole: Sequence[Step], top: int, rise_m: float, usual: Usual, unsure_rad: float) -> float:
    """How far the shank does in it something else than in the others: the sum of squares of how far it is from them in
    each regard, as shares of what may be. `unsure_rad`: how far its lean may be off."""
    lost = lost_rad(whole)
    ends = np.array([whole[0].u, whole[-1].u]) - usual.rest
    elsewhere = float(np.sqrt((ends * ends).sum(axis=1)).max()) / (NEAR_RAD + max(lost, unsure_rad))
    turn = np.array(whole[top].u) - 0.5 * (np.array(whole[0].u) + np.array(whole[-1].u))
    along = float(turn @ usual.along)
    aside = turn - along * usual.along
    across = float(np.sqrt(aside @ aside)) / (ASIDE_RAD + ASIDE_SHARE * usual.turn_rad + lost)
    other = 0.0
    if usual.turn_rad > TELLING_RAD:
        other = max(0.0, abs(along - usual.turn_rad) - lost) / (TURN_SHARE * usual.turn_rad)
    higher = (_whole_m(rise_m) / usual.height_m - 1.0) / HIGHER
    return elsewhere**2 + across**2 + other**2 + higher**2


def _whole_m(rise_m: float) -> float:
    """Height of what rises so far from its feet: these are somewhere below `FOOT`."""
    return rise_m / (1.0 - 0.5 * FOOT)


def _stays(whole: Sequence[Step]) -> bool:
    """Whether nothing twists the shank. What strikes it is not in place; and a set that is known to go on need not rise
    without a shake: heels land, and quick ones wobble."""
    if whole[-1].t_s - whole[0].t_s > SHIFT_S:
        return True
    most = max(twisted_rad(whole[0].turn, step.turn, step.up) for step in whole)
    return most < MAX_TWIST_RAD + lost_rad(whole)


def _unseen_at(steps: Sequence[Step], foot: int) -> bool:
    return any(step.hole > 0.0 for step in steps[max(0, foot - 1) : foot + 2])


def _shape(
    height: Floats,
    first: int,
    top: int,
    last: int,
    steps: Sequence[Step],
    usual: Usual,
    held: tuple[int, int] | None,
) -> Shape:
    """Times and height as solved for, the rest as in the usual one; the times of one that was `held` between two steps
    as its tilt tells them."""
    path = height[first : last + 1] - max(height[first], height[last])
    rise_m = float(path[top - first])

    def at(share: float, *, rising: bool) -> float:
        places = np.flatnonzero(path >= share * rise_m)
        return steps[first + int(places[0] if rising else places[-1])].t_s

    t_s = np.array([step.t_s for step in steps[first : last + 1]])
    top_s, leave_s = at(TOP_SHARE, rising=True), at(TOP_SHARE, rising=False)
    start_s, end_s = steps[first].t_s, steps[last].t_s
    if not _unseen_at(steps, first):  # across a hole it is drawn straight, and there is no more before
        start_s -= LED * (top_s - start_s)
    if not _unseen_at(steps, last):
        end_s += LED * (end_s - leave_s)
    hold_s = hold_of(t_s, path, rise_m)
    if held is not None:
        start_s, top_s, leave_s, end_s = usual.edges.times_s(steps[held[0]].t_s, steps[held[1]].t_s)
        hold_s = (top_s, leave_s) if leave_s - top_s >= HOLD_S else None
    return replace(
        usual.like,
        start_s=start_s,
        top_s=top_s,
        peak_s=0.5 * (top_s + leave_s),
        leave_s=leave_s,
        hold_s=hold_s,
        kept_share=None if hold_s is None else kept_share(t_s, path, hold_s, rise_m),
        low_s=at(LOW, rising=False),
        end_s=end_s,
        height_m=_whole_m(rise_m),
        error_m=HEIGHT_SHARE * rise_m + 0.004,
        end_height_m=0.0,
    )
