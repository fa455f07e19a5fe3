"""What is said to a Movella DOT, what is looked at, and what is refused with a word on what to do."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable

import pytest

from drivers import dot
from drivers.dot_talk import DotDialogue
from drivers.packet import Packet
from tests.drivers.talks import ScriptedTalk
from tracker.errors import InputError, SensorError, SensorReason

SAMPLE = bytes(28) + bytes(12)


def settings_of(rate_hz: int) -> bytes:
    return bytes((0x10,)) + bytes(23) + rate_hz.to_bytes(2, "little") + bytes(6)


def device(
    control: bytes = b"\x01\x00\x15", rate_hz: int = 60, stubborn: bool = False, first: bytes = SAMPLE
) -> ScriptedTalk:
    """A DOT in this state that does as it is told, unless it is stubborn."""
    values = {dot.COMMAND: control, dot.SETTINGS: settings_of(rate_hz), dot.BATTERY: b"\x52\x01"}

    def answers(characteristic: str, command: bytes) -> Iterable[tuple[str, bytes]]:
        if not stubborn:
            values[characteristic] = command
        return ()

    return ScriptedTalk(answers, values, deque([(dot.CHANNEL, first)]))


def starting(talk: ScriptedTalk, **settings: int) -> dict[str, object]:
    return dict(asyncio.run(DotDialogue(settings).start(talk)))


def refusal(talk: ScriptedTalk) -> str:
    with pytest.raises(SensorError) as caught:
        starting(talk)
    assert caught.value.reason is SensorReason.REFUSED
    return caught.value.message


def test_its_rate_is_set_and_it_is_started_in_mode_21() -> None:
    talk = device(rate_hz=30)
    assert starting(talk) == {"rate_hz": 60, "mode": 21}
    assert talk.said == [(dot.SETTINGS, settings_of(60)), (dot.COMMAND, b"\x01\x01\x15")]


def test_what_a_lost_link_left_running_is_stopped_first_in_its_own_mode() -> None:
    talk = device(control=b"\x01\x01\x18")
    starting(talk)
    assert talk.said[0] == (dot.COMMAND, b"\x01\x00\x18")


def test_a_rate_it_keeps_is_the_one_in_force() -> None:
    assert starting(device(control=b"\x01\x01\x15", rate_hz=30, stubborn=True))["rate_hz"] == 30


def test_a_rate_it_keeps_that_is_too_slow_is_refused() -> None:
    assert "stays at 12 Hz, too slow" in refusal(device(control=b"\x01\x01\x15", rate_hz=12, stubborn=True))


def test_a_sensor_that_does_not_start_is_refused_with_what_to_do() -> None:
    assert "it does not start: end its recording" in refusal(device(stubborn=True))


def test_another_payload_mode_is_refused() -> None:
    assert "payload mode 6, not 21" in refusal(device(control=b"\x01\x01\x06", stubborn=True))


def test_half_a_sample_is_refused_with_what_to_do() -> None:
    assert "20 bytes at once: use another Bluetooth adapter" in refusal(device(first=bytes(20)))


def halves(*arrivals_s: float) -> list[str | None]:
    dialogue = DotDialogue({})
    return [dialogue.refusal(Packet(arrival_s, dot.CHANNEL, bytes(20))) for arrival_s in arrivals_s]


def test_half_samples_later_on_one_after_another_are_refused_too() -> None:
    *_, last = halves(3.0, 3.017, 3.033)
    assert "use another Bluetooth adapter" in (last or "")


def test_twenty_bytes_now_and_then_are_no_refusal() -> None:
    assert halves(3.0, 3.017, 4.0, 5.0, 6.0) == [None] * 5


def test_half_a_sample_is_no_data() -> None:
    assert DotDialogue({}).is_answer(Packet(3.0, dot.CHANNEL, bytes(20)))
    assert not DotDialogue({}).is_answer(Packet(3.0, dot.CHANNEL, SAMPLE))


def test_a_sensor_that_tells_nothing_is_believed() -> None:
    assert starting(ScriptedTalk()) == {"rate_hz": 60, "mode": 21}


def test_it_is_stopped_in_its_mode() -> None:
    talk = device()
    asyncio.run(DotDialogue({}).stop(talk))
    assert talk.said == [(dot.COMMAND, b"\x01\x00\x15")]


def test_its_charge_is_read() -> None:
    assert asyncio.run(DotDialogue({}).battery(device())) == 82
    assert asyncio.run(DotDialogue({}).battery(ScriptedTalk())) is None


@pytest.mark.parametrize("rate_hz", [1, 4, 10, 12])
def test_a_rate_too_slow_for_repetitions_is_an_input_error(rate_hz: int) -> None:
    with pytest.raises(InputError, match="too slow"):
        DotDialogue({"rate_hz": rate_hz})
