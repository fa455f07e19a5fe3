"""What is said to a WitMotion, how far apart, and what its battery answers."""

from __future__ import annotations

import asyncio

import pytest

from drivers import witmotion
from drivers.packet import Packet
from drivers.witmotion_talk import WitmotionDialogue
from tests.drivers.talks import ScriptedTalk
from tests.drivers.wit_bytes import short
from tracker.errors import InputError, SensorError, SensorReason

REGISTER = bytes.fromhex("5571 6400 8c01" + "00" * 14)  # 3.96 V
SAMPLE = short([1, 2, 3, 4, 5, 6])
TOLD, *SAID = ["ffaa270300", "ffaa6988b5", "ffaa030900", "ffaa1f0300", "ffaa270300"]


def charging(notified: bytes) -> int | None:
    talk = ScriptedTalk(lambda _, command: [("data", SAMPLE), ("data", notified)])
    return asyncio.run(WitmotionDialogue({}).battery(talk))


def telling(*codes: int) -> ScriptedTalk:
    """A sensor whose rate, each time it is read back, is the next of these."""
    left = list(codes)

    def answers(_: str, command: bytes) -> list[tuple[str, bytes]]:
        if command[:3] != b"\xff\xaa\x27":
            return [("data", SAMPLE)]
        return [("data", SAMPLE + bytes((0x55, 0x71, 0x03, 0x00, left.pop(0), 0)) + bytes(14))]

    return ScriptedTalk(answers)


def starting(talk: ScriptedTalk) -> tuple[dict[str, object], list[str]]:
    settings = asyncio.run(WitmotionDialogue({}).start(talk))
    return dict(settings), [command.hex() for _, command in talk.said]


def test_it_is_unlocked_and_asked_for_a_hundred_samples_a_second_and_then_how_many_it_sends() -> None:
    talk = telling(0x06, 0x09)
    assert starting(talk) == ({"rate_hz": 100, "low_pass_hz": 42}, [TOLD, *SAID])
    assert {characteristic for characteristic, _ in talk.said} == {witmotion.COMMAND}


def test_each_command_is_followed_by_a_pause() -> None:
    talk = telling(0x06, 0x09)
    starting(talk)
    assert talk.now_s == pytest.approx(5 * witmotion.PAUSE_S)


def test_one_that_has_the_rate_already_is_set_all_the_same_for_the_sake_of_its_low_pass() -> None:
    assert starting(telling(0x09, 0x09))[1] == [TOLD, *SAID]


def test_one_that_kept_its_settings_over_a_lost_link_is_not_set_again() -> None:
    dialogue, again = WitmotionDialogue({}), telling(0x09)
    first = asyncio.run(dialogue.start(telling(0x06, 0x09)))
    assert asyncio.run(dialogue.start(again)) == first
    assert [command.hex() for _, command in again.said] == [TOLD]


def test_one_that_was_switched_off_meanwhile_is_set_again() -> None:
    dialogue, again = WitmotionDialogue({}), telling(0x06, 0x09)
    asyncio.run(dialogue.start(telling(0x06, 0x09)))
    asyncio.run(dialogue.start(again))
    assert [command.hex() for _, command in again.said] == [TOLD, *SAID]


def test_a_rate_it_did_not_take_is_asked_for_once_more() -> None:
    assert starting(telling(0x06, 0x06, 0x09)) == ({"rate_hz": 100, "low_pass_hz": 42}, [TOLD, *SAID, *SAID])


def test_a_rate_it_keeps_is_the_one_in_force() -> None:
    assert starting(telling(0x08, 0x08, 0x08))[0]["rate_hz"] == 50


def test_a_rate_it_keeps_that_is_too_slow_is_refused_with_what_to_do() -> None:
    with pytest.raises(SensorError, match="stays at 10 Hz, too slow for repetitions: turn it off") as caught:
        starting(telling(0x06, 0x06, 0x06))
    assert caught.value.reason is SensorReason.REFUSED


@pytest.mark.parametrize(
    "talk", [ScriptedTalk(), telling(0x0A), telling(0x77)], ids=["silent", "of two meanings", "unknown"]
)
def test_a_sensor_that_does_not_tell_its_rate_is_believed_and_asked_only_once(talk: ScriptedTalk) -> None:
    assert starting(talk) == ({"rate_hz": 100, "low_pass_hz": 42}, [TOLD, *SAID[:-1]])


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
