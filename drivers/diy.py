"""Home-built sensors: lines of text over the Nordic UART service, described by their own header. No radio here.

The whole protocol, with a sketch for Arduino, is docs/diy-sensor.md. In short: ASCII lines that end in LF (CR LF
is fine), cut into notifications anywhere.

    #soleus 1 rate=104 t=us acc=g gyr=dps cols=n,t,ax,ay,az,gx,gy,gz      the header, once a second or so
    17,163520,0.01,-0.02,0.99,1.5,0.2,-0.3                                a sample
    17,163520,0.01,-0.02,0.99,1.5,0.2,-0.3*4C                             with a checksum

    word of the header   values                        without it
    rate                 samples a second              needed
    cols                 of each sample, by commas     needed: ax ay az gx gy gz; n, t; others are passed over
    line                 n,t: once a line, for the     one sample a line, all its columns in `cols`
                         first of its samples, which
                         follow, each after a ;
    acc, gyr             ms2 g mg, rads dps mdps       needed
    acc_per, gyr_per     counts a unit (raw values)    1
    acc_max, gyr_max     the range, in that unit       100 g, 10000 dps
    t, t_bits            ms or us, 8 to 64             needed where there is a column t; 32
    n_bits               8 to 32                       16
    check                xor or crc16: every line has  a line may have one
                         it, the header too

t is the time of the sample on the sensor's clock, n counts samples; both wrap around. Loss is seen by n, else by t.
A header that differs from the one before is believed when it is heard again; data between are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from drivers.diyclock import DiyClock
from drivers.diyheader import CHANNELS, Header, HeaderError, checked
from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting

SERVICE = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
COMMAND = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
NOTIFY = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
CHANNEL = "data"
STRANGERS = ("Bangle.js", "Puck.js", "Pixl.js", "Jolt.js", "MDBT42Q", "Espruino", "Verisense")
"""Names of what has this service and speaks otherwise: a console of JavaScript, blocks of bytes."""
LONGEST = 2048  # bytes of a line; more without an end is no line
NUMBER = re.compile(rb"[+-]?[0-9]{1,20}(\.[0-9]{0,20})?([eE][+-]?[0-9]{1,2})?")
COUNT = re.compile(rb"[0-9]{1,20}")


class LineError(Exception):
    """Why a line is no data, in words."""


class DiyReader:
    """Lines to readings; see drivers.readings.Reader. `as_sent` gives the sensor's times as they are and leaves
    nothing out."""

    def __init__(self, *, as_sent: bool = False) -> None:
        self._as_sent = as_sent
        self._held = b""
        self._header: Header | None = None
        self._header_line = b""
        self._new_line: bytes | None = None  # a header unlike the one before, heard once
        self._clock: DiyClock | None = None
        self._lost = 0
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Samples missing so far, by their counter or else their times."""
        return self._lost + (self._clock.lost if self._clock else 0)

    @property
    def rejected_packets(self) -> int:
        """Lines that were no data."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What is wrong with the last line rejected."""
        return self._fault

    def read(self, packet: Packet) -> list[Readings]:
        """The samples of the lines this notification completes."""
        *lines, self._held = (self._held + packet.data).split(b"\n")
        if len(self._held) > LONGEST:
            self._reject("a line without an end")
            self._held = b""
        return [one for line in lines for one in self._line(line, packet.arrival_s)]

    def finish(self) -> list[Readings]:
        """The last line, if its checksum tells that nothing but its end is missing, and what is held back."""
        line, self._held = self._held.strip(b"\r \t"), b""
        last = self._line(line, float("nan")) if b"*" in line else []
        if line and b"*" not in line:
            self._reject("a last line without its end")
        clock = self._clock
        if clock is None:
            return last
        return last + [Readings(Stream.IMU, t, rows[:, :3], rows[:, 3:], n) for t, rows, n in clock.finish()]

    def _line(self, line: bytes, arrival_s: float) -> list[Readings]:
        line = line.strip(b"\r \t")
        # A header begins a line whatever is left before it: the end of a line the last connection broke off.
        before, sign, rest = line.rpartition(b"#")
        if sign and before:
            self._reject("a line broken off by a header")
            line = sign + rest
        if not line:
            return []
        try:
            if sign:
                self._take_header(line)
                return []
            return self._samples(line, arrival_s)
        except (LineError, HeaderError) as error:
            self._reject(str(error))
            return []

    def _reject(self, why: str) -> None:
        self._rejected += 1
        self._fault = why

    def _take_header(self, line: bytes) -> None:
        header = Header.of(line)
        if line == self._header_line:
            self._new_line = None
            return
        if self._header is not None and line != self._new_line:
            self._new_line = line
            raise HeaderError("a header unlike the one before; it counts when it comes again")
        self._header, self._header_line, self._new_line = header, line, None
        self._lost = self.lost_samples
        self._clock = DiyClock(header, self._clock.last_s if self._clock else None, as_sent=self._as_sent)

    def _samples(self, line: bytes, arrival_s: float) -> list[Readings]:
        header, clock = self._header, self._clock
        if header is None or clock is None:
            raise LineError("data before any header: the sensor has to send its #soleus line first")
        if self._new_line is not None:
            raise LineError("data after a header unlike the one before, which has not come again yet")
        first, table = _parse(header, checked(line, header.check))
        stamps, counts = _columns(first, table)
        values = np.array([[float(row[name]) for name in CHANNELS] for row in table])
        values *= header.to_si
        if not np.all(np.abs(values) <= header.most_si):
            raise LineError("a value beyond the sensor's range")
        if any(stamp >= header.t_wrap for stamp in stamps) or any(count >= header.n_wrap for count in counts):
            raise LineError("t or n needs more bits than the header's t_bits or n_bits")
        taken = clock.take(stamps, counts, values, arrival_s)
        return [Readings(Stream.IMU, t, rows[:, :3], rows[:, 3:], n) for t, rows, n in taken]


Row = dict[str, bytes]


def _parse(header: Header, body: bytes) -> tuple[Row, list[Row]]:
    parts = body.split(b";")
    first: Row = _row(header.once, parts.pop(0)) if header.once else {}
    if not parts or (not header.once and len(parts) > 1):
        raise LineError(
            "a line without samples" if not parts else "several samples, but the header has no line="
        )
    return first, [_row(header.columns, part) for part in parts]


def _row(names: tuple[str, ...], part: bytes) -> Row:
    words = [word.strip(b" \t") for word in part.split(b",")]
    if len(words) != len(names):
        raise LineError(f"{len(words)} values where the header names {len(names)} columns")
    row = dict(zip(names, words, strict=True))
    for name, word in row.items():
        kind = COUNT if name in ("n", "t") else NUMBER
        if not kind.fullmatch(word):
            raise LineError(f"column {name} holds no number")
    return row


def _columns(first: Row, table: list[Row]) -> tuple[list[int], list[int]]:
    """Stamps and counters: of each sample, or of the first alone, or none."""
    rows = [first] if first else table
    return (
        [int(row["t"]) for row in rows if "t" in row],
        [int(row["n"]) for row in rows if "n" in row],
    )


def decoder(settings: Mapping[str, Setting]) -> SixAxis:
    """The decoder; the sensor describes itself, so no settings are needed."""
    return SixAxis(DiyReader())


def log_reader(settings: Mapping[str, Setting]) -> DiyReader:
    """The reader of a log; it needs no settings."""
    return DiyReader(as_sent=True)
