"""One virtual sensor over the fake `org.bluez` in a process of its own, in real time, until it is told to end.

python -m tests.air.serve ADDRESS FAMILY RATE_HZ SECONDS
"""

from __future__ import annotations

import asyncio
import sys

from drivers.pace import Pace
from drivers.virtual.playing import Playing
from drivers.virtual.practice import DEVICES
from tests.air.bluez import FakeBluez
from tests.air.soak import long_signal

INTERVAL_S = 0.03  # between connection events, as a computer and a sensor agree on


async def serve(address: str, slug: str, rate_hz: float, seconds: float) -> None:
    """Until stdin is closed."""
    device = DEVICES[slug](long_signal(rate_hz, -(-int(seconds) // 60)))
    async with FakeBluez(address, Playing(device, Pace(), interval_s=INTERVAL_S)):
        print("ready", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])))
