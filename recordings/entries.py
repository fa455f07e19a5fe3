"""What a recording holds after its header, one line each, in the order it happened."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from drivers.packet import Packet
from drivers.source import LinkChange, LinkState
from recordings.events_json import control_from_dict, control_to_dict, event_from_dict, event_to_dict
from tracker.controls import Control
from tracker.events import Event


@dataclass(frozen=True, slots=True)
class Given:
    """A control, given after the first `sample` samples of the session."""

    sample: int
    control: Control


@dataclass(frozen=True, slots=True)
class End:
    """The recording was closed after so many samples; without it, the program was cut off."""

    samples: int


Entry = Packet | LinkChange | Event | Given | End


def to_line(entry: Entry) -> str:
    """One line of JSON, newline included."""
    match entry:
        case Packet():
            data = base64.b64encode(entry.data).decode("ascii")
            values: list[Any] = ["p", entry.arrival_s, entry.channel, data]
        case LinkChange():
            values = ["l", entry.arrival_s, entry.state, entry.reason]
        case Given():
            values = ["c", entry.sample, control_to_dict(entry.control)]
        case End():
            values = ["end", entry.samples]
        case _:
            values = ["e", event_to_dict(entry)]
    return json.dumps(values, separators=(",", ":"), allow_nan=False) + "\n"


def from_line(line: str) -> Entry:
    """Back again; ValueError where the line is none of these."""
    try:
        values = json.loads(line)
        match values:
            case ["p", float() | int() as arrival_s, str() as channel, str() as data]:
                return Packet(float(arrival_s), channel, base64.b64decode(data, validate=True))
            case ["l", float() | int() as arrival_s, str() as state, str() as reason]:
                return LinkChange(float(arrival_s), LinkState(state), reason)
            case ["c", int() as sample, dict() as control]:
                return Given(sample, control_from_dict(control))
            case ["e", dict() as event]:
                return event_from_dict(event)
            case ["end", int() as samples]:
                return End(samples)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    raise ValueError("not an entry of a recording")
