"""What is said to a MetaWear board: its chip asked for, processors made one by one, and what is done without them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from drivers import metawear
from drivers.dialogue import MODEL
from drivers.metawear import BMI160, BMI270
from drivers.metawear_talk import MetawearDialogue
from drivers.packet import Packet
from drivers.source import Setting
from tests.drivers.talks import ScriptedTalk
from tracker.errors import SensorError, SensorReason

FUSED = bytes((0x09, 0x03, 2)) + bytes(16)
MODULES = {BMI160: ("03800101", "13800001"), BMI270: ("03800400", "13800100")}


@dataclass
class Board:
    """A board of this chip; `first` is the number of the next processor."""

    chip: str = BMI270
    modules: tuple[str, str] | None = None
    processors: bool = True
    flows: bool = True
    model: str | None = None
    first: int = 0
    talk: ScriptedTalk = field(default_factory=ScriptedTalk)

    def __post_init__(self) -> None:
        self.talk.answers = self.answers
        self.talk.values = {} if self.model is None else {MODEL: self.model.encode()}

    def answers(self, characteristic: str, command: bytes) -> Iterable[tuple[str, bytes]]:
        assert characteristic == metawear.COMMAND
        acc, gyr = self.modules or MODULES[self.chip]
        if command == b"\x03\x80":
            return [("data", bytes.fromhex(acc))] if acc else []
        if command == b"\x13\x80":
            return [("data", bytes.fromhex(gyr))] if gyr else []
        if command == b"\x11\x8c":
            return [("data", bytes.fromhex("118c633410"))]
        if command[:2] == b"\x09\x02" and self.processors:
            self.first += 1
            return [("data", bytes((0x09, 0x02, self.first - 1)))]
        if command == b"\x09\x03\x01" and self.flows:
            self.talk.of_itself.append(("data", FUSED))
        return []


def starting(board: Board, **settings: Setting) -> tuple[dict[str, Setting], list[str]]:
    in_force = asyncio.run(MetawearDialogue(settings).start(board.talk))
    return dict(in_force), [command.hex() for _, command in board.talk.said]


def refusal(board: Board) -> str:
    with pytest.raises(SensorError) as caught:
        starting(board)
    assert caught.value.reason is SensorReason.REFUSED
    return caught.value.message


CLEARED = ["030100", "03020001", "130100", "13020001", "0908", "0a05", "0b0a"]
RUN = ["13020100", "130101", "03020100", "030101"]


def test_a_metamotion_s_gives_one_stream_of_six_axes_at_100_hz_16_g_and_2000_degrees_a_second() -> None:
    in_force, said = starting(Board(BMI270))
    assert said == [
        *CLEARED, "11090600060000005802", "0380", "1380", "0303a803", "13032800",
        "09021304ffa00f05", "09020304ffa01b0100" + "00" * 11, "090209030160113103", "09070201", "090301", *RUN,
    ]  # fmt: skip
    assert in_force == {**metawear.DEFAULTS, "chip": BMI270}


def test_a_metamotion_r_has_its_own_registers() -> None:
    _, said = starting(Board(BMI160), stamp="count")
    assert {"0303280c", "09021305ffa00f05", "090209030160113003"} <= set(said)


def test_processors_are_called_by_the_numbers_the_board_gives_them() -> None:
    _, said = starting(Board(first=5))
    assert {"09020304ffa01b0105" + "00" * 11, "090209030660113103", "09070701"} <= set(said)


def test_no_command_waits_for_an_acknowledgement() -> None:
    board = Board()
    starting(board)
    assert [command for _, command in board.talk.said] == board.talk.unanswered


@pytest.mark.parametrize(
    "board", [Board(processors=False), Board(flows=False)], ids=["no processor", "no packet"]
)
def test_a_board_without_the_fused_packet_gives_two_streams(board: Board) -> None:
    in_force, said = starting(board)
    assert in_force["stream"] == "two"
    assert said[-6:] == ["030501", "130501", *RUN]
    assert said[-9:-6] == ["0908", "0a05", "0b0a"]


def test_two_streams_may_be_wished_for() -> None:
    in_force, said = starting(Board(BMI160), stream="two", rate_hz=200)
    assert in_force["rate_hz"] == 200
    assert {"031c01", "130701"} <= set(said)
    assert not any(one.startswith("0902") for one in said)


def test_after_a_reconnect_it_streams_as_before() -> None:
    dialogue, weak = MetawearDialogue({}), Board(flows=False)
    first = asyncio.run(dialogue.start(weak.talk))
    assert asyncio.run(dialogue.start(Board().talk)) == first


def test_a_stream_that_once_flowed_is_not_doubted_after_a_reconnect() -> None:
    dialogue, slow = MetawearDialogue({}), Board(flows=False)
    first = asyncio.run(dialogue.start(Board().talk))
    assert asyncio.run(dialogue.start(slow.talk)) == first


@pytest.mark.parametrize("stream", ["fused", "two"])
@pytest.mark.parametrize("chip", [BMI160, BMI270])
def test_whatever_was_started_is_stopped(chip: str, stream: str) -> None:
    dialogue, board = MetawearDialogue({"stream": stream}), Board(chip)

    async def both() -> int:
        await dialogue.start(board.talk)
        started = len(board.talk.said)
        await dialogue.stop(board.talk)
        return started

    started = asyncio.run(both())
    said = [command for _, command in board.talk.said]
    stopped = {command.hex() for command in said[started:]}
    listening = [one.hex() for one in said[:started] if len(one) in (3, 4) and one[-1] == 1]
    assert {one[:-2] + "00" for one in listening if one not in (*RUN, *CLEARED)} <= stopped
    assert set(CLEARED) <= stopped


def test_stopping_what_was_never_started_does_no_harm() -> None:
    talk = ScriptedTalk()
    asyncio.run(MetawearDialogue({}).stop(talk))
    assert [command.hex() for _, command in talk.said] == CLEARED


@pytest.mark.parametrize(
    ("modules", "says"),
    [
        (("03800400", "1380"), "it has no gyroscope: a MetaMotion R, RL or S is needed"),
        (("0380", "13800100"), "it has no accelerometer"),
        (("03800300", "13800100"), "it has another accelerometer"),
        (("03800101", "13800100"), "does not say which chip"),
        (("", ""), "does not say which chip it has: take its battery out"),
    ],
)
def test_a_board_that_cannot_is_refused_with_what_to_do(modules: tuple[str, str], says: str) -> None:
    assert says in refusal(Board(modules=modules))


def test_a_board_that_does_not_name_its_modules_is_known_by_its_model() -> None:
    assert starting(Board(modules=("", ""), model="8"))[0]["chip"] == BMI270


def test_one_answer_of_two_is_enough() -> None:
    assert starting(Board(modules=("03800101", "")))[0]["chip"] == BMI160


def test_its_charge_is_asked_for() -> None:
    assert asyncio.run(MetawearDialogue({}).battery(Board().talk)) == 99
    assert asyncio.run(MetawearDialogue({}).battery(ScriptedTalk())) is None


def test_answers_are_told_from_data() -> None:
    dialogue = MetawearDialogue({})
    assert dialogue.is_answer(Packet(0.0, "data", bytes.fromhex("118c633410")))
    assert not dialogue.is_answer(Packet(0.0, "data", FUSED))
