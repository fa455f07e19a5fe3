"""`soleus replay`: a file down the road again, at its own pace or faster, and whether it says the same."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable
from dataclasses import replace
from math import inf

from recordings.entries import End
from recordings.load import Loaded, load
from recordings.replay import ROUNDING, differences, stored_events, stored_of_other
from tracker.setup import Setup
from ui.interrupts import end_gently
from ui.output import Progress, note, say
from ui.plain import PlainLines, total_words
from ui.player import Player
from ui.profile_options import named
from ui.running import on_screen
from ui.session import Sink
from ui.view.shown import Goal

SHOWN = 20


def run(chosen: argparse.Namespace) -> int:
    """Replay; exit code."""
    end_gently()
    loaded = load(chosen.file)
    profile = named(chosen)
    if profile is not None or chosen.no_profile:
        known = None if profile is None else profile.calibration
        loaded = replace(loaded, calibration=known, bare=chosen.no_profile)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    if on_screen(plain=chosen.plain):
        player = asyncio.run(_on_screen(loaded, chosen.speed, sound=not chosen.no_sound))
        if player.over:
            _compare(loaded, player)
        return 0
    progress = Progress(f"Replaying {loaded.path.name}", quiet=chosen.speed != inf)

    def write(line: str) -> None:
        progress.done()
        say(line)

    first, second = _legs(loaded)
    lines = PlainLines(write, first)
    other = PlainLines(write, second) if second else None
    if _simulated(loaded):
        say("Simulated: this recording is the virtual athlete's.")
    player = Player(
        loaded,
        [lines],
        chosen.speed,
        lambda t_s: progress.at(f"at {t_s:.0f} s"),
        [other] if other is not None else [],
    )
    asyncio.run(player.run())
    progress.done()
    say(f"{first}: {total_words(lines.ledger)}" if first else total_words(lines.ledger))
    if other is not None:
        say(f"{second}: {total_words(other.ledger)}")
    _compare(loaded, player)
    return 0


def _legs(loaded: Loaded) -> tuple[str, str]:
    """What the two legs are called where both were counted; else nothing."""
    return (loaded.recording.header.both_legs if loaded.recording is not None else None) or ("", "")


def _simulated(loaded: Loaded) -> bool:
    return loaded.recording is not None and loaded.recording.header.simulated


async def _on_screen(loaded: Loaded, speed: float, *, sound: bool) -> Player:
    from ui.app import SoleusApp, show
    from ui.screens.live import WatchScreen
    from ui.screens.replay import ReplayScreen
    from ui.sounds import Pattern, Sounds
    from ui.view.follow import LiveView
    from ui.view.other_leg import OtherLegView

    header = loaded.recording.header if loaded.recording is not None else None
    sinks: list[Sink] = []
    _, second = _legs(loaded)
    other = OtherLegView(second) if second else None
    player = Player(loaded, sinks, speed, others=[other] if other is not None else [])
    view = LiveView(
        header.setup if header is not None else Setup(),
        Goal(),
        player.now,
        load_kg=header.load_kg if header is not None else None,
        simulated=_simulated(loaded),
        is_up=lambda: player.is_up,
        other=other,
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
        if other is not None:
            say(f"{second}: {total_words(other.ledger)}")
    return player


def _compare(loaded: Loaded, player: Player) -> None:
    recording = loaded.recording
    if recording is None:
        return
    whole = bool(recording.entries) and isinstance(recording.entries[-1], End)
    both = (
        (stored_events(recording), player.events),
        (stored_of_other(recording), player.others_events),
    )
    unlike = [line for was, now in both for line in differences(was, now, whole=whole)]
    if not unlike:
        say("The replay says the same as the recording, to the last digit.")
        return
    if not any(differences(was, now, whole=whole, rounding=ROUNDING) for was, now in both):
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
