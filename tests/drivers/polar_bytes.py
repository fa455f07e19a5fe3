"""Polar frames made by hand, as Polar's documents lay them out, and a sensor that sends them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from drivers.packet import Packet
from drivers.polar import CHANNEL, PolarReader
from drivers.polarframes import ACC, GYR
from drivers.readings import Readings
from tracker.samples import Floats

NEVER = float("nan")
NS = 1_000_000_000
Rows = Sequence[Sequence[int]]


def frame(measurement: int, stamp_ns: int, kind: int, content: bytes) -> bytes:
    """A data frame."""
    return struct.pack("<BQB", measurement, stamp_ns % 2**64, kind) + content


def compressed(rows: Rows, bits: int = 16, blocks: Iterable[int] = ()) -> bytes:
    """Rows of three as a first sample and blocks of differences of as many bits as they need."""
    counts = iter(blocks)
    content = b"".join(_wrapped(value, bits).to_bytes(bits // 8, "little") for value in rows[0])
    place = 1
    while place < len(rows):
        count = min(next(counts, 40), len(rows) - place, 255)
        steps = [
            (now - before + 2**31) % 2**32 - 2**31
            for k in range(place, place + count)
            for before, now in zip(rows[k - 1], rows[k], strict=True)
        ]
        width = max((step if step >= 0 else ~step).bit_length() + 1 for step in steps)
        whole = sum(_wrapped(step, width) << (width * k) for k, step in enumerate(steps))
        content += bytes((width, count)) + whole.to_bytes(-(-width * len(steps) // 8), "little")
        place += count
    return content


def _wrapped(value: int, bits: int) -> int:
    return value % (1 << bits)


def acc_frame(stamp_ns: int, rows_mg: Rows) -> bytes:
    """Acceleration as newer firmware sends it."""
    return frame(ACC, stamp_ns, 0x81, compressed(rows_mg))


def gyr_frame(stamp_ns: int, rows_dps: Floats) -> bytes:
    """Rotation as newer firmware sends it: the bit patterns of floats."""
    patterns: Rows = np.ascontiguousarray(rows_dps, dtype="<f4").view("<i4").tolist()
    return frame(GYR, stamp_ns, 0x81, compressed(patterns, 32))


def read(reader: PolarReader, pieces: Iterable[bytes], arrivals_s: Iterable[float] = ()) -> list[Readings]:
    """Everything a reader makes of them."""
    at = iter(arrivals_s)
    got = [one for piece in pieces for one in reader.read(Packet(next(at, NEVER), CHANNEL, piece))]
    return got + reader.finish()


def times(readings: Iterable[Readings]) -> list[float]:
    """The times of all samples."""
    return [float(at) for one in readings for at in one.t_s]


def signal_mg(t_s: Floats) -> Floats:
    """What the accelerometer would measure."""
    return np.column_stack(
        (400.0 * np.sin(5.0 * t_s), 300.0 * np.cos(3.0 * t_s), 1000.0 + 50.0 * np.sin(t_s))
    )


def signal_dps(t_s: Floats) -> Floats:
    """What the gyroscope would measure."""
    return np.column_stack((200.0 * np.sin(4.0 * t_s), 100.0 * np.cos(2.0 * t_s), 30.0 * np.sin(t_s)))


class Sent:
    """Frames of both streams of one device clock, as they arrive: (arrival, frame, measurement)."""

    def __init__(
        self,
        seconds: float,
        rate_hz: float = 208.0,
        *,
        per_frame: int = 36,
        gyr_per_frame: int = 31,
        gyr_off: float = 1.0,
        phase_s: float = 0.0021,
        boot_ns: int = 700_000_000 * NS,
        arrive_s: float = 0.0,
        late_s: Callable[[int], float] = lambda k: 0.02,
    ) -> None:
        self.frames: list[tuple[float, bytes, int]] = []
        for measurement, n, hz, begin_s in (
            (ACC, per_frame, rate_hz, 0.0),
            (GYR, gyr_per_frame, rate_hz * gyr_off, phase_s),
        ):
            for k in range(int(seconds * hz) // n):
                t_s = begin_s + (k * n + np.arange(n)) / hz
                last_ns = boot_ns + round(float(t_s[-1]) * NS)
                if measurement == ACC:
                    data = acc_frame(last_ns, np.rint(signal_mg(t_s)).astype(int).tolist())
                else:
                    data = gyr_frame(last_ns, signal_dps(t_s))
                self.frames.append((arrive_s + float(t_s[-1]) + late_s(k), data, measurement))
        self.frames.sort(key=lambda one: one[0])

    def of(self, measurement: int) -> list[tuple[float, bytes]]:
        """Of one stream."""
        return [(arrival_s, data) for arrival_s, data, which in self.frames if which == measurement]

    def packets(self) -> list[Packet]:
        """As a link hands them over."""
        return [Packet(arrival_s, CHANNEL, data) for arrival_s, data, _ in self.frames]
