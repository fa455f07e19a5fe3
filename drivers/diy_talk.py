"""What is said to a home-built sensor: nothing. Its header is waited for, so that what is no sensor of ours is told at
once. Lines: drivers.diy."""

from __future__ import annotations

from collections.abc import Mapping

from drivers import diy
from drivers.dialogue import Talk, battery_level, refused
from drivers.diyheader import START, Header, HeaderError
from drivers.packet import Packet
from drivers.source import Setting

HEADER_S = 4.0  # it comes once a second or so; three may be lost or broken
SEE = "docs/diy-sensor.md says what it has to send"


class DiyDialogue:
    """See drivers.dialogue.Dialogue."""

    notify: Mapping[str, str] = {diy.CHANNEL: diy.NOTIFY}

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self._in_force: dict[str, Setting] = {}

    async def start(self, talk: Talk) -> Mapping[str, Setting]:
        """Wait for the header. One that sends nothing may begin later; one that was heard before is not asked again."""
        if self._in_force:
            return self._in_force
        lines = _Lines()
        await talk.hear(lines.hold_a_header, HEADER_S)
        if lines.header is not None:
            self._in_force = {"rate_hz": lines.header.rate_hz}
        elif lines.fault is not None:
            raise refused(f"its header is wrong, {lines.fault}", SEE)
        elif lines.heard:
            raise refused(f"it sends no {START} header, so it is no sensor of ours", SEE)
        return self._in_force

    async def stop(self, talk: Talk) -> None:
        """It stops when nobody listens."""

    async def battery(self, talk: Talk) -> int | None:
        """If it has Bluetooth's own."""
        return await battery_level(talk)

    def is_answer(self, packet: Packet) -> bool:
        """It answers nothing."""
        return False

    def refusal(self, packet: Packet) -> str | None:
        """It never says so."""
        return None

    def ended(self, packet: Packet) -> str | None:
        """It never says so."""
        return None


class _Lines:
    """What was heard so far, looked through for a header."""

    def __init__(self) -> None:
        self.header: Header | None = None
        self.fault: str | None = None
        self.heard = False
        self._held = b""

    def hold_a_header(self, packet: Packet) -> bool:
        """Whether a whole header is there with this packet."""
        self.heard = True
        *lines, self._held = (self._held + packet.data).split(b"\n")
        self._held = self._held[-diy.LONGEST :]
        for line in lines:
            at = line.rfind(START.encode())
            if at < 0:
                continue
            try:
                self.header = Header.of(line[at:].strip(b"\r \t"))
            except HeaderError as error:
                self.fault = str(error)
            else:
                return True
        return False
