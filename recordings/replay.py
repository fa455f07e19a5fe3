"""Runs a recording down the road again, and says where it comes out otherwise than it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from math import isclose

from drivers.packet import Packet
from drivers.source import LinkChange
from recordings.entries import Given, OfOther
from recordings.reader import Recording
from recordings.road import road_of
from tracker.events import Event
from tracker.samples import Samples
from tracker.tracker import Tracker

ROUNDING = 1e-9
"""Processors, their mathematical libraries and Pythons (3.12 sums otherwise than 3.11) differ in a last digit, and
the tracker carries it on. As much is allowed, relative, between two cuttings of one recording into blocks."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the recording as it passes: when it arrived (None for a control), what it was worth. `other` is what
    the tracker of the other leg says."""

    arrival_s: float | None
    samples: Samples
    events: list[Event]
    link: LinkChange | None = None
    other: list[Event] = field(default_factory=list)


def replay(recording: Recording, tracker: Tracker | None = None) -> Iterator[Step]:
    """Every packet and control in its order, then the end of the stream, through `tracker`, or one that is told
    what the header says."""
    header = recording.header
    road = road_of(header.sensor, header.second, tracker or Tracker(header.setup), header.other_setup)
    for entry in recording.entries:
        if isinstance(entry, Packet):
            samples, events = road.packet(entry)
            yield Step(entry.arrival_s, samples, events, other=road.take_other())
        elif isinstance(entry, Given):
            events = road.control(entry.control)[1]
            yield Step(None, Samples.empty(), events, other=road.take_other())
        elif isinstance(entry, LinkChange):
            yield Step(entry.arrival_s, Samples.empty(), [], entry)
    events = road.finish()
    yield Step(None, Samples.empty(), events, other=road.take_other())


def stored_events(recording: Recording) -> list[Event]:
    """What was said when it was recorded."""
    return [entry for entry in recording.entries if isinstance(entry, Event)]


def stored_of_other(recording: Recording) -> list[Event]:
    """What was said of the other leg."""
    return [entry.event for entry in recording.entries if isinstance(entry, OfOther)]


def differences(
    stored: list[Event], replayed: list[Event], *, whole: bool, rounding: float = 0.0
) -> list[str]:
    """Where two runs differ, a line each, exact to the last digit; empty where they agree.

    Of a recording that was cut off (`whole` false) the replay may say more at its end: that is no difference.
    Nor is a figure off by no more than `rounding`, relative, and absolute below one.
    """
    if stored == replayed:
        return []
    found: list[str] = []
    pairs = SequenceMatcher(None, [_place(e) for e in stored], [_place(e) for e in replayed], autojunk=False)
    for _, i, i_end, k, k_end in pairs.get_opcodes():
        for number, (was, now) in enumerate(zip_longest(stored[i:i_end], replayed[k:k_end]), start=i + 1):
            if was is None:
                if whole or i_end < len(stored):
                    found.append(f"at {now.t_s:.3f} s: {now.kind} comes now and was not recorded")
            elif now is None:
                found.append(
                    f"event {number} at {was.t_s:.3f} s: {was.kind} was recorded and does not come again"
                )
            elif was != now and not _alike(was, now, rounding):
                found.append(f"event {number} at {was.t_s:.3f} s: {_unlike(was, now)}")
    return found


def _place(event: Event) -> tuple[str, float]:
    """Kind and moment: what tells that two runs speak of the same, so that one event more shifts no others."""
    return event.kind, round(event.t_s, 2)


def _alike(was: object, now: object, rounding: float) -> bool:
    if isinstance(was, float) and isinstance(now, float):
        return isclose(was, now, rel_tol=rounding, abs_tol=rounding)
    if is_dataclass(was) and type(was) is type(now):
        return all(_alike(getattr(was, f.name), getattr(now, f.name), rounding) for f in fields(was))
    return was == now


def _unlike(was: object, now: object, path: str = "") -> str:
    if type(was) is not type(now):
        return f"was {getattr(was, 'kind', was)}, is {getattr(now, 'kind', now)}"
    parts = []
    for one in fields(was) if is_dataclass(was) else ():
        a, b = getattr(was, one.name), getattr(now, one.name)
        if a != b:
            name = f"{path}{one.name}"
            parts.append(_unlike(a, b, name + ".") if is_dataclass(a) else f"{name} was {a!r}, is {b!r}")
    kind = "" if path else f"{getattr(was, 'kind', '')}: "
    return kind + ", ".join(parts)
