"""What a sensor's radio delivers, and what every family's decoder does with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tracker.samples import Samples


@dataclass(frozen=True, slots=True)
class Packet:
    """One notification as it arrived: `arrival_s` on the host's monotonic clock, `channel` the short name
    the family gives the characteristic (Movesense has one, "data"). `sensor` tells two worn at once apart: 0 is
    the one on the shank that is counted by, 1 the second."""

    arrival_s: float
    channel: str
    data: bytes
    sensor: int = 0


class Decoder(Protocol):
    """Bytes to samples, pure and streaming: never raises on any bytes, invents nothing.

    One instance a connection-independent stream: device time is unwrapped and goes on over reconnects.
    """

    @property
    def lost_samples(self) -> int:
        """Samples the device's clock or counter says are missing so far."""
        ...

    @property
    def rejected_packets(self) -> int:
        """Packets that were no valid data so far."""
        ...

    def feed(self, packet: Packet) -> Samples:
        """The samples completed by this packet, device time as `t_s`; often empty."""
        ...
