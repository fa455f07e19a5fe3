"""What the leg does beside repetitions, as far as it says something about the set: how it rests, walks, sits down.

| constant | value | why | margin |
|---|---|---|---|
| `SAME_DEG` | 4 deg | the shank leans as it did when the repetition began: sway and a slow start | a knee that bends by 35 tilts it by 15 |
| `ODD` | 4 looks | a sway that does not look still | the shortest repetition 0.7 s |
| `REMEMBERED_S` | 20 s | longer rests say no more | |
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tracker.facing import Facing
from tracker.gait import Gait
from tracker.leaving import LOOK_S
from tracker.motion import Moment
from tracker.stepping import Stepping
from tracker.strapping import Mount, Strapping
from tracker.sway import Sway
from tracker.vectors import Vector, apart_deg
from tracker.whereabouts import BASE, Chances, Whereabouts

SAME_DEG = 4.0
ODD = 4
REMEMBERED_S = 20.0


@dataclass(frozen=True, slots=True)
class Around:
    """Seen around one repetition. `sway_deg`: at rest before it, None where there was no rest; `mount`: None where
    nothing was seen; `chances` of standing, sitting, lying; `rested_s`: for how long the shank had leaned as it did when
    the repetition began, as far as it is remembered. `sway_looks`: how many looks told the sway. `stepped`: whether the
    foot was set elsewhere just before it, None where that is not known."""

    sway_deg: float | None = None
    rested_s: float = 0.0
    mount: Mount | None = None
    chances: Chances = BASE
    sway_looks: int = 10
    stepped: bool | None = None


@dataclass(frozen=True, slots=True)
class After:
    """Seen once a set was over: the mount as it is known now, how long the shank leaned on as in the set, and whether
    the foot was set elsewhere."""

    mount: Mount
    stayed_s: float
    stepped: bool | None


class Surroundings:
    """Streaming, asked every look."""

    def __init__(self, facing: Facing) -> None:
        self._facing = facing
        self._gait = Gait()
        self._whereabouts = Whereabouts(self._gait)
        self._strapping = Strapping(self._gait, self._whereabouts)
        self._stepping = Stepping()
        self._sway = Sway()
        self._past: deque[tuple[float, Vector, bool]] = deque(maxlen=round(REMEMBERED_S / LOOK_S))

    def step(self, m: Moment, *, resting: bool, exercising: bool) -> None:
        """Advance by one look. `resting`: no repetition is under way; `exercising`: a set is open."""
        walked = self._gait.step(m)
        self._facing.step(m, self._gait.last, exercising=exercising)
        self._past.append((m.t_s, m.u, m.still_s > 0.0))
        self._stepping.step(m)
        self._sway.step(m, resting=resting, afresh=not exercising)
        self._whereabouts.step(m, walked=walked, exercising=exercising)
        self._strapping.step(m, resting=resting, exercising=exercising)

    def cut(self) -> None:
        """A hole in the signal, or a pause."""
        self._gait.cut()
        self._facing.cut()
        self._strapping.cut()

    def take(self, up: Vector, start_s: float) -> Around:
        """What was seen before a repetition that began at `start_s` with `up`."""
        self._strapping.begin(up, start_s)
        sway_deg, looks = self._sway.take_of(up)
        return Around(
            sway_deg,
            self._rested_s(up, start_s),
            self._strapping.mount(up),
            self._whereabouts.chances,
            looks,
            self._stepping.before(start_s),
        )

    def over(self, up: Vector, end_s: float) -> After:
        """What was seen after a set with `up`, whose last repetition ended at `end_s`."""
        stayed_s = self._strapping.over(up, end_s)
        return After(self._strapping.mount(up), stayed_s, self._stepping.after(end_s))

    def _rested_s(self, up: Vector, start_s: float) -> float:
        since_s, odd = start_s, 0
        for t_s, then, still in reversed(self._past):
            if t_s >= start_s:
                continue
            odd = 0 if still and apart_deg(then, up) < SAME_DEG else odd + 1
            if odd > ODD:
                break
            if odd == 0:
                since_s = t_s
        return start_s - since_s
