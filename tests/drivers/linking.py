"""A link over the real bleak for tests; only what bleak calls its backend is virtual, and so is time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.device import BLEDevice
from bleak.exc import BleakError

from drivers import movesense, source
from drivers.families import Family, family_named
from drivers.link import Link
from drivers.packet import Packet
from drivers.source import LinkChange, LinkState, SensorInfo
from drivers.virtual.bleak_backend import AIR, VirtualClient
from drivers.virtual.scripted import OnAir
from tests.drivers.bytes_of import stream
from tests.drivers.turns import Turns

if TYPE_CHECKING:
    from typing_extensions import Buffer

ADDRESS = "00:00:00:00:00:00"
FAMILY = family_named("movesense")
Heard = list[source.Heard]


class Client(VirtualClient):
    """The virtual client, with a count of what passes bleak's callback and a hook into its connecting."""

    passed: ClassVar[list[bytes]] = []
    living: ClassVar[list[Client]] = []
    on_connect: ClassVar[Callable[[], object]] = staticmethod(lambda: None)
    on_start: ClassVar[Callable[[], object]] = staticmethod(lambda: None)
    mute: ClassVar[frozenset[bytes]] = frozenset()  # commands that are never acknowledged
    forgets: ClassVar[bool] = False  # a device once connected is known by its address alone

    def __init__(self, address_or_ble_device: BLEDevice | str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(address_or_ble_device, *args, **kwargs)
        self._by_address = isinstance(address_or_ble_device, str)

    async def connect(self, pair: bool, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        if Client.forgets and Client.living and not self._by_address:
            raise BleakError("device 'dev_00_00_00_00_00_00' not found")  # as BlueZ words it
        Client.on_connect()
        await super().connect(pair, **kwargs)
        Client.living.append(self)

    async def start_notify(
        self,
        characteristic: BleakGATTCharacteristic,
        callback: Callable[[bytearray], None],
        **kwargs: Any,  # noqa: ANN401 - bleak's own signature
    ) -> None:
        def counted(data: bytearray) -> None:
            Client.passed.append(bytes(data))
            callback(data)

        Client.on_start()
        await asyncio.sleep(0)
        await super().start_notify(characteristic, counted, **kwargs)

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Buffer, response: bool
    ) -> None:
        if bytes(data) in Client.mute:
            await asyncio.Event().wait()
        await super().write_gatt_char(characteristic, data, response)


@dataclass
class World:
    """One device on the air, and a link to it."""

    pace: Turns = field(default_factory=Turns)

    def device(self, seconds: float, silence_after_s: float = 1e9, silence_s: float = 0.0) -> OnAir:
        """Sends for so many seconds, with one long silence."""
        sent = stream(0, round(seconds * 13))
        times = [0.05 + k / 26 for k in range(len(sent))]
        packets = [
            Packet(t + (silence_s if t > silence_after_s else 0.0), movesense.CHANNEL, data)
            for t, data in zip(times, sent, strict=True)
        ]
        one = OnAir(packets, self.pace)
        AIR[one.address] = one
        return one

    def link(self, one: OnAir | None = None, family: Family = FAMILY) -> Link:
        over = (lambda: one.over) if one is not None else (lambda: False)
        return Link(family, ADDRESS, name="leg", pace=self.pace, backend=Client, is_over=over)

    @contextlib.asynccontextmanager
    async def opened(self, one: OnAir, family: Family = FAMILY) -> AsyncIterator[Link]:
        link = self.link(one, family)
        await link.open()
        try:
            yield link
        finally:
            await link.close()


@contextlib.contextmanager
def fresh() -> Iterator[World]:
    """A world of its own, with nothing on the air; a fixture of tests/drivers."""
    Client.passed, Client.living = [], []
    Client.on_connect = Client.on_start = staticmethod(lambda: None)
    Client.mute, Client.forgets = frozenset(), False
    AIR.clear()
    yield World()
    AIR.clear()


def listen(world: World, one: OnAir, family: Family = FAMILY) -> Heard:
    """All of a stream, until it ends of itself."""

    async def whole() -> Heard:
        async with world.opened(one, family) as link:
            return [item async for item in link.stream()]

    return world.pace.run(whole())


def until(world: World, one: OnAir, state: LinkState, times: int = 1) -> Heard:
    """A stream up to the moment the link came into a state for the so-manieth time; then it is closed."""

    async def part() -> Heard:
        heard: Heard = []
        async with world.opened(one) as link:
            async for item in link.stream():
                heard.append(item)
                if states(heard).count(state) == times:
                    break
        return heard

    return world.pace.run(part())


def states(heard: Heard) -> list[LinkState]:
    return [item.state for item in heard if isinstance(item, LinkChange)]


def changes(heard: Heard, state: LinkState) -> list[LinkChange]:
    return [item for item in heard if isinstance(item, LinkChange) and item.state is state]


def data_of(heard: Heard) -> list[bytes]:
    return [item.data for item in heard if isinstance(item, Packet) and item.data[0] != movesense.RESPONSE]


def opening(world: World, link: Link) -> SensorInfo:
    async def both() -> SensorInfo:
        info = await link.open()
        await link.close()
        return info

    return world.pace.run(both())
