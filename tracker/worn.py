"""Whether the sensor is worn as it should be: on the shin, firmly, and where it was when the set began.

Only what physics tells for sure is told; each fault is told once in a session, a slip whenever it happens.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `FOOT_DEG_CM`, `FOOT_DEG`, `FOOT_CM` | 6 deg/cm, 10-40 deg, 0.9-5 cm | a foot turns about its ball: 4.4 deg a centimetre at the ankle, twice that on the instep | a bridge's shank 2.2, with flesh 3.5 |
| `FOOT_ALIKE`, `FOOT_RAISES`, `FOOT_S` | 30 %, 5 in 25 s | a set of raises | a squat's return, seen as a rise, is told from it by `REPS_BETWEEN` and by its slowness |
| `FOOT_UP_S` | 1.4 s | squats take 1-2 s each way | slow raises on the foot are missed |
| `THIGH_DEG`, `THIGH_REPS` | 58 deg, 3 and 3 | raises with the foot flat: a shank leans from 16 back to 35 forward, 51 deg apart; a thigh turns by 80 from chair to standing | put on anew over another edge, which is worth the same words |
| `SWING_DPS`, `SWING_SHARE` | 5 deg/s, 1.3 | a slack strap's swing against the raise itself: it swings by more than the raise turns it | the brisk raises of a real leg in a real strap reach 9 deg/s and 0.93 |
| `SWING_REPS` | 3 of 4 raises | one hard landing | |
| `TIPS_DEG` | 6 deg | a resting foot is flat and tips out of it as the heel comes up | a shank that comes up from a squat or from its knee comes upright |
| `SLIP_DEG`, `SLIP_S`, `SLIP_KEEPS_S` | 11 deg in 0.8 s, kept for 2 s | round the leg within a set, the feet in place | a raise twists the shank by 0-5 and untwists it |
| `SLIP_TILT_DEG` | 18 deg | meanwhile the shank tilts as raises do, 12 at most, and the strap by 4 | sitting down, stepping away 20 and more |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import degrees

from tracker.events import Fault
from tracker.explain import Verdict
from tracker.findings import Dropped
from tracker.leaving import LOOK_S, SWING_RADS
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.shaking import shaking_dps
from tracker.timeline import Quaternion, rotation_between
from tracker.vectors import Vector, apart_deg, dot, nearest_axis

FOOT_DEG_CM = 6.0
FOOT_DEG = (10.0, 40.0)
FOOT_CM = (0.9, 5.0)
FOOT_ALIKE = 0.3
FOOT_RAISES = 5
FOOT_S = 25.0
FOOT_UP_S = 1.4
THIGH_DEG = 58.0
THIGH_REPS = 3
SWING_DPS = 5.0
SWING_SHARE = 1.3
SWING_REPS = 3
SLIP_DEG = 11.0
SLIP_TILT_DEG = 18.0
TIPS_DEG = 6.0
SLIP_S = 0.8
SLIP_KEEPS_S = 2.0

_SETTLED = round(SLIP_S / LOOK_S)
Told = tuple[Fault, str]


class Worn:
    """Streaming: `look` ten times a second, `raised` and `dropped` as they are found; each gives what is to be told,
    or None."""

    def __init__(self) -> None:
        self._told: set[Fault] = set()
        self._turned: deque[tuple[float, float]] = deque(maxlen=FOOT_RAISES)  # when, deg
        self._places: list[tuple[Vector, int]] = []  # tilts at which raises began, and how many
        self._swings: deque[bool] = deque(maxlen=4)
        self._turn: Quaternion | None = None
        self._yaw_deg = 0.0
        self._yaws: deque[tuple[float, Vector]] = deque(maxlen=round((SLIP_S + SLIP_KEEPS_S) / LOOK_S) + 1)

    def cut(self) -> None:
        """A hole in the signal: the carried frame is another."""
        self._turn = None
        self._yaws.clear()

    def raised(self, shape: Shape, moments: list[Moment]) -> Told | None:
        """A repetition was counted; `moments`: those of it."""
        self._turned.clear()
        shaken = shaking_dps(moments)
        if shaken is not None:
            slow, swing = shaken
            self._swings.append(swing > SWING_DPS and swing > SWING_SHARE * slow)
            if sum(self._swings) >= SWING_REPS and (told := self.once(Fault.SLACK, "")):
                return told
        return self._place(shape.up_at_start)

    def _place(self, up: Vector) -> Told | None:
        """Where raises begin: a shank is near upright there, whatever the athlete does."""
        for k, (known, count) in enumerate(self._places):
            if apart_deg(known, up) < 0.5 * THIGH_DEG:
                self._places[k] = (known, count + 1)
                break
        else:
            self._places = [*self._places[-3:], (up, 1)]
        often = [known for known, count in self._places if count >= THIGH_REPS]
        apart = max((apart_deg(a, b) for a in often for b in often), default=0.0)
        return self.once(Fault.THIGH, f"raises {apart:.0f} deg apart") if apart > THIGH_DEG else None

    def dropped(self, now_s: float, finding: Dropped, past: Sequence[Moment]) -> Told | None:
        """A rise that was none: many alike, which turn as a foot does, are a foot's, and one that goes straight up may
        be a seated thigh's. `past`: what is remembered."""
        if finding.verdict is Verdict.LIFTED:
            began = next((m for m in past if m.t_s >= finding.start_s), None)
            return None if began is None else self._place(began.u)
        turn, cm = degrees(finding.turn_rad), 100.0 * finding.height_m
        if (
            finding.verdict is Verdict.TURNED
            and FOOT_DEG[0] < turn < FOOT_DEG[1]
            and FOOT_CM[0] < cm < FOOT_CM[1]
            and turn > FOOT_DEG_CM * cm
            and finding.up_s < FOOT_UP_S
            and _tips_away(finding, past)
        ):
            self._turned.append((now_s, turn))
        if len(self._turned) < FOOT_RAISES or now_s - self._turned[0][0] > FOOT_S:
            return None
        turns = [one for _, one in self._turned]
        mean = sum(turns) / len(turns)
        if max(abs(one - mean) for one in turns) > FOOT_ALIKE * mean:
            return None
        return self.once(Fault.FOOT, f"turned by {mean:.0f} deg a raise")

    def look(self, m: Moment, *, exercising: bool) -> Told | None:
        """What turns round the leg while a set is open, and stays turned."""
        last, self._turn = self._turn, m.turn
        if not exercising or m.rate_rads > SWING_RADS:
            self._yaws.clear()
            return None
        if last is not None and self._yaws:
            self._yaw_deg += degrees(2.0 * dot(rotation_between(last, m.turn), m.u))
        self._yaws.append((self._yaw_deg, m.u))
        if len(self._yaws) < (self._yaws.maxlen or 0):
            return None
        settled = self._yaws[_SETTLED][0]
        step = settled - self._yaws[0][0]
        if abs(step) < SLIP_DEG:
            return None
        strayed = max(abs(yaw - settled) for yaw, _ in list(self._yaws)[_SETTLED:]) > 0.5 * SLIP_DEG
        if strayed or max(apart_deg(self._yaws[0][1], up) for _, up in self._yaws) > SLIP_TILT_DEG:
            return None
        self._yaws.clear()
        return Fault.SLIPPED, f"by about {abs(step):.0f} deg round the leg, unless the foot was turned"

    def once(self, fault: Fault, detail: str = "") -> Told | None:
        """To be told, unless it was."""
        if fault in self._told:
            return None
        self._told.add(fault)
        return fault, detail


def _tips_away(finding: Dropped, past: Sequence[Moment]) -> bool:
    """Whether the sensor tipped out of its place at rest, and not back into it."""
    way = [m for m in past if finding.start_s - 0.1 <= m.t_s <= finding.top_s]
    if len(way) < 2:
        return False
    rest = nearest_axis(way[0].u)
    return apart_deg(way[-1].u, rest) > apart_deg(way[0].u, rest) + TIPS_DEG
