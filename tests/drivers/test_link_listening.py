"""A link that listens: what passes it, stamped and named."""

from __future__ import annotations

import pytest

from drivers import movesense
from drivers.link import Link
from drivers.packet import Packet
from drivers.source import LinkState, SensorInfo
from tests.drivers.linking import (
    ADDRESS,
    FAMILY,
    Client,
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
