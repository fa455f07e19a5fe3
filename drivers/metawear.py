"""MetaWear by MbientLab: MetaMotionS (BMI270), MetaMotionR and RL (BMI160). Bytes only, no radio.

Advertised: the service, and the name "MetaWear" unless it was renamed. No pairing. Everything fits into the smallest
packets. A frame is [module][register, bit 7: read][data]; module 03 acceleration, 13 rotation, 09 data processors.

    notification                                       BMI160  BMI270    (little endian, int16 x, y, z)
    09 03 id | u32 stamp | acceleration | rotation     both, 19 bytes    fused: one packet of six axes
    09 03 id | u32 stamp | one of them                 both, 13 bytes    only in logs of other programs
    03 04 | acceleration                               both              one sample, 8 bytes
    03 reg | acceleration three times                  1c      05        oldest first, 20 bytes
    13 reg | rotation                                  05      04
    13 reg | rotation three times                      07      05        05 means both: told apart by its length

    range code   0     1     2     3     4     5     8     c
    BMI160 g                       2           4     8     16            32768 / range counts a g
    BMI270 g     2     4     8     16
    both deg/s   2000  1000  500   250   125                             16.4 counts at 2000, twice that at 1000, ...

    rate code    25 Hz 6, 50 Hz 7, 100 Hz 8, 200 Hz 9; more than 100 Hz only as two streams of packed samples

The fused packet is made on the board by processors: a buffer keeps the latest rotation, a fuser adds it to each
acceleration, an accounter puts a stamp before: "ticks" of 48/32768 s, its clock (drivers.clockfit), or a "count" of
packets. Ticks are the default: their times need no arrivals, and a step of seven ticks where a count has one tells loss
as well. Each is told its number in the answer to the command that makes it; all older ones are removed first.
Two streams have neither clock nor counter: times by a fit of the arrivals (drivers.arrivals), joined in drivers.join. That
the board says what it is tells of a start.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from drivers.arrivals import ArrivalFit
from drivers.clockfit import ClockFit
from drivers.join import Joined
from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting
from drivers.stamps import Unwrapped
from tracker.errors import InputError, InputReason
from tracker.samples import Floats

SERVICE = "326a9000-85cb-9195-d9dd-464cfbbae75a"
COMMAND = "326a9001-85cb-9195-d9dd-464cfbbae75a"  # takes writes without response
NOTIFY = "326a9006-85cb-9195-d9dd-464cfbbae75a"
CHANNEL = "data"
ACC, GYR, PROCESSOR, SETTINGS = 0x03, 0x13, 0x09, 0x11
BMI160, BMI270 = "bmi160", "bmi270"
ACC_CHIPS, GYR_CHIPS = {1: BMI160, 4: BMI270}, {0: BMI160, 1: BMI270}
MODELS = {"5": BMI160, "8": BMI270}  # model number (2a24): R and RL, S; what the board answers is surer
GYR_DATA = {BMI160: 0x05, BMI270: 0x04}
PACKED = {BMI160: (0x1C, 0x07), BMI270: (0x05, 0x05)}  # acceleration, rotation
ACC_FORM = {BMI160: 0x20, BMI270: 0xA0}  # its normal filter
RATE_CODES = {25: 0x06, 50: 0x07, 100: 0x08, 200: 0x09}
ACC_RANGE_CODES = {BMI160: {2: 0x03, 4: 0x05, 8: 0x08, 16: 0x0C}, BMI270: {2: 0, 4: 1, 8: 2, 16: 3}}
GYR_RANGE_CODES = {2000: 0, 1000: 1, 500: 2, 250: 3, 125: 4}
ACCOUNTERS = {"ticks": 0x31, "count": 0x30}
BATTERY_COMMAND = bytes((SETTINGS, 0x8C))
IDENTIFY_COMMANDS = (bytes((ACC, 0x80)), bytes((GYR, 0x80)))
CLEAR = (bytes((PROCESSOR, 0x08)), bytes((0x0A, 0x05)), bytes((0x0B, 0x0A)))  # processors, events, loggers
FAST_LINK = bytes.fromhex("1109 0600 0600 0000 5802")  # every 7.5 ms, or it falls behind and stops

TICK_S = 48.0 / 32768.0
WRAP = 2**32
LATE = 64  # packets a count may lie back and be late; more is a board that started anew
JUMP_S = 10.0  # a count that jumps further tells no loss
GRAVITY_MS2 = 9.80665
CHOICES: Mapping[str, tuple[int | str, ...]] = {
    "stream": ("fused", "two"), "rate_hz": tuple(RATE_CODES), "acc_range_g": (2, 4, 8, 16),
    "gyr_range_dps": tuple(GYR_RANGE_CODES), "stamp": tuple(ACCOUNTERS),
}  # fmt: skip
DEFAULTS: Mapping[str, Setting] = {
    "stream": "fused", "rate_hz": 100, "acc_range_g": 16, "gyr_range_dps": 2000, "stamp": "ticks",
}  # fmt: skip
LOGGED: Mapping[str, tuple[str, ...]] = {"chip": (BMI160, BMI270), "counted": ("acc", "gyr")}
WORTH: Mapping[str, tuple[str, float]] = {
    "lsb_per_g": ("acc_range_g", 32768.0), "lsb_per_dps": ("gyr_range_dps", 2000.0 * 16.4),
}  # fmt: skip
"""Counts a unit, by which a log may name a range: the range is this many counts over it."""
READS = ("rate_hz", "acc_range_g", "gyr_range_dps", "stamp", *LOGGED, *WORTH)


def chosen(settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """The settings of the stream, checked; InputError for what it does not have."""
    all_of = {**DEFAULTS, **settings}
    for name, known in CHOICES.items():
        if all_of[name] not in known:
            listed = ", ".join(map(str, known))
            raise InputError(InputReason.BAD_VALUE, f"MetaWear has {name} {listed}, not {all_of[name]}")
    if all_of["stream"] == "fused" and int(all_of["rate_hz"]) > 100:
        raise InputError(InputReason.BAD_VALUE, 'MetaWear sends more than 100 Hz only with stream "two"')
    return {name: all_of[name] for name in CHOICES}


def chip_of(answer: bytes) -> str | None:
    """The chip, if this answers one of IDENTIFY_COMMANDS."""
    if len(answer) < 4 or answer[1] != 0x80:
        return None
    return {ACC: ACC_CHIPS, GYR: GYR_CHIPS}.get(answer[0], {}).get(answer[2])


def processor_of(answer: bytes) -> int | None:
    """The number of a processor just made, if this tells it."""
    return answer[2] if len(answer) == 3 and answer[:2] == bytes((PROCESSOR, 0x02)) else None


def battery_pct(answer: bytes) -> int | None:
    """The charge, if this answers BATTERY_COMMAND."""
    return answer[2] if len(answer) >= 3 and answer[:2] == BATTERY_COMMAND and answer[2] <= 100 else None


def is_answer(data: bytes) -> bool:
    """Whether this notification answers a command and carries no data."""
    return len(data) >= 2 and (data[1] >= 0x80 or data[:2] == bytes((PROCESSOR, 0x02)))


def is_fused(packet: Packet) -> bool:
    """Whether this is the packet of six axes."""
    return len(packet.data) == 19 and packet.data[:2] == bytes((PROCESSOR, 0x03))


def config_commands(chip: str, rate_hz: int, acc_range_g: int, gyr_range_dps: int) -> tuple[bytes, bytes]:
    """Rate and range of acceleration and rotation."""
    rate = RATE_CODES[rate_hz]
    return (
        bytes((ACC, 0x03, ACC_FORM[chip] | rate, ACC_RANGE_CODES[chip][acc_range_g])),
        bytes((GYR, 0x03, 0x20 | rate, GYR_RANGE_CODES[gyr_range_dps])),
    )


def buffer_command(chip: str) -> bytes:
    """Make the buffer; the length of a source stands in the upper three bits."""
    return bytes((PROCESSOR, 0x02, GYR, GYR_DATA[chip], 0xFF, 0xA0, 0x0F, 0x05))


def fuser_command(buffer: int) -> bytes:
    """Make the fuser that adds what this buffer holds to each acceleration."""
    return bytes((PROCESSOR, 0x02, ACC, 0x04, 0xFF, 0xA0, 0x1B, 0x01, buffer)) + bytes(11)


def accounter_command(fuser: int, stamp: str) -> bytes:
    """Make the accounter that puts a stamp before what this fuser gives."""
    return bytes((PROCESSOR, 0x02, PROCESSOR, 0x03, fuser, 0x60, 0x11, ACCOUNTERS[stamp], 0x03))


def listen_commands(chip: str, accounter: int | None, *, on: bool = True) -> tuple[bytes, ...]:
    """Notify what this accounter gives, or without one both streams, packed; or no longer."""
    if accounter is not None:
        return bytes((PROCESSOR, 0x07, accounter, on)), bytes((PROCESSOR, 0x03, on))
    acc, gyr = PACKED[chip]
    return bytes((ACC, acc, on)), bytes((GYR, gyr, on))


RUN_COMMANDS = tuple(  # the rotation runs before the acceleration that it is added to
    command for module in (GYR, ACC) for command in (bytes((module, 2, 1, 0)), bytes((module, 1, 1)))
)
HALT_COMMANDS = tuple(
    command for module in (ACC, GYR) for command in (bytes((module, 1, 0)), bytes((module, 2, 0, 1)))
)


def counted(data: bytes) -> tuple[int, list[int]] | None:
    """The stamp and the raw values of an accounter's output, of whatever it counts."""
    if len(data) < 9 or len(data) % 2 == 0 or data[:2] != bytes((PROCESSOR, 0x03)):
        return None
    return int.from_bytes(data[3:7], "little"), np.frombuffer(data[7:], "<i2").tolist()


class MetawearReader:
    """Notifications to readings; see drivers.readings.Reader. `as_sent` gives the board's stamps as they are and
    leaves nothing out. `counted` is what a stamped packet of three axes holds; without it there is none."""

    def __init__(
        self, settings: Mapping[str, Setting], *, as_sent: bool = False, counted: Stream | None = None
    ) -> None:
        of = chosen({"stream": "two", **settings})
        rate_hz = int(of["rate_hz"])
        self._acc_ms2 = float(of["acc_range_g"]) / 32768.0 * GRAVITY_MS2
        self._gyr_rads = math.radians(float(of["gyr_range_dps"]) / 2000.0 / 16.4)
        self._tick_s = TICK_S if of["stamp"] == "ticks" else 1.0 / rate_hz
        chips = (str(settings["chip"]),) if settings.get("chip") in KINDS else (BMI160, BMI270)
        self._kinds = {kind: stream for chip in chips for kind, stream in KINDS[chip].items()}
        self._counted = counted
        self._raw = Unwrapped(WRAP) if as_sent else None
        self._ticks = ClockFit(1.0 / rate_hz, TICK_S, WRAP) if of["stamp"] == "ticks" else None
        self._fits = {stream: ArrivalFit(rate_hz, tuple(RATE_CODES)) for stream in Stream}
        self._jump = round(JUMP_S * rate_hz)
        self._due: int | None = None  # the next count
        self._missing = 0
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Samples missing so far, by the stamp, or by the arrivals of two streams."""
        fused = self._ticks.lost if self._ticks is not None else self._missing
        return fused + self.lost_of(Stream.ACC) + self.lost_of(Stream.GYR)

    def lost_of(self, stream: Stream) -> int:
        """Of one of two streams."""
        return self._fits[stream].lost

    @property
    def rejected_packets(self) -> int:
        """Notifications that were neither data nor an answer."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What was wrong with the last of them."""
        return self._fault

    def finish(self) -> list[Readings]:
        """Samples held back."""
        return [self._reading(stream, *one) for stream, fit in self._fits.items() for one in fit.finish()]

    def read(self, packet: Packet) -> list[Readings]:
        """The samples of this notification, and what was held back before them."""
        data = packet.data
        if is_answer(data):
            return self._restart() if data[:2] in IDENTIFY_COMMANDS else []
        kind = (data[0], data[1], len(data)) if len(data) >= 2 else (0, 0, 0)
        if kind == (PROCESSOR, 0x03, 19):
            return self._fused(data, packet.arrival_s)
        if kind == (PROCESSOR, 0x03, 13) and self._counted is not None:
            return self._three(data, self._counted)
        stream = self._kinds.get(kind)
        if stream is None:
            self._rejected += 1
            self._fault = f"no data of MetaWear: {data[:2].hex(' ')}, {len(data)} bytes"
            return []
        rows = np.frombuffer(data, "<i2", offset=2).astype(np.float64).reshape(-1, 3)
        return [self._reading(stream, *one) for one in self._fits[stream].take(packet.arrival_s, rows)]

    def _restart(self) -> list[Readings]:
        """The board was asked what it is, as it is at each start: arrivals begin anew, however short the gap."""
        return [self._reading(stream, *one) for stream, fit in self._fits.items() for one in fit.restart()]

    def _three(self, data: bytes, stream: Stream) -> list[Readings]:
        """A stamp and one stream, as other programs may have it."""
        stamp = int.from_bytes(data[3:7], "little")
        times = np.array([(stamp if self._raw is None else self._raw.of(stamp)) * self._tick_s])
        xyz = np.frombuffer(data, "<i2", offset=7).astype(np.float64).reshape(1, 3)
        one = self._reading(stream, times, xyz)
        return [replace(one, counter=np.array([stamp]))]

    def _fused(self, data: bytes, arrival_s: float) -> list[Readings]:
        stamp = int.from_bytes(data[3:7], "little")
        row = np.frombuffer(data, "<i2", offset=7).astype(np.float64).reshape(1, 6)
        row = np.column_stack((row, [[stamp]]))
        if self._raw is not None:
            return [self._reading(Stream.IMU, np.array([self._raw.of(stamp) * self._tick_s]), row)]
        if self._ticks is not None:
            times = self._ticks.stamp(stamp, 1, None if math.isnan(arrival_s) else arrival_s)
            return [] if times is None else [self._reading(Stream.IMU, times, row)]
        fit = self._fits[Stream.IMU]
        missing = self._step(stamp)
        if missing < 0:
            return []
        held = fit.skip(missing) if missing else []
        return [self._reading(Stream.IMU, *one) for one in (*held, *fit.take(arrival_s, row))]

    def _step(self, count: int) -> int:
        """Packets missing before this one; below zero where it is late or came twice."""
        due = count if self._due is None else self._due
        ahead = (count - due + WRAP // 2) % WRAP - WRAP // 2
        if -LATE <= ahead < 0:
            return ahead
        self._due = (count + 1) % WRAP
        missing = ahead if 0 <= ahead <= self._jump else 0
        self._missing += missing
        return missing

    def _reading(self, stream: Stream, times: Floats, rows: Floats) -> Readings:
        if stream is Stream.ACC:
            return Readings(stream, times, acc_ms2=rows * self._acc_ms2)
        if stream is Stream.GYR:
            return Readings(stream, times, gyr_rads=rows * self._gyr_rads)
        counter = rows[:, 6].astype(np.int64)
        return Readings(stream, times, rows[:, :3] * self._acc_ms2, rows[:, 3:6] * self._gyr_rads, counter)


KINDS = {
    BMI160: {(ACC, 0x04, 8): Stream.ACC, (ACC, 0x1C, 20): Stream.ACC, (GYR, 0x05, 8): Stream.GYR,
             (GYR, 0x07, 20): Stream.GYR},
    BMI270: {(ACC, 0x04, 8): Stream.ACC, (ACC, 0x05, 20): Stream.ACC, (GYR, 0x04, 8): Stream.GYR,
             (GYR, 0x05, 20): Stream.GYR},
}  # fmt: skip


def decoder(settings: Mapping[str, Setting]) -> SixAxis | Joined:
    """The decoder of a stream with these settings."""
    of = chosen(settings)
    reader = MetawearReader(of)
    return SixAxis(reader) if of["stream"] == "fused" else Joined(reader)


def log_reader(settings: Mapping[str, Setting]) -> MetawearReader:
    """The reader of a log, with settings of the names READS."""
    for name, known in LOGGED.items():
        if settings.get(name, known[0]) not in known:
            listed = ", ".join(known)
            raise InputError(InputReason.BAD_VALUE, f"MetaWear has {name} {listed}, not {settings[name]}")
    settings = {**settings, **_ranges(settings)}
    return MetawearReader(settings, as_sent=True, counted=Stream(str(settings.get("counted", "acc"))))


def _ranges(settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """The ranges that counts a unit stand for."""
    found: dict[str, Setting] = {}
    for name in WORTH.keys() & settings.keys():
        (of, counts), worth = WORTH[name], settings[name]
        ranges = {round(counts / int(span), 3): span for span in CHOICES[of]}
        if isinstance(worth, str) or round(worth, 3) not in ranges:
            listed = ", ".join(f"{one:g}" for one in ranges)
            raise InputError(InputReason.BAD_VALUE, f"MetaWear has {name} {listed}, not {worth}")
        found[of] = ranges[round(worth, 3)]
        if settings.get(of, found[of]) != found[of]:
            raise InputError(InputReason.BAD_VALUE, f"{name} {worth:g} is not {of} {settings[of]}")
    return found
