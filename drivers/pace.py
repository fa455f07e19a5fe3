"""Time as a session lives it: the host's clock, or that clock run faster for replays, demos and tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Pace:
    """`now()` counts seconds of the session, `speed` times the seconds of the host's clock; `speed` may be
    infinite, then only sleeping moves it on and no sleep takes any time."""

    def __init__(self, speed: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.speed = speed
        self._clock = clock
        self._start = clock()
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds of the session."""
        if self.speed == float("inf"):
            return self._start + self._skipped
        return self._start + (self._clock() - self._start) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of the session, at least one turn of the event loop."""
        if self.speed == float("inf"):
            self._skipped += max(seconds, 0.0)
            await asyncio.sleep(0)
        else:
            await asyncio.sleep(max(seconds, 0.0) / self.speed)

    async def until(self, moment: float) -> None:
        """Wait until `now()` has come to `moment`."""
        await self.sleep(moment - self.now())
