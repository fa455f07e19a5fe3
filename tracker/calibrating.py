"""Finds the calibration's sequence in a signal: standing still, sitting still, three raises standing, three seated.

A step is over when it was seen, not when a clock says so, and live and from a file it is the same code. Between
the steps the athlete sits down or stands up: the shank tips forward and comes back, and no heel rises. What is
made of it all is calibration_fit.py's.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `STILL_S` | 4.5 s | asked for are 5; nobody stops on the tenth | pauses between raises last 0-4 |
| `STILL_RAD` | 2 deg | standing sways by 1 from side to side | weight shifted to the other leg tilts by 4 |
| `CALM_S`, `CALM_RADS` | 0.5 s, 12 deg/s | a leg between two movements; sway of 1 deg at 1 Hz peaks at 6 | sitting down peaks at 75 |
| `TIPPED_RAD` | 8 deg | sitting down and standing up tip the shank by 13-20 (biomechanics 2) | sway 1, a foot set down anew 3-5 |
| `RAISES`, `LEAST` | 3, 2 | as asked; two will do where the athlete goes on, for one may be lost to the radio | one is no proof of a posture |
| `ASIDE_S` | 0.4 s | around a raise its own turn is none of a posture change | standing up takes 0.9 at least |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import degrees, radians

from tracker.calibration import Calibration, Vector
from tracker.calibration_fit import Found, UnfitError, angle_rad, fit, mean_of
from tracker.findings import Down, Settled
from tracker.leaving import LOOK_S
from tracker.measure import Shape
from tracker.motion import Moment, Motion
from tracker.phases import Phase
from tracker.reps import Reps
from tracker.samples import Samples
from tracker.sway import Sway
from tracker.timeline import CELL_S, Cut, Timeline

STILL_S = 4.5
STILL_RAD = radians(2.0)
CALM_S = 0.5
CALM_RADS = radians(12.0)
TIPPED_RAD = radians(8.0)
RAISES = 3
LEAST = 2
ASIDE_S = 0.4
_LOOK = round(LOOK_S / CELL_S)


class Step(StrEnum):
    """What is waited for, in words that tell what is missing."""

    STAND = "standing still for 5 s"
    SIT = "sitting down and sitting still for 5 s"
    RAISE_STANDING = "standing up and three raises with straight knees"
    RAISE_SEATED = "sitting down and three raises on the chair"
    DONE = "nothing"


@dataclass(slots=True)
class _Calm:
    """A stretch in which the leg keeps its tilt."""

    since_s: float
    ups: list[Vector] = field(default_factory=list)


class Calibrating:
    """Streaming: samples in; `step` is what is waited for and `done` how much of it there is, from 0 to 1."""

    def __init__(self) -> None:
        self.step = Step.STAND
        self.done = 0.0
        self._timeline = Timeline()
        self._motion = Motion()
        self._reps = Reps(self._motion)
        self._sway = Sway()
        self._found = Found()
        self._cells = 0
        self._calm: _Calm | None = None
        self._rest: Vector | None = None  # tilt of the last calm
        self._path: list[tuple[float, Vector]] = []  # tilts since then
        self._busy: list[tuple[float, float]] = []  # raises since then
        self._changed = True  # the posture, since the last step
        self._raises: list[Shape] = []

    def update(self, samples: Samples) -> Step:
        """Take samples in; what is waited for then."""
        for cell in self._timeline.cells(samples):
            if isinstance(cell, Cut):
                self._motion.reset()
                self._reps.reset()
                self._calm, self._path, self._busy = None, [], []
            else:
                moment = self._motion.step(cell)
                self._timeline.bias = self._motion.inclination.bias
                self._follow(moment)
        return self.step

    def fit(self) -> Calibration:
        """What was learned; UnfitError, with the sentence for a person, where the sequence is not whole or is not it."""
        if self.step is Step.RAISE_SEATED and len(self._raises) >= LEAST:
            self._found.seated = self._raises[-RAISES:]
            return fit(self._found)
        if self.step is not Step.DONE:
            raise UnfitError(f"what is missing is {self.step.value}")
        return fit(self._found)

    def raises_s(self) -> list[tuple[float, float]]:
        """From when to when the standing and the seated raises took place, as far as they were seen."""
        both = (self._found.standing, self._found.seated)
        return [(shapes[0].start_s, shapes[-1].end_s) for shapes in both if shapes]

    def _follow(self, m: Moment) -> None:
        if self.step is Step.DONE:
            return
        for finding in self._reps.step(m):
            if isinstance(finding, Down):
                self._busy.append((finding.shape.start_s - ASIDE_S, finding.shape.end_s + ASIDE_S))
                if self._changed and self.step in (Step.RAISE_STANDING, Step.RAISE_SEATED):
                    self._raises.append(finding.shape)
            elif isinstance(finding, Settled) and self._raises:
                self._raises[-1] = finding.shape
        self._cells += 1
        if self._cells % _LOOK == 0:
            self._look(m)

    def _look(self, m: Moment) -> None:
        """Ten times a second: is the leg calm, and was that a change of posture?"""
        resting = self._reps.phase is Phase.DOWN
        self._sway.step(m, resting=resting)
        calm = self._calm
        if m.rate_rads > CALM_RADS or not resting or (calm and angle_rad(m.u, mean_of(calm.ups)) > STILL_RAD):
            if calm is not None and m.t_s - calm.since_s >= CALM_S:
                self._rest = mean_of(calm.ups)
            elif calm is not None:
                self._path += [(calm.since_s, u) for u in calm.ups]
            self._calm = None
            self._path.append((m.t_s, m.u))
            self._raised(resting=resting)
            return
        if calm is None:
            self._calm = calm = _Calm(m.t_s)
        calm.ups.append(m.u)
        calm_s = m.t_s - calm.since_s
        if calm_s >= CALM_S and self._path:
            self._judge_path(mean_of(calm.ups))
        self._raised(resting=resting)
        if self._changed and self.step in (Step.STAND, Step.SIT):
            self.done = min(1.0, calm_s / STILL_S)
            if calm_s >= STILL_S:
                self._was_still(calm)

    def _judge_path(self, rest: Vector) -> None:
        """Between two calms: what tipped and was no raise is a change of posture."""
        path = [u for t_s, u in self._path if not any(a <= t_s <= b for a, b in self._busy)]
        before = self._rest if self._rest is not None else rest
        self._rest, self._path, self._busy = rest, [], []
        if path and max(max(angle_rad(u, before), angle_rad(u, rest)) for u in path) > TIPPED_RAD:
            self._changed = True
            self._found.tips.append((before, path, rest))
            if self.step is Step.RAISE_STANDING and len(self._raises) >= LEAST:
                self._found.standing, self._found.standing_sway_deg = self._raises, self._sway.take()
                self._go_on(Step.RAISE_SEATED)
                self._changed = True
            elif len(self._raises) < RAISES:  # raises of half a step were made somewhere else
                self._raises = []

    def _was_still(self, calm: _Calm) -> None:
        up = mean_of(calm.ups)
        self._sway.take()
        if self.step is Step.STAND:
            self._found.standing_up, self._found.tips = up, []
            self._go_on(Step.SIT)
        else:
            self._found.sitting_up = up
            self._go_on(Step.RAISE_STANDING)

    def _raised(self, *, resting: bool) -> None:
        """Three raises in one place, the heel down again."""
        if self.step not in (Step.RAISE_STANDING, Step.RAISE_SEATED):
            return
        self.done = min(1.0, len(self._raises) / RAISES)
        if len(self._raises) < RAISES or not resting or self._calm is None or len(self._calm.ups) < 3:
            return
        sway = self._sway.take()
        if self.step is Step.RAISE_STANDING:
            self._found.standing, self._found.standing_sway_deg = self._raises[-RAISES:], sway
            self._go_on(Step.RAISE_SEATED)
        else:
            self._found.seated, self._found.seated_sway_deg = self._raises[-RAISES:], sway
            self._go_on(Step.DONE)

    def _go_on(self, step: Step) -> None:
        self.step, self.done = step, 0.0
        self._changed = False
        self._raises = []


def turned_deg(a: Vector, b: Vector) -> float:
    """Angle between two directions, in degrees."""
    return degrees(angle_rad(a, b))
