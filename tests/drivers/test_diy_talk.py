"""A home-built sensor is only listened to: its header is waited for, and what has none is told at once."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest

from drivers.dialogue import BATTERY
from drivers.diy_talk import HEADER_S, DiyDialogue
from tests.drivers.talks import ScriptedTalk
from tracker.errors import SensorError, SensorReason

HEADER = b"#soleus 1 rate=104 t=us acc=g gyr=dps cols=n,t,ax,ay,az,gx,gy,gz\n"
LINE = b"17,163520,0.01,-0.02,0.99,1.5,0.2,-0.3\n"


def sending(*pieces: bytes) -> ScriptedTalk:
    return ScriptedTalk(of_itself=deque(("data", piece) for piece in pieces))


def starting(*pieces: bytes) -> dict[str, object]:
    return dict(asyncio.run(DiyDialogue({}).start(sending(*pieces))))


def refusal(*pieces: bytes) -> str:
    with pytest.raises(SensorError) as caught:
        starting(*pieces)
    assert caught.value.reason is SensorReason.REFUSED
    return caught.value.message


def test_its_rate_is_that_of_its_header() -> None:
    assert starting(HEADER) == {"rate_hz": 104.0}


@pytest.mark.parametrize("size", [1, 7, 20])
def test_the_header_may_come_in_pieces_and_after_data(size: int) -> None:
    text = b"0.99,1.5,0.2,-0.3\n" + LINE + HEADER
    assert starting(*(text[at : at + size] for at in range(0, len(text), size))) == {"rate_hz": 104.0}


def test_a_header_behind_the_rest_of_a_broken_line_counts() -> None:
    assert starting(b"17,1635" + HEADER) == {"rate_hz": 104.0}


def test_lines_without_a_header_are_no_sensor_of_ours() -> None:
    assert "sends no #soleus header, so it is no sensor of ours: docs/diy-sensor.md" in refusal(*[LINE] * 9)


def test_a_wrong_header_is_told_with_what_is_wrong() -> None:
    assert "rate" in refusal(HEADER.replace(b"rate=104 ", b""))


def test_a_damaged_header_before_a_good_one_does_no_harm() -> None:
    assert starting(HEADER.replace(b"acc=g", b"acc=q"), LINE, HEADER) == {"rate_hz": 104.0}


def test_one_that_sends_nothing_may_begin_later() -> None:
    talk = sending()
    assert asyncio.run(DiyDialogue({}).start(talk)) == {}
    assert talk.now_s == HEADER_S


def test_after_a_reconnect_its_header_is_not_waited_for_again() -> None:
    dialogue, again = DiyDialogue({}), sending()
    asyncio.run(dialogue.start(sending(HEADER)))
    assert asyncio.run(dialogue.start(again)) == {"rate_hz": 104.0}
    assert again.now_s == 0.0


def test_nothing_is_ever_said_to_it() -> None:
    talk = sending(HEADER)
    asyncio.run(DiyDialogue({}).start(talk))
    asyncio.run(DiyDialogue({}).stop(talk))
    assert talk.said == []


def test_its_battery_is_bluetooths_own_if_it_has_one() -> None:
    assert asyncio.run(DiyDialogue({}).battery(ScriptedTalk(values={BATTERY: b"\x37"}))) == 55
