"""A live screen with a script behind it: repetitions with given figures, a clock that stands, a curve that is a sine.

Nothing here depends on the tracker's figures, so a picture changes only where the screen does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import StringIO
from math import pi, sin

import numpy as np
from rich.console import Console
from textual.pilot import Pilot

from drivers.source import LinkChange, LinkState, SensorInfo
from tracker.controls import Control
from tracker.events import (
    Event,
    RepCounted,
    Repetition,
    RepPartial,
    RepStarted,
    RepTopped,
    SetEnd,
    SetEnded,
    SetStarted,
    SetSummary,
)
from tracker.samples import Samples
from tracker.setup import Exercise, Form, Group, Setup, Side
from ui.app import SoleusApp
from ui.screens.live import LiveScreen, WatchScreen
from ui.session import Sink
from ui.sounds import Pattern, Sounds
from ui.view.follow import LiveView
from ui.view.shown import Goal

SENSOR = SensorInfo("movesense", "Movesense 2234", "AA:BB", "2.3", 82, {"rate_hz": 104})
CYCLE_S = 2.0


def rep(
    rep_id: int, index: int, form: Form = Form.BENT, height_cm: float = 6.1, *, partial: bool = False
) -> Repetition:
    """One of two seconds that began `rep_id` cycles in."""
    start_s = CYCLE_S * rep_id
    p_bent = {Form.BENT: 0.97, Form.STRAIGHT: 0.04, Form.UNCERTAIN: 0.55}[form]
    return Repetition(
        rep_id, index, partial, start_s, start_s + 0.7, start_s + 0.8, start_s + 1.8, 0.7, 0.2, 0.9,
        height_cm, 0.3, 4.0, form, p_bent, 80.0 if form is Form.BENT else 5.0, start_s + 0.72, start_s + 1.7,
    )  # fmt: skip


def summary(index: int, reps: int, start_s: float, end_s: float) -> SetSummary:
    """Of a set of alike repetitions."""
    return SetSummary(
        index, start_s, end_s, Exercise.SEATED_SOLEUS_RAISE, Group.SEATED_LIKE, 0.9, None, Form.BENT, 0.97, 80.0,
        reps, 0, 0, 6.1, 6.1, 0.0, 30.0,
    )  # fmt: skip


@dataclass
class Script:
    """What happens, and the clock it happens on."""

    now_s: float = 0.0
    rep_id: int = 0
    set_index: int = 0
    in_set: int = 0
    began_s: float = 0.0
    sinks: list[Sink] = field(default_factory=list)

    def tell(self, *events: Event) -> None:
        """To everyone."""
        for sink in self.sinks:
            sink.events(list(events))

    def link(self, state: LinkState, reason: str = "", sensor: int = 0) -> None:
        """The link changes."""
        for sink in self.sinks:
            sink.link(LinkChange(self.now_s, state, reason, sensor))

    def hear(self, seconds: float = 1.0) -> None:
        """Samples at 104 Hz, up to now."""
        for k in range(round(seconds * 10)):
            t_s = self.now_s - seconds + 0.1 * k + np.arange(10) / 104.0
            for sink in self.sinks:
                sink.samples(Samples(t_s, np.zeros((10, 3)), np.zeros((10, 3))))

    def begin(self) -> None:
        """A set begins."""
        self.set_index += 1
        self.in_set = 0
        self.began_s = self.now_s
        self.tell(SetStarted(self.now_s, self.set_index, self.now_s))

    def raise_heel(
        self, form: Form = Form.BENT, height_cm: float = 6.1, *, partial: bool = False, count: bool = True
    ) -> None:
        """One repetition; up only, where it is not counted."""
        one = rep(self.rep_id, self.in_set + 1, form, height_cm, partial=partial)
        self.tell(
            RepStarted(one.start_s, one.rep_id, one.start_s),
            RepTopped(one.top_s, one.rep_id, one.top_s, height_cm),
        )
        if count:
            self.in_set += not partial
            self.rep_id += 1
            self.now_s = one.end_s
            self.tell((RepPartial if partial else RepCounted)(one.end_s, self.set_index, one))

    def end_set(self, after_s: float = 10.0) -> None:
        """No repetition for so long."""
        end_s = self.now_s
        self.now_s += after_s
        done = summary(self.set_index, self.in_set, self.began_s, end_s)
        self.tell(SetEnded(self.now_s, SetEnd.PAUSE, done))


class Stage:
    """The feed behind the screen: stands still, remembers what it was given."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.given: list[Control] = []
        self.stopped = False
        self._over = asyncio.Event()

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """A sine of 6 cm."""
        end_s = self.script.now_s
        times = [end_s - seconds + 0.02 * k for k in range(round(seconds / 0.02) + 1)]
        return [(t, 3.0 + 3.0 * sin(2.0 * pi * t / CYCLE_S)) for t in times]

    def give(self, control: Control) -> None:
        """Remember it."""
        self.given.append(control)

    async def run(self) -> None:
        """Until stopped."""
        await self._over.wait()

    def stop(self) -> None:
        """That is it."""
        self.stopped = True
        self._over.set()


@dataclass
class Played:
    """A running app and everything behind it."""

    app: SoleusApp
    pilot: Pilot[None]
    stage: Stage
    script: Script
    view: LiveView
    rung: list[Pattern]

    async def seen(self) -> str:
        """The screen as text, right edge trimmed."""
        screen = self.app.screen
        if isinstance(screen, WatchScreen):
            screen.picture()
        await self.pilot.pause()
        return text_of(self.app)


def text_of(app: SoleusApp) -> str:
    """What stands on the terminal, without colours."""
    console = Console(
        file=StringIO(), width=app.size.width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(app.screen._compositor, end="")
    shown = console.file.getvalue() if isinstance(console.file, StringIO) else ""
    return "\n".join(line.rstrip() for line in shown.splitlines()).rstrip("\n") + "\n"


@asynccontextmanager
async def played(
    play: Callable[[Script], object],
    size: tuple[int, int] = (80, 24),
    declared: Exercise | None = Exercise.SEATED_SOLEUS_RAISE,
    *,
    simulated: bool = False,
) -> AsyncIterator[Played]:
    """An app in which `play` has happened."""
    script = Script()
    stage = Stage(script)
    view = LiveView(
        Setup(declared, Side.LEFT),
        Goal(15, 3, 60.0),
        lambda: script.now_s,
        load_kg=12.0,
        simulated=simulated,
        lost_share=lambda: 0.001,
    )
    rung: list[Pattern] = []
    sounds = Sounds(view, rung.append)
    script.sinks = [view, sounds]
    app = SoleusApp(stage, lambda ring: LiveScreen(view, stage, sounds), stays=False)
    async with app.run_test(size=size) as pilot:
        view.opened(SENSOR)
        play(script)
        await pilot.pause()
        yield Played(app, pilot, stage, script, view, rung)
        stage.stop()
