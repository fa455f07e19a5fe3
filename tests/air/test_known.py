"""A sensor known from before, over a fake org.bluez: connected by its address, with a scan only where there has to be
one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from drivers.families import family_named
from drivers.link import Link
from drivers.packet import Packet
from drivers.scan import scan
from drivers.source import Heard, LinkChange, LinkState
from drivers.virtual.playing import Playing
from drivers.virtual.practice import DEVICES
from tests.air.bluez import FakeBluez
from tests.air.lockstep import Lockstep
from tests.air.sessions import DEADLINE_S
from tests.air.system import SCAN_S, Air, air_of
from tests.air.three_sets import simulated
from tracker.errors import SensorError, SensorReason


def on_air(test: Callable[[Air, Playing], Awaitable[list[Heard]]]) -> list[Heard]:
    """Run a test with one Movesense in reach; what was heard."""
    pace = Lockstep()
    one = Playing(DEVICES["movesense"](simulated(104.0).signal), pace)

    async def whole() -> list[Heard]:
        async with air_of(pace, one) as air:
            return await pace.run(test(air, one))

    return asyncio.run(asyncio.wait_for(whole(), DEADLINE_S))


async def heard_by(link: Link, packets: int = 10) -> list[Heard]:
    """What comes until there are so many packets."""
    heard: list[Heard] = []
    try:
        await link.open()
        async for item in link.stream():
            heard.append(item)
            if sum(isinstance(one, Packet) for one in heard) == packets:
                break
    finally:
        await link.close()
    return heard


def states(heard: list[Heard]) -> list[LinkState]:
    return [item.state for item in heard if isinstance(item, LinkChange)]


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every scan that is begun."""
    begun: list[str] = []
    real = FakeBluez._start_discovery

    async def counted(bluez: FakeBluez, message: object) -> None:
        begun.append("scan")
        await real(bluez, message)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeBluez, "_start_discovery", counted)
    return begun


def by_address(air: Air, one: Playing) -> Link:
    return Link(family_named("movesense"), one.address, name="leg", pace=air.pace)


def test_a_sensor_bluez_knows_is_connected_without_a_scan(scans: list[str]) -> None:
    async def test(air: Air, one: Playing) -> list[Heard]:
        await scan(SCAN_S)
        scans.clear()
        return await heard_by(by_address(air, one))

    heard = on_air(test)
    assert states(heard) == [LinkState.CONNECTING, LinkState.STREAMING]
    assert scans == []


def test_a_sensor_bluez_has_forgotten_is_listened_for(scans: list[str]) -> None:
    async def test(air: Air, one: Playing) -> list[Heard]:
        await scan(SCAN_S)
        air.bluez.forget(one)
        scans.clear()
        return await heard_by(by_address(air, one))

    heard = on_air(test)
    assert states(heard)[-3:] == [LinkState.SEARCHING, LinkState.CONNECTING, LinkState.STREAMING]
    assert scans == ["scan"]


def test_a_radio_that_is_off_is_told_before_anything_is_tried(scans: list[str]) -> None:
    async def test(air: Air, one: Playing) -> list[Heard]:
        air.bluez.power(on=False)
        return await heard_by(by_address(air, one))

    with pytest.raises(SensorError) as caught:
        on_air(test)
    assert caught.value.reason is SensorReason.POWERED_OFF
    assert scans == []
