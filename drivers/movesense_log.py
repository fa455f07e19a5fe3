"""Movesense notifications as somebody logged them: any subscription's reference, any rate, each as it was sent.

    setting    values                     without it
    rate_hz    13, 26, 52, 104, ... 1666  told by the size of the notification
    resource   what was subscribed to:    /Meas/IMU6; the magnetometer of an IMU9 is passed over
               /Meas/IMU6, IMU9, Acc or
               Gyro, with /rate or without

The live stream has drivers.movesense.MovesenseDecoder, which knows what was asked for and whose clock
leaves out what came twice. Here the time of a sample is the packet's stamp and its place at the nominal rate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from drivers.movesense import DATA, DATA_PART2, DATA_PART3, MAX_ACC_MS2, MAX_GYR_DPS, RESPONSE
from drivers.packet import Packet
from drivers.readings import Readings, Stream
from drivers.source import Setting
from drivers.stamps import Unwrapped
from tracker.errors import InputError, InputReason

STREAMS = {"IMU6": (Stream.IMU, 2), "IMU9": (Stream.IMU, 3), "Acc": (Stream.ACC, 1), "Gyro": (Stream.GYR, 1)}
RESOURCE = re.compile(r"/Meas/(?P<name>\w+)(?:/(?P<rate>\d+))?")
RATES_HZ = (13, 26, 52, 104, 208, 416, 833, 1666)  # the fastest are none for the radio, but may be logged
PER_PACKET = 13  # a packet holds a thirteenth of a second


def _subscribed(settings: Mapping[str, Setting]) -> tuple[Stream, int, int | None]:
    """The stream, its number of sensors, and its rate if the settings tell."""
    resource = settings.get("resource", "/Meas/IMU6")
    path = RESOURCE.fullmatch(str(resource))
    if path is None or path["name"] not in STREAMS:
        known = ", ".join(f"/Meas/{name}" for name in STREAMS)
        raise InputError(InputReason.BAD_VALUE, f"no stream of ours is {resource}; there is: {known}")
    rate = settings.get("rate_hz", int(path["rate"]) if path["rate"] else None)
    if rate is not None and rate not in RATES_HZ:
        rates = ", ".join(map(str, RATES_HZ))
        raise InputError(InputReason.BAD_VALUE, f"Movesense streams at {rates} Hz, not at {rate}")
    return *STREAMS[path["name"]], None if rate is None else int(rate)


class MovesenseLogReader:
    """Notifications to readings; see drivers.readings.Reader."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._stream, self._sensors, rate = _subscribed(settings)
        rates_hz = RATES_HZ if rate is None else (rate,)
        self._rates = {4 + 12 * self._sensors * (hz // PER_PACKET): hz for hz in rates_hz}
        self._ticks = Unwrapped(2**32)
        self._pending: dict[int, bytes] = {}  # by the subscription's reference
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Not looked for: a log may hold anything."""
        return 0

    @property
    def rejected_packets(self) -> int:
        """Notifications that could not be part of a whole packet."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What was wrong with the last of them."""
        return self._fault

    def finish(self) -> list[Readings]:
        """Nothing: a part is no packet."""
        if self._pending:
            self._reject("the last packet lacks its second part")
        return []

    def read(self, packet: Packet) -> list[Readings]:
        """The samples this notification completes."""
        kind, reference, rest = packet.data[:1], packet.data[1:2], packet.data[2:]
        if kind == bytes((RESPONSE,)):
            return []
        if kind not in (bytes((DATA,)), bytes((DATA_PART2,)), bytes((DATA_PART3,))) or not rest:
            return self._reject("no Movesense data, which begins with 02 or 03 and a reference")
        before = self._pending.pop(reference[0], b"")
        if kind == bytes((DATA,)):
            if before:
                self._reject("a packet before lacks its second part")
            before = b""
        elif not before:
            return self._reject("a second part without its first")
        payload = before + rest
        if payload and len(payload) in self._rates:
            return self._decode(payload, self._rates[len(payload)])
        if len(payload) > max(self._rates):
            return self._reject(f"{len(payload)} bytes are no packet of this stream")
        self._pending[reference[0]] = payload
        return []

    def _reject(self, why: str) -> list[Readings]:
        self._rejected += 1
        self._fault = why
        return []

    def _decode(self, payload: bytes, rate_hz: int) -> list[Readings]:
        n = rate_hz // PER_PACKET
        with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened; it is rejected below
            values = np.frombuffer(payload, "<f4", offset=4).astype(np.float64).reshape(self._sensors, n, 3)
        acc = None if self._stream is Stream.GYR else values[0]
        gyr = None if self._stream is Stream.ACC else values[-1 if self._sensors == 1 else 1]
        if not (
            (acc is None or np.all(np.abs(acc) <= MAX_ACC_MS2))
            and (gyr is None or np.all(np.abs(gyr) <= MAX_GYR_DPS))
        ):
            return self._reject("a value no sensor can measure")
        first_s = self._ticks.of(int.from_bytes(payload[:4], "little")) / 1000.0
        times = first_s + np.arange(n) / rate_hz
        return [Readings(self._stream, times, acc, None if gyr is None else np.radians(gyr))]
