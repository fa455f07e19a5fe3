"""The talk of a family over a connection: what is written, what counts as the answer, and when there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TypeVar, cast

import pytest
from bleak import BleakClient

from drivers.dialogue import ANSWER_S
from drivers.packet import Packet
from drivers.talk import ClientTalk
from tests.drivers.turns import Turns

T = TypeVar("T")


@dataclass
class Connection:
    """What bleak's client is to a talk: written to, read from."""

    written: list[tuple[str, bytes, bool]] = field(default_factory=list)
    readable: dict[str, bytes | Exception] = field(default_factory=dict)
    caused: list[Packet] = field(default_factory=list)  # heard before a write is acknowledged
    talk: ClientTalk | None = None

    @property
    def services(self) -> SimpleNamespace:
        return SimpleNamespace(get_characteristic=self.readable.get)

    async def write_gatt_char(self, characteristic: str, data: bytes, response: bool) -> None:
        self.written.append((characteristic, data, response))
        assert self.talk is not None
        for packet in self.caused:
            self.talk.heard(packet)

    async def read_gatt_char(self, characteristic: str) -> bytearray:
        value = self.readable[characteristic]
        if isinstance(value, Exception):
            raise value
        return bytearray(value)


@pytest.fixture
def pace() -> Turns:
    return Turns()


@pytest.fixture
def connection(pace: Turns) -> Connection:
    made = Connection()
    made.talk = ClientTalk(cast("BleakClient", made), pace)
    return made


def talk_of(connection: Connection) -> ClientTalk:
    assert connection.talk is not None
    return connection.talk


def is_yes(packet: Packet) -> bool:
    return packet.data == b"yes"


async def later(pace: Turns, talk: ClientTalk, after_s: float, *data: bytes) -> None:
    await pace.sleep(after_s)
    for one in data:
        talk.heard(Packet(pace.now(), "data", one))


async def beside(one: Coroutine[object, object, T], other: Coroutine[object, object, None]) -> T:
    task = asyncio.create_task(other)
    got = await one
    await task
    return got


def test_a_command_is_acknowledged_unless_the_characteristic_cannot(
    connection: Connection, pace: Turns
) -> None:
    async def both() -> None:
        await talk_of(connection).write("c", b"1")
        await talk_of(connection).write("c", b"2", answered=False)

    pace.run(both())
    assert connection.written == [("c", b"1", True), ("c", b"2", False)]


def test_the_answer_is_the_first_wanted_packet(connection: Connection, pace: Turns) -> None:
    talk = talk_of(connection)
    asked = beside(talk.ask("c", b"?", is_yes), later(pace, talk, 0.5, b"data", b"yes", b"yes"))
    assert pace.run(asked) == b"yes"
    assert pace.now() == 0.5


def test_an_answer_before_the_acknowledgement_counts(connection: Connection, pace: Turns) -> None:
    connection.caused = [Packet(0.0, "data", b"yes")]
    assert pace.run(talk_of(connection).ask("c", b"?", is_yes)) == b"yes"


def test_an_answer_before_the_question_does_not(connection: Connection, pace: Turns) -> None:
    talk_of(connection).heard(Packet(0.0, "data", b"yes"))
    assert pace.run(talk_of(connection).ask("c", b"?", is_yes)) is None


def test_no_answer_in_time_is_none(connection: Connection, pace: Turns) -> None:
    talk = talk_of(connection)
    asked = beside(talk.ask("c", b"?", is_yes), later(pace, talk, ANSWER_S + 0.5, b"yes"))
    assert pace.run(asked) is None


def test_what_comes_of_itself_can_be_waited_for(connection: Connection, pace: Turns) -> None:
    talk = talk_of(connection)
    assert pace.run(beside(talk.hear(is_yes, 5.0), later(pace, talk, 4.0, b"yes"))) == b"yes"


def test_two_who_wait_are_both_answered(connection: Connection, pace: Turns) -> None:
    talk = talk_of(connection)

    async def two() -> tuple[bytes | None, bytes | None]:
        first, second = await asyncio.gather(talk.hear(is_yes), talk.hear(is_yes))
        return first, second

    assert pace.run(beside(two(), later(pace, talk, 1.0, b"yes"))) == (b"yes", b"yes")


@pytest.mark.parametrize(
    ("readable", "value"),
    [({"c": b"\x64"}, b"\x64"), ({}, None), ({"c": OSError("not permitted")}, None)],
    ids=["there", "not there", "not readable"],
)
def test_a_value_that_cannot_be_read_is_none(
    connection: Connection, pace: Turns, readable: dict[str, bytes | Exception], value: bytes | None
) -> None:
    connection.readable = readable
    assert pace.run(talk_of(connection).read("c")) == value


def test_a_pause_is_on_the_clock_of_the_session(connection: Connection, pace: Turns) -> None:
    pace.run(talk_of(connection).pause(0.1))
    assert pace.now() == 0.1
