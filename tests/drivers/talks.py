"""A scripted sensor for dialogues: what it is told, what it answers, without a radio, on a clock of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from drivers.dialogue import ANSWER_S, Wanted
from drivers.packet import Packet

Answers = Callable[[str, bytes], Iterable[tuple[str, bytes]]]


@dataclass
class ScriptedTalk:
    """`answers` gives for a command the notifications it causes, each with its channel; `values` can be read.

    `heard` is everything notified, as a link would record it; `said` everything written; `now_s` goes on by
    pauses and by answers waited for in vain.
    """

    answers: Answers = lambda characteristic, command: ()
    values: Mapping[str, bytes] = field(default_factory=dict)
    of_itself: deque[tuple[str, bytes]] = field(default_factory=deque)  # notified as soon as somebody listens
    said: list[tuple[str, bytes]] = field(default_factory=list)
    unanswered: list[bytes] = field(default_factory=list)  # written without asking for an acknowledgement
    heard: list[Packet] = field(default_factory=list)
    now_s: float = 0.0

    async def write(self, characteristic: str, command: bytes, *, answered: bool = True) -> None:
        """A command; what it causes is heard at once."""
        self._say(characteristic, command, answered)

    async def ask(
        self,
        characteristic: str,
        command: bytes,
        wanted: Wanted,
        timeout_s: float = ANSWER_S,
        *,
        answered: bool = True,
    ) -> bytes | None:
        """A command and the answer among what it causes."""
        before = len(self.heard)
        self._say(characteristic, command, answered)
        for packet in self.heard[before:]:
            if wanted(packet):
                return packet.data
        self.now_s += timeout_s
        return None

    async def hear(self, wanted: Wanted, timeout_s: float = ANSWER_S) -> bytes | None:
        """What comes of itself."""
        while self.of_itself:
            packet = Packet(self.now_s, *self.of_itself.popleft())
            self.heard.append(packet)
            if wanted(packet):
                return packet.data
        self.now_s += timeout_s
        return None

    async def read(self, characteristic: str) -> bytes | None:
        """Its value."""
        try:
            return self.values[characteristic]
        except KeyError:
            return None

    async def pause(self, seconds: float) -> None:
        """Time passes."""
        self.now_s += seconds

    def _say(self, characteristic: str, command: bytes, answered: bool) -> None:
        self.said.append((characteristic, command))
        if not answered:
            self.unanswered.append(command)
        self.heard += [Packet(self.now_s, *one) for one in self.answers(characteristic, command)]
