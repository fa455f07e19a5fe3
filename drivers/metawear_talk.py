"""What is said to a MetaWear: which chip it has, rate and range, processors made one by one, start. Bytes: drivers.metawear.

The fused packet is the first choice; a board that makes no processors, or whose processors give nothing, streams
acceleration and rotation as two. What it came to is remembered, so a reconnect gives the same stream.
"""

from __future__ import annotations

from collections.abc import Mapping

from drivers import metawear
from drivers.dialogue import MODEL, Talk, refused
from drivers.metawear import ACC, COMMAND, GYR, PROCESSOR
from drivers.packet import Packet
from drivers.source import Setting

FIRST_S = 1.5  # for a fused packet, of which there are a hundred a second
PARTS = {ACC: "accelerometer", GYR: "gyroscope"}
OTHER_BOARD = "a MetaMotion R, RL or S is needed"
NO_ANSWER = "take its battery out and in again or charge it, close other programs, and try again"


class MetawearDialogue:
    """See drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {metawear.CHANNEL: metawear.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._of = metawear.chosen(settings)
        self._chip: str | None = None
        self._accounter: int | None = None
        self._proven = False  # it has streamed in this way

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Remove what a lost link left, then configure and run."""
        await self._write(talk, *metawear.HALT_COMMANDS, *metawear.CLEAR, metawear.FAST_LINK)
        self._chip = chip = await self._identify(talk)
        rate_hz, acc_g, gyr_dps = (
            int(self._of[name]) for name in ("rate_hz", "acc_range_g", "gyr_range_dps")
        )
        await self._write(talk, *metawear.config_commands(chip, rate_hz, acc_g, gyr_dps))
        if self._of["stream"] == "fused" and not await self._fused(talk, chip):
            self._of["stream"] = "two"
        if self._of["stream"] == "two":
            await self._write(talk, *metawear.listen_commands(chip, None), *metawear.RUN_COMMANDS)
        return {**self._of, "chip": chip}

    async def _identify(self, talk: Talk) -> str:
        """The chip by the modules of both parts, by its model where they do not answer."""
        chips = set()
        for module, command in zip((ACC, GYR), metawear.IDENTIFY_COMMANDS, strict=True):
            answer = await self._ask(talk, command, command)
            if answer is None:
                continue
            chip = metawear.chip_of(answer)
            if chip is None:
                kind = "has no" if len(answer) < 4 else "has another"
                raise refused(f"it {kind} {PARTS[module]}", OTHER_BOARD)
            chips.add(chip)
        if not chips:
            model = (await talk.read(MODEL) or b"").decode("ascii", "replace").strip("\0 ")
            chips = {chip for number, chip in metawear.MODELS.items() if number == model}
        if len(chips) != 1:
            raise refused("it does not say which chip it has", NO_ANSWER)
        return chips.pop()

    async def _fused(self, talk: Talk, chip: str) -> bool:
        """Make the processors and run; whether a packet comes. What came to nothing is removed again."""
        buffer = await self._made(talk, metawear.buffer_command(chip))
        fuser = None if buffer is None else await self._made(talk, metawear.fuser_command(buffer))
        if fuser is not None:
            stamp = str(self._of["stamp"])
            self._accounter = await self._made(talk, metawear.accounter_command(fuser, stamp))
        if self._accounter is not None:
            listen = metawear.listen_commands(chip, self._accounter)
            await self._write(talk, *listen, *metawear.RUN_COMMANDS)
            self._proven = self._proven or await talk.hear(metawear.is_fused, FIRST_S) is not None
        if self._accounter is not None and self._proven:
            return True
        await self._quiet(talk)
        return False

    async def _made(self, talk: Talk, command: bytes) -> int | None:
        """The number of a processor."""
        answer = await self._ask(talk, command, bytes((PROCESSOR, 0x02)))
        return None if answer is None else metawear.processor_of(answer)

    async def _quiet(self, talk: Talk) -> None:
        accounter, self._accounter = self._accounter, None
        listens = () if self._chip is None else metawear.listen_commands(self._chip, accounter, on=False)
        await self._write(talk, *metawear.HALT_COMMANDS, *listens, *metawear.CLEAR)

    async def stop(self, talk: Talk) -> None:
        """Both chips, the stream, and the processors."""
        await self._quiet(talk)

    async def battery(self, talk: Talk) -> int | None:
        """By a command."""
        answer = await self._ask(talk, metawear.BATTERY_COMMAND, metawear.BATTERY_COMMAND)
        return None if answer is None else metawear.battery_pct(answer)

    def is_answer(self, packet: Packet) -> bool:
        """Whatever answers a command."""
        return metawear.is_answer(packet.data)

    def refusal(self, packet: Packet) -> str | None:
        """It never says so."""
        return None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None

    async def _ask(self, talk: Talk, command: bytes, begins: bytes) -> bytes | None:
        return await talk.ask(COMMAND, command, lambda packet: packet.data.startswith(begins), answered=False)

    async def _write(self, talk: Talk, *commands: bytes) -> None:
        for command in commands:
            await talk.write(COMMAND, command, answered=False)
