"""Movesense notifications as somebody logged them: any subscription's reference, any rate, each as it was sent.

    setting    values                     without it
    rate_hz    13, 26, 52, 104, ... 1666  told by the size of the notification
    resource   what was subscribed to:    /Meas/IMU6; the magnetometer of an IMU9 is passed over
               /Meas/IMU6, IMU9, Acc or
               Gyro, with /rate or without

A subscription in the log (01, its reference, the path) tells the resource of that reference, whatever is set.

The live stream has drivers.movesense.MovesenseDecoder, which knows what was asked for and whose clock
leaves out what came twice. Here the time of a sample is the packet's stamp and its place at the nominal rate.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Subscription:
    """A stream, its number of sensors, and its rate by the size of a packet."""

    stream: Stream
    sensors: int
    rates: Mapping[int, int]

    @staticmethod
    def to(resource: object, rate_hz: Setting | None = None) -> Subscription:
        """A resource; its rate may be known besides."""
        path = RESOURCE.fullmatch(str(resource))
        if path is None or path["name"] not in STREAMS:
            known = ", ".join(f"/Meas/{name}" for name in STREAMS)
            raise InputError(InputReason.BAD_VALUE, f"no stream of ours is {resource}; there is: {known}")
        rate = rate_hz if rate_hz is not None else int(path["rate"]) if path["rate"] else None
        if rate is not None and rate not in RATES_HZ:
            rates = ", ".join(map(str, RATES_HZ))
            raise InputError(InputReason.BAD_VALUE, f"Movesense streams at {rates} Hz, not at {rate}")
        stream, sensors = STREAMS[path["name"]]
        known_hz = RATES_HZ if rate is None else (int(rate),)
        return Subscription(stream, sensors, {4 + 12 * sensors * (hz // PER_PACKET): hz for hz in known_hz})


class MovesenseLogReader:
    """Notifications to readings; see drivers.readings.Reader."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._usual = Subscription.to(settings.get("resource", "/Meas/IMU6"), settings.get("rate_hz"))
        self._of: dict[int, Subscription] = {}  # by reference, where the log tells
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
            self._learn(reference, rest)
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
        of = self._of.get(reference[0], self._usual)
        if payload and len(payload) in of.rates:
            return self._decode(payload, of)
        if len(payload) > max(of.rates):
            return self._reject(f"{len(payload)} bytes are no packet of this stream")
        self._pending[reference[0]] = payload
        return []

    def _reject(self, why: str) -> list[Readings]:
        self._rejected += 1
        self._fault = why
        return []

    def _learn(self, reference: bytes, rest: bytes) -> None:
        """Commands begin as responses do; a path tells them apart."""
        with contextlib.suppress(InputError, UnicodeDecodeError, IndexError):
            self._of[reference[0]] = Subscription.to(rest.rstrip(b"\0").decode("ascii"))

    def _decode(self, payload: bytes, of: Subscription) -> list[Readings]:
        rate_hz = of.rates[len(payload)]
        n = rate_hz // PER_PACKET
        with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened; it is rejected below
            values = np.frombuffer(payload, "<f4", offset=4).astype(np.float64).reshape(of.sensors, n, 3)
        acc = None if of.stream is Stream.GYR else values[0]
        gyr = None if of.stream is Stream.ACC else values[-1 if of.sensors == 1 else 1]
        if not (
            (acc is None or np.all(np.abs(acc) <= MAX_ACC_MS2))
            and (gyr is None or np.all(np.abs(gyr) <= MAX_GYR_DPS))
        ):
            return self._reject("a value no sensor can measure")
        first_s = self._ticks.of(int.from_bytes(payload[:4], "little")) / 1000.0
        times = first_s + np.arange(n) / rate_hz
        return [Readings(of.stream, times, acc, None if gyr is None else np.radians(gyr))]
