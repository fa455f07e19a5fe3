"""A virtual Movella DOT: payload modes 20 and 21 of its measurement service.

    1002   32 bytes; byte 0 says what is set: 10 the output rate, u16 at 24
    2001   01 01 mode starts, 01 00 mode stops; read: 01 whether mode
    2003   notifies 28 bytes (mode 21) or 34 (mode 20): u32 us, acceleration, rotation as floats, magnetic field
    3001   charge in percent, whether it charges

It measures on when the link drops, and sends again to whoever listens. Its time wraps after 71.6 minutes.
"""

from __future__ import annotations

import struct

import numpy as np

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.peripheral import Battery, Feed, Make, Peripheral
from drivers.virtual.sampling import Sampled, sampled
from drivers.virtual.signal import VirtualSignal


def _uuid(short: int) -> str:
    return f"1517{short:04x}-4947-11e9-8646-d663bd873d93"


INFORMATION, SETTINGS, CONTROL, BATTERY = _uuid(0x1001), _uuid(0x1002), _uuid(0x2001), _uuid(0x3001)
LONG, MEDIUM, SHORT = _uuid(0x2002), _uuid(0x2003), _uuid(0x2004)
COMPANY = 0x0886
SAID = {COMPANY: b"\x00\x03"}
RATES_HZ = (1, 4, 10, 12, 15, 20, 30, 60)
MODES = (20, 21)
OUTPUT_RATE = 0x10
MAX_ACC_MS2, MAX_DPS = 16.0 * 9.80665, 2000.0
FIELD = struct.pack("<3h", 820, 410, -1640)  # of the earth, / 4096; it does not matter here

LAYOUT: Layout = {
    _uuid(0x1000): {INFORMATION: ("read",), SETTINGS: ("read", "write")},
    _uuid(0x2000): {
        CONTROL: ("read", "write"),
        LONG: ("notify",),
        MEDIUM: ("notify",),
        SHORT: ("notify",),
    },
    _uuid(0x3000): {BATTERY: ("read", "notify")},
    _uuid(0x7000): {_uuid(0x7001): ("write",), _uuid(0x7002): ("read",), _uuid(0x7003): ("notify",)},
}


class Dot(Peripheral):
    """Its clock begins at `boot_s`: half a minute before it wraps, if nothing else is asked for."""

    name = "Movella DOT"
    address = "D4:CA:6E:00:00:03"
    manufacturer = SAID
    layout = LAYOUT

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = 2**32 / 1e6 - 30.0,
        *,
        rate_hz: int = 60,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self.rate_hz = rate_hz
        self.mode = 0

    def read(self, uuid: str, at_s: float) -> bytes:
        """State, settings, battery."""
        if uuid == SETTINGS:
            return bytes((OUTPUT_RATE,)) + bytes(23) + struct.pack("<H", self.rate_hz) + bytes(6)
        if uuid == CONTROL:
            return bytes((1, self.streaming, self.mode))
        if uuid == BATTERY:
            return bytes((self.battery.at(at_s), 0))
        if uuid == INFORMATION:
            version = bytes((3, 0, 0))
            return bytes.fromhex(self.address.replace(":", "")) + version + bytes(25)
        return super().read(uuid, at_s)

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """Settings or start and stop; what it does not know is passed over."""
        if uuid == SETTINGS and len(data) == 32:
            (rate_hz,) = struct.unpack_from("<H", data, 24)
            if data[0] & OUTPUT_RATE and rate_hz in RATES_HZ and not self.streaming:
                self.rate_hz = rate_hz
        elif uuid == CONTROL and len(data) == 3 and data[0] == 1 and data[2] in MODES:
            self._feeds.clear()
            self.mode = data[2]
            if data[1] == 1:
                taken = sampled(self.signal, self.rate_hz)
                self._feeds["data"] = Feed(MEDIUM, taken, at_s, self._samples(taken, data[2]))
        elif uuid not in (SETTINGS, CONTROL):
            raise AttError(WRITE_NOT_PERMITTED)

    def _samples(self, taken: Sampled, mode: int) -> Make:
        acc = np.clip(taken.acc_ms2, -MAX_ACC_MS2, MAX_ACC_MS2).astype("<f4")
        gyr = np.clip(taken.gyr_dps, -MAX_DPS, MAX_DPS).astype("<f4")

        def sample(k: int) -> tuple[int, list[bytes]] | None:
            if k >= len(taken):
                return None
            stamp_us = round(self._clock_s(float(taken.device_s[k])) * 1e6)
            data = struct.pack("<I", stamp_us % 2**32) + acc[k].tobytes() + gyr[k].tobytes()
            return k + 1, [data + (FIELD if mode == 20 else b"")]

        return sample
