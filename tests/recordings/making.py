"""A header, a clock, random entries, small recordings and CSV files for the tests of this room."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from drivers.families import decoder_for
from drivers.packet import Packet
from drivers.source import LinkChange, LinkState, SensorInfo
from drivers.virtual.movesense import packets_of
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.entries import Entry, Given
from recordings.events_json import KINDS
from recordings.header import Header
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.controls import Control
from tracker.events import Event
from tracker.setup import Exercise, Legs, Side
from tracker.tracker import Tracker

SENSOR = SensorInfo("movesense", "Movesense 1", "AA:BB", "2.3", 80, {"rate_hz": 104})
STARTED = datetime(2026, 3, 1, 18, 30, 5, 250001, tzinfo=timezone(timedelta(hours=2)))
HEADER = Header(
    SENSOR, STARTED, "Ada", Side.LEFT, Legs.BOTH, 12.5, Exercise.SEATED_SOLEUS_RAISE, {"tilt_rad": 0.1}
)


class Clock:
    """Time that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def anything_like(declared: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any declared type
    """Values of a field's type, floats finite."""
    if get_origin(declared) is UnionType:
        return st.one_of(*map(anything_like, get_args(declared)))
    if declared is NoneType:
        return st.none()
    if declared is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if declared is int:
        return st.integers(-(2**31), 2**31)
    if declared in (str, bool):
        return st.from_type(declared)
    if issubclass(declared, StrEnum):
        return st.sampled_from(declared)
    hints = get_type_hints(declared)
    return st.builds(declared, **{field.name: anything_like(hints[field.name]) for field in fields(declared)})


events: st.SearchStrategy[Event] = st.one_of([anything_like(cls) for cls in KINDS.values()])
entries: st.SearchStrategy[Entry] = st.one_of(
    st.builds(Packet, anything_like(float), st.text(max_size=8), st.binary(max_size=200)),
    st.builds(LinkChange, anything_like(float), st.sampled_from(LinkState), st.text()),
    st.builds(Given, st.integers(0, 10**9), anything_like(Control)),
    events,
)


def seated_packets(reps: int = 3, quality: Quality = Quality.TYPICAL, seed: int = 3) -> list[Packet]:
    """What a Movesense sends of a set of seated raises."""
    simulated = simulate(Scenario((Item(Exercise.SEATED_SOLEUS_RAISE, reps),), quality=quality, seed=seed))
    return packets_of(simulated.signal, simulated.trouble, seed)


def write_session(
    path: Path, packets: list[Packet], controls: dict[int, Control], header: Header = HEADER
) -> list[Event]:
    """A recording as a session writes it, controls given before the packet of that number; its events."""
    clock = Clock()
    road = Road(decoder_for(header.sensor.family, header.sensor.settings), Tracker(header.setup))
    writer = RecordingWriter(path, header, clock)
    said: list[Event] = []
    for number, packet in enumerate(packets):
        clock.now = 100.0 + packet.arrival_s
        if number in controls:
            given, events = road.control(controls[number])
            writer.write([given, *events])
            said += events
        _, events = road.packet(packet)
        writer.write([packet, *events])
        said += events
    events = road.finish()
    writer.write(events)
    writer.close(road.samples)
    return [*said, *events]
