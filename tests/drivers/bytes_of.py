"""Movesense notifications made by hand, as the published protocol lays them out."""

from __future__ import annotations

import struct

import numpy as np

from drivers import movesense
from drivers.packet import Packet
from tracker.samples import Floats, Samples

HEAD = 2  # kind and reference
PART_PAYLOAD = 150


def imu6(stamp_ms: int, acc: Floats, gyr_dps: Floats) -> bytes:
    """The payload of one packet."""
    return struct.pack("<I", stamp_ms % 2**32) + acc.astype("<f4").tobytes() + gyr_dps.astype("<f4").tobytes()


def parts(payload: bytes) -> list[bytes]:
    """The payload as one notification, or as two where it is too long for one."""
    first = bytes((movesense.DATA, movesense.REFERENCE)) + payload[:PART_PAYLOAD]
    if len(payload) <= PART_PAYLOAD:
        return [first]
    return [first, bytes((movesense.DATA_PART2, movesense.REFERENCE)) + payload[PART_PAYLOAD:]]


def packet(data: bytes) -> Packet:
    """As a link hands it over."""
    return Packet(0.0, movesense.CHANNEL, data)


def packet_at(
    k: int, rate_hz: int = 104, *, true_hz: float | None = None, boot_ms: int = 1000
) -> list[bytes]:
    """Notifications of packet number `k` of a stream without end; its first x of the accelerometer is `k`."""
    n = rate_hz // 13
    stamp = boot_ms + int(1000.0 * k * n / (true_hz or rate_hz))
    acc = np.tile((0.0, 0.0, 9.81), (n, 1))
    acc[0, 0] = k % 900
    return parts(imu6(stamp, acc, np.zeros((n, 3))))


def feed(decoder: movesense.MovesenseDecoder, notifications: list[bytes]) -> Samples:
    """Everything a decoder makes of them."""
    return Samples.concat([decoder.feed(packet(data)) for data in notifications])


def stream(first: int, last: int, rate_hz: int = 104, boot_ms: int = 1000) -> list[bytes]:
    """Notifications of packets `first` to `last` - 1."""
    return [data for k in range(first, last) for data in packet_at(k, rate_hz, boot_ms=boot_ms)]
