"""Carries virtual sensors through bleak: a client and a scanner for its own `backend=` parameter.

Everything above the radio is the real thing. What is on the air stands in `AIR`, by address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, AdvertisementDataCallback, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError

from drivers import movesense
from drivers.dialogue import BATTERY, FIRMWARE
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.virtual import movesense as device

if TYPE_CHECKING:
    from typing_extensions import Buffer

TAIL_S = 0.3  # the last packets are on their way before the device goes


@dataclass(eq=False)
class OnAir:
    """A virtual Movesense in reach: what it will send, at which pace, and how far it is. `commands` are those
    it was given. It plays from its first subscription on, as a real leg goes on moving while nobody listens."""

    packets: list[Packet]
    pace: Pace
    name: str = device.NAME
    address: str = device.ADDRESS
    refuse: bool = False  # out of reach: connecting fails
    over: bool = False  # everything is sent
    commands: list[bytes] = field(default_factory=list)
    started_s: float | None = None
    place: int = 0


AIR: dict[str, OnAir] = {}


class VirtualScanner(BaseBleakScanner):
    """Hears what is on the air."""

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
            data = AdvertisementData(one.name, {}, {}, [movesense.SERVICE], None, -50, ())
            if self.is_allowed_uuid(data.service_uuids):
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
        self._callback: Callable[[bytearray], None] | None = None
        self._play: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The device's name."""
        return AIR[self.address].name if self.address in AIR else self.address

    @property
    def mtu_size(self) -> int:
        """What phones and computers negotiate."""
        return 247

    @property
    def is_connected(self) -> bool:
        """Whether the link stands."""
        return self._connected

    async def connect(self, pair: bool, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        """Find it on the air, and its services."""
        one = AIR.get(self.address)
        if one is None or one.refuse:
            raise BleakDeviceNotFoundError(self.address)
        self._one = one
        self.services = BleakGATTServiceCollection()
        layout = {
            movesense.SERVICE: {movesense.COMMAND: ["write"], movesense.NOTIFY: ["notify"]},
            "0000180f-0000-1000-8000-00805f9b34fb": {BATTERY: ["read"]},
            "0000180a-0000-1000-8000-00805f9b34fb": {FIRMWARE: ["read"]},
        }
        handle = 1
        for uuid, characteristics in layout.items():
            service = BleakGATTService(None, handle, uuid)
            self.services.add_service(service)
            for characteristic, properties in characteristics.items():
                handle += 2
                self.services.add_characteristic(
                    BleakGATTCharacteristic(None, handle, characteristic, properties, lambda: 244, service)  # type: ignore[arg-type]
                )
            handle += 10
        self._connected = True

    async def disconnect(self) -> None:
        """Take the link down."""
        if not self._connected:
            return
        self._connected = False
        if self._play is not None and self._play is not asyncio.current_task():
            self._play.cancel()
        self._play = None
        if self._disconnected_callback:
            self._disconnected_callback()

    async def pair(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        """Needs no pairing."""

    async def unpair(self) -> None:
        """Needs no pairing."""

    async def read_gatt_char(self, characteristic: BleakGATTCharacteristic, **kwargs: Any) -> bytearray:  # noqa: ANN401
        """Battery and firmware."""
        return bytearray((100,)) if characteristic.uuid == BATTERY else bytearray(device.FIRMWARE.encode())

    async def read_gatt_descriptor(self, descriptor: Any, **kwargs: Any) -> bytearray:  # noqa: ANN401
        """It has none."""
        return bytearray()

    async def write_gatt_descriptor(self, descriptor: Any, data: Buffer) -> None:  # noqa: ANN401
        """It has none."""

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Buffer, response: bool
    ) -> None:
        """A command: answered by a notification, and a subscription starts the play."""
        command = bytes(data)
        self._one.commands.append(command)
        reply = device.answer(command)
        if reply is not None and self._callback is not None:
            asyncio.get_running_loop().call_soon(self._callback, bytearray(reply))
        if reply is not None and command[0] == movesense.SUBSCRIBE and reply[2] == 200:
            self._play = asyncio.create_task(self._send())
        elif command[0] == movesense.UNSUBSCRIBE and self._play is not None:
            self._play.cancel()
            self._play = None

    async def start_notify(
        self,
        characteristic: BleakGATTCharacteristic,
        callback: Callable[[bytearray], None],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Remember whom to tell."""
        self._callback = callback

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Tell nobody any more."""
        self._callback = None

    async def _send(self) -> None:
        one = self._one
        packets = one.packets
        if one.started_s is None:
            start = one.started_s = one.pace.now()
        else:
            start = one.started_s
            while one.place < len(packets) and packets[one.place].arrival_s < one.pace.now() - start - 1.0:
                one.place += 1  # sent while nobody listened
        while one.place < len(packets):
            packet = packets[one.place]
            await one.pace.until(start + packet.arrival_s)
            one.place += 1
            if self._callback is not None:
                self._callback(bytearray(packet.data))
        await one.pace.sleep(TAIL_S)
        one.over = True
        await self.disconnect()
