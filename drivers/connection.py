"""One connection of bleak to one sensor: brought up, listened to, talked over, taken down. A link has one after
another.

The callbacks of bleak do nothing but stamp the time and put the bytes aside. A task takes them from there, so what is
done with a packet delays no other's stamp. What an old connection still says once the next one stands goes nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice

from drivers.dialogue import Dialogue
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.source import Setting
from drivers.talk import ClientTalk

CONNECT_S = 20.0
START_S = 10.0  # for its services, who it is, and the commands
GOODBYE_S = 2.0  # a sensor out of reach acknowledges no command; nobody should wait for that
HANG_UP_S = 12.0  # bleak waits ten for the system to take a link down


class Connection:
    """`take` is given every packet, in order; `gone` is set once the link has broken."""

    def __init__(
        self,
        dialogue: Dialogue,
        pace: Pace,
        take: Callable[[Packet], None],
        backend: type[BaseBleakClient] | None = None,
    ) -> None:
        self.gone = asyncio.Event()
        self._dialogue = dialogue
        self._pace = pace
        self._take = take
        self._backend = backend
        self._client: BleakClient | None = None
        self._talk: ClientTalk | None = None
        self._heard: asyncio.Queue[Packet] = asyncio.Queue()
        self._pump: asyncio.Task[None] | None = None

    @property
    def talk(self) -> ClientTalk:
        """Over it; only while it stands."""
        assert self._talk is not None
        return self._talk

    async def open(self, device: BLEDevice | str) -> None:
        """Bring it up; raises as bleak does."""
        client = self._client = BleakClient(
            device,
            disconnected_callback=lambda _: self.gone.set(),
            timeout=CONNECT_S,
            backend=self._backend,
        )
        async with asyncio.timeout(2.0 * CONNECT_S):  # given an address, bleak scans first
            await client.connect()
        self._talk = ClientTalk(client, self._pace)

    async def start(self) -> Mapping[str, Setting]:
        """Listen, and make the sensor stream; the settings in force."""
        assert self._client is not None
        self._pump = asyncio.create_task(self._run())
        async with asyncio.timeout(START_S):
            for channel, uuid in self._dialogue.notify.items():
                await self._client.start_notify(uuid, self._listener(channel))
            return await self._dialogue.start(self.talk)

    async def let_go(self) -> None:
        """Say goodbye and take it down; whatever that fails with, it is over."""
        client, talk = self._client, self._talk
        self._client = self._talk = None
        if client is None:
            return
        try:
            if talk is not None and client.is_connected:
                with contextlib.suppress(Exception):
                    async with asyncio.timeout(GOODBYE_S):
                        await self._dialogue.stop(talk)
        finally:
            try:
                with contextlib.suppress(Exception):
                    async with asyncio.timeout(HANG_UP_S):
                        await client.disconnect()
            finally:
                self._end_pump()

    def _listener(self, channel: str) -> Callable[[BleakGATTCharacteristic, bytearray], None]:
        now, put = self._pace.now, self._heard.put_nowait

        def heard(_: BleakGATTCharacteristic, data: bytearray) -> None:
            put(Packet(now(), channel, bytes(data)))

        return heard

    async def _run(self) -> None:
        while True:
            self._hand_on(await self._heard.get())

    def _end_pump(self) -> None:
        """What arrived before the end is not lost with it."""
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None
            while not self._heard.empty():
                self._hand_on(self._heard.get_nowait())

    def _hand_on(self, packet: Packet) -> None:
        self._take(packet)
        if self._talk is not None:
            self._talk.heard(packet)
