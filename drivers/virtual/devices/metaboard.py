"""The state of a virtual MetaWear board: two chips with rate and range, processors, subscriptions.

A command is [module][register][data]. It outlives the link: whatever ran goes on until it is stopped or removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ACC, GYR, PROCESSOR, EVENT, LOGGER, SETTINGS, DEBUG = 0x03, 0x13, 0x09, 0x0A, 0x0B, 0x11, 0xFE
BMI160, BMI270 = "bmi160", "bmi270"
IMPLEMENTATION = {(ACC, BMI160): 1, (ACC, BMI270): 4, (GYR, BMI160): 0, (GYR, BMI270): 1}
RATES_HZ = {0x06: 25, 0x07: 50, 0x08: 100, 0x09: 200, 0x0A: 400, 0x0B: 800, 0x0C: 1600}
ACC_RANGES_G = {BMI160: {0x03: 2, 0x05: 4, 0x08: 8, 0x0C: 16}, BMI270: {0: 2, 1: 4, 2: 8, 3: 16}}
GYR_RANGES_DPS = {0: 2000, 1: 1000, 2: 500, 3: 250, 4: 125}
SINGLE = {(ACC, BMI160): 0x04, (ACC, BMI270): 0x04, (GYR, BMI160): 0x05, (GYR, BMI270): 0x04}
PACKED = {(ACC, BMI160): 0x1C, (ACC, BMI270): 0x05, (GYR, BMI160): 0x07, (GYR, BMI270): 0x05}
BUFFER, FUSER, ACCOUNTER = 0x0F, 0x1B, 0x11


@dataclass
class Chip:
    """One of the two; it measures when it is powered and sampling."""

    rate_hz: int = 100
    span: int = 2
    powered: bool = False
    sampling: bool = False
    subscribed: set[int] = field(default_factory=set)  # registers

    @property
    def runs(self) -> bool:
        """Whether it measures."""
        return self.powered and self.sampling


@dataclass(frozen=True)
class Stamped:
    """The working chain of processors, buffer, fuser, accounter: the last one's number, and whether it stamps with
    ticks or counts."""

    number: int
    ticks: bool


class Board:
    """`do` takes a command and gives the answer, if there is one."""

    def __init__(self, chip: str) -> None:
        self.chip = chip
        self.chips = {ACC: Chip(), GYR: Chip(span=2000)}
        self.processors: dict[int, bytes] = {}
        self.notified: set[int] = set()  # processors whose output is wanted
        self.outputs_on = False

    def do(self, command: bytes) -> bytes | None:
        """Commands it does not know are passed over, as the board does."""
        if len(command) < 2:
            return None
        module, register, data = command[0], command[1], command[2:]
        if module in (ACC, GYR):
            return self._chip(module, register, data)
        if module == PROCESSOR:
            return self._processor(register, data)
        return None

    @property
    def fused(self) -> Stamped | None:
        """The chain whose output is wanted, as far as it is whole."""
        for number, made in self.processors.items():
            wanted = self.outputs_on and number in self.notified
            if not wanted or made[:2] != bytes((PROCESSOR, 0x03)) or made[4:5] != bytes((ACCOUNTER,)):
                continue
            fuser = self.processors.get(made[2], b"")
            if fuser[:2] != bytes((ACC, 0x04)) or fuser[4:6] != bytes((FUSER, 1)) or len(fuser) < 7:
                continue
            buffer = self.processors.get(fuser[6], b"")
            if buffer[:2] == bytes((GYR, SINGLE[GYR, self.chip])) and buffer[4:5] == bytes((BUFFER,)):
                return Stamped(number, made[5] & 1 == 1)
        return None

    def _chip(self, module: int, register: int, data: bytes) -> bytes | None:
        chip = self.chips[module]
        if register == 0x80:
            return bytes((module, 0x80, IMPLEMENTATION[module, self.chip], 1))
        if register == 0x01 and data:
            chip.powered = data[0] == 1
        elif register == 0x02 and len(data) == 2:
            chip.sampling = (chip.sampling or data[0] & 1 == 1) and data[1] & 1 == 0
        elif register == 0x03 and len(data) == 2:
            spans = ACC_RANGES_G[self.chip] if module == ACC else GYR_RANGES_DPS
            chip.rate_hz = RATES_HZ.get(data[0] & 0x0F, chip.rate_hz)
            chip.span = spans.get(data[1], chip.span)
        elif register in (SINGLE[module, self.chip], PACKED[module, self.chip]) and data:
            if data[0]:
                chip.subscribed.add(register)
            else:
                chip.subscribed.discard(register)
        return None

    def _processor(self, register: int, data: bytes) -> bytes | None:
        if register == 0x02 and len(data) >= 5:
            number = max(self.processors, default=-1) + 1
            self.processors[number] = data
            return bytes((PROCESSOR, 0x02, number))
        if register == 0x03 and data:
            self.outputs_on = data[0] == 1
        elif register == 0x07 and len(data) == 2:
            (self.notified.add if data[1] else self.notified.discard)(data[0])
        elif register == 0x08:
            self.processors.clear()
            self.notified.clear()
        return None
