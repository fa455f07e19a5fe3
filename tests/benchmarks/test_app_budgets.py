"""The budgets of the app, each failing when exceeded by a quarter: first paint, share of a core, event loop.

The app runs as a person runs it, in a pseudo-terminal, byte-compiled and once warmed up.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from drivers.pace import Pace
from tests.ui.live.test_terminal import Terminal, terminal
from tests.ui.processes import wait_until
from tracker.setup import Setup
from ui.app import SoleusApp
from ui.practice import demo_link
from ui.running import Run, Start
from ui.screens.live import LiveScreen
from ui.view.follow import LiveView
from ui.view.shown import Goal

OVER = 1.25
PAINT_S = 0.6
SHARE = 0.12
LATE_S = 0.02
FOR_S = 5.0

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def cpu_s(one: Terminal) -> float:
    """What the process has used so far."""
    words = Path(f"/proc/{one.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@linux
def test_the_first_picture_comes_in_time(tmp_path: Path) -> None:
    took_s = []
    for _ in range(4):
        start_s = time.monotonic()
        with terminal(tmp_path, "demo", "--no-save", "--no-sound") as one:
            wait_until(lambda: "Any exercise" in one.out, "the first picture")
            took_s.append(time.monotonic() - start_s)
    assert min(took_s) < OVER * PAINT_S


@linux
def test_a_live_session_takes_its_share_of_a_core(tmp_path: Path) -> None:
    with terminal(tmp_path, "demo", "--no-save", "--no-sound") as one:
        wait_until(lambda: " Hz" in one.out, "it streams")
        shares = []
        for _ in range(2):
            used_s, start_s = cpu_s(one), time.monotonic()
            wait_until(lambda: time.monotonic() - start_s > FOR_S, "the time is over")  # noqa: B023
            shares.append((cpu_s(one) - used_s) / (time.monotonic() - start_s))
    assert min(shares) < OVER * SHARE


def test_the_event_loop_is_never_late() -> None:
    """Of three sessions the best: what else runs on the machine is late too."""
    assert min(p99_late_s() for _ in range(3)) < OVER * LATE_S


def p99_late_s() -> float:
    """How late the loop of a live session is, of a hundred times the worst but one."""
    late_s: list[float] = []

    async def watch() -> None:
        while True:
            before_s = time.perf_counter()
            await asyncio.sleep(0.01)
            late_s.append(time.perf_counter() - before_s - 0.01)

    async def live() -> None:
        pace = Pace()
        start = Start(demo_link(pace), pace, Setup(), None)
        view = LiveView(Setup(), Goal(), pace.now)
        run = Run(start, [view])
        app = SoleusApp(run.session, lambda ring: LiveScreen(view, run.session, None), stays=True)
        async with app.run_test(size=(120, 36)):
            watching = asyncio.create_task(watch())
            await asyncio.sleep(1.0)
            late_s.clear()  # the first second is the start
            await asyncio.sleep(FOR_S)
            watching.cancel()
            run.session.stop()

    asyncio.run(live())
    return float(np.percentile(late_s, 99))
