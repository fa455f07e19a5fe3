"""What is said to a WitMotion: rate and low-pass with a pause after each; it streams anyhow. Bytes: drivers.witmotion."""

from __future__ import annotations

from collections.abc import Mapping

from drivers import dialogue, witmotion
from drivers.dialogue import SLOWEST_HZ, Talk, fast_enough, too_slow
from drivers.packet import Packet
from drivers.source import Setting

REGISTER = b"\x55\x71"
ALONE = (20, 28)  # an answer in a notification of its own
ANSWER_S = 1.0  # not every model may tell its rate; it streams anyhow
TRIES = 2
REMEDY = "turn it off and on again, or set 100 Hz with WitMotion's app and save it there"


class WitmotionDialogue:
    """See drivers.dialogue.Dialogue. It acknowledges no command in words: what it does not take shows in its rate."""

    notify: Mapping[str, str] = {witmotion.CHANNEL: witmotion.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._rate_hz = witmotion.rate_of(settings)
        self._low_pass_hz = witmotion.low_pass_of(settings)
        self._is_set = False
        fast_enough("WitMotion", self._rate_hz)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """The rate is asked first: the answer tells the decoder that this is a start, and one that kept its settings over
        a lost link needs no more. Else unlock, rate, low-pass; a command that comes sooner after another is passed
        over. A rate that was not taken is said once more, and if it stays, that is the one in force."""
        settings: dict[str, Setting] = {"rate_hz": self._rate_hz, "low_pass_hz": self._low_pass_hz}
        told_hz = await self._rate(talk)
        if self._is_set and told_hz == self._rate_hz:
            return settings
        answers = told_hz is not None
        for _ in range(TRIES):
            for command in witmotion.start_commands(settings):
                await talk.write(witmotion.COMMAND, command)
                await talk.pause(witmotion.PAUSE_S)
            told_hz = await self._rate(talk) if answers else None
            if told_hz in (None, self._rate_hz):
                self._is_set = True
                return settings
        assert told_hz is not None
        if told_hz < SLOWEST_HZ:
            raise too_slow(told_hz, REMEDY)
        return {**settings, "rate_hz": int(told_hz)}

    async def stop(self, talk: Talk) -> None:
        """There is no command for it: it stops when nobody listens."""

    async def battery(self, talk: Talk) -> int | None:
        """By its voltage; the answer may stand among samples."""
        answer = await self._register(talk, witmotion.BATTERY)
        return None if answer is None else witmotion.battery_pct(answer)

    async def _rate(self, talk: Talk) -> float | None:
        answer = await self._register(talk, witmotion.RATE, ANSWER_S)
        return None if answer is None else witmotion.rate_in(answer)

    async def _register(
        self, talk: Talk, register: int, timeout_s: float = dialogue.ANSWER_S
    ) -> bytes | None:
        answer = await talk.ask(
            witmotion.COMMAND,
            witmotion.read_command(register),
            lambda packet: witmotion.value_of(register, packet.data) is not None,
            timeout_s,
        )
        await talk.pause(witmotion.PAUSE_S)
        return answer

    def is_answer(self, packet: Packet) -> bool:
        """A register read back, alone."""
        return packet.data[:2] == REGISTER and len(packet.data) in ALONE

    def refusal(self, packet: Packet) -> str | None:
        """It never says so."""
        return None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None
