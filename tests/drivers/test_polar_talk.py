"""What is said to a Polar sensor, each when the one before is answered, and what its answers make of the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from drivers import polar
from drivers.packet import Packet
from drivers.polar_talk import PolarDialogue
from tests.drivers.polar_bytes import acc_frame
from tests.drivers.talks import ScriptedTalk
from tracker.errors import SensorError, SensorReason

VERITY, H10 = bytes.fromhex("0f6e02") + bytes(14), bytes.fromhex("0f0500") + bytes(14)
IN_SDK_MODE = {
    0x0402: "00051a0034006800d000a001 010110000204020004000800100004 0103".replace(" ", ""),
    0x0405: "00051a0034006800d000a001 0101100002 04fa00f401e803d007 040103".replace(" ", ""),
}
OUTSIDE = {0x0102: "000134000101100002010800040103", 0x0105: "00013400010110000204fa00f401e803d007040103"}


@dataclass
class Verity:
    """A Verity Sense: `refuses` has the status for a command's two bytes."""

    refuses: dict[str, int] = field(default_factory=dict)
    listed: dict[int, str] = field(default_factory=lambda: {**IN_SDK_MODE, **OUTSIDE})
    features: bytes = VERITY
    mute: bool = False

    def talk(self) -> ScriptedTalk:
        return ScriptedTalk(self.answers, {polar.CONTROL: self.features})

    def answers(self, characteristic: str, command: bytes) -> Iterable[tuple[str, bytes]]:
        if self.mute:
            return []
        assert characteristic == polar.CONTROL
        status = self.refuses.get(command[:2].hex(), 0)
        more = bytes.fromhex("00" + self.listed.get(int.from_bytes(command[:2]), "")) if not status else b""
        # Samples of a stream that runs may come between a question and its answer.
        return [
            (polar.CHANNEL, acc_frame(0, [[0, 0, 1000]])),
            (polar.CONTROL_CHANNEL, b"\xf0\x01\x07\x00\x00"),
            (polar.CONTROL_CHANNEL, bytes((0xF0, *command[:2], status)) + more),
        ]


def starting(verity: Verity, **settings: int) -> tuple[dict[str, object], list[str]]:
    talk = verity.talk()
    in_force = asyncio.run(PolarDialogue(settings).start(talk))
    return dict(in_force), [command.hex() for _, command in talk.said]


def refusal(verity: Verity) -> str:
    with pytest.raises(SensorError) as caught:
        starting(verity)
    assert caught.value.reason is SensorReason.REFUSED
    return caught.value.message


def test_its_answers_are_listened_to_before_its_data() -> None:
    assert list(PolarDialogue({}).notify.values()) == [polar.CONTROL, polar.NOTIFY]


def test_it_streams_in_sdk_mode_at_208_hz_16_g_and_2000_degrees_a_second() -> None:
    in_force, said = starting(Verity())
    assert in_force == polar.DEFAULTS
    assert said == [
        "0302", "0305", "0209", "0402", "0405",
        "02020001d0000101100002011000040103", "02050001d000010110000201d007040103",
    ]  # fmt: skip


def test_without_sdk_mode_it_streams_what_it_has() -> None:
    in_force, said = starting(Verity(refuses={"0209": 3}))
    assert in_force == {"sdk_mode": 0, "rate_hz": 52, "acc_range_g": 8, "gyr_range_dps": 2000}
    assert said[-2:] == ["0202000134000101100002010800040103", "020500013400010110000201d007040103"]


def test_sdk_mode_is_not_wished_for_where_the_settings_say_so() -> None:
    _, said = starting(Verity(), sdk_mode=0)
    assert "0309" in said
    assert "0209" not in said


def test_a_rate_it_does_not_list_is_replaced_by_the_next_above() -> None:
    listed = {
        one: text.replace("00051a0034006800d000a001", "0003340068 00a001".replace(" ", ""))
        for one, text in IN_SDK_MODE.items()
    }
    assert starting(Verity(listed=listed))[0]["rate_hz"] == 416


def test_a_rate_only_one_of_the_streams_has_is_not_taken() -> None:
    listed = {**IN_SDK_MODE, 0x0405: OUTSIDE[0x0105]}
    assert starting(Verity(listed=listed))[0]["rate_hz"] == 52


def test_already_so_is_as_good_as_done() -> None:
    assert starting(Verity(refuses={"0209": 6, "0202": 6}))[0] == polar.DEFAULTS


def test_nothing_to_stop_is_no_refusal() -> None:
    assert starting(Verity(refuses={"0302": 12, "0305": 12}))[0] == polar.DEFAULTS


@pytest.mark.parametrize(
    ("refuses", "says"),
    [
        ({"0209": 13}, "it is in its charger: take it out"),
        ({"0202": 10}, "the link carries too little at once: use another Bluetooth adapter"),
        ({"0205": 12}, "not in its present state: end its recording"),
        ({"0205": 3}, "only the Verity Sense has a gyroscope"),
        ({"0202": 99}, "status 99: turn it off and on again"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(refuses: dict[str, int], says: str) -> None:
    assert says in refusal(Verity(refuses))


def test_a_sensor_without_a_gyroscope_is_refused_before_anything_is_said_to_it() -> None:
    talk = Verity(features=H10).talk()
    with pytest.raises(SensorError, match="it has no gyroscope: only the Verity Sense has one"):
        asyncio.run(PolarDialogue({}).start(talk))
    assert talk.said == []


def test_a_sensor_that_does_not_answer_is_refused_at_once() -> None:
    assert "it does not answer: choose the mode with the blue light" in refusal(Verity(mute=True))


def test_after_a_reconnect_it_streams_as_before() -> None:
    dialogue = PolarDialogue({})
    first = asyncio.run(dialogue.start(Verity(refuses={"0209": 3}).talk()))
    assert asyncio.run(dialogue.start(Verity().talk())) == first


def test_both_streams_and_sdk_mode_are_ended() -> None:
    talk = Verity().talk()
    asyncio.run(PolarDialogue({}).stop(talk))
    assert [command.hex() for _, command in talk.said] == ["0302", "0305", "0309"]


def test_a_late_refusal_says_the_same() -> None:
    late = Packet(9.0, polar.CONTROL_CHANNEL, bytes.fromhex("f002050a"))
    assert "use another Bluetooth adapter" in (PolarDialogue({}).refusal(late) or "")
    assert PolarDialogue({}).refusal(Packet(9.0, polar.CONTROL_CHANNEL, bytes.fromhex("f003050c"))) is None


@pytest.mark.parametrize(
    ("data", "ended"), [("0102", True), ("010205", True), ("0101", False), ("f002020000", False)]
)
def test_a_stream_it_stopped_itself_is_told(data: str, ended: bool) -> None:
    told = PolarDialogue({}).ended(Packet(9.0, polar.CONTROL_CHANNEL, bytes.fromhex(data)))
    assert (told is not None) is ended


def test_what_comes_from_the_control_point_is_an_answer_and_data_are_none() -> None:
    frame = acc_frame(0, [[0, 0, 1000]])
    assert PolarDialogue({}).is_answer(Packet(0.0, polar.CONTROL_CHANNEL, b"\xf0\x02\x02\x00\x00"))
    assert not PolarDialogue({}).is_answer(Packet(0.0, polar.CHANNEL, frame))
