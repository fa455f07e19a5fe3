"""A scan over the real bleak, on virtual air."""

from __future__ import annotations

import asyncio

import pytest
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData
from bleak.exc import BleakError

from drivers import movesense
from drivers.families import family_of
from drivers.link import Link
from drivers.scan import advertisement, scan
from drivers.virtual.bleak_backend import VirtualScanner
from tests.drivers.linking import (
    ADDRESS,
    FAMILY,
    Client,
    World,
    opening,
)
from tracker.errors import SensorError


def test_a_scan_finds_the_device_on_the_air(world: World) -> None:
    world.device(1.0)
    found = asyncio.run(scan(0.0, backend=VirtualScanner))
    assert [(one.seen.address, one.family) for one in found] == [(ADDRESS, FAMILY)]


def test_a_scan_of_an_empty_air_finds_nothing(world: World) -> None:
    assert asyncio.run(scan(0.0, backend=VirtualScanner)) == []


def test_a_device_found_by_a_scan_can_be_opened(world: World) -> None:
    world.device(1.0)
    (found,) = asyncio.run(scan(0.0, backend=VirtualScanner))
    info = opening(world, Link(FAMILY, found.device, pace=world.pace, backend=Client))
    assert info.name == "Movesense 000000000000"


def test_a_scan_has_the_strongest_first() -> None:
    class Crowd(VirtualScanner):
        async def start(self) -> None:
            self.seen_devices = {}
            for address, rssi in (("a", -90), ("b", -40), ("c", -70)):
                data = AdvertisementData(None, {}, {}, [], None, rssi, ())
                self.create_or_update_device(address, address, None, None, data)

    assert [one.seen.address for one in asyncio.run(scan(0.0, backend=Crowd))] == ["b", "c", "a"]


def test_a_scan_reads_services_in_capitals_too() -> None:
    data = AdvertisementData(None, {}, {}, [movesense.SERVICE.upper()], None, -50, ())
    assert family_of(advertisement(BLEDevice("a", None, None), data)) is FAMILY


def test_bluetooth_that_does_not_serve_is_a_sensor_error_of_the_scan() -> None:
    class Broken(VirtualScanner):
        async def start(self) -> None:
            raise BleakError("no radio today")

    with pytest.raises(SensorError, match="scanning failed: no radio today"):
        asyncio.run(scan(0.0, backend=Broken))
