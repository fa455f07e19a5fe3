"""The part of `org.bluez` that bleak's Linux backend touches, with virtual devices behind it.

Orders matter as they do with the real one: bleak reads signals on one connection and replies on another, so what
connecting shows has arrived there before the call that connected is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError
from drivers.virtual.playing import Playing
from tests.air import objects
from tests.air.dbus import Message, MessageBus, MessageType, Variant
from tests.air.objects import ADAPTER, ADAPTER_PATH, CHARACTERISTIC, DEVICE, device_path

OBJECTS, PROPERTIES = "org.freedesktop.DBus.ObjectManager", "org.freedesktop.DBus.Properties"
ADVERTISED_EVERY_S = 0.05
FAILED, NOT_READY, NOT_PERMITTED = (
    "org.bluez.Error.Failed",
    "org.bluez.Error.NotReady",
    "org.bluez.Error.NotPermitted",
)
NOT_SUPPORTED, IN_PROGRESS = "org.bluez.Error.NotSupported", "org.bluez.Error.InProgress"

Reply = tuple[str, list[Any]]


class BluezError(Exception):
    """An error reply: its D-Bus name and its words."""


class FakeBluez:
    """One adapter. `calls` are the methods called; `busy` tells `settled` that something is still under way."""

    def __init__(self, address: str, *air: Playing, powered: bool = True) -> None:
        self.air = list(air)
        self.held_notify = False  # another program has acquired the notifications
        self.calls: list[str] = []
        self._bus = MessageBus(bus_address=address)
        self._tree: dict[str, objects.Interfaces] = {ADAPTER_PATH: objects.adapter(powered)}
        self._playing: dict[str, Playing] = {}  # by path of device or characteristic
        self._uuids: dict[str, str] = {}  # by path of characteristic
        self._links: set[str] = set()  # paths of devices connected here, and not elsewhere
        self._clients: set[str] = set()  # connections that called us
        self._stirred = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0  # tasks that never end by themselves
        self._discovery: asyncio.Task[None] | None = None
        self._scanned = asyncio.Event()
        self._methods: dict[str, Callable[[Message], Awaitable[Reply | None]]] = {
            f"{OBJECTS}.GetManagedObjects": self._all,
            f"{ADAPTER}.SetDiscoveryFilter": self._nothing,
            f"{ADAPTER}.StartDiscovery": self._start_discovery,
            f"{ADAPTER}.StopDiscovery": self._stop_discovery,
            f"{DEVICE}.Connect": self._connect,
            f"{DEVICE}.Disconnect": self._disconnect,
            f"{CHARACTERISTIC}.ReadValue": self._read,
            f"{CHARACTERISTIC}.WriteValue": self._write,
            f"{CHARACTERISTIC}.StartNotify": self._start_notify,
            f"{CHARACTERISTIC}.StopNotify": self._stop_notify,
        }

    async def __aenter__(self) -> FakeBluez:
        await self._bus.connect()
        self._bus.add_message_handler(self._called)
        await self._bus.request_name("org.bluez")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_discovery()
        for task in self._tasks:
            task.cancel()
        self._hang_up()
        self._bus.disconnect()
        with contextlib.suppress(Exception):
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    # What a test does to the system

    def power(self, *, on: bool) -> None:
        """The adapter is switched; off takes every link down."""
        if not on:
            self._hang_up()
            self._end_discovery()
        self._set(ADAPTER_PATH, ADAPTER, Powered=Variant("b", on))

    def forget(self, one: Playing) -> None:
        """Half a minute after a device was last heard."""
        for path in [path for path in self._tree if path.startswith(device_path(one))]:
            interfaces = self._tree.pop(path)
            self._signal("/", OBJECTS, "InterfacesRemoved", "oas", [path, list(interfaces)])

    async def settled(self) -> None:
        """Until nothing is on its way any more, neither to a client of ours nor from one."""
        before = -1
        if self._discovery is not None and any(one.in_reach for one in self.air):
            await self._scanned.wait()  # it will be heard, and the scan ended
        while before != self._stirred and self._bus.connected:
            before = self._stirred
            for name in list(self._clients):
                await self._ping(name)
            if len(self._tasks) > self._waiting:
                await asyncio.sleep(0)
                before = -1

    # D-Bus

    def _called(self, message: Message) -> Message | bool:
        if message.message_type is not MessageType.METHOD_CALL:
            return False
        method = self._methods.get(f"{message.interface}.{message.member}")
        if method is None or message.sender is None:
            return False
        self.calls.append(str(message.member))
        self._clients.add(message.sender)
        self._stirred += 1
        task = asyncio.create_task(self._reply(message, method))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _reply(self, message: Message, method: Callable[[Message], Awaitable[Reply | None]]) -> None:
        try:
            signature, body = await method(message) or ("", [])
            reply = Message.new_method_return(message, signature, body)
        except BluezError as error:
            reply = Message.new_error(message, *error.args)
        if self._bus.connected:
            self._bus.send(reply)
            self._stirred += 1

    async def _ping(self, name: str) -> None:
        ping = Message(destination=name, path="/", interface="org.freedesktop.DBus.Peer", member="Ping")
        try:
            reply = await self._bus.call(ping)
        except Exception:  # the bus is gone, and all clients with it
            self._clients.clear()
            return
        if reply is None or reply.message_type is MessageType.ERROR:
            self._clients.discard(name)

    def _signal(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> None:
        if self._bus.connected:
            self._bus.send(Message.new_signal(path, interface, member, signature, body))
            self._stirred += 1

    def _set(self, path: str, interface: str, **changed: Variant) -> None:
        if path in self._tree:
            self._tree[path][interface].update(changed)
            self._signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", [interface, changed, []])

    def _add(self, path: str, interfaces: objects.Interfaces) -> None:
        if path not in self._tree:
            self._tree[path] = interfaces
            self._signal("/", OBJECTS, "InterfacesAdded", "oa{sa{sv}}", [path, interfaces])

    def _powered(self) -> bool:
        powered: bool = self._tree[ADAPTER_PATH][ADAPTER]["Powered"].value
        return powered

    # Methods

    async def _nothing(self, message: Message) -> None:
        return None

    async def _all(self, message: Message) -> Reply:
        return "a{oa{sa{sv}}}", [self._tree]

    async def _start_discovery(self, message: Message) -> None:
        if not self._powered():
            raise BluezError(NOT_READY, "Resource Not Ready")
        self._end_discovery()
        self._scanned.clear()
        self._discovery = asyncio.create_task(self._discover())

    async def _stop_discovery(self, message: Message) -> None:
        self._end_discovery()

    def _end_discovery(self) -> None:
        self._scanned.set()
        if self._discovery is not None:
            self._discovery.cancel()
            self._discovery = None

    async def _discover(self) -> None:
        while True:
            for one in self.air:
                if one.in_reach:
                    path = device_path(one)
                    self._playing[path] = one
                    if path in self._tree:
                        self._set(path, DEVICE, RSSI=Variant("n", objects.RSSI_DBM))
                    else:
                        self._add(path, objects.device(one))
            await asyncio.sleep(ADVERTISED_EVERY_S)

    async def _connect(self, message: Message) -> None:
        path = str(message.path)
        one = self._playing.get(path)
        if not self._powered():
            raise BluezError(NOT_READY, "Resource Not Ready")
        if one is None or path not in self._tree:
            raise BluezError("org.freedesktop.DBus.Error.UnknownObject", f"no such object {path}")
        if one.refuse:
            raise BluezError(FAILED, "le-connection-refused")
        if not one.in_reach:
            self._waiting += 1
            await asyncio.Event().wait()  # until whoever waits has had enough
        self._links.add(path)
        one.connect(lambda uuid, data: self._notify(one, uuid, data), lambda: self._gone(one))
        self._set(path, DEVICE, Connected=Variant("b", True))
        for place, interfaces in objects.services(one).items():
            self._playing[place] = one
            if CHARACTERISTIC in interfaces:
                self._uuids[place] = interfaces[CHARACTERISTIC]["UUID"].value
            self._add(place, interfaces)
        self._set(path, DEVICE, ServicesResolved=Variant("b", True))
        for name in list(self._clients):
            await self._ping(name)

    async def _disconnect(self, message: Message) -> None:
        if str(message.path) in self._links:
            self._playing[str(message.path)].drop()

    def _hang_up(self) -> None:
        for path in list(self._links):
            self._playing[path].drop()

    def _gone(self, one: Playing) -> None:
        self._links.discard(device_path(one))
        for path, interfaces in self._tree.items():
            if path.startswith(device_path(one)) and "Notifying" in interfaces.get(CHARACTERISTIC, {}):
                interfaces[CHARACTERISTIC]["Notifying"] = Variant("b", False)
        self._set(device_path(one), DEVICE, ServicesResolved=Variant("b", False))
        self._set(device_path(one), DEVICE, Connected=Variant("b", False))

    def _notify(self, one: Playing, uuid: str, data: bytes) -> None:
        for path, known in self._uuids.items():
            if known == uuid and self._playing[path] is one:
                self._set(path, CHARACTERISTIC, Value=Variant("ay", data))

    def _characteristic(self, message: Message) -> tuple[Playing, str]:
        path = str(message.path)
        one = self._playing.get(path)
        if one is None or not one.connected:
            raise BluezError(FAILED, "Not connected")
        return one, self._uuids[path]

    async def _read(self, message: Message) -> Reply:
        one, uuid = self._characteristic(message)
        try:
            return "ay", [one.read(uuid)]
        except AttError as error:
            raise _att(error) from error

    async def _write(self, message: Message) -> None:
        one, uuid = self._characteristic(message)
        data, options = message.body
        response = options.get("type", Variant("s", "request")).value == "request"
        flags = self._tree[str(message.path)][CHARACTERISTIC]["Flags"].value
        if ("write" if response else "write-without-response") not in flags:
            raise BluezError(NOT_SUPPORTED, "Operation is not supported")
        try:
            one.write(uuid, bytes(data), response=response)
        except AttError as error:
            if response:
                raise _att(error) from error

    async def _start_notify(self, message: Message) -> None:
        one, uuid = self._characteristic(message)
        if self.held_notify:
            raise BluezError(NOT_PERMITTED, "Notify acquired")
        self._set(str(message.path), CHARACTERISTIC, Notifying=Variant("b", True))
        one.listen(uuid, on=True)

    async def _stop_notify(self, message: Message) -> None:
        one, uuid = self._characteristic(message)
        self._set(str(message.path), CHARACTERISTIC, Notifying=Variant("b", False))
        one.listen(uuid, on=False)


def _att(error: AttError) -> BluezError:
    if error.code == WRITE_NOT_PERMITTED:
        return BluezError(NOT_PERMITTED, "Write not permitted")
    return BluezError(FAILED, f"Operation failed with ATT error: 0x{error.code:02x}")
