"""Acme Motion 1, a sensor that does not exist: copy this file to drivers/, and change all of it. Bytes only, no radio.

Say here what its maker's document says, so that a reader can check each line below: how it advertises, what to write
where, the layout of its packets, units, ranges, clock and counter.

    advertised      the service; the name "Acme " and a number
    characteristic  ac000002 commands, ac000003 notifications
    command         01 rate u16 start, answered 81 status (0 well, 1 busy, 2 no such rate); 00 stop; 02 battery,
                    answered 82 percent
    notification    10 | u16 number | u32 us | 3 x int16, 2048 a g | 3 x int16, 16.4 a deg/s      (little endian)

Its clock wraps after 71.6 minutes; each sample has its own stamp (drivers.stamps).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from drivers.dialogue import Talk, fast_enough, refused
from drivers.families import Family
from drivers.packet import Packet
from drivers.readings import Readings, SixAxis, Stream
from drivers.source import Setting
from drivers.stamps import Stamps, Unwrapped
from tracker.errors import InputError, InputReason

SERVICE = "ac000001-0000-1000-8000-000000000000"
COMMAND = "ac000002-0000-1000-8000-000000000000"
NOTIFY = "ac000003-0000-1000-8000-000000000000"
CHANNEL = "data"
RATES_HZ = (10, 50, 100)
DEFAULT_RATE_HZ = 100
SAMPLE, STARTED, CHARGE = 0x10, 0x81, 0x82
SIZE = 19
WRAP = 2**32
MS2_PER_LSB = 9.80665 / 2048.0
RADS_PER_LSB = math.radians(1.0 / 16.4)
STATUS = {1: ("it is busy", "end its recording"), 2: ("it has no such rate", "update its firmware")}


def rate_of(settings: Mapping[str, Setting]) -> int:
    """The rate asked for; settings come from people, so they are checked."""
    rate = settings.get("rate_hz", DEFAULT_RATE_HZ)
    if rate not in RATES_HZ:
        listed = ", ".join(map(str, RATES_HZ))
        raise InputError(InputReason.BAD_VALUE, f"Acme streams at {listed} Hz, not at {rate}")
    return int(rate)


class AcmeReader:
    """Notifications to readings; see drivers.readings.Reader. `as_sent` gives the sensor's times as they are and
    leaves nothing out."""

    def __init__(self, *, as_sent: bool = False) -> None:
        self._stamps = Stamps(1e-6, WRAP)
        self._as_sent = Unwrapped(WRAP) if as_sent else None
        self._rejected = 0
        self._fault: str | None = None

    @property
    def lost_samples(self) -> int:
        """Samples missing so far, by the stamps."""
        return self._stamps.lost

    @property
    def rejected_packets(self) -> int:
        """Notifications that were neither a sample nor an answer."""
        return self._rejected

    @property
    def fault(self) -> str | None:
        """What was wrong with the last of them."""
        return self._fault

    def finish(self) -> list[Readings]:
        """Nothing waits."""
        return []

    def read(self, packet: Packet) -> list[Readings]:
        """The sample of this notification."""
        data = packet.data
        if data[:1] in (bytes((STARTED,)), bytes((CHARGE,))):
            return []
        if len(data) != SIZE or data[0] != SAMPLE:
            self._rejected += 1
            self._fault = f"{len(data)} bytes that are no sample"
            return []
        stamp = int.from_bytes(data[3:7], "little")
        if self._as_sent is not None:
            time_s: float | None = self._as_sent.of(stamp) / 1e6
        else:
            time_s = self._stamps.stamp(stamp, packet.arrival_s)
        if time_s is None:
            return []
        rows = np.frombuffer(data, "<i2", offset=7).astype(np.float64).reshape(2, 1, 3)
        number = np.array([int.from_bytes(data[1:3], "little")])
        return [
            Readings(Stream.IMU, np.array([time_s]), rows[0] * MS2_PER_LSB, rows[1] * RADS_PER_LSB, number)
        ]


class AcmeDialogue:
    """What is said to it; see drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {CHANNEL: NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._rate_hz = rate_of(settings)
        fast_enough("Acme", self._rate_hz)

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Rate and start in one; a sensor that does not answer is believed, the link hears its silence."""
        command = b"\x01" + self._rate_hz.to_bytes(2, "little")
        answer = await talk.ask(COMMAND, command, lambda packet: packet.data[:1] == bytes((STARTED,)))
        if answer is not None and answer[1:2] > b"\x00":
            raise refused(*STATUS.get(answer[1], (f"status {answer[1]}", "turn it off and on again")))
        return {"rate_hz": self._rate_hz}

    async def stop(self, talk: Talk) -> None:
        """Stop it."""
        await talk.write(COMMAND, b"\x00")

    async def battery(self, talk: Talk) -> int | None:
        """By a command."""
        answer = await talk.ask(COMMAND, b"\x02", lambda packet: packet.data[:1] == bytes((CHARGE,)))
        return answer[1] if answer is not None and len(answer) == 2 and answer[1] <= 100 else None

    def is_answer(self, packet: Packet) -> bool:
        """Whatever is no sample."""
        return packet.data[:1] != bytes((SAMPLE,))

    def refusal(self, packet: Packet) -> str | None:
        """It says so at once or never."""
        return None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None


# In drivers/families.py this is one of FAMILIES; the module itself knows nothing of that table.
TEMPLATE = Family(
    slug="acme",
    title="Acme Motion 1",
    settings={"rate_hz": DEFAULT_RATE_HZ},
    decoder=lambda settings: SixAxis(AcmeReader()),
    dialogue=AcmeDialogue,
    reader=lambda settings: AcmeReader(as_sent=True),
    services=frozenset({SERVICE}),
    name_starts=("Acme ",),
)
