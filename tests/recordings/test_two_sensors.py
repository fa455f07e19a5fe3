"""Recordings of two sensors: replayed to the same, aligned, each leg for itself; and those of schema 1."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from drivers.families import decoder_for
from drivers.packet import Packet
from drivers.source import Place, Second
from drivers.virtual.movesense import packets_of
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from recordings.analysis import analyze
from recordings.entries import Entry, Given, OfOther, from_line, to_line
from recordings.header import SCHEMA, Header
from recordings.load import load
from recordings.reader import parse_recording
from recordings.replay import differences, replay, stored_events, stored_of_other
from recordings.road import OtherLeg, Road, road_of
from tests.recordings.pieces import HEADER, SENSOR
from tests.tracker.course import course, raised, rest
from tracker.controls import Control, ControlKind
from tracker.errors import InputError
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Exercise, Side
from tracker.tracker import Tracker
from ui.commands.analyze import table

PATH = Path("legs.jsonl")
SECOND = replace(SENSOR, name="the second")
REPS = 6


@cache
def worn() -> Simulated:
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, REPS),)
    return simulate(Scenario(items, quality=Quality.GOOD, seed=4, steady=True, thigh=True))


def packets(place: Place) -> list[Packet]:
    """Both sensors' packets as they arrive; the second's clock began 40 s before."""
    one = worn()
    assert one.thigh is not None
    first = packets_of(one.signal, one.trouble, 1)
    other = one.thigh if place is Place.THIGH else one.signal
    later = replace(other, samples=_shifted(other.samples, 40.0))
    second = [replace(packet, sensor=1) for packet in packets_of(later, one.trouble, 2)]
    return sorted([*first, *second], key=lambda packet: packet.arrival_s)


def _shifted(samples: Samples, by_s: float) -> Samples:
    return Samples(samples.t_s + by_s, samples.acc_ms2, samples.gyr_rads)


@cache
def recorded(place: Place) -> bytes:
    """The file of a session with both."""
    header = replace(HEADER, second=Second(place, SECOND), side=Side.LEFT, simulated=True)
    road = road_of(header.sensor, header.second, Tracker(header.setup), header.other_setup)
    entries: list[Entry] = []
    for k, packet in enumerate(packets(place)):
        entries += [packet, *road.packet(packet)[1], *map(OfOther, road.take_other())]
        if k == 100:
            given, events = road.control(Control(ControlKind.MARK, text="here"))
            entries += [given, *events, *map(OfOther, road.take_other())]
    entries += [*road.finish(), *map(OfOther, road.take_other())]
    lines = [json.dumps(header.to_dict()) + "\n", *map(to_line, entries), f'["end",{road.samples}]\n']
    return "".join(lines).encode()


@pytest.mark.parametrize("place", list(Place))
def test_it_replays_to_the_same_of_both(place: Place) -> None:
    recording = parse_recording(recorded(place), PATH)
    assert recording.warning is None
    steps = list(replay(recording))
    events = [event for step in steps for event in step.events]
    across = [event for step in steps for event in step.other]
    assert differences(stored_events(recording), events, whole=True) == []
    assert differences(stored_of_other(recording), across, whole=True) == []


def test_each_leg_has_its_own_count() -> None:
    recording = parse_recording(recorded(Place.OTHER_LEG), PATH)
    assert Ledger(stored_events(recording)).totals.reps == REPS
    assert Ledger(stored_of_other(recording)).totals.reps == REPS


def test_each_leg_is_analysed(tmp_path: Path) -> None:
    path = tmp_path / "legs.jsonl"
    path.write_bytes(recorded(Place.OTHER_LEG))
    report = analyze(load(path)).report
    assert report["totals"]["reps"] == report["other_leg"]["totals"]["reps"] == REPS
    assert report["other_leg"]["leg"] == "right"


def test_the_table_tells_both_legs(tmp_path: Path) -> None:
    path = tmp_path / "legs.jsonl"
    path.write_bytes(recorded(Place.OTHER_LEG))
    lines = table(analyze(load(path)).report)
    assert sum(f" {REPS} repetitions (bent" in line for line in lines) == 2
    assert sum("the right leg:" in line for line in lines) == 1


def test_one_leg_is_analysed_without_a_word_of_the_other(tmp_path: Path) -> None:
    path = tmp_path / "legs.jsonl"
    path.write_bytes(recorded(Place.THIGH))
    assert "other_leg" not in analyze(load(path)).report


def test_a_mark_is_given_to_both_legs_and_an_undo_to_the_first() -> None:
    header = replace(HEADER, second=Second(Place.OTHER_LEG, SECOND))
    road = road_of(header.sensor, header.second, Tracker(), header.other_setup)
    road.control(Control(ControlKind.MARK, text="here"))
    assert [event.kind for event in road.take_other()] == ["marked"]
    road.control(Control(ControlKind.UNDO))
    assert road.take_other() == []


def test_another_exercise_is_declared_for_both_legs_and_pain_is_told_once() -> None:
    header = replace(HEADER, second=Second(Place.OTHER_LEG, SECOND))
    road = road_of(header.sensor, header.second, Tracker(), header.other_setup)
    told = road.control(Control(ControlKind.DECLARE, text="soleus-bridge"))[1]
    assert [event.kind for event in (*told, *road.take_other())] == ["declared", "declared"]
    told = road.control(Control(ControlKind.PAIN, delta=3))[1]
    assert [event.kind for event in (*told, *road.take_other())] == ["pain_noted"]


def test_a_pain_speaks_for_the_sets_of_both_legs() -> None:
    """Whoever tells one has just exercised, and no leg is named."""
    trained = course(rest(4), raised(6.0), rest(60))
    header = replace(HEADER, second=Second(Place.OTHER_LEG, SECOND))
    left, right = Tracker(), Tracker()
    decoder = decoder_for(header.sensor.family, header.sensor.settings)
    road = Road(decoder, left, other=OtherLeg(decoder, right))
    half = int(np.searchsorted(trained.t_s, 20.0))
    events = [*left.update(trained[:half])], [*right.update(trained[:half])]
    road.control(Control(ControlKind.PAIN, delta=2))
    for leg, tracker in zip(events, (left, right), strict=True):
        leg += [*tracker.update(trained[half:]), *tracker.finish()]
    assert [[record.count for record in Ledger(leg).sets] for leg in events] == [[1], [1]]


def test_the_thigh_is_put_on_the_clock_of_the_shank() -> None:
    header = replace(HEADER, second=Second(Place.THIGH, SECOND))
    road = road_of(header.sensor, header.second, Tracker(), header.other_setup)
    apart = []
    at_s = 0.0
    for packet in packets(Place.THIGH):
        samples, _ = road.packet(packet)
        if len(samples):
            at_s = float(samples.t_s[-1])
        if packet.sensor == 1 and len(road.second):
            apart.append(float(road.second.t_s[-1]) - at_s)
    assert max(map(abs, apart[20:])) < 0.3  # a packet's own length, and the radio's unrest


def test_a_second_sensor_of_an_unknown_family_is_refused_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "legs.jsonl"
    path.write_bytes(
        recorded(Place.THIGH).replace(
            b'"second": {"place": "thigh", "family": "movesense"',
            b'"second": {"place": "thigh", "family": "fridge"',
        )
    )
    with pytest.raises(InputError, match="fridge"):
        load(path)


def test_the_header_of_a_second_sensor_reads_back() -> None:
    header = replace(HEADER, second=Second(Place.OTHER_LEG, SECOND))
    assert Header.from_dict(json.loads(json.dumps(header.to_dict())), "x") == header


def test_a_recording_of_schema_1_is_read() -> None:
    old = HEADER.to_dict() | {"schema": f"{SCHEMA}/1"}
    del old["second"]
    assert Header.from_dict(old, "x") == HEADER


@pytest.mark.parametrize("line", ['["p",1.0,"data","AA=="]', '["l",1.0,"lost","gone"]'])
def test_lines_of_schema_1_are_of_the_first_sensor(line: str) -> None:
    entry = from_line(line)
    assert not isinstance(entry, Given)
    assert getattr(entry, "sensor", None) == 0
