"""A family's talk with its sensor (drivers.dialogue.Talk) over a connection of bleak."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bleak import BleakClient

from drivers.dialogue import ANSWER_S, Wanted
from drivers.pace import Pace
from drivers.packet import Packet


class ClientTalk:
    """One connection. The link hands it every packet it hears."""

    def __init__(self, client: BleakClient, pace: Pace) -> None:
        self._client = client
        self._pace = pace
        self._waiting: list[tuple[Wanted, asyncio.Future[bytes]]] = []

    def heard(self, packet: Packet) -> None:
        """A packet, for those who wait for it."""
        for wanted, answer in self._waiting:
            if not answer.done() and wanted(packet):
                answer.set_result(packet.data)

    async def write(self, characteristic: str, command: bytes, *, answered: bool = True) -> None:
        """A command; a characteristic that knows only one way of writing is written to in that way."""
        found = self._client.services.get_characteristic(characteristic)
        ways = {"write", "write-without-response"} & set(found.properties if found is not None else ())
        if len(ways) == 1:
            answered = ways == {"write"}
        await self._client.write_gatt_char(characteristic, command, response=answered)

    async def ask(
        self,
        characteristic: str,
        command: bytes,
        wanted: Wanted,
        timeout_s: float = ANSWER_S,
        *,
        answered: bool = True,
    ) -> bytes | None:
        """A command and its answer."""
        return await self._answer(
            wanted, timeout_s, lambda: self.write(characteristic, command, answered=answered)
        )

    async def hear(self, wanted: Wanted, timeout_s: float = ANSWER_S) -> bytes | None:
        """What comes of itself."""
        return await self._answer(wanted, timeout_s)

    async def read(self, characteristic: str) -> bytes | None:
        """A value that may not be there or may not be read: then nothing is known, and that is fine."""
        if self._client.services.get_characteristic(characteristic) is None:
            return None
        try:
            return bytes(await self._client.read_gatt_char(characteristic))
        except Exception:
            return None

    async def pause(self, seconds: float) -> None:
        """On the session's clock."""
        await self._pace.sleep(seconds)

    async def _answer(
        self,
        wanted: Wanted,
        timeout_s: float,
        question: Callable[[], Awaitable[None]] | None = None,
    ) -> bytes | None:
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        waiter = (wanted, answer)
        self._waiting.append(waiter)  # before the question: its answer may come before its acknowledgement
        late: asyncio.Task[None] | None = None
        try:
            if question is not None:
                await question()
            late = asyncio.ensure_future(self._pace.sleep(timeout_s))
            late.add_done_callback(lambda _: answer.cancel())
            await asyncio.wait([answer])
            return None if answer.cancelled() else answer.result()
        finally:
            self._waiting.remove(waiter)
            answer.cancel()
            if late is not None:
                late.cancel()
