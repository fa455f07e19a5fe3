"""A sensor known from before, without a scan: as each system gives it, and in what order it is reached for."""

from __future__ import annotations

import asyncio
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from bleak.backends.device import BLEDevice
from bleak.exc import BleakDeviceNotFoundError

from drivers import known
from drivers.known import Reach, known_device
from tests.drivers.linking import Client

MAC = "AA:BB:CC:DD:EE:01"
UUID = "12345678-1234-1234-1234-123456789ABC"


def test_windows_takes_a_device_of_the_address_alone() -> None:
    device = asyncio.run(known_device(MAC, "leg", "win32"))
    assert device is not None
    assert (device.address, device.name) == (MAC, "leg")


@pytest.mark.parametrize(
    ("platform", "address"), [("win32", UUID), ("linux", UUID), ("darwin", MAC), ("win32", "practice")]
)
def test_an_address_of_another_system_is_not_known(platform: str, address: str) -> None:
    assert asyncio.run(known_device(address, "leg", platform)) is None


def macos(monkeypatch: pytest.MonkeyPatch, peripherals: list[Any]) -> list[str]:
    """The modules bleak stands on there, with these peripherals; the UUIDs asked for."""
    asked: list[str] = []

    class Manager:
        central_manager = SimpleNamespace(retrievePeripheralsWithIdentifiers_=lambda _: peripherals)

        async def wait_until_ready(self) -> None:
            """Ready."""

    def wanted(uuid: str) -> str:
        asked.append(uuid)
        return uuid

    foundation: Any = ModuleType("Foundation")
    foundation.NSUUID = SimpleNamespace(alloc=lambda: SimpleNamespace(initWithUUIDString_=wanted))
    delegate: Any = ModuleType("delegate")
    delegate.CentralManagerDelegate = Manager
    monkeypatch.setitem(sys.modules, "Foundation", foundation)
    monkeypatch.setitem(sys.modules, "bleak.backends.corebluetooth.CentralManagerDelegate", delegate)
    monkeypatch.setitem(sys.modules, "bleak.backends.corebluetooth", ModuleType("corebluetooth"))
    return asked


def test_macos_gives_the_peripheral_of_a_uuid(monkeypatch: pytest.MonkeyPatch) -> None:
    one = SimpleNamespace(name=lambda: "Movesense 1")
    asked = macos(monkeypatch, [one])
    device = asyncio.run(known_device(UUID, "leg", "darwin"))
    assert asked == [UUID]
    assert device is not None
    assert (device.address, device.name, device.details[0]) == (UUID, "Movesense 1", one)


def test_macos_that_has_forgotten_a_uuid_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    macos(monkeypatch, [])
    assert asyncio.run(known_device(UUID, "leg", "darwin")) is None


class System:
    """A system that knows the sensor or not, and hears it or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, knows: bool, hears: bool = True) -> None:
        self.acts: list[str] = []

        async def known_to_it(address: str, name: str | None) -> BLEDevice | None:
            self.acts.append("asked")
            return BLEDevice(address, name, "known") if knows else None

        async def heard(address: str, timeout_s: float) -> BLEDevice:
            self.acts.append("scanned")
            if not hears:
                raise BleakDeviceNotFoundError(address)
            return BLEDevice(address, None, "heard")

        monkeypatch.setattr(known, "known_device", known_to_it)
        monkeypatch.setattr(known, "heard_device", heard)

    def reached(self, reach: Reach, attempt: int) -> BLEDevice | str:
        return asyncio.run(reach.device(attempt, lambda: self.acts.append("searching")))


def test_a_device_at_hand_is_taken_first_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, knows=False)
    device = BLEDevice(MAC, "leg", None)
    reach = Reach(device, "leg")
    assert system.reached(reach, 0) is device
    assert system.reached(reach, 0) is not device


def test_a_sensor_the_system_knows_is_reached_without_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, knows=True)
    device = system.reached(Reach(MAC, "leg"), 0)
    assert isinstance(device, BLEDevice)
    assert device.details == "known"
    assert system.acts == ["asked"]


def test_a_sensor_the_system_has_forgotten_is_listened_for(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, knows=False)
    device = system.reached(Reach(MAC, "leg"), 0)
    assert isinstance(device, BLEDevice)
    assert device.details == "heard"
    assert system.acts == ["asked", "searching", "scanned"]


def test_a_sensor_the_system_knows_in_vain_is_listened_for_every_other_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system = System(monkeypatch, knows=True)
    reach = Reach(MAC, "leg")
    for attempt in range(4):
        system.reached(reach, attempt)
    assert system.acts == ["asked", "searching", "scanned", "asked", "searching", "scanned"]


def test_a_sensor_neither_known_nor_heard_is_not_in_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BleakDeviceNotFoundError):
        System(monkeypatch, knows=False, hears=False).reached(Reach(MAC, "leg"), 0)


def test_a_backend_of_its_own_is_given_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, knows=True)
    assert system.reached(Reach(MAC, "leg", Client), 0) == MAC
    assert system.acts == []


def test_it_says_whether_the_last_device_was_only_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, knows=True)
    reach = Reach(MAC, "leg")
    system.reached(reach, 0)
    assert reach.remembered
    system.reached(reach, 1)
    assert not reach.remembered
