"""Text that goes into a file of ours: one line, no characters a reader would act on; numbers and times in words."""

from __future__ import annotations

import math
import unicodedata
from datetime import datetime

from tracker.setup import Form

GLYPH = {Form.BENT: "◆", Form.STRAIGHT: "▮", Form.UNCERTAIN: "?"}
LETTER = {Form.BENT: "B", Form.STRAIGHT: "S", Form.UNCERTAIN: "?"}
UNKNOWN = "—"
MOST = 1e9
"""Beyond anything a leg, a load or a session can be; no number of so many digits is printed."""

_BREAKS = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """One line that any encoding of Unicode can hold: control characters become spaces, and what turns the
    direction of writing is left out, for it can make one name read as another."""
    return "".join(_BREAKS.get(unicodedata.category(one), one) for one in text if one not in _TURNS)


def known(value: float | None) -> float | None:
    """The number, None where it is none that can be."""
    return value if value is not None and math.isfinite(value) and abs(value) < MOST else None


def figure(value: float | None, digits: int, unit: str = "") -> str:
    """As in "6.1 cm"; a dash where it is not known."""
    number = known(value)
    if number is None:
        return UNKNOWN
    return f"{number:z.{digits}f}" + (f" {unit}" if unit else "")


def chance(form: Form, p_bent: float) -> str:
    """As in "97 %": the probability of what is said; of bent where nothing is."""
    share = 1.0 - p_bent if form is Form.STRAIGHT else p_bent
    return figure(100.0 * share, 0, "%") + (" bent" if form is Form.UNCERTAIN else "")


def form_words(form: Form, p_bent: float) -> str:
    """As in "◆ knee bent 97 %"."""
    return f"{GLYPH[form]} knee {form.value} {chance(form, p_bent)}"


def repetitions(count: int) -> str:
    """As in "1 repetition"."""
    return f"{count} {'repetition' if count == 1 else 'repetitions'}"


def length_words(seconds: float) -> str:
    """As in "3 min 20 s"."""
    if known(seconds) is None:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours} h " if hours else "") + (f"{minutes} min " if hours or minutes else "") + f"{rest} s"


def offset_words(moment: datetime) -> str:
    """As in "UTC+02:00"."""
    return f"UTC{moment.isoformat(timespec='minutes')[16:].replace('Z', '+00:00')}"
