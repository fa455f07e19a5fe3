"""Sensors in reach."""

from __future__ import annotations

from dataclasses import dataclass

from bleak import BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

from drivers.families import Advertisement, Family, family_of
from drivers.faults import to_sensor_error

SECONDS = 6.0
"""A sensor that saves power advertises every second or two; three chances to be heard."""


@dataclass(frozen=True, slots=True)
class Found:
    """A device heard, and its family where it is one of ours."""

    seen: Advertisement
    family: Family | None
    device: BLEDevice


def advertisement(device: BLEDevice, data: AdvertisementData) -> Advertisement:
    """What bleak heard, as the families read it."""
    return Advertisement(
        address=device.address,
        name=data.local_name or device.name,
        rssi_dbm=data.rssi,
        service_uuids=frozenset(uuid.lower() for uuid in data.service_uuids),
        manufacturer_data=dict(data.manufacturer_data),
    )


async def scan(seconds: float = SECONDS, backend: type[BaseBleakScanner] | None = None) -> list[Found]:
    """Everything heard in `seconds`, strongest first; SensorError where Bluetooth does not serve."""
    try:
        if backend is None:
            heard = await BleakScanner.discover(timeout=seconds, return_adv=True)
        else:
            heard = await BleakScanner.discover(timeout=seconds, return_adv=True, backend=backend)
    except Exception as error:
        raise to_sensor_error(error, "scanning") from error
    found = [
        Found(seen, family_of(seen), device)
        for device, data in heard.values()
        for seen in (advertisement(device, data),)
    ]
    return sorted(found, key=lambda one: -(one.seen.rssi_dbm or -200))
