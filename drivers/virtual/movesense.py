"""A virtual Movesense: the virtual sensor's signal in the very bytes the real one sends."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from drivers import movesense
from drivers.packet import Packet
from drivers.virtual.radio import deliver
from drivers.virtual.signal import RadioTrouble, VirtualSignal

NAME = "Movesense 000000000000"
ADDRESS = "00:00:00:00:00:00"
FIRMWARE = "virtual"
PART_BYTES = 152  # a notification carries at most 150 bytes of payload and the two of its head
BOOT_MS = 0  # it was touched awake as the session began, so its clock is the axis of the truth


@dataclass(frozen=True, slots=True)
class Sent:
    """One notification and the moment it left, seconds on the world's clock."""

    sent_s: float
    data: bytes


def notifications(signal: VirtualSignal) -> list[Sent]:
    """The whole signal as notifications, none lost."""
    n = round(signal.rate_hz) // 13
    acc = signal.samples.acc_ms2.astype("<f4")
    gyr = np.degrees(signal.samples.gyr_rads).astype("<f4")
    sent: list[Sent] = []
    for first in range(0, len(signal.samples) - n + 1, n):
        stamp = BOOT_MS + int(signal.samples.t_s[first] * 1000.0)
        payload = struct.pack("<I", stamp % 2**32)
        payload += acc[first : first + n].tobytes() + gyr[first : first + n].tobytes()
        moment = float(signal.true_t_s[first + n - 1])
        head = bytes((movesense.DATA, movesense.REFERENCE))
        sent.append(Sent(moment, head + payload[: PART_BYTES - 2]))
        if len(payload) > PART_BYTES - 2:
            rest = bytes((movesense.DATA_PART2, movesense.REFERENCE)) + payload[PART_BYTES - 2 :]
            sent.append(Sent(moment + 0.001, rest))
    return sent


def packets_of(signal: VirtualSignal, trouble: RadioTrouble, seed: int) -> list[Packet]:
    """The notifications as they arrive on the world's clock; lost ones are not there."""
    sent = notifications(signal)
    arrivals = deliver(np.array([one.sent_s for one in sent]), trouble, seed)
    return [
        Packet(arrival, movesense.CHANNEL, one.data)
        for one, arrival in zip(sent, arrivals, strict=True)
        if arrival is not None
    ]


def answer(command: bytes) -> bytes | None:
    """The response notification to a command; None where the sensor stays silent."""
    if len(command) < 2:
        return None
    code, reference = command[0], command[1]
    status = 404
    if code == movesense.SUBSCRIBE:
        paths = {f"/Meas/IMU6/{rate}".encode() for rate in movesense.RATES_HZ}
        status = 200 if command[2:].rstrip(b"\0") in paths else 404
    elif code == movesense.UNSUBSCRIBE:
        status = 200
    return bytes((movesense.RESPONSE, reference)) + struct.pack("<H", status)
