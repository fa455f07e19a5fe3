"""`soleus live`: count with a sensor, recorded."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from drivers.pace import Pace
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.setup import Legs, Setup, Side
from ui.interrupts import end_gently
from ui.output import note
from ui.reaching import is_practice
from ui.running import Start, run_session
from ui.view.shown import Goal
from ui.wearing import Wanted, wear


def run(chosen: argparse.Namespace) -> int:
    """Find the sensor, run the session; exit code."""
    end_gently()
    setup = Setup(
        chosen.exercise,
        Side(chosen.side) if chosen.side else None,
        Legs(chosen.legs) if chosen.legs else None,
    )
    simulated = is_practice(chosen.sensor)
    wanted = Wanted.of(chosen.sensor, chosen.thigh, chosen.other_leg, setup.side)

    def header(info: SensorInfo, started_at: datetime) -> Header:
        return Header(
            info,
            started_at,
            person=chosen.person,
            side=setup.side,
            legs=setup.legs,
            load_kg=chosen.load,
            declared=setup.declared,
            simulated=simulated,
        )

    async def session() -> None:
        pace = Pace()
        worn = await wear(wanted, pace)
        note("Counting. Ctrl-C ends and saves.")
        start = Start(
            worn.source,
            pace,
            setup,
            header,
            Goal(chosen.goal, chosen.sets, chosen.rest),
            chosen.load,
            simulated,
            sound=not chosen.no_sound,
            second=worn.second,
            place=wanted.place,
        )
        try:
            await run_session(start, plain=chosen.plain)
        finally:
            await worn.source.close()

    asyncio.run(session())
    return 0
