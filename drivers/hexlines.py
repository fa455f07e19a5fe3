"""Notifications from lines of hex, as people copy them out of nRF Connect, btmon, gatttool or their own notes.

    5561d8fd..   55 61 d8   55:61:D8   55-61-D8   0x55 0x61   0x5561     the bytes
    Value: ..   Data[20]: ..   value (0x): ..   value: (0x) ..           words before them are passed over
    14:23:11.123 ..   2026-06-22T14:41:01 ..   [12.345] ..   12.345 ..   a time before them is when they arrived
    # ..   // ..                                               a remark, alone or behind them, is passed over

What btmon prints around a notification is passed over, its time taken; so is nRF Connect's line that says a value
a second time. A time without a fraction and a date would look like bytes, and is taken for them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

DAY_S = 86400.0
TIME = re.compile(
    r"(?P<level>[A-Z]\s+)?(?P<open>\[)?(?P<date>\d{4}-\d\d-\d\d[T ])?"
    r"(?P<h>\d{1,2}):(?P<m>\d\d):(?P<s>\d\d)(?P<fraction>[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[\s,;]+"
)
SECONDS = re.compile(r"\[?\s*(\d{1,12}\.\d{1,12})\s*\]?[\s,;]+")
WORDS = re.compile(
    r".*\b(?:value|data|notification|bytes|payload|hex|rx)(?:\[\d+\])?\s*(?:\(0x\))?\s*[:=]\s*", re.I
)
HEX_FOLLOWS = re.compile(r'"?\(0x\)\s*', re.I)
SAID_AGAIN = re.compile(r'"\s*received\W*$', re.I)
BTMON_FRAME = re.compile(r"[<>@=] .*\[hci\d+\]\s+(?P<seconds>\d+\.\d+)\s*$")
BTMON_PART = re.compile(r"ATT: .*|Handle: 0x[0-9a-f]{4}\b.*", re.I)
REMARK = re.compile(r"(?:^|\s)(?:#|//).*$")
SEPARATORS = re.compile(r"[\s:,\-]+")
BYTES = re.compile(r"(?:0x)?((?:[0-9a-f]{2})+)", re.I)


class HexError(Exception):
    """Why a line is no notification, in words."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One notification of a log; `arrival_s` is nan where the log has no times."""

    arrival_s: float
    data: bytes


class HexLines:
    """Streaming, a line at a time."""

    def __init__(self) -> None:
        self._arrival_s = math.nan
        self._days = 0
        self._said = b""  # by the last line, if that named it a value

    def take(self, line: str) -> Logged | None:
        """The notification of a line; None where it is one of those to pass over; HexError if it is neither."""
        text = line.strip().lstrip("\ufeff")
        if frame := BTMON_FRAME.match(text):
            self._arrival_s = float(frame["seconds"])
            return None
        text = REMARK.sub("", text)
        if not text or BTMON_PART.fullmatch(text):
            return None
        text = self._without_time(text)
        words = WORDS.match(text)
        text = text[words.end() :] if words else text
        text = HEX_FOLLOWS.sub("", text, count=1)
        again = SAID_AGAIN.search(text)
        data = _bytes(text[: again.start()] if again else text)
        said, self._said = self._said, data if words else b""
        if again and data == said:
            return None
        return Logged(self._arrival_s, data)

    def _without_time(self, text: str) -> str:
        if seconds := SECONDS.match(text):
            self._arrival_s = float(seconds[1])
            return text[seconds.end() :]
        time = TIME.match(text)
        if time is None or not (time["level"] or time["open"] or time["date"] or time["fraction"]):
            return text
        fraction = float("0." + time["fraction"][1:]) if time["fraction"] else 0.0
        of_day_s = int(time["h"]) * 3600.0 + int(time["m"]) * 60.0 + int(time["s"]) + fraction
        if self._arrival_s - (of_day_s + self._days * DAY_S) > DAY_S / 2:  # past midnight
            self._days += 1
        self._arrival_s = of_day_s + self._days * DAY_S
        return text[time.end() :]


def _bytes(text: str) -> bytes:
    words = [word for word in SEPARATORS.split(text.strip().strip('"')) if word]
    found = [BYTES.fullmatch(word) for word in words]
    for word, match in zip(words, found, strict=True):
        if match is None:
            shown = word if len(word) <= 20 else word[:20] + "..."
            odd = re.fullmatch(r"(?:0x)?[0-9a-f]+", word, re.I)
            raise HexError(f'"{shown}" is an odd number of hex digits' if odd else f'"{shown}" is no hex')
    if not words:
        raise HexError("no bytes")
    return bytes.fromhex("".join(match[1] for match in found if match))
