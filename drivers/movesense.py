"""Movesense HR2, HR+ and Flash: the GATT SensorData Protocol (GSP), IMU6 streams. Bytes only, no radio.

Service and characteristics as published on the Movesense GSP page; commands are `[code][reference][payload]`.
A notification is `[kind][reference]...`: 1 a response, 2 DATA, 3 DATA_PART2 (the rest of the last DATA; some firmware
calls a third part 4).

    IMU6 payload   u32 ms of the first sample | N x (ax, ay, az) f32 m/s2 | N x (gx, gy, gz) f32 deg/s
    N              rate / 13, so 13 packets a second; 104 Hz makes 196 bytes in two notifications

Little endian. The timestamp counts milliseconds since boot and wraps after 49.7 days. What a lost
notification leaves is told by the timestamps alone: the radio guarantees nothing.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from drivers.clockfit import ClockFit
from drivers.packet import Packet
from drivers.source import Setting
from tracker.errors import InputError, InputReason
from tracker.samples import Samples

SERVICE = "34802252-7185-4d5d-b431-630e7050e8f0"
COMMAND = "34800001-7185-4d5d-b431-630e7050e8f0"
NOTIFY = "34800002-7185-4d5d-b431-630e7050e8f0"
CHANNEL = "data"
RATES_HZ = (13, 26, 52, 104, 208)
DEFAULT_RATE_HZ = 104
REFERENCE = 0x53  # ours to choose, not 0; names the subscription in every notification

RESPONSE, DATA, DATA_PART2, DATA_PART3 = 1, 2, 3, 4
SUBSCRIBE, UNSUBSCRIBE, GET = 1, 2, 4
ENERGY = 0x54  # another reference, for the question
OK = (200, 201)
MEANINGS = {404: "its firmware has no such stream", 507: "it has no free slot for a stream"}
MAX_ACC_MS2 = 1000.0  # 100 g: past any range the part has, so bytes that say more are damaged
MAX_GYR_DPS = 10000.0
TOGETHER = 0.5
"""Both parts leave together; the second one of the NEXT packet comes a whole packet later. In between lies half of one,
38 ms: a link that slow is believed one packet later, when the next stamp has told that none was lost."""


def rate_of(settings: Mapping[str, Setting]) -> int:
    """The rate asked for."""
    rate = settings.get("rate_hz", DEFAULT_RATE_HZ)
    if rate not in RATES_HZ:
        rates = ", ".join(map(str, RATES_HZ))
        raise InputError(InputReason.BAD_VALUE, f"Movesense streams at {rates} Hz, not at {rate}")
    return int(rate)


def subscribe_command(rate_hz: int) -> bytes:
    """Start the IMU6 stream."""
    return bytes((SUBSCRIBE, REFERENCE)) + f"/Meas/IMU6/{rate_hz}".encode()


def unsubscribe_command() -> bytes:
    """Stop it: a sensor let go without it keeps its link, and its LED blinking."""
    return bytes((UNSUBSCRIBE, REFERENCE))


def energy_command() -> bytes:
    """Ask for the charge, where the sensor has no battery service."""
    return bytes((GET, ENERGY)) + b"/System/Energy/Level"


def energy_pct(answer: bytes) -> int | None:
    """The charge, if this answers it."""
    told = len(answer) == 5 and answer[:2] == bytes((RESPONSE, ENERGY)) and status_of(answer) in OK
    return answer[4] if told and answer[4] <= 100 else None


def is_answer(data: bytes) -> bool:
    """Whether this notification answers a command and carries no data."""
    return data[:1] == bytes((RESPONSE,))


def status_of(answer: bytes) -> int | None:
    """The status of a response; old firmware sends 507 the other way round."""
    if len(answer) < 4 or not is_answer(answer):
        return None
    swapped = int.from_bytes(answer[2:4], "big")
    return swapped if swapped in MEANINGS else int.from_bytes(answer[2:4], "little")


def refusal(data: bytes) -> str | None:
    """Why the sensor refused, if this notification is a refusal."""
    status = status_of(data)
    return None if status is None or status in OK else MEANINGS.get(status, f"status {status}")


class MovesenseDecoder:
    """IMU6 notifications to samples; see drivers.packet.Decoder."""

    CHANNELS: ClassVar[int] = 6

    def __init__(self, rate_hz: int = 104) -> None:
        self._n = rate_hz // 13
        self._size = 4 + 4 * self.CHANNELS * self._n
        self._clock = ClockFit(1.0 / rate_hz, resolution_s=0.001, wrap=2**32)
        self._period_s = self._n / rate_hz
        self._pending = b""
        self._begun_s = math.nan  # when the pending packet's first part arrived
        self._doubtful: tuple[bytes, float] | None = (
            None  # a packet whose parts may be of two, and when it came
        )
        self._rejected = 0

    @property
    def lost_samples(self) -> int:
        """Samples missing so far by the timestamps."""
        return self._clock.lost

    @property
    def rejected_packets(self) -> int:
        """Notifications that could not be part of a whole packet."""
        return self._rejected

    def feed(self, packet: Packet) -> Samples:
        """The samples this notification completes."""
        data = packet.data
        if len(data) >= 2 and data[0] == RESPONSE:
            return Samples.empty()
        if len(data) < 3 or data[1] != REFERENCE or data[0] not in (DATA, DATA_PART2, DATA_PART3):
            return self._reject()
        before = Samples.empty()
        if data[0] == DATA:
            if self._pending:
                self._rejected += 1
            before = self._settled(data[2:6])
            payload, self._pending, self._begun_s = data[2:], b"", packet.arrival_s
        elif self._pending:
            payload, self._pending = self._pending + data[2:], b""
        else:
            return self._reject()
        if len(payload) < self._size:  # two parts as a rule, more where the link carries less at once
            self._pending = payload
            return before
        if len(payload) != self._size:
            self._rejected += 1
            return before
        if packet.arrival_s - self._begun_s > TOGETHER * self._period_s:
            self._doubtful = payload, packet.arrival_s
            return before
        return Samples.concat((before, self._decode(payload, packet.arrival_s)))

    def _settled(self, stamp: bytes) -> Samples:
        """What was doubtful, now that the next packet's stamp tells whether any is missing between."""
        doubtful, self._doubtful = self._doubtful, None
        if doubtful is None:
            return Samples.empty()
        payload, arrival_s = doubtful
        step_ms = (int.from_bytes(stamp, "little") - int.from_bytes(payload[:4], "little")) % 2**32
        if step_ms > 1500.0 * self._period_s:
            return self._reject()
        return self._decode(payload, arrival_s)

    def _reject(self) -> Samples:
        self._rejected += 1
        return Samples.empty()

    def _decode(self, payload: bytes, arrival_s: float) -> Samples:
        (stamp,) = struct.unpack_from("<I", payload)
        with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened; it is rejected below
            values = np.frombuffer(payload, "<f4", offset=4).astype(np.float64).reshape(2, self._n, 3)
        acc, gyr = values[0], values[1]
        if not (np.all(np.abs(acc) <= MAX_ACC_MS2) and np.all(np.abs(gyr) <= MAX_GYR_DPS)):
            return self._reject()
        times = self._clock.stamp(stamp, self._n, arrival_s)
        if times is None:
            return self._reject()
        return Samples(times, acc.copy(), np.radians(gyr))


def decoder(settings: Mapping[str, Setting]) -> MovesenseDecoder:
    """The decoder of a stream with these settings."""
    return MovesenseDecoder(rate_of(settings))
