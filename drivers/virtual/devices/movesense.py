"""A virtual Movesense: the GATT SensorData Protocol of its default firmware.

    command               answer, a notification
    00 ref                01 ref, texts                       HELLO
    01 ref path           01 ref, status u16                  SUBSCRIBE: 200, 404 no such resource, 507 no slot free
    02 ref                01 ref, status                      UNSUBSCRIBE: 404 where there is no such subscription
    04 ref path           01 ref, status, value               GET: /System/Energy/Level

Data of /Meas/IMU6/rate is `02 ref` and at most 150 bytes of payload, the rest of it `03 ref`: u32 ms of the first sample,
N accelerations, N rotations, N = rate / 13. Subscriptions end with the link.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence

from drivers.virtual.device import NOT_LISTENING, WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.peripheral import (
    BATTERY_SERVICE,
    FIRMWARE,
    INFORMATION,
    MAKER,
    MODEL,
    Battery,
    Feed,
    Make,
    Peripheral,
)
from drivers.virtual.sampling import Sampled, sampled
from drivers.virtual.signal import VirtualSignal

SERVICE = "34802252-7185-4d5d-b431-630e7050e8f0"
COMMAND = "34800001-7185-4d5d-b431-630e7050e8f0"
NOTIFY = "34800002-7185-4d5d-b431-630e7050e8f0"
RATES_HZ = (13, 26, 52, 104, 208, 416, 833, 1666)
PART_BYTES = 150  # of payload in one notification
HELLO, SUBSCRIBE, UNSUBSCRIBE, GET = 0, 1, 2, 4
RESPONSE, DATA, DATA_PART2 = 1, 2, 3
OK, NOT_FOUND, NO_SLOT = 200, 404, 507
PATH = re.compile(rb"/Meas/IMU6/([0-9]+)\0?")

LAYOUT: Layout = {
    SERVICE: {COMMAND: ("write", "write-without-response"), NOTIFY: ("notify",)},
    **BATTERY_SERVICE,
    **INFORMATION,
}
TEXTS = {FIRMWARE: "virtual", MODEL: "Movesense HR2", MAKER: "Suunto"}


class Movesense(Peripheral):
    """`rates_hz` are the streams its firmware has, `slots` how many may run at once; `old` firmware sends 507 with its
    bytes the other way round."""

    name = "Movesense 000000000000"
    address = "00:00:00:00:00:00"
    advertised = ("0000fdf3-0000-1000-8000-00805f9b34fb", SERVICE)
    layout = LAYOUT
    texts = TEXTS

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = 0.0,
        *,
        rates_hz: Sequence[int] = RATES_HZ,
        slots: int = 4,
        old: bool = False,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self._rates_hz = rates_hz
        self._slots = slots
        self._old = old

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """A command; half of one is passed over."""
        if uuid != COMMAND:
            raise AttError(WRITE_NOT_PERMITTED)
        if NOTIFY not in self._listening:
            raise AttError(NOT_LISTENING)
        reply = self.answer(data, at_s)
        if reply is not None:
            self._answer(NOTIFY, reply, at_s)

    def let_go(self, at_s: float) -> None:
        """Subscriptions vanish."""
        super().let_go(at_s)
        self._feeds.clear()

    def answer(self, command: bytes, at_s: float) -> bytes | None:
        """Do it, and say so."""
        if len(command) < 2:
            return None
        code, reference, rest = command[0], command[1], command[2:]
        if code == HELLO:
            texts = (self.name.rpartition(" ")[2], self.texts[MODEL], self.texts[FIRMWARE])
            return bytes((RESPONSE, reference)) + b"\0".join(text.encode() for text in texts) + b"\0"
        status, value = NOT_FOUND, b""
        if code == SUBSCRIBE:
            status = self._subscribe(reference, rest, at_s)
        elif code == UNSUBSCRIBE:
            status = OK if self._feeds.pop(str(reference), None) else NOT_FOUND
        elif code == GET and rest.rstrip(b"\0") == b"/System/Energy/Level":
            status, value = OK, bytes((self.battery.at(at_s),))
        order = ">H" if self._old and status == NO_SLOT else "<H"
        return bytes((RESPONSE, reference)) + struct.pack(order, status) + value

    def _subscribe(self, reference: int, path: bytes, at_s: float) -> int:
        found = PATH.fullmatch(path)
        if found is None or int(found[1]) not in self._rates_hz or not reference:
            return NOT_FOUND
        if len(self._feeds) >= self._slots:
            return NO_SLOT
        rate_hz = int(found[1])
        taken = sampled(self.signal, rate_hz)
        self._feeds[str(reference)] = Feed(NOTIFY, taken, at_s, self._frames(reference, taken, rate_hz // 13))
        return OK

    def _frames(self, reference: int, taken: Sampled, n: int) -> Make:
        acc, gyr = taken.acc_ms2.astype("<f4"), taken.gyr_dps.astype("<f4")

        def frame(first: int) -> tuple[int, list[bytes]] | None:
            if first + n > len(taken):
                return None
            stamp_ms = int(self._clock_s(float(taken.device_s[first])) * 1000.0)
            rows = slice(first, first + n)
            payload = struct.pack("<I", stamp_ms % 2**32) + acc[rows].tobytes() + gyr[rows].tobytes()
            parts = [bytes((DATA, reference)) + payload[:PART_BYTES]]
            if len(payload) > PART_BYTES:
                parts.append(bytes((DATA_PART2, reference)) + payload[PART_BYTES:])
            return first + n, parts

        return frame
