"""A link that listens: what passes it, stamped and named."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drivers import movesense
from drivers.link import Link
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Packet
from drivers.source import LinkState, SensorInfo
from tests.drivers.linking import (
    ADDRESS,
    FAMILY,
    Client,
    Heard,
    World,
    listen,
    opening,
    states,
)


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


def test_what_is_done_with_a_packet_delays_the_stamp_of_no_other(world: World) -> None:
    """Three come at once, and each costs a tenth of a second to look at."""

    class Slow(MovesenseDialogue):
        def is_answer(self, packet: Packet) -> bool:
            world.pace.away(0.1)
            return super().is_answer(packet)

    async def session() -> Heard:
        heard: Heard = []
        link = world.link(world.device(60.0), replace(FAMILY, dialogue=Slow))
        await link.open()
        (callback,) = Client.living[0]._callbacks.values()
        for k in range(3):
            callback(bytearray((2, 99, k)))
        async for item in link.stream():
            heard.append(item)
            if sum(isinstance(one, Packet) and one.data[:2] == b"\x02\x63" for one in heard) >= 3:
                break
        await link.close()
        return heard

    heard = world.pace.run(session())
    stamps = {
        one.arrival_s
        for one in heard
        if isinstance(one, Packet) and one.data[:2] == b"\x02\x63" and len(one.data) == 3
    }
    assert len(stamps) == 1


def test_links_that_share_a_turn_connect_one_after_the_other(world: World) -> None:
    world.device(60.0)
    busy: list[str] = []

    async def slowly(who: str) -> None:
        busy.append(f"{who} begins")
        await world.pace.sleep(1.0)
        busy.append(f"{who} ends")

    async def both() -> None:
        turn = asyncio.Lock()
        links = [
            Link(FAMILY, ADDRESS, name=name, pace=world.pace, backend=Client, turn=turn) for name in "ab"
        ]
        for link, name in zip(links, "ab", strict=True):

            async def device(attempt: int, searching: object, name: str = name) -> str:
                await slowly(name)
                return ADDRESS

            link._reach.device = device  # type: ignore[method-assign]
        await asyncio.gather(*(link.open() for link in links), return_exceptions=True)
        for link in links:
            await link.close()

    world.pace.run(both())
    assert busy[:4] in (
        ["a begins", "a ends", "b begins", "b ends"],
        ["b begins", "b ends", "a begins", "a ends"],
    )
