"""What is said to a WitMotion: rate and low-pass with a pause after each; it streams anyhow. Bytes: drivers.witmotion."""

from __future__ import annotations

from collections.abc import Mapping

from drivers import witmotion
from drivers.dialogue import Talk, fast_enough
from drivers.packet import Packet
from drivers.source import Setting

QUESTION = witmotion.read_command(witmotion.BATTERY)
ANSWER = bytes((0x55, 0x71, witmotion.BATTERY, 0x00))
REGISTER = b"\x55\x71"
ALONE = (20, 28)  # an answer in a notification of its own


class WitmotionDialogue:
    """See drivers.dialogue.Dialogue. It acknowledges no command in words: what it does not take shows in its rate."""

    notify: Mapping[str, str] = {witmotion.CHANNEL: witmotion.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._rate_hz = witmotion.rate_of(settings)
        self._low_pass_hz = witmotion.low_pass_of(settings)
        fast_enough("WitMotion", self._rate_hz)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Unlock, rate, low-pass; a command that comes sooner after another is passed over."""
        settings: dict[str, Setting] = {"rate_hz": self._rate_hz, "low_pass_hz": self._low_pass_hz}
        for command in witmotion.start_commands(settings):
            await talk.write(witmotion.COMMAND, command)
            await talk.pause(witmotion.PAUSE_S)
        return settings

    async def stop(self, talk: Talk) -> None:
        """There is no command for it: it stops when nobody listens."""

    async def battery(self, talk: Talk) -> int | None:
        """By its voltage; the answer may stand among samples."""
        answer = await talk.ask(witmotion.COMMAND, QUESTION, lambda packet: ANSWER in packet.data)
        return None if answer is None else witmotion.battery_pct(answer[answer.index(ANSWER) :])

    def is_answer(self, packet: Packet) -> bool:
        """A register read back, alone."""
        return packet.data[:2] == REGISTER and len(packet.data) in ALONE

    def refusal(self, packet: Packet) -> str | None:
        """It never says so."""
        return None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None
