"""`soleus demo`: virtual athlete, virtual Movesense, real bleak, the tracker; ends by itself with a summary."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from drivers.pace import Pace
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.setup import Setup
from ui.interrupts import end_gently
from ui.output import say
from ui.practice import demo_link
from ui.running import Start, run_session
from ui.view.shown import Goal


def run(chosen: argparse.Namespace) -> int:
    """Run the demo; exit code."""
    end_gently()
    say(
        "Demo: a simulated athlete wears a simulated Movesense on the shin; everything after it is the real thing."
    )
    pace = Pace(chosen.speed)
    start = Start(
        demo_link(pace),
        pace,
        Setup(),
        None if chosen.no_save else _header,
        Goal(chosen.goal, chosen.sets, Goal().rest_s if chosen.rest is None else chosen.rest),
        simulated=True,
        sound=not chosen.no_sound,
    )
    asyncio.run(run_session(start, plain=chosen.plain))
    return 0


def _header(info: SensorInfo, started_at: datetime) -> Header:
    return Header(info, started_at, simulated=True)
