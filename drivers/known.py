"""A sensor known from before, as a device that bleak connects to without scanning for it first.

Given a plain address, bleak scans on every system until it hears it. But the systems remember sensors:

    Linux    BlueZ keeps an object for each, half a minute after it was heard, for good once it was paired or trusted
    macOS    CoreBluetooth gives a peripheral for the UUID it goes by on this Mac, for good; it has no other address
    Windows  a device can be asked for by its address alone

What is made here is what bleak's own scanner would have made. Where the system does not know it (any more), it has to
be heard. A device the system gives may still be out of reach: then connecting to it fails, or takes too long.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bleak import BleakScanner
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.exc import BleakDeviceNotFoundError, BleakError

_PLAIN = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

SEARCH_S = (
    20.0  # a sensor that saves power is heard every second or two; one that is woken takes some seconds more
)


class Reach:
    """One sensor, as a device to connect to: the one at hand first, then what the system knows and what can be heard,
    in turn. For BlueZ forgets a device half a minute after it was last heard, and one that it holds connected is not
    to be heard. With a `backend` of its own there is no system to ask. `remembered`: the last device given was one
    the system knew, and may have gone since."""

    def __init__(
        self, device: BLEDevice | str, name: str, backend: type[BaseBleakClient] | None = None
    ) -> None:
        self.address = device if isinstance(device, str) else device.address
        self._at_hand: BLEDevice | None = None if isinstance(device, str) else device
        self._name = name
        self._backend = backend
        self.remembered = False

    async def device(self, attempt: int, searching: Callable[[], object]) -> BLEDevice | str:
        """For the attempt of that number, from 0; `searching` is called before it has to be heard. Raises as bleak
        does."""
        at_hand, self._at_hand = self._at_hand, None
        self.remembered = False
        if at_hand is not None or self._backend is not None:
            return at_hand or self.address
        if attempt % 2 == 0:
            async with asyncio.timeout(SEARCH_S):
                known = await known_device(self.address, self._name)
            if known is not None:
                self.remembered = True
                return known
        searching()
        return await heard_device(self.address, SEARCH_S)


async def known_device(address: str, name: str | None, platform: str = sys.platform) -> BLEDevice | None:
    """The device, None where this system does not know it; raises as bleak does where Bluetooth does not serve."""
    if platform == "linux" and _PLAIN.fullmatch(address):
        return await _by_bluez(address, name)
    if platform == "win32" and _PLAIN.fullmatch(address):
        return BLEDevice(address, name, None)  # bleak takes nothing but the address of it there
    if platform == "darwin" and _UUID.fullmatch(address):
        return await _by_core_bluetooth(address)
    return None


async def _by_bluez(address: str, name: str | None) -> BLEDevice | None:
    from bleak.backends.bluezdbus.manager import get_global_bluez_manager

    manager = await get_global_bluez_manager()
    path = f"{manager.get_default_adapter()}/dev_{address.upper().replace(':', '_')}"
    try:
        known = manager.get_device_address(path)
    except (BleakError, KeyError):
        return None
    return (
        BLEDevice(address, name, {"path": path, "props": None}) if known.upper() == address.upper() else None
    )


async def _by_core_bluetooth(address: str) -> BLEDevice | None:
    foundation: Any = import_module("Foundation")
    delegate: Any = import_module("bleak.backends.corebluetooth.CentralManagerDelegate")
    manager = delegate.CentralManagerDelegate()
    await manager.wait_until_ready()
    wanted = foundation.NSUUID.alloc().initWithUUIDString_(address)
    for peripheral in manager.central_manager.retrievePeripheralsWithIdentifiers_([wanted]):
        return BLEDevice(address, peripheral.name(), (peripheral, manager))
    return None


async def heard_device(address: str, timeout_s: float) -> BLEDevice:
    """Scan until the device is heard; BleakDeviceNotFoundError where it is not, in time."""
    device = await BleakScanner.find_device_by_address(address, timeout=timeout_s)
    if device is None:
        raise BleakDeviceNotFoundError(address, f"{address} was not heard")
    return device
