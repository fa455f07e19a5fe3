"""The state of Bluetooth on this system. This is the one place where systems differ in being asked.

On Linux BlueZ is asked over D-Bus, through what bleak brings along and with its credentials; nothing is scanned for.
macOS and Windows tell what is wrong only to who starts to scan, so bleak's scanner is started, and stopped at once.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from bleak import BleakScanner
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)

from drivers.faults import to_sensor_error
from tracker.errors import SensorReason

if TYPE_CHECKING:
    from dbus_fast import Message, MessageFlag
    from dbus_fast.aio import MessageBus

ANSWER_S = 2.0  # a healthy BlueZ answers in some milliseconds
START_S = 3.0  # for systemd to start BlueZ, which takes it half a second
ADAPTER = "org.bluez.Adapter1"
OLDEST_BLUEZ = (5, 55)  # bleak refuses older ones when it connects


class Radio(Enum):
    """What Bluetooth is like."""

    ON = "on"
    OFF = "off"
    NO_ADAPTER = "no adapter"
    NO_LOW_ENERGY = "an adapter without Low Energy"
    DENIED = "permission refused"
    NO_BUS = "no system bus"
    SILENT_BUS = "a system bus that does not answer"
    NO_SERVICE = "no Bluetooth service"
    SILENT = "a Bluetooth service that does not answer"
    FAILED = "failed otherwise"


@dataclass(frozen=True, slots=True)
class Bluetooth:
    """What was found; `detail` is the name of the adapter where there is one, or what the system said."""

    radio: Radio
    detail: str = ""


async def bluetooth(
    platform: str = sys.platform,
    *,
    answer_s: float = ANSWER_S,
    start_s: float = START_S,
    bus_address: str | None = None,
    backend: type[BaseBleakScanner] | None = None,
) -> Bluetooth:
    """Ask this system; takes `answer_s` at most, on Linux `start_s` more where BlueZ has to be started."""
    try:
        if platform == "linux":
            return await _by_bluez(bus_address, answer_s, start_s)
        async with asyncio.timeout(answer_s):
            scanner = BleakScanner(backend=backend) if backend is not None else BleakScanner()
            await scanner.start()
            await scanner.stop()
    except TimeoutError:
        return Bluetooth(Radio.SILENT)
    except (BleakError, OSError) as error:
        return _told(error, platform)
    return Bluetooth(Radio.ON)


async def _by_bluez(address: str | None, answer_s: float, start_s: float) -> Bluetooth:
    from bleak.backends.bluezdbus.utils import get_dbus_authenticator
    from dbus_fast import AuthError, BusType, InvalidAddressError, MessageFlag
    from dbus_fast.aio import MessageBus

    try:
        bus = MessageBus(bus_address=address, bus_type=BusType.SYSTEM, auth=get_dbus_authenticator())
        async with asyncio.timeout(answer_s):
            await bus.connect()
    except InvalidAddressError as error:
        return Bluetooth(Radio.NO_BUS, _one_line(str(error)))
    except TimeoutError:
        return Bluetooth(Radio.SILENT_BUS)
    except (AuthError, EOFError, ConnectionResetError, BrokenPipeError):  # the bus hangs up on who may not
        return Bluetooth(Radio.DENIED)
    try:
        # A bus told to start what is missing says nothing for 25 s where it cannot: so ask without that first.
        async with asyncio.timeout(answer_s):
            reply = await _objects(bus, MessageFlag.NO_AUTOSTART)
        if _is_missing(reply):
            try:
                async with asyncio.timeout(start_s):
                    reply = await _objects(bus, MessageFlag.NONE)
            except TimeoutError:
                return Bluetooth(Radio.NO_SERVICE)
    except EOFError:
        return Bluetooth(Radio.FAILED, "the system bus hung up")
    finally:
        bus.disconnect()
    if _is_missing(reply):
        return Bluetooth(Radio.NO_SERVICE)
    if reply.error_name is not None:
        raise BleakDBusError(reply.error_name, reply.body)
    return _of_adapters(reply.body[0])


async def _objects(bus: MessageBus, flags: MessageFlag) -> Message:
    from dbus_fast import Message

    manager = "org.freedesktop.DBus.ObjectManager"
    call = Message("org.bluez", "/", manager, "GetManagedObjects", flags=flags)
    reply = await bus.call(call)
    assert reply is not None
    return reply


def _is_missing(reply: Message) -> bool:
    """Whether the bus itself answered, having nobody to hand the question to."""
    name = reply.error_name or ""
    signs = ("ServiceUnknown", "NameHasNoOwner", "Error.Spawn", "Error.TimedOut", "NoSuchUnit")
    return any(sign in name for sign in signs)


def _of_adapters(objects: Mapping[str, Mapping[str, Any]]) -> Bluetooth:
    """The adapter bleak would take: the first that knows Low Energy and is on."""
    from dbus_fast import unpack_variants

    adapters = {
        path.rpartition("/")[2]: unpack_variants(interfaces[ADAPTER])
        for path, interfaces in sorted(objects.items())
        if ADAPTER in interfaces
    }
    if not adapters:
        return Bluetooth(Radio.NO_ADAPTER)
    able = [name for name, properties in adapters.items() if "central" in properties.get("Roles", ())]
    if not able:
        return Bluetooth(Radio.NO_LOW_ENERGY, next(iter(adapters)))
    powered = [name for name in able if adapters[name].get("Powered")]
    return Bluetooth(Radio.ON, powered[0]) if powered else Bluetooth(Radio.OFF, able[0])


def _told(error: BleakError | OSError, platform: str) -> Bluetooth:
    """What a failure of bleak or of the system says of the radio."""
    if isinstance(error, BleakBluetoothNotAvailableError):
        if error.reason is BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE:
            return Bluetooth(Radio.NO_LOW_ENERGY)
        if error.reason is BleakBluetoothNotAvailableReason.UNKNOWN:
            return Bluetooth(Radio.FAILED, _one_line(str(error)))
    reason = to_sensor_error(error, "asking").reason
    if reason is SensorReason.NO_BUS and platform == "linux":
        return Bluetooth(Radio.NO_BUS)
    known = {
        SensorReason.NO_ADAPTER: Radio.NO_ADAPTER,
        SensorReason.POWERED_OFF: Radio.OFF,
        SensorReason.DENIED: Radio.DENIED,
        SensorReason.NO_SERVICE: Radio.NO_SERVICE,
    }
    radio = known.get(reason)
    return Bluetooth(Radio.FAILED, _one_line(str(error))) if radio is None else Bluetooth(radio)


def bluez_version(
    command: Sequence[str] = ("bluetoothctl", "--version"), answer_s: float = ANSWER_S
) -> tuple[int, int] | None:
    """BlueZ's version, asked as bleak asks (D-Bus does not tell it); None where that tool is missing."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=answer_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(rb"(\d+)\.(\d+)", done.stdout)
    return (int(version[1]), int(version[2])) if version else None


def is_served(version: tuple[int, int]) -> bool:
    """Whether bleak works with this BlueZ."""
    return version[0] == OLDEST_BLUEZ[0] and version >= OLDEST_BLUEZ


def _one_line(text: str) -> str:
    return " ".join(text.split())[:160]
