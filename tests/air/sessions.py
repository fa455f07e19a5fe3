"""A whole session over the air: sensor found by a scan, link, recording, tracker; and what is left of it. Here through the
backend of ours, on any system; tests.air.system has it through BlueZ."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from drivers.link import Link
from drivers.packet import Packet
from drivers.scan import scan
from drivers.source import LinkChange, SensorInfo
from drivers.virtual.bleak_backend import AIR, VirtualClient, VirtualScanner
from drivers.virtual.playing import Playing
from drivers.virtual.signal import VirtualSignal
from recordings.header import Header
from recordings.reader import Recording, read_recording
from recordings.replay import replay, stored_events
from recordings.writer import RecordingWriter
from tests.air.lockstep import Lockstep
from tests.ui.scripted import Memory, road
from tracker.events import Event, RepCounted
from tracker.samples import Samples
from ui.plain import PlainLines
from ui.session import Session

DEADLINE_S = 40.0
STARTED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


class Keeping(Memory):
    """A sink that keeps the samples too."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Samples] = []

    def samples(self, samples: Samples) -> None:
        """Kept."""
        super().samples(samples)
        self.blocks.append(samples)


@dataclass
class Kept:
    """What a session leaves: what the user was told, and the recording."""

    memory: Keeping = field(default_factory=Keeping)
    path: Path = Path()
    error: BaseException | None = None
    lines: list[str] = field(default_factory=list)  # on a terminal, in plain lines

    @property
    def told(self) -> list[str]:
        """The sentences of the link."""
        return [one.reason for one in self.memory.told if isinstance(one, LinkChange)]

    @property
    def info(self) -> SensorInfo:
        """The sensor."""
        return next(one for one in self.memory.told if isinstance(one, SensorInfo))

    @property
    def samples(self) -> Samples:
        """All of them."""
        return Samples.concat(self.memory.blocks)

    @property
    def events(self) -> list[Event]:
        """What the tracker said."""
        return self.memory.said

    @property
    def counted(self) -> int:
        """Repetitions."""
        return sum(isinstance(event, RepCounted) for event in self.events)

    @property
    def recording(self) -> Recording:
        """As it stands on the disk."""
        return read_recording(self.path)

    @property
    def packets(self) -> list[Packet]:
        """Those that were recorded."""
        return [entry for entry in self.recording.entries if isinstance(entry, Packet)]

    def to_world(self, signal: VirtualSignal) -> Callable[[float], float]:
        """From the session's time axis to the clock of the signal, by where the samples heard are found in it; also
        over a clock that began anew."""
        heard, sent = self.samples, signal.samples
        places = np.linspace(0, len(heard) - 1, 300).astype(int)
        scale = 10.0  # a rad/s weighs as much as so many m/s2
        found = [
            (np.abs(sent.acc_ms2 - heard.acc_ms2[k]) + scale * np.abs(sent.gyr_rads - heard.gyr_rads[k]))
            .sum(axis=1)
            .argmin()
            for k in places
        ]
        off_s = sent.t_s[found] - heard.t_s[places]
        near = np.lib.stride_tricks.sliding_window_view(np.pad(off_s, 3, mode="edge"), 7)
        steady_s = np.median(near, axis=1)  # one found at a wrong place does not matter
        return lambda one: one + float(np.interp(one, heard.t_s[places], steady_s))

    def check(self) -> None:
        """The recording is whole, and its replay says to the last digit what was said live."""
        again = [event for step in replay(self.recording) for event in step.events]
        assert stored_events(self.recording) == self.events
        assert again == self.events


Mishap = Callable[[Session], Coroutine[Any, Any, None]]
"""What happens while a session runs."""


async def nothing(_: Session) -> None:
    """It goes well."""


async def run_session(pace: Lockstep, link: Link, path: Path, mishap: Mishap = nothing) -> Kept:
    """A session to its end; an error that ends it is kept."""
    kept = Kept(path=path)

    def writer(info: SensorInfo) -> RecordingWriter:
        return RecordingWriter(path, Header(info, STARTED, simulated=True), pace.now)

    session = Session(link, road, writer, [kept.memory, PlainLines(kept.lines.append)])
    happening = asyncio.create_task(mishap(session))
    try:
        await session.run()
    except Exception as error:
        kept.error = error
        kept.lines.append(f"soleus: {error}")
    finally:
        happening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await happening
    return kept


def play_on_any_system(one: Playing, pace: Lockstep, path: Path, mishap: Mishap = nothing) -> Kept:
    """The same through the backend of our own, without D-Bus."""

    async def whole() -> Kept:
        AIR.clear()
        AIR[one.address] = one
        (found,) = await scan(0.0, backend=VirtualScanner)
        assert found.family is not None
        link = Link(
            found.family,
            found.device,
            name=one.name,
            pace=pace,
            backend=VirtualClient,
            is_over=lambda: one.over,
        )
        return await pace.run(run_session(pace, link, path, mishap))

    async def in_time() -> Kept:
        return await asyncio.wait_for(whole(), DEADLINE_S)

    try:
        return asyncio.run(in_time())
    finally:
        AIR.clear()
