"""What is said to a WitMotion, how far apart, and what its battery answers."""

from __future__ import annotations

import asyncio

import pytest

from drivers import witmotion
from drivers.packet import Packet
from drivers.witmotion_talk import WitmotionDialogue
from tests.drivers.talks import ScriptedTalk
from tests.drivers.wit_bytes import short
from tracker.errors import InputError

REGISTER = bytes.fromhex("5571 6400 8c01" + "00" * 14)  # 3.96 V
SAMPLE = short([1, 2, 3, 4, 5, 6])


def charging(notified: bytes) -> int | None:
    talk = ScriptedTalk(lambda _, command: [("data", SAMPLE), ("data", notified)])
    return asyncio.run(WitmotionDialogue({}).battery(talk))


def test_it_is_unlocked_and_asked_for_a_hundred_samples_a_second_with_a_pause_after_each_command() -> None:
    talk = ScriptedTalk()
    settings = asyncio.run(WitmotionDialogue({}).start(talk))
    assert [command.hex() for _, command in talk.said] == ["ffaa6988b5", "ffaa030900", "ffaa1f0300"]
    assert {characteristic for characteristic, _ in talk.said} == {witmotion.COMMAND}
    assert talk.now_s == pytest.approx(3 * witmotion.PAUSE_S)
    assert settings == {"rate_hz": 100, "low_pass_hz": 42}


def test_a_rate_too_slow_for_repetitions_is_an_input_error() -> None:
    with pytest.raises(InputError, match="WitMotion at 10 Hz is too slow"):
        WitmotionDialogue({"rate_hz": 10})


def test_nothing_is_said_to_stop_it() -> None:
    talk = ScriptedTalk()
    asyncio.run(WitmotionDialogue({}).stop(talk))
    assert talk.said == []


@pytest.mark.parametrize(
    ("notified", "pct"),
    [(REGISTER, 100), (SAMPLE + REGISTER + SAMPLE, 100), (SAMPLE, None), (b"", None)],
    ids=["alone", "among samples", "samples only", "nothing"],
)
def test_its_charge_is_told_by_a_register_wherever_it_stands(notified: bytes, pct: int | None) -> None:
    assert charging(notified) == pct


@pytest.mark.parametrize(
    ("data", "is_answer"),
    [
        (REGISTER, True),
        (REGISTER + bytes(8), True),
        (SAMPLE, False),
        (REGISTER + SAMPLE, False),
        (b"", False),
    ],
    ids=["short", "long", "a sample", "with a sample", "nothing"],
)
def test_a_register_alone_is_an_answer_and_no_data(data: bytes, is_answer: bool) -> None:
    assert WitmotionDialogue({}).is_answer(Packet(0.0, "data", data)) is is_answer
