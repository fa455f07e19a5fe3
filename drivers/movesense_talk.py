"""What is said to a Movesense: one subscription, its answer, and its end; bytes in drivers.movesense."""

from __future__ import annotations

from collections.abc import Mapping

from drivers import movesense
from drivers.dialogue import Talk, battery_level, refused
from drivers.packet import Packet
from drivers.source import Setting

REMEDIES = {
    404: "update its firmware to 2.3 or newer with the Movesense Showcase app",
    507: "close other programs that use it, or take its battery out and in again",
}
OTHERWISE = "take its battery out and in again"


class MovesenseDialogue:
    """See drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {movesense.CHANNEL: movesense.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._rate_hz = movesense.rate_of(settings)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Subscribe. One that does not answer is believed to stream; if not, the link hears its silence."""
        command = movesense.subscribe_command(self._rate_hz)
        answer = await talk.ask(movesense.COMMAND, command, _answers_us)
        if answer is not None and (why := movesense.refusal(answer)) is not None:
            raise refused(why, _remedy(answer))
        return {"rate_hz": self._rate_hz}

    async def stop(self, talk: Talk) -> None:
        """End the subscription."""
        await talk.write(movesense.COMMAND, movesense.unsubscribe_command())

    async def battery(self, talk: Talk) -> int | None:
        """As most sensors tell it; else it is asked over its own protocol."""
        level = await battery_level(talk)
        if level is not None:
            return level
        answer = await talk.ask(movesense.COMMAND, movesense.energy_command(), _answers_energy)
        return None if answer is None else movesense.energy_pct(answer)

    def is_answer(self, packet: Packet) -> bool:
        """A response, and no data."""
        return movesense.is_answer(packet.data)

    def refusal(self, packet: Packet) -> str | None:
        """A late answer that says no."""
        why = movesense.refusal(packet.data) if _answers_us(packet) else None
        return None if why is None else f"{why}: {_remedy(packet.data)}"

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None


def _answers_us(packet: Packet) -> bool:
    return movesense.is_answer(packet.data) and packet.data[1:2] == bytes((movesense.REFERENCE,))


def _answers_energy(packet: Packet) -> bool:
    return movesense.is_answer(packet.data) and packet.data[1:2] == bytes((movesense.ENERGY,))


def _remedy(answer: bytes) -> str:
    return REMEDIES.get(movesense.status_of(answer) or 0, OTHERWISE)
