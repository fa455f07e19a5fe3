"""The one road from packets to events: decoder, then tracker. Live, replay and analysis all walk it.

A second sensor's packets take their own way beside it: a thigh's samples are put on the first sensor's clock and given
to the same tracker; the other leg has a tracker of its own, whose events are asked for apart.
"""

from __future__ import annotations

from drivers.align import Aligner
from drivers.families import decoder_for
from drivers.packet import Decoder, Packet
from drivers.source import Place, Second, SensorInfo
from recordings.entries import Given
from tracker.controls import Control, ControlKind
from tracker.events import Event, PainNoted
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker

OF_BOTH = {
    ControlKind.PAUSE,
    ControlKind.RESUME,
    ControlKind.NEXT_SET,
    ControlKind.DECLARE,
    ControlKind.MARK,
    ControlKind.PAIN,
}
"""Controls that mean the person, not one leg's count. A pain is the person's too: it has no side, and speaks for the
sets of both legs; it is told once, for it was one."""


class ThighWay:
    """The thigh's packets, to the tracker of the shank below."""

    def __init__(self, decoder: Decoder, tracker: Tracker) -> None:
        self.decoder = decoder
        self._tracker = tracker
        self._aligner = Aligner()

    def first(self, packet: Packet, samples: Samples) -> None:
        """The shank's, for its clock."""
        self._aligner.first(packet.arrival_s, samples)

    def packet(self, packet: Packet) -> tuple[Samples, list[Event]]:
        """The thigh's samples on the shank's clock, and what they decide."""
        samples = self._aligner.second(packet.arrival_s, self.decoder.feed(packet))
        return samples, self._tracker.update_thigh(samples) if len(samples) else []


class OtherLeg:
    """The other leg's packets, to a tracker of its own."""

    def __init__(self, decoder: Decoder, tracker: Tracker) -> None:
        self.decoder = decoder
        self.tracker = tracker
        self.events: list[Event] = []

    def packet(self, packet: Packet) -> Samples:
        """Its samples; what they decide is in `events`."""
        samples = self.decoder.feed(packet)
        if len(samples):
            self.events += self.tracker.update(samples)
        return samples


class Road:
    """Counts the samples that passed, so that a control can be put at its place. `second` is the last packet's
    samples where that was the second sensor's."""

    def __init__(
        self,
        decoder: Decoder,
        tracker: Tracker,
        *,
        thigh: ThighWay | None = None,
        other: OtherLeg | None = None,
    ) -> None:
        self.decoder = decoder
        self.tracker = tracker
        self.samples = 0
        self.second = Samples.empty()
        self._thigh = thigh
        self._other = other

    @property
    def second_decoder(self) -> Decoder | None:
        """The second sensor's, None without one."""
        way = self._thigh or self._other
        return way.decoder if way is not None else None

    def packet(self, packet: Packet) -> tuple[Samples, list[Event]]:
        """What this packet completes, and what that decides."""
        if packet.sensor:
            return Samples.empty(), self._of_second(packet)
        samples = self.decoder.feed(packet)
        if self._thigh is not None:
            self._thigh.first(packet, samples)
        self.samples += len(samples)
        return samples, self.tracker.update(samples) if len(samples) else []

    def take_other(self) -> list[Event]:
        """What the other leg's tracker has said since this was asked last."""
        if self._other is None:
            return []
        events, self._other.events = self._other.events, []
        return events

    def control(self, control: Control) -> tuple[Given, list[Event]]:
        """A control given now, as the recording keeps it, and what it decides."""
        if self._other is not None and control.kind in OF_BOTH:
            said = self._other.tracker.control(control)
            self._other.events += [event for event in said if not isinstance(event, PainNoted)]
        return Given(self.samples, control), self.tracker.control(control)

    def finish(self) -> list[Event]:
        """What the end of the stream decides."""
        if self._other is not None:
            self._other.events += self._other.tracker.finish()
        return self.tracker.finish()

    def _of_second(self, packet: Packet) -> list[Event]:
        if self._thigh is not None:
            self.second, events = self._thigh.packet(packet)
            return events
        if self._other is not None:
            self.second = self._other.packet(packet)
        return []


def road_of(sensor: SensorInfo, second: Second | None, tracker: Tracker, other_setup: Setup) -> Road:
    """For these sensors; InputError where one is of a family without a decoder."""
    decoder = decoder_for(sensor.family, sensor.settings)
    if second is None:
        return Road(decoder, tracker)
    its = decoder_for(second.sensor.family, second.sensor.settings)
    if second.place is Place.THIGH:
        return Road(decoder, tracker, thigh=ThighWay(its, tracker))
    return Road(decoder, tracker, other=OtherLeg(its, Tracker(other_setup)))
