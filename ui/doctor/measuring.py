"""A sensor measured for some seconds: connected, listened to, let go; what came is kept for judging."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from drivers.families import decoder_for
from drivers.linkstats import LinkFigures, LinkStats
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.source import BatteryLevel, LinkChange, LinkState, SensorInfo, Source
from tracker.errors import SensorError, SensorReason
from tracker.samples import Samples
from ui.linklook import nominal_hz

SECONDS = 20.0
"""Long enough for a rate within a per cent and a loss of one in a hundred packets, short enough to be waited for."""

STEP_S = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sensor sent in `seconds`; `broke` counts how often the link went, `rejected` packets that were no data."""

    info: SensorInfo
    seconds: float
    samples: Samples
    figures: LinkFigures
    broke: int
    rejected: int


async def measure(
    source: Source, pace: Pace, at: Callable[[float], object], seconds: float = SECONDS
) -> Measured:
    """Measure a source; `at` is told how far it is. SensorError where it cannot be reached or sends nothing."""
    info = await source.open()
    decoder = decoder_for(info.family, info.settings)
    stats = LinkStats(nominal_hz(info), info.battery_pct)
    blocks: list[Samples] = []
    broke = 0
    timer = asyncio.create_task(_stop(source, pace, at, seconds))
    try:
        async for item in source.stream():
            match item:
                case Packet():
                    samples = decoder.feed(item)
                    blocks.append(samples)
                    stats.take(item.arrival_s, samples, decoder.lost_samples)
                case BatteryLevel():
                    stats.battery_pct = item.battery_pct
                case LinkChange(state=LinkState.LOST):
                    broke += 1
                    stats.restart()
                case _:
                    pass
    finally:
        timer.cancel()
        await source.close()
    whole = Samples.concat(blocks)
    if not len(whole):
        raise SensorError(
            SensorReason.SILENT,
            f"{info.name} sent no sample in {seconds:.0f} s: restart the sensor, then try again",
        )
    return Measured(info, seconds, whole, stats.figures(), broke, decoder.rejected_packets)


async def _stop(source: Source, pace: Pace, at: Callable[[float], object], seconds: float) -> None:
    began_s = pace.now()
    while (gone_s := pace.now() - began_s) < seconds:
        at(gone_s)
        await pace.sleep(min(STEP_S, seconds - gone_s))
    await source.close()
