"""Time for tests of links: it stands still while anything runs, then jumps to whoever waits the shortest."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Coroutine
from typing import TypeVar

from drivers.pace import Pace

T = TypeVar("T")
TURNS = 25  # of the event loop, in which everything that can run has run


class Turns(Pace):
    """A pace whose sleepers wake in the order of their times, however slow the machine is."""

    def __init__(self, turns: int = TURNS) -> None:
        super().__init__(float("inf"), clock=lambda: 0.0)
        self._turns = turns
        self._at = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> float:
        return self._at

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._at + max(seconds, 0.0), self._count, woken))
        await woken

    def away(self, seconds: float) -> None:
        """The host was asleep or busy for so long: time went by and nobody ran."""
        self._at += seconds

    async def turn(self) -> None:
        """Move time on for ever."""
        while True:
            for _ in range(self._turns):
                await asyncio.sleep(0)
            while self._sleepers:
                moment, _, woken = heapq.heappop(self._sleepers)
                if not woken.done():
                    self._at = max(self._at, moment)
                    woken.set_result(None)
                    break

    def run(self, test: Coroutine[object, object, T], limit_s: float = 10.0) -> T:
        """Run something with time moving on; a test that hangs fails."""

        async def both() -> T:
            turning = asyncio.create_task(self.turn())
            try:
                return await asyncio.wait_for(test, limit_s)
            finally:
                turning.cancel()

        return asyncio.run(both())
