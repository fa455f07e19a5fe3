"""What the leg does beside repetitions, as far as it says something about the set: how it rests, walks, sits down."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.gait import Gait
from tracker.motion import Moment
from tracker.strapping import Mount, Strapping
from tracker.sway import Sway
from tracker.vectors import Vector
from tracker.whereabouts import BASE, Chances, Whereabouts


@dataclass(frozen=True, slots=True)
class Around:
    """Seen around one repetition. `sway_deg`: at rest before it, None where there was no rest; `mount`: None where
    nothing was seen; `chances` of standing, sitting, lying."""

    sway_deg: float | None = None
    mount: Mount | None = None
    chances: Chances = BASE


class Surroundings:
    """Streaming, asked every look."""

    def __init__(self) -> None:
        self._gait = Gait()
        self._strapping = Strapping(self._gait)
        self._whereabouts = Whereabouts(self._gait)
        self._sway = Sway()

    def step(self, m: Moment, *, resting: bool, exercising: bool) -> None:
        """Advance by one look. `resting`: no repetition is under way; `exercising`: a set is open."""
        walked = self._gait.step(m)
        self._sway.step(m, resting=resting, afresh=not exercising)
        self._whereabouts.step(m, walked=walked, exercising=exercising)
        self._strapping.step(m, self._whereabouts.chances, exercising=exercising)

    def cut(self) -> None:
        """A hole in the signal."""
        self._gait.cut()

    def take(self, up: Vector) -> Around:
        """What was seen before a repetition that began with `up`."""
        return Around(self._sway.take(), self._strapping.mount(up), self._whereabouts.chances)
