"""A source that plays a script, and sinks that remember, for sessions without a radio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from drivers.families import decoder_for
from drivers.packet import Packet
from drivers.source import BatteryLevel, Heard, LinkChange, SensorInfo
from drivers.virtual.movesense import packets_of
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.header import Header
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.events import Event
from tracker.samples import Samples
from tracker.setup import Exercise
from tracker.tracker import Tracker

SENSOR = SensorInfo("movesense", "Movesense 7", "AA:BB", "2.3", 80, {"rate_hz": 104})
HEADER = Header(SENSOR, datetime(2026, 3, 1, 18, 30, tzinfo=UTC), simulated=True)

Act = Callable[[], object]
"""Something that happens between two packets."""


@cache
def raises() -> tuple[Packet, ...]:
    """The packets of four raises."""
    items = (Item(Exercise.STANDING_CALF_RAISE, 4),)
    simulated = simulate(Scenario(items, quality=Quality.GOOD, seed=3, steady=True))
    return tuple(packets_of(simulated.signal, simulated.trouble, 3))


class Script:
    """A source: packets and changes of the link in order, acts in between. With `endless` it then stays silent
    until it is closed."""

    def __init__(
        self, items: Sequence[Heard | Act], *, endless: bool = False, slow_goodbye: bool = False
    ) -> None:
        self._items = items
        self._endless = endless
        self._slow_goodbye = slow_goodbye
        self._closed = asyncio.Event()
        self.played = asyncio.Event()
        self.leaving = asyncio.Event()

    @property
    def closed(self) -> bool:
        """Whether it was let go."""
        return self._closed.is_set()

    async def open(self) -> SensorInfo:
        """Who it is."""
        return SENSOR

    async def stream(self) -> AsyncIterator[Heard]:
        """The script."""
        for item in self._items:
            if isinstance(item, (Packet, LinkChange, BatteryLevel)):
                yield item
            else:
                item()
        self.played.set()
        if self._endless:
            await self._closed.wait()

    async def close(self) -> None:
        """End of the script; a slow one never comes back from it."""
        self._closed.set()
        if self._slow_goodbye:
            self.leaving.set()
            await asyncio.Event().wait()


class Memory:
    """A sink that remembers what it was told, in order."""

    def __init__(self) -> None:
        self.told: list[SensorInfo | Event | LinkChange] = []
        self.sample_count = 0

    @property
    def said(self) -> list[Event]:
        """The events among it."""
        return [one for one in self.told if isinstance(one, Event)]

    def opened(self, info: SensorInfo) -> None:
        """The sensor is there."""
        self.told.append(info)

    def samples(self, samples: Samples) -> None:
        """Counted only."""
        self.sample_count += len(samples)

    def events(self, events: list[Event]) -> None:
        """Kept."""
        self.told.extend(events)

    def link(self, change: LinkChange) -> None:
        """Kept."""
        self.told.append(change)


def road(info: SensorInfo) -> Road:
    """The road of that sensor, nothing declared."""
    return Road(decoder_for(info.family, info.settings), Tracker())


class Clock:
    """Time that moves when told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def writer_at(path: Path, clock: Callable[[], float]) -> Callable[[SensorInfo], RecordingWriter]:
    """Makes the recording of a session."""
    return lambda info: RecordingWriter(path, HEADER, clock)
