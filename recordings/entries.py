"""What a recording holds after its header, one line each, in the order it happened."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from drivers.packet import Packet
from drivers.source import BatteryLevel, LinkChange, LinkState
from recordings.events_json import (
    control_from_dict,
    control_to_dict,
    event_from_dict,
    event_to_dict,
    number,
)
from tracker.controls import Control
from tracker.events import Event


@dataclass(frozen=True, slots=True)
class Given:
    """A control, given after the first `sample` samples of the session.

    Its place among the packets says the same, and holds should a later decoder make another number of samples
    of them.
    """

    sample: int
    control: Control


@dataclass(frozen=True, slots=True)
class End:
    """The recording was closed in good order after so many samples; without it the program was cut off."""

    samples: int


@dataclass(frozen=True, slots=True)
class OfOther:
    """What the tracker of the other leg said."""

    event: Event


Entry = Packet | LinkChange | BatteryLevel | Event | OfOther | Given | End


def to_line(entry: Entry) -> str:
    """One line of JSON in ASCII, newline included; floats in the shortest form that reads back the same."""
    match entry:
        case Packet():
            data = base64.b64encode(entry.data).decode("ascii")
            values: list[Any] = ["p", entry.arrival_s, entry.channel, data, *_number(entry.sensor)]
        case LinkChange():
            values = ["l", entry.arrival_s, entry.state, entry.reason, *_number(entry.sensor)]
        case BatteryLevel():
            values = ["b", entry.arrival_s, entry.battery_pct, *_number(entry.sensor)]
        case OfOther():
            values = ["e", event_to_dict(entry.event), 1]
        case Given():
            values = ["c", entry.sample, control_to_dict(entry.control)]
        case End():
            values = ["end", entry.samples]
        case _:
            values = ["e", event_to_dict(entry)]
    return json.dumps(values, separators=(",", ":")) + "\n"


def from_line(line: str) -> Entry:
    """The entry again; ValueError where the line is none."""
    try:
        values = json.loads(line)
    except RecursionError as error:  # brackets by the thousand
        raise ValueError("nested too deep") from error
    match values:
        case ["p", arrival_s, str() as channel, str() as data, *sensor]:
            sent = base64.b64decode(data, validate=True)
            return Packet(number(arrival_s), channel, sent, _sensor(sensor))
        case ["l", arrival_s, str() as state, str() as reason, *sensor]:
            return LinkChange(number(arrival_s), LinkState(state), reason, _sensor(sensor))
        case ["b", arrival_s, int() as battery_pct, *sensor] if type(battery_pct) is int:
            return BatteryLevel(number(arrival_s), battery_pct, _sensor(sensor))
        case ["c", int() as sample, dict() as control]:
            return Given(sample, control_from_dict(control))
        case ["e", dict() as event]:
            return event_from_dict(event)
        case ["e", dict() as event, *sensor] if _sensor(sensor) == 1:
            return OfOther(event_from_dict(event))
        case ["end", int() as samples]:
            return End(samples)
    raise ValueError("not an entry of a recording")


def _number(sensor: int) -> list[int]:
    """The first one's lines bear none."""
    return [sensor] if sensor else []


def _sensor(rest: list[Any]) -> int:
    if not rest:
        return 0
    if rest == [1] and type(rest[0]) is int:  # true is no 1
        return 1
    raise ValueError("no number of a sensor")
