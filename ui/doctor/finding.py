"""What a check found: good or not, in words, and what to do; and what all findings together come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How it is; the first word of the line."""

    OK = "ok"
    LOOK = "look"
    BAD = "bad"


class Room(Enum):
    """What it is about."""

    BLUETOOTH = "Bluetooth"
    SENSOR = "sensor"
    TERMINAL = "terminal"
    DATA = "data folder"
    LOGBOOK = "logbook"
    VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `remedy` says what to do, None where there is nothing."""

    room: Room
    verdict: Verdict
    words: str
    remedy: str | None = None

    @property
    def line(self) -> str:
        """As it is told: verdict, room, words, remedy. One line, whatever a folder is called."""
        text = f"{self.verdict.value:<4}  {self.room.value}: {self.words}"
        if self.remedy is not None:
            text += f"; {self.remedy}"
        return "".join(sign if sign.isprintable() else "?" for sign in text)


def closing(findings: Sequence[Finding]) -> str:
    """The last line."""
    bad = sum(finding.verdict is Verdict.BAD for finding in findings)
    looks = sum(finding.verdict is Verdict.LOOK for finding in findings)
    if bad:
        rooms = dict.fromkeys(finding.room.value for finding in findings if finding.verdict is Verdict.BAD)
        return f"bad: {', '.join(rooms)}; what to do stands in the lines above that start with bad"
    if looks:
        return f"Nothing is bad; {looks} {'line' if looks == 1 else 'lines'} to look at."
    return "Everything is ok."


def exit_code(findings: Sequence[Finding]) -> int:
    """0 where nothing is bad, 3 where Bluetooth or the sensor alone is, else 2: a computer without Bluetooth still
    replays, one that cannot keep anything does not even do that well."""
    bad = {finding.room for finding in findings if finding.verdict is Verdict.BAD}
    if not bad:
        return 0
    return 3 if bad <= {Room.BLUETOOTH, Room.SENSOR} else 2
