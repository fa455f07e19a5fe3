"""The headless session: from a source, into the recording, down the road, out to the sinks.

The plain mode and every screen stand on this loop. Messages come in as controls, events go out to sinks; the
loop itself shows nothing. However it ends (the source is over, `stop()`, Ctrl-C, a full disk), the tracker is
asked for its last events and the recording is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from drivers.linkstats import LinkFigures
from drivers.source import BatteryLevel, Heard, LinkChange, Second, SensorInfo, Source
from recordings.entries import Entry, OfOther
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.controls import Control
from tracker.events import Event
from tracker.samples import Samples
from ui.linklook import LinkLook

TICK_S = 0.25  # half the recording's flush time, so that nothing waits longer than that


class Sink(Protocol):
    """Whoever shows or sounds what happens."""

    def opened(self, info: SensorInfo) -> None:
        """The sensor is there."""
        ...

    def samples(self, samples: Samples) -> None:
        """Samples as they come, for a plot."""
        ...

    def events(self, events: list[Event]) -> None:
        """What the tracker says."""
        ...

    def link(self, change: LinkChange) -> None:
        """How the link is doing."""
        ...


class Session:
    """One run. `make_road` and `make_writer` are asked once the sensor has said who it is. `others` are told what is
    counted of the other leg, where a second sensor is on that; `second` says who that sensor is, once it is there."""

    def __init__(
        self,
        source: Source,
        make_road: Callable[[SensorInfo], Road],
        make_writer: Callable[[SensorInfo], RecordingWriter | None],
        sinks: Sequence[Sink],
        others: Sequence[Sink] = (),
        second: Callable[[], Second | None] = lambda: None,
    ) -> None:
        self._source = source
        self._make_road = make_road
        self._make_writer = make_writer
        self._sinks = sinks
        self._others = others
        self._second = second
        self._road: Road | None = None
        self._writer: RecordingWriter | None = None
        self._main: asyncio.Task[None] | None = None
        self._broken: Exception | None = None
        self._ending: asyncio.Future[None] | None = None
        self._look = LinkLook()

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """The last moments for a plot: time in s, height in cm."""
        return self._road.tracker.rise(seconds) if self._road is not None else []

    @property
    def is_up(self) -> bool:
        """Whether a heel is at its top now."""
        return self._road is not None and self._road.tracker.is_up

    @property
    def lost_share(self) -> float | None:
        """The share of the samples that never came, as the device's clock tells; None before the first."""
        road = self._road
        if road is None or not road.samples:
            return None
        lost = road.decoder.lost_samples
        return lost / (lost + road.samples)

    @property
    def figures(self) -> LinkFigures:
        """How the link of the first sensor does, in numbers."""
        return self._look.figures()

    def give(self, control: Control) -> None:
        """A control, at this moment; without effect before the sensor is there."""
        if self._road is not None:
            given, events = self._road.control(control)
            self._keep([given, *events])
            self._tell(events)
            self._tell_other()

    def stop(self) -> None:
        """End the session; what it holds is saved."""
        if self._main is not None:
            self._main.cancel()

    def let_end(self) -> None:
        """End the session as if the source were over: what it holds is saved, and nobody was interrupted."""
        if self._ending is None:
            self._ending = asyncio.ensure_future(self._source.close())

    async def run(self) -> None:
        """The whole session. Cancelled, it saves and lets the cancellation through."""
        self._main = asyncio.current_task()
        ticker: asyncio.Task[None] | None = None
        try:
            info = await self._source.open()
            self._road = self._make_road(info)
            self._writer = self._make_writer(info)
            self._look.opened(info)
            if (second := self._second()) is not None:
                self._look.opened(second.sensor, 1)
            ticker = asyncio.create_task(self._tick())
            for sink in self._sinks:
                sink.opened(info)
            async for item in self._source.stream():
                self._take(item)
        finally:
            if ticker is not None:
                ticker.cancel()
            try:
                self._finish()  # first: a sensor slow to say goodbye must not cost the recording its end
            finally:
                with contextlib.suppress(Exception):
                    await self._source.close()
        if self._broken is not None:
            raise self._broken

    def _take(self, item: Heard) -> None:
        assert self._road is not None
        if isinstance(item, BatteryLevel):
            self._keep([item])
            self._look.battery(item)
            return
        if isinstance(item, LinkChange):
            self._changed(item)
            return
        samples, events = self._road.packet(item)
        self._keep([item, *events])
        if len(samples):
            for sink in self._sinks:
                sink.samples(samples)
        self._tell(events)
        self._tell_other()
        for change in self._look.packet(item, samples, self._road):
            self._changed(change)

    def _changed(self, change: LinkChange) -> None:
        self._look.changed(change)
        self._keep([change])
        for sink in self._sinks:
            sink.link(change)

    def _finish(self) -> None:
        if self._road is None:
            return
        events = self._road.finish()
        other = self._road.take_other()
        try:
            with contextlib.suppress(Exception) if self._broken else contextlib.nullcontext():
                self._close_recording([*events, *map(OfOther, other)], self._road.samples)
        finally:
            self._tell(events)
            for sink in self._others if other else ():
                sink.events(other)

    def _close_recording(self, events: list[Entry], samples: int) -> None:
        if self._writer is not None:
            try:
                self._writer.write(events)
            finally:
                self._writer.close(samples)

    def _tell(self, events: list[Event]) -> None:
        if events:
            for sink in self._sinks:
                sink.events(events)

    def _tell_other(self) -> None:
        """What the other leg's tracker has said meanwhile."""
        assert self._road is not None
        if other := self._road.take_other():
            self._keep([OfOther(event) for event in other])
            for sink in self._others:
                sink.events(other)

    def _keep(self, entries: Sequence[Entry]) -> None:
        if self._writer is not None:
            self._writer.write(entries)

    async def _tick(self) -> None:
        """Hand the recording over also while nothing comes; a disk that fails here ends the session."""
        while True:
            await asyncio.sleep(TICK_S)
            if self._writer is not None:
                try:
                    self._writer.tick()
                except Exception as error:
                    self._broken = error
                    await self._source.close()
                    return
