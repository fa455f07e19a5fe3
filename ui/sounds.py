"""What is heard: a tick at each top, or at each beat while the metronome runs; two where the knee is wrong, three when
the rest is over.

The terminal's bell is all a terminal offers everywhere; a pattern is told apart by how often it rings.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.source import LinkChange, SensorInfo
from tracker.events import Event, RepCounted, RepTopped
from tracker.samples import Samples
from ui.view.follow import LiveView
from ui.view.shown import Mode, Shown

Pattern = tuple[float, ...]
"""When to ring, in seconds from now."""

TICK: Pattern = (0.0,)
FAULT: Pattern = (0.0, 0.15)
REST_OVER: Pattern = (0.0, 0.3, 0.6)


class Sounds:
    """A sink of the session loop, after the view it asks. `ring` makes a pattern heard."""

    def __init__(self, view: LiveView, ring: Callable[[Pattern], None]) -> None:
        self._view = view
        self._ring = ring
        self._resting_s = 0.0
        self._beat: int | None = None

    def opened(self, info: SensorInfo) -> None:
        """Silent."""

    def samples(self, samples: Samples) -> None:
        """Silent."""

    def link(self, change: LinkChange) -> None:
        """Silent: a lost link is told in words."""

    def events(self, events: list[Event]) -> None:
        """Tick, or fault."""
        for event in events:
            if isinstance(event, RepTopped) and self._beat is None:  # else nobody could tell it from the beat
                self._play(TICK)
            elif isinstance(event, RepCounted) and self._is_wrong(event):
                self._play(FAULT)

    def shown(self, shown: Shown) -> None:
        """The metronome's beat and the end of a rest, from one picture to the next."""
        number = None if shown.beat is None else shown.beat.number
        if number is not None and number != self._beat:
            self._play(TICK)
        self._beat = number
        rest_s = shown.rest_s if shown.mode is Mode.REST and shown.rest_s is not None else 0.0
        if self._resting_s < shown.goal.rest_s <= rest_s:
            self._play(REST_OVER)
        self._resting_s = rest_s

    def _is_wrong(self, event: RepCounted) -> bool:
        """Whether the knee of one just done was wrong, not that of one found late of a set before."""
        return event.set_index == self._view.ledger.sets[-1].index and self._view.is_faulty(event.rep)

    def _play(self, pattern: Pattern) -> None:
        if self._view.sound:
            self._ring(pattern)
