"""Carries virtual sensors through bleak: a client and a scanner for its own `backend=` parameter.

Everything above the radio is the real thing. What is on the air stands in `AIR`, by address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, AdvertisementDataCallback, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError, BleakGATTProtocolError

from drivers.virtual.device import AttError
from drivers.virtual.playing import Playing

if TYPE_CHECKING:
    from typing_extensions import Buffer

RSSI_DBM = -50
AIR: dict[str, Playing] = {}


class VirtualScanner(BaseBleakScanner):
    """Hears what is on the air; who is connected does not advertise."""

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        scanning_mode: str,
        **kwargs: Any,  # noqa: ANN401 - bleak's own signature
    ) -> None:
        super().__init__(detection_callback, service_uuids)

    async def start(self) -> None:
        """Every device advertises once."""
        self.seen_devices = {}
        for one in AIR.values():
            device = one.device
            data = AdvertisementData(
                one.name, dict(device.manufacturer), {}, list(device.advertised), None, RSSI_DBM, ()
            )
            if one.in_reach and self.is_allowed_uuid(data.service_uuids):
                found = self.create_or_update_device(one.address, one.address, one.name, one, data)
                asyncio.get_running_loop().call_soon(self.call_detection_callbacks, found, data)

    async def stop(self) -> None:
        """Nothing to stop."""


class VirtualClient(BaseBleakClient):
    """Talks to one device on the air."""

    def __init__(
        self,
        address_or_ble_device: BLEDevice | str,
        services: set[str] | None = None,
        *,
        disconnected_callback: Callable[[], None] | None,
        timeout: float,
        **kwargs: Any,  # noqa: ANN401 - bleak's own signature
    ) -> None:
        super().__init__(
            address_or_ble_device, disconnected_callback=disconnected_callback, timeout=timeout, **kwargs
        )
        self._connected = False
        self._callbacks: dict[str, Callable[[bytearray], None]] = {}

    @property
    def name(self) -> str:
        """The device's name."""
        return AIR[self.address].name if self.address in AIR else self.address

    @property
    def mtu_size(self) -> int:
        """As negotiated, the smallest before that."""
        return self._one.device.mtu if self._connected else 23

    @property
    def is_connected(self) -> bool:
        """Whether the link stands."""
        return self._connected

    async def connect(self, pair: bool, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        """Find it on the air, and its services."""
        one = AIR.get(self.address)
        if one is None or not one.in_reach:
            raise BleakDeviceNotFoundError(self.address)
        self._one = one
        self.services = _services(one)
        self._connected = True
        one.connect(self._heard, self._gone)

    async def disconnect(self) -> None:
        """Take the link down."""
        if self._connected:
            self._one.drop()

    def _heard(self, uuid: str, data: bytes) -> None:
        callback = self._callbacks.get(uuid)
        if callback is not None:
            callback(bytearray(data))

    def _gone(self) -> None:
        self._connected = False
        self._callbacks.clear()
        if self._disconnected_callback:
            self._disconnected_callback()

    async def pair(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        """Needs no pairing."""

    async def unpair(self) -> None:
        """Needs no pairing."""

    async def read_gatt_char(self, characteristic: BleakGATTCharacteristic, **kwargs: Any) -> bytearray:  # noqa: ANN401
        """A value of the device."""
        try:
            return bytearray(self._one.read(characteristic.uuid))
        except AttError as error:
            raise BleakGATTProtocolError(error.code) from error

    async def read_gatt_descriptor(self, descriptor: Any, **kwargs: Any) -> bytearray:  # noqa: ANN401
        """It has none."""
        return bytearray()

    async def write_gatt_descriptor(self, descriptor: Any, data: Buffer) -> None:  # noqa: ANN401
        """It has none."""

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Buffer, response: bool
    ) -> None:
        """A command; without response nobody learns that it was refused."""
        try:
            self._one.write(characteristic.uuid, bytes(data), response=response)
        except AttError as error:
            if response:
                raise BleakGATTProtocolError(error.code) from error

    async def start_notify(
        self,
        characteristic: BleakGATTCharacteristic,
        callback: Callable[[bytearray], None],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Remember whom to tell, and let the device know."""
        self._callbacks[characteristic.uuid] = callback
        self._one.listen(characteristic.uuid, on=True)

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Tell nobody any more."""
        self._callbacks.pop(characteristic.uuid, None)
        self._one.listen(characteristic.uuid, on=False)


def _services(one: Playing) -> BleakGATTServiceCollection:
    services = BleakGATTServiceCollection()
    room = one.device.mtu - 3
    handle = 1
    for uuid, characteristics in one.device.layout.items():
        service = BleakGATTService(None, handle, uuid)
        services.add_service(service)
        for characteristic, properties in characteristics.items():
            handle += 2
            services.add_characteristic(
                BleakGATTCharacteristic(
                    None,
                    handle,
                    characteristic,
                    list(properties),  # type: ignore[arg-type]
                    lambda: room,
                    service,
                )
            )
        handle += 10
    return services
