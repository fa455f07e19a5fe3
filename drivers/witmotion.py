"""WitMotion BLE5: WT901BLE*, WT9011DCL, WT901SDCL, BWT901BLECL5.0. Bytes only, no radio.

Service and characteristics end in 805f9**a**34fb: not the Bluetooth base, so the short form "ffe5" finds nothing.
Advertised: the service, and a name that starts with "WT". No pairing. It streams as soon as it is listened to.

    offset  size  field                    scale                              (little endian, int16)
    0       2     55 61
    2       6     acceleration x, y, z     raw / 32768 * 16 g, with gravity
    8       6     angular rate x, y, z     raw / 32768 * 2000 deg/s
    14      6     roll, pitch, yaw         not used
    20      8     date and time, ms        newer models only (WT901SDCL-BT50)

    command       FF AA register low high, to the write characteristic, PAUSE_S between two of them
    69  88 b5     unlock, for the next 10 s
    03  rate      06 10 Hz (as bought), 07 20, 08 50, 09 100, 0b 200 (0a on older models, of doubtful code: not used)
    1f  low-pass  00 256 Hz, 01 188, 02 98, 03 42, 04 20 (as bought: flattens a heel strike), 05 10, 06 5
    00  00 00     save: NOT sent. The settings last until it is switched off; whoever uses it with another
                  program finds it as it was
    27  register  read it back: 03 rate, 64 battery in V/100, answered by 55 71

Both ranges are fixed. There is no command to stop. There is no counter and, in the short packet, no clock: its times are
a fit of the arrivals (drivers.arrivals) and loss is seen where more than a few samples are missing; the rate read back
tells that it was started (anew), so that the arrivals after it count by themselves. With the date and time, every packet has its own (drivers.stamps). The order of packets in the bytes: drivers.witframes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from drivers.arrivals import ArrivalFit, Timed
from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting
from drivers.stamps import Stamps
from drivers.witframes import REGISTER, SHORT, Frames, stamp_ms
from tracker.errors import InputError, InputReason
from tracker.samples import Floats

SERVICE = "0000ffe5-0000-1000-8000-00805f9a34fb"
NOTIFY = "0000ffe4-0000-1000-8000-00805f9a34fb"
COMMAND = "0000ffe9-0000-1000-8000-00805f9a34fb"
CHANNEL = "data"
PAUSE_S = 0.1
RATES_HZ = (10, 20, 50, 100, 200)
SLOW_CODES = {0x01: 0.2, 0x02: 0.5, 0x03: 1.0, 0x04: 2.0, 0x05: 5.0}
RATE_CODES = {10: 0x06, 20: 0x07, 50: 0x08, 100: 0x09, 200: 0x0B}
LOW_PASS_CODES = {256: 0x00, 188: 0x01, 98: 0x02, 42: 0x03, 20: 0x04, 10: 0x05, 5: 0x06}
FIXED = {"acc_range_g": 16, "gyr_range_dps": 2000}
DEFAULT_RATE_HZ = 100
DEFAULT_LOW_PASS_HZ = 42  # the widest below half of the default rate

GRAVITY_MS2 = 9.80665
MS2_PER_LSB = 16.0 * GRAVITY_MS2 / 32768.0
DPS_PER_LSB = 2000.0 / 32768.0
RATE, BATTERY = 0x03, 0x64
# Volts times 100 and the charge they stand for, as the maker's own program has it.
CHARGE_PCT = ((396, 100), (393, 90), (387, 75), (382, 60), (379, 50), (377, 40), (373, 30), (370, 20), (368, 15),
              (350, 10), (340, 5))  # fmt: skip


def rate_of(settings: Mapping[str, Setting]) -> int:
    """The rate asked for."""
    rate = settings.get("rate_hz", DEFAULT_RATE_HZ)
    if rate not in RATE_CODES:
        raise InputError(
            InputReason.BAD_VALUE, f"WitMotion streams at {_listed(RATE_CODES)} Hz, not at {rate}"
        )
    return int(rate)


def low_pass_of(settings: Mapping[str, Setting]) -> int:
    """The low-pass asked for."""
    low_pass = settings.get("low_pass_hz", DEFAULT_LOW_PASS_HZ)
    if low_pass not in LOW_PASS_CODES:
        raise InputError(
            InputReason.BAD_VALUE, f"WitMotion's low-pass is {_listed(LOW_PASS_CODES)} Hz, not {low_pass}"
        )
    return int(low_pass)


def start_commands(settings: Mapping[str, Setting]) -> tuple[bytes, ...]:
    """Rate and low-pass of the settings, PAUSE_S apart; nothing is saved in the sensor."""
    rate, low_pass = RATE_CODES[rate_of(settings)], LOW_PASS_CODES[low_pass_of(settings)]
    return (_command(0x69, 0xB588), _command(RATE, rate), _command(0x1F, low_pass))


def read_command(register: int) -> bytes:
    """Ask for a register; the answer is a packet 55 71."""
    return _command(0x27, register)


def value_of(register: int, answer: bytes) -> int | None:
    """What a register holds, if its answer stands in these bytes, among samples or alone."""
    at = answer.find(bytes((0x55, 0x71, register, 0)))
    return None if at < 0 or len(answer) < at + 6 else int.from_bytes(answer[at + 4 : at + 6], "little")


def rate_in(answer: bytes) -> float | None:
    """The rate that was read back; 0a is 125 Hz to some models and 200 Hz to others, and tells nothing."""
    known = {**SLOW_CODES, **{code: float(hz) for hz, code in RATE_CODES.items()}}
    return known.get(value_of(RATE, answer) or 0)


def battery_pct(answer: bytes) -> int | None:
    """The charge, if these bytes answer the question for the battery."""
    volts_100 = value_of(BATTERY, answer)
    if volts_100 is None:
        return None
    return next((pct for least, pct in CHARGE_PCT if volts_100 >= least), 0)


def _command(register: int, value: int) -> bytes:
    return bytes((0xFF, 0xAA, register)) + value.to_bytes(2, "little")


def _listed(known: Mapping[int, int]) -> str:
    return ", ".join(str(value) for value in known)


class WitmotionReader:
    """Notifications to readings; see drivers.readings.Reader. `as_sent` gives the chip's times as they are and
    leaves nothing out."""

    def __init__(self, rate_hz: int = DEFAULT_RATE_HZ, *, as_sent: bool = False) -> None:
        self._as_sent = as_sent
        self._frames = Frames()
        self._arrivals = ArrivalFit(rate_hz, RATES_HZ)
        self._stamps = Stamps(resolution_s=0.001)
        self._before = b""

    @property
    def lost_samples(self) -> int:
        """Samples missing so far, by the chip's clock or by the arrivals."""
        return self._arrivals.lost + self._stamps.lost

    @property
    def rejected_packets(self) -> int:
        """Pieces of the stream that were no packet."""
        return self._frames.rejected

    @property
    def fault(self) -> str | None:
        """What was wrong."""
        return "bytes that are no whole packet 55 61" if self._frames.rejected else None

    def read(self, packet: Packet) -> list[Readings]:
        """The samples this notification completes. Several samples that are those before to the last bit came twice: no
        two are alike in all, even of a sensor at rest."""
        twice = len(packet.data) >= 2 * SHORT and packet.data == self._before
        self._before = packet.data
        if twice and not self._as_sent:
            return []
        return self._times(self._frames.feed(packet.data), packet.arrival_s)

    def finish(self) -> list[Readings]:
        """The last sample, and those held back."""
        return self._times(self._frames.finish(), float("nan")) + _readings(self._arrivals.finish())

    def _times(self, packets: list[bytes], arrival_s: float) -> list[Readings]:
        timed: list[Timed] = []
        short: list[bytes] = []
        for packet in packets:
            if packet[:2] != REGISTER and len(packet) == SHORT:
                short.append(packet)
                continue
            timed += self._arrived(short, arrival_s)
            short = []
            if packet[:2] != REGISTER:
                timed += self._dated(packet, arrival_s)
            elif rate_in(packet) is not None:
                timed += self._arrivals.restart()
                self._stamps.restart()
        return _readings(timed + self._arrived(short, arrival_s))

    def _arrived(self, short: list[bytes], arrival_s: float) -> list[Timed]:
        """Times of packets without one, which came together."""
        return self._arrivals.take(arrival_s, _values(short)) if short else []

    def _dated(self, packet: bytes, arrival_s: float) -> list[Timed]:
        """The time of a packet that has one."""
        stamp = stamp_ms(packet)
        if stamp is None:
            return []
        time_s = stamp / 1000.0 if self._as_sent else self._stamps.stamp(stamp, arrival_s)
        return [] if time_s is None else [(np.array([time_s]), _values([packet]))]


def _values(packets: list[bytes]) -> Floats:
    raw = np.frombuffer(b"".join(packet[2:14] for packet in packets), "<i2").reshape(-1, 6)
    values: Floats = raw * np.array([MS2_PER_LSB] * 3 + [math.radians(DPS_PER_LSB)] * 3)
    return values


def _readings(timed: list[Timed]) -> list[Readings]:
    return [Readings(Stream.IMU, times, rows[:, :3], rows[:, 3:]) for times, rows in timed]


def decoder(settings: Mapping[str, Setting]) -> SixAxis:
    """The decoder of a stream with these settings."""
    return SixAxis(WitmotionReader(rate_of(settings)))


def log_reader(settings: Mapping[str, Setting]) -> WitmotionReader:
    """The reader of a log; its rate gives the times where neither chip nor log has any. Its ranges may be told, too."""
    for name, fixed in FIXED.items():
        if settings.get(name, fixed) != fixed:
            words = f"WitMotion's {name} is fixed at {fixed}, not {settings[name]}"
            raise InputError(InputReason.BAD_VALUE, words)
    return WitmotionReader(rate_of(settings), as_sent=True)
