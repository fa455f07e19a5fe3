"""A sensor's charge, asked for now and then while it streams.

| constant | value | why |
|---|---|---|
| `BATTERY_S` | 300 s | an hour of streaming costs a coin cell five to ten per cent |
| `ANSWER_S` | 10 s | a question that takes longer is asked again the next time |
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from drivers.dialogue import Dialogue, Talk
from drivers.pace import Pace
from drivers.source import BatteryLevel

BATTERY_S = 300.0
ANSWER_S = 10.0


async def follow_charge(
    dialogue: Dialogue,
    talk: Callable[[], Talk | None],
    pace: Pace,
    known_pct: int | None,
    tell: Callable[[BatteryLevel], None],
) -> None:
    """For ever: tells what has changed since `known_pct`. `talk` gives the connection, None while there is none;
    what is not told, or not just now, is asked for again later."""
    while True:
        await pace.sleep(BATTERY_S)
        line = talk()
        if line is None:
            continue
        battery_pct = None
        with contextlib.suppress(Exception):
            async with asyncio.timeout(ANSWER_S):
                battery_pct = await dialogue.battery(line)
        if battery_pct is not None and battery_pct != known_pct:
            known_pct = battery_pct
            tell(BatteryLevel(pace.now(), battery_pct))
