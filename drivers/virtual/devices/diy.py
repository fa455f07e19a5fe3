"""A virtual home-built sensor: docs/diy-sensor.md as a board would follow it, over the Nordic UART service.

Raw counts of a chip set to 16 g and 2000 deg/s, `batch` samples a line behind their counter and time, each line with
its xor. With a batch of 1 every sample has its own line and columns n and t. The header comes when a listener comes
and then once a second. Lines are cut at the link's limit, and with `fill` the next one fills up the rest.
"""

from __future__ import annotations

from functools import reduce
from operator import xor

import numpy as np

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.peripheral import BATTERY_SERVICE, Battery, Feed, Make, Peripheral
from drivers.virtual.sampling import Sampled, counts, sampled
from drivers.virtual.signal import VirtualSignal

SERVICE = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
WRITE = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
NOTIFY = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
ACC_PER_G, GYR_PER_DPS = 2048.0, 16.4
HEADER_S = 1.0

LAYOUT: Layout = {
    SERVICE: {NOTIFY: ("notify",), WRITE: ("write", "write-without-response")},
    **BATTERY_SERVICE,
}


class Diy(Peripheral):
    """`says_hz` is the rate its header tells, where that is not the one it has."""

    name = "my shank"
    address = "C0:FF:EE:00:00:04"
    advertised = (SERVICE,)
    layout = LAYOUT

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = 2**32 / 1e6 - 30.0,
        *,
        batch: int = 5,
        fill: bool = True,
        says_hz: float | None = None,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self._batch = batch
        self._fill = fill
        self._says_hz = says_hz or signal.rate_hz

    def listen(self, uuid: str, at_s: float, *, on: bool) -> None:
        """It sends as long as somebody listens."""
        super().listen(uuid, at_s, on=on)
        if uuid == NOTIFY:
            self._feeds.clear()
            if on:
                taken = sampled(self.signal, self.signal.rate_hz)
                self._feeds["data"] = Feed(NOTIFY, taken, at_s, self._lines(taken))

    def let_go(self, at_s: float) -> None:
        """Nobody listens."""
        super().let_go(at_s)
        self._feeds.clear()

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """It does not read."""
        if uuid != WRITE:
            raise AttError(WRITE_NOT_PERMITTED)

    def header(self) -> str:
        """What its lines mean."""
        columns = "cols=n,t," if self._batch == 1 else "line=n,t cols="
        return (
            f"#soleus 1 rate={self._says_hz:g} t=us acc=g acc_per={ACC_PER_G:g} gyr=dps gyr_per={GYR_PER_DPS:g}"
            f" {columns}ax,ay,az,gx,gy,gz check=xor"
        )

    def _lines(self, taken: Sampled) -> Make:
        values = np.hstack((counts(taken.acc_g, ACC_PER_G), counts(taken.gyr_dps, GYR_PER_DPS))).tolist()
        waiting = bytearray()
        told_s: list[float] = []

        def line(first: int) -> tuple[int, list[bytes]] | None:
            after = first + self._batch
            if after > len(taken):
                return None
            now_s = float(taken.device_s[first])
            if not told_s or now_s - told_s[-1] >= HEADER_S:
                told_s[:] = [now_s]
                waiting.extend(_checked(self.header()))
            rows = [",".join(map(str, row)) for row in values[first:after]]
            stamp_us = round(self._clock_s(now_s) * 1e6) % 2**32
            head = f"{first % 2**16},{stamp_us}"
            waiting.extend(_checked(f"{head},{rows[0]}" if self._batch == 1 else ";".join((head, *rows))))
            return after, self._cut(waiting, whole=not self._fill)

        return line

    def _cut(self, waiting: bytearray, *, whole: bool) -> list[bytes]:
        """Notifications of what waits: full ones, and the rest as well if it is not to wait."""
        room = self.mtu - 3
        pieces = []
        while len(waiting) >= room or (whole and waiting):
            pieces.append(bytes(waiting[:room]))
            del waiting[:room]
        return pieces


def _checked(line: str) -> bytes:
    return f"{line}*{reduce(xor, line.encode(), 0):02X}\n".encode()
