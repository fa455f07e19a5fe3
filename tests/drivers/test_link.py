"""The link over the real bleak; only what bleak calls its backend is virtual, and so is time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData
from bleak.exc import BleakError

from drivers import movesense
from drivers.dialogue import Talk
from drivers.families import Family, family_named, family_of
from drivers.link import BACK_OFF_S, LOST_S, SILENCES, WATCH_S, WEAK_S, Link
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Packet
from drivers.scan import advertisement, scan
from drivers.source import LinkChange, LinkState, SensorInfo, Setting
from drivers.virtual.bleak_backend import AIR, VirtualClient, VirtualScanner
from drivers.virtual.scripted import OnAir
from tests.drivers.bytes_of import stream
from tests.drivers.turns import Turns
from tracker.errors import SensorError, SensorReason

if TYPE_CHECKING:
    from typing_extensions import Buffer

ADDRESS = "00:00:00:00:00:00"
FAMILY = family_named("movesense")
Heard = list[Packet | LinkChange]


class Client(VirtualClient):
    """The virtual client, with a count of what passes bleak's callback and a hook into its connecting."""

    passed: ClassVar[list[bytes]] = []
    living: ClassVar[list[Client]] = []
    on_connect: ClassVar[Callable[[], object]] = staticmethod(lambda: None)
    on_start: ClassVar[Callable[[], object]] = staticmethod(lambda: None)
    mute: ClassVar[frozenset[bytes]] = frozenset()  # commands that are never acknowledged
    forgets: ClassVar[bool] = False  # a device once connected is known by its address alone

    def __init__(self, address_or_ble_device: BLEDevice | str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(address_or_ble_device, *args, **kwargs)
        self._by_address = isinstance(address_or_ble_device, str)

    async def connect(self, pair: bool, **kwargs: Any) -> None:  # noqa: ANN401 - bleak's own signature
        if Client.forgets and Client.living and not self._by_address:
            raise BleakError("device 'dev_00_00_00_00_00_00' not found")  # as BlueZ words it
        Client.on_connect()
        await super().connect(pair, **kwargs)
        Client.living.append(self)

    async def start_notify(
        self,
        characteristic: BleakGATTCharacteristic,
        callback: Callable[[bytearray], None],
        **kwargs: Any,  # noqa: ANN401 - bleak's own signature
    ) -> None:
        def counted(data: bytearray) -> None:
            Client.passed.append(bytes(data))
            callback(data)

        Client.on_start()
        await asyncio.sleep(0)
        await super().start_notify(characteristic, counted, **kwargs)

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Buffer, response: bool
    ) -> None:
        if bytes(data) in Client.mute:
            await asyncio.Event().wait()
        await super().write_gatt_char(characteristic, data, response)


@dataclass
class World:
    """One device on the air, and a link to it."""

    pace: Turns = field(default_factory=Turns)

    def device(self, seconds: float, silence_after_s: float = 1e9, silence_s: float = 0.0) -> OnAir:
        """Sends for so many seconds, with one long silence."""
        sent = stream(0, round(seconds * 13))
        times = [0.05 + k / 26 for k in range(len(sent))]
        packets = [
            Packet(t + (silence_s if t > silence_after_s else 0.0), movesense.CHANNEL, data)
            for t, data in zip(times, sent, strict=True)
        ]
        one = OnAir(packets, self.pace)
        AIR[one.address] = one
        return one

    def link(self, one: OnAir | None = None, family: Family = FAMILY) -> Link:
        over = (lambda: one.over) if one is not None else (lambda: False)
        return Link(family, ADDRESS, name="leg", pace=self.pace, backend=Client, is_over=over)

    @contextlib.asynccontextmanager
    async def opened(self, one: OnAir, family: Family = FAMILY) -> AsyncIterator[Link]:
        link = self.link(one, family)
        await link.open()
        try:
            yield link
        finally:
            await link.close()


@pytest.fixture
def world() -> Iterator[World]:
    Client.passed, Client.living = [], []
    Client.on_connect = Client.on_start = staticmethod(lambda: None)
    Client.mute, Client.forgets = frozenset(), False
    AIR.clear()
    yield World()
    AIR.clear()


def listen(world: World, one: OnAir, family: Family = FAMILY) -> Heard:
    """All of a stream, until it ends of itself."""

    async def whole() -> Heard:
        async with world.opened(one, family) as link:
            return [item async for item in link.stream()]

    return world.pace.run(whole())


def until(world: World, one: OnAir, state: LinkState, times: int = 1) -> Heard:
    """A stream up to the moment the link came into a state for the so-manieth time; then it is closed."""

    async def part() -> Heard:
        heard: Heard = []
        async with world.opened(one) as link:
            async for item in link.stream():
                heard.append(item)
                if states(heard).count(state) == times:
                    break
        return heard

    return world.pace.run(part())


def states(heard: Heard) -> list[LinkState]:
    return [item.state for item in heard if isinstance(item, LinkChange)]


def changes(heard: Heard, state: LinkState) -> list[LinkChange]:
    return [item for item in heard if isinstance(item, LinkChange) and item.state is state]


def data_of(heard: Heard) -> list[bytes]:
    return [item.data for item in heard if isinstance(item, Packet) and item.data[0] != movesense.RESPONSE]


def opening(world: World, link: Link) -> SensorInfo:
    async def both() -> SensorInfo:
        info = await link.open()
        await link.close()
        return info

    return world.pace.run(both())


# Listening


def test_what_passes_the_callback_of_bleak_is_what_the_device_sent(world: World) -> None:
    one = world.device(5.0)
    listen(world, one)
    assert Client.passed[1:] == [packet.data for packet in one.packets]


def test_the_stream_gives_all_that_passed_the_callback_of_bleak(world: World) -> None:
    heard = listen(world, world.device(5.0))
    assert [item.data for item in heard if isinstance(item, Packet)] == Client.passed


def test_a_packet_is_stamped_with_its_moment(world: World) -> None:
    one = world.device(5.0)
    heard = [item for item in listen(world, one) if isinstance(item, Packet) and item.data[0] != 1]
    assert [item.arrival_s for item in heard] == pytest.approx([packet.arrival_s for packet in one.packets])


def test_a_packet_is_named_by_its_channel(world: World) -> None:
    heard = listen(world, world.device(1.0))
    assert {item.channel for item in heard if isinstance(item, Packet)} == {movesense.CHANNEL}


def test_a_whole_session_is_connecting_and_then_streaming(world: World) -> None:
    assert states(listen(world, world.device(5.0))) == [LinkState.CONNECTING, LinkState.STREAMING]


def test_the_stream_ends_soon_after_the_device_is_over(world: World) -> None:
    one = world.device(5.0)
    listen(world, one)
    assert world.pace.now() < one.packets[-1].arrival_s + 1.0


def test_the_sensor_tells_who_it_is(world: World) -> None:
    one = world.device(1.0)
    info = opening(world, world.link(one))
    assert info == SensorInfo("movesense", "leg", ADDRESS, "virtual", 100, {"rate_hz": 104})


def test_the_sensor_is_asked_for_the_rate_of_the_settings(world: World) -> None:
    one = world.device(1.0)
    link = Link(FAMILY, ADDRESS, settings={"rate_hz": 52}, pace=world.pace, backend=Client)
    opening(world, link)
    assert one.commands[0] == movesense.subscribe_command(52)


# Letting go


def test_close_lets_the_sensor_go(world: World) -> None:
    one = world.device(60.0)
    opening(world, world.link(one))
    assert one.commands == [movesense.subscribe_command(104), movesense.unsubscribe_command()]


def test_close_takes_the_link_down(world: World) -> None:
    opening(world, world.link(world.device(60.0)))
    assert not Client.living[0].is_connected


def test_close_ends_the_stream_with_its_last_word(world: World) -> None:
    async def session() -> Heard:
        link = world.link(world.device(60.0))
        await link.open()
        await link.close()
        return [item async for item in link.stream()]

    assert states(world.pace.run(session()))[-1] is LinkState.CLOSED


def test_closing_twice_says_goodbye_once(world: World) -> None:
    one = world.device(60.0)

    async def session() -> None:
        link = world.link(one)
        await link.open()
        await link.close()
        await link.close()

    world.pace.run(session())
    assert one.commands.count(movesense.unsubscribe_command()) == 1


def test_a_sensor_that_does_not_hear_the_goodbye_is_let_go_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.link.GOODBYE_S", 0.01)
    Client.mute = frozenset({movesense.unsubscribe_command()})
    opening(world, world.link(world.device(5.0)))
    assert not Client.living[0].is_connected


def test_a_sensor_that_connects_and_never_answers_is_a_sensor_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.link.START_S", 0.01)
    Client.mute = frozenset({movesense.subscribe_command(104)})
    with pytest.raises(SensorError) as caught:
        opening(world, world.link(world.device(5.0)))
    assert caught.value.reason is SensorReason.CONNECT_FAILED


def test_a_link_never_opened_can_be_closed(world: World) -> None:
    link = world.link(world.device(1.0))
    world.pace.run(link.close())
    assert Client.living == []


def test_a_link_given_up_while_it_starts_can_still_be_let_go(world: World) -> None:
    one = world.device(60.0)

    async def session() -> None:
        link = world.link(one)
        task = asyncio.create_task(link.open())
        Client.on_start = staticmethod(task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await link.close()

    world.pace.run(session())
    assert not Client.living[0].is_connected


def test_a_link_can_be_closed_while_it_seeks_its_sensor(world: World) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=1000.0)
    Client.on_connect = staticmethod(lambda: setattr(one, "refuse", world.pace.now() > 2.0))
    until(world, one, LinkState.LOST, times=3)
    assert not Client.living[0].is_connected


# Silence


def test_a_second_of_silence_is_told_as_weak(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=2.0)
    (weak,) = changes(listen(world, one), LinkState.WEAK)
    assert WEAK_S <= weak.arrival_s - 2.0 < WEAK_S + 2 * WATCH_S


def test_a_short_silence_ends_in_streaming_again(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=2.0)
    assert states(listen(world, one))[2:] == [LinkState.WEAK, LinkState.STREAMING]


def test_a_host_that_was_away_does_not_take_its_own_absence_for_silence(world: World) -> None:
    one = world.device(200.0)

    async def session() -> Heard:
        heard: Heard = []
        async with world.opened(one) as link:
            async for item in link.stream():
                heard.append(item)
                if 100 < len(heard) < 120:  # longer than from one look of the watch to the next
                    world.pace.away(LOST_S + 1.0)
        return heard

    heard = world.pace.run(session())
    assert states(heard) == [LinkState.CONNECTING, LinkState.STREAMING]
    assert data_of(heard) == [packet.data for packet in one.packets]


def test_half_a_second_of_silence_is_not_told(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=0.5)
    assert states(listen(world, one)) == [LinkState.CONNECTING, LinkState.STREAMING]


def test_nothing_is_lost_in_a_short_silence(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=2.0)
    assert data_of(listen(world, one)) == [packet.data for packet in one.packets]


def test_three_seconds_of_silence_are_a_lost_link(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=100.0)
    lost = changes(until(world, one, LinkState.LOST), LinkState.LOST)
    assert LOST_S <= lost[0].arrival_s - 2.0 < LOST_S + 2 * WATCH_S


def test_a_silent_link_is_weak_then_lost_then_back(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=5.0)
    heard = until(world, one, LinkState.BACK)
    assert states(heard)[2:] == [LinkState.WEAK, LinkState.LOST, LinkState.BACK]


def test_a_link_that_is_back_streams_again(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=5.0)
    assert data_of(listen(world, one))[-1] == one.packets[-1].data


def test_a_lost_link_is_let_go_before_it_is_sought_again(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=5.0)
    until(world, one, LinkState.BACK)
    assert one.commands[:3] == [
        movesense.subscribe_command(104),
        movesense.unsubscribe_command(),
        movesense.subscribe_command(104),
    ]


def test_a_sensor_out_of_reach_is_back_when_it_returns(world: World) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=5.0)
    Client.on_connect = staticmethod(lambda: setattr(one, "refuse", 2.0 < world.pace.now() < 20.0))
    (back,) = changes(until(world, one, LinkState.BACK), LinkState.BACK)
    assert 20.0 <= back.arrival_s < 20.0 + BACK_OFF_S[-1]


def test_a_sensor_out_of_reach_is_sought_with_longer_and_longer_waits(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=1000.0)
    Client.on_connect = staticmethod(lambda: setattr(one, "refuse", world.pace.now() > 2.0))
    tries = [lost.arrival_s for lost in changes(until(world, one, LinkState.LOST, 8), LinkState.LOST)][1:]
    assert [b - a for a, b in pairwise(tries)] == [*BACK_OFF_S, BACK_OFF_S[-1]]


def test_what_was_sent_while_nobody_listened_is_not_heard_later(world: World) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=5.0)
    Client.on_connect = staticmethod(lambda: setattr(one, "refuse", 2.0 < world.pace.now() < 20.0))
    assert len(data_of(listen(world, one))) < len(one.packets) - 10 * 26


def test_a_sensor_the_system_has_forgotten_is_found_by_its_address(world: World) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=5.0)
    Client.forgets = True

    async def session() -> Heard:
        (found,) = await scan(1.0, backend=VirtualScanner)
        link = Link(FAMILY, found.device, pace=world.pace, backend=Client)
        heard: Heard = []
        await link.open()
        async for item in link.stream():
            heard.append(item)
            if states(heard).count(LinkState.BACK) or states(heard).count(LinkState.LOST) > 4:
                break
        await link.close()
        return heard

    assert states(world.pace.run(session()))[-1] is LinkState.BACK
    assert one.commands.count(movesense.subscribe_command(104)) == 2


def test_the_end_of_an_old_connection_told_late_does_not_break_the_new_one(world: World) -> None:
    one = world.device(20.0, silence_after_s=2.0, silence_s=4.0)

    async def session() -> Heard:
        heard: Heard = []
        async with world.opened(one) as link:
            async for item in link.stream():
                heard.append(item)
                if isinstance(item, LinkChange) and item.state is LinkState.BACK:
                    told_late = Client.living[0]._disconnected_callback
                    assert told_late is not None
                    told_late()
        return heard

    assert states(world.pace.run(session())).count(LinkState.BACK) == 1


def test_a_link_that_breaks_is_told_at_once(world: World) -> None:
    one = world.device(20.0)

    async def session() -> LinkChange:
        async with world.opened(one) as link:
            async for item in link.stream():
                if isinstance(item, Packet) and world.pace.now() > 4.0 and len(Client.living) == 1:
                    await Client.living[0].disconnect()
                if isinstance(item, LinkChange) and item.state is LinkState.LOST:
                    return item
        raise AssertionError("the break was never told")

    lost = world.pace.run(session())
    assert lost.arrival_s < 4.0 + 3 * WATCH_S


def test_a_broken_link_is_told_as_broken(world: World) -> None:
    one = world.device(20.0)

    async def session() -> str:
        async with world.opened(one) as link:
            await Client.living[0].disconnect()
            async for item in link.stream():
                if isinstance(item, LinkChange) and item.state is LinkState.LOST:
                    return item.reason
        raise AssertionError("the break was never told")

    assert world.pace.run(session()) == "the link broke, looking for leg"


def faulty(world: World) -> Link:
    one = world.device(10.0, silence_after_s=2.0, silence_s=1000.0)

    def fails() -> None:
        if world.pace.now() > 2.0:
            raise ValueError("a fault of ours")

    Client.on_connect = staticmethod(fails)
    return world.link(one)


def test_a_fault_while_seeking_ends_the_stream_and_is_raised_by_it(world: World) -> None:
    link = faulty(world)
    heard: Heard = []

    async def session() -> None:
        await link.open()
        try:
            async for item in link.stream():
                heard.append(item)
        finally:
            await link.close()

    with pytest.raises(ValueError, match="a fault of ours"):
        world.pace.run(session(), limit_s=3.0)
    assert states(heard)[-1] is LinkState.LOST


def test_a_fault_while_starting_anew_still_lets_the_sensor_go(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=1000.0)
    link = world.link(one)

    def fails() -> None:
        if world.pace.now() > 2.0:
            raise ValueError("a fault of ours")

    async def session() -> None:
        await link.open()
        Client.on_start = staticmethod(fails)
        await world.pace.sleep(30.0)
        await link.close()

    world.pace.run(session())
    assert not any(client.is_connected for client in Client.living)


# Refusals


def test_a_sensor_out_of_reach_is_a_sensor_error(world: World) -> None:
    one = world.device(1.0)
    one.refuse = True
    with pytest.raises(SensorError) as caught:
        opening(world, world.link(one))
    assert caught.value.reason is SensorReason.NOT_FOUND


def test_a_connect_that_fails_names_the_sensor(world: World) -> None:
    with pytest.raises(SensorError, match="connecting to leg failed"):
        opening(world, world.link())


class Saying(MovesenseDialogue):
    """A dialogue that says something else."""

    def __init__(self, command: bytes, notify: str = movesense.NOTIFY) -> None:
        super().__init__({})
        self.notify = {movesense.CHANNEL: notify}
        self._command = command

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        await talk.write(movesense.COMMAND, self._command)
        return {"rate_hz": 104}


def saying(command: bytes, notify: str = movesense.NOTIFY) -> Family:
    return replace(FAMILY, dialogue=lambda _: Saying(command, notify))


def test_an_open_that_fails_after_connecting_leaves_no_link_behind(world: World) -> None:
    one = world.device(1.0)
    with pytest.raises(SensorError):
        opening(world, world.link(one, saying(b"", "00000000-0000-0000-0000-00000000dead")))
    assert not Client.living[0].is_connected


def test_a_sensor_that_refuses_the_stream_is_a_sensor_error_that_says_what_to_do(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(movesense, "subscribe_command", lambda rate_hz: UNKNOWN_STREAM)
    with pytest.raises(
        SensorError, match="leg refused to stream: its firmware has no such stream: update"
    ) as caught:
        opening(world, world.link(world.device(1.0)))
    assert caught.value.reason is SensorReason.REFUSED


UNKNOWN_STREAM = b"\x01\x53/Meas/IMU6/999"


def listen_in_vain(world: World, one: OnAir, family: Family = FAMILY) -> tuple[SensorError, Heard]:
    """A stream that ends in trouble: the trouble, and what was heard before it."""
    heard: Heard = []

    async def whole() -> None:
        async with world.opened(one, family) as link:
            async for item in link.stream():
                heard.append(item)

    with pytest.raises(SensorError) as caught:
        world.pace.run(whole())
    return caught.value, heard


def test_a_stream_the_sensor_refuses_later_is_told_with_its_reason(world: World) -> None:
    _, heard = listen_in_vain(world, world.device(5.0), saying(UNKNOWN_STREAM))
    (lost,) = changes(heard, LinkState.LOST)
    assert lost.reason.startswith(
        "leg refused to stream: its firmware has no such stream: update its firmware"
    )


def test_a_stream_the_sensor_refuses_later_ends_at_once_in_a_sensor_error(world: World) -> None:
    trouble, _ = listen_in_vain(world, world.device(5.0), saying(UNKNOWN_STREAM))
    assert trouble.reason is SensorReason.REFUSED
    assert world.pace.now() < 1.0


def silent(world: World) -> OnAir:
    """A sensor that agrees to stream and never does."""
    one = OnAir([Packet(1e6, movesense.CHANNEL, stream(0, 1)[0])], world.pace)
    AIR[one.address] = one
    return one


def test_a_sensor_that_never_sends_anything_is_tried_again_and_then_a_sensor_error(world: World) -> None:
    trouble, heard = listen_in_vain(world, silent(world))
    assert trouble.reason is SensorReason.SILENT
    assert states(heard).count(LinkState.BACK) == SILENCES


def test_a_sensor_that_never_sends_anything_is_given_up_within_half_a_minute(world: World) -> None:
    listen_in_vain(world, silent(world))
    assert world.pace.now() < 30.0


def test_a_sensor_that_has_sent_something_is_not_given_up(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=1000.0)
    heard = until(world, one, LinkState.LOST, times=SILENCES + 3)
    assert states(heard).count(LinkState.BACK) == SILENCES + 2


# Scanning


def test_a_scan_finds_the_device_on_the_air(world: World) -> None:
    world.device(1.0)
    found = asyncio.run(scan(0.0, backend=VirtualScanner))
    assert [(one.seen.address, one.family) for one in found] == [(ADDRESS, FAMILY)]


def test_a_scan_of_an_empty_air_finds_nothing(world: World) -> None:
    assert asyncio.run(scan(0.0, backend=VirtualScanner)) == []


def test_a_device_found_by_a_scan_can_be_opened(world: World) -> None:
    world.device(1.0)
    (found,) = asyncio.run(scan(0.0, backend=VirtualScanner))
    info = opening(world, Link(FAMILY, found.device, pace=world.pace, backend=Client))
    assert info.name == "Movesense 000000000000"


def test_a_scan_has_the_strongest_first() -> None:
    class Crowd(VirtualScanner):
        async def start(self) -> None:
            self.seen_devices = {}
            for address, rssi in (("a", -90), ("b", -40), ("c", -70)):
                data = AdvertisementData(None, {}, {}, [], None, rssi, ())
                self.create_or_update_device(address, address, None, None, data)

    assert [one.seen.address for one in asyncio.run(scan(0.0, backend=Crowd))] == ["b", "c", "a"]


def test_a_scan_reads_services_in_capitals_too() -> None:
    data = AdvertisementData(None, {}, {}, [movesense.SERVICE.upper()], None, -50, ())
    assert family_of(advertisement(BLEDevice("a", None, None), data)) is FAMILY


def test_bluetooth_that_does_not_serve_is_a_sensor_error_of_the_scan() -> None:
    class Broken(VirtualScanner):
        async def start(self) -> None:
            raise BleakError("no radio today")

    with pytest.raises(SensorError, match="scanning failed: no radio today"):
        asyncio.run(scan(0.0, backend=Broken))
