"""Plays a file down the road at its own pace, faster or slower, with a pause and steps from repetition to repetition.

The same sinks listen as in a live session; what a person does here changes the playing, never the counting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from math import inf

from drivers.pace import Pace
from recordings.load import Loaded
from recordings.replay import Step
from tracker.events import Event, RepCounted, RepPartial
from tracker.tracker import Tracker
from ui.session import Sink

BLOCK = 10  # samples of a CSV file taken at once: a tenth of a second
SLOWEST, FASTEST = 0.125, 64.0
WAIT_S = 0.05  # longest sleep, so that a changed speed is felt at once


class Player:
    """One playing of one file. `at` is told the second it is at; `speed` may be infinite; `others` are told of the
    other leg, where the file holds that."""

    def __init__(
        self,
        loaded: Loaded,
        sinks: Sequence[Sink],
        speed: float = 1.0,
        at: Callable[[float], object] = lambda t_s: None,
        others: Sequence[Sink] = (),
    ) -> None:
        self.events: list[Event] = []
        self.others_events: list[Event] = []
        self._others = others
        self.paused = self.over = False
        self._loaded = loaded
        self._sinks = sinks
        self._at = at
        self._tracker: Tracker = loaded.tracker()
        self._pace = Pace(speed)
        self._from_host_s = self._pace.now()
        self._from_file_s: float | None = None
        self._stepping = False
        self._at_s = 0.0
        self._main: asyncio.Task[None] | None = None

    @property
    def speed(self) -> float:
        """Times real time."""
        return self._pace.speed

    def now(self) -> float:
        """Seconds of the file played so far, for whoever shows how long something takes."""
        return self._at_s

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """The last moments for a plot: time in s, height in cm."""
        return self._tracker.rise(seconds)

    @property
    def is_up(self) -> bool:
        """Whether a heel is at its top now."""
        return self._tracker.is_up

    def toggle_pause(self) -> None:
        """Hold, or go on."""
        self.paused = not self.paused
        self._restart_clock()

    def next_rep(self) -> None:
        """On to the next repetition, as fast as it goes, and hold there."""
        self._stepping, self.paused = True, False

    def change_speed(self, factor: float) -> None:
        """Within what one can follow."""
        self._pace = Pace(min(FASTEST, max(SLOWEST, self._pace.speed * factor)))
        self._restart_clock()

    def stop(self) -> None:
        """Stop where it is."""
        if self._main is not None:
            self._main.cancel()

    async def run(self) -> None:
        """To the end of the file."""
        self._main = asyncio.current_task()
        if self._loaded.recording is not None:
            for sink in self._sinks:
                sink.opened(self._loaded.recording.header.sensor)
        for step in self._loaded.steps(self._tracker, BLOCK):
            if step.arrival_s is not None:
                await self._until(step.arrival_s)
                self._at_s = step.arrival_s
            self._tell(step)
            if self._stepping and any(isinstance(e, RepCounted | RepPartial) for e in step.events):
                self._stepping, self.paused = False, True
        self.over = True

    def _tell(self, step: Step) -> None:
        for sink in self._sinks:
            if step.link is not None:
                sink.link(step.link)
            if len(step.samples):
                sink.samples(step.samples)
            if step.events:
                sink.events(step.events)
        for sink in self._others if step.other else ():
            sink.events(step.other)
        self.events += step.events
        self.others_events += step.other
        if len(step.samples):
            self._at(float(step.samples.t_s[-1]))

    async def _until(self, arrival_s: float) -> None:
        """Wait for the moment of this packet, on a clock that can be held and change its speed."""
        while not self._stepping:
            if self.paused:
                await asyncio.sleep(WAIT_S)
                continue
            if self._from_file_s is None:
                self._from_file_s, self._from_host_s = arrival_s, self._pace.now()
            ahead_s = arrival_s - self._from_file_s - (self._pace.now() - self._from_host_s)
            if ahead_s <= 0.0 or self.speed == inf:
                break
            await self._pace.sleep(min(ahead_s, WAIT_S * self.speed))
        await asyncio.sleep(0)

    def _restart_clock(self) -> None:
        """The clock of the file goes on from where the playing is."""
        self._from_file_s = None
