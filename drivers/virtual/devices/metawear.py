"""A virtual MetaWear, either chip: the streams of its chips, single or three samples a packet, and the fused packet of
both that its processors make.

    09 03 id | u32 stamp | acceleration | rotation     stamp: ticks of 48/32768 s since it was switched on, or a count
    03 reg | acceleration, once or three times         counts of range / 32768 g
    13 reg | rotation, once or three times             16.4 counts a deg/s at 2000, twice as many at half the range

Commands take writes without response only. What runs goes on when the link drops; FE 01 starts it anew.
"""

from __future__ import annotations

import struct

import numpy as np

from drivers.virtual.device import WRITE_NOT_PERMITTED, AttError, Layout
from drivers.virtual.devices.metaboard import (
    ACC,
    BMI160,
    BMI270,
    DEBUG,
    GYR,
    PACKED,
    PROCESSOR,
    SETTINGS,
    SINGLE,
    Board,
    Stamped,
)
from drivers.virtual.peripheral import FIRMWARE, INFORMATION, MAKER, MODEL, Battery, Feed, Make, Peripheral
from drivers.virtual.sampling import Sampled, counts, sampled
from drivers.virtual.signal import VirtualSignal

SERVICE = "326a9000-85cb-9195-d9dd-464cfbbae75a"
COMMAND = "326a9001-85cb-9195-d9dd-464cfbbae75a"
NOTIFY = "326a9006-85cb-9195-d9dd-464cfbbae75a"
TICKS_PER_S = 32768.0 / 48.0
MODELS = {BMI160: "5", BMI270: "8"}
GYR_PHASE_S = 0.0031  # of two streams; the fused packet takes the rotation as it is at that moment

LAYOUT: Layout = {SERVICE: {COMMAND: ("write-without-response",), NOTIFY: ("notify",)}, **INFORMATION}


class Metawear(Peripheral):
    """`chip` is BMI160 (MetaMotionR and RL) or BMI270 (MetaMotionS)."""

    name = "MetaWear"
    address = "F1:4A:45:00:00:05"
    advertised = (SERVICE,)
    layout = LAYOUT
    mtu = 23  # everything fits the smallest packets

    def __init__(
        self,
        signal: VirtualSignal,
        battery: Battery | None = None,
        boot_s: float = 100.0,
        *,
        chip: str = BMI270,
    ) -> None:
        super().__init__(signal, battery, boot_s)
        self.chip = chip
        self.texts = {FIRMWARE: "1.7.2", MODEL: MODELS[chip], MAKER: "MbientLab Inc"}
        self.board = Board(chip)

    def restart(self, at_s: float) -> None:
        """An empty board."""
        super().restart(at_s)
        self.board = Board(self.chip)

    def write(self, uuid: str, data: bytes, at_s: float, *, response: bool) -> None:
        """A command; answers come to who listens."""
        if uuid != COMMAND or response:
            raise AttError(WRITE_NOT_PERMITTED)
        if data[:2] == bytes((SETTINGS, 0x8C)):
            pct = self.battery.at(at_s)
            self._answer(NOTIFY, struct.pack("<BBBH", SETTINGS, 0x8C, pct, 3200 + 10 * pct), at_s)
        elif data[:2] == bytes((DEBUG, 0x01)):
            self.restart(at_s)
        else:
            reply = self.board.do(data)
            if reply is not None:
                self._answer(NOTIFY, reply, at_s)
            self._arrange(at_s)

    def _arrange(self, at_s: float) -> None:
        """Streams as the board is set now; those that were there go on."""
        wanted: dict[str, tuple[int, int]] = {}
        for module, chip in self.board.chips.items():
            if chip.runs:
                for register in sorted(chip.subscribed):
                    wanted[f"{module} {register} {chip.rate_hz} {chip.span}"] = module, register
        fused = self.board.fused if all(chip.runs for chip in self.board.chips.values()) else None
        name = f"{fused} {self.board.chips[ACC]} {self.board.chips[GYR]}"
        self._feeds = {key: feed for key, feed in self._feeds.items() if key in wanted or key == name}
        for key, (module, register) in wanted.items():
            if key not in self._feeds:
                self._feeds[key] = self._stream(module, register, at_s)
        if fused is not None and name not in self._feeds:
            taken = sampled(self.signal, self.board.chips[ACC].rate_hz)
            self._feeds[name] = Feed(NOTIFY, taken, at_s, self._fused(taken, fused))

    def _counts(self, module: int, taken: Sampled) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
        span = self.board.chips[module].span
        if module == ACC:
            return counts(taken.acc_g, 32768.0 / span).astype("<i2")
        return counts(taken.gyr_dps, 16.4 * 2000.0 / span).astype("<i2")

    def _stream(self, module: int, register: int, at_s: float) -> Feed:
        phase_s = GYR_PHASE_S if module == GYR else 0.0
        taken = sampled(self.signal, self.board.chips[module].rate_hz, phase_s)
        rows = self._counts(module, taken)
        n = 3 if register == PACKED[module, self.chip] else 1
        assert register in (PACKED[module, self.chip], SINGLE[module, self.chip])

        def packet(first: int) -> tuple[int, list[bytes]] | None:
            if first + n > len(taken):
                return None
            return first + n, [bytes((module, register)) + rows[first : first + n].tobytes()]

        return Feed(NOTIFY, taken, at_s, packet)

    def _fused(self, taken: Sampled, fused: Stamped) -> Make:
        rows = np.hstack((self._counts(ACC, taken), self._counts(GYR, taken)))
        count = 0

        def packet(k: int) -> tuple[int, list[bytes]] | None:
            nonlocal count
            if k >= len(taken):
                return None
            ticks = int(self._clock_s(float(taken.device_s[k])) * TICKS_PER_S)
            stamp = ticks if fused.ticks else count
            count += 1
            head = struct.pack("<BBBI", PROCESSOR, 0x03, fused.number, stamp % 2**32)
            return k + 1, [head + rows[k].tobytes()]

        return packet
