"""How the sensor sits on the shank, learned from what the leg does between the sets.

Sensors are strapped up to 15 deg askew, and so the lean of the shank at rest is known to no better from one set
alone. But the strap stays where it is: a leg that walks shows the shank's axis and which way is forward (gait.py),
and a leg that rests is upright within bounds, closer where it stands than where it sits. So a set's lean is told
against those, and when it is over also against what came after it. The rest a set began from is left out: it is the
posture of the set itself, which is what is asked for.

| constant | value | why | margin |
|---|---|---|---|
| `ASKEW_DEG` | 5.5 deg | 15 deg at most about any axis is 5 each way as one standard deviation, and a little for a nearest axis that is not the shank's | |
| `WALK_LEAN_DEG`, `WALK_DEG` | 15, 5 deg | mean lean over strides, and how people, stairs and the flesh differ (gait.py) | |
| `WALK_TURN_DEG` | 12 deg | how far the swing's axis is from that of the knee: toes out, the flesh | 90 deg would be useless |
| `STAND_DEG` | 3, 2.5 deg | a standing shank leans forward by -1..7 | |
| `SIT_DEG` | -1, 6 deg | a seated one by -12..8 | |
| `ALIKE_DEG` | 2 deg | what is alike in all of a person's rests: habits, and flesh that hangs otherwise | |
| `STILL_DEG`, `STILL_SPREAD` | 0.06 and 0.25 deg, 0.35 | sway in half a second, seated and standing (postures.py), in powers of ten | |
| `REST_S` | 3 s | a rest is one of standing or sitting | the breath before a squat's raise takes 1-2 |
| `BRIEF_S`, `BRIEF_DEG` | 1.5 s, 4 deg | a shorter one counts for less: it may be the breath before a raise in the posture itself | |
| `OWN_DEG` | 4 deg | a rest just before the first raise that leans as the set does is the set's own | the rest before a knee bends by 35 leans by 15 less |
| `UPRIGHT_DEG` | 24 deg | beyond, the leg is stretched, crossed or lies: it shows nothing (12 deg of seat and 12 askew) | |
| `ELSE_DEG` | 55 deg | rests so far from the set's own tilt are of a leg that knelt or lay, its shank near another of the sensor's axes | a chair's -12 and a squat's 35 are 47 apart, kneeling is 70-88 |
| `DOUBT_DEG` | 9 deg | what a shank is further from every sensor axis is as likely a leg crossed or put out as a strap askew, and is added to the spread | strap 5 and seat 6, as standard deviations |
| `SAME_DEG`, `ASK` | 3 deg, 5 looks | one stay: sway is 1 deg; asked twice a second | |
| `MOVED_S` | 1 s | a rest after a set that is none of its own begins once the leg has moved | it follows the last raise at once |
| `AGAIN_S` | 5 s | a rest that goes on after a start is the same one; so does one after a first raise that was missed | |
| `KEPT` | 6 rests | the strap creeps; what is older is forgotten | |
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from math import exp, hypot, log10, sqrt

from tracker.gait import Gait, Strides
from tracker.motion import Moment
from tracker.sway import Sway
from tracker.vectors import NOTHING, Vector, apart_deg, nearest_axis, plus, scaled, unit
from tracker.whereabouts import Whereabouts

ASKEW_DEG = 5.5
WALK_LEAN_DEG = 15.0
WALK_DEG = 5.0
WALK_TURN_DEG = 12.0
STAND_DEG = (3.0, 2.5)
SIT_DEG = (-1.0, 6.0)
ALIKE_DEG = 2.0
STILL_DEG = (0.06, 0.25)
STILL_SPREAD = 0.35
REST_S = 3.0
BRIEF_S = 1.5
BRIEF_DEG = 4.0
OWN_DEG = 4.0
MOVED_S = 1.0
AGAIN_S = 5.0
SETTLED_S = 0.3
UPRIGHT_DEG = 24.0
DOUBT_DEG = 9.0
ELSE_DEG = 55.0
SAME_DEG = 3.0
KEPT = 6
ASK = 5


@dataclass(frozen=True, slots=True)
class Rest:
    """A stay between sets: up, the chance that the leg stood there and did not sit, from when to when; the same as one
    lean, with its spread. `longest_s`: of one that was broken off and went on, the longest part."""

    up: Vector
    stands: float
    since_s: float
    until_s: float
    lean_deg: float
    spread_deg: float
    longest_s: float | None = None

    @property
    def lasted_s(self) -> float:
        """How long without a break: the breath before each of two squats is no rest of both."""
        return self.until_s - self.since_s if self.longest_s is None else self.longest_s


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mount is known by: the sensor's axis nearest to the shank's, the rests, and up over strides."""

    axis: Vector
    rests: tuple[Rest, ...] = ()
    walked: Vector | None = None


@dataclass(frozen=True, slots=True)
class Mount:
    """`up` in the sensor frame while the shank leans forward by `lean_deg`, known to `lean_spread_deg` each way;
    forward to `forward_deg`, None where nothing has shown it. `seen`: None where it is known otherwise."""

    up: Vector
    lean_deg: float
    lean_spread_deg: float
    forward: Vector | None = None
    forward_deg: float = 180.0
    seen: Seen | None = None

    @staticmethod
    def unseen(up: Vector) -> Mount:
        """Of a strap about which nothing is known, worn by a shank with this `up`: its axis is the nearest one."""
        axis = nearest_axis(up)
        return Mount(axis, 0.0, ASKEW_DEG, seen=Seen(axis))


class Strapping:
    """Streaming, asked every look; `mount()` is what is known now."""

    def __init__(self, gait: Gait, whereabouts: Whereabouts) -> None:
        self._gait = gait
        self._whereabouts = whereabouts
        self._rests: deque[Rest] = deque(maxlen=KEPT)
        self._within: list[Rest] = []  # since the set began
        self._exercising = False
        self._walked: Strides | None = None
        self._now_s = 0.0
        self._restart()

    def _restart(self) -> None:
        self._stay = NOTHING  # sum of up over the present rest
        self._looks = 0
        self._sway = Sway()
        self._began_s = 0.0

    def step(self, m: Moment, *, resting: bool, exercising: bool) -> None:
        """Advance by one look; `resting`: no repetition is under way; `exercising`: a set is open."""
        self._walked = self._gait.last or self._walked
        if exercising is not self._exercising:
            self._end_stay()
            self._exercising = exercising
            self._within.clear()
        self._now_s = m.t_s
        if m.still_s < SETTLED_S or not (resting or not exercising):
            if self._looks:
                self._end_stay()
            return
        if self._looks % ASK == ASK - 1 and apart_deg(m.u, unit(self._stay)) > SAME_DEG:
            self._end_stay()
        if self._looks == 0:
            self._began_s = m.t_s
        self._stay = plus(self._stay, m.u)
        self._looks += 1
        self._sway.step(m, resting=True)

    def cut(self) -> None:
        """Nobody sees what comes next: the present rest is as long as it was seen."""
        self._end_stay()

    def _end_stay(self) -> None:
        if self._looks and self._now_s - self._began_s >= BRIEF_S:
            rest = self._rest()
            if rest.lasted_s < REST_S:
                rest = replace(rest, spread_deg=hypot(rest.spread_deg, BRIEF_DEG))
            if apart_deg(rest.up, nearest_axis(rest.up)) >= UPRIGHT_DEG:
                pass  # a leg stretched, crossed or lying
            elif self._exercising:
                self._within.append(rest)
            else:
                self._keep(rest)
                self._whereabouts.rested(self._sway.seen())
        self._restart()

    def _keep(self, rest: Rest) -> None:
        last = self._rests[-1] if self._rests else None
        if (
            last is not None
            and rest.since_s - last.until_s < AGAIN_S
            and apart_deg(rest.up, last.up) < SAME_DEG
        ):
            longer = max(last, rest, key=lambda one: one.lasted_s)
            self._rests[-1] = replace(
                longer, since_s=last.since_s, until_s=rest.until_s, longest_s=longer.lasted_s
            )
        else:
            self._rests.append(rest)

    def begin(self, up: Vector, start_s: float) -> None:
        """A repetition began: the rest before it is the set's own, and what rested in it was its top."""
        while self._rests and (last := self._rests[-1]).until_s > start_s - AGAIN_S:
            if last.since_s < start_s and apart_deg(last.up, up) > OWN_DEG:
                break
            self._whereabouts.unsay()  # its sway is judged with the set's
            self._rests.pop()

    def over(self, up: Vector, end_s: float) -> float:
        """The set is over, its last repetition at `end_s`: what came after it counts. How long the leg stayed as it was
        in the set."""
        self._end_stay()
        stayed_s = 0.0
        for rest in self._within:
            if rest.since_s < end_s - SETTLED_S:
                continue
            if rest.since_s > end_s + MOVED_S:
                if rest.lasted_s >= REST_S:
                    self._keep(rest)
            elif stayed_s == 0.0 and apart_deg(rest.up, up) < OWN_DEG:
                stayed_s = rest.until_s - end_s
        self._within.clear()
        return stayed_s

    def _rest(self) -> Rest:
        """The present rest, as far as it tells a standing shank from a seated one."""
        seen = self._sway.seen()
        sway = log10(max(seen or 0.0, 0.01))
        seated, standing = (
            exp(-0.5 * ((sway - log10(usual)) / STILL_SPREAD) ** 2) + 0.1 for usual in STILL_DEG
        )
        stands, sits, _ = self._whereabouts.chances
        p = stands * standing / (stands * standing + (sits + 0.02) * seated)
        lean = p * STAND_DEG[0] + (1.0 - p) * SIT_DEG[0]
        spread = sqrt(
            p * STAND_DEG[1] ** 2
            + (1.0 - p) * SIT_DEG[1] ** 2
            + p * (1.0 - p) * (STAND_DEG[0] - SIT_DEG[0]) ** 2
        )
        up = unit(self._stay)
        doubt = max(0.0, apart_deg(up, nearest_axis(up)) - DOUBT_DEG)
        return Rest(up, p, self._began_s, self._now_s, lean, hypot(spread, doubt))

    def mount(self, up: Vector) -> Mount:
        """What is known; `up`: of the set asked for, which tells the axis where nothing else does."""
        walked, rests = self._walked, [rest for rest in self._rests if apart_deg(rest.up, up) < ELSE_DEG]
        seen = walked.up if walked is not None else rests[-1].up if rests else up
        axis = nearest_axis(seen)
        told = [(axis, 0.0, 1.0 / ASKEW_DEG**2)]
        if walked is not None:
            told.append((walked.up, WALK_LEAN_DEG, 1.0 / WALK_DEG**2))
        if rests:
            each = [1.0 / rest.spread_deg**2 for rest in rests]
            less = 1.0 / (1.0 + ALIKE_DEG**2 * sum(each))
            told += [
                (rest.up, rest.lean_deg, weight * less) for rest, weight in zip(rests, each, strict=True)
            ]
        total = sum(weight for *_, weight in told)
        mean, lean = NOTHING, 0.0
        for one, leans, weight in told:
            mean, lean = plus(mean, scaled(one, weight)), lean + leans * weight / total
        forward = walked.forward if walked is not None else None
        return Mount(
            unit(mean),
            lean,
            1.0 / sqrt(total),
            forward,
            WALK_TURN_DEG if forward is not None else 180.0,
            Seen(axis, tuple(rests), walked.up if walked is not None else None),
        )
