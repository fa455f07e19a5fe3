"""A virtual Acme Motion 1: copy this file to drivers/virtual/devices/, and write it from its maker's document, not from
the decoder, so that the two check each other."""

from __future__ import annotations

import struct

import numpy as np

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.peripheral import Battery, Feed, Make, Peripheral
from drivers.virtual.sampling import Sampled, counts, sampled
from drivers.virtual.signal import VirtualSignal

SERVICE = "ac000001-0000-1000-8000-000000000000"
WRITE = "ac000002-0000-1000-8000-000000000000"
NOTIFY = "ac000003-0000-1000-8000-000000000000"
LAYOUT: Layout = {SERVICE: {WRITE: ("write",), NOTIFY: ("notify",)}}


class TemplateDevice(Peripheral):
    """It was switched on a while ago."""

    name = "Acme 0042"
    address = "AC:AC:AC:00:00:42"
    advertised = (SERVICE,)
    layout = LAYOUT

    def __init__(self, signal: VirtualSignal, battery: Battery | None = None, boot_s: float = 100.0) -> None:
        super().__init__(signal, battery, boot_s)

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """Start, stop, battery."""
        if uuid != WRITE:
            raise AttError(WRITE_NOT_PERMITTED)
        if data[:1] == b"\x01" and len(data) == 3:
            rate_hz = int.from_bytes(data[1:3], "little")
            known = rate_hz in (10, 50, 100)
            if known:
                taken = sampled(self.signal, rate_hz)
                self._feeds["data"] = Feed(NOTIFY, taken, at_s, self._samples(taken))
            self._answer(NOTIFY, bytes((0x81, 0 if known else 2)), at_s)
        elif data == b"\x00":
            self._feeds.clear()
        elif data == b"\x02":
            self._answer(NOTIFY, bytes((0x82, self.battery.at(at_s))), at_s)

    def _samples(self, taken: Sampled) -> Make:
        rows = np.hstack((counts(taken.acc_g, 2048.0), counts(taken.gyr_dps, 16.4))).tolist()

        def sample(k: int) -> tuple[int, list[bytes]] | None:
            if k >= len(rows):
                return None
            stamp_us = round(self._clock_s(float(taken.device_s[k])) * 1e6) % 2**32
            return k + 1, [struct.pack("<BHI6h", 0x10, k % 2**16, stamp_us, *rows[k])]

        return sample
