"""A link that is closed, at any moment."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from drivers import movesense
from drivers.packet import Packet
from drivers.source import LinkState
from tests.drivers.linking import (
    Client,
    Heard,
    World,
    opening,
    states,
    until,
)
from tracker.errors import SensorError, SensorReason


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
    monkeypatch.setattr("drivers.connection.GOODBYE_S", 0.01)
    Client.mute = frozenset({movesense.unsubscribe_command()})
    opening(world, world.link(world.device(5.0)))
    assert not Client.living[0].is_connected


def test_a_sensor_that_connects_and_never_answers_is_a_sensor_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.connection.START_S", 0.01)
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


def test_what_an_old_connection_says_after_the_close_is_not_heard(world: World) -> None:
    async def session() -> Heard:
        link = world.link(world.device(60.0))
        await link.open()
        (late,) = Client.living[0]._callbacks.values()
        await link.close()
        late(bytearray(b"\x02\x63late"))
        return [item async for item in link.stream()]

    heard = world.pace.run(session())
    assert all(item.data != b"\x02\x63late" for item in heard if isinstance(item, Packet))


def test_a_link_that_is_open_says_who_it_is_again_without_connecting(world: World) -> None:
    async def session() -> bool:
        link = world.link(world.device(60.0))
        first = await link.open()
        again = await link.open()
        await link.close()
        return first is again

    assert world.pace.run(session())
    assert len(Client.living) == 1
