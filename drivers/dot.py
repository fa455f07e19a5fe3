"""Movella DOT (once Xsens DOT): payload mode 21, rate quantities, 60 Hz. Bytes only, no radio.

All of its characteristics are 1517xxxx-4947-11e9-8646-d663bd873d93. Advertised: the name "Movella DOT" or "Xsens DOT",
company 0x0886. No pairing. Each mode has one of three payload characteristics by its length, this one the medium.

    offset  size  field                         unit           (little endian)
    0       4     time of the sample, u32       us since it was switched on; wraps after 71.6 minutes
    4       12    acceleration x, y, z, f32     m/s2, with gravity, 16 g
    16      12    angular rate x, y, z, f32     deg/s, 2000 deg/s
    28      6     magnetic field, mode 20 only  not used
    then          zeros, up to 40 bytes

    characteristic  command
    1002            10, 23 zeros, u16 rate, 6 zeros   rate: 1 4 10 12 15 20 30 60 (120 only records on board)
    2001            01 01 mode                        start; first notifications of 2003 have to be on
    2001            01 00 mode                        stop: without it, it streams on when the link is gone

The ranges are fixed. Where the link carries only 20 bytes at once, half of each sample is missing and none is given.
It has no counter; what is missing is told by the stamps, 16667 us apart (drivers.stamps).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting
from drivers.stamps import Stamps, Unwrapped
from tracker.errors import InputError, InputReason
from tracker.samples import Floats


def uuid(short: int) -> str:
    """A characteristic or service by its number."""
    return f"1517{short:04x}-4947-11e9-8646-d663bd873d93"


COMPANY = 0x0886
SETTINGS = uuid(0x1002)
COMMAND = uuid(0x2001)
NOTIFY = uuid(0x2003)
BATTERY = uuid(0x3001)
CHANNEL = "data"
RATES_HZ = (1, 4, 10, 12, 15, 20, 30, 60)
FAST_RATES_HZ = (15, 20, 30, 60)
MODES = {21: 28, 20: 34}  # bytes in use
DEFAULT_RATE_HZ = 60
DEFAULT_MODE = 21
LONGEST = 40
HALF = 20  # what a link with the smallest packets carries at once
TICKS_PER_S = 1_000_000
WRAP = 2**32
MAX_ACC_MS2 = (
    1.25 * 16.0 * 9.80665
)  # its corrections go a little past the range; bytes that say more are damaged
MAX_GYR_DPS = 1.25 * 2000.0


def rate_of(settings: Mapping[str, Setting]) -> int:
    """The rate asked for."""
    return _one_of(settings, "rate_hz", DEFAULT_RATE_HZ, RATES_HZ, "streams at {} Hz, not at {}")


def mode_of(settings: Mapping[str, Setting]) -> int:
    """The payload mode asked for."""
    return _one_of(settings, "mode", DEFAULT_MODE, tuple(MODES), "is read in mode {}, not in {}")


def _one_of(
    settings: Mapping[str, Setting], name: str, default: int, known: tuple[int, ...], says: str
) -> int:
    value = settings.get(name, default)
    if value not in known:
        words = says.format(", ".join(map(str, known)), value)
        raise InputError(InputReason.BAD_VALUE, f"Movella DOT {words}")
    return int(value)


def start_commands(settings: Mapping[str, Setting]) -> tuple[tuple[str, bytes], ...]:
    """Rate, then start; each with its characteristic."""
    rate = bytes((0x10,)) + bytes(23) + rate_of(settings).to_bytes(2, "little") + bytes(6)
    return ((SETTINGS, rate), (COMMAND, bytes((1, 1, mode_of(settings)))))


def stop_commands(settings: Mapping[str, Setting]) -> tuple[tuple[str, bytes], ...]:
    """Stop, with its characteristic."""
    return ((COMMAND, bytes((1, 0, mode_of(settings)))),)


def rate_in(settings: bytes) -> int | None:
    """The rate, as read from 1002."""
    rate_hz = int.from_bytes(settings[24:26], "little")
    return rate_hz if len(settings) >= 26 and rate_hz in RATES_HZ else None


def state(control: bytes) -> tuple[bool, int] | None:
    """Whether it measures, and in which mode, as read from 2001."""
    if len(control) < 3 or control[0] != 1 or control[1] > 1:
        return None
    return control[1] == 1, control[2]


def battery_pct(answer: bytes) -> int | None:
    """The charge, as read from or notified by 3001; its second byte tells whether it charges."""
    return answer[0] if len(answer) == 2 and answer[0] <= 100 else None


def is_message(data: bytes) -> bool:
    """Whether these are a frame of the message service (recording, synchronisation), which is no data."""
    return len(data) >= 4 and data[0] in (1, 2, 3) and data[1] + 3 == len(data) and sum(data) % 256 == 0


def fields(data: bytes, n: int) -> tuple[int, Floats]:
    """The stamp and the first n floats of a payload, of any mode."""
    with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened
        values = np.frombuffer(data, "<f4", offset=4, count=n).astype(np.float64)
    return int.from_bytes(data[:4], "little"), values


class DotReader:
    """Notifications to readings; see drivers.readings.Reader. `as_sent` gives the sensor's times as they are and
    leaves nothing out."""

    def __init__(self, mode: int = DEFAULT_MODE, *, as_sent: bool = False) -> None:
        self._size = MODES[mode]
        self._stamps = Stamps(1.0 / TICKS_PER_S, WRAP)
        self._as_sent = Unwrapped(WRAP) if as_sent else None
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Samples missing so far, by the stamps."""
        return self._stamps.lost

    @property
    def rejected_packets(self) -> int:
        """Notifications that were no sample."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What was wrong with the last of them."""
        return self._fault

    def finish(self) -> list[Readings]:
        """Nothing waits."""
        return []

    def read(self, packet: Packet) -> list[Readings]:
        """The sample of this notification."""
        data = packet.data
        if is_message(data):
            return []
        if len(data) == HALF:
            return self._reject("half a sample: the link carries only 20 bytes at once")
        if not self._size <= len(data) <= LONGEST:
            return self._reject(f"{len(data)} bytes where a sample has {self._size}")
        if any(data[self._size :]):
            return self._reject("more than a sample: another payload mode (mode 20 has to be set)")
        stamp, values = fields(data, 6)
        acc, gyr_dps = values[None, :3], values[None, 3:]
        if not (np.all(np.abs(acc) <= MAX_ACC_MS2) and np.all(np.abs(gyr_dps) <= MAX_GYR_DPS)):
            return self._reject("a value beyond the sensor's range")
        if self._as_sent is not None:
            time_s: float | None = self._as_sent.of(stamp) / TICKS_PER_S
        else:
            time_s = self._stamps.stamp(stamp, packet.arrival_s)
        if time_s is None:
            return []
        return [Readings(Stream.IMU, np.array([time_s]), acc.copy(), gyr_dps * math.radians(1.0))]

    def _reject(self, why: str) -> list[Readings]:
        self._rejected += 1
        self._fault = why
        return []


def decoder(settings: Mapping[str, Setting]) -> SixAxis:
    """The decoder of a stream with these settings."""
    return SixAxis(DotReader(mode_of(settings)))


def log_reader(settings: Mapping[str, Setting]) -> DotReader:
    """The reader of a log of this payload mode; the rate is told by the stamps, whatever is said."""
    rate_of(settings)
    return DotReader(mode_of(settings), as_sent=True)
