"""A Movesense whose notifications are given: what it sends was made before, for tests of links and of times."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from drivers.pace import Pace
from drivers.packet import Packet
from drivers.virtual.device import Sent
from drivers.virtual.devices.movesense import NOTIFY, OK, RESPONSE, SUBSCRIBE, UNSUBSCRIBE, Movesense
from drivers.virtual.playing import Playing
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Samples

LEEWAY_S = 1.0  # what was sent so shortly before the subscription is heard late


class Scripted(Movesense):
    """Sends `packets` at their `arrival_s` while it is subscribed to; those nobody listened to are gone."""

    def __init__(self, packets: Sequence[Packet]) -> None:
        instant = np.zeros(1)
        still = Samples(instant, np.zeros((1, 3)), np.zeros((1, 3)))
        super().__init__(VirtualSignal(still, instant, 104.0))
        self.packets = packets
        self._place = 0
        self._subscribed = False

    @property
    def streaming(self) -> bool:
        """Whether it is subscribed to."""
        return self._subscribed

    @property
    def ends_s(self) -> float:
        """Never by the clock: what is not sent waits."""
        return math.inf

    def answer(self, command: bytes, at_s: float) -> bytes | None:
        """Heeded as any Movesense does."""
        reply = super().answer(command, at_s)
        if reply is None or command[0] not in (SUBSCRIBE, UNSUBSCRIBE) or reply[0] != RESPONSE:
            return reply
        if command[0] == UNSUBSCRIBE:
            self._subscribed = False
        elif int.from_bytes(reply[2:4], "little") == OK:
            self._subscribed = True
            while self._waits() and self.packets[self._place].arrival_s < at_s - LEEWAY_S:
                self._place += 1
        return reply

    def let_go(self, at_s: float) -> None:
        """The subscription vanishes."""
        super().let_go(at_s)
        self._subscribed = False

    def next_s(self) -> float:
        """The next packet, however late."""
        return self.packets[self._place].arrival_s if self._subscribed and self._waits() else math.inf

    def due(self, at_s: float) -> list[Sent]:
        """Answers and packets up to now."""
        sent = super().due(at_s)
        while self.next_s() <= at_s:
            packet = self.packets[self._place]
            sent.append(Sent(packet.arrival_s, NOTIFY, packet.data))
            self._place += 1
        return sent

    def _waits(self) -> bool:
        return self._place < len(self.packets)


class OnAir(Playing):
    """A scripted Movesense in reach; see drivers.virtual.playing."""

    def __init__(self, packets: Sequence[Packet], pace: Pace) -> None:
        super().__init__(Scripted(packets), pace)
        self.packets = packets
