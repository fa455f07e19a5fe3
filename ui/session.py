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

from drivers.source import BatteryLevel, Heard, LinkChange, SensorInfo, Source
from recordings.entries import Entry
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.controls import Control
from tracker.events import Event
from tracker.samples import Samples

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
    """One run. `make_road` and `make_writer` are asked once the sensor has said who it is."""

    def __init__(
        self,
        source: Source,
        make_road: Callable[[SensorInfo], Road],
        make_writer: Callable[[SensorInfo], RecordingWriter | None],
        sinks: Sequence[Sink],
    ) -> None:
        self._source = source
        self._make_road = make_road
        self._make_writer = make_writer
        self._sinks = sinks
        self._road: Road | None = None
        self._writer: RecordingWriter | None = None
        self._main: asyncio.Task[None] | None = None
        self._broken: Exception | None = None
        self.battery_pct: int | None = None
        self._ending: asyncio.Future[None] | None = None

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """The last moments for a plot: time in s, height in cm."""
        return self._road.tracker.rise(seconds) if self._road is not None else []

    @property
    def lost_share(self) -> float | None:
        """The share of the samples that never came, as the device's clock tells; None before the first."""
        road = self._road
        if road is None or not road.samples:
            return None
        lost = road.decoder.lost_samples
        return lost / (lost + road.samples)

    def give(self, control: Control) -> None:
        """A control, at this moment; without effect before the sensor is there."""
        if self._road is not None:
            given, events = self._road.control(control)
            self._keep([given, *events])
            self._tell(events)

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
            self.battery_pct = item.battery_pct
            return
        if isinstance(item, LinkChange):
            self._keep([item])
            for sink in self._sinks:
                sink.link(item)
            return
        samples, events = self._road.packet(item)
        self._keep([item, *events])
        if len(samples):
            for sink in self._sinks:
                sink.samples(samples)
        self._tell(events)

    def _finish(self) -> None:
        if self._road is None:
            return
        events = self._road.finish()
        try:
            with contextlib.suppress(Exception) if self._broken else contextlib.nullcontext():
                self._close_recording(events, self._road.samples)
        finally:
            self._tell(events)

    def _close_recording(self, events: list[Event], samples: int) -> None:
        if self._writer is not None:
            try:
                self._writer.write(events)
            finally:
                self._writer.close(samples)

    def _tell(self, events: list[Event]) -> None:
        if events:
            for sink in self._sinks:
                sink.events(events)

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
