"""What is said to a Movella DOT: rate, mode, start, and a look whether it did so. Bytes: drivers.dot."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from drivers import dot
from drivers.dialogue import Talk, fast_enough, refused, too_slow
from drivers.packet import Packet
from drivers.source import Setting

FIRST_S = 1.0  # 60 samples
HALVES, WITHIN_S = 3, 0.5  # one alone may be anything of 20 bytes; where halves come, each sample is one
HALF = "half of each sample is missing, the link carries only 20 bytes at once"
FREE_IT = "end its recording or synchronisation in the Movella DOT app, or turn it off and on again"
WIDEN_IT = "use another Bluetooth adapter; on Windows pair the sensor in the settings first"


class DotDialogue:
    """See drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {dot.CHANNEL: dot.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._mode = dot.mode_of(settings)
        self._rate_hz = dot.rate_of(settings)
        fast_enough("Movella DOT", self._rate_hz)
        self._halves_s: deque[float] = deque(maxlen=HALVES)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Stop what a lost link left running, set the rate, start; then look at its state and first sample."""
        before = _state(await talk.read(dot.COMMAND))
        if before is not None and before[0]:
            await talk.write(dot.COMMAND, bytes((1, 0, before[1])))
        asked: dict[str, Setting] = {"rate_hz": self._rate_hz, "mode": self._mode}
        for characteristic, command in dot.start_commands(asked):
            await talk.write(characteristic, command)
        state = _state(await talk.read(dot.COMMAND))
        if state is not None and state != (True, self._mode):
            what = (
                f"it measures in payload mode {state[1]}, not {self._mode}"
                if state[0]
                else "it does not start"
            )
            raise refused(what, FREE_IT)
        rate_hz = dot.rate_in(await talk.read(dot.SETTINGS) or b"") or self._rate_hz
        if rate_hz != self._rate_hz and rate_hz not in dot.FAST_RATES_HZ:
            raise too_slow(rate_hz, FREE_IT)
        first = await talk.hear(lambda packet: packet.channel == dot.CHANNEL, FIRST_S)
        if first is not None and len(first) == dot.HALF:
            raise refused(HALF, WIDEN_IT)
        return {"rate_hz": rate_hz, "mode": self._mode}

    async def stop(self, talk: Talk) -> None:
        """Without it, it streams on when the link is gone."""
        for characteristic, command in dot.stop_commands({"mode": self._mode}):
            await talk.write(characteristic, command)

    async def battery(self, talk: Talk) -> int | None:
        """Its own characteristic."""
        return dot.battery_pct(await talk.read(dot.BATTERY) or b"")

    def is_answer(self, packet: Packet) -> bool:
        """It answers nothing; but half a sample is no sample."""
        return len(packet.data) == dot.HALF

    def refusal(self, packet: Packet) -> str | None:
        """Half samples, one after another, will never be whole ones."""
        if len(packet.data) != dot.HALF:
            return None
        self._halves_s.append(packet.arrival_s)
        several = len(self._halves_s) == HALVES and packet.arrival_s - self._halves_s[0] < WITHIN_S
        return f"{HALF}: {WIDEN_IT}" if several else None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None


def _state(control: bytes | None) -> tuple[bool, int] | None:
    return None if control is None else dot.state(control)
