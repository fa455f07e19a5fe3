"""A link whose sensor is silent, goes and comes back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError
from bleak.exc import BleakBluetoothNotAvailableReason as Why

from drivers import movesense
from drivers.link import BACK_OFF_S, FAULTS, Link
from drivers.packet import Packet
from drivers.scan import scan
from drivers.source import LinkChange, LinkState
from drivers.virtual.bleak_backend import VirtualScanner
from drivers.watch import LOST_S, WATCH_S, WEAK_S
from tests.drivers.linking import (
    FAMILY,
    Client,
    Heard,
    World,
    changes,
    data_of,
    listen,
    states,
    until,
)


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
    one = world.device(10.0, silence_after_s=2.0, silence_s=3.9)
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


def faulty(world: World, times: int) -> Link:
    """Bleak fails so often with what no failure of Bluetooth is, once the sensor has gone silent."""
    one = world.device(30.0, silence_after_s=2.0, silence_s=4.0)
    tries = iter(range(times))

    def fails() -> None:
        if world.pace.now() > 2.0 and next(tries, None) is not None:
            raise ValueError("a fault of ours")

    Client.on_connect = staticmethod(fails)
    return world.link(one)


def heard_of(world: World, link: Link) -> Heard:
    heard: Heard = []

    async def session() -> None:
        await link.open()
        try:
            async for item in link.stream():
                heard.append(item)
        finally:
            await link.close()

    world.pace.run(session(), limit_s=3.0)
    return heard


def test_a_fault_that_comes_every_time_ends_the_stream_and_is_raised_by_it(world: World) -> None:
    with pytest.raises(ValueError, match="a fault of ours"):
        heard_of(world, faulty(world, 1000))


def test_something_odd_that_passes_does_not_end_the_stream(world: World) -> None:
    heard = heard_of(world, faulty(world, FAULTS - 1))
    assert LinkState.BACK in states(heard)
    assert any("a fault of ours" in lost.reason for lost in changes(heard, LinkState.LOST))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EOFError(), "the D-Bus system bus hung up"),
        (FileNotFoundError(2, "No such file or directory"), "no D-Bus system bus"),
        (BleakBluetoothNotAvailableError("off", Why.POWERED_OFF), "Bluetooth is off"),
        (BleakBluetoothNotAvailableError("none", Why.NO_BLUETOOTH), "no Bluetooth adapter"),
        (BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["no"]), "does not answer"),
        (TimeoutError(), "took too long"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_whatever_bluetooth_does_meanwhile_the_sensor_comes_back(
    world: World, error: Exception, words: str
) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=4.0)

    def fails() -> None:
        if 2.0 < world.pace.now() < 30.0:
            raise error

    Client.on_connect = staticmethod(fails)
    heard = until(world, one, LinkState.BACK)
    assert any(words in lost.reason for lost in changes(heard, LinkState.LOST))


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
