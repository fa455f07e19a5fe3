"""WitMotion's packets in its stream of bytes: 20 or 28 long, found out from the bytes, no checksum anywhere.

    55 61 | 18 bytes               a sample; then comes the next header
    55 61 | 18 bytes | stamp       a sample of newer models: YY MM DD hh mm ss u8, ms u16
    55 71 | 18 bytes               a register read back

Bytes 20 and 21 decide: a header there, or year and month; no month is 0x61 or 0x71. A header may stand in the data
by chance, and stay there while nothing moves. So a place is believed to be a packet's start as the first of the
stream, as the follower of a packet, or because three headers in a row stand at that distance and nowhere else even two.
A first notification of 20 bytes that no date follows is a packet by itself. Bytes that begin no packet before a
notification of whole packets are dropped alone.
A damaged header costs its packet alone; after lost bytes those up to the next sure start are dropped.
"""

from __future__ import annotations

from datetime import datetime

SAMPLE, REGISTER = b"\x55\x61", b"\x55\x71"
SHORT, LONG = 20, 28
ROW = 3  # headers that make a place sure
LOOK = 400  # bytes to look through before the length is doubted as well
LAST_YEAR = 60  # 2060; the byte 0x55 of a header is no year
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the chip's clock knows no zone


def stamp_ms(packet: bytes | bytearray) -> int | None:
    """Milliseconds since 2000 on the chip's clock, None where its bytes are no date."""
    year, month, day, hour, minute, second = packet[SHORT : SHORT + 6]
    ms = int.from_bytes(packet[SHORT + 6 : LONG], "little")
    if year > LAST_YEAR or ms > 999:
        return None
    try:
        at = datetime(2000 + year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    return round((at - EPOCH).total_seconds()) * 1000 + ms


class Frames:
    """Streaming: pieces of the stream in, whole packets out. `rejected` counts what was dropped."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._length: int | None = None
        self._sure = True  # a packet starts where `held` starts
        self._old = 0  # bytes of `held` from earlier pieces
        self._alone = False  # the first piece was as long as a short packet
        self._dropped = 0  # bytes dropped in a row while looking
        self.rejected = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The packets this piece completes: samples, and registers read back."""
        self._old = len(self._held)
        self._alone = self._alone if self._held else len(data) == SHORT
        self._held += data
        packets: list[bytes] = []
        while self._held:
            before = len(self._held), self._sure
            if not self._sure and self._old and self._stands_alone(data):
                self._reject(self._old)
                self._sure = True
            elif not self._sure:
                self._search()
            elif packet := self._next():
                packets.append(packet)
            if before == (len(self._held), self._sure):
                break
        return packets

    def finish(self) -> list[bytes]:
        """The last packet, if it was waiting only to be told from a longer one."""
        held, self._held = bytes(self._held), bytearray()
        if self._sure and len(held) == SHORT and self._length != LONG and _header(held, 0):
            return [held] if held[:2] == SAMPLE else []
        self.rejected += bool(held)
        return []

    def _next(self) -> bytes | None:
        """The packet that starts `held`; nothing where more bytes are needed, or where there is none."""
        held = self._held
        if len(held) < 2:
            return None
        if held[:2] == REGISTER:
            return self._register()
        self._find_length()
        if not _header(held, 0) or (self._length == LONG <= len(held) and stamp_ms(held) is None):
            self._step_over()
            return None
        if self._length is None and self._alone and len(held) >= LONG:
            return self._cut(SHORT)
        if self._length is None or len(held) < self._length:
            return None
        return self._cut(LONG) if self._length == LONG else self._short()

    def _find_length(self) -> None:
        held = self._held
        if self._length is not None or len(held) < SHORT + 2 or not _header(held, 0):
            return
        if _header(held, SHORT):
            self._length = SHORT
        elif len(held) >= LONG:
            self._length = LONG if stamp_ms(held) is not None else None
            self._sure = self._length is not None or self._alone

    def _short(self) -> bytes | None:
        """Put together from two pieces, it is believed only if the next header is where it should be."""
        if self._old and len(self._held) < SHORT + 2:
            return None
        if not self._old or _header(self._held, SHORT):
            return self._cut(SHORT)
        self._sure = False
        return None

    def _cut(self, length: int) -> bytes:
        packet = bytes(self._held[:length])
        del self._held[:length]
        self._old = max(self._old - length, 0)
        self._alone = False
        self._dropped = 0
        return packet

    def _step_over(self) -> None:
        """No packet here: the next one is where it should be, if nothing is missing between two pieces."""
        length = self._length
        if self._old and not _header(self._held, 0) and self._stands_alone(bytes(self._held[self._old :])):
            self._reject(self._old)
            return
        if length is not None and len(self._held) < length + 2:
            return
        if length is not None and not self._old and _header(self._held, length):
            self._reject(length)
        else:
            self._sure = False

    def _register(self) -> bytes | None:
        if len(self._held) < SHORT + 2:
            return None
        if _header(self._held, SHORT):
            return self._cut(SHORT)
        if len(self._held) >= LONG + 2:
            if _header(self._held, LONG):
                return self._cut(LONG)
            self._sure = False
        return None

    def _reject(self, size: int) -> None:
        self.rejected += bool(size)
        self._dropped += size
        del self._held[:size]
        self._old = max(self._old - size, 0)
        self._alone = self._alone and not size
        if self._dropped > LOOK:
            self._length, self._dropped = None, 0

    def _search(self) -> None:
        """Look for the one place where headers stand in a row, and none even twice elsewhere."""
        lengths = (SHORT, LONG) if self._length is None else (self._length,)
        if len(self._held) < (ROW + 1) * max(lengths) + 1:
            return
        rows = {
            (at, length): [_chained(self._held, at + k * length, length) for k in range(ROW + 1)]
            for length in lengths
            for at in range(length)
        }
        alike = [place for place, row in rows.items() if sum(row) >= 2]
        if len(alike) == 1 and all(rows[alike[0]][:ROW]):
            at, self._length = alike[0]
            self._reject(at)
            self._sure = True
        else:
            self._reject(min(lengths))

    def _stands_alone(self, piece: bytes) -> bool:
        """Whether a piece is whole packets and nothing else."""
        lengths = (SHORT, LONG) if self._length is None else (self._length,)
        return any(
            len(piece) >= length
            and len(piece) % length == 0
            and all(_chained(piece, at, length) for at in range(0, len(piece), length))
            for length in lengths
        )


def _header(data: bytes | bytearray, at: int) -> bool:
    return data[at : at + 2] in (SAMPLE, REGISTER)


def _chained(data: bytes | bytearray, at: int, length: int) -> bool:
    """Whether a packet of this length may start here."""
    if not _header(data, at):
        return False
    whole = length == LONG and data[at : at + 2] == SAMPLE and at + length <= len(data)
    return not whole or stamp_ms(bytes(data[at : at + length])) is not None
