"""What is said between a link and a sensor, beside the data: a family's side of it. No radio here.

A link opens a connection, listens to all channels of `Dialogue.notify` in their order, then lets the family `start`
the stream, and at the end `stop` it. For that it lends the family a `Talk`: writes, reads, questions and pauses. All
that is heard meanwhile is recorded as packets too, answers as well, so whatever a decoder has to know of an answer it
finds there again when it is replayed. What `start` returns stands in the recording's header; a decoder is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from drivers.packet import Packet
from drivers.source import Setting
from tracker.errors import InputError, InputReason, SensorError, SensorReason

ANSWER_S = (
    2.0  # sensors answer within two connection intervals, 0.2 s at the longest; weak links repeat some times
)
GOOD_HZ = 50.0  # a heel strikes and a top turns within 0.1 s
SLOWEST_HZ = 12.5  # a raise lasts a second; with fewer samples its top is anybody's guess
BATTERY = "00002a19-0000-1000-8000-00805f9b34fb"  # Bluetooth's own: one byte, per cent
MODEL = "00002a24-0000-1000-8000-00805f9b34fb"
FIRMWARE = "00002a26-0000-1000-8000-00805f9b34fb"

Wanted = Callable[[Packet], bool]


class Talk(Protocol):
    """One connection, as a family uses it; what fails on it raises."""

    async def write(self, characteristic: str, command: bytes, *, answered: bool = True) -> None:
        """A command; `answered` false for characteristics that acknowledge no writes."""
        ...

    async def ask(
        self,
        characteristic: str,
        command: bytes,
        wanted: Wanted,
        timeout_s: float = ANSWER_S,
        *,
        answered: bool = True,
    ) -> bytes | None:
        """A command, and the first wanted notification of any channel since; None where none comes in time."""
        ...

    async def hear(self, wanted: Wanted, timeout_s: float = ANSWER_S) -> bytes | None:
        """The first wanted notification from now on; None where none comes in time."""
        ...

    async def read(self, characteristic: str) -> bytes | None:
        """Its value; None where it is not there or cannot be read."""
        ...

    async def pause(self, seconds: float) -> None:
        """Say nothing for so long."""
        ...


class Dialogue(Protocol):
    """A family's side, one instance a link: it may remember from one connection to the next."""

    @property
    def notify(self) -> Mapping[str, str]:
        """Characteristics to listen to by channel, in order."""
        ...

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Make it stream; the settings in force. After a reconnect it is called again, and gives the same again.

        SensorError, reason REFUSED, where it will not (see `refused`); the link puts its name before.
        """
        ...

    async def stop(self, talk: Talk) -> None:
        """Make it stop, however far `start` had come."""
        ...

    async def battery(self, talk: Talk) -> int | None:
        """The charge in per cent, also while it streams; None where it does not tell."""
        ...

    def is_answer(self, packet: Packet) -> bool:
        """Whether this was said to us and carries no sample."""
        ...

    def refusal(self, packet: Packet) -> str | None:
        """Why it will never stream, where this says so later than its answer was waited for."""
        ...

    def ended(self, packet: Packet) -> str | None:
        """Why it has stopped streaming, where this says so: it has to be started again."""
        ...


async def battery_level(talk: Talk) -> int | None:
    """The charge as most sensors tell it."""
    level = await talk.read(BATTERY)
    return level[0] if level and level[0] <= 100 else None


def refused(why: str, remedy: str) -> SensorError:
    """The error of a sensor that will not stream: why, and what to do about it."""
    return SensorError(SensorReason.REFUSED, f"{why}: {remedy}")


def fast_enough(title: str, rate_hz: float) -> None:
    """InputError for a rate at which no repetition can be told."""
    if rate_hz < SLOWEST_HZ:
        raise InputError(
            InputReason.BAD_VALUE,
            f"{title} at {rate_hz:g} Hz is too slow for repetitions: {SLOWEST_HZ:g} Hz at least, better {GOOD_HZ:g}",
        )


def too_slow(rate_hz: float, remedy: str) -> SensorError:
    """The error of a sensor that insists on such a rate."""
    return refused(f"it stays at {rate_hz:g} Hz, too slow for repetitions", remedy)
