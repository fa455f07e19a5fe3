"""What a virtual device is: a face on the air, and bytes in, bytes out, at moments it is told.

Moments are seconds on the world's clock, which begins as the device begins to stream and is below zero before. A
device knows no bleak and no event loop: drivers.virtual.playing plays it, bleak or a D-Bus carries it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Layout = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Service, characteristic, and what can be done with it, in the words of the Bluetooth specification as BlueZ and
bleak spell them: read, write, write-without-response, notify, indicate."""

WRITE_NOT_PERMITTED, NOT_SUPPORTED, NOT_LISTENING = 0x03, 0x06, 0xFD
"""Codes of the attribute protocol."""


class AttError(Exception):
    """An attribute error: `code` of the attribute protocol."""

    def __init__(self, code: int) -> None:
        super().__init__(f"attribute error 0x{code:02x}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Sent:
    """One notification and the moment it left. An `answer` to a command is acknowledged and gets through; data may
    get lost."""

    sent_s: float
    uuid: str
    data: bytes
    answer: bool = False


class Device(Protocol):
    """Any virtual device."""

    @property
    def name(self) -> str:
        """As it advertises."""
        ...

    @property
    def address(self) -> str:
        """Where it is."""
        ...

    @property
    def advertised(self) -> tuple[str, ...]:
        """Services it advertises."""
        ...

    @property
    def manufacturer(self) -> Mapping[int, bytes]:
        """What it advertises besides, by company number."""
        ...

    @property
    def layout(self) -> Layout:
        """Its services."""
        ...

    @property
    def mtu(self) -> int:
        """What a link to it carries at once, header included, bytes."""
        ...

    @property
    def streaming(self) -> bool:
        """Whether it has been told to send."""
        ...

    @property
    def ends_s(self) -> float:
        """When there is nothing more to measure."""
        ...

    @property
    def dies_s(self) -> float:
        """When its battery is empty."""
        ...

    def read(self, uuid: str, at_s: float) -> bytes:
        """The value of a characteristic; AttError where it has none."""
        ...

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """A command; what it answers is due at once. AttError where it cannot be written so."""
        ...

    def listen(self, uuid: str, at_s: float, *, on: bool) -> None:
        """Notifications of a characteristic are wanted from now on, or no more."""
        ...

    def due(self, at_s: float) -> list[Sent]:
        """What was sent up to this moment and was not asked for yet, in order; nobody hears it later."""
        ...

    def next_s(self) -> float:
        """When something will be due next, as things are; infinity where nothing will."""
        ...

    def let_go(self, at_s: float) -> None:
        """The link is down."""
        ...

    def restart(self, at_s: float) -> None:
        """Its battery is taken out and put in again."""
        ...
