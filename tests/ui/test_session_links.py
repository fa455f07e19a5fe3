"""A session and its links: the battery and what is worth a word are stored and told, for each sensor."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.linkstats import WINDOW_S
from drivers.packet import Packet
from drivers.source import BatteryLevel, Heard, LinkChange, LinkState, Place, Second, SensorInfo
from recordings.entries import OfOther
from recordings.reader import read_recording
from recordings.road import Road, road_of
from recordings.writer import RecordingWriter
from tests.ui.scripted import HEADER, SENSOR, Clock, Memory, Script, raises, road
from tracker.events import RepCounted
from tracker.setup import Setup
from tracker.tracker import Tracker
from ui.session import Session


def play(running: Coroutine[None, None, None]) -> None:
    """Run a session; one that hangs fails."""
    asyncio.run(asyncio.wait_for(running, 20.0))


STREAMS = LinkChange(0.0, LinkState.STREAMING, "streaming")
OTHER = Second(Place.OTHER_LEG, replace(SENSOR, name="the other"))


def lived(items: Sequence[Heard], path: Path) -> Memory:
    """A session with these items; what it told."""
    memory = Memory()
    play(Session(Script(items), road, lambda _: RecordingWriter(path, HEADER, Clock()), [memory]).run())
    return memory


def changes(memory: Memory) -> list[LinkChange]:
    return [one for one in memory.told if isinstance(one, LinkChange)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.jsonl"


def test_a_battery_is_stored_where_it_was_told(path: Path) -> None:
    level = BatteryLevel(1.0, 70)
    lived([raises()[0], level, raises()[1]], path)
    assert read_recording(path).entries[:3] == [raises()[0], level, raises()[1]]


def test_a_battery_that_ends_is_told_once_and_stored(path: Path) -> None:
    memory = lived([STREAMS, BatteryLevel(0.0, 9), *raises(), BatteryLevel(99.0, 8)], path)
    (told,) = (one for one in changes(memory) if one is not STREAMS)
    assert "9 %" in told.reason
    assert told in read_recording(path).entries


def test_a_link_that_loses_much_is_told_as_weak_and_stored(path: Path) -> None:
    memory = lived([STREAMS, *(packet for k, packet in enumerate(raises()) if k % 3)], path)
    weak = [one for one in changes(memory) if one.state is LinkState.WEAK]
    assert len(weak) == 1
    assert weak[0] in read_recording(path).entries


def test_a_link_that_was_gone_is_not_told_as_losing(path: Path) -> None:
    """The device's clock went on through the gap."""
    whole = raises()
    gap = [
        LinkChange(whole[60].arrival_s, LinkState.LOST, "gone"),
        LinkChange(whole[120].arrival_s, LinkState.BACK, "back"),
    ]
    memory = lived([*whole[:60], *gap, *whole[120:]], path)
    assert [one.state for one in changes(memory)] == [LinkState.LOST, LinkState.BACK]


def test_the_figures_of_a_session_are_to_be_had(path: Path) -> None:
    session = Session(Script(raises()), road, lambda _: None, [])
    play(session.run())
    figures = session.figures
    assert figures.rate_hz == pytest.approx(104.0, rel=0.03)
    assert figures.nominal_hz == 104.0
    assert figures.packets_hz == pytest.approx(13.0, rel=0.1)
    assert WINDOW_S > 0


def test_the_other_leg_s_events_are_stored_and_told_to_others_alone(path: Path) -> None:
    def both(info: SensorInfo) -> Road:
        return road_of(info, OTHER, Tracker(), Setup())

    memory, other = Memory(), Memory()
    items: list[Packet] = []
    for packet in raises():
        items += [packet, replace(packet, sensor=1)]
    session = Session(
        Script(items),
        both,
        lambda _: RecordingWriter(path, replace(HEADER, second=OTHER), Clock()),
        [memory],
        [other],
        lambda: OTHER,
    )
    play(session.run())
    assert sum(isinstance(one, RepCounted) for one in other.said) == 4
    assert sum(isinstance(one, RepCounted) for one in memory.said) == 4
    stored = [one.event for one in read_recording(path).entries if isinstance(one, OfOther)]
    assert stored == other.said


def test_what_is_remarked_of_the_second_sensor_bears_its_number(path: Path) -> None:
    def both(info: SensorInfo) -> Road:
        return road_of(info, OTHER, Tracker(), Setup())

    memory = Memory()
    items: list[Heard] = [STREAMS, replace(STREAMS, sensor=1)]
    for k, packet in enumerate(raises()):
        items += [packet, *([replace(packet, sensor=1)] if k % 3 else [])]
    play(Session(Script(items), both, lambda _: None, [memory], [], lambda: OTHER).run())
    told = [one for one in changes(memory) if one.reason != STREAMS.reason]
    assert {(one.state, one.sensor) for one in told} == {(LinkState.WEAK, 1)}
    assert "the other" in told[0].reason
