"""A virtual Polar Verity Sense: two streams of its measurement service, on one clock.

Commands go to the control point, whose indications have to be on; each is answered `F0 command measurement status`.
01 and 04 tell settings (04 those of SDK mode), 02 starts with settings, 03 stops; measurement 02 acceleration, 05
rotation, 09 SDK mode. A frame leaves when the next block would not fit into 232 bytes; its stamp is that of its last
sample, ns since 2000. Rotation is measured 2.1 ms after acceleration.

    firmware   acceleration            rotation
    newer      81: mg                  81: the bit patterns of floats, deg/s
    older      80: range / 32768 g     80: range / 32768 deg/s; the factor stands in the answer to the start
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import numpy as np

from drivers.readings import Ints
from drivers.virtual.device import NOT_LISTENING, WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.devices.polarcode import frame_content
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
from drivers.virtual.sampling import Sampled, counts, sampled
from drivers.virtual.signal import VirtualSignal

SERVICE = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
CONTROL = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"
HEART_RATE = "0000180d-0000-1000-8000-00805f9b34fb"
HEART_RATE_VALUE = "00002a37-0000-1000-8000-00805f9b34fb"
SETTINGS, START, STOP, SDK_SETTINGS = 1, 2, 3, 4
ACC, GYR, SDK = 2, 5, 9
OK, BAD_COMMAND, BAD_MEASUREMENT, BAD_LENGTH, BAD_PARAMETER = 0, 1, 2, 4, 5
ALREADY, BAD_RESOLUTION, BAD_RATE, BAD_RANGE, BAD_CHANNELS, BAD_STATE = 6, 7, 8, 9, 11, 12
FEATURES = bytes((0x0F, 0x6E, 0x02)) + bytes(14)
RATES_HZ = {False: (52,), True: (26, 52, 104, 208, 416)}
RANGES = {
    (ACC, False): (8,),
    (ACC, True): (2, 4, 8, 16),
    (GYR, False): (2000,),
    (GYR, True): (250, 500, 1000, 2000),
}
SIZES = {0: 2, 1: 2, 2: 2, 3: 4, 4: 1}
LONGEST = 232
HEAD = 10
PHASE_S = 0.0021
BOOT_S = 26 * 365.25 * 86400.0  # its clock was set: it is 2026
NS = 1_000_000_000

Chosen = Mapping[int, int]

LAYOUT: Layout = {
    HEART_RATE: {HEART_RATE_VALUE: ("notify",)},
    SERVICE: {CONTROL: ("read", "write", "indicate"), DATA: ("notify",)},
    **BATTERY_SERVICE,
    **INFORMATION,
}
TEXTS = {FIRMWARE: "2.1.0", MODEL: "Polar Verity Sense", MAKER: "Polar Electro Oy"}


class Polar(Peripheral):
    """`older` firmware sends counts and tells their factor."""

    name = "Polar Sense 1234ABCD"
    address = "A0:9E:1A:00:00:02"
    advertised = (HEART_RATE,)
    layout = LAYOUT
    texts = TEXTS

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = BOOT_S,
        *,
        older: bool = False,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self._older = older
        self.sdk_mode = False

    def read(self, uuid: str, at_s: float) -> bytes:
        """The control point tells what it can measure."""
        return FEATURES if uuid == CONTROL else super().read(uuid, at_s)

    def let_go(self, at_s: float) -> None:
        """Streams end with the link; the mode stays."""
        super().let_go(at_s)
        self._feeds.clear()

    def restart(self, at_s: float) -> None:
        """Back to its usual mode."""
        super().restart(at_s)
        self.sdk_mode = False

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """A command to the control point."""
        if uuid != CONTROL or not response:
            raise AttError(WRITE_NOT_PERMITTED)
        if CONTROL not in self._listening:
            raise AttError(NOT_LISTENING)
        if len(data) < 2:
            self._answer(CONTROL, bytes((0xF0, *data[:1], 0, BAD_LENGTH)), at_s)
            return
        command, kind = data[0], data[1]
        status, more = self._do(command, kind, data[2:], at_s)
        head = bytes((0xF0, command, kind, status))
        self._answer(CONTROL, head + (b"\0" + more if status == OK else b""), at_s)

    def _do(self, command: int, kind: int, rest: bytes, at_s: float) -> tuple[int, bytes]:
        if command not in (SETTINGS, START, STOP, SDK_SETTINGS):
            return BAD_COMMAND, b""
        if kind == SDK and command in (START, STOP):
            return self._switch(command == START), b""
        if kind not in (ACC, GYR):
            return BAD_MEASUREMENT, b""
        if command in (SETTINGS, SDK_SETTINGS):
            return OK, _listed(kind, sdk=command == SDK_SETTINGS)
        if command == STOP:
            return (OK if self._feeds.pop(str(kind), None) else ALREADY), b""
        if str(kind) in self._feeds:
            return ALREADY, b""
        chosen = _settings(rest)
        status = BAD_PARAMETER if chosen is None else self._fault(kind, chosen)
        if chosen is None or status != OK:
            return status, b""
        self._start(kind, chosen, at_s)
        factor = self._factor(kind, chosen[2])
        return OK, b"\x05\x01" + struct.pack("<f", factor) if self._older else b""

    def _switch(self, on: bool) -> int:
        if self._feeds:
            return BAD_STATE
        status = ALREADY if self.sdk_mode is on else OK
        self.sdk_mode = on
        return status

    def _fault(self, kind: int, chosen: Chosen) -> int:
        if not {0, 1, 2, 4} <= chosen.keys():
            return BAD_PARAMETER
        if chosen[0] not in RATES_HZ[self.sdk_mode]:
            return BAD_RATE
        if chosen[1] != 16:
            return BAD_RESOLUTION
        if chosen[2] not in RANGES[kind, self.sdk_mode]:
            return BAD_RANGE
        return OK if chosen[4] == 3 else BAD_CHANNELS

    def _factor(self, kind: int, span: int) -> float:
        return span / 32768.0

    def _start(self, kind: int, chosen: Chosen, at_s: float) -> None:
        taken = sampled(self.signal, chosen[0], PHASE_S if kind == GYR else 0.0)
        rows, bits = self._rows(kind, taken, chosen[2])
        self._feeds[str(kind)] = Feed(DATA, taken, at_s, self._frames(kind, taken, rows, bits))

    def _rows(self, kind: int, taken: Sampled, span: int) -> tuple[Ints, int]:
        """The numbers it packs, (n, 3), and their bits."""
        if self._older:
            return counts(taken.acc_g if kind == ACC else taken.gyr_dps, 1.0 / self._factor(kind, span)), 16
        if kind == ACC:
            return counts(np.clip(taken.acc_g, -span, span), 1000.0), 16
        clipped = np.clip(taken.gyr_dps, -span, span).astype("<f4")
        return np.ascontiguousarray(clipped).view("<i4").astype(np.int64), 32

    def _frames(self, kind: int, taken: Sampled, rows: Ints, bits: int) -> Make:
        frame_type = 0x80 if self._older else 0x81

        def frame(first: int) -> tuple[int, list[bytes]] | None:
            if first >= len(rows):
                return None
            n, content = frame_content(rows[first : first + 300], bits, LONGEST - HEAD)
            if not n:
                return None
            stamp_ns = round(self._clock_s(float(taken.device_s[first + n - 1])) * NS)
            return first + n, [struct.pack("<BQB", kind, stamp_ns % 2**64, frame_type) + content]

        return frame


def _settings(data: bytes) -> Chosen | None:
    """The one value of each setting; None where they cannot be read."""
    chosen: dict[int, int] = {}
    while data:
        size = SIZES.get(data[0])
        if size is None or data[1:2] != b"\x01" or len(data) < 2 + size:
            return None
        chosen[data[0]] = int.from_bytes(data[2 : 2 + size], "little")
        data = data[2 + size :]
    return chosen


def _listed(kind: int, *, sdk: bool) -> bytes:
    """All values of each setting."""
    rates, ranges = RATES_HZ[sdk], RANGES[kind, sdk]
    return (
        struct.pack(f"<BB{len(rates)}H", 0, len(rates), *rates)
        + struct.pack("<BBH", 1, 1, 16)
        + struct.pack(f"<BB{len(ranges)}H", 2, len(ranges), *ranges)
        + bytes((4, 1, 3))
    )
