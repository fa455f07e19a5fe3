"""Two sensors over a fake org.bluez: connected one after the other, lost together, and both back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from drivers.families import family_named
from drivers.link import Link
from drivers.packet import Packet
from drivers.pair import Pair
from drivers.scan import scan
from drivers.source import Heard, LinkChange, LinkState, Place
from drivers.virtual.beside import Beside
from drivers.virtual.playing import Playing
from drivers.virtual.practice import DEVICES
from tests.air.lockstep import Lockstep
from tests.air.sessions import DEADLINE_S
from tests.air.system import SCAN_S, Air, air_of
from tests.air.three_sets import simulated

SECOND = "00:00:00:00:00:02"


def worn(test: Callable[[Air, Pair], Awaitable[None]]) -> list[Heard]:
    """Two Movesenses worn at once while something happens; what was heard."""
    pace = Lockstep()
    signal = simulated(104.0).signal
    first = Playing(DEVICES["movesense"](signal), pace)
    beside = Beside(DEVICES["movesense"](signal), first, SECOND)
    heard: list[Heard] = []

    async def session(air: Air) -> None:
        await scan(SCAN_S)
        turn = asyncio.Lock()
        one, two = (
            Link(family_named("movesense"), playing.address, name=name, pace=pace, turn=turn)
            for playing, name in ((first, "shank"), (beside, "thigh"))
        )
        pair = Pair(one, two, Place.THIGH, pace)
        await pair.open()

        async def listen() -> None:
            async for item in pair.stream():
                heard.append(item)

        listening = asyncio.create_task(listen())
        await test(air, pair)
        await pair.close()
        await listening

    async def whole() -> None:
        async with air_of(pace, first, beside) as air:
            await pace.run(session(air))

    asyncio.run(asyncio.wait_for(whole(), DEADLINE_S))
    return heard


def states(heard: list[Heard], sensor: int) -> list[LinkState]:
    return [item.state for item in heard if isinstance(item, LinkChange) and item.sensor == sensor]


def arrivals(heard: list[Heard], sensor: int) -> list[float]:
    return [item.arrival_s for item in heard if isinstance(item, Packet) and item.sensor == sensor]


def test_both_stream_side_by_side() -> None:
    async def wait(air: Air, pair: Pair) -> None:
        await air.pace.sleep(5.0)

    heard = worn(wait)
    for sensor in (0, 1):
        assert states(heard, sensor)[:2] == [LinkState.CONNECTING, LinkState.STREAMING]
        assert len(arrivals(heard, sensor)) > 50


def test_a_radio_switched_off_and_on_brings_both_back() -> None:
    async def switch(air: Air, pair: Pair) -> None:
        await air.pace.sleep(4.0)
        air.bluez.power(on=False)
        await air.pace.sleep(8.0)
        air.bluez.power(on=True)
        await air.pace.sleep(20.0)

    heard = worn(switch)
    for sensor in (0, 1):
        told = states(heard, sensor)
        assert LinkState.LOST in told
        assert told[-2:] == [LinkState.BACK, LinkState.CLOSED]
        reasons = [item.reason for item in heard if isinstance(item, LinkChange) and item.sensor == sensor]
        assert any("Bluetooth is off" in reason for reason in reasons)
        assert max(arrivals(heard, sensor)) > 13.0
