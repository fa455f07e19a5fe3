"""An hour with a sensor on each leg, faster than life: does memory stay flat, and is all recorded that was sent?

    uv run python -m tests.air.soak [MINUTES]

A Movesense and a WitMotion, both legs counted and recorded, over bleak's own Linux backend and a D-Bus of our own. The
minute of `three_sets` comes again and again. Memory is the process's own, looked at every minute after a warm-up.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from drivers.families import family_named
from drivers.packet import Packet
from drivers.pair import Pair
from drivers.source import Place, Second, SensorInfo
from drivers.virtual.beside import Beside
from drivers.virtual.device import Sent
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.playing import Clear, Playing
from drivers.virtual.radio import Arrived
from drivers.virtual.signal import VirtualSignal
from recordings.header import Header
from recordings.reader import read_recording
from recordings.road import Road, road_of
from recordings.writer import RecordingWriter
from tests.air.lockstep import Lockstep
from tests.air.sessions import STARTED
from tests.air.system import air_of
from tests.air.three_sets import simulated
from tests.ui.scripted import Memory
from tracker.events import Event
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker
from ui.session import Session

INTERVAL_S = 0.09  # between connection events
WARM_UP = 10  # minutes


@dataclass
class Counted(Clear):
    """An air that keeps a sum of what was sent into it, and nothing more."""

    number: int = 0
    sum: hashlib._Hash = field(default_factory=hashlib.sha256)

    def carry(self, sent: Sent) -> list[Arrived]:
        """On its way."""
        self.number += 1
        self.sum.update(sent.data)
        return super().carry(sent)


@dataclass
class Soaked:
    """What came of it."""

    sent: list[int]
    sent_sums: list[str]
    heard: list[int]
    heard_sums: list[str]
    lost: list[int]
    memory_mb: list[float]
    took_s: float

    @property
    def growth_mb_per_h(self) -> float:
        """The slope of memory after the warm-up."""
        after = self.memory_mb[min(WARM_UP, len(self.memory_mb) // 2) :]
        return float(np.polyfit(np.arange(len(after)) / 60.0, after, 1)[0]) if len(after) > 1 else 0.0


def long_signal(rate_hz: float, minutes: int) -> VirtualSignal:
    """The minute of `three_sets` one time after another."""
    one = simulated(rate_hz).signal
    times = -(-minutes * 60 * int(rate_hz) // len(one.samples))
    n = times * len(one.samples)
    t_s = np.arange(n) / rate_hz
    clock = one.true_t_s[-1] / one.samples.t_s[-1]
    acc, gyr = (np.tile(channel, (times, 1)) for channel in (one.samples.acc_ms2, one.samples.gyr_rads))
    return VirtualSignal(Samples(t_s, acc, gyr), t_s * clock, rate_hz)


def memory_mb() -> float:
    """Of this process, resident."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def soak(minutes: int, path: Path) -> Soaked:
    """So many minutes."""
    pace, airs = Lockstep(), [Counted(), Counted()]
    first = Playing(Movesense(long_signal(104.0, minutes)), pace, airs[0], interval_s=INTERVAL_S)
    device = Witmotion(long_signal(100.0, minutes))
    second = Beside(device, first, device.address, airs[1])
    began_s, looked = time.perf_counter(), [memory_mb()]

    async with air_of(pace, first, second) as air:
        pair = Pair(await air.find(first), await air.find(second), Place.OTHER_LEG, pace)

        def road(info: SensorInfo) -> Road:
            return road_of(info, pair.second, Tracker(), Setup())

        def writer(info: SensorInfo) -> RecordingWriter:
            header = Header(info, STARTED, simulated=True, second=Second(Place.OTHER_LEG, pair.second.sensor))
            return RecordingWriter(path, header, pace.now)

        session = Session(pair, road, writer, [Light()], second=lambda: pair.second)

        async def look() -> None:
            for _ in range(minutes - 1):
                await pace.sleep(60.0)
                looked.append(memory_mb())
            await pace.sleep(55.0)
            session.let_end()

        watching = asyncio.create_task(look())
        await pace.run(session.run())
        watching.cancel()
    took_s = time.perf_counter() - began_s
    return _compared(airs, path, looked, took_s)


class Light(Memory):
    """A sink that keeps nothing of what comes by the hour."""

    def samples(self, samples: Samples) -> None:
        """Not kept."""

    def events(self, events: list[Event]) -> None:
        """Not kept."""


def _compared(airs: list[Counted], path: Path, looked: list[float], took_s: float) -> Soaked:
    recording = read_recording(path)
    infos = [recording.header.sensor, recording.header.second.sensor] if recording.header.second else []
    heard, sums, lost = [], [], []
    for number, info in enumerate(infos):
        family = family_named(info.family)
        dialogue, decoder = family.dialogue(family.settings), family.decoder(info.settings)
        total, count = hashlib.sha256(), 0
        for entry in recording.entries:
            if isinstance(entry, Packet) and entry.sensor == number:
                decoder.feed(entry)
                if not dialogue.is_answer(entry):
                    total.update(entry.data)
                    count += 1
        heard.append(count)
        sums.append(total.hexdigest())
        lost.append(decoder.lost_samples)
    sent_sums = [one.sum.hexdigest() for one in airs]
    return Soaked([one.number for one in airs], sent_sums, heard, sums, lost, looked, took_s)


def main(minutes: int) -> int:
    """Run and print; 1 where something was lost or memory grows by more than 20 MB an hour."""
    with tempfile.TemporaryDirectory() as folder:
        done = asyncio.run(soak(minutes, Path(folder) / "soak.jsonl"))
    print(f"{minutes} minutes of two sensors in {done.took_s:.0f} s")
    for name, sent, heard, same, lost in zip(
        ("Movesense 104 Hz", "WitMotion 100 Hz"),
        done.sent,
        done.heard,
        [a == b for a, b in zip(done.sent_sums, done.heard_sums, strict=True)],
        done.lost,
        strict=True,
    ):
        bytes_too = "the same bytes" if same else "NOT the same bytes"
        print(f"  {name}: {sent} notifications sent, {heard} recorded, {bytes_too}; {lost} samples missing")
    memory = ", ".join(f"{mb:.0f}" for mb in done.memory_mb)
    print(f"  memory, MB, by the minute: {memory}")
    print(f"  growth after the warm-up: {done.growth_mb_per_h:+.2f} MB an hour")
    return int(done.sent_sums != done.heard_sums or done.growth_mb_per_h > 20.0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
