"""A header, entries, signals and a recorded session for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from drivers.families import decoder_for
from drivers.packet import Packet
from drivers.source import BatteryLevel, LinkChange, LinkState, SensorInfo
from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.movesense import packets_of
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.csv_imu import imu_csv
from recordings.entries import Entry, Given, OfOther
from recordings.events_json import KINDS
from recordings.header import Header
from recordings.road import Road
from recordings.writer import RecordingWriter
from tests.tracker.lift import Lifts
from tracker.controls import Control, ControlKind
from tracker.events import Event
from tracker.samples import Samples
from tracker.setup import Exercise, Legs, Side
from tracker.tracker import Tracker

SENSOR = SensorInfo("movesense", "Movesense 1", "AA:BB", "2.3", 80, {"rate_hz": 104})
STARTED = datetime(2026, 3, 1, 18, 30, 5, 250001, tzinfo=timezone(timedelta(hours=2)))
HEADER = Header(
    sensor=SENSOR,
    started_at=STARTED,
    person="Ada",
    side=Side.LEFT,
    legs=Legs.BOTH,
    load_kg=12.5,
    declared=Exercise.SEATED_SOLEUS_RAISE,
    calibration={"tilt_rad": 0.1},
)
CONTROLS = {
    12.0: Control(ControlKind.MARK, text="heel hurts, said ü"),
    16.0: Control(ControlKind.CORRECT, delta=2),
    18.0: Control(ControlKind.UNDO),
    20.0: Control(ControlKind.PAUSE),
    24.0: Control(ControlKind.RESUME),
    40.0: Control(ControlKind.NEXT_SET),
    48.0: Control(ControlKind.UNDO),
}
"""What the person of the recorded session does, by the arrival of the packets."""


class Clock:
    """Time that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Recorded:
    """A session as it went: its entries in order, the samples, and the bytes of its file."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.road = Road(decoder_for(SENSOR.family, SENSOR.settings), Tracker(HEADER.setup))
        self.samples = 0
        due = dict(CONTROLS)
        for packet in _packets():
            for moment in [moment for moment in due if moment <= packet.arrival_s]:
                given, events = self.road.control(due.pop(moment))
                self.entries += [given, *events]
            if not self.entries:
                self.entries.append(LinkChange(packet.arrival_s, LinkState.STREAMING, "connected"))
            samples, events = self.road.packet(packet)
            self.samples += len(samples)
            self.entries += [packet, *events]
        self.entries += self.road.finish()
        self.data = written(self.entries, self.samples)

    @property
    def events(self) -> list[Event]:
        """What was said."""
        return [entry for entry in self.entries if isinstance(entry, Event)]

    @property
    def header_bytes(self) -> int:
        """Length of the first line with its newline."""
        return self.data.index(b"\n") + 1


@cache
def recorded() -> Recorded:
    """About a minute of two sets, with every kind of control in between."""
    return Recorded()


def _packets() -> list[Packet]:
    items = (
        Item(Exercise.SEATED_SOLEUS_RAISE, 10),
        Item(distractor=Distractor.SITTING, duration_s=4.0),
        Item(Exercise.SEATED_SOLEUS_RAISE, 6),
    )
    simulated = simulate(Scenario(items, seed=5))
    return packets_of(simulated.signal, simulated.trouble, 5)


def written(entries: Sequence[Entry], samples: int | None) -> bytes:
    """The file a writer makes of these entries."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "session.jsonl"
        writer = RecordingWriter(path, HEADER, Clock())
        writer.write(entries)
        writer.close(samples)
        return path.read_bytes()


@cache
def moving() -> Samples:
    """Twenty seconds of plain raises at 100 Hz."""
    return Lifts(count=4, turn_deg=12.0).samples()


@cache
def moving_rows() -> tuple[str, ...]:
    """The rows of its CSV file, without the header."""
    return tuple(imu_csv(moving()).splitlines()[1:])


finite = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, finite)
events: st.SearchStrategy[Event] = st.one_of([st.from_type(cls) for cls in KINDS.values()])
controls = st.builds(Control, st.sampled_from(ControlKind), st.integers(-99, 99), st.text())
sensors = st.sampled_from([0, 1])
packets = st.builds(Packet, finite, st.text(max_size=8), st.binary(max_size=200), sensors)
links = st.builds(LinkChange, finite, st.sampled_from(LinkState), st.text(), sensors)
batteries = st.builds(BatteryLevel, finite, st.integers(0, 100), sensors)
givens = st.builds(Given, st.integers(0, 10**9), controls)
entries: st.SearchStrategy[Entry] = st.one_of(
    packets, links, batteries, events, st.builds(OfOther, events), givens
)
