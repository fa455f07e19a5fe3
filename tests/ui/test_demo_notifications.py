"""The demo's notifications, counted as they pass bleak's callback: none is lost on the way into the recording, and
down the road again they say the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bleak.backends.characteristic import BleakGATTCharacteristic

from drivers.movesense import DATA, DATA_PART2
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.virtual.bleak_backend import AIR, VirtualClient
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.movesense import ADDRESS, notifications
from recordings.header import Header
from recordings.reader import Recording, read_recording
from recordings.replay import replay, stored_events
from tracker.events import RepCounted
from tracker.setup import Setup
from ui import practice
from ui.running import Start, run_session

SPEED = 50.0


@dataclass(frozen=True)
class Counted:
    """A demo that ran in this process: what was on the air, what passed the callback, what was kept."""

    on_air: list[bytes]
    passed: list[bytes]
    recording: Recording

    @property
    def packets(self) -> list[Packet]:
        return [entry for entry in self.recording.entries if isinstance(entry, Packet)]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    passed: list[bytes] = []

    class Counting(VirtualClient):
        async def start_notify(
            self,
            characteristic: BleakGATTCharacteristic,
            callback: Callable[[bytearray], None],
            **kwargs: object,
        ) -> None:
            def count(data: bytearray) -> None:
                passed.append(bytes(data))
                callback(data)

            await super().start_notify(characteristic, count, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOLEUS_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(practice, "VirtualClient", Counting)
        pace = Pace(SPEED)
        start = Start(
            practice.demo_link(pace),
            pace,
            Setup(),
            lambda info, started_at: Header(info, started_at, simulated=True),
        )
        path = asyncio.run(run_session(start, plain=True)).recording
    assert path is not None
    device = AIR[ADDRESS].device
    assert isinstance(device, Movesense)
    on_air = [sent.data for sent in notifications(device.signal)]
    return Counted(on_air, passed, read_recording(path))


def test_every_notification_of_the_demo_passes_the_callback_of_bleak(counted: Counted) -> None:
    assert [data for data in counted.passed if data[0] in (DATA, DATA_PART2)] == counted.on_air


def test_every_notification_that_passed_is_in_the_recording(counted: Counted) -> None:
    assert [packet.data for packet in counted.packets] == counted.passed


def test_the_demo_is_forty_seconds_of_twenty_six_notifications_each(counted: Counted) -> None:
    assert len(counted.passed) > 40 * 26


def test_its_replay_gives_the_same_events_to_the_last_digit(counted: Counted) -> None:
    again = [event for step in replay(counted.recording) for event in step.events]
    assert again == stored_events(counted.recording)


def test_the_heights_compared_are_those_of_fourteen_repetitions(counted: Counted) -> None:
    counts = [event for event in stored_events(counted.recording) if isinstance(event, RepCounted)]
    assert len({event.rep.height_cm for event in counts}) == 14
