"""How a Polar sensor packs a frame: whole numbers, the first sample in full, then blocks of differences.

A block is [bits u8][count u8] and count x 3 differences of so many bits, two's complement, the lowest bit of the
first difference in the lowest bit of the first byte, padded to a whole byte.
"""

from __future__ import annotations

from drivers.readings import Ints

BLOCK = 10
"""Samples a block; ours to choose, as any count up to 255 is allowed."""


def frame_content(rows: Ints, bits: int, room: int) -> tuple[int, bytes]:
    """As many of the rows (n, 3) as fit into `room` bytes, and these bytes; 0 rows where they end before it is full."""
    values = [int(value) for value in rows[0]]
    content = b"".join((value % (1 << bits)).to_bytes(bits // 8, "little") for value in values)
    place = 1
    while place < len(rows):
        steps = [
            _wrapped(int(now) - int(before), bits)
            for k in range(place, min(place + BLOCK, len(rows)))
            for before, now in zip(rows[k - 1], rows[k], strict=True)
        ]
        block = _block(steps)
        if len(content) + len(block) > room:
            return place, content
        content += block
        place += len(steps) // 3
    return 0, b""


def _wrapped(step: int, bits: int) -> int:
    """Differences of 32-bit patterns wrap around; those of 16-bit values take 17 bits."""
    return (step + 2**31) % 2**32 - 2**31 if bits == 32 else step


def _block(steps: list[int]) -> bytes:
    width = max((step if step >= 0 else ~step).bit_length() for step in steps) + 1
    whole = 0
    for k, step in enumerate(steps):
        whole |= (step % (1 << width)) << (width * k)
    return bytes((width, len(steps) // 3)) + whole.to_bytes(-(-width * len(steps) // 8), "little")
