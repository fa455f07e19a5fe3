"""A virtual WitMotion BLE5: 20-byte packets, or the newer models' 28 bytes with date and time.

It streams as soon as it is listened to, at 10 Hz with a 20 Hz low-pass until told otherwise. A command is
`FF AA register low high`; those that change something are heeded for 10 s after `FF AA 69 88 B5`, and one on the
heels of another is lost: the maker's own program waits 100 ms between two.

    register   03 rate   06 10 Hz, 07 20, 08 50, 09 100, 0b 200; slower ones below
               1f band   00 256 Hz, 01 188, 02 98, 03 42, 04 20, 05 10, 06 5
               27        reads eight registers back: 55 71 register 00, 8 x int16
               64        battery, V/100

Several packets share a notification where that many have come together in 40 ms. After a reconnection the first stamps
of the long packet are those of a full hour, as seen in the makers' logs.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import numpy as np

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.peripheral import Battery, Feed, Make, Peripheral
from drivers.virtual.sampling import Sampled, counts, sampled
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Floats

SERVICE = "0000ffe5-0000-1000-8000-00805f9a34fb"
NOTIFY = "0000ffe4-0000-1000-8000-00805f9a34fb"
COMMAND = "0000ffe9-0000-1000-8000-00805f9a34fb"
RATES_HZ = {1: 0.2, 2: 0.5, 3: 1.0, 4: 2.0, 5: 5.0, 6: 10.0, 7: 20.0, 8: 50.0, 9: 100.0, 11: 200.0}
LOW_PASS_HZ = (256.0, 188.0, 98.0, 42.0, 20.0, 10.0, 5.0)
RATE, BAND, READ, BATTERY, UNLOCK = 0x03, 0x1F, 0x27, 0x64, 0x69
KEY = b"\x88\xb5"
UNLOCKED_S = 10.0
TOO_SOON_S = 0.05
TOGETHER_S = 0.04
G, DPS, DEG = 32768.0 / 16.0, 32768.0 / 2000.0, 32768.0 / 180.0  # counts
VOLTS = ((5, 3.40), (10, 3.50), (15, 3.68), (20, 3.70), (30, 3.73), (40, 3.77), (50, 3.79), (60, 3.82), (75, 3.87),
         (90, 3.93), (100, 3.96))  # fmt: skip
SWITCHED_ON = datetime(2026, 3, 1, 18, 30)  # noqa: DTZ001 - the chip's clock knows no zone
STALE = 2  # packets after a reconnection

LAYOUT: Layout = {SERVICE: {NOTIFY: ("notify",), COMMAND: ("write", "write-without-response")}}


class Witmotion(Peripheral):
    """`dated` sends the long packet; `deaf` firmware lets nothing be set and stays as it was bought; one with `runs_hz`
    takes every rate and runs at its own."""

    name = "WT901BLE68"
    address = "E5:5F:9A:00:00:01"
    advertised = (SERVICE,)
    layout = LAYOUT

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = 0.0,
        *,
        dated: bool = False,
        deaf: bool = False,
        runs_hz: float | None = None,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self._dated = dated
        self._deaf = deaf
        self._runs_hz = runs_hz
        self._links = 0
        self._boot()

    def _boot(self) -> None:
        self.registers = {RATE: 0x06, BAND: 0x04}
        self._unlocked_s = self._written_s = -math.inf
        self._stale = 0

    @property
    def rate_hz(self) -> float:
        """As its register says, if it does as it says."""
        return self._runs_hz or RATES_HZ[self.registers[RATE]]

    def listen(self, uuid: str, at_s: float, *, on: bool) -> None:
        """There is no other way to start it."""
        super().listen(uuid, at_s, on=on)
        if uuid == NOTIFY and on:
            self._stale = STALE if self._links else 0
            self._links += 1
            self._start(at_s)
        elif uuid == NOTIFY:
            self._feeds.clear()

    def let_go(self, at_s: float) -> None:
        """It sends to nobody, and keeps its settings while it is on."""
        super().let_go(at_s)
        self._feeds.clear()

    def restart(self, at_s: float) -> None:
        """Nothing was saved."""
        super().restart(at_s)
        self._boot()

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """A command; nothing tells whether it was heeded."""
        if uuid != COMMAND:
            raise AttError(WRITE_NOT_PERMITTED)
        soon = at_s - self._written_s < TOO_SOON_S
        self._written_s = at_s
        if soon or len(data) != 5 or data[:2] != b"\xff\xaa":
            return
        register, value = data[2], int.from_bytes(data[3:5], "little")
        if register == READ:
            self._answer(NOTIFY, self._read_back(value & 0xFF, at_s), at_s)
        elif register == UNLOCK and not self._deaf:
            self._unlocked_s = at_s if data[3:5] == KEY else self._unlocked_s
        elif at_s - self._unlocked_s <= UNLOCKED_S:
            known = {RATE: value in RATES_HZ, BAND: value < len(LOW_PASS_HZ)}
            if known.get(register, True):
                self.registers[register] = value
            if register in known and NOTIFY in self._listening:
                self._start(at_s)

    def measured(self) -> Sampled:
        """What it measures as it is set."""
        return sampled(self.signal, self.rate_hz, low_pass_hz=LOW_PASS_HZ[self.registers[BAND]])

    def _start(self, at_s: float) -> None:
        taken = self.measured()
        together = max(round(self.rate_hz * TOGETHER_S), 1)
        self._feeds["data"] = Feed(NOTIFY, taken, at_s, self._frames(taken, together))

    def _read_back(self, first: int, at_s: float) -> bytes:
        charges, levels = zip(*VOLTS, strict=True)
        volts = float(np.interp(self.battery.at(at_s), charges, levels))
        now = {**self.registers, BATTERY: math.ceil(volts * 100.0)}
        values = [now.get(first + k, 0) for k in range(8)]
        return bytes((0x55, 0x71, first, 0)) + np.array(values, dtype="<i2").tobytes()

    def _frames(self, taken: Sampled, together: int) -> Make:
        values = np.hstack((taken.acc_g * G, taken.gyr_dps * DPS, _angles_deg(taken) * DEG))
        rows = counts(values, 1.0).astype("<i2")

        def frame(first: int) -> tuple[int, list[bytes]] | None:
            if first + together > len(taken):
                return None
            packets = [
                b"\x55\x61" + rows[k].tobytes() + (self._stamp(taken, k) if self._dated else b"")
                for k in range(first, first + together)
            ]
            return first + together, [b"".join(packets)]

        return frame

    def _stamp(self, taken: Sampled, k: int) -> bytes:
        at = SWITCHED_ON + timedelta(seconds=self._clock_s(float(taken.device_s[k])))
        if self._stale:
            self._stale -= 1
            at = at.replace(minute=0, second=0, microsecond=0)
        head = bytes((at.year - 2000, at.month, at.day, at.hour, at.minute, at.second))
        return head + (at.microsecond // 1000).to_bytes(2, "little")


def _angles_deg(taken: Sampled) -> Floats:
    """Roll, pitch from gravity, yaw from rotation, (n, 3), within half a turn."""
    x, y, z = taken.acc_ms2.T
    step_s = np.diff(taken.device_s, prepend=taken.device_s[:1])
    roll, pitch = np.arctan2(y, z), np.arctan2(-x, np.hypot(y, z))
    yaw = np.cumsum(taken.gyr_rads[:, 2] * step_s)
    angles: Floats = np.degrees(np.stack([roll, pitch, (yaw + np.pi) % (2 * np.pi) - np.pi], axis=-1))
    return angles
