"""Polar Verity Sense: acceleration and rotation by Polar's measurement service (PMD). Bytes only, no radio.

Advertised: the name "Polar Sense 1234ABCD" and the heart rate service; PMD itself is not. No pairing. H10, OH1 and 360
speak the same but have no gyroscope. Blue light (heart rate mode) has to be chosen with the button.

    characteristic   use
    fb005c81-...     control point: commands to it, answers by indication; to be listened to first
    fb005c82-...     data: frames, see drivers.polarframes

    command                      meaning
    01 m / 04 m                  which settings measurement m has (04: in SDK mode)
    02 m settings / 03 m         start, stop; m = 2 acceleration, 5 rotation
    02 09 / 03 09                SDK mode on, off: more rates and ranges, no heart rate; not while it streams

    setting  size  meaning            values
    0        2     rate               52 Hz; SDK mode 26 52 104 208 416
    1        2     resolution, bits   16
    2        2     range              8 g, 2000 deg/s; SDK mode 2 4 8 16 g, 250 500 1000 2000 deg/s
    3        4     range, thousandths
    4        1     channels           3 (in two bytes it refuses)
    5        4     factor, float      answer to start, older firmware only: what a count is worth

    answer   f0 command m status more settings...         status 0 is well
    stopped  01 m m ...                                   by itself

A frame leaves when it is full: at 52 Hz that is every one to two and a half seconds, at 208 Hz in SDK mode every third
of a second, so that is the default. Times: drivers.polarclock. The two streams: drivers.join.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from drivers.join import Joined
from drivers.packet import Packet
from drivers.polarclock import DeviceClock, StreamClock
from drivers.polarframes import ACC, GYR, Frame, FrameError
from drivers.readings import Readings, Stream
from drivers.source import Setting
from tracker.errors import InputError, InputReason

CONTROL = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
NOTIFY = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"
CHANNEL, CONTROL_CHANNEL = "data", "control"
SDK_MODE = 9
ASK, START, STOP, ASK_IN_SDK_MODE = 1, 2, 3, 4
ANSWER, FEATURES, STOPPED = 0xF0, 0x0F, 0x01
ALREADY = 6  # it is in that state: as good as done
STATUS = ("", "it knows no such command", "it has no such measurement", "that is not supported", "wrong length",
          "wrong parameter", "already so", "it has no such resolution", "it has no such rate", "it has no such range",
          "the link carries too little at once", "wrong number of channels", "not in its present state",
          "it is in its charger", "its memory is full")  # fmt: skip
SIZES = (2, 2, 2, 4, 1, 4)  # bytes of a setting's values
FACTOR = 5

RATES_HZ = (26, 52, 104, 208, 416)
ACC_RANGES_G = (2, 4, 8, 16)
GYR_RANGES_DPS = (250, 500, 1000, 2000)
# Without SDK mode there is no choice.
ONLY = {"rate_hz": 52, "acc_range_g": 8, "gyr_range_dps": 2000}
CHOICES: Mapping[str, tuple[int, ...]] = {
    "sdk_mode": (1, 0), "rate_hz": RATES_HZ, "acc_range_g": ACC_RANGES_G, "gyr_range_dps": GYR_RANGES_DPS,
}  # fmt: skip
DEFAULTS = {"sdk_mode": 1, "rate_hz": 208, "acc_range_g": 16, "gyr_range_dps": 2000}
READS = ("rate_hz", "factor", "acc_factor", "gyr_factor", "previous_timestamp_ns")
ANSWER_S = 2.0  # switching its mode takes it up to one
MAX_FACTOR = 1000.0
G_PER_LSB = 0.000244  # frames 80 of 8 g where no answer told the factor

GRAVITY_MS2 = 9.80665
MAX_G, MAX_DPS = 1.25 * 16.0, 1.25 * 2000.0  # past any range it has: bytes that say more are damaged


def chosen(settings: Mapping[str, Setting]) -> dict[str, int]:
    """The settings of the stream, checked; InputError for what it does not have."""
    sdk_mode = settings.get("sdk_mode", DEFAULTS["sdk_mode"])
    all_of = {**DEFAULTS, **({} if sdk_mode else ONLY), **settings}
    for name, known in CHOICES.items():
        values = (ONLY[name],) if name in ONLY and not sdk_mode else known
        if all_of[name] not in values:
            listed = ", ".join(map(str, values))
            words = f"Polar Verity Sense has {name} {listed}, not {all_of[name]}"
            raise InputError(InputReason.BAD_VALUE, words if sdk_mode else words + "; sdk_mode 1 has more")
    return {name: int(all_of[name]) for name in CHOICES}


def ask_command(measurement: int, *, sdk_mode: bool) -> bytes:
    """Which settings a measurement has."""
    return bytes((ASK_IN_SDK_MODE if sdk_mode else ASK, measurement))


def start_command(measurement: int, rate_hz: int, span: int) -> bytes:
    """Start one stream."""
    return struct.pack("<4BH2BH2BH3B", START, measurement, 0, 1, rate_hz, 1, 1, 16, 2, 1, span, 4, 1, 3)


def sdk_mode_command(*, on: bool) -> bytes:
    """Switch SDK mode."""
    return bytes((START if on else STOP, SDK_MODE))


def stop_commands() -> tuple[bytes, ...]:
    """Stop both, and give it back as it was: some Polar sensors stay on otherwise."""
    return bytes((STOP, ACC)), bytes((STOP, GYR)), sdk_mode_command(on=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the control point; `settings` by their number."""

    command: int
    measurement: int
    status: int
    more: bool
    settings: Mapping[int, tuple[float, ...]]

    @staticmethod
    def of(data: bytes) -> Answer | None:
        """The answer in these bytes, if they are one."""
        if len(data) < 4 or data[0] != ANSWER:
            return None
        well = data[3] == 0
        return Answer(
            data[1], data[2], data[3], well and data[4:5] > b"\0", settings_of(data[5:]) if well else {}
        )


def settings_of(data: bytes) -> dict[int, tuple[float, ...]]:
    """Values of settings as the sensor lists them, as far as they can be read."""
    found: dict[int, tuple[float, ...]] = {}
    while len(data) >= 2 and data[0] < len(SIZES):
        kind, count = data[0], data[1]
        size = SIZES[kind]
        values, data = data[2 : 2 + count * size], data[2 + count * size :]
        if len(values) < count * size:
            break
        form = "f" if kind == FACTOR else {1: "B", 2: "H", 4: "i"}[size]
        found[kind] = struct.unpack(f"<{count}{form}", values)
    return found


def features(data: bytes) -> frozenset[int] | None:
    """Measurements it has, as read from the control point: ACC and GYR have to be among them, SDK_MODE may."""
    if len(data) < 3 or data[0] != FEATURES:
        return None
    has = {number for number in range(8) if data[1] >> number & 1}
    return frozenset(has | {SDK_MODE} if data[2] & 2 else has)


def is_answer(data: bytes) -> bool:
    """Whether this notification answers a command, or tells that a stream was stopped, and carries no data."""
    return data[:1] in (bytes((ANSWER,)), bytes((FEATURES,)), bytes((STOPPED,)))


def refusal(data: bytes) -> str | None:
    """Why the sensor refused to start, if this is a refusal."""
    answer = Answer.of(data)
    if answer is None or answer.command != START or answer.status in (0, ALREADY):
        return None
    return words(answer.status)


def words(status: int) -> str:
    """What a status says."""
    return STATUS[status] if 0 < status < len(STATUS) else f"status {status}"


class PolarReader:
    """Notifications of both characteristics to readings; see drivers.readings.Reader. `as_sent` gives the device's
    times as they are and leaves nothing out; `before_ns` is the stamp of the frame before the first of a log."""

    def __init__(
        self,
        rate_hz: float | None = None,
        factors: Mapping[int, float] | None = None,
        *,
        as_sent: bool = False,
        before_ns: int | None = None,
    ) -> None:
        self._given = dict(factors or {})
        self._told: dict[int, float] = {}
        clock = None if as_sent else DeviceClock()
        guess = rate_hz is None
        self._clocks = {
            kind: StreamClock(rate_hz or ONLY["rate_hz"], clock, is_guess=guess, before_ns=before_ns)
            for kind in (ACC, GYR)
        }
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Samples missing so far by the stamps, of both streams."""
        return sum(clock.lost for clock in self._clocks.values())

    def lost_of(self, stream: Stream) -> int:
        """Of one of them."""
        return self._clocks[ACC if stream is Stream.ACC else GYR].lost

    @property
    def rejected_packets(self) -> int:
        """Notifications that were no valid frame."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What was wrong with the last of them."""
        return self._fault

    def finish(self) -> list[Readings]:
        """Nothing waits."""
        return []

    def read(self, packet: Packet) -> list[Readings]:
        """The samples of a frame; the answer to a start may tell what a count is worth."""
        if is_answer(packet.data):
            self._listen(packet.data)
            return []
        try:
            frame = Frame.of(packet.data)
            values = frame.values(self._factor(frame))
            if not np.all(np.abs(values) <= (MAX_G if frame.measurement == ACC else MAX_DPS)):
                raise FrameError("a value beyond the sensor's range")
        except FrameError as error:
            self._rejected += 1
            self._fault = str(error)
            return []
        times = self._clocks[frame.measurement].times(frame.stamp_ns, len(values), packet.arrival_s)
        if times is None:
            return []
        if frame.measurement == ACC:
            return [Readings(Stream.ACC, times, acc_ms2=values * GRAVITY_MS2)]
        return [Readings(Stream.GYR, times, gyr_rads=values * math.radians(1.0))]

    def _listen(self, data: bytes) -> None:
        answer = Answer.of(data)
        if answer is None or (answer.command, answer.status) != (START, 0):
            return
        self._told.pop(answer.measurement, None)
        factors = answer.settings.get(FACTOR, ())
        if factors and 0.0 < factors[0] < MAX_FACTOR:
            self._told[answer.measurement] = factors[0]

    def _factor(self, frame: Frame) -> float:
        untold = G_PER_LSB if (frame.measurement, frame.kind) == (ACC, 0x80) else 1.0
        return self._given.get(frame.measurement, self._told.get(frame.measurement, untold))


def log_reader(settings: Mapping[str, Setting]) -> PolarReader:
    """The reader of a log, with settings of the names READS; `factor` is of both streams. Without a rate it is what
    the frames say, and so with the 0 of a frame whose previous stamp is told."""
    before = settings.get("previous_timestamp_ns", 0)
    if not isinstance(before, int) or before < 0:
        raise InputError(InputReason.BAD_VALUE, f"previous_timestamp_ns is a whole number, not {before}")
    rate = settings.get("rate_hz")
    rate = None if before and rate == 0 else rate
    if rate is not None and rate not in RATES_HZ:
        listed = ", ".join(map(str, RATES_HZ))
        raise InputError(InputReason.BAD_VALUE, f"Polar Verity Sense streams at {listed} Hz, not at {rate}")
    factors = {}
    for kind, own in ((ACC, "acc_factor"), (GYR, "gyr_factor")):
        for name in {own, "factor"} & settings.keys():
            factor = settings.get(own, settings[name])
            if isinstance(factor, str) or not 0.0 < factor < MAX_FACTOR:
                raise InputError(InputReason.BAD_VALUE, f"{name} is a number above 0, not {factor}")
            factors[kind] = float(factor)
    return PolarReader(None if rate is None else int(rate), factors, as_sent=True, before_ns=before or None)


def decoder(settings: Mapping[str, Setting]) -> Joined:
    """The decoder of a stream with these settings."""
    return Joined(PolarReader(chosen(settings)["rate_hz"]))
