"""What a session hears from a sensor besides its packets: who it is, how the link is doing, what charge is left."""

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


class Place(StrEnum):
    """Where a second sensor is worn, the first being on the shank that is counted by."""

    THIGH = "thigh"  # above it
    OTHER_LEG = "other-leg"  # on the other shank


@dataclass(frozen=True, slots=True)
class Second:
    """A second sensor worn at the same time; its packets bear the number 1."""

    place: Place
    sensor: SensorInfo


NO_DATA = "no data"
"""In the reason of a link that is weak because nothing comes."""


class LinkState(StrEnum):
    """States a person understands."""

    SEARCHING = "searching"  # listening for it
    CONNECTING = "connecting"
    STREAMING = "streaming"
    WEAK = "weak"  # connected, but silent for a second, or losing much
    LOST = "lost"
    BACK = "back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The link is in another state from `arrival_s` on (the session's clock), for a reason in words. `sensor` as in
    drivers.packet.Packet."""

    arrival_s: float
    state: LinkState
    reason: str
    sensor: int = 0


@dataclass(frozen=True, slots=True)
class BatteryLevel:
    """The sensor's charge, in per cent, as it told at `arrival_s` (the session's clock)."""

    arrival_s: float
    battery_pct: int
    sensor: int = 0


Heard = Packet | LinkChange | BatteryLevel


class Source(Protocol):
    """Anything that yields a sensor's packets: a link, or a test."""

    async def open(self) -> SensorInfo:
        """Connect and start the stream."""
        ...

    def stream(self) -> AsyncIterator[Heard]:
        """Packets, changes of the link and of the battery, until it is closed or there is nothing more to come."""
        ...

    async def close(self) -> None:
        """Stop the stream and let the sensor go; safe to call twice."""
        ...
