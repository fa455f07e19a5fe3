"""What is said to a Movesense, and what its answers mean."""

from __future__ import annotations

import asyncio

import pytest

from drivers import movesense
from drivers.dialogue import ANSWER_S, BATTERY
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Packet
from tests.drivers.bytes_of import stream
from tests.drivers.talks import ScriptedTalk
from tracker.errors import SensorError, SensorReason


def answering(status: bytes) -> ScriptedTalk:
    """A sensor that answers each command so."""
    return ScriptedTalk(lambda _, command: [(movesense.CHANNEL, b"\x01" + command[1:2] + status)])


def test_it_is_listened_to_on_its_one_channel() -> None:
    assert MovesenseDialogue({}).notify == {"data": movesense.NOTIFY}


@pytest.mark.parametrize("rate_hz", movesense.RATES_HZ)
def test_the_sensor_is_asked_for_the_rate_of_the_settings(rate_hz: int) -> None:
    talk = answering(b"\xc8\x00")
    settings = asyncio.run(MovesenseDialogue({"rate_hz": rate_hz}).start(talk))
    assert talk.said == [(movesense.COMMAND, b"\x01\x53/Meas/IMU6/" + str(rate_hz).encode())]
    assert settings == {"rate_hz": rate_hz}


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (b"\x94\x01", "firmware has no such stream: update its firmware"),
        (b"\xfb\x01", "no free slot for a stream: close other programs"),
        (b"\x01\xfb", "no free slot for a stream: close other programs"),
        (b"\xf4\x01", "status 500: take its battery out"),
    ],
    ids=["404", "507", "507 of old firmware", "500"],
)
def test_a_refusal_says_why_and_what_to_do(status: bytes, says: str) -> None:
    with pytest.raises(SensorError, match=says) as caught:
        asyncio.run(MovesenseDialogue({}).start(answering(status)))
    assert caught.value.reason is SensorReason.REFUSED


def test_the_same_refusal_that_comes_late_says_the_same() -> None:
    late = Packet(9.0, movesense.CHANNEL, bytes((1, movesense.REFERENCE, 0x94, 0x01)))
    assert (MovesenseDialogue({}).refusal(late) or "").startswith("its firmware has no such stream: update")


@pytest.mark.parametrize("data", [b"\x01\x52\x94\x01", b"\x01\x53\xc8\x00", b"\x01\x53", *stream(0, 1)])
def test_answers_to_others_good_answers_and_data_are_no_refusal(data: bytes) -> None:
    assert MovesenseDialogue({}).refusal(Packet(9.0, movesense.CHANNEL, data)) is None


def test_a_sensor_that_does_not_answer_is_believed_to_stream() -> None:
    talk = ScriptedTalk()
    assert asyncio.run(MovesenseDialogue({}).start(talk)) == {"rate_hz": 104}
    assert talk.now_s == ANSWER_S


def test_the_subscription_is_ended() -> None:
    talk = ScriptedTalk()
    asyncio.run(MovesenseDialogue({}).stop(talk))
    assert talk.said == [(movesense.COMMAND, b"\x02\x53")]


@pytest.mark.parametrize(("value", "pct"), [(b"\x64", 100), (b"\x00", 0), (b"\xff", None), (b"", None)])
def test_its_battery_is_bluetooths_own(value: bytes, pct: int | None) -> None:
    assert asyncio.run(MovesenseDialogue({}).battery(ScriptedTalk(values={BATTERY: value}))) == pct


def test_no_battery_is_no_charge() -> None:
    assert asyncio.run(MovesenseDialogue({}).battery(ScriptedTalk())) is None


@pytest.mark.parametrize(
    ("answer", "pct"), [("0154c8005f", 95), ("01549401", None), ("0154c800ff", None), ("0153c8005f", None)]
)
def test_without_a_battery_service_its_charge_is_asked_for_over_its_own_protocol(
    answer: str, pct: int | None
) -> None:
    talk = ScriptedTalk(lambda _, command: [(movesense.CHANNEL, bytes.fromhex(answer))])
    assert asyncio.run(MovesenseDialogue({}).battery(talk)) == pct
    assert talk.said == [(movesense.COMMAND, b"\x04\x54/System/Energy/Level")]
