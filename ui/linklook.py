"""How the links of a session do: figures of each sensor, and what is worth a word of them."""

from __future__ import annotations

from drivers.linkstats import LinkFigures, LinkStats
from drivers.packet import Packet
from drivers.remarks import Remarks
from drivers.source import BatteryLevel, LinkChange, SensorInfo
from recordings.road import Road
from tracker.samples import Samples


class LinkLook:
    """Follows one session; the first sensor and, where there is one, the second."""

    def __init__(self) -> None:
        self._stats: dict[int, LinkStats] = {}
        self._remarks: dict[int, Remarks] = {}

    def opened(self, info: SensorInfo, sensor: int = 0) -> None:
        """A sensor is there."""
        stats = self._stats[sensor] = LinkStats(nominal_hz(info), info.battery_pct)
        self._remarks[sensor] = Remarks(info.name, stats, sensor)

    def figures(self, sensor: int = 0) -> LinkFigures:
        """As of now."""
        stats = self._stats.get(sensor)
        return stats.figures() if stats is not None else LinkFigures()

    def battery(self, level: BatteryLevel) -> None:
        """The charge changed."""
        if (stats := self._stats.get(level.sensor)) is not None:
            stats.battery_pct = level.battery_pct

    def changed(self, change: LinkChange) -> None:
        """A link is in another state."""
        if (remarks := self._remarks.get(change.sensor)) is not None:
            remarks.changed(change)

    def packet(self, packet: Packet, samples: Samples, road: Road) -> list[LinkChange]:
        """A packet went down the road, which made these samples of the first sensor; what is to be told now."""
        stats = self._stats.get(packet.sensor)
        decoder = road.decoder if packet.sensor == 0 else road.second_decoder
        if stats is None or decoder is None:
            return []
        stats.take(packet.arrival_s, samples if packet.sensor == 0 else road.second, decoder.lost_samples)
        return self._remarks[packet.sensor].look(packet.arrival_s)


def nominal_hz(info: SensorInfo) -> float | None:
    """The rate a sensor was asked for."""
    rate = info.settings.get("rate_hz")
    return float(rate) if isinstance(rate, (int, float)) and rate > 0 else None
