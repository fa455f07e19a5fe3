"""Polar's data frames: a notification of the PMD data characteristic to raw values, and their units.

    offset  size  field                                         (little endian)
    0       1     measurement, lower 6 bits: 2 acceleration, 5 rotation
    1       8     time of the LAST sample, u64 ns since 2000-01-01 on the device's clock
    9       1     frame type; bit 7: compressed
    10            samples

    measurement   frame type   samples                                        value
    acceleration  00 01 02     x, y, z of 1, 2, 3 bytes, one after another    mg
    acceleration  80           compressed, 16 bit                             raw * factor g
    acceleration  81           compressed, 16 bit                             raw * factor mg
    rotation      80           compressed, 16 bit                             raw * factor deg/s
    rotation      81           compressed, 32 bit patterns of floats          float * factor deg/s

Compressed: x, y, z of the first sample in full, then blocks of [bits][count][count * 3 differences of so many bits,
two's complement, the lowest bits of the first byte first, padded to a whole byte]. Each sample is the one before
plus its differences, in 32 bits that wrap around.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.readings import Ints
from tracker.samples import Floats

ACC, GYR = 2, 5
HEAD = 10
COMPRESSED = 0x80
PLAIN_BYTES = {0x00: 1, 0x01: 2, 0x02: 3}
BITS = {(ACC, 0x80): 16, (ACC, 0x81): 16, (GYR, 0x80): 16, (GYR, 0x81): 32}
MILLI = 0.001


class FrameError(Exception):
    """Why bytes are no frame, in words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's head, and its samples still in bytes."""

    measurement: int
    stamp_ns: int
    kind: int
    content: bytes

    @staticmethod
    def of(data: bytes) -> Frame:
        """The frame of these bytes."""
        if len(data) <= HEAD:
            raise FrameError("too short for a data frame")
        measurement = data[0] & 0x3F
        if measurement not in (ACC, GYR):
            raise FrameError(f"measurement {measurement} is neither acceleration (2) nor rotation (5)")
        return Frame(measurement, int.from_bytes(data[1:9], "little"), data[9], data[HEAD:])

    def values(self, factor: float) -> Floats:
        """The samples (n, 3) in g or deg/s."""
        if self.measurement == ACC and self.kind in PLAIN_BYTES:
            return _scaled(plain(self.content, PLAIN_BYTES[self.kind]), MILLI)
        bits = BITS.get((self.measurement, self.kind))
        if bits is None:
            raise FrameError(f"frame type {self.kind:02x} is not known for this measurement")
        raw, whole = deltas(self.content, bits)
        if not whole:
            raise FrameError("cut off within a block of differences")
        if bits == 32:
            with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened
                return _scaled(raw.astype(np.int32).view(np.float32), factor)
        return _scaled(raw, factor * MILLI if (self.measurement, self.kind) == (ACC, 0x81) else factor)


def plain(content: bytes, size: int) -> Ints:
    """Samples (n, 3) of so many bytes each value."""
    if not content or len(content) % (3 * size):
        raise FrameError(f"{len(content)} bytes are no whole samples")
    digits = np.frombuffer(content, np.uint8).reshape(-1, size).astype(np.int64)
    return _signed(digits @ (1 << 8 * np.arange(size)), 8 * size).reshape(-1, 3)


def deltas(content: bytes, bits: int, channels: int = 3) -> tuple[Ints, bool]:
    """Samples (n, channels) of compressed content; what is there of one cut off, and False."""
    size = bits // 8
    place = channels * size
    if len(content) < place:
        raise FrameError("shorter than its first sample")
    first = np.frombuffer(content[:place], f"<i{size}").astype(np.int64).reshape(1, channels)
    steps = [first]
    while place < len(content):
        width, count = content[place], content[place + 1] if place + 1 < len(content) else 0
        if not 1 <= width <= 32 or not count:
            raise FrameError(f"a block of {count} differences of {width} bits")
        n = -(-width * count * channels // 8)
        block = content[place + 2 : place + 2 + n]
        steps.append(_unpacked(block, width, channels)[:count])
        place += 2 + n
    return _signed(np.cumsum(np.concatenate(steps), axis=0), 32), place == len(content)


def _unpacked(block: bytes, width: int, channels: int) -> Ints:
    """The whole rows of differences in a block."""
    ones = np.unpackbits(np.frombuffer(block, np.uint8), bitorder="little").astype(np.int64)
    rows = len(ones) // (width * channels)
    digits = ones[: rows * width * channels].reshape(-1, width)
    return _signed(digits @ (1 << np.arange(width, dtype=np.int64)), width).reshape(-1, channels)


def _scaled(raw: Ints | NDArray[np.float32], factor: float) -> Floats:
    values: Floats = raw.astype(np.float64) * factor
    return values


def _signed(values: Ints, bits: int) -> Ints:
    half = 1 << (bits - 1)
    signed: Ints = (values + half) % (1 << bits) - half
    return signed
