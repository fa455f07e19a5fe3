"""`soleus demo`: virtual athlete, virtual Movesense, real bleak, the tracker; ends by itself with a summary."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from drivers.pace import Pace
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.setup import Setup
from ui.output import say
from ui.practice import demo_link
from ui.running import run_plain


def run(chosen: argparse.Namespace) -> int:
    """Run the demo; exit code."""
    say(
        "Demo: a simulated athlete wears a simulated Movesense on the shin; everything after it is the real thing."
    )
    asyncio.run(run_plain(demo_link(Pace(chosen.speed)), Setup(), None if chosen.no_save else _header))
    return 0


def _header(info: SensorInfo, started_at: datetime) -> Header:
    return Header(info, started_at, simulated=True)
