"""Two sensors worn at once, as one source: the first on the shank that is counted by, the second on the thigh above it
or on the other shank.

They are connected one after the other, as most adapters want it, and each is watched and sought again by its own link.
What the second says bears the number 1. Should it be given up for good, the first goes on alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from drivers.pace import Pace
from drivers.source import Heard, LinkChange, LinkState, Place, Second, SensorInfo, Source
from tracker.errors import SensorError


class Pair:
    """A source of two; see drivers.source.Source."""

    def __init__(self, first: Source, second: Source, place: Place, pace: Pace) -> None:
        self._first = first
        self._second = second
        self._place = place
        self._pace = pace
        self._info: SensorInfo | None = None  # of the second
        self._queue: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._fault: BaseException | None = None

    @property
    def second(self) -> Second:
        """Who the second is; once it is open."""
        assert self._info is not None
        return Second(self._place, self._info)

    async def open(self) -> SensorInfo:
        """Connect the first, then the second; the first's info."""
        info = await self._first.open()
        try:
            self._info = await self._second.open()
        except BaseException:
            await self._first.close()
            raise
        return info

    async def stream(self) -> AsyncIterator[Heard]:
        """Both streams as they come, until the first one ends."""
        self._tasks = [asyncio.create_task(self._run_first()), asyncio.create_task(self._run_second())]
        while (item := await self._queue.get()) is not None:
            yield item
        if self._fault is not None:
            raise self._fault

    async def close(self) -> None:
        """Let both go."""
        try:
            await self._second.close()
        finally:
            await self._first.close()
            if self._tasks:
                await asyncio.wait(self._tasks)
            self._queue.put_nowait(None)

    async def _run_first(self) -> None:
        try:
            async for item in self._first.stream():
                self._queue.put_nowait(item)
        except Exception as error:
            self._fault = error
        self._queue.put_nowait(None)

    async def _run_second(self) -> None:
        try:
            async for item in self._second.stream():
                self._queue.put_nowait(replace(item, sensor=1))
        except SensorError as error:
            reason = f"{error.message}; going on without it"
            self._queue.put_nowait(LinkChange(self._pace.now(), LinkState.CLOSED, reason, 1))
        except Exception as error:
            self._fault = error
            self._queue.put_nowait(None)
