"""What a sensor costs at its top rate, and how late the event loop is meanwhile: a whole session in this process (bleak's
own Linux backend, link, decoder, tracker, recording), the sensor in another, in real time.

    uv run python -m tests.air.load [SECONDS]

Lateness is that of a task that wants to run every 10 ms; on a machine with other work to do it is theirs as well.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from drivers.link import Link
from drivers.pace import Pace
from drivers.scan import scan
from drivers.source import SensorInfo, Setting
from recordings.header import Header
from recordings.writer import RecordingWriter
from tests.air.bus import private_bus
from tests.air.sessions import STARTED
from tests.air.soak import Light
from tests.ui.scripted import road
from tracker.samples import Samples
from ui.session import Session

TICK_S = 0.01
SETTLE_S = 3.0  # connecting and the first second are not counted
TOP: Mapping[str, tuple[float, Mapping[str, Setting]]] = {
    "movesense": (208.0, {"rate_hz": 208}),
    "witmotion": (200.0, {"rate_hz": 200}),
    "polar": (416.0, {"rate_hz": 416}),
    "metawear": (100.0, {"rate_hz": 100}),
    "movella-dot": (60.0, {"rate_hz": 60}),
    "diy": (200.0, {}),
}
"""The fastest each family is asked for; MetaWear's is that of its fused packet."""


@dataclass
class Load:
    """`cpu_share` of one core; `late_ms` the 99th of a hundred."""

    samples_hz: float
    cpu_share: float
    late_ms: float
    worst_ms: float


class Counting(Light):
    """A sink that counts samples."""

    def samples(self, samples: Samples) -> None:
        """Counted only."""
        self.sample_count += len(samples)


async def measure(seconds: float, slug: str, folder: Path) -> Load:
    """A session of so many seconds."""
    (found,) = [one for one in await scan(1.0) if one.family is not None]
    assert found.family is not None
    settings = found.family.wished(TOP[slug][1])
    pace = Pace()
    link = Link(found.family, found.device, settings=settings, pace=pace)

    def writer(info: SensorInfo) -> RecordingWriter:
        return RecordingWriter(
            folder / f"{slug}.jsonl", Header(info, STARTED, simulated=True), time.monotonic
        )

    counting = Counting()
    session = Session(link, road, writer, [counting])
    running = asyncio.create_task(session.run())
    await asyncio.sleep(SETTLE_S)
    late_s: list[float] = []
    began_s, cpu_s = time.perf_counter(), time.process_time()
    samples = counting.sample_count
    while time.perf_counter() - began_s < seconds:
        due_s = time.perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        late_s.append(time.perf_counter() - due_s)
    took_s, cpu_s = time.perf_counter() - began_s, time.process_time() - cpu_s
    samples = counting.sample_count - samples
    session.let_end()
    await running
    late_ms = np.array(late_s) * 1000.0
    return Load(samples / took_s, cpu_s / took_s, float(np.quantile(late_ms, 0.99)), float(late_ms.max()))


def measured(slug: str, seconds: float) -> Load:
    """With a bus and a sensor process of its own."""
    with (
        private_bus() as daemon,
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("DBUS_SYSTEM_BUS_ADDRESS", daemon.address)
        rate_hz = str(TOP[slug][0])
        words = [sys.executable, "-m", "tests.air.serve", daemon.address, slug, rate_hz, str(seconds + 60.0)]
        sensor = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            assert sensor.stdout is not None
            assert sensor.stdout.readline() == "ready\n"
            return asyncio.run(measure(seconds, slug, Path(folder)))
        finally:
            sensor.communicate(timeout=10.0)


def main(seconds: float) -> None:
    """All families."""
    print("family       asked  samples/s  CPU of a core  loop late, p99  worst")
    for slug, (rate_hz, _) in TOP.items():
        load = measured(slug, seconds)
        print(
            f"{slug:12s} {rate_hz:4.0f} Hz {load.samples_hz:8.1f} {100 * load.cpu_share:12.1f} %"
            f" {load.late_ms:11.1f} ms {load.worst_ms:6.1f} ms",
            flush=True,
        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
