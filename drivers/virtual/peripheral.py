"""What virtual devices have in common: feeds of frames, answers, who listens, a battery that drains, a clock.

A family adds its layout, its commands and its bytes. The device's clock has the signal's drift; it reads `boot_s` as
the signal begins, and 0 after a restart.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from drivers.virtual.device import NOT_SUPPORTED, AttError, Layout, Sent
from drivers.virtual.sampling import Sampled
from drivers.virtual.signal import VirtualSignal

BATTERY = "00002a19-0000-1000-8000-00805f9b34fb"
FIRMWARE = "00002a26-0000-1000-8000-00805f9b34fb"
MODEL = "00002a24-0000-1000-8000-00805f9b34fb"
MAKER = "00002a29-0000-1000-8000-00805f9b34fb"
BATTERY_SERVICE: Layout = {"0000180f-0000-1000-8000-00805f9b34fb": {BATTERY: ("read", "notify")}}
INFORMATION: Layout = {
    "0000180a-0000-1000-8000-00805f9b34fb": {FIRMWARE: ("read",), MODEL: ("read",), MAKER: ("read",)}
}
NOTHING: Mapping[str, str] = {}
NO_DATA: Mapping[int, bytes] = {}
BEHIND_S = 0.001  # the next notification of the same frame

Make = Callable[[int], tuple[int, list[bytes]] | None]
"""From the number of a frame's first sample: that of the next frame's, and this one's notifications (none where it waits
for the next to fill one up); None where no whole frame is left."""


@dataclass(frozen=True, slots=True)
class Battery:
    """Percent as the signal begins, and how much of it a second uses up."""

    pct: float = 100.0
    pct_a_second: float = 0.0

    def at(self, at_s: float) -> int:
        """Whole percent left."""
        return max(math.ceil(self.pct - max(at_s, 0.0) * self.pct_a_second), 0)

    @property
    def empty_s(self) -> float:
        """When nothing is left."""
        return self.pct / self.pct_a_second if self.pct_a_second > 0.0 else math.inf


class Feed:
    """One stream from the moment it was started. A frame leaves with its last sample."""

    def __init__(self, uuid: str, sampled: Sampled, at_s: float, make: Make) -> None:
        self._uuid = uuid
        self._sampled = sampled
        self._make = make
        self._place = int(np.searchsorted(sampled.true_s, at_s))
        self._ready: deque[Sent] = deque()
        self._fill()

    def next_s(self) -> float:
        """When its next notification leaves."""
        return self._ready[0].sent_s if self._ready else math.inf

    def take(self) -> Sent:
        """That notification."""
        one = self._ready.popleft()
        if not self._ready:
            self._fill()
        return one

    def _fill(self) -> None:
        while not self._ready and (frame := self._make(self._place)) is not None:
            self._place, notifications = frame
            moment = float(self._sampled.true_s[self._place - 1])
            self._ready.extend(
                Sent(moment + k * BEHIND_S, self._uuid, data) for k, data in enumerate(notifications)
            )


class Peripheral:
    """The common part; see drivers.virtual.device.Device."""

    name: str
    address: str
    layout: Layout
    advertised: tuple[str, ...] = ()
    manufacturer: Mapping[int, bytes] = NO_DATA
    mtu = 247  # what phones and computers negotiate
    texts: Mapping[str, str] = NOTHING

    def __init__(self, signal: VirtualSignal, battery: Battery | None = None, boot_s: float = 0.0) -> None:
        self.signal = signal
        self.battery = battery or Battery()
        self._boot_s = boot_s
        self._feeds: dict[str, Feed] = {}
        self._answers: list[Sent] = []
        self._listening: set[str] = set()

    @property
    def streaming(self) -> bool:
        """Whether any stream was started."""
        return bool(self._feeds)

    @property
    def ends_s(self) -> float:
        """The last sample."""
        return float(self.signal.true_t_s[-1])

    @property
    def dies_s(self) -> float:
        """When the battery is empty."""
        return self.battery.empty_s

    def read(self, uuid: str, at_s: float) -> bytes:
        """Battery and texts."""
        if not any(uuid in characteristics for characteristics in self.layout.values()):
            raise AttError(NOT_SUPPORTED)
        if uuid == BATTERY:
            return bytes((self.battery.at(at_s),))
        if uuid in self.texts:
            return self.texts[uuid].encode()
        raise AttError(NOT_SUPPORTED)

    def listen(self, uuid: str, at_s: float, *, on: bool) -> None:
        """Only remembered."""
        if on:
            self._listening.add(uuid)
        else:
            self._listening.discard(uuid)

    def due(self, at_s: float) -> list[Sent]:
        """Answers, and what the feeds sent; what nobody listens to is not sent."""
        sent, self._answers = self._answers, []
        for feed in self._feeds.values():
            while feed.next_s() <= at_s:
                sent.append(feed.take())
        return sorted((one for one in sent if one.uuid in self._listening), key=lambda one: one.sent_s)

    def next_s(self) -> float:
        """Of the feeds; answers are due at once."""
        return min((feed.next_s() for feed in self._feeds.values()), default=math.inf)

    def let_go(self, at_s: float) -> None:
        """Nobody listens any more; whether the streams go on is the family's."""
        self._listening.clear()

    def restart(self, at_s: float) -> None:
        """All forgotten, and the clock at 0."""
        self._feeds.clear()
        self._answers.clear()
        self._listening.clear()
        self.reset_clock(at_s)

    def reset_clock(self, at_s: float) -> None:
        """The clock reads 0 now, though nothing else happened."""
        self._boot_s = -float(np.interp(at_s, self.signal.true_t_s, self.signal.samples.t_s))

    def _answer(self, uuid: str, data: bytes, at_s: float) -> None:
        self._answers.append(Sent(at_s, uuid, data, answer=True))

    def _clock_s(self, device_s: float) -> float:
        """What the device's clock reads at that time of the signal; never below 0."""
        return max(device_s + self._boot_s, 0.0)
