"""`soleus replay`: a file down the road again, at its own pace or faster, and whether it says the same."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator

from drivers.pace import Pace
from recordings.entries import End
from recordings.load import Loaded, load
from recordings.replay import ROUNDING, Step, differences, stored_events
from tracker.events import Event
from ui.output import Progress, note, say
from ui.plain import PlainLines, total_words

PACED_BLOCK = 10
SHOWN = 20


def run(chosen: argparse.Namespace) -> int:
    """Replay; exit code."""
    loaded = load(chosen.file)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    lines = PlainLines(say)
    if loaded.recording is not None:
        lines.opened(loaded.recording.header.sensor)
        if loaded.recording.header.simulated:
            say("Simulated: this recording is the virtual athlete's.")
    events = asyncio.run(_play(loaded, chosen.speed, lines))
    say(total_words(lines.ledger))
    _compare(loaded, events)
    return 0


async def _play(loaded: Loaded, speed: float, lines: PlainLines) -> list[Event]:
    events: list[Event] = []
    pace = Pace(speed)
    progress = Progress(f"Replaying {loaded.path.name}", quiet=speed != float("inf"))
    async for step in _paced(loaded.steps(block=PACED_BLOCK), pace):
        if step.events or step.link is not None:
            progress.done()
        if step.link is not None:
            lines.link(step.link)
        lines.events(step.events)
        events.extend(step.events)
        if len(step.samples):
            progress.at(f"at {step.samples.t_s[-1]:.0f} s")
    progress.done()
    return events


async def _paced(steps: Iterator[Step], pace: Pace) -> AsyncIterator[Step]:
    """Each step at its moment."""
    first: float | None = None
    start = pace.now()
    for step in steps:
        if step.arrival_s is not None:
            first = step.arrival_s if first is None else first
            await pace.until(start + step.arrival_s - first)
        yield step


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
