"""`soleus replay`: a file down the road again, at its own pace or faster, and whether it says the same."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable
from math import inf

from recordings.entries import End
from recordings.load import Loaded, load
from recordings.replay import ROUNDING, differences, stored_events
from tracker.events import Event
from tracker.setup import Setup
from ui.interrupts import end_gently
from ui.output import Progress, note, say
from ui.plain import PlainLines, total_words
from ui.player import Player
from ui.running import on_screen
from ui.session import Sink
from ui.view.shown import Goal

SHOWN = 20


def run(chosen: argparse.Namespace) -> int:
    """Replay; exit code."""
    end_gently()
    loaded = load(chosen.file)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    if on_screen(plain=chosen.plain):
        player = asyncio.run(_on_screen(loaded, chosen.speed, sound=not chosen.no_sound))
        if player.over:
            _compare(loaded, player.events)
        return 0
    progress = Progress(f"Replaying {loaded.path.name}", quiet=chosen.speed != inf)

    def write(line: str) -> None:
        progress.done()
        say(line)

    lines = PlainLines(write)
    if _simulated(loaded):
        say("Simulated: this recording is the virtual athlete's.")
    player = Player(loaded, [lines], chosen.speed, lambda t_s: progress.at(f"at {t_s:.0f} s"))
    asyncio.run(player.run())
    progress.done()
    say(total_words(lines.ledger))
    _compare(loaded, player.events)
    return 0


def _simulated(loaded: Loaded) -> bool:
    return loaded.recording is not None and loaded.recording.header.simulated


async def _on_screen(loaded: Loaded, speed: float, *, sound: bool) -> Player:
    from ui.app import SoleusApp, show
    from ui.screens.live import WatchScreen
    from ui.screens.replay import ReplayScreen
    from ui.sounds import Pattern, Sounds
    from ui.view.follow import LiveView

    header = loaded.recording.header if loaded.recording is not None else None
    sinks: list[Sink] = []
    player = Player(loaded, sinks, speed)
    view = LiveView(
        header.setup if header is not None else Setup(),
        Goal(),
        player.now,
        load_kg=header.load_kg if header is not None else None,
        simulated=_simulated(loaded),
    )
    view.sound = sound
    sinks.append(view)

    def screen(ring: Callable[[Pattern], None]) -> WatchScreen:
        sounds = Sounds(view, ring)
        sinks.append(sounds)
        return ReplayScreen(view, player, sounds)

    try:
        await show(SoleusApp(player, screen, stays=True), player)
    finally:
        say(total_words(view.ledger))
    return player


def _compare(loaded: Loaded, events: list[Event]) -> None:
    recording = loaded.recording
    if recording is None:
        return
    whole = bool(recording.entries) and isinstance(recording.entries[-1], End)
    stored = stored_events(recording)
    unlike = differences(stored, events, whole=whole)
    if not unlike:
        say("The replay says the same as the recording, to the last digit.")
        return
    if not differences(stored, events, whole=whole, rounding=ROUNDING):
        say(
            "The replay says the same as the recording; last digits differ, as they do where it was made on"
            " another machine or Python."
        )
        return
    places = f"{len(unlike)} {'place' if len(unlike) == 1 else 'places'}"
    say(f"The replay differs in {places} from what soleus {recording.header.soleus_version} recorded:")
    for line in unlike[:SHOWN]:
        say(f"  {line}")
    if len(unlike) > SHOWN:
        say(f"  and {len(unlike) - SHOWN} more")
