"""The one road from packets to events: decoder, then tracker. Live, replay and analysis all walk it."""

from __future__ import annotations

from drivers.packet import Decoder, Packet
from recordings.entries import Given
from tracker.controls import Control
from tracker.events import Event
from tracker.samples import Samples
from tracker.tracker import Tracker


class Road:
    """Counts the samples that passed, so that a control can be put at its place."""

    def __init__(self, decoder: Decoder, tracker: Tracker) -> None:
        self.decoder = decoder
        self.tracker = tracker
        self.samples = 0

    def packet(self, packet: Packet) -> tuple[Samples, list[Event]]:
        """What this packet completes, and what that decides."""
        samples = self.decoder.feed(packet)
        self.samples += len(samples)
        return samples, self.tracker.update(samples) if len(samples) else []

    def control(self, control: Control) -> tuple[Given, list[Event]]:
        """A control given now, as the recording keeps it, and what it decides."""
        return Given(self.samples, control), self.tracker.control(control)

    def finish(self) -> list[Event]:
        """What the end of the stream decides."""
        return self.tracker.finish()
