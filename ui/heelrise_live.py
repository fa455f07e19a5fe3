"""A test with a sensor: a session like any other, refereed, to a metronome, ended by the referee."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from datetime import datetime
from pathlib import Path

from drivers.link import Link
from drivers.pace import Pace
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.setup import Setup
from tracker.training.heelrise.referee import Referee
from ui.heelrise_lines import said_words
from ui.interrupts import end_gently
from ui.output import note, ring
from ui.reaching import find_link, is_practice
from ui.refereed import Refereed
from ui.running import Run, Start, on_screen, run_session


class LiveTest:
    """One test with a sensor; `recording` and `simulated` are known once it ran."""

    def __init__(self, chosen: argparse.Namespace, referee: Referee, setup: Setup) -> None:
        self._chosen = chosen
        self._referee = referee
        self._setup = setup
        self._run: Run | None = None
        self._sink: Refereed | None = None
        self.simulated = is_practice(chosen.sensor)

    @property
    def recording(self) -> Path | None:
        """Where it was recorded."""
        return None if self._run is None else self._run.recording

    def take(self) -> None:
        """Until the referee, the person or the sensor ends it; what was seen by then is judged however it ended."""
        end_gently()
        try:
            asyncio.run(self._session())
        finally:
            if self._sink is not None:
                self._sink.finish()

    async def _session(self) -> None:
        pace = Pace()
        link = await self._link(pace)
        note("The test begins with your first rise. Ctrl-C breaks it off; what was done is kept.")
        start = Start(
            link,
            pace,
            self._setup,
            None if self._chosen.no_save else self._header,
            load_kg=self._chosen.load,
            simulated=self.simulated,
            sound=not self._chosen.no_sound,
            also=self._refereed,
            beats_per_min=self._referee.protocol.cadence_per_min,
        )
        if on_screen(plain=self._chosen.plain):
            await run_session(start, plain=False)  # it has a metronome of its own
            return
        beat = asyncio.create_task(self._metronome(pace))
        try:
            await run_session(start, plain=True)
        finally:
            beat.cancel()

    async def _link(self, pace: Pace) -> Link:
        if not self.simulated:
            return await find_link(self._chosen.sensor, pace)
        from ui.practice import test_link

        return test_link(self._referee.protocol.exercise, pace, 1)

    def _refereed(self, run: Run) -> Refereed:
        self._run = run
        self._sink = Refereed(
            self._referee, lambda said: run.tell(said_words(said)), lambda: run.session.let_end()
        )
        return self._sink

    async def _metronome(self, pace: Pace) -> None:
        """Up and down, a ring each; nothing where the pace is free or sound is off."""
        beat_s = self._referee.protocol.beat_s
        if beat_s is None or self._chosen.no_sound:
            return
        with contextlib.suppress(OSError):
            while self._referee.ended is None:
                ring()
                await pace.sleep(0.5 * beat_s)

    def _header(self, info: SensorInfo, started_at: datetime) -> Header:
        setup = self._setup
        return Header(
            info,
            started_at,
            person=self._chosen.person,
            side=setup.side,
            legs=setup.legs,
            load_kg=self._chosen.load,
            declared=setup.declared,
            simulated=self.simulated,
            keeps_all=setup.keeps_all,
        )
