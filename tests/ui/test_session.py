"""The session loop with a scripted sensor: what is stored, in which order, and that it always ends well."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import pytest

from drivers.packet import Packet
from drivers.source import LinkChange, LinkState, SensorInfo
from recordings.entries import End, Entry, Given
from recordings.reader import read_recording
from recordings.replay import differences, replay, stored_events
from recordings.writer import RecordingWriter
from tests.ui.scripted import HEADER, SENSOR, Act, Clock, Memory, Script, raises, road, writer_at
from tracker.controls import Control, ControlKind
from tracker.errors import InputError, InputReason, SensorError, SensorReason
from tracker.events import CountCorrected, Event, Marked, RepCounted, SetEnded
from ui.session import Session, Sink

WEAK = LinkChange(1.0, LinkState.WEAK, "no data for 1.0 s")
DEADLINE_S = 20.0
FULL = InputError(InputReason.NOT_WRITABLE, "cannot write: no space left")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.jsonl"


@pytest.fixture
def memory() -> Memory:
    return Memory()


def session_of(script: Script, path: Path, *sinks: Sink, clock: Clock | None = None) -> Session:
    return Session(script, road, writer_at(path, clock or Clock()), sinks)


def play(main: Coroutine[Any, Any, None]) -> None:
    """Run it, but not for ever."""

    async def in_time() -> None:
        await asyncio.wait_for(main, DEADLINE_S)

    asyncio.run(in_time())


def recorded(path: Path) -> list[Entry]:
    return read_recording(path).entries


def play_with(controls: dict[int, Control], path: Path, *sinks: Sink) -> list[Entry]:
    """A whole session, each control given before the packet of that number; what it stored."""
    holder: list[Session] = []

    def giving(control: Control) -> Act:
        return lambda: holder[0].give(control)

    script: list[Packet | LinkChange | Act] = []
    for number, packet in enumerate(raises()):
        if number in controls:
            script.append(giving(controls[number]))
        script.append(packet)
    holder.append(session_of(Script(script), path, *sinks))
    play(holder[0].run())
    return recorded(path)


def play_then(end: Callable[[asyncio.Task[None]], object], script: Script, session: Session) -> None:
    """Run the session until the script has been played, then end it that way: it lets a cancellation through."""

    async def main() -> None:
        task = asyncio.create_task(session.run())
        await script.played.wait()
        end(task)
        with pytest.raises(asyncio.CancelledError):
            await task

    play(main())


class TestASession:
    def test_stores_every_packet_in_order(self, path: Path) -> None:
        stored = play_with({}, path)
        assert [entry for entry in stored if isinstance(entry, Packet)] == list(raises())

    def test_stores_each_packet_just_before_what_it_decided(self, path: Path) -> None:
        stored = play_with({}, path)
        again, expected = road(SENSOR), list[Entry]()
        for packet in raises():
            expected += [packet, *again.packet(packet)[1]]
        assert stored == [*expected, *again.finish(), End(again.samples)]

    def test_tells_the_sinks_what_it_stores(self, path: Path, memory: Memory) -> None:
        stored = play_with({}, path, memory)
        assert memory.said == [entry for entry in stored if isinstance(entry, Event)]

    def test_tells_every_sink_the_same(self, path: Path, memory: Memory) -> None:
        other = Memory()
        play_with({}, path, memory, other)
        assert memory.told == other.told

    def test_counts_the_raises(self, path: Path, memory: Memory) -> None:
        play_with({}, path, memory)
        assert sum(isinstance(event, RepCounted) for event in memory.said) == 4

    def test_names_the_sensor_before_anything_else(self, path: Path, memory: Memory) -> None:
        play_with({}, path, memory)
        assert memory.told[0] == SENSOR

    def test_ends_the_running_set_when_the_source_is_over(self, path: Path, memory: Memory) -> None:
        play_with({}, path, memory)
        assert isinstance(memory.said[-1], SetEnded)

    def test_hands_every_sample_to_the_sinks(self, path: Path, memory: Memory) -> None:
        stored = play_with({}, path, memory)
        assert stored[-1] == End(memory.sample_count)

    def test_stores_and_tells_a_change_of_the_link_in_its_place(self, path: Path, memory: Memory) -> None:
        first, second = raises()[:2]
        play(session_of(Script([first, WEAK, second]), path, memory).run())
        assert recorded(path)[:3] == [first, WEAK, second]
        assert memory.told == [SENSOR, WEAK]

    def test_lets_the_sensor_go(self, path: Path) -> None:
        script = Script([])
        play(session_of(script, path).run())
        assert script.closed

    def test_without_a_recording_still_tells_the_sinks(self, memory: Memory) -> None:
        play(Session(Script(raises()), road, lambda _: None, [memory]).run())
        assert any(isinstance(event, RepCounted) for event in memory.said)

    def test_whose_sensor_does_not_open_stores_nothing(self, path: Path) -> None:
        class Silent(Script):
            async def open(self) -> SensorInfo:
                raise SensorError(SensorReason.NOT_FOUND, "not there")

        with pytest.raises(SensorError):
            play(session_of(Silent([]), path).run())
        assert not path.exists()


class TestAControl:
    def test_is_stored_after_the_samples_before_it(self, path: Path) -> None:
        stored = play_with({30: Control(ControlKind.MARK, text="now")}, path)
        before = road(SENSOR)
        for packet in raises()[:30]:
            before.packet(packet)
        (given,) = (entry for entry in stored if isinstance(entry, Given))
        assert given.sample == before.samples

    def test_is_stored_between_its_packets(self, path: Path) -> None:
        stored = play_with({30: Control(ControlKind.MARK, text="now")}, path)
        place = next(k for k, entry in enumerate(stored) if isinstance(entry, Given))
        packets_before = sum(isinstance(entry, Packet) for entry in stored[:place])
        assert packets_before == 30

    def test_stands_just_before_what_it_caused(self, path: Path) -> None:
        stored = play_with({30: Control(ControlKind.MARK, text="now")}, path)
        place = next(k for k, entry in enumerate(stored) if isinstance(entry, Given))
        after = stored[place + 1]
        assert isinstance(after, Marked)
        assert after.text == "now"

    def test_is_told_to_the_sinks(self, path: Path, memory: Memory) -> None:
        play_with({len(raises()) - 1: Control(ControlKind.UNDO)}, path, memory)
        assert any(isinstance(event, CountCorrected) for event in memory.said)

    def test_before_the_sensor_is_there_has_no_effect(self, path: Path) -> None:
        session = session_of(Script([]), path)
        session.give(Control(ControlKind.MARK, text="too early"))
        play(session.run())
        assert recorded(path) == [End(0)]

    @pytest.mark.parametrize("kind", ControlKind, ids=str)
    def test_of_any_kind_replays_to_the_last_digit(self, kind: ControlKind, path: Path) -> None:
        place = len(raises()) * 2 // 3
        play_with({place: Control(kind, delta=2, text="x"), place + 30: Control(ControlKind.RESUME)}, path)
        recording = read_recording(path)
        events = [event for step in replay(recording) for event in step.events]
        assert differences(stored_events(recording), events, whole=True) == []


class TestStopped:
    @pytest.fixture
    def script(self) -> Script:
        return Script(raises(), endless=True)

    @pytest.fixture
    def stopped(self, script: Script, path: Path, memory: Memory) -> None:
        session = session_of(script, path, memory)
        play_then(lambda _: session.stop(), script, session)

    @pytest.mark.usefixtures("stopped")
    def test_closes_the_recording(self, path: Path) -> None:
        assert isinstance(recorded(path)[-1], End)

    @pytest.mark.usefixtures("stopped")
    def test_ends_the_running_set(self, memory: Memory) -> None:
        assert isinstance(memory.said[-1], SetEnded)

    @pytest.mark.usefixtures("stopped")
    def test_lets_the_sensor_go(self, script: Script) -> None:
        assert script.closed

    def test_before_it_began_has_no_effect(self, path: Path) -> None:
        session = session_of(Script(raises()), path)
        session.stop()
        play(session.run())
        assert isinstance(recorded(path)[-1], End)


class TestCancelled:
    def test_closes_the_recording(self, path: Path) -> None:
        script = Script(raises(), endless=True)
        play_then(asyncio.Task.cancel, script, session_of(script, path))
        assert isinstance(recorded(path)[-1], End)

    def test_stores_everything_that_came(self, path: Path) -> None:
        script = Script(raises(), endless=True)
        play_then(asyncio.Task.cancel, script, session_of(script, path))
        assert [entry for entry in recorded(path) if isinstance(entry, Packet)] == list(raises())

    def test_twice_while_the_sensor_is_slow_to_let_go_still_closes_the_recording(self, path: Path) -> None:
        script = Script(raises(), endless=True, slow_goodbye=True)

        async def main() -> None:
            task = asyncio.create_task(session_of(script, path).run())
            await script.played.wait()
            task.cancel()
            await script.leaving.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        play(main())
        assert isinstance(recorded(path)[-1], End)

    def test_while_connecting_lets_the_sensor_go(self, path: Path) -> None:
        class Connecting(Script):
            async def open(self) -> SensorInfo:
                self.played.set()
                await asyncio.Event().wait()
                raise AssertionError

        script = Connecting([])
        play_then(asyncio.Task.cancel, script, session_of(script, path))
        assert script.closed


class TestASensorThatGivesUp:
    """After its packets the source raises, as a link does whose sensor refuses to go on."""

    def script(self) -> Script:
        def gives_up() -> None:
            raise SensorError(SensorReason.REFUSED, "no more")

        return Script([*raises(), gives_up])

    def test_ends_the_session_as_sensor_trouble(self, path: Path) -> None:
        with pytest.raises(SensorError, match="no more"):
            play(session_of(self.script(), path).run())

    def test_leaves_a_whole_recording(self, path: Path) -> None:
        with pytest.raises(SensorError):
            play(session_of(self.script(), path).run())
        entries = recorded(path)
        assert [entry for entry in entries if isinstance(entry, Packet)] == list(raises())
        assert isinstance(entries[-1], End)

    def test_ends_the_running_set(self, path: Path, memory: Memory) -> None:
        with pytest.raises(SensorError):
            play(session_of(self.script(), path, memory).run())
        assert isinstance(memory.said[-1], SetEnded)


class FailingDisk(RecordingWriter):
    """Takes `room` calls to hand over, then fails for good."""

    def __init__(self, path: Path, clock: Clock, room: int) -> None:
        self._room = room
        super().__init__(path, HEADER, clock)

    def flush(self) -> None:
        if self._room <= 0:
            raise FULL
        self._room -= 1
        super().flush()


class TestAFullDisk:
    """With room for the header and one half second, the script's clock told to go on."""

    SPLIT = 20

    def script(self, clock: Clock) -> Sequence[Packet | LinkChange | Act]:
        def later() -> None:
            clock.now_s += 1.0

        packets = raises()
        return [
            *packets[: self.SPLIT - 1],
            later,
            packets[self.SPLIT - 1],
            *packets[self.SPLIT : 40],
            later,
            *packets[40:],
        ]

    def fill(self, path: Path, memory: Memory) -> Script:
        clock = Clock()
        script = Script(self.script(clock))
        session = Session(script, road, lambda _: FailingDisk(path, clock, room=2), [memory])
        with pytest.raises(InputError, match="no space left"):
            play(session.run())
        return script

    def test_ends_the_session_and_lets_the_sensor_go(self, path: Path, memory: Memory) -> None:
        assert self.fill(path, memory).closed

    def test_keeps_what_was_stored(self, path: Path, memory: Memory) -> None:
        self.fill(path, memory)
        stored = [entry for entry in recorded(path) if isinstance(entry, Packet)]
        assert stored == list(raises()[: self.SPLIT])

    def test_ends_the_session_also_while_nothing_comes(
        self, path: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ui.session.TICK_S", 0.0)
        clock = Clock()

        def later() -> None:
            clock.now_s += 1.0

        script = Script([*raises()[:5], later], endless=True)
        session = Session(script, road, lambda _: FailingDisk(path, clock, room=1), [memory])
        with pytest.raises(InputError, match="no space left"):
            play(session.run())
        assert script.closed


class TestASinkThatFails:
    class Gone(Memory):
        """A pipe whose reader left after the first repetition."""

        def events(self, events: list[Event]) -> None:
            super().events(events)
            if any(isinstance(event, RepCounted) for event in self.said):
                raise BrokenPipeError

    def test_ends_the_session(self, path: Path) -> None:
        with pytest.raises(BrokenPipeError):
            play(session_of(Script(raises()), path, self.Gone()).run())

    def test_leaves_a_closed_recording(self, path: Path) -> None:
        with pytest.raises(BrokenPipeError):
            play(session_of(Script(raises()), path, self.Gone()).run())
        assert isinstance(recorded(path)[-1], End)


class NoticedWriter(RecordingWriter):
    """Tells when it has handed over a second time, after its header."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.handed_over = asyncio.Event()
        self._times = 0
        super().__init__(path, HEADER, clock)

    def flush(self) -> None:
        super().flush()
        self._times += 1
        if self._times == 2:
            self.handed_over.set()


def test_a_silent_sensor_does_not_keep_what_came_from_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.session.TICK_S", 0.0)
    clock = Clock()
    stored: list[Entry] = []

    def later() -> None:
        clock.now_s += 1.0

    async def main() -> None:
        writer = NoticedWriter(path, clock)
        script = Script([*raises()[:5], later], endless=True)
        session = Session(script, road, lambda _: writer, [])
        task = asyncio.create_task(session.run())
        await writer.handed_over.wait()
        stored.extend(recorded(path))
        session.stop()
        with pytest.raises(asyncio.CancelledError):
            await task

    play(main())
    assert stored == list(raises()[:5])
