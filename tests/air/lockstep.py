"""Time that waits for a system outside: it stands still until everything that was sent has arrived and been acted upon,
then jumps to whoever waits the shortest. So a session of minutes runs in seconds and says the same on any machine."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drivers.pace import Pace

T = TypeVar("T")
TURNS = 6  # of the event loop, in which what can run without news from outside has run
NOBODY_S = 0.0005  # real time to look again while nobody waits: a process outside is at work
STRIDE_S, STRIDE_TAKES_S = 0.25, 0.005
"""Whoever waits for longer than a stride leaves so much real time for what goes on outside unseen, as a connection that
is being made; a stream is looked at every quarter of a second, so it never does."""


class Lockstep(Pace):
    """`settled` waits until nothing is under way outside."""

    def __init__(self) -> None:
        super().__init__(float("inf"), clock=lambda: 0.0)
        self.settled: Callable[[], Awaitable[None]] = _at_once
        self._at = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> float:
        """Seconds of the session."""
        return self._at

    async def sleep(self, seconds: float) -> None:
        """Wait for one's turn."""
        self._count += 1
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._at + max(seconds, 0.0), self._count, woken))
        await woken

    async def run(self, test: Awaitable[T]) -> T:
        """Something, with time moving on meanwhile."""
        moving = asyncio.create_task(self._move())
        try:
            return await test
        finally:
            moving.cancel()
            await asyncio.wait([moving])

    async def _move(self) -> None:
        while True:
            for _ in range(TURNS):
                await asyncio.sleep(0)
            await self.settled()
            for _ in range(TURNS):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            if not self._sleepers:
                await asyncio.sleep(NOBODY_S)
            elif self._sleepers[0][0] > self._at + STRIDE_S:
                self._at += STRIDE_S
                await asyncio.sleep(STRIDE_TAKES_S)
            else:
                moment, _, woken = heapq.heappop(self._sleepers)
                self._at = max(self._at, moment)
                woken.set_result(None)


async def _at_once() -> None:
    """Nothing is outside."""
