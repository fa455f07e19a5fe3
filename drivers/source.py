"""What a session hears from a sensor besides its packets: who it is, and how the link is doing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from drivers.packet import Packet

Setting = int | float | str


@dataclass(frozen=True, slots=True)
class SensorInfo:
    """The sensor as the recording names it; what it did not tell is None."""

    family: str
    name: str
    address: str
    firmware: str | None = None
    battery_pct: int | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)


class LinkState(StrEnum):
    """States a person understands."""

    CONNECTING = "connecting"
    STREAMING = "streaming"
    WEAK = "weak"  # connected, but silent for a second
    LOST = "lost"
    BACK = "back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The link is in another state from `arrival_s` on (the session's clock), for a reason in words."""

    arrival_s: float
    state: LinkState
    reason: str


class Source(Protocol):
    """Anything that yields a sensor's packets: a link, or a test."""

    async def open(self) -> SensorInfo:
        """Connect and start the stream."""
        ...

    def stream(self) -> AsyncIterator[Packet | LinkChange]:
        """Packets and changes of the link, until it is closed or there is nothing more to come."""
        ...

    async def close(self) -> None:
        """Stop the stream and let the sensor go; safe to call twice."""
        ...
