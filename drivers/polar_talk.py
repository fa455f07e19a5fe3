"""What is said to a Polar Verity Sense: SDK mode, what it has, start of both streams. Bytes: drivers.polar.

Each command waits for its answer. What of the wished-for it does not have is replaced by the nearest it has; without
SDK mode that is 52 Hz. What stands in the answer to a start (a factor) the decoder finds among the recorded packets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers import polar
from drivers.dialogue import Talk, battery_level, refused
from drivers.packet import Packet
from drivers.polar import ALREADY, CONTROL, SDK_MODE, STOP, Answer
from drivers.polarframes import ACC, GYR
from drivers.source import Setting
from tracker.errors import SensorError

GOODBYE_S = 0.5  # for each of three answers, within what a link grants in all
RATE, RANGE = 0, 2  # settings
IN_CHARGER, BUSY, TOO_MUCH, NO_SUCH = 13, 12, 10, (1, 2, 3)
NEVER = (IN_CHARGER,)
REMEDIES = {
    IN_CHARGER: "take it out of its charger",
    BUSY: "end its recording or its swimming mode, or turn it off and on again; the light has to be blue",
    TOO_MUCH: "use another Bluetooth adapter, or bring it nearer and try again",
    **dict.fromkeys(NO_SUCH, "only the Verity Sense has a gyroscope; update its firmware with Polar Flow"),
}
OTHERWISE = "turn it off and on again; update its firmware with Polar Flow"
NO_GYROSCOPE = "only the Verity Sense has one; H10, OH1 and 360 have acceleration alone"
NO_ANSWER = "choose the mode with the blue light with its button, close Polar's app, and try again"


class PolarDialogue:
    """See drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {polar.CONTROL_CHANNEL: CONTROL, polar.CHANNEL: polar.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._wished = polar.chosen(settings)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """First an end to what a lost link left; then the mode, then what it has of the wished-for."""
        has = polar.features(await talk.read(CONTROL) or b"")
        if has is not None and not {ACC, GYR} <= has:
            raise refused("it has no gyroscope", NO_GYROSCOPE)
        if await self._told(talk, bytes((STOP, ACC))) is None:
            raise refused("it does not answer", NO_ANSWER)
        await self._told(talk, bytes((STOP, GYR)))
        of = await self._in_mode(talk)
        for measurement, name in ((ACC, "acc_range_g"), (GYR, "gyr_range_dps")):
            command = polar.start_command(measurement, of["rate_hz"], of[name])
            answer = await self._told(talk, command)
            if answer is not None and answer.status not in (0, ALREADY):
                raise _refused(answer)
        self._wished = of
        return of

    async def _in_mode(self, talk: Talk) -> dict[str, int]:
        """Its mode switched, and the settings nearest to the wished-for there."""
        of = dict(self._wished)
        on = await self._told(talk, polar.sdk_mode_command(on=bool(of["sdk_mode"])))
        if on is not None and on.status in NEVER:
            raise _refused(on)
        if of["sdk_mode"] and on is not None and on.status not in (0, ALREADY):
            of = polar.chosen({"sdk_mode": 0})
        listed = [
            await self._told(talk, polar.ask_command(measurement, sdk_mode=bool(of["sdk_mode"])))
            for measurement in (ACC, GYR)
        ]
        rates = [
            set(answer.settings[RATE]) for answer in listed if answer is not None and RATE in answer.settings
        ]
        if rates:
            of["rate_hz"] = _nearest(of["rate_hz"], set.intersection(*rates) & set(polar.RATES_HZ))
        for answer, name, known in zip(
            listed, ("acc_range_g", "gyr_range_dps"), (polar.ACC_RANGES_G, polar.GYR_RANGES_DPS), strict=True
        ):
            if answer is not None and RANGE in answer.settings:
                of[name] = _nearest(of[name], set(answer.settings[RANGE]) & set(known))
        return of

    async def stop(self, talk: Talk) -> None:
        """Both streams, then its mode as it was: some Polar sensors stay on otherwise."""
        for command in polar.stop_commands():
            await self._told(talk, command, GOODBYE_S)

    async def battery(self, talk: Talk) -> int | None:
        """As most sensors tell it."""
        return await battery_level(talk)

    def is_answer(self, packet: Packet) -> bool:
        """Whatever comes from the control point."""
        return packet.channel == polar.CONTROL_CHANNEL

    def refusal(self, packet: Packet) -> str | None:
        """A late answer that says no."""
        answer = Answer.of(packet.data) if self.is_answer(packet) else None
        if answer is None or answer.measurement == SDK_MODE or polar.refusal(packet.data) is None:
            return None
        return _refused(answer).message

    def ended(self, packet: Packet) -> str | None:
        """Its button was pressed, or it was put into its charger."""
        if not self.is_answer(packet) or packet.data[:1] != bytes((polar.STOPPED,)):
            return None
        return (
            "it stopped its stream itself, by its button or its charger"
            if {ACC, GYR} & set(packet.data[1:])
            else None
        )

    async def _told(self, talk: Talk, command: bytes, timeout_s: float = polar.ANSWER_S) -> Answer | None:
        """The answer to a command."""

        def answers(packet: Packet) -> bool:
            answer = Answer.of(packet.data) if self.is_answer(packet) else None
            return answer is not None and bytes((answer.command, answer.measurement)) == command[:2]

        answer = await talk.ask(CONTROL, command, answers, timeout_s)
        return None if answer is None else Answer.of(answer)


def _nearest(wished: int, has: Iterable[float]) -> int:
    """The wished-for where it is there, else the next above, else the highest; unchanged where nothing is known."""
    values = sorted(int(value) for value in has)
    return next((value for value in values if value >= wished), values[-1] if values else wished)


def _refused(answer: Answer) -> SensorError:
    return refused(polar.words(answer.status), REMEDIES.get(answer.status, OTHERWISE))
