"""The header line of a home-built sensor, and the checksum of its lines; see docs/diy-sensor.md."""

from __future__ import annotations

import math
import re
from binascii import crc_hqx
from dataclasses import dataclass
from functools import reduce
from operator import xor

import numpy as np

from tracker.samples import Floats

GRAVITY_MS2 = 9.80665
ACC_MS2 = {"ms2": 1.0, "g": GRAVITY_MS2, "mg": GRAVITY_MS2 / 1000.0}
GYR_RADS = {"rads": 1.0, "dps": math.pi / 180.0, "mdps": math.pi / 180_000.0}
TICK_S = {"ms": 1e-3, "us": 1e-6}
CHANNELS = ("ax", "ay", "az", "gx", "gy", "gz")
MAX_ACC_MS2 = 100.0 * GRAVITY_MS2
MAX_GYR_RADS = 10000.0 * GYR_RADS["dps"]
RATES_HZ = (12.5, 2000.0)
START = "#soleus"
DIGITS = {"xor": 2, "crc16": 4}
WORDS = {"rate", "cols", "line", "acc", "gyr", "acc_per", "gyr_per", "acc_max", "gyr_max", "t", "t_bits", "n_bits",
         "check"}  # fmt: skip
COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class HeaderError(Exception):
    """What is wrong with a header or a checksum, in words."""


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """What a sensor says of its lines. `once` are the columns that stand once a line, `columns` those of each
    sample; `to_si` and `most_si` are of CHANNELS."""

    rate_hz: float
    once: tuple[str, ...]
    columns: tuple[str, ...]
    to_si: Floats
    most_si: Floats
    tick_s: float
    t_wrap: int
    n_wrap: int
    check: str | None

    @staticmethod
    def of(line: bytes) -> Header:
        """The header this line is; HeaderError says what is wrong with it."""
        words = _words(line)
        once, columns = _column_names(words)
        rate_hz = _number(words, "rate", None)
        if not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
            raise HeaderError(
                f"rate={words['rate']}: {RATES_HZ[0]:g} to {RATES_HZ[1]:g} samples a second are possible"
            )
        acc, gyr = _unit(words, "acc", ACC_MS2), _unit(words, "gyr", GYR_RADS)
        most_acc = _number(words, "acc_max", MAX_ACC_MS2 / acc) * acc
        most_gyr = _number(words, "gyr_max", MAX_GYR_RADS / gyr) * gyr
        check = words.get("check")
        if check is not None and check not in DIGITS:
            raise HeaderError(f"check={check}: there are {', '.join(DIGITS)}")
        checked(line, check)
        return Header(
            rate_hz=rate_hz,
            once=once,
            columns=columns,
            to_si=np.array(
                [acc / _number(words, "acc_per", 1.0)] * 3 + [gyr / _number(words, "gyr_per", 1.0)] * 3
            ),
            # A value at the very end of the range, printed with few digits, may stand a little beyond it.
            most_si=np.array(
                [min(most_acc * 1.01, MAX_ACC_MS2)] * 3 + [min(most_gyr * 1.01, MAX_GYR_RADS)] * 3
            ),
            tick_s=_unit(words, "t", TICK_S) if "t" in once + columns else 1.0,
            t_wrap=2 ** _bits(words, "t_bits", 32, 64),
            n_wrap=2 ** _bits(words, "n_bits", 16, 32),
            check=check,
        )


def checked(line: bytes, check: str | None) -> bytes:
    """The line without its checksum; HeaderError where it is wrong, or missing though announced."""
    body, star, digits = line.rpartition(b"*")
    if not star:
        if check is not None:
            raise HeaderError(f"no checksum, but the header says check={check}")
        return line
    wanted = {2: reduce(xor, body, 0), 4: crc_hqx(body, 0xFFFF)}.get(len(digits))
    if wanted is None or (check is not None and len(digits) != DIGITS[check]):
        raise HeaderError("a checksum of another kind: * and two hex digits (xor) or four (crc16)")
    if digits.upper() != f"{wanted:0{len(digits)}X}".encode():
        raise HeaderError("the checksum is wrong")
    return body


def _words(line: bytes) -> dict[str, str]:
    try:
        start, *rest = checked(line, None).decode("ascii").split()
    except (UnicodeDecodeError, ValueError):
        raise HeaderError("a header that is no text") from None
    if start != START or rest[:1] != ["1"]:
        raise HeaderError(f"a header begins with {START} 1")
    words = dict(word.partition("=")[::2] for word in rest[1:])
    if len(words) != len(rest) - 1 or not all(words.values()):
        raise HeaderError("a header holds word=value, each once")
    if unknown := sorted(words.keys() - WORDS):
        raise HeaderError(f"unknown words in the header: {', '.join(unknown)}")
    return words


def _column_names(words: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    once = tuple(words["line"].split(",")) if "line" in words else ()
    columns = tuple(words.get("cols", "").split(","))
    names = once + columns
    if missing := [name for name in CHANNELS if name not in columns]:
        raise HeaderError(f"cols= lacks {', '.join(missing)}")
    if len(set(names)) != len(names) or not all(COLUMN.fullmatch(name) for name in names):
        raise HeaderError("a column's name is a word, and stands once")
    if once and ({"n", "t"} & set(columns) or not set(once) <= {"n", "t"}):
        raise HeaderError("line= holds n or t or both, and cols= neither of them then")
    return once, columns


def _unit(words: dict[str, str], name: str, known: dict[str, float]) -> float:
    unit = words.get(name)
    if unit not in known:
        raise HeaderError(f"{name}={unit or ''}: there are {', '.join(known)}")
    return known[unit]


def _number(words: dict[str, str], name: str, usual: float | None) -> float:
    word = words.get(name)
    if word is None:
        if usual is None:
            raise HeaderError(f"the header lacks {name}=")
        return usual
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", word) or not float(word) > 0.0:
        raise HeaderError(f"{name}={word} is no number above 0")
    return float(word)


def _bits(words: dict[str, str], name: str, usual: int, most: int) -> int:
    word = words.get(name, str(usual))
    if not re.fullmatch(r"[0-9]{1,2}", word) or not 8 <= int(word) <= most:
        raise HeaderError(f"{name}={word}: 8 to {most} bits")
    return int(word)
