"""A link that does not come about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from bleak.exc import BleakDBusError

from drivers import movesense
from drivers.dialogue import Talk
from drivers.families import Family
from drivers.link import OPENINGS, SILENCES
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Packet
from drivers.source import LinkState, Setting
from drivers.virtual.bleak_backend import AIR
from drivers.virtual.scripted import OnAir
from tests.drivers.bytes_of import stream
from tests.drivers.linking import (
    FAMILY,
    Client,
    Heard,
    World,
    changes,
    opening,
    states,
    until,
)
from tracker.errors import SensorError, SensorReason


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
    assert states(heard).count(LinkState.LOST) == SILENCES + 1


def test_a_sensor_that_never_sends_anything_is_never_said_to_stream(world: World) -> None:
    _, heard = listen_in_vain(world, silent(world))
    assert {LinkState.STREAMING, LinkState.BACK}.isdisjoint(states(heard))


def test_a_sensor_that_never_sends_anything_is_told_as_connected_without_data(world: World) -> None:
    _, heard = listen_in_vain(world, silent(world))
    assert changes(heard, LinkState.WEAK)[0].reason.startswith("connected, but no data")


def test_a_sensor_that_never_sends_anything_is_given_up_within_half_a_minute(world: World) -> None:
    listen_in_vain(world, silent(world))
    assert world.pace.now() < 30.0


def test_a_sensor_that_has_sent_something_is_not_given_up(world: World) -> None:
    one = world.device(10.0, silence_after_s=2.0, silence_s=1000.0)
    heard = until(world, one, LinkState.LOST, times=SILENCES + 3)
    assert len(Client.living) > SILENCES + 2
    assert states(heard)[-1] is LinkState.LOST


def refusing(times: int) -> Callable[[], object]:
    """The first so many connections break off before they stand."""
    tries = iter(range(times))

    def refuse() -> None:
        if next(tries, None) is not None:
            raise BleakDBusError("org.bluez.Error.Failed", ["le-connection-abort-by-local"])

    return refuse


def test_a_first_connection_that_breaks_off_is_tried_again(world: World) -> None:
    Client.on_connect = refusing(OPENINGS - 1)
    assert opening(world, world.link(world.device(5.0))).name == "leg"


def test_a_sensor_that_refuses_every_connection_is_a_sensor_error(world: World) -> None:
    Client.on_connect = refusing(100)
    with pytest.raises(SensorError, match="connecting to leg failed") as caught:
        opening(world, world.link(world.device(5.0)))
    assert caught.value.reason is SensorReason.CONNECT_FAILED


def test_a_sensor_that_somebody_else_holds_is_told_as_that(world: World) -> None:
    def held() -> None:
        raise BleakDBusError("org.bluez.Error.InProgress", ["Operation already in progress"])

    Client.on_connect = held
    with pytest.raises(SensorError, match="another program holds the sensor") as caught:
        opening(world, world.link(world.device(5.0)))
    assert caught.value.reason is SensorReason.HELD


def test_a_sensor_that_refuses_once_it_has_streamed_is_sought_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = world.device(60.0, silence_after_s=2.0, silence_s=4.0)
    real = movesense.subscribe_command

    def subscribe(rate_hz: int) -> bytes:
        return UNKNOWN_STREAM if 2.0 < world.pace.now() < 20.0 else real(rate_hz)

    monkeypatch.setattr(movesense, "subscribe_command", subscribe)
    heard = until(world, one, LinkState.BACK)
    assert any("no such stream" in lost.reason for lost in changes(heard, LinkState.LOST))
