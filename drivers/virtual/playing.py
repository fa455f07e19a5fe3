"""A virtual device in reach, played on a pace: whoever carries it connects, writes, listens, and is told.

It plays from the moment it is first told to stream, and goes on while nobody is connected, as a real leg does.
"""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import Callable
from dataclasses import replace

from drivers.pace import Pace
from drivers.virtual.device import Device, Sent
from drivers.virtual.radio import Air, Arrived

TAIL_S = 0.3  # the last packets are on their way before the device goes
BEFORE_S = -1e6  # the world's clock, before the device begins to stream
HEADER_BYTES = 3  # of a notification, within the MTU


class Playing:
    """One device on the air. One link at a time; while it stands, the device does not advertise.

    `commands` are the writes it was given. `refuse`: out of reach, so connecting fails. With `interval_s` notifications
    leave at connection events so far apart, all that wait at once.
    """

    def __init__(
        self, device: Device, pace: Pace, air: Air | None = None, *, interval_s: float = 0.0
    ) -> None:
        self.device = device
        self.pace = pace
        self.air: Air = air or Clear()
        self._interval_s = interval_s
        self.refuse = False
        self.commands: list[bytes] = []
        self.started_s: float | None = None
        self._created_s = pace.now()
        self._heard: Callable[[str, bytes], None] | None = None
        self._gone: Callable[[], None] = lambda: None
        self._under_way: list[tuple[float, int, Arrived]] = []
        self._count = 0
        self._pump: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def name(self) -> str:
        """As it advertises."""
        return self.device.name

    @property
    def address(self) -> str:
        """Where it is."""
        return self.device.address

    @property
    def connected(self) -> bool:
        """Whether somebody has a link to it."""
        return self._heard is not None

    @property
    def in_reach(self) -> bool:
        """Whether it could be connected to now."""
        return not self.refuse and not self.connected and self.world_s() < self.device.dies_s

    @property
    def over(self) -> bool:
        """Whether there is nothing more to come."""
        return self._ended or self.world_s() > self.device.ends_s + TAIL_S

    def world_s(self) -> float:
        """The world's clock."""
        if self.started_s is None:
            return BEFORE_S + self.pace.now() - self._created_s
        return self.pace.now() - self.started_s

    def connect(self, heard: Callable[[str, bytes], None], gone: Callable[[], None]) -> None:
        """A link: `heard` is told each notification, `gone` once that the link is down."""
        assert self.in_reach
        self.device.due(self.world_s())  # sent to nobody
        self._heard, self._gone = heard, gone
        self._go_on()

    def drop(self) -> None:
        """The link is down, whoever took it down."""
        if self._heard is None:
            return
        self._heard, gone = None, self._gone
        self._under_way.clear()
        self._halt()
        self.device.let_go(self.world_s())
        gone()

    def restart(self) -> None:
        """Its battery is taken out and put in again."""
        self.device.restart(self.world_s())
        self.drop()

    def read(self, uuid: str) -> bytes:
        """The value of a characteristic."""
        return self.device.read(uuid, self.world_s())

    def write(self, uuid: str, data: bytes, *, response: bool) -> None:
        """A command."""
        self.commands.append(data)
        self.device.write(uuid, data, self.world_s(), response=response)
        self._go_on()

    def listen(self, uuid: str, *, on: bool) -> None:
        """Whether notifications of a characteristic are wanted."""
        self.device.listen(uuid, self.world_s(), on=on)
        self._go_on()

    def _go_on(self) -> None:
        """Something changed, so what comes next may have, too."""
        self._halt()
        for sent in self.device.due(self.world_s()):
            if sent.answer:
                asyncio.get_running_loop().call_soon(self._tell, sent.uuid, sent.data)
            else:
                self._carry(sent)
        if self.started_s is None and self.device.streaming:
            self.started_s = self.pace.now()
        if self.started_s is not None and self.connected:
            self._pump = asyncio.create_task(self._play())

    def _halt(self) -> None:
        if self._pump is not None and self._pump is not asyncio.current_task():
            self._pump.cancel()
        self._pump = None

    async def _play(self) -> None:
        assert self.started_s is not None
        while True:
            arrival_s = self._under_way[0][0] if self._under_way else math.inf
            coming_s = min(self._event_s(self.device.next_s()), arrival_s)
            moment_s = min(coming_s, self.device.dies_s)
            if coming_s == math.inf:
                if not self.device.streaming:
                    return
                await self.pace.sleep(TAIL_S)
                self._ended = True
                self.drop()
                return
            await self.pace.until(self.started_s + moment_s)
            if self._pump is not asyncio.current_task():
                return
            if moment_s >= self.device.dies_s:
                self.drop()
                return
            now_s = max(self.world_s(), moment_s)
            for sent in self.device.due(now_s):
                self._carry(sent)
            while self._under_way and self._under_way[0][0] <= now_s:
                _, _, arrived = heapq.heappop(self._under_way)
                self._tell(arrived.uuid, arrived.data)

    def _event_s(self, sent_s: float) -> float:
        """The connection event at which something sent then leaves."""
        if not self._interval_s or sent_s == math.inf:
            return sent_s
        return math.ceil(sent_s / self._interval_s) * self._interval_s

    def _carry(self, sent: Sent) -> None:
        room = self.device.mtu - HEADER_BYTES
        for arrived in self.air.carry(replace(sent, data=sent.data[:room])):
            self._count += 1
            heapq.heappush(self._under_way, (arrived.arrival_s, self._count, arrived))

    def _tell(self, uuid: str, data: bytes) -> None:
        if self._heard is not None:
            self._heard(uuid, data)


class Clear:
    """An air without delay or loss."""

    def carry(self, sent: Sent) -> list[Arrived]:
        """At once."""
        return [Arrived(sent.sent_s, sent.uuid, sent.data)]
